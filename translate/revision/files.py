"""The files under proposals/: a PO file for each catalog concerned, a page for each language."""

from __future__ import annotations

from collections.abc import Iterator

from translate.catalog import Catalog, Entry
from translate.desk import decode_catalog, read_catalog_bytes
from translate.errors import CatalogError, KhabarError
from translate.files import write_file
from translate.languages import Language
from translate.project import Project, list_articles
from translate.revision.page import Bundle, proposals_page
from translate.revision.proposals import is_open, is_touched, page_path


def read_proposals(project: Project, name: str, language: Language) -> Catalog | None:
    """The proposals for an article's catalog, None when there are none. Raises CatalogError."""
    path = project.proposed(name, language)
    data = read_catalog_bytes(project, path)
    return None if data is None else decode_catalog(data, project.shown(path))


def open_proposals(project: Project, name: str, language: Language) -> tuple[Entry, ...]:
    """The proposals for an article that wait for an answer. Raises CatalogError."""
    catalog = read_proposals(project, name, language)
    return tuple(filter(is_open, catalog.active)) if catalog else ()


def clear_orphans(project: Project, language: Language) -> Iterator[KhabarError]:
    """Take away the proposals whose article is gone, unless a human touched them: then a problem
    for each file."""
    owned = {project.proposed(name, language) for name in list_articles(project).names}
    for path in sorted((project.proposals / language.code).rglob("*.po")):
        if path in owned:
            continue
        shown = project.shown(path)
        try:
            catalog = decode_catalog(read_catalog_bytes(project, path) or b"", shown)
        except KhabarError as error:
            yield error
            continue
        if all(is_open(entry) and not is_touched(entry) for entry in catalog.entries):
            path.unlink(missing_ok=True)
        else:
            problem = "these answers are for an article that is gone or has another name"
            remedy = "Give this file the article's new name, or delete it"
            yield CatalogError(problem, remedy, path=shown)


def write_page(project: Project, language: Language) -> int:
    """Write the page with all open proposals of a language, or take it away when there are none;
    how many there are. Raises CatalogError, WriteError."""
    bundles = []
    for name in list_articles(project).names:
        if found := open_proposals(project, name, language):
            path = project.shown(project.proposed(name, language))
            bundles.append(Bundle(project.shown(project.article(name)), path, found))
    page = page_path(project, language)
    if bundles:
        write_file(page, proposals_page(bundles, language))
    else:
        page.unlink(missing_ok=True)
    return sum(len(bundle.proposals) for bundle in bundles)
