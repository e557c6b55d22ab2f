"""A new form in the shape of an old one: what a sentence attached to the old form is kept.

Only where that is certain: `وباکستان` becomes `وأفغانستان`, an Urdu oblique stays one where the new
word ends as the old one did; where grammar would have to be known the answer is None.
"""

from __future__ import annotations

import re
from os.path import commonprefix

from translate.languages import Language
from translate.terms.forms import fold

_PARTING = re.compile(r"[\s\u200c-]+")
_SIGNS = re.compile("[\u064b-\u0652\u0670\u0640]")
_PLURAL = re.compile("[ \u200c]ها(?:\u200c?(?:ی|یی|ای))?")  # Dari: fits any word
_AND_TO = re.compile("[وف]?[بكل]?")
_AND_TO_THE = re.compile("(?P<before>[وف]?(?:[بك](?=ا)|ل(?=ل))?)(?:ال|ل)")
_THE = "ال"
_SHORT = 2  # an ending of more letters is a part of the word
_OF = "د"  # Pashto: before a possessor, and a part of some forms


def respelled(written: str, old: str, new: str, language: Language) -> str | None:
    """`written`, which is `old` in the shape that a sentence gives it, made of `new`; None where
    what became of `old` there is not certain to become of `new` too."""
    if language.code == "ps" and (old.split()[0] == _OF) != (new.split()[0] == _OF):
        return None  # one of the two would leave a preposition too many or too few
    if _plain(written) == _plain(old):
        return new
    if _SIGNS.search(written):
        return None
    if language.code == "ar":
        return _with_prefix(written, old, new)
    return _with_ending(written, old, new, language)


def _plain(text: str) -> str:
    return _PARTING.sub(" ", fold(_SIGNS.sub("", text)))


def _with_prefix(written: str, old: str, new: str) -> str | None:
    """Arabic: the one-letter words and the article that are written onto the old form."""
    whole, rest = _plain(written), _plain(old)
    if whole.endswith(rest):
        before = whole[: -len(rest)]
        if _AND_TO.fullmatch(before):
            return _joined(written[: len(before)], new)
    stem = rest.removeprefix(_THE)
    found = _AND_TO_THE.fullmatch(whole[: -len(stem)]) if whole.endswith(stem) else None
    if found is None:
        return None
    letters = written[: found.end("before")]
    if new.startswith(_THE) or rest.startswith(_THE):  # the article is the form's own
        return _joined(letters, new)
    # Of several words it may be the last that takes the article.
    return None if " " in new else _joined(letters, _THE + new)


def _joined(letters: str, form: str) -> str:
    if letters.endswith("ل") and form.startswith(_THE):
        return letters + form[2:] if form.startswith("الل") else f"{letters}ل{form[2:]}"
    return letters + form


def _with_ending(written: str, old: str, new: str, language: Language) -> str | None:
    """The ending of the old form in the sentence, on a new form that ends in the same letters."""
    whole, rest = fold(written), fold(old)
    same = len(commonprefix([whole, rest]))
    lost, ending = old[same:], written[same:]
    if language.code == "fa_AF" and not lost and _PLURAL.fullmatch(ending):
        return new + ending
    if not ending or len(lost) > _SHORT or _PARTING.search(lost + ending):
        return None
    last = lost or old[-1]
    if fold(new).endswith(fold(last)):
        return new[: len(new) - len(lost)] + ending
    return None
