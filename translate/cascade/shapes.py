"""A glossary form in the shape that its place in a sentence asks for.

Only where the rule is certain: a form put wrongly into a sentence is worse than a flag on it, so
that most of these give None sooner than a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import Enum, auto

from translate.cascade.needs import Need
from translate.languages import Language
from translate.terms import Kind
from translate.terms.forms import fold

ALIKE = 0.6  # share of letters in common above which two words are spellings of one name

# Words beside a name that alignments like to give to it, and that the sentence needs.
PARTICLES = {
    code: frozenset(words.split())
    for code, words in (
        (
            "ur",
            "نے کا کی کے کو میں سے پر تک اور بھی ہی کہ یہ وہ ہے ہیں تھا تھی تھے ہو گا گی گے "
            "کر کیا گیا گئی گئے دیا دی لیے ساتھ بعد نہیں ایک اس ان جو "
            "ہوا ہوئی ہوئے ہوگا ہوں رہا رہی رہے جا جائے کیے کرنے",
        ),
        (
            "ps",
            "د په له ته کې سره او تر پر څخه هم چې یې دا دې دی دي ده وو و به نه شو شوي شوې کړ "
            "وکړ کړي کړې لپاره لارې ترمنځ وروسته یو یوه هغه "
            "شي شول شوه وه وې کړه کړل وکړي وکړه وکړل کوي کېږي",
        ),
        (
            "fa_AF",
            "در از به را و با که برای بر تا هم این آن یک است بود شد کرد شده کرده می نیز پس هر "
            "شدند شود می‌شود کردند کند می‌کند بودند اند باید خواهد خواهند",
        ),
        (
            "ar",
            "في من على إلى عن مع أن إن خلال بعد قبل منذ بين حول حيث التي الذي كما لا لم لن قد "
            "هو هي كان كانت أو ثم",
        ),
    )
}
# Those that may stand between two words for one term: Ministry of Health, in the two languages
# that write the `of`.
INNER = {"ur": frozenset(("کا", "کی", "کے")), "ps": frozenset("د")}
_POSTPOSITIONS = frozenset(["نے", "کا", "کی", "کے", "کو", "میں", "سے", "پر", "تک"])
_PREPOSITIONS = frozenset(["د", "له", "په", "تر", "پر"])
_ARABIC_PREFIXES = ("و", "ف", "ب", "ك", "ل", "وب", "وك", "ول", "فب", "فك", "فل")
_AND_THE = re.compile(r"وال\w{3}")  # و before an article is never part of the word
_LATIN = re.compile("[A-Za-z0-9]")
_ARTICLE = "ال"
_WEAK = str.maketrans("", "", "اویء")  # letters that broken plurals add and drop
_JOINER = "\u200c"


class Shape(Enum):
    """In which shape a word stands in a sentence."""

    PLAIN = auto()
    OBLIQUE = auto()  # Urdu: before a postposition
    DEFINITE = auto()  # Arabic: with the article
    INDEFINITE = auto()  # Persian: with -i


def likeness(one: str, other: str) -> float:
    """How much alike two words are written, 1 for the same letters."""
    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio()


def shaped(need: Need, shape: Shape, language: Language) -> str | None:
    """The form asked for, in that shape; None where that is not certain."""
    form = need.form
    common = need.term.kind in (Kind.TERM, Kind.TITLE) and not _LATIN.search(form)
    if shape is Shape.PLAIN or not common:
        return form
    if shape is Shape.OBLIQUE:
        return _oblique(form, need)
    if shape is Shape.INDEFINITE:
        return _indefinite(form)
    return _definite(form, need, language)


def _oblique(form: str, need: Need) -> str | None:
    """حملہ → حملے. The last word of a title is often an adjective, which stays."""
    if form[-1] not in "ہا":
        return form
    return form[:-1] + "ے" if need.term.kind is Kind.TERM and form[-1] == "ہ" else None


def _indefinite(form: str) -> str | None:
    if form[-1] in "اویى":
        return None
    return form + (f"{_JOINER}ای" if form[-1] == "ه" else "ی")


def _definite(form: str, need: Need, language: Language) -> str | None:
    words = form.split()
    if any(word.startswith(_ARTICLE) for word in words):
        return form  # وزير الخارجية is definite by its second word
    every = " ".join(_ARTICLE + word for word in words)
    return every if len(words) == 1 or every in need.term.accepted(language) else None


def prefixed(word: str, form: str) -> str:
    """An Arabic form with the one-letter words that were written onto `word`, if any."""
    head = form.split()[0]
    best, prefix = likeness(word, head), ""
    for letters in _ARABIC_PREFIXES:
        rest, own = word.removeprefix(letters), with_prefix(letters, head)[len(letters) :]
        if rest != word and fold(rest[:1]) == fold(own[:1]):
            alike = likeness(rest, head)
            if alike >= ALIKE and alike > best:
                best, prefix = alike, letters
    if not prefix and _AND_THE.match(word):
        prefix = "و"
    return with_prefix(prefix, form)


def in_place_of(written: str, known: Sequence[str], form: str, language: Language) -> str:
    """`form` for one of the `known` forms, with what was written onto that in Arabic."""
    if language.code == "ar":
        for letters in _ARABIC_PREFIXES:
            if any(fold(with_prefix(letters, other)) == fold(written) for other in known):
                return with_prefix(letters, form)
    return form


def with_prefix(prefix: str, form: str) -> str:
    """`form` with Arabic one-letter words written onto it."""
    if prefix.endswith("ل") and form.startswith(_ARTICLE):
        return prefix + form[2:] if form.startswith("الل") else prefix + "ل" + form[2:]
    if prefix and _LATIN.match(form):
        return f"{prefix}ـ{form}"  # بـBBC
    return prefix + form


def before_postposition(after: str, language: Language) -> bool:
    """Whether the text `after` a word starts with a postposition, which wants it oblique."""
    words = after.split(maxsplit=1)
    return language.code == "ur" and bool(words) and words[0].rstrip("،۔") in _POSTPOSITIONS


def pashto_place(before: str, form: str) -> tuple[int, str] | None:
    """How a Pashto form stands after the text `before` it: how many characters of that go, and
    what takes their place and the form's; None where that is not certain.

    A preposition goes before the last word of a form that starts with د: له and د بهرنیو چارو وزیر
    make د بهرنیو چارو له وزیر.
    """
    found = re.search(r"(?:^|\s)(\w+)\s+$", before)
    name, bracket, introduced = form.partition(" (")  # د پاکستان طالبانو تحریک (ټي ټي پي)
    words = name.split()
    if words[0] not in _PREPOSITIONS or not found or found[1] not in _PREPOSITIONS:
        return 0, form
    if words[0] != "د" or len(words) < 3 or (len(words) > 3 and not words[-2].endswith("و")):
        return None  # د ټاکنو لوی کمېشنر: not before an adjective's noun
    placed = " ".join([*words[:-1], found[1], words[-1]])
    return len(before) - found.start(1), placed + bracket + introduced


def held_apart(written: str, form: str, language: Language) -> str | None:
    """The preposition before the last word of what was `written`, in Pashto د کنټرال په کرښه, where
    `form` is of the kind that takes one there."""
    *_, before, _last = ["", "", *written.split()]
    inner = before in _PREPOSITIONS and before != "د" and form.startswith("د ")
    return before if language.code == "ps" and inner and before not in form.split() else None


def in_number(need: Need, language: Language) -> str | None:
    """The form asked for, in the number that the source has the term in; None where the plural is
    not known."""
    return plural(need, "", "", language) if need.plural else need.form


def generic(need: Need, language: Language) -> str | None:
    """The singular of a kind of thing, for a plural that is not known: hand sanitizers, د لاس ضد
    عفوني کوونکې مایع. Urdu, Pashto and Dari may speak of a kind so; Arabic does not."""
    if need.first or need.term.kind is not Kind.TERM or language.code == "ar":
        return None
    return need.form


def plural(need: Need, written: str, after: str, language: Language) -> str | None:
    """The plural of the form asked for: an accepted form that is one, else by a rule where it has
    no exceptions. `written` is what the model wrote there, `after` the text behind it."""
    if need.first or need.term.keep or _LATIN.search(need.form):
        return None
    oblique = before_postposition(after, language)
    endings = _PLURAL_ENDINGS[language.code]
    known = [form for form in need.forms(language)[1:] if _is_plural(form, need.form, language)]
    known.sort(key=lambda form: not any(word.endswith(endings) for word in form.split()))
    if language.code == "ur":
        fit = [form for form in known if form.endswith("وں") == oblique]
        return next(iter(fit), None) or _urdu_plural(need, oblique)
    if known:
        return known[0]
    if language.code == "fa_AF" and " " not in need.form and need.form[-1] not in "ای":
        linked = written.endswith(("های", "هایی"))
        return f"{need.form}{_JOINER}{'های' if linked else 'ها'}"
    return _as_written(need.form, written, language)


def _as_written(form: str, written: str, language: Language) -> str | None:
    """The plural that ends as what the model wrote, where that is regular: ویروسونو, وایرسونو."""
    if language.code == "ps" and written.endswith(("ونه", "ونو")) and form[-1] not in "اهويیېۍئ":
        return form + written[-3:]
    if language.code == "ar" and written.endswith("ات") and form.endswith("ة") and " " not in form:
        return form[:-1] + "ات"
    return None


def _urdu_plural(need: Need, oblique: bool) -> str | None:
    form = need.form
    if need.term.kind is not Kind.TERM:
        return None  # وزیراعظم, وزرائے اعظم
    if form.endswith("ہ"):
        return form[:-1] + ("وں" if oblique else "ے")
    if oblique and form[-1] not in "اےوں":
        return form + "وں"
    return None


_PLURAL_ENDINGS = {
    "ur": ("وں", "یں", "یاں", "ے", "ات", "ین"),
    "ps": ("ونه", "ونو", "ان", "انو", "انې", "ګانې", "ې"),
    "fa_AF": ("ها", "های", "ان", "گان", "ات", "ین"),
    "ar": ("ات", "ون", "ين"),
}


def _is_plural(form: str, singular: str, language: Language) -> bool:
    """Whether an accepted form is the plural of the first one, and of the same words."""
    if language.code == "ps" and singular.endswith("ی") and form.endswith("ي"):
        return fold(form) == fold(singular)  # غړی, غړي
    one, many = fold(singular).split(), fold(form).split()
    changed = [pair for pair in zip(one, many, strict=False) if pair[0] != pair[1]]
    return (
        len(one) == len(many)
        and any(_is_plural_word(*pair, language) for pair in changed)
        and all(_stem(word) == _stem(base) for base, word in changed)
    )


def _is_plural_word(base: str, word: str, language: Language) -> bool:
    ends = word.endswith(tuple(fold(ending) for ending in _PLURAL_ENDINGS[language.code]))
    bare = base.removesuffix("ه").removesuffix("ة")
    if language.code != "ps" and word.translate(_WEAK) == bare.translate(_WEAK):
        return ends or _is_broken(bare, word, language)
    return ends and word[: len(base) - 2] == base[: len(base) - 2]


def _is_broken(base: str, word: str, language: Language) -> bool:
    """Whether a word of the same strong letters is a broken plural, سفراء of سفير, and not another
    case of it, سفيرا, or another spelling: اسمگلنگ, هیأت."""
    other = word.startswith(base) or word == f"ا{base}"
    return not other and len(word) + (language.code == "ar") > len(base)


def _stem(word: str) -> str:
    """What is left of a word in every shape of it, roughly: its first two letters of weight."""
    return word.removeprefix(fold(_ARTICLE)).translate(_WEAK)[:2]
