"""What the four languages attach to a word, as tables: the only place that knows their grammar.

A row says what the last letters of a word may turn into; the first row that fits a word holds,
and "" fits every word. Shapes are regular expressions in plain letters, without vowel signs and
non-joiners; these and the spellings of one letter are the business of forms.py. `_LONG` asks for
four letters before an ending that short words have by chance: Pashto کابل → کابله, but هنده is
not هند.
"""

from __future__ import annotations

from enum import Enum, auto


class Inflection(Enum):
    """How much of a language's grammar a term takes part in."""

    NAME = auto()  # a person: only what is attached to names
    BODY = auto()  # an organisation: Pashto has oblique and plural forms of these too
    PLACE = auto()  # names that adjectives are made of: Pakistan's army, الجيش الباكستاني
    TITLE = auto()  # a word, and its feminine
    WORD = auto()  # plurals, articles and possessives


Endings = tuple[tuple[str, str], ...]

_LONG = r"(?<=\w\w\w\w)"
_STANS = ("افغان", "اوزبك", "ازبک", "طاجيك", "تاجک", "كازاخ", "قزاق", "تركمان", "ترکمن")


def _peoples(place: str, people: str) -> Endings:
    """Rows for lands that are called after a people: افغانستان has افغان, not پاکستان پاک."""
    return tuple((f"{name}ستان", f"{name}ستان(?:{place})?|{name}{people}") for name in _STANS)


_PRONOUN = "ه|ها|هم|هما|هن|نا|كم|ك"
_NISBA = "ي(?:ة|ون|ين|و|ا|ان|ات|تان|تين)?"
_WOMAN = f"ة|ت(?:{_PRONOUN}|ي)|ات(?:{_PRONOUN})?|تان|تين|تا|تي"
_ARABIC_WORD: Endings = (
    ("ة", _WOMAN),
    ("ون", f"ون|ين|(?:و|ي)(?:{_PRONOUN})?"),
    ("ين", f"ين|ون|(?:و|ي)(?:{_PRONOUN})?"),
    ("ان", f"ان(?:ا|ات|{_PRONOUN})?|ين|ا"),
    ("اء", f"اء(?:ات|{_PRONOUN})?|ا(?:ؤ|ئ)(?:{_PRONOUN})"),
    ("ى", f"ى|ي(?:ات|ان|ين)|ا(?:{_PRONOUN})"),
    *((seat, f"{seat}(?:ا|ة|ات|ان|ون|ين|و|تان|تين|{_PRONOUN})?") for seat in "يئ"),
    ("", f"(?:ا|ون|ين|ان|و(?:{_PRONOUN})?|ات(?:{_PRONOUN})?|ي(?:ه|ها|هم|نا)|{_PRONOUN})?"),
)
# An adjective after its noun, and a woman's title.
_ARABIC_TITLE: Endings = (
    *_ARABIC_WORD[:-1],
    ("", f"(?:{_ARABIC_WORD[-1][1]}|ي|{_WOMAN})"),
)
_ARABIC_PLACE: Endings = (
    *_peoples(_NISBA, f"(?:{_NISBA})?"),
    ("ية", f"ية|{_NISBA}"),
    ("يا", f"يا|{_NISBA}"),
    ("ا", f"ا|{_NISBA}"),
    ("ة", f"ة|{_NISBA}"),
    ("ي", "ي"),
    ("", f"(?:{_NISBA})?"),
)

_URDU_NAME: Endings = (("ہ", "ہ|ے"),)
_URDU_PLACE: Endings = (
    *_peoples("ی|یوں", "(?:وں|ی|یوں)?"),
    ("یہ", "یہ|یے|ی|یوں|وی"),
    ("ہ", "ہ|ا|ے|ی|یوں"),
    ("ا", "ا(?:ئی|ئیوں)?|ہ|ے|ی|یوں|وی"),
    ("ی", "ی|یوں"),
    ("", "(?:ی|یوں)?"),
)
_URDU_WORD: Endings = (
    ("ا", "ا(?:ؤں|ئیں|ئے)?|ہ|ے|ی|وں"),
    ("ہ", "ہ|ا|ے|وں|ہوں|ہیں|ات|گان"),
    ("ے", "ے|ہ|ا|وں"),
    ("یاں", "یاں|یوں|ی"),
    ("یں", "یں|وں"),
    ("ین", "ین(?:وں|یں)?|وں"),
    ("ی", "ی|یاں|یوں"),
    ("", "(?:وں|یں|و|ات|ان|ین)?"),
)

_FROM = rf"(?:{_LONG}|(?<=له\s\w\w\w))"  # له هنده: from India
_PASHTO_PEOPLE = "ي(?:و|ان|انو)?|ۍ"
_PASHTO_NAME: Endings = (("ه", "ه|ې"),)
_PASHTO_PLACE: Endings = (
    *_peoples(f"ه|{_PASHTO_PEOPLE}", f"(?:ه|و|ان|انو|{_PASHTO_PEOPLE})?"),
    ("یه", f"یه|یې|{_PASHTO_PEOPLE}"),
    ("ه", "ه|ې|و"),
    ("ا", f"ا(?:يي|ییو|یۍ)?|ه|ې|وي|{_PASHTO_PEOPLE}"),
    ("ي", "ي|يو|ۍ"),
    ("", f"(?:{_LONG}و|{_FROM}ه|{_PASHTO_PEOPLE})?"),
)
_PASHTO_WORD: Endings = (
    ("ونه", "ونه|ونو|و"),
    ("ه", "ه(?:ګان|ګانو)?|ګان|ګانو|ې|و"),
    ("ي", "ي|يو|و|(?<=\\w\\w\\w)ې|ۍ|يان|يانو|يانې"),
    ("ې", "ې|و|ه"),
    ("ۍ", "ۍ(?:ګانې|ګانو)?|يو|ي"),
    ("ا", "ا(?:وې|وو|ګان|ګانې|ګانو)?|ې"),
    ("و", "و(?:ان|انو|ګان|ګانو|نه|نو)?"),
    ("ان", "ان(?:ه|و|ان|انو|ونه|ونو)?|و"),
    ("", f"(?:و|ې|ان|انو|ونه|ونو|ګان|ګانو|{_FROM}ه)?"),
)
_PASHTO_BODY: Endings = (
    *_PASHTO_WORD[:-1],
    ("", f"(?:ونه|ونو|{_LONG}(?:ه|و|ې|ان|انو))?"),
)

_HA = " ?ها(?:ی|یی)?"
_DARI_OWN = "(?:ی|یی|ای|اش|شان|مان|یش|یشان|یم|یمان|ش|ام)"
_DARI_PEOPLE = f"ی(?:{_HA}|ان)?"
_DARI_IZAFAT: Endings = (("های", " ?های"),)
_DARI_NAME: Endings = (
    *_DARI_IZAFAT,
    ("ا", "ای?"),
    ("و", "وی?"),
    ("ه", "هی?"),
)
_DARI_PLACE: Endings = (
    *_peoples(_DARI_PEOPLE, f"(?:{_HA}|ان|{_DARI_PEOPLE})?"),
    ("ا", f"ای?|ای{_DARI_PEOPLE}"),
    ("و", "وی?"),
    ("یه", f"یهی?|{_DARI_PEOPLE}"),
    ("ه", f"ه(?:ی|ای)?|و?{_DARI_PEOPLE}"),
    ("", f"(?:{_DARI_PEOPLE})?"),
)
_DARI_WORD: Endings = (
    *_DARI_IZAFAT,
    ("ه", f"(?:ه|ه?گان)(?: ?ها)?(?:{_DARI_OWN})?"),
    ("ا", f"ا(?:یان| ?ها)?(?:{_DARI_OWN})?"),
    ("و", f"و(?:یان| ?ها)?(?:{_DARI_OWN})?"),
    ("", f"(?: ?ها|ان|{_LONG}(?:ین|ات))?(?:{_DARI_OWN}|{_LONG}م)?"),
)

ENDINGS: dict[tuple[str, Inflection], Endings] = {
    ("ar", Inflection.PLACE): _ARABIC_PLACE,
    ("ar", Inflection.TITLE): _ARABIC_TITLE,
    ("ar", Inflection.WORD): _ARABIC_WORD,
    ("ur", Inflection.NAME): _URDU_NAME,
    ("ur", Inflection.BODY): _URDU_NAME,
    ("ur", Inflection.PLACE): _URDU_PLACE,
    ("ur", Inflection.TITLE): _URDU_WORD,
    ("ur", Inflection.WORD): _URDU_WORD,
    ("ps", Inflection.NAME): _PASHTO_NAME,
    ("ps", Inflection.BODY): _PASHTO_BODY,
    ("ps", Inflection.PLACE): _PASHTO_PLACE,
    ("ps", Inflection.TITLE): _PASHTO_WORD,
    ("ps", Inflection.WORD): _PASHTO_WORD,
    ("fa_AF", Inflection.NAME): _DARI_NAME,
    ("fa_AF", Inflection.BODY): _DARI_NAME,
    ("fa_AF", Inflection.PLACE): _DARI_PLACE,
    ("fa_AF", Inflection.TITLE): _DARI_WORD,
    ("fa_AF", Inflection.WORD): _DARI_WORD,
}
