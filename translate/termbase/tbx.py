"""TBX written: the glossary as `translate.termbase` describes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from translate.languages import LANGUAGES, Language
from translate.termbase.rows import usual_case
from translate.terms import Term

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
PREFERRED = "preferredTerm-admn-sts"
ADMITTED = "admittedTerm-admn-sts"
DEPRECATED = "deprecatedTerm-admn-sts"

MARK = "khabar:"  # starts a note that is for this program
FIRST = f"{MARK} first mention"
CASE = f"{MARK} case "
UNLESS = f"{MARK} unless "
KEEP = f"{MARK} do not translate"
NOTE = f"{MARK} note "

_HEAD = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<tbx xmlns="{NAMESPACE}" type="TBX-Basic" style="dca" xml:lang="en">
  <tbxHeader>
    <fileDesc>
      <titleStmt>
        <title>{{title}}</title>
      </titleStmt>
      <sourceDesc>
        <p>Glossary exported by Khabar. Notes that start with "{MARK}" are its own.</p>
      </sourceDesc>
    </fileDesc>
  </tbxHeader>
  <text>
    <body>
"""
_TAIL = """\
    </body>
  </text>
</tbx>
"""


def format_tbx(terms: Sequence[Term], title: str) -> str:
    """The text of a TBX file with `terms` in their order; `title` says whose they are."""
    head = _HEAD.format(title=escape(title))
    lines = (line for number, term in enumerate(terms, 1) for line in _entry(number, term))
    return head + "".join(f"      {line}\n" for line in lines) + _TAIL


def _entry(number: int, term: Term) -> Iterator[str]:
    yield f'<conceptEntry id="c{number}">'
    yield f'  <descrip type="subjectField">{term.kind}</descrip>'
    for note in _notes(term):
        yield f"  <note>{escape(note)}</note>"
    yield '  <langSec xml:lang="en">'
    yield from _term(term.source, PREFERRED)
    for alias in term.aliases:
        yield from _term(alias, ADMITTED)
    yield "  </langSec>"
    for language in LANGUAGES:
        yield from _language(term, language)
    yield "</conceptEntry>"


def _notes(term: Term) -> Iterator[str]:
    if term.note:
        yield NOTE + term.note if term.note.startswith(MARK) else term.note
    if term.keep:
        yield KEEP
    if term.case is not usual_case(term.source):
        yield CASE + term.case
    for context in term.unless:
        yield UNLESS + context


def _language(term: Term, language: Language) -> Iterator[str]:
    forms = next((forms for code, forms in term.forms if code == language.code), ())
    if not forms:
        return
    yield f'  <langSec xml:lang="{language.tag}">'
    for number, form in enumerate(forms):
        yield from _term(form, ADMITTED if number else PREFERRED)
    first = term.at_first(language)
    if first is not None:
        yield from _term(first, ADMITTED, FIRST)
    for form in term.banned(language):
        yield from _term(form, DEPRECATED)
    yield "  </langSec>"


def _term(text: str, status: str, note: str = "") -> Iterator[str]:
    yield "    <termSec>"
    yield f"      <term>{escape(text)}</term>"
    yield f'      <termNote type="administrativeStatus">{status}</termNote>'
    if note:
        yield f"      <note>{note}</note>"
    yield "    </termSec>"
