"""translate.dari and translate.engines.dari: Iranian words put into Afghan ones."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from engine_packages import tiny_sentences
from hypothesis import given
from hypothesis import strategies as st

from translate.dari import afghan_forms, rows
from translate.engines import Decoding, Hypothesis, Placing
from translate.engines.dari import DariEngine, in_dari
from translate.inline import Link

ROOT = Path(__file__).parent.parent


def dari(text: str) -> str:
    return in_dari(Hypothesis(text, 0.0)).text


@pytest.mark.parametrize(
    ("persian", "afghan"),
    [
        ("پلیس در استان قندهار دو نفر را کشت.", "پولیس در ولایت قندهار دو نفر را کشت."),
        ("شهرستان‌های استان هرات", "ولسوالی‌های ولایت هرات"),
        ("در سپتامبر و اکتبر 2025", "در سپتمبر و اکتوبر 2025"),
        ("روز 5 مه 2025 اعلام شد", "روز 5 می 2025 اعلام شد"),
        ("15 اسفند و مرداد ۱۴۰۴", "15 حوت و اسد ۱۴۰۴"),
        ("پزشکان بیمارستان‌ها", "داکتران شفاخانه‌ها"),
        ("پزشکان بدون مرز", "داکتران بدون مرز"),
        ("وزیر کشور به فرودگاه رسید", "وزیر داخله به میدان هوایی رسید"),
        ("وزارت بهداشت، وزارت دادگستری", "وزارت صحت عامه، وزارت عدلیه"),
        ("سازمان بهداشت جهانی", "سازمان جهانی صحت"),
        ("محصولات کشاورزی", "محصولات زراعتی"),
        ("وزارت كشور به پليس", "وزارت داخله به پولیس"),
        ("دادگاه کیفری بین‌المللی", "محکمه جزایی بین‌المللی"),
    ],
)  # fmt: skip
def test_news_in_afghan_words(persian: str, afghan: str) -> None:
    assert dari(persian) == afghan


@pytest.mark.parametrize(
    ("persian", "afghan"),
    [
        # The plural, with and without a joiner, and what may follow it.
        ("استان‌ها", "ولایت‌ها"), ("استانها", "ولایت‌ها"), ("استان‌های", "ولایت‌های"),
        ("بیمارستان‌هایی", "شفاخانه‌هایی"), ("خودروهایشان", "موترهایشان"), ("داروها", "دواها"),
        # People.
        ("دانشجویان", "محصلان"), ("پزشکانی", "داکترانی"), ("فرماندهان", "قوماندانان"),
        # ی, after each sound.
        ("استانی", "ولایتی"), ("بیمارستانی", "شفاخانه‌ای"), ("دانشجویی", "محصلی"),
        ("رایانه‌ای", "کمپیوتری"), ("ژاپنی", "جاپانی"), ("مکزیکی", "مکسیکویی"),
        # Ezafe, where it is written.
        ("داروی تازه", "دوای تازه"), ("خودروی او", "موتر او"), ("هواپیمای ترکی", "طیاره ترکی"),
        # Whose.
        ("بیمارستانش", "شفاخانه‌اش"), ("خودرویشان", "موترشان"),
        # Compounds.
        ("دانش‌آموزان", "شاگردان"), ("دانش آموزان", "شاگردان"), ("دانشآموزان", "شاگردان"),
        # Of a phrase the head is made plural.
        ("فرودگاه‌ها", "میدان‌های هوایی"), ("دندانپزشکان", "داکتران دندان"),
        ("فرودگاهی", "میدان هوایی‌ای"), ("نارنجک‌هایش", "بم‌های دستی‌اش"),
    ],
)  # fmt: skip
def test_endings_come_along(persian: str, afghan: str) -> None:
    assert dari(persian) == afghan


@pytest.mark.parametrize(
    "text",
    [
        "پولیس در ولایت",
        "استانبول و پاکستان",
        "هوا مه‌آلود بود و مه غلیظ",
        "بهمن در کوه‌ها",
        "آذر 5 فرزند دارد",
        "30 مین سالگرد",
        "مردم سرگردان",
        "پزشکیان به کابل آمد",
        "زبان انگلیسی",
        "جهاد کشاورزی",
        "خبرگزاری دانشجویان ایران",
        "مارشال و مارسی",
        "وزارت، کشور",
        "",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert dari(text) == text


def test_the_list_can_be_reviewed() -> None:
    assert len(rows()) >= 150
    assert len({row.iranian for row in rows()}) == len(rows())
    for row in rows():
        assert row.use in ("sure", "house")
        assert row.limits <= {"date", "not-number", "bare"}
        assert row.note
        for text in (row.iranian, row.afghan):
            assert text == " ".join(text.split())
            assert set(text).isdisjoint("يكىة")


def test_no_afghan_form_is_an_iranian_word() -> None:
    """What the pass writes, it leaves alone."""
    for row in rows():
        assert dari(row.afghan) == row.afghan


def test_the_corpus_which_is_dari_hardly_changes() -> None:
    changed = [row["fa_AF"] for row in tiny_sentences() if dari(row["fa_AF"]) != row["fa_AF"]]
    assert changed == []


_WORDS = ["پلیس", "فرودگاه‌های", "ایست بازرسی", "کابل", "و", "5 مه", "دانش آموزان", "«هتل»", "ها"]


@given(st.lists(st.sampled_from(_WORDS), max_size=12), st.randoms(use_true_random=False))
def test_links_move_with_their_words(words: list[str], choice: random.Random) -> None:
    text = " ".join(words)
    links, at = [], 0
    for number, part in enumerate(text.split()):
        start = text.index(part, at)
        at = start + len(part)
        if choice.random() < 0.8:
            links.append(Link(number, number + 1, start, at))
    new = in_dari(Hypothesis(text, -0.5, tuple(links)))
    edits = list(afghan_forms(text))
    assert len(new.links) == len(links)
    for old, link in zip(links, new.links, strict=True):
        assert (link.source_start, link.source_end) == (old.source_start, old.source_end)
        word = text[old.target_start : old.target_end]
        there = [e for e in edits if e.start < old.target_end and old.target_start < e.end]
        expected = {word.replace(text[e.start : e.end], e.text) for e in there} or {word}
        got = new.text[link.target_start : link.target_end]
        assert got in expected | {e.text for e in there}


@given(st.text(alphabet="استانپلیهوربدمک‌ ،.5", max_size=40))
def test_a_second_pass_changes_nothing(text: str) -> None:
    once = dari(text)
    assert dari(once) == once


class Persian:
    """Says one thing to everything."""

    name = "argos en_fa 1.5"
    suppresses = True
    annotation = ""
    released = False

    def translate(
        self,
        sources: Sequence[str],
        decoding: Decoding = Decoding.USUAL,
        without: tuple[str, ...] = (),
    ) -> list[list[Hypothesis]]:
        said = "پلیس وارد استان شد" if decoding is Decoding.USUAL else "پلیس آمد"
        links = (Link(0, 6, 0, 4), Link(7, 15, 10, 15))
        return [[Hypothesis(said, -0.5, links)] if source else [] for source in sources]

    def place(self, placings: Sequence[Placing]) -> list[list[Hypothesis]]:
        return [[Hypothesis(f"{one.form} استان شد", -0.5)] for one in placings]

    def release(self) -> None:
        self.released = True


def test_the_engine_says_what_it_is_and_passes_on() -> None:
    persian = Persian()
    engine = DariEngine(persian)
    assert engine.name == "argos en_fa 1.5 + Afghan forms"
    found = engine.translate(["Police province", ""])
    links = (Link(0, 6, 0, 5), Link(7, 15, 11, 16))
    assert found == [[Hypothesis("پولیس وارد ولایت شد", -0.5, links)], []]
    assert engine.translate(["x"], Decoding.CAREFUL)[0][0].text == "پولیس آمد"
    assert (
        engine.place([Placing("Police", Hypothesis("", 0.0), (0,), "پولیس")])[0][0].text
        == "پولیس ولایت شد"
    )
    engine.release()
    assert persian.released


def test_the_list_is_installed_with_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["translate"]
    there = {path for pattern in patterns for path in (ROOT / "translate").glob(pattern)}
    assert ROOT / "translate" / "data" / "dari.tsv" in there
