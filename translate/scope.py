"""The scope of a command: the project, articles and languages it is about, and how it answers."""

from __future__ import annotations

import argparse
import codecs
from collections.abc import Sequence
from dataclasses import dataclass

from translate.desk import Selection, orphan_catalogs, select_articles
from translate.errors import GlossaryError, KhabarError, UsageError
from translate.glossary import load_glossary
from translate.languages import Language, find_language
from translate.project import Project, find_project, list_articles
from translate.show import Screen
from translate.terms import Glossary


@dataclass(frozen=True, slots=True)
class Scope:
    """What the command line asks for: a project, articles, languages, and how to show it; `whole`
    when it names no article."""

    project: Project
    selection: Selection
    languages: tuple[Language, ...]
    encoding: str
    whole: bool
    screen: Screen

    @classmethod
    def of(cls, options: argparse.Namespace) -> Scope:
        """Raises ProjectError without a project, UsageError for what is not in it."""
        if not options.folder.is_dir():
            raise UsageError(f"no folder {options.folder}", "Give -C a folder that is there")
        project = find_project(options.folder)
        return cls(
            project=project,
            languages=_languages(project, options.lang),
            encoding=_encoding(options.encoding) if options.encoding else project.encoding,
            selection=select_articles(project, options.articles),
            whole=not options.articles,
            screen=Screen(project, json=options.json),
        )

    def glossary(self) -> Glossary:
        """The project's glossary. Raises GlossaryError with the path as the user knows it."""
        try:
            return load_glossary(self.project.glossary, self.project.languages)
        except GlossaryError as error:
            path = error.path and self.project.shown(self.project.root / error.path)
            raise GlossaryError(error.problem, error.remedy, path=path, line=error.line) from None

    def problems(self, found: Sequence[KhabarError]) -> tuple[KhabarError, ...]:
        """What is wrong with the articles asked for, then what a verb found."""
        return (*self.selection.problems, *found)

    def gone(self) -> list[str]:
        """The catalogs whose article is gone; none are looked for when articles are named."""
        if not self.whole:
            return []
        orphans = orphan_catalogs(self.project, list_articles(self.project).names)
        return [
            self.project.shown(self.project.catalog(f"{stem}.txt", language))
            for stem, languages in orphans.items()
            for language in languages
        ]


def _languages(project: Project, asked: Sequence[str] | None) -> tuple[Language, ...]:
    names = [name for text in asked or () for name in text.replace(",", " ").split()]
    found = tuple(dict.fromkeys(find_language(name) for name in names))
    for language in found:
        if language not in project.languages:
            raise UsageError(
                f"this project has no {language.english}",
                f'Add "{language.code}" to languages in khabar.toml',
            )
    return found or project.languages


def _encoding(name: str) -> str:
    try:
        codecs.lookup(name)
    except LookupError:
        raise UsageError(
            f"no encoding is called {name}", "Give --encoding a name such as cp1252 or utf-16"
        ) from None
    return name
