"""A newsroom for tests: a project in a folder, an honest little engine, and a reviewer's hands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from translate.catalog import Catalog, Entry, format_catalog, parse_catalog
from translate.desk import select_articles
from translate.engines import Decoding, Engine, Hypothesis, Placing
from translate.errors import ModelError
from translate.glossary import load_glossary
from translate.languages import Language, find_language
from translate.ledger import Ledger
from translate.models import Missing
from translate.pipeline import translate
from translate.project import Project, find_project
from translate.run import Report, Run
from translate.starter import write_starter

KNOWN = {
    "Talks resume": {
        "ur": "مذاکرات دوبارہ شروع",
        "ps": "خبرې بیا پیلېږي",
        "fa_AF": "گفتگوها از سر گرفته شد",
        "ar": "استئناف المحادثات",
    },
    "Muttaqi arrived in Islamabad.": {
        "ur": "متقی اسلام آباد پہنچ گئے۔",
        "ps": "متقي اسلام‌اباد ته ورسېد.",
        "fa_AF": "متقی به اسلام‌آباد رسید.",
        "ar": "وصل متقي إلى إسلام آباد.",
    },
    "He met Dar on Monday.": {
        "ur": "انہوں نے پیر کو ڈار سے ملاقات کی۔",
        "ps": "هغه د دوشنبې په ورځ له ډار سره ولیدل.",
        "fa_AF": "او روز دوشنبه با دار دیدار کرد.",
        "ar": "والتقى دار يوم الاثنين.",
    },
}
ARTICLE = "# Talks resume\n\nMuttaqi arrived in Islamabad. He met Dar on Monday.\n"


@dataclass
class PhraseEngine:
    """Knows the sentences of KNOWN and no other; counts what it is asked."""

    language: Language
    asked: list[str] = field(default_factory=list)
    on_call: Callable[[], None] = lambda: None
    fails: bool = False
    name: str = "phrases 1"
    suppresses: bool = False
    annotation: str = ""

    def translate(
        self,
        sources: Sequence[str],
        decoding: Decoding = Decoding.USUAL,
        without: tuple[str, ...] = (),
    ) -> list[list[Hypothesis]]:
        self.on_call()
        if self.fails:
            raise ModelError("the model broke", "Install it anew")
        self.asked += sources
        found = (KNOWN.get(source, {}).get(self.language.code) for source in sources)
        return [[Hypothesis(text, -0.5)] if text else [] for text in found]

    def place(self, placings: Sequence[Placing]) -> list[list[Hypothesis]]:
        return [[] for _ in placings]

    def release(self) -> None:
        """It holds nothing."""


def phrases(language: Language, *preferences: object) -> PhraseEngine:
    """In place of `find_engine`: a PhraseEngine for every language."""
    return PhraseEngine(language)


@dataclass
class Newsroom:
    """A project folder and what happens in it."""

    root: Path
    servers: dict[str, Engine | Missing]
    time: str = "2026-11-20 09:30+0000"

    @classmethod
    def new(cls, root: Path, *languages: str) -> Newsroom:
        write_starter(root)
        codes = languages or ("ur", "ps", "fa_AF", "ar")
        names = ", ".join(f'"{code}"' for code in codes)
        (root / "khabar.toml").write_text(f"languages = [{names}]\n", encoding="utf-8")
        return cls(root, {code: PhraseEngine(find_language(code)) for code in codes})

    @property
    def project(self) -> Project:
        return find_project(self.root)

    def engine(self, code: str) -> PhraseEngine:
        engine = self.servers[code]
        assert isinstance(engine, PhraseEngine)
        return engine

    def write(self, name: str, text: str | bytes = ARTICLE) -> Path:
        path = self.root / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def translate(self, *names: str, redraft: bool = False) -> Report:
        project = self.project
        selection = select_articles(project, names)
        with Ledger(project.state / "ledger.sqlite") as ledger:
            run = Run(
                project=project,
                glossary=load_glossary(project.glossary, project.languages),
                servers=self.servers,
                ledger=ledger,
                encoding=project.encoding,
                redraft=redraft,
                time=self.time,
            )
            return translate(run, selection.names, project.languages, not names, lambda count: None)

    def path(self, code: str, name: str) -> Path:
        return self.project.catalog(name, find_language(code))

    def catalog(self, code: str, name: str = "x.md") -> Catalog:
        path = self.path(code, name)
        return parse_catalog(path.read_text(encoding="utf-8"), path)

    def entry(self, code: str, source: str, name: str = "x.md") -> Entry:
        return next(e for e in self.catalog(code, name).entries if e.source == source)

    def review(self, code: str, name: str, changes: Mapping[str, Mapping[str, object]]) -> None:
        """Do to the entries what a reviewer does in a PO editor, by source text."""
        catalog = self.catalog(code, name)
        entries = tuple(replace(e, **changes.get(e.source, {})) for e in catalog.entries)
        text = format_catalog(replace(catalog, entries=entries))
        self.path(code, name).write_text(text, encoding="utf-8")

    def approve_all(self, code: str, name: str = "x.md") -> None:
        sources = [entry.source for entry in self.catalog(code, name).active]
        self.review(code, name, {source: {"fuzzy": False} for source in sources})

    def bytes(self) -> dict[str, bytes]:
        """Every file under locales/, by path."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted((self.root / "locales").rglob("*"))
            if path.is_file()
        }
