"""The files under proposals/: a PO file for each catalog concerned, a page for each language."""

from __future__ import annotations

from translate.catalog import Catalog, Entry
from translate.desk import decode_catalog, read_catalog_bytes
from translate.files import write_file
from translate.languages import Language
from translate.project import Project, list_articles
from translate.revision.page import Bundle, proposals_page
from translate.revision.proposals import is_open, page_path, proposals_path


def read_proposals(project: Project, name: str, language: Language) -> Catalog | None:
    """The proposals for an article's catalog, None when there are none. Raises CatalogError."""
    path = proposals_path(project, name, language)
    data = read_catalog_bytes(project, path)
    return None if data is None else decode_catalog(data, project.shown(path))


def open_proposals(project: Project, name: str, language: Language) -> tuple[Entry, ...]:
    """The proposals for an article that wait for an answer. Raises CatalogError."""
    catalog = read_proposals(project, name, language)
    return tuple(filter(is_open, catalog.entries)) if catalog else ()


def write_page(project: Project, language: Language) -> int:
    """Write the page with all open proposals of a language, or take it away when there are none;
    how many there are. Raises CatalogError, WriteError."""
    bundles = []
    for name in list_articles(project).names:
        if found := open_proposals(project, name, language):
            path = project.shown(proposals_path(project, name, language))
            bundles.append(Bundle(project.shown(project.article(name)), path, found))
    page = page_path(project, language)
    if bundles:
        write_file(page, proposals_page(bundles, language))
    else:
        page.unlink(missing_ok=True)
    return sum(len(bundle.proposals) for bundle in bundles)
