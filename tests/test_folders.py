"""translate.engines.folders: NLLB-200, M2M-100 and OPUS-MT as CTranslate2 folders, on models that
translate word by word when, and only when, they get their family's tokens in order."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import lookup_models
import pytest
from lookup_models import SOURCE, WORDS, said

from translate.engines import ctranslate
from translate.engines.folders import folder_engine, read_folder
from translate.errors import ModelError
from translate.languages import ARABIC, DARI, LANGUAGES, PASHTO, URDU, Language
from translate.models.record import Record, mark_files, write_record

ROOT = Path(__file__).parent.parent
KEYS = {"ur": "ur", "ps": "ps", "fa_AF": "prs", "ar": "ar"}
BODY = ["▁Police", "▁entered", "▁Kabul", "▁province", "▁", "1", "2", "▁September", "."]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One model of each kind, by folder name."""
    root = tmp_path_factory.mktemp("models")
    lookup_models.nllb(root / "nllb-200-tiny")
    lookup_models.m2m100(root / "m2m100-tiny")
    lookup_models.khabar(root / "khabar-tiny")
    lookup_models.opus_of_many(root / "opus-mt-en-mul")
    lookup_models.opus_of_one(root / "opus-mt-en-ur", "ur")
    return root


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Callable[[str], Path]:
    """A copy of a model, to be harmed."""
    return lambda name: Path(shutil.copytree(built / name, tmp_path / name))


class Spied:
    """What reached the model, batch by batch."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sources: list[list[str]] = []
        self.prefixes: list[list[str]] = []
        load = ctranslate.load
        spy = self

        class Translator:
            def __init__(self, folder: Path) -> None:
                self.inner = load(folder)

            def translate_batch(self, batch, target_prefix=None, **options):
                spy.sources += batch
                spy.prefixes += target_prefix or [[]] * len(batch)
                return self.inner.translate_batch(batch, target_prefix=target_prefix, **options)

        monkeypatch.setattr(ctranslate, "load", Translator)


def best(folder: Path, language: Language) -> str:
    (hypotheses,) = folder_engine(read_folder(folder), language).translate([SOURCE])
    return hypotheses[0].text


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("name", ["nllb-200-tiny", "m2m100-tiny", "khabar-tiny", "opus-mt-en-mul"])
def test_a_model_of_many_writes_the_language_it_is_asked_for(
    built: Path, name: str, language: Language
) -> None:
    persian = name == "m2m100-tiny" and language is DARI
    assert best(built / name, language) == said("pes" if persian else KEYS[language.code])


def test_a_model_of_one_pair_writes_that(built: Path) -> None:
    assert best(built / "opus-mt-en-ur", URDU) == said("ur")


@pytest.mark.parametrize(
    ("name", "language", "before", "after", "prefix"),
    [
        ("nllb-200-tiny", URDU, ["eng_Latn"], ["</s>"], ["urd_Arab"]),
        ("nllb-200-tiny", PASHTO, ["eng_Latn"], ["</s>"], ["pbt_Arab"]),
        ("nllb-200-tiny", DARI, ["eng_Latn"], ["</s>"], ["prs_Arab"]),
        ("nllb-200-tiny", ARABIC, ["eng_Latn"], ["</s>"], ["arb_Arab"]),
        ("m2m100-tiny", URDU, ["__en__"], ["</s>"], ["__ur__"]),
        ("m2m100-tiny", PASHTO, ["__en__"], ["</s>"], ["__ps__"]),
        ("m2m100-tiny", DARI, ["__en__"], ["</s>"], ["__fa__"]),
        ("m2m100-tiny", ARABIC, ["__en__"], ["</s>"], ["__ar__"]),
        ("khabar-tiny", DARI, [], ["</s>"], ["<2fa_AF>"]),
        ("khabar-tiny", ARABIC, [], ["</s>"], ["<2ar>"]),
        ("opus-mt-en-mul", URDU, [">>urd<<"], ["</s>"], []),
        ("opus-mt-en-mul", PASHTO, [">>pus<<"], ["</s>"], []),
        ("opus-mt-en-mul", DARI, [">>prs<<"], ["</s>"], []),
        ("opus-mt-en-mul", ARABIC, [">>ara<<"], ["</s>"], []),
        ("opus-mt-en-ur", URDU, [], ["</s>"], []),
    ],
)
def test_the_family_s_tokens_reach_the_model(
    built: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    language: Language,
    before: list[str],
    after: list[str],
    prefix: list[str],
) -> None:
    spied = Spied(monkeypatch)
    best(built / name, language)
    assert spied.sources == [[*before, *BODY, *after]]
    assert spied.prefixes == [prefix]


def test_an_end_that_the_model_adds_is_not_added_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spied = Spied(monkeypatch)
    folder = lookup_models.opus_of_one(tmp_path / "opus-mt-en-ur", "ur", add_source_eos=True)
    assert best(folder, URDU) == said("ur")
    assert spied.sources == [BODY]


def test_a_model_may_say_that_its_source_language_stands_last(
    copy: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    spied = Spied(monkeypatch)
    folder = copy("nllb-200-tiny")
    describe(folder, source_language="last")
    best(folder, URDU)
    assert spied.sources == [[*BODY, "</s>", "eng_Latn"]]


def test_a_model_may_say_how_its_sources_give_a_form(copy: Callable[[str], Path]) -> None:
    folder = copy("nllb-200-tiny")
    assert folder_engine(read_folder(folder), URDU).annotation == ""
    describe(folder, term_annotation="{term} # {form} #")
    assert folder_engine(read_folder(folder), URDU).annotation == "{term} # {form} #"


def test_fairseq_s_way_of_writing_codes(tmp_path: Path) -> None:
    folder = lookup_models.nllb(tmp_path / "nllb", between="__{}__")
    assert best(folder, PASHTO) == said("ps")


def test_curly_quotes_reach_opus_models_straight(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spied = Spied(monkeypatch)
    folder_engine(read_folder(built / "opus-mt-en-ur"), URDU).translate(["Kabul’s “Police”"])
    assert {"’", "“", "”"}.isdisjoint(spied.sources[0])
    assert {"'", '"'} <= set(spied.sources[0])


@pytest.mark.parametrize("name", ["nllb-200-tiny", "m2m100-tiny", "khabar-tiny", "opus-mt-en-mul"])
def test_hypotheses_and_links(built: Path, name: str) -> None:
    engine = folder_engine(read_folder(built / name), URDU)
    hypotheses, none = engine.translate([SOURCE, " "])
    assert none == []
    assert len({h.text for h in hypotheses}) == 4
    assert [h.score for h in hypotheses] == sorted((h.score for h in hypotheses), reverse=True)
    text, links = hypotheses[0].text, hypotheses[0].links
    pairs = {
        SOURCE[link.source_start : link.source_end]: text[link.target_start : link.target_end]
        for link in links
    }
    assert pairs == {**{word: row["ur"] for word, row in WORDS.items()}, "12": "12"}
    assert not any(mark in h.text for h in hypotheses for mark in ("_Arab", "__", ">>", "</s>"))


def test_long_texts_are_split_and_rejoined(built: Path) -> None:
    orders = list(permutations(WORDS))[:60]
    source = ", ".join(" ".join(order) for order in orders)
    engine = folder_engine(read_folder(built / "nllb-200-tiny"), ARABIC)
    (hypotheses,) = engine.translate([source])
    text = ", ".join(" ".join(WORDS[word]["ar"] for word in order) for order in orders)
    assert hypotheses[0].text == text
    assert len(hypotheses[0].links) == 5 * 60


def test_names_tell_languages_and_versions_apart(copy: Callable[[str], Path]) -> None:
    folder = copy("nllb-200-tiny")
    describe(folder, version="1.2")
    model = read_folder(folder)
    names = [folder_engine(model, language).name for language in LANGUAGES]
    assert names[0] == "nllb-200-tiny 1.2 urd_Arab"
    assert len(set(names)) == 4
    other = copy("opus-mt-en-ur").rename(folder.parent / "model-en-ur")
    assert folder_engine(read_folder(other), URDU).name == "opus-mt model-en-ur ur"


def test_what_a_description_says_goes_first(copy: Callable[[str], Path]) -> None:
    folder = copy("m2m100-tiny")
    assert (read_folder(folder).family.name, read_folder(folder).licence) == ("m2m100", "MIT")
    (folder / "khabar.json").write_text('{"version": "1", "licence": "", "files": {}}')
    describe(folder, name="m2m100 Kabul", version="2", licence="CC0-1.0")
    model = read_folder(folder)
    assert (model.name, model.version, model.licence) == ("m2m100 Kabul", "2", "CC0-1.0")


def test_the_licence_of_nllb_is_said() -> None:
    from translate.engines.families import NLLB

    assert NLLB.licence.startswith("CC-BY-NC-4.0")


def describe(folder: Path, **said: str) -> None:
    (folder / "khabar-model.json").write_text(json.dumps(said), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("opus-mt-en-ur", {"ur"}),
        ("opus-mt-tc-big-en-ar", {"ar"}),
        ("opus-mt-en-ur-int8", {"ur"}),
        ("opus_mt_eng_urd", {"ur"}),
        ("opus-mt-en-prs", {"fa_AF"}),
        ("opus-mt-en-fa", {"fa_AF"}),
        ("opus-mt-en-de", set()),
        ("opus-mt-fr-ar", set()),
        ("our-model", set()),
    ],
)
def test_the_pair_of_a_model_is_in_its_name(
    built: Path, tmp_path: Path, name: str, written: set[str]
) -> None:
    folder = tmp_path / name
    shutil.copytree(built / "opus-mt-en-ur", folder)
    targets = read_folder(folder).targets
    assert set(targets) == written
    assert all(target.persian == name.endswith("fa") for target in targets.values())
    describe(folder, **{"from": "en", "to": "ps"})
    assert set(read_folder(folder).targets) == {"ps"}


def test_a_language_the_model_does_not_know_is_refused(tmp_path: Path) -> None:
    model = read_folder(lookup_models.nllb(tmp_path / "nllb", "ur", "pes"))
    assert model.targets["fa_AF"].persian
    with pytest.raises(
        ModelError, match=r"no mark for Pashto \(pbt_Arab, __pbt_Arab__\)"
    ) as caught:
        folder_engine(model, PASHTO)
    assert caught.value.path == str(model.folder)
    many = lookup_models.opus_of_many(tmp_path / "opus-mt-en-mul", "ara", "pes")
    assert {*read_folder(many).targets} == {"ar", "fa_AF"}
    assert best(many, DARI) == said("pes")


def test_a_mark_that_the_model_reads_and_cannot_write_is_refused(
    copy: Callable[[str], Path],
) -> None:
    folder = copy("nllb-200-tiny")
    shared = folder / "shared_vocabulary.json"
    (folder / "source_vocabulary.json").write_text(shared.read_text())
    (folder / "target_vocabulary.json").write_text(shared.read_text().replace("urd_Arab", "x"))
    shared.unlink()
    model = read_folder(folder)
    assert set(model.targets) == {"ps", "fa_AF", "ar"}
    with pytest.raises(ModelError, match="no mark for Urdu"):
        folder_engine(model, URDU)


NESTED = "[" * 100_000


def retitle(folder: Path, token: str, other: str) -> None:
    path = folder / "shared_vocabulary.json"
    path.write_text(path.read_text().replace(token, other))


def retokenize(folder: Path, words: list[str]) -> None:
    tokenizer = lookup_models.sentencepiece_of(words)
    (folder / "sentencepiece.bpe.model").write_bytes(tokenizer)


@pytest.mark.parametrize(
    ("name", "harm", "says"),
    [
        ("nllb-200-tiny", lambda f: (f / "sentencepiece.bpe.model").unlink(), "Copy sentencepiece"),
        ("opus-mt-en-ur", lambda f: (f / "target.spm").unlink(), "lacks source.spm or target.spm"),
        ("nllb-200-tiny", lambda f: (f / "config.json").unlink(), "Convert it again"),
        ("nllb-200-tiny", lambda f: (f / "shared_vocabulary.json").unlink(), "no source vocab"),
        ("nllb-200-tiny", lambda f: retitle(f, "eng_Latn", "en_XX"), "no model of a family"),
        ("m2m100-tiny", lambda f: describe(f, family="nllb"), r"no mark for English \(eng_Latn\)"),
        ("m2m100-tiny", lambda f: (f / "khabar-model.json").write_text("{"), "Mend it, or delete"),
        ("m2m100-tiny", lambda f: (f / "khabar-model.json").write_text(NESTED), "Mend it, or"),
        ("m2m100-tiny", lambda f: (f / "config.json").write_text(NESTED), "settings cannot be"),
        (
            "m2m100-tiny",
            lambda f: (f / "shared_vocabulary.json").write_text(NESTED),
            "vocabulary cannot be",
        ),
        ("nllb-200-tiny", lambda f: retokenize(f, ["talks"]), "does not belong to this model"),
    ],
    ids=[
        "no-tokenizer",
        "no-target-tokenizer",
        "no-config",
        "no-vocabulary",
        "unknown-family",
        "wrong-family",
        "broken-description",
        "nested-description",
        "nested-config",
        "nested-vocabulary",
        "another-tokenizer",
    ],
)
def test_what_is_wrong_with_a_folder_is_said(
    copy: Callable[[str], Path], name: str, harm: Callable[[Path], object], says: str
) -> None:
    folder = copy(name)
    harm(folder)
    with pytest.raises(ModelError, match=says) as caught:
        best(folder, URDU)
    assert Path(str(caught.value.path)).is_relative_to(folder)


def test_another_conversion_s_layout_is_refused(tmp_path: Path) -> None:
    folder = lookup_models.nllb(tmp_path / "nllb", decoder_start_token=None)
    with pytest.raises(ModelError, match="no_default_special_tokens"):
        best(folder, URDU)


def test_a_file_shorter_than_it_was_installed_is_named(copy: Callable[[str], Path]) -> None:
    folder = copy("nllb-200-tiny")
    size = (folder / "model.bin").stat().st_size
    record = {"files": {"model.bin": {"size": size + 1, "sha256": ""}}}
    (folder / "khabar.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(ModelError, match=f"truncated: {size:,} of {size + 1:,} bytes") as caught:
        best(folder, URDU)
    assert caught.value.path == str(folder / "model.bin")


def test_a_file_changed_since_it_was_installed_is_named(copy: Callable[[str], Path]) -> None:
    folder = copy("nllb-200-tiny")
    write_record(folder, Record("nllb", "", "", "", "", mark_files(folder)))
    assert best(folder, URDU)
    weights = folder / "model.bin"
    whole = weights.read_bytes()
    changed = bytearray(whole)
    changed[len(whole) // 2] ^= 1
    for data in (bytes(changed), whole + b"x"):
        weights.write_bytes(data)
        with pytest.raises(ModelError, match="was changed after it was installed") as caught:
            best(folder, URDU)
        assert caught.value.path == str(weights)
        assert "khabar models verify" in caught.value.remedy


@pytest.mark.parametrize(
    "text",
    ["{}", "[" * 100_000, '{"files": {"model.bin": {"size": 1e999, "sha256": ""}}}'],
    ids=["empty", "too-deep", "endless"],
)
def test_a_record_that_cannot_be_read_is_named(copy: Callable[[str], Path], text: str) -> None:
    folder = copy("nllb-200-tiny")
    (folder / "khabar.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be read") as caught:
        best(folder, URDU)
    assert caught.value.path == str(folder / "khabar.json")


# Every file of a model cut at many places; ends well when each is an error and nothing crashed.
_CUT = """
import sys
from pathlib import Path
from translate.engines.folders import folder_engine, read_folder
from translate.errors import ModelError
from translate.languages import URDU
folder, name = Path(sys.argv[1]), sys.argv[2]
whole = (folder / name).read_bytes()
for length in (0, 1, 7, 20, 21, *(len(whole) * part // 9 for part in range(1, 9)), len(whole) - 2):
    (folder / name).write_bytes(whole[:length])
    try:
        print(length, folder_engine(read_folder(folder), URDU).translate(["Kabul."]))
    except ModelError:
        pass
(folder / name).write_bytes(whole)
(found,) = folder_engine(read_folder(folder), URDU).translate(["Kabul."])
print(found[0].text)
"""


@pytest.mark.parametrize(
    "name", ["model.bin", "sentencepiece.bpe.model", "shared_vocabulary.json", "config.json"]
)
def test_a_cut_file_is_an_error_and_never_a_crash(copy: Callable[[str], Path], name: str) -> None:
    command = [sys.executable, "-c", _CUT, str(copy("nllb-200-tiny")), name]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "کابل.\n"), run.stderr


def test_a_model_is_let_go_and_comes_back(built: Path) -> None:
    urdu, arabic = (
        folder_engine(read_folder(built / "nllb-200-tiny"), language) for language in (URDU, ARABIC)
    )
    before = urdu.translate([SOURCE])
    arabic.translate([SOURCE])
    there = ctranslate._LOADED
    assert (built / "nllb-200-tiny").resolve() in there
    urdu.release()
    assert (built / "nllb-200-tiny").resolve() in there
    arabic.release()
    assert (built / "nllb-200-tiny").resolve() not in there
    assert urdu.translate([SOURCE]) == before


def test_reading_a_folder_loads_nothing_heavy(built: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from translate.engines.folders import *;"
        "print(read_folder(Path(sys.argv[1])).name, *sys.modules)"
    )
    command = [sys.executable, "-c", code, str(built / "m2m100-tiny")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert not {"ctranslate2", "sentencepiece", "numpy"} & set(run.stdout.split())
