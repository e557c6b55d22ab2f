"""Dates of the front matter, as newsrooms in each language write them."""

from __future__ import annotations

import re
from datetime import date, datetime

from translate.languages import Language
from translate.typography import Style, set_digits

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].+)?", re.ASCII)

# CLDR 48, but for what newsrooms write otherwise: no comma in Urdu, genitives in Pashto.
_PATTERNS = {"ur": "d MMMM y", "ps": "'د' y 'د' MMMM d"}
_MONTHS = {"ps": {"سېپتمبر": "سپټمبر"}}


def localize_date(value: str, language: Language, style: Style) -> str | None:
    """An ISO date (2025-11-22) or date and time as a long date of `language`, None when `value`
    is not one.

    The day is the one written, in its own time zone; the time of day is left out. Month names
    are Babel's (for Dari the Afghan ones: سپتمبر، اکتوبر، نومبر).
    """
    day = _parse(value.strip())
    if day is None:
        return None
    from babel.dates import format_date

    text = format_date(day, _PATTERNS.get(language.code, "long"), locale=language.locale)
    for ours, theirs in _MONTHS.get(language.code, {}).items():
        text = text.replace(ours, theirs)
    return set_digits(text, language, style)


def _parse(value: str) -> date | None:
    if not _ISO_DATE.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        return None
