"""A term that a model does not know, carried through it by a word that it surely knows.

`Thousands gathered in Khost` is translated as `Thousands gathered in Kabul`; where Kabul stands in
the translation, the glossary's form for Khost is put. A stand-in must never reach a reader: where
it is not found again, as often as it may stand there, the translation is not used at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from translate.cascade.edits import Edit, edited
from translate.cascade.needs import Need, overlap
from translate.cascade.rewriting import Put, on_source, rewritten
from translate.cascade.shapes import PARTICLES, Shape, pashto_place, plural, shaped, with_prefix
from translate.engines import Hypothesis
from translate.inline import Link
from translate.languages import LANGUAGES, Language
from translate.terms import Kind, Match
from translate.terms.forms import fold

# By what a term is: frequent words, and how ur, ps, fa_AF and ar write them. What stands after ~
# is Urdu's oblique and Persian's indefinite; a common noun of Arabic is listed with its article.
_PEOPLE = (
    "Ahmed: احمد: احمد: احمد: أحمد",
    "Hassan: حسن: حسن: حسن: حسن",
    "Karim: کریم: کریم: کریم: كريم",
)
_SPELLINGS = {"Ahmed": "ahm[ae]d", "Hassan": "hass?an", "Karim": "kar(?:i|ee)m"}  # of one name
_PLACES = (
    "Kabul: کابل: کابل: کابل: كابول, كابل",
    "Iran: ایران: ایران: ایران: إيران",
    "London: لندن: لندن: لندن: لندن",
)
_ORGANISATIONS = (
    "Taliban: طالبان: طالبان: طالبان: طالبان",
    "United Nations: اقوام متحدہ: ملګرو ملتونو, ملګري ملتونه: ملل متحد: الأمم المتحدة",
)
_TITLES = (
    "minister: وزیر: وزیر: وزیر: الوزير, وزير",
    "commander: کمانڈر: قوماندان: قوماندان, فرمانده: القائد, قائد",
    "governor: گورنر: والي: والی: الحاكم, حاكم",
)
_TERMS = (
    "attack: حملہ ~ حملے: برید, حمله: حمله ~ حمله‌ای: الهجوم, هجوم",
    "agreement: معاہدہ ~ معاہدے: تړون, هوکړه: توافق, توافق‌نامه: الاتفاق, اتفاق",
    "report: رپورٹ: راپور, رپوټ: گزارش, راپور ~ گزارشی: التقرير, تقرير",
)
_HUMANS = ("soldiers: فوجی ~ فوجیوں: سرتېري, سرتېرو: سربازان: الجنود, جنود",)
_THINGS = ("attacks: حملے ~ حملوں: بریدونه, بریدونو: حملات: الهجمات, هجمات",)
_STAND_INS = {
    Kind.PERSON: _PEOPLE,
    Kind.PLACE: _PLACES,
    Kind.ORGANISATION: _ORGANISATIONS,
    Kind.TITLE: _TITLES,
    Kind.TERM: _TERMS,
}
_MARKED = {"ur": Shape.OBLIQUE, "fa_AF": Shape.INDEFINITE}

_MANY = re.compile(r"[^sui'’]s$|ies$|men$|people$", re.IGNORECASE)
_MANY_HUMANS = re.compile(r"(?:[eo]r|ant|ist|ee|an)s$|men$|people$", re.IGNORECASE)
_ARTICLE = fold("ال")
_TOWN = fold("آباد")  # a name before it is a town's


@dataclass(frozen=True, slots=True)
class StandIn:
    """An English word and the ways in which one language may write it, by shape."""

    source: str
    forms: tuple[tuple[str, Shape], ...]


@dataclass(frozen=True, slots=True)
class Carrier:
    """A source with stand-ins for some of its terms, in order."""

    text: str
    puts: tuple[Put, ...]
    stand_ins: Mapping[Need, StandIn]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a stand-in is found in a translation, in which shape, with which Arabic prefix."""

    start: int
    end: int
    shape: Shape
    prefix: str = ""


def carrier(
    source: str,
    needs: Sequence[Need],
    translation: str,
    language: Language,
) -> Carrier | None:
    """`source` with a stand-in for each mention of `needs`; None where there are not enough that
    neither the source has nor its `translation` so far."""
    chosen: dict[Need, StandIn] = {}
    used: set[str] = set()
    for need in needs:
        for stand_in in _candidates(need, language):
            if stand_in.source in used or not _is_free(stand_in, source, translation, language):
                continue
            used.add(stand_in.source)
            chosen[need] = stand_in
            break
        else:
            return None
    words = [
        (need, match, _cased(stand_in.source, match))
        for need, stand_in in chosen.items()
        for match in need.mentions
    ]
    return Carrier(*rewritten(source, words), chosen)


def brought(carrier: Carrier, answer: Hypothesis, language: Language) -> Hypothesis | None:
    """The translation of a carrier with the terms' forms in place of their stand-ins, its links
    on the source itself; None where it is not certain that all of them are in place."""
    edits: list[Edit] = []
    for need, stand_in in carrier.stand_ins.items():
        puts = [put for put in carrier.puts if put.need is need]
        places = list(_places(answer.text, stand_in, language))
        if not 1 <= len(places) <= len(puts) or _leaks(carrier, answer, places, puts, language):
            return None
        asked = need
        for place in places:
            edit = _edit(answer.text, place, asked, language)
            if edit is None:
                return None
            edits.append(replace(edit, need=need))
            asked = need.later(language)
    spans = sorted((edit.start, edit.end) for edit in edits)
    if any(overlap(one, other) for one, other in pairwise(spans)):
        return None  # the model wrote one word for two stand-ins
    return edited(on_source(carrier.puts, answer), edits)


def _leaks(
    carrier: Carrier,
    answer: Hypothesis,
    places: Sequence[_Place],
    puts: Sequence[Put],
    language: Language,
) -> bool:
    """Whether a stand-in left more than its places: in a shape that is not listed (Kabul's as
    کابله), or words that the model wrote on its account (Ahmed as احمد الشرع)."""
    text = list(fold(answer.text))
    for place in places:
        text[place.start : place.end] = " " * (place.end - place.start)
    rest = "".join(text)
    forms = carrier.stand_ins[puts[0].need].forms
    if any(fold(form).removeprefix(_ARTICLE) in rest for form, _ in forms):
        return True
    for link in answer.links:
        word = answer.text[link.target_start : link.target_end]
        here = any(p.start < link.target_end and link.target_start < p.end for p in places)
        if _is_of(link, puts) and not here and word not in PARTICLES[language.code]:
            return True
    return any(_is_anothers(place, carrier, answer, puts) for place in places)


def _is_anothers(place: _Place, carrier: Carrier, answer: Hypothesis, puts: Sequence[Put]) -> bool:
    """Whether a place comes from another common word of the source: attack's is also assault's."""
    if puts[0].word[0].isupper():
        return False
    here = [k for k in answer.links if k.target_start < place.end and place.start < k.target_end]
    return any(carrier.text[k.source_start].islower() for k in here) and not any(
        _is_of(link, puts) for link in here
    )


def _is_of(link: Link, puts: Sequence[Put]) -> bool:
    return any(
        link.source_start < put.start + len(put.word) and put.start < link.source_end
        for put in puts
    )


def _candidates(need: Need, language: Language) -> Iterator[StandIn]:
    """The stand-ins for a term, those whose grammar is the more likely to be its own first."""
    kind, text = need.term.kind, need.mentions[0].text
    rows: tuple[str, ...] = _STAND_INS[kind]
    if kind is Kind.TERM and _MANY.search(text):
        rows = _HUMANS if _MANY_HUMANS.search(text) else _THINGS
    elif kind is Kind.TITLE and need.plural:
        rows = _HUMANS
    found = [_stand_in(row, language.code) for row in rows]
    if kind is Kind.TERM and language.code == "ur":  # حملہ for what ends like it
        found.sort(key=lambda s: (s.forms[0][0][-1] in "ہا") != (need.form[-1] in "ہا"))
    yield from found


@lru_cache(maxsize=256)
def _stand_in(row: str, code: str) -> StandIn:
    source, *cells = row.split(": ")
    cell = cells[[language.code for language in LANGUAGES].index(code)]
    plain, _, marked = (part.strip() for part in cell.partition("~"))
    forms = [(form, _shape(form, code, source)) for form in plain.split(", ")]
    forms += [(form, _MARKED[code]) for form in marked.split(", ") if form]
    return StandIn(source, tuple(forms))


def _shape(form: str, code: str, source: str) -> Shape:
    definite = code == "ar" and source[0].islower() and form.startswith("ال")
    return Shape.DEFINITE if definite else Shape.PLAIN


def _is_free(stand_in: StandIn, source: str, translation: str, language: Language) -> bool:
    spelled = _SPELLINGS.get(stand_in.source, stand_in.source)
    if re.search(rf"\b{spelled}", source, re.IGNORECASE):
        return False
    return not any(_places(translation, stand_in, language))


def _cased(word: str, match: Match) -> str:
    return word[0].upper() + word[1:] if match.text[0].isupper() else word


def _places(text: str, stand_in: StandIn, language: Language) -> Iterator[_Place]:
    shapes = {fold(form): shape for form, shape in stand_in.forms}
    for found in _pattern(stand_in, language.code).finditer(fold(text)):
        name = "form" if found["form"] else "bare"  # in للهجوم, which is ل and الهجوم
        form = found["form"] or _ARTICLE + found["bare"]
        prefix = text[found.start() : found.start(name)]
        if name == "bare":
            prefix = prefix[:-1]
        yield _Place(found.start(), found.end(), shapes[form], prefix)


@lru_cache(maxsize=256)
def _pattern(stand_in: StandIn, code: str) -> re.Pattern[str]:
    forms = sorted((fold(form) for form, _ in stand_in.forms), key=len, reverse=True)
    form = f"(?P<form>{'|'.join(map(re.escape, forms))})"
    bare = [re.escape(f.removeprefix(_ARTICLE)) for f in forms if f.startswith(_ARTICLE)]
    to_the = f"[وف]?لل(?P<bare>{'|'.join(bare) or '(?!)'})"
    if code == "ar":
        form = f"{to_the}|[وف]?{fold('[بكل]')}?{form}"
    else:
        form += "|(?P<bare>(?!))"
    return re.compile(rf"(?<![\w\u200c])(?:{form})(?![\w\u200c]|\s{_TOWN})")


def _edit(text: str, place: _Place, need: Need, language: Language) -> Edit | None:
    start, form = place.start, _form(text, place, need, language)
    if form is None:
        return None
    if language.code == "ps":
        placed = pashto_place(text[:start], form)
        if placed is None:
            return None
        start, form = start - placed[0], placed[1]
    return Edit(start, place.end, with_prefix(place.prefix, form), need)


def _form(text: str, place: _Place, need: Need, language: Language) -> str | None:
    if need.plural:
        return plural(need, text[place.start : place.end], text[place.end :], language)
    return shaped(need, place.shape, language)
