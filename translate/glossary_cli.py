"""The verbs `khabar glossary …`, as the command line knows them.

`cli.py` adds them to its own; what they do comes in when one is called.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from translate.options import add_articles, add_json, add_verb

if TYPE_CHECKING:
    from translate.options import Verbs

_GLOSSARY = """\
The newsroom's terms against its articles and translations.

  khabar glossary check            which forms stand where; are forbidden ones among them?
  khabar glossary apply            after a change: patch drafts, propose for reviewed text
  khabar glossary suggest          names and terms that the glossary lacks
  khabar glossary export FILE      all terms in one file: .tbx, .csv or .tsv
  khabar glossary import FILE      terms from such a file that are not there yet
"""


def add_glossary(verbs: Verbs) -> None:
    """Add `khabar glossary` and what follows it."""
    short = "the glossary: check, apply a change, find what it lacks"
    parser = add_verb(verbs, "glossary", short, _GLOSSARY)
    parser.set_defaults(json=False)
    inner = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    for add in (_add_check, _add_apply, _add_suggest, _add_export, _add_import):
        add(inner)


def _inner(verbs: Verbs, name: str, short: str, text: str) -> argparse.ArgumentParser:
    parser = add_verb(verbs, name, short, text)
    add_json(parser)
    return parser


def _terms(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--term",
        action="append",
        metavar="TERM",
        default=[],
        help="only this term, by its English name or an alias (repeat it for others)",
    )


def _add_check(verbs: Verbs) -> None:
    parser = _inner(
        verbs,
        "check",
        "which forms of each term the translations use, and where",
        "Show for each term and language the forms that stand in reviewed text and in drafts,\n"
        "forbidden ones first, then terms with several forms or none. What is consistent is\n"
        "only counted. Exit code 1 when a forbidden form stands anywhere. Changes nothing.\n\n"
        "  khabar glossary check --lang ur          before an Urdu edition goes out\n"
        "  khabar glossary check --term Dar --all   every place of one term",
    )
    add_articles(parser)
    _terms(parser)
    parser.add_argument(
        "--all", action="store_true", help="consistent terms too, and every place of each form"
    )
    parser.set_defaults(verb=_check)


def _add_apply(verbs: Verbs) -> None:
    parser = _inner(
        verbs,
        "apply",
        "bring drafts and reviewed text up to a changed glossary",
        "After a change of the glossary: put the new forms into machine drafts that nobody has\n"
        "touched, and write proposals for text that a human wrote or approved, never into it:\n"
        "proposals/<language>/… in PO files, and all on one page, proposals/<language>.html.\n"
        "Drop `fuzzy` from a proposal, or correct it and drop `fuzzy`, to accept it; empty its\n"
        "msgstr to refuse it; then run this again. What cannot be done for certain is listed.\n\n"
        "  khabar glossary apply --dry-run        what would change, and where\n"
        "  khabar glossary apply                  do it\n"
        "  khabar glossary apply --interactive    decide on each proposal in the terminal",
    )
    add_articles(parser)
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--dry-run", action="store_true", help="say what would be done, no more")
    mode.add_argument(
        "--interactive", action="store_true", help="ask about each proposal: yes, no, edit, quit"
    )
    parser.add_argument(
        "--variants",
        action="append",
        metavar="TERM",
        default=[],
        help="replace accepted variants of TERM by its preferred form too (repeat it for others)",
    )
    parser.set_defaults(verb=_apply)


def _add_suggest(verbs: Verbs) -> None:
    parser = _inner(
        verbs,
        "suggest",
        "names and terms in the articles that the glossary lacks",
        "List names, acronyms and frequent terms of the articles that the glossary lacks, the\n"
        "most used first, as rows of a glossary file: with the forms that reviewers, or else\n"
        "drafts, seem to use for them. The note says how often and where each occurs, and which\n"
        "forms rest on little: judge every row before it goes into the glossary.\n\n"
        "  khabar glossary suggest --limit 20\n"
        "  khabar glossary suggest --csv candidates.csv",
    )
    add_articles(parser)
    parser.add_argument(
        "--limit", type=int, metavar="N", default=50, help="at most so many (50; 0 means all)"
    )
    parser.add_argument(
        "--csv", metavar="FILE", type=Path, help="write the rows to FILE, not into the glossary"
    )
    parser.set_defaults(verb=_suggest)


def _add_export(verbs: Verbs) -> None:
    parser = _inner(
        verbs,
        "export",
        "write all terms into one file",
        "Write the whole glossary into FILE, of the kind its name ends in: a table for a\n"
        "spreadsheet (.csv, .tsv), or TBX-Basic for other translators' tools (.tbx). Columns of\n"
        "the newsroom's own are left out, and named.\n\n"
        "  khabar glossary export terms.tbx",
    )
    _file(parser, "the file to write: .tbx, .csv or .tsv")
    parser.set_defaults(verb=_export)


def _add_import(verbs: Verbs) -> None:
    parser = _inner(
        verbs,
        "import",
        "add the terms of a file that are not there yet",
        "Add the terms of FILE that the glossary lacks, as rows of a new file in it, to be\n"
        "reviewed like any change. No row that is there is changed; where the glossary says\n"
        "something else, the term is listed and not taken, and the exit code is 1. What has no\n"
        "place in a glossary is named.\n\n"
        "  khabar glossary import partner.tbx --dry-run    the rows it would write\n"
        "  khabar glossary import terms.csv                with the columns of a glossary file",
    )
    _file(parser, "the file to read: .tbx, .csv, .tsv, or .txt as Excel's Unicode Text")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, no more")
    parser.set_defaults(verb=_import)


def _file(parser: argparse.ArgumentParser, text: str) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help=text)


def _check(options: argparse.Namespace) -> int:
    from translate.glossary_verbs import check_glossary
    from translate.scope import Scope

    return check_glossary(Scope.of(options), options.term, options.all)


def _apply(options: argparse.Namespace) -> int:
    from translate.glossary_verbs import answer_proposals, apply_glossary
    from translate.scope import Scope

    scope = Scope.of(options)
    if options.interactive:
        return answer_proposals(scope, options.variants)
    return apply_glossary(scope, options.variants, options.dry_run)


def _suggest(options: argparse.Namespace) -> int:
    from translate.glossary_verbs import suggest_terms
    from translate.scope import Scope

    path = options.csv and options.folder / options.csv
    return suggest_terms(Scope.of(options), options.limit, path)


def _export(options: argparse.Namespace) -> int:
    from translate.termbase_verbs import export_terms

    return export_terms(options)


def _import(options: argparse.Namespace) -> int:
    from translate.termbase_verbs import import_terms

    return import_terms(options)
