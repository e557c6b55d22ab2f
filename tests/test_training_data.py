"""The recipe's data: cleaning, filters, the held-out split that cannot leak, variations.

What needs torch or SentencePiece is tested in training/tests."""

from __future__ import annotations

import random
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from training.annotate import Notebook
from training.augment import Lexicon, join, joinable, renumber
from training.config import Config, ConfigError, Corpus, Filters, HeldOut, load_config
from training.filters import fault, likeliest
from training.heldout import split
from training.lines import Line, article_of_each, read_corpus
from training.sentences import Sentence, substitute
from training.terms import Form
from training.text import clean_english, clean_target, fold

ROOT = Path(__file__).parent.parent
CONFIGS = sorted((ROOT / "training" / "configs").glob("*.toml"))
LANGUAGES = ("ur", "ps", "fa_AF", "ar")


def line(english: str, ur: str = "متن", article: str = "", own: bool = True) -> Line:
    return Line("x.tsv", article, english, {"ur": ur}, own)


# Settings


@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: path.stem)
def test_every_configuration_can_be_read(path: Path) -> None:
    config = load_config(path)
    assert config.train.steps or config.train.minutes, "a run must end"
    assert config.heldout.dev
    assert config.heldout.test
    assert not set(config.heldout.dev) & set(config.heldout.test)
    assert config.model.width % config.model.heads == 0


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('name = "x"', "out is missing"),
        ('name = "x"\nout = "y"\nbatch = 3', "unknown setting batch"),
        ('name = "x"\nout = "y"\n[train]\ntoken = 3', "unknown setting train.token"),
        ('name = "x"\nout = "y"\n[train]\ntokens = "many"', "train.tokens cannot be 'many'"),
        ('name = "x"\nout = "y"\n[train]\nguide = [0.5]', "train.guide wants 2 values"),
        ("name =", "Invalid value"),
    ],
)
def test_a_slip_in_the_settings_is_an_error(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "c.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=problem):
        load_config(path)


# Cleaning


@pytest.mark.parametrize(
    ("language", "raw", "clean"),
    [
        ("ur", "كيا آپ نے ٢٬٦ كہا ?", "کیا آپ نے 2٬6 کہا؟"),
        ("ur", "وہ آئے.", "وہ آئے۔"),
        ("ps", "هغه وویل: “سمه ده”۔", "هغه وویل: «سمه ده»."),
        ("ps", "ملګري ي او ی لري، ك نه.", "ملګري ي او ی لري، ک نه."),
        ("fa_AF", "او گفت, ولي نرفت ;", "او گفت، ولی نرفت؛"),
        ("fa_AF", "خانه\u200cها ۲۰۲۶", "خانه\u200cها 2026"),
        ("ar", "قالَ الوزيرُ ٣٫٥%", "قال الوزير 3٫5%"),
        ("ar", "شكراً", "شكرا"),
    ],
)
def test_targets_are_cleaned(language: str, raw: str, clean: str) -> None:
    assert clean_target(raw, language) == clean


def test_english_is_cleaned() -> None:
    assert clean_english("“Yes,” he\u00a0said – it’s\u200f ٤٢ ") == '"Yes," he said – it\'s 42'


@pytest.mark.parametrize("language", LANGUAGES)
@example(text="; .")
@given(text=st.text(alphabet='كيىکیa 1,.;?"“”۔٠٣«»\u200c\u200f\u064e', max_size=40))
def test_cleaning_twice_changes_nothing(language: str, text: str) -> None:
    once = clean_target(text, language)
    assert clean_target(once, language) == once


# Filters


@pytest.mark.parametrize(
    ("english", "target", "language", "problem"),
    [
        ("The minister left Kabul.", "وزیر کابل سے روانہ ہو گئے۔", "ur", None),
        ("The minister left Kabul.", "The minister left Kabul.", "ur", "target not in"),
        ("وزیر", "وزیر", "ur", "English in Arabic script"),
        ("The minister left.", "غادر الوزير ہے", "ar", "letters of another language"),
        ("Yes.", "ہاں، لیکن یہ بہت زیادہ لمبا ترجمہ ہے جس کا متن سے تعلق نہیں۔", "ur", "length"),
        ("See the site.", "یہ www.example.org/news/today دیکھیں", "ur", "much Latin"),
        ("", "متن", "ur", "empty"),
    ],
)
def test_filters(english: str, target: str, language: str, problem: str | None) -> None:
    found = fault(english, target, language, Filters())
    assert found == problem or (found and problem and found.startswith(problem))


def test_of_several_sources_the_likeliest_is_kept() -> None:
    pairs = [("he go home", "وہ گھر گیا"), ("He went home.", "وہ گھر گیا"), ("Rain.", "بارش")]
    assert list(likeliest(pairs)) == [("He went home.", "وہ گھر گیا"), ("Rain.", "بارش")]


# The held-out split


def test_articles_are_runs_of_lines() -> None:
    corpus = Corpus(articles={"articles.tsv": ((2, 3), (1, 2)), "articles-*.tsv": ((0, 2),)})
    found = article_of_each("articles.tsv", 9, corpus)
    assert [name.partition("#")[2] for name in found] == ["0"] * 3 + ["1"] * 3 + ["2"] * 2 + [""]
    assert article_of_each("articles-2.tsv", 3, corpus)[2] == "articles-2.tsv#1"
    assert article_of_each("phrases.tsv", 2, corpus) == ["", ""]


def article(number: int, *english: str) -> list[Line]:
    return [line(text, f"متن {text}", f"articles.tsv#{number}") for text in english]


SETTINGS = HeldOut(dev=(0,), test=(1,))
CORPUS = [
    *article(0, "Qatar hosts new talks", "The envoys met on Sunday in the old town of Doha."),
    *article(1, "Trucks roll again", "Customs officials said 412 vehicles had passed by sunset."),
    *article(2, "Rain returns", "Farmers in the valley had waited for rain since March."),
]


def test_whole_articles_are_held_out() -> None:
    parts = split(CORPUS, SETTINGS)
    assert [found.article[-1] for found in parts.train] == ["2", "2"]
    assert [found.article[-1] for found in parts.dev] == ["0", "0"]
    assert [found.article[-1] for found in parts.test] == ["1", "1"]


@pytest.mark.parametrize(
    "leak",
    [
        line("QATAR hosts new talks!"),
        line("“Trucks roll again”"),
        line("In Doha, the envoys met on Sunday in the old town of Doha, aides said."),
        line("Customs officials said 412 vehicles had passed by noon."),
        line("Something else", "متن Trucks roll again"),
        line("Other words", "متن The envoys met on Sunday in the old town of Doha."),
    ],
    ids=["same", "quoted", "longer", "edited", "same target", "target in public text"],
)
def test_nothing_near_a_held_out_line_is_trained_on(leak: Line) -> None:
    parts = split([*CORPUS, leak], SETTINGS)
    assert parts.leaks == [leak]
    assert leak not in parts.train


def test_what_only_shares_words_stays() -> None:
    other = line("The envoys met", "متن اور")
    assert other in split([*CORPUS, other], SETTINGS).train


def test_other_test_sets_are_guarded_too() -> None:
    foreign = line("The virus spreads by droplets in the air.", "متن")
    assert split([*CORPUS, foreign], SETTINGS, [foreign.english]).leaks == [foreign]


def test_the_split_stays_as_the_corpus_grows() -> None:
    more = [*article(3, "A new one", "It came later."), *CORPUS]
    before, after = split(CORPUS, SETTINGS), split(more, SETTINGS)
    assert (before.dev, before.test) == (after.dev, after.test)


_WORDS = st.sampled_from(["dar", "met", "envoys", "in", "kabul", "on", "sunday", "the", "town"])


@given(
    st.lists(st.lists(_WORDS, min_size=1, max_size=9).map(" ".join), min_size=4, max_size=20),
)
def test_no_split_can_leak(texts: list[str]) -> None:
    lines = [line(text, text, f"articles.tsv#{n // 2}") for n, text in enumerate(texts)]
    parts = split(lines, SETTINGS)
    held = [fold(found.english) for found in (*parts.dev, *parts.test)]
    for found in parts.train:
        words = fold(found.english).split()
        grams = {tuple(words[i : i + 4]) for i in range(len(words) - 3)}
        assert fold(found.english) not in held
        for text in held:
            kept = text.split()
            theirs = {tuple(kept[i : i + 4]) for i in range(len(kept) - 3)}
            assert not theirs or len(theirs & grams) < 0.5 * len(theirs)


def test_the_split_of_the_real_corpus_does_not_leak() -> None:
    config = load_config(ROOT / "training" / "configs" / "cpu.toml")
    parts = split(list(read_corpus(config)), config.heldout)
    assert len(parts.dev) == len(parts.test) == 79
    held = {fold(text) for found in (*parts.dev, *parts.test) for text in sides(found)}
    articles = {found.article for found in (*parts.dev, *parts.test)}
    assert len(articles) == 10
    assert not articles & {found.article for found in parts.train}
    assert not held & {fold(text) for found in parts.train for text in sides(found)}


def sides(found: Line) -> list[str]:
    return [found.english, *found.targets.values()]


# Variations

SAID = Sentence(
    "Dar met 14 envoys in Kabul on 3 May 2024.",
    {
        "ur": "ڈار نے 3 مئی 2024 کو کابل میں 14 سفیروں سے ملاقات کی۔",
        "ar": "التقى دار 14 مبعوثا في كابول في 3 مايو 2024.",
    },
    {"ur": [(0, 0), (5, 5), (5, 6)], "ar": [(0, 1), (5, 5)]},
)
KABUL = Form("Kabul", "place", {"ur": "کابل", "ar": "كابول"})
LAHORE = Form("New Delhi", "place", {"ur": "نئی دہلی", "ar": "نيودلهي"})


@pytest.mark.parametrize("seed", range(20))
def test_figures_change_alike_on_every_side(seed: int) -> None:
    new = renumber(SAID, random.Random(seed))
    figures = [set(filter(str.isdigit, fold(text).split())) for text in sides_of(new)]
    assert figures[0] == figures[1] == figures[2]
    year, day, many = (
        sorted(map(int, figures[0]), reverse=True) if len(figures[0]) == 3 else (0,) * 3
    )
    if len(figures[0]) == 3:
        assert 1950 <= year <= 2035
        assert 11 <= day <= 99
        assert 3 <= many <= 9
    assert new.links == SAID.links


def sides_of(sentence: Sentence) -> list[str]:
    return [sentence.source, *sentence.targets.values()]


@pytest.mark.parametrize(
    ("source", "target"),
    [("Two of 12 died.", "ان میں سے دو ہلاک ہوئے۔"), ("It rained.", "بارش ہوئی۔")],
    ids=["not the same figures", "no figures"],
)
def test_other_lines_keep_their_figures(source: str, target: str) -> None:
    sentence = Sentence(source, {"ur": target}, {"ur": []})
    assert renumber(sentence, random.Random(1)) == sentence


@pytest.mark.parametrize("figure", ["2,600", "0", "1", "2", "10", "100", "3.50", "007"])
def test_figures_keep_their_kind(figure: str) -> None:
    sentence = Sentence(f"It was {figure}", {"ur": f"یہ {figure}"}, {"ur": []})
    for seed in range(10):
        new = renumber(sentence, random.Random(seed)).source.removeprefix("It was ")
        assert len(new) == len(figure)
        zeros = len(figure) - len(figure.rstrip("0"))
        assert new.endswith("0" * zeros)
        if figure in ("0", "1", "2", "10"):
            assert new == figure


def test_a_place_is_exchanged_on_every_side_with_its_links() -> None:
    lexicon = Lexicon([KABUL, LAHORE])
    found = [lexicon.rename(SAID, random.Random(seed)) for seed in range(8)]
    new = next(sentence for sentence in found if "Kabul" not in sentence.source)
    assert new.source == "Dar met 14 envoys in New Delhi on 3 May 2024."
    assert "نئی دہلی میں" in new.targets["ur"]
    assert "في نيودلهي في" in new.targets["ar"]
    words, english = new.targets["ur"].split(" "), new.source.split(" ")
    linked = {(english[s], words[t]) for s, t in new.links["ur"]}
    assert {("New", "نئی"), ("Delhi", "دہلی"), ("Dar", "ڈار")} <= linked


@pytest.mark.parametrize(
    "target", ["ڈار کابل سے کابل گئے۔", "ڈار کابلی ہیں۔"], ids=["twice", "part of a word"]
)
def test_a_name_that_is_not_plainly_there_stays(target: str) -> None:
    sentence = Sentence("Dar left Kabul.", {"ur": target}, {"ur": []})
    assert Lexicon([KABUL, LAHORE]).rename(sentence, random.Random(1)) == sentence


def test_a_term_is_annotated_for_one_language() -> None:
    new = Lexicon([KABUL]).annotate(SAID, "ur", random.Random(1), wrong=0.0)
    assert new.source == "Dar met 14 envoys in <g> Kabul <t> کابل </g> on 3 May 2024."
    assert new.targets == {"ur": SAID.targets["ur"]}


def test_another_form_teaches_to_copy() -> None:
    found = [
        Lexicon([KABUL, LAHORE]).annotate(SAID, "ur", random.Random(seed), wrong=1.0)
        for seed in range(8)
    ]
    new = next(sentence for sentence in found if "دہلی" in sentence.source)
    assert "<g> Kabul <t> نئی دہلی </g>" in new.source
    assert "کابل" not in new.targets["ur"]


def test_a_told_form_is_linked_to_itself() -> None:
    new = Lexicon([KABUL, LAHORE]).annotate(SAID, "ur", random.Random(3), wrong=1.0)
    source, words = new.source.split(" "), new.targets["ur"].split(" ")
    form = source[source.index("<t>") + 1 : source.index("</g>")]
    copied = [(source[s], words[t]) for s, t in new.links["ur"] if words[t] in form]
    assert copied == [(word, word) for word in form]


@pytest.mark.parametrize("code", ["ur", "ar"])
def test_any_words_are_annotated_where_the_links_are_plain(code: str) -> None:
    book, seen = Notebook(), set()
    for seed in range(60):
        new = book.annotate(SAID, code, random.Random(seed), wrong=0.0)
        assert new.targets == {code: SAID.targets[code]}
        if new.source != SAID.source:
            ahead, note, form, behind = re.split("<g> | <t> | </g>", new.source)
            assert ahead + note + behind == SAID.source
            assert form in SAID.targets[code]
            assert form not in ("14", "3", "2024")
            seen.add(note)
    assert seen == {"Kabul"}


SPREAD = Sentence(
    "COVID-19 closed schools across Lahore, Quetta and Kabul.",
    {"ur": "COVID-19 نے لاہور، کوئٹہ اور کابل میں اسکول بند کیے۔"},
    {"ur": [(0, 0), (0, 1), (1, 9), (2, 8), (4, 2), (5, 3), (6, 4), (7, 5)]},
)


def test_several_words_of_one_sentence_are_annotated() -> None:
    book, most, seen = Notebook(), 0, set()
    for seed in range(80):
        new = book.annotate(SPREAD, "ur", random.Random(seed), wrong=0.5)
        told = re.findall(r"<g> (.+?) <t> (.+?) </g>", new.source)
        assert re.sub(r"<g> (.+?) <t> .+? </g>", r"\1", new.source) == SPREAD.source
        assert all(form in new.targets["ur"] for _, form in told)
        assert new.source.count("<g>") == new.source.count("</g>") == len(told)
        most = max(most, len(told))
        seen |= {word for word, _ in told}
    assert most > 2
    assert {"Lahore", "Quetta", "Kabul", "schools"} <= seen


def test_any_words_may_be_given_another_form() -> None:
    book = Notebook()
    for seed in range(40):
        new = book.annotate(SAID, "ur", random.Random(seed), wrong=1.0)
        if new.source != SAID.source:
            form = re.split(" <t> | </g>", new.source)[1]
            assert form in new.targets["ur"]


@given(st.data())
def test_substitution_tells_where_words_went(data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(["aa", "b", "ccc"]), min_size=1, max_size=8))
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    new = data.draw(st.lists(st.just("x"), min_size=1, max_size=4))
    start = sum(len(word) + 1 for word in words[:first])
    end = start + len(" ".join(words[first : last + 1]))
    text, moved = substitute(" ".join(words), start, end, " ".join(new))
    result = text.split(" ")
    assert result == [*words[:first], *new, *words[last + 1 :]]
    for place, word in enumerate(words):
        if first <= place <= last:
            assert [result[i] for i in moved(place)] == new
        else:
            assert [result[i] for i in moved(place)] == [word]


def test_short_sentences_are_joined_but_headings_are_not() -> None:
    one = Sentence("He left.", {"ur": "وہ چلے گئے۔"}, {"ur": [(0, 0)]})
    two = Sentence("She stayed.", {"ur": "وہ رکی رہیں۔"}, {"ur": [(0, 0), (1, 2)]})
    heading = Sentence("What comes next", {"ur": "آگے کیا"}, {"ur": []})
    assert joinable(one, two, 10)
    assert not joinable(one, two, 3)
    assert not joinable(heading, two, 10)
    both = join(one, two)
    assert both.source == "He left. She stayed."
    assert both.targets["ur"] == "وہ چلے گئے۔ وہ رکی رہیں۔"
    assert list(both.links["ur"]) == [(0, 0), (2, 3), (3, 5)]


def test_the_smoke_configuration_is_small() -> None:
    data = tomllib.loads((ROOT / "training/configs/smoke.toml").read_text(encoding="utf-8"))
    assert data["train"]["steps"] <= 1200
    assert Config(name="x", out="y").tag("fa_AF") == "<2fa_AF>"
