"""Whether there is a translation at all: empty, echoed, in the wrong script, stuck in a loop,
far too short or long."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.checks.model import Case, Problem, error, listed, warning, words

_ARABIC_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff]")
_LETTER = re.compile(r"[^\W\d_]")
_ACRONYM = re.compile(r"(?:[A-Z][A-Z.&-]*[A-Z.]|[\w-]*\d[\w-]*)s?")
_LONGEST_LOOP = 8  # words
_LOOP_TIMES = 4
_LETTER_LOOP = re.compile(r"([^\W\d_]{2,8}?)\1{4,}|([^\W\d_])\2{7,}")
_RATIO = (0.4, 2.2)  # human translations lie within 0.6 to 1.7

# Words doubled on purpose: "again and again", "slowly", "despite" (سره سره), spelled acronyms.
_DOUBLED = {
    "ur": "بار الگ آہستہ ساتھ کیا گھر ایک باری جوں ابھی گاؤں میں کئی وہ قطرہ دو چار وقفے بال ہوتے "
    "رفتہ اپنا تار پوری تھوڑا مختلف طرح کبھی جگہ جلد دھیرے صاف جب کہیں کچھ قسم پیچھے آگے روز لمحہ "
    "ٹکڑے ہلکا ہلکی نئے نئی برابر فرداً اپنے اپنی کرتے جو کون بڑے بڑی چھوٹے چھوٹی گرم صحیح بیچ "
    "ٹی بی پی این ای سی ڈی ایس ایم",
    "ps": "سره ورو څو ګوټ جلا اونۍ ساعتونه وار بیا ورځې کلونه کله ډېر ډیر جوړه هغه ډلې نری وچې "
    "کلونو میاشتې بار ډول بېلو بیلو لږ ځای نور نورې ځینې ځنې بېل پرله ټوټه ټوټې خپل خپله سم "
    "ټي بي پي اېن ای این سي ډي پس شېبه ګام ورځ کال",
    "fa_AF": "آهسته کم تکه پاره تک ذره گروه دسته قدم رفته نرم چند گاه گاهی یک دو بی سی پی ان تی آ",
    "ar": "بي آر إي آي إن سي رويدا شيئا أ",
}
_ALLOWED = {code: frozenset(line.split()) for code, line in _DOUBLED.items()}


def empty(case: Case) -> Iterator[Problem]:
    """Nothing but white space."""
    if not case.target.strip():
        yield error("empty", "The translation is empty. Translate the source.")


def echoed_source(case: Case) -> Iterator[Problem]:
    """Several English words that came back as they were."""
    source = [word.lower() for word in words(case.source_text) if _LETTER.search(word)]
    target = [word.lower() for word in words(case.target_text) if _LETTER.search(word)]
    if len(source) > 1 and source == target:
        yield error("echo", "The source came back untranslated. Translate it.")


def wrong_script(case: Case) -> Iterator[Problem]:
    """A text of some words whose letters are mostly not Arabic ones."""
    source = words(case.source_text)
    acronyms = sum(1 for word in source if _ACRONYM.fullmatch(word))
    if len(source) < 3 or acronyms * 2 > len(source):
        return
    letters = len(_LETTER.findall(case.target_text))
    arabic = len(_ARABIC_LETTER.findall(case.target_text))
    if letters and arabic * 2 < letters:
        name = case.language.english
        yield error("script", f"Most letters are not {name} letters. Translate into {name}.")


def looping(case: Case) -> Iterator[Problem]:
    """The same words over and over, the way a model gets stuck."""
    if _loop(case.source_text) is None and (loop := _loop(case.target_text)) is not None:
        yield error("loop", f"“{loop}” is repeated again and again. Translate anew.")


def length(case: Case) -> Iterator[Problem]:
    """Far shorter or longer than translations are; short sources prove nothing."""
    source, target = case.source_text, case.target_text
    if len(source) <= 30:
        return
    ratio = len(target) / len(source)
    if not _RATIO[0] <= ratio <= _RATIO[1]:
        what = "short: is something left out" if ratio < 1 else "long: is something added"
        yield warning("length", f"{ratio:.1f} times the source's length is {what}?")


def doubled_words(case: Case) -> Iterator[Problem]:
    """A word written twice, unless the language or the source doubles it."""
    if _doubles(words(case.source_text), frozenset()):
        return
    if found := _doubles(words(case.target_text), _ALLOWED[case.language.code]):
        yield warning("doubled", f"Word written twice: {listed(found)}. Take one out if not meant.")


def _doubles(text: list[str], allowed: frozenset[str]) -> list[str]:
    pairs = zip(text, text[1:], strict=False)
    return [a for a, b in pairs if a == b and a not in allowed and _LETTER.search(a)]


def _loop(text: str) -> str | None:
    """What is repeated: up to eight words four times in a row, or a few letters in one word."""
    found = words(text)
    for size in range(1, _LONGEST_LOOP + 1):
        run = size  # words of the longest run so far that repeats with this period
        for i in range(size, len(found)):
            run = run + 1 if found[i] == found[i - size] else size
            if run >= size * _LOOP_TIMES and _LETTER.search(found[i]):
                return " ".join(found[i - size + 1 : i + 1])
    letters = _LETTER_LOOP.search(text)
    return letters.group(1) or letters.group(2) if letters else None
