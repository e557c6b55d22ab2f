"""The four languages Khabar writes, and the facts about each that every other room builds on.

Sources: CLDR 48 (plural rules, locales), BCP 47, Unicode 17 (letters), house style for digits.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from translate.errors import UsageError


class Digits(StrEnum):
    """Which digits a publication prints: 0-9, or the language's own."""

    LATIN = "latin"
    NATIVE = "native"


@dataclass(frozen=True, slots=True)
class Language:
    """A target language.

    `code` names it in paths, catalogs and options; `tag` is its BCP 47 tag; `locale` its CLDR
    locale, as Babel spells it. `plural_forms` is the gettext header. The letters are strings
    of single characters: `telling` ones prove the language, `foreign` ones never belong to it.
    `model_codes` are the names under which model packages offer it, best first.
    """

    code: str
    tag: str
    locale: str
    english: str
    native: str
    plural_forms: str
    full_stop: str
    telling: str
    foreign: str
    model_codes: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    direction: str = "rtl"


_TWO_FORMS = "nplurals=2; plural=(n != 1);"

URDU = Language(
    code="ur",
    tag="ur",
    locale="ur",
    english="Urdu",
    native="اردو",
    plural_forms=_TWO_FORMS,
    full_stop="۔",
    telling="ٹڈڑےہھں",
    foreign="يكىةهۍېځڅټډړڼښږګ",
    model_codes=("ur",),
    aliases=("urdu",),
)

PASHTO = Language(
    code="ps",
    tag="ps",
    locale="ps",
    english="Pashto",
    native="پښتو",
    plural_forms=_TWO_FORMS,
    full_stop=".",
    telling="ټډړڼښږځڅېۍګ",
    foreign="كہےٹڈڑھ",
    model_codes=("ps", "pbt"),
    aliases=("pashto", "pbt"),
)

DARI = Language(
    code="fa_AF",
    tag="fa-AF",
    locale="fa_AF",
    english="Dari",
    native="دری",
    plural_forms="nplurals=2; plural=(n > 1);",
    full_stop=".",
    telling="پچژگ",
    foreign="يكىةہھےٹڈڑېۍځڅټډړڼښږګ",
    model_codes=("fa_AF", "prs", "fa-AF"),
    aliases=("prs", "fa-AF", "fa-af", "dari"),
)

ARABIC = Language(
    code="ar",
    tag="ar",
    locale="ar",
    english="Arabic",
    native="العربية",
    plural_forms=(
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
        "n%100>=11 && n%100<=99 ? 4 : 5);"
    ),
    full_stop=".",
    telling="ةىكيأإ",
    foreign="یکگچپژہھےٹڈڑېۍځڅټډړڼښږګ",
    model_codes=("ar", "arb"),
    aliases=("arabic",),
)

LANGUAGES: tuple[Language, ...] = (URDU, PASHTO, DARI, ARABIC)

_BY_NAME = {name.lower(): lang for lang in LANGUAGES for name in (lang.code, *lang.aliases)}


def find_language(name: str) -> Language:
    """The language called `name` (code or alias, any case).

    Raises UsageError for a name that is none of the four.
    """
    try:
        return _BY_NAME[name.lower()]
    except KeyError:
        known = ", ".join(f"{lang.code} ({lang.english})" for lang in LANGUAGES)
        raise UsageError(f"unknown language {name!r}", f"Use one of: {known}") from None


# Letters as old fonts drew them; the signs among them (ﷺ, ﷼) have no other form and stay.
_DRAWN = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc]")


def undrawn(text: str) -> str:
    """`text` with Unicode's presentation forms of Arabic letters (ﻣﺮﺽ, from PDFs and old fonts) as
    the letters they are."""
    return _DRAWN.sub(_letter, text)


def _letter(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match.group()).replace(" ", "")
