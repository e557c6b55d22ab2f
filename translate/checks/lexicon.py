"""Iranian words in Dari, with what Afghan newsrooms write."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.checks.model import Case, Problem, listed, warning

# Only words that are sure: each is rare or absent in Afghan news and has one plain equivalent.
# Left out, because Afghan newsrooms print both: دانشگاه، شهردار، ارتش، دبیرکل، هواپیما، خیابان.
IRANIAN = {
    "آوریل": "اپریل",
    "اتوبوس": "بس",
    "اتومبیل": "موتر",
    "استان": "ولایت",
    "استاندار": "والی",
    "اکتبر": "اکتوبر",
    "اوت": "اگست",
    "بالگرد": "چرخبال",
    "بلیط": "تکت",
    "بنزین": "تیل",
    "بهداشت": "صحت",
    "بیمارستان": "شفاخانه",
    "پزشک": "داکتر",
    "پلیس": "پولیس",
    "دادستان": "سارنوال",
    "دادگاه": "محکمه",
    "دادگستری": "عدلیه",
    "دبستان": "مکتب",
    "دبیرستان": "لیسه",
    "دسامبر": "دسمبر",
    "دکتر": "داکتر",
    "دلار": "دالر",
    "دوچرخه": "بایسکل",
    "رایانه": "کمپیوتر",
    "ژاپن": "جاپان",
    "ژانویه": "جنوری",
    "ژنرال": "جنرال",
    "ژوئن": "جون",
    "ژوئیه": "جولای",
    "سپتامبر": "سپتمبر",
    "سرهنگ": "دگروال",
    "سوئد": "سویدن",
    "سوئیس": "سویس",
    "شناسنامه": "تذکره",
    "شهرستان": "ولسوالی",
    "فرماندار": "ولسوال",
    "فوریه": "فبروری",
    "کامپیوتر": "کمپیوتر",
    "کامیون": "لاری",
    "کشاورزی": "زراعت",
    "کلانتری": "حوزه پولیس",
    "کنسول": "قونسل",
    "کنسولگری": "قونسلگری",
    "گذرنامه": "پاسپورت",
    "لهستان": "پولند",
    "مارس": "مارچ",
    "موتورسیکلت": "موترسایکل",
    "نروژ": "ناروی",
    "نوامبر": "نومبر",
    "هلند": "هالند",
    "واکسن": "واکسین",
}
# With plural, possessive and indefinite endings, written together or after a non-joiner; مه is a
# month only after a day's number (elsewhere it is fog, or half a word).
_IRANIAN = re.compile(
    "(?<![\\w\u200c])(?:("
    + "|".join(sorted(IRANIAN, key=len, reverse=True))
    + ")\u200c?(?:ها|های|هایی|هایش|هایشان|ی|یی|ای|ان|انی|ش|شان)?"
    + "|(?<=[\\d] )(مه))(?![\\w\u200c])"
)


def iranianisms(case: Case) -> Iterator[Problem]:
    """Iranian words in a Dari text."""
    if case.language.code != "fa_AF":
        return
    found = {m.group(1) or m.group(2): None for m in _IRANIAN.finditer(case.target_text)}
    if found:
        pairs = [f"{word} → {IRANIAN.get(word, 'می')}" for word in found]
        yield warning("iranianism", f"Iranian usage: {listed(pairs)}. Write the Afghan word.")
