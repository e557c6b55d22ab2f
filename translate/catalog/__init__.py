"""Catalogs: the PO files that reviewers correct. The only room that knows polib."""

from translate.catalog.entries import (
    Catalog,
    Entry,
    Key,
    State,
    cleared_again,
    draft_mark,
    draft_note,
    draft_origin,
    has_human_words,
    kept_notes,
    may_redraft,
    needs_draft,
    standing,
    state_of,
    tally,
    with_draft,
    without_draft,
)
from translate.catalog.po import format_catalog, parse_catalog

__all__ = [
    "Catalog",
    "Entry",
    "Key",
    "State",
    "cleared_again",
    "draft_mark",
    "draft_note",
    "draft_origin",
    "format_catalog",
    "has_human_words",
    "kept_notes",
    "may_redraft",
    "needs_draft",
    "parse_catalog",
    "standing",
    "state_of",
    "tally",
    "with_draft",
    "without_draft",
]
