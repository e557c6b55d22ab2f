"""translate.engines: Argos packages on CTranslate2, on the tiny model that truly translates and on
ones of random weights."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from engine_packages import (
    LINES,
    TINY_LANGUAGES,
    bpe_package,
    install_tiny,
    random_package,
    tiny_sentences,
    write_metadata,
)

from translate.engines import Decoding, Engine, Hypothesis, Placing
from translate.engines.argos import ArgosEngine, read_package
from translate.engines.ctranslate import Runner
from translate.engines.placing import place
from translate.errors import ModelError
from translate.inline import Link

ROOT = Path(__file__).parent.parent
SENTENCES = tiny_sentences()
ENGLISH = [row["en"] for row in SENTENCES]

# How each language writes a name of the tiny sentences, whatever clings to it.
NAMES = {
    "Muttaqi": r"متقی|متقي",
    "Dar": r"ڈار|ډار|دار",
    "Pakistan": r"پاکستان|باكستان",
    "Kabul": r"کابل|كابول|كابل",
    "Qatar": r"قطر",
    "Taliban": r"طالبان",
}


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packages")
    install_tiny(folder)
    return folder


def engine_of(package: Path) -> Engine:
    return ArgosEngine(read_package(package))


@pytest.fixture(params=TINY_LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def engine(tiny: Path, language: str) -> Engine:
    return engine_of(tiny / f"translate-en_{language}-1_0")


def linked(source: str, hypothesis: Hypothesis) -> list[tuple[str, str]]:
    return [
        (
            source[link.source_start : link.source_end],
            hypothesis.text[link.target_start : link.target_end],
        )
        for link in hypothesis.links
    ]


def test_what_the_model_knows_comes_out(engine: Engine, language: str) -> None:
    found = engine.translate(ENGLISH)
    exact = sum(
        hypotheses[0].text == row[language]
        for hypotheses, row in zip(found, SENTENCES, strict=True)
    )
    assert exact >= 38
    assert engine.name == f"argos en_{language} 1.0"


def test_four_hypotheses_best_first_without_the_language_mark(engine: Engine) -> None:
    for hypotheses in engine.translate(ENGLISH[:8]):
        assert len(hypotheses) == 4
        scores = [hypothesis.score for hypothesis in hypotheses]
        assert scores == sorted(scores, reverse=True)
        assert scores[0] <= 0
        assert len({hypothesis.text for hypothesis in hypotheses}) == 4
        assert not any("<2" in hypothesis.text for hypothesis in hypotheses)


def test_answers_stand_in_the_order_of_the_questions(engine: Engine) -> None:
    shuffled = [*ENGLISH, "", *ENGLISH[:5], " \n"]
    random.Random(1).shuffle(shuffled)
    alone = dict(zip(ENGLISH, engine.translate(ENGLISH), strict=True))
    for source, hypotheses in zip(shuffled, engine.translate(shuffled), strict=True):
        assert [h.text for h in hypotheses] == [h.text for h in alone.get(source, [])]


def test_nothing_to_translate_is_no_work(tmp_path: Path) -> None:
    write_metadata(tmp_path / "hollow")
    assert engine_of(tmp_path / "hollow").translate([" ", ""]) == [[], []]


def test_links_lie_on_words_and_tie_names_to_names(engine: Engine) -> None:
    right = wrong = 0
    for source, hypotheses in zip(ENGLISH, engine.translate(ENGLISH), strict=True):
        for hypothesis in hypotheses:
            for english, word in linked(source, hypothesis):
                assert english.strip(" ,.") == english
                assert word.strip(" ،.۔") == word
                assert english
                assert word
        for english, word in linked(source, hypotheses[0]):
            if english in NAMES:
                right += bool(re.search(NAMES[english], word))
                wrong += not re.search(NAMES[english], word)
    assert right >= 30
    assert wrong <= right / 2  # nearly all are the particle beside the name


def test_a_text_beyond_the_positions_is_split_and_not_cut_off(
    engine: Engine, language: str
) -> None:
    sentences = [row for row in SENTENCES if row["en"].endswith(".")]
    source = " ".join(row["en"] for row in sentences)
    (hypotheses,) = engine.translate([source])
    assert len(source) > 2500
    assert sum(row[language] in hypotheses[0].text for row in sentences) >= len(sentences) - 3
    assert hypotheses[0].score < 0
    assert max(link.source_end for link in hypotheses[0].links) > 0.9 * len(source)
    names = [word for english, word in linked(source, hypotheses[0]) if english == "Muttaqi"]
    assert re.search(NAMES["Muttaqi"], " ".join(names))


def test_a_hypothesis_without_an_end_is_none(tmp_path: Path) -> None:
    package = random_package(tmp_path / "babble", ends=False, target_prefix="<2ur>")
    assert engine_of(package).translate(LINES) == [[], [], []]


@pytest.mark.parametrize(
    "build",
    [random_package, bpe_package, lambda folder: random_package(folder, target_prefix="<2ur>")],
    ids=["sentencepiece", "bpe", "prefix"],
)
def test_both_layouts_run(tmp_path: Path, build: Callable[[Path], Path]) -> None:
    found = engine_of(build(tmp_path / "package")).translate(LINES)
    for source, hypotheses in zip(LINES, found, strict=True):
        assert hypotheses
        for hypothesis in hypotheses:
            assert not re.search("<2ur>|@@|▁", hypothesis.text)
            assert all(a and b for a, b in linked(source, hypothesis))


def test_underscores_of_handles_stay(tmp_path: Path) -> None:
    from translate.engines import argos

    package = random_package(tmp_path / "package")
    tokenizer = argos._tokenizer(argos._open_package(package), package)
    assert tokenizer.decode(["▁K", "_", "a"]) == "K_a"


NESTED = "[" * 100_000


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda package: (package / "model" / "model.bin").unlink(), "cannot be loaded"),
        (lambda package: cut(package / "model" / "model.bin"), "cannot be loaded"),
        (lambda package: (package / "model" / "model.bin").write_bytes(b""), "cannot be loaded"),
        (lambda package: (package / "sentencepiece.model").unlink(), "neither"),
        (lambda package: cut(package / "sentencepiece.model"), "tokenizer cannot be loaded"),
        (lambda package: (package / "sentencepiece.model").write_bytes(b"x"), "tokenizer cannot"),
        (lambda package: (package / "metadata.json").unlink(), "cannot be read"),
        (lambda package: write_metadata(package, target_prefix="<2xx>"), "'<2xx>'"),
        (lambda package: write_metadata(package, target_prefix=["<2ur>"]), "['<2ur>']"),
        (lambda package: (package / "metadata.json").write_text(NESTED), "cannot be read"),
    ],
    ids=[
        "no-model",
        "cut-model",
        "empty-model",
        "no-tokenizer",
        "cut-tokenizer",
        "no-tokenizer-inside",
        "no-metadata",
        "unknown-language-mark",
        "language-mark-in-a-list",
        "nested-metadata",
    ],
)
def test_a_broken_package_is_named(
    tmp_path: Path, damage: Callable[[Path], object], says: str
) -> None:
    package = random_package(tmp_path / "translate-en_ur")
    engine = engine_of(package)
    damage(package)
    with pytest.raises(ModelError, match=re.escape(says)) as caught:
        engine.translate(LINES)
    assert caught.value.path is not None
    assert Path(caught.value.path).is_relative_to(package)
    assert caught.value.remedy


def test_metadata_too_deep_to_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "metadata.json").write_text(NESTED)
    with pytest.raises(ModelError, match="metadata cannot be read"):
        read_package(tmp_path)


def test_a_library_the_layout_needs_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = engine_of(bpe_package(tmp_path / "package"))
    monkeypatch.setitem(sys.modules, "sacremoses.normalize", None)
    with pytest.raises(ModelError, match="needs the Python package sacremoses"):
        engine.translate(LINES)


def test_a_home_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    package = random_package(tmp_path / "package")
    not_a_folder = tmp_path / "file"
    not_a_folder.touch()
    code = (
        "import sys; from pathlib import Path; from translate.engines.argos import *;"
        "ArgosEngine(read_package(Path(sys.argv[1]))).translate(['Dar'])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(package)],
        cwd=ROOT,
        env={**os.environ, "XDG_DATA_HOME": str(not_a_folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "ModelError" in run.stderr
    assert "XDG_DATA_HOME" in run.stderr


def test_the_model_loads_once_and_late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from translate.engines import ctranslate

    loads: list[Path] = []
    load = ctranslate.load
    monkeypatch.setattr(ctranslate, "load", lambda folder: (loads.append(folder), load(folder))[1])
    engine = engine_of(random_package(tmp_path / "package"))
    assert engine.name == "argos en_ur 1.0"
    assert loads == []
    engine.translate(LINES[:1])
    engine.translate(LINES)
    assert loads == [tmp_path / "package" / "model"]


def test_engines_on_one_model_share_it_and_free_it_with_the_last(tmp_path: Path) -> None:
    from translate.engines import ctranslate

    package = random_package(tmp_path / "package")
    one, other = (ArgosEngine(read_package(package)) for _ in range(2))
    one.translate(LINES)
    other.translate(LINES)
    folder = (package / "model").resolve()
    assert one._runner is not None
    assert other._runner is not None
    assert one._runner.translator is other._runner.translator
    one.release()
    assert folder in ctranslate._LOADED
    other.release()
    gc.collect()
    assert folder not in ctranslate._LOADED


def test_with_care_a_model_looks_wider_and_repeats_nothing(engine: Engine, language: str) -> None:
    found = engine.translate(ENGLISH, Decoding.CAREFUL)
    assert all(len(hypotheses) == 8 for hypotheses in found)
    known = sum(
        hypotheses[0].text == row[language]
        for hypotheses, row in zip(found, SENTENCES, strict=True)
    )
    assert known >= 30  # the rest lost a repetition that was meant


def test_with_care_a_long_sentence_goes_clause_by_clause(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    submit = Runner._submit

    def count(self: Runner, batch: list[list[str]], options: Mapping[str, object]) -> list[object]:
        asked.extend(len(pieces) for pieces in batch)
        return submit(self, batch, options)

    monkeypatch.setattr(Runner, "_submit", count)
    source = " ".join(ENGLISH[:3]).replace(".", ",")
    engine.translate([source])
    assert len(asked) == 1
    (whole,) = asked
    asked.clear()
    engine.translate([source], Decoding.CAREFUL)
    assert len(asked) > 1
    assert max(asked) <= 40 < whole


def test_words_are_kept_out(engine: Engine, language: str) -> None:
    assert engine.suppresses
    source = next(row["en"] for row in SENTENCES if "Kabul" in row["en"])
    (found,) = engine.translate([source])
    name = re.search(NAMES["Kabul"], found[0].text)
    assert name is not None
    (other,) = engine.translate([source], without=(name[0],))
    assert other
    assert not re.search(rf"(?<!\w){name[0]}(?!\w)", other[0].text)
    assert engine.translate([source]) == [found]


def test_a_package_may_say_how_its_sources_give_a_form(tmp_path: Path) -> None:
    write_metadata(tmp_path, term_annotation="<g> {term} <t> {form} </g>")
    assert ArgosEngine(read_package(tmp_path)).annotation == "<g> {term} <t> {form} </g>"
    write_metadata(tmp_path)
    assert ArgosEngine(read_package(tmp_path)).annotation == ""


@pytest.mark.parametrize("annotation", ["{term} in Urdu", "{term}{term} {form}", ["{term}", 1]])
def test_an_annotation_without_room_is_named(tmp_path: Path, annotation: object) -> None:
    write_metadata(tmp_path, term_annotation=annotation)
    with pytest.raises(ModelError, match=r"term_annotation .* once each") as caught:
        read_package(tmp_path)
    assert caught.value.path == str(tmp_path / "metadata.json")


def test_a_form_is_placed_where_it_is_likeliest(engine: Engine, language: str) -> None:
    source = next(row["en"] for row in SENTENCES if "Kabul" in row["en"])
    best = engine.translate([source])[0][0]
    name = re.search(NAMES["Kabul"], best.text)
    assert name is not None
    before = best.text[: name.start()].rstrip()
    after = best.text[name.end() :].lstrip()
    poor = Hypothesis(f"{before} {after}".lstrip(), -0.5)
    here = best.text.index(name[0])
    places = tuple(dict.fromkeys((here, 0, len(poor.text.rstrip(" .۔")))))
    ((first, *rest),) = engine.place([Placing(source, poor, places, name[0])])
    assert first.text.replace(" ،", "،") == best.text
    assert all(other.score < first.score and name[0] in other.text for other in rest)
    assert len(rest) == len(places) - 1
    assert engine.place([]) == []


def test_what_stands_behind_a_placed_form_keeps_its_links(engine: Engine) -> None:
    link, end = Link(0, 5, 4, 7), Link(9, 10, 7, 8)
    answer = Hypothesis("aaa bbb.", -0.4, (link, end))
    offers = engine.place([Placing("Kabul fell.", answer, (0, 4, 7), "کابل")])[0]
    moved = {offer.text: offer.links for offer in offers}
    assert moved["کابل aaa bbb."] == (Link(0, 5, 9, 12), Link(9, 10, 12, 13))
    assert moved["aaa کابل bbb."] == (Link(0, 5, 9, 12), Link(9, 10, 12, 13))
    assert moved["aaa bbb کابل."] == (link, Link(9, 10, 12, 13))


class Masked:
    """A translator that never writes by itself what the text has in Latin letters."""

    def score_batch(
        self, sources: object, targets: Sequence[Sequence[str]], **options: object
    ) -> list[SimpleNamespace]:
        logs = [[-1e4 if piece.isascii() else -0.5 for piece in target] for target in targets]
        return [SimpleNamespace(log_probs=[*log, -0.5]) for log in logs]


class Words:
    """A word is a piece."""

    def encode(self, text: str) -> list[str]:
        return text.split()

    written = encode

    def decode(self, pieces: Sequence[str]) -> str:
        return " ".join(pieces)


def test_a_placed_form_is_no_worse_for_what_the_model_may_not_write_beside_it() -> None:
    runner = Runner(cast(Any, Masked()), Words())
    answer = Hypothesis("د WHO استازي ولاړل", -0.5)
    placing = Placing("WHO envoys left Kabul", answer, (0, len(answer.text)), "له کابله")
    ((best, *_),) = place(runner, [placing])
    assert best.text in ("له کابله د WHO استازي ولاړل", "د WHO استازي ولاړل له کابله")
    assert best.score == pytest.approx(answer.score)


def test_nothing_is_placed_in_what_no_model_reads_in_one(engine: Engine) -> None:
    assert engine.place([Placing(" ".join(ENGLISH * 20), Hypothesis("", 0.0), (0,), "کابل")]) == [
        []
    ]


def test_a_released_model_is_freed_and_comes_back(tmp_path: Path) -> None:
    from translate.engines import ctranslate

    engine = engine_of(random_package(tmp_path / "package"))
    before = engine.translate(LINES)
    model = (tmp_path / "package" / "model").resolve()
    assert model in ctranslate._LOADED
    engine.release()
    assert model not in ctranslate._LOADED
    assert engine.translate(LINES) == before


# The model cut at many places; ends well when each is an error and nothing crashed.
_CUT = """
import sys
from pathlib import Path
from translate.engines.argos import ArgosEngine, read_package
from translate.errors import ModelError
package, name = Path(sys.argv[1]), sys.argv[2]
whole = (package / name).read_bytes()
for length in (0, 1, 7, 20, 21, *(len(whole) * part // 9 for part in range(1, 9)), len(whole) - 2):
    (package / name).write_bytes(whole[:length])
    try:
        print(length, ArgosEngine(read_package(package)).translate(["Kabul."]))
    except ModelError:
        pass
"""


@pytest.mark.parametrize("name", ["model/model.bin", "sentencepiece.model", "metadata.json"])
def test_a_cut_file_is_an_error_and_never_a_crash(tmp_path: Path, name: str) -> None:
    install_tiny(tmp_path, ["ur"])
    command = [sys.executable, "-c", _CUT, str(tmp_path / "translate-en_ur-1_0"), name]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, ""), run.stderr


def test_a_file_shorter_than_it_was_installed_is_named(tmp_path: Path) -> None:
    package = random_package(tmp_path / "package")
    weights = (package / "model" / "model.bin").read_bytes()
    size, sha256 = len(weights), hashlib.sha256(weights).hexdigest()
    record = {"files": {"model/model.bin": {"size": size, "sha256": sha256}}}
    (package / "khabar.json").write_text(json.dumps(record), encoding="utf-8")
    engine_of(package).translate(LINES)
    cut(package / "model" / "model.bin")
    with pytest.raises(ModelError, match=f"{size // 2:,} of {size:,} bytes") as caught:
        engine_of(package).translate(LINES)
    assert caught.value.path == str(package / "model" / "model.bin")
