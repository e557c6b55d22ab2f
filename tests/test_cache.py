"""translate.engines.cache: nothing is asked twice, and nothing is taken for something else."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from engine_packages import install_tiny, tiny_sentences
from hypothesis import given
from hypothesis import strategies as st

from translate.engines import Decoding, Hypothesis, Placing
from translate.engines import cache as cache_module
from translate.engines.argos import ArgosEngine, read_package
from translate.engines.cache import Remembering, fingerprint
from translate.errors import ModelError
from translate.inline import Link

ROOT = Path(__file__).parent.parent
ENGLISH = ["Muttaqi arrived in Islamabad.", "He met Dar on Monday.", "Talks resume"]


@dataclass
class Echo:
    """Answers with the text in brackets, and remembers what it was asked, call by call."""

    name: str = "echo 1"
    suppresses: bool = True
    annotation: str = ""
    calls: list[list[str]] = field(default_factory=list)
    breaks_at: int | None = None

    def translate(
        self,
        sources: Sequence[str],
        decoding: Decoding = Decoding.USUAL,
        without: tuple[str, ...] = (),
    ) -> list[list[Hypothesis]]:
        if self.breaks_at == len(self.calls):
            raise ModelError("the model broke", "Install it anew")
        self.calls.append(list(sources))
        return [
            [Hypothesis(f"«{source}»", -0.125, (Link(0, len(source), 1, len(source) + 1),))]
            if source.strip()
            else []
            for source in sources
        ]

    def place(self, placings: Sequence[Placing]) -> list[list[Hypothesis]]:
        self.calls.append([one.form for one in placings])
        return [
            [Hypothesis(f"{one.answer} {one.places} {one.form} «{one.source}»", -0.25)]
            for one in placings
        ]

    def release(self) -> None:
        self.calls.append([])

    @property
    def asked(self) -> list[str]:
        return [source for call in self.calls for source in call]


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "package"
    (folder / "model").mkdir(parents=True)
    (folder / "metadata.json").write_text("{}", encoding="utf-8")
    (folder / "model" / "model.bin").write_bytes(bytes(range(256)) * 64)
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".khabar" / "answers.sqlite"


def texts(found: list[list[Hypothesis]]) -> list[list[str]]:
    return [[hypothesis.text for hypothesis in hypotheses] for hypotheses in found]


def test_a_second_run_asks_the_model_nothing(model: Path, path: Path) -> None:
    sources = [*ENGLISH, "", ENGLISH[0], "متقی \ud800"]
    first, second = Echo(), Echo()
    found = Remembering(first, model, path).translate(sources)
    assert found == Echo().translate(sources)
    assert sorted(first.asked) == sorted(set(sources))
    again = Remembering(second, model, path)
    assert again.translate(sources) == found
    assert again.name == "echo 1"
    assert second.calls == []
    again.release()
    assert second.calls == [[]]


def test_the_true_model_is_not_even_loaded(tmp_path: Path, path: Path) -> None:
    install_tiny(tmp_path, ["ur"])
    package = read_package(tmp_path / "translate-en_ur-1_0")
    sources = [row["en"] for row in tiny_sentences()]
    found = Remembering(ArgosEngine(package), package.folder, path).translate(sources)
    assert any(hypotheses[0].links for hypotheses in found)
    engine = ArgosEngine(package)
    assert Remembering(engine, package.folder, path).translate(sources) == found
    assert engine._runner is None


def touch(model: Path) -> None:
    os.utime(model / "model" / "model.bin", ns=(1, 1))


def change_the_end(model: Path) -> None:
    file = model / "model" / "model.bin"
    about = file.stat()
    file.write_bytes(file.read_bytes()[:-1] + b"!")
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))


@pytest.mark.parametrize(
    "change",
    [
        touch,
        change_the_end,
        lambda model: (model / "model" / "model.bin").write_bytes(b"shorter"),
        lambda model: (model / "model" / "model.bin").rename(model / "model" / "other.bin"),
        lambda model: (model / "bpe.model").touch(),
    ],
    ids=["time", "bytes", "size", "name", "file"],
)
def test_another_model_is_asked_anew(
    model: Path, path: Path, change: Callable[[Path], object]
) -> None:
    Remembering(Echo(), model, path).translate(ENGLISH)
    before = fingerprint(model)
    assert fingerprint(model) == before
    change(model)
    assert fingerprint(model) != before
    engine = Echo()
    Remembering(engine, model, path).translate(ENGLISH)
    assert sorted(engine.asked) == sorted(ENGLISH)


def test_another_name_decoding_or_text_is_asked_anew(model: Path, path: Path) -> None:
    Remembering(Echo(), model, path).translate(ENGLISH)
    named, careful, other = Echo(name="echo 2"), Echo(), Echo()
    Remembering(named, model, path).translate(ENGLISH)
    Remembering(careful, model, path).translate(ENGLISH, Decoding.CAREFUL)
    Remembering(other, model, path).translate([ENGLISH[0], ENGLISH[0] + " "])
    assert len(named.asked) == len(careful.asked) == len(ENGLISH)
    assert other.asked == [ENGLISH[0] + " "]


def test_an_answer_without_some_words_is_another(model: Path, path: Path) -> None:
    Remembering(Echo(), model, path).translate(ENGLISH)
    engine = Echo()
    remembering = Remembering(engine, model, path)
    assert remembering.suppresses
    for without in (("دار",), ("دار", "کابل"), ("دارکابل",)):
        remembering.translate(ENGLISH, without=without)
        remembering.translate(ENGLISH, without=without)
    assert len(engine.asked) == 3 * len(ENGLISH)


CAME = Hypothesis("وہ آئے", -0.2)


def test_placings_are_kept_by_all_that_they_ask(model: Path, path: Path) -> None:
    asked = [
        Placing(ENGLISH[0], CAME, (0, 3), "متقی"),
        Placing(ENGLISH[0], CAME, (3,), "متقی"),
        Placing(ENGLISH[0], Hypothesis("وہ گئے", -0.3), (0, 3), "متقی"),
        Placing(ENGLISH[1], CAME, (0, 3), "متقی"),
        Placing(ENGLISH[0], CAME, (0, 3), "ڈار"),
        Placing(ENGLISH[0], Hypothesis("وہ آئے", -0.4), (0, 3), "متقی"),
        Placing(ENGLISH[0], CAME, (0, 3), "متقی"),  # as the first
    ]
    first = Remembering(Echo(), model, path).place(asked)
    engine = Echo()
    remembering = Remembering(engine, model, path)
    assert remembering.place(asked) == first == Echo().place(asked)
    assert engine.asked == []
    remembering.translate([ENGLISH[0]])
    remembering.place([Placing(ENGLISH[2], CAME, (0,), "ڈار")])
    assert engine.asked == [ENGLISH[0], "ڈار"]


@pytest.mark.parametrize("change", ["OPTIONS", "MOST_PIECES", "__version__"])
def test_other_settings_are_asked_anew(
    model: Path, path: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Remembering(Echo(), model, path).translate(ENGLISH)
    other = "0.0" if change == "__version__" else dict.fromkeys(Decoding, "other")
    monkeypatch.setattr(cache_module, change, other)
    engine = Echo()
    Remembering(engine, model, path).translate(ENGLISH)
    assert len(engine.asked) == len(ENGLISH)


def test_what_was_answered_before_the_model_broke_is_kept(model: Path, path: Path) -> None:
    sources = [f"Round {number} of the talks ended." for number in range(500)]
    engine = Echo(breaks_at=2)
    with pytest.raises(ModelError):
        Remembering(engine, model, path).translate(sources)
    assert 0 < len(engine.asked) < 500
    rest = Echo()
    found = Remembering(rest, model, path).translate(sources)
    assert found == Echo().translate(sources)
    assert sorted(engine.asked + rest.asked) == sorted(sources)


SLOW_RUN = """
import sys, time
from pathlib import Path
sys.path.insert(0, "tests")
from test_cache import Echo
from translate.engines.cache import Remembering

class Slow(Echo):
    def translate(self, sources, decoding, without):
        if self.calls:
            print("second portion", flush=True)
            time.sleep(60)
        return super().translate(sources, decoding, without)

sources = [f"Round {n} of the talks ended." for n in range(500)]
Remembering(Slow(), Path(sys.argv[1]), Path(sys.argv[2])).translate(sources)
"""


def test_a_run_that_was_killed_keeps_what_it_had(model: Path, path: Path) -> None:
    command = [sys.executable, "-c", SLOW_RUN, str(model), str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"second portion\n"
        run.send_signal(signal.SIGKILL)
    engine = Echo()
    sources = [f"Round {n} of the talks ended." for n in range(500)]
    assert Remembering(engine, model, path).translate(sources) == Echo().translate(sources)
    assert len(engine.asked) == 500 - 64


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scramble(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    path.write_bytes(data)


def as_another_program_wrote_it(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()


def spoil_the_rows(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE answers SET value = CASE id % 3 WHEN 0 THEN x'00' WHEN 1 THEN 7 END")
    db.close()


@pytest.mark.parametrize(
    "damage",
    [
        cut,
        scramble,
        as_another_program_wrote_it,
        spoil_the_rows,
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"no database " * 1000),
    ],
    ids=["cut", "scrambled", "other-version", "spoiled-rows", "empty", "text"],
)
def test_a_damaged_file_is_made_anew(
    model: Path, path: Path, damage: Callable[[Path], object]
) -> None:
    sources = [f"Round {number} of the talks ended." for number in range(300)]
    Remembering(Echo(), model, path).translate(sources)
    damage(path)
    engine, third = Echo(), Echo()
    assert Remembering(engine, model, path).translate(sources) == Echo().translate(sources)
    assert engine.asked
    Remembering(third, model, path).translate(sources)
    assert third.asked == []


@pytest.mark.parametrize("obstacle", ["folder", "file-for-folder", "locked"])
def test_where_nothing_can_be_kept_the_run_goes_on(
    model: Path, path: Path, obstacle: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_module, "_WAIT", 0.05)
    other = None
    if obstacle == "folder":
        path.mkdir(parents=True)
    elif obstacle == "file-for-folder":
        path.parent.touch()
    else:
        path.parent.mkdir()
        other = sqlite3.connect(path)
        other.execute("BEGIN EXCLUSIVE")
    assert Remembering(Echo(), model, path).translate(ENGLISH) == Echo().translate(ENGLISH)
    if other is not None:
        other.close()


def test_the_file_stays_within_its_bound_and_keeps_the_newest(model: Path, path: Path) -> None:
    bound = 200_000
    for day in range(12):
        sources = [f"Day {day}, round {number} of the talks. " * 8 for number in range(200)]
        Remembering(Echo(), model, path, bound).translate(sources)
    assert path.stat().st_size < 1.6 * bound
    engine = Echo()
    Remembering(engine, model, path, bound).translate(sources)
    assert engine.asked == []


def test_threads_share_the_file(model: Path, path: Path) -> None:
    sources = [f"Round {number} of the talks ended." for number in range(200)]
    found: list[list[list[Hypothesis]]] = []

    def work() -> None:
        found.append(Remembering(Echo(), model, path).translate(sources))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [Echo().translate(sources)] * 4
    engine = Echo()
    Remembering(engine, model, path).translate(sources)
    assert engine.asked == []


def test_portions_grow_while_the_model_is_quick_and_shrink_when_it_is_not(
    model: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 10_000, 1))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(clock)))
    quick = Echo()
    sources = [f"Round {number} of the talks ended." for number in range(600)]
    Remembering(quick, model, path).translate(sources)
    assert [len(call) for call in quick.calls] == [64, 128, 256, 152]
    slow_clock = iter(range(0, 1_000_000, 100))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(slow_clock)))
    slow = Echo(name="slow 1")
    Remembering(slow, model, path).translate(sources[:120])
    assert [len(call) for call in slow.calls] == [64, 32, 16, 8]


hypotheses = st.builds(
    Hypothesis,
    st.text(),
    st.floats(max_value=0, allow_nan=False, allow_infinity=False),
    st.lists(st.builds(Link, *[st.integers(0, 500)] * 4), max_size=4).map(tuple),
)


@given(st.lists(hypotheses, max_size=4))
def test_packing_loses_nothing(offer: list[Hypothesis]) -> None:
    assert cache_module._unpacked(cache_module._packed(offer)) == offer
