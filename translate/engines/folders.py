"""Models of NLLB-200, M2M-100 and OPUS-MT, and Khabar's own, as CTranslate2 folders: model.bin,
config.json and the vocabulary, with the SentencePiece model of the original beside them.

A folder is told by what is in it: source.spm and target.spm are OPUS-MT's; else the vocabulary has
eng_Latn (NLLB-200) or __en__ (M2M-100). A khabar-model.json may lie beside to say what the files
do not, each key as you need it; that of Khabar's own models says "family": "khabar":

    {"name": "…", "version": "…", "licence": "…", "family": "nllb", "from": "en", "to": "ur",
     "source_language": "last", "term_annotation": "…{term}…{form}…"}

`from` and `to` are for OPUS-MT models of one pair whose folder is not called …-en-ur. The source's
language stands first in the source, as NLLB-200 and M2M-100 were trained. The tokenizer published
with NLLB-200 put it last, after </s>, until April 2023; no converter notes which, so a model that
was tuned in that layout must say so with `source_language`. `term_annotation` is for models that
were trained on sources which give terms with their forms: see `Engine.annotation`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from translate.engines.families import FAMILIES, M2M100, NLLB, OPUS_MT, Family
from translate.engines.loading import AGAIN, ANNOTATION, ModelEngine, read_annotation
from translate.engines.vocabulary import vocabulary
from translate.errors import ModelError
from translate.languages import DARI, LANGUAGES, Language

if TYPE_CHECKING:
    from translate.engines.ctranslate import Runner, Tokenizer

DESCRIPTION = "khabar-model.json"
_INSTALLED = "khabar.json"  # the record of an installation: see translate/models/record.py
# In opus-mt-tc-big-en-ar-int8: en, ar. Another source than English is seen at the end only.
_PAIR = re.compile(
    r"(?:^|[-_])(eng?)[-_]([a-z]{2,3})(?![a-z])|(?:^|[-_])([a-z]{2,3})[-_]([a-z]{2,3})$"
)
_ENGLISH = ("en", "eng")


@dataclass(frozen=True, slots=True)
class Target:
    """How a model is told to write a language: by its `mark`, empty where it can write no other.
    `persian`: what it writes for Dari is Persian."""

    code: str
    mark: str
    persian: bool = False


@dataclass(frozen=True, slots=True)
class FolderModel:
    """A model folder: `targets` are those of our languages it can write, by code; `source` is the
    mark of English in its sources, empty where they have none; `annotation`: see
    `Engine.annotation`."""

    folder: Path
    family: Family
    name: str
    version: str
    licence: str
    source: str
    source_last: bool
    targets: Mapping[str, Target]
    annotation: str = ""


def read_folder(folder: Path) -> FolderModel:
    """What the model in `folder` is. Raises ModelError when it is none that Khabar can run."""
    there = folder.iterdir() if folder.is_dir() else ()
    facts = ((path.name, path.stat()) for path in sorted(there) if path.is_file())
    stamp = tuple((name, fact.st_mtime_ns, fact.st_size) for name, fact in facts)
    return _read_folder(folder, stamp)


# Every language asks, and a vocabulary of 256,000 pieces takes a tenth of a second to read.
@lru_cache(maxsize=64)
def _read_folder(folder: Path, stamp: tuple[tuple[str, int, int], ...]) -> FolderModel:
    said = _said(folder / _INSTALLED) | _said(folder / DESCRIPTION)
    pieces = vocabulary(folder, "source")
    family = _family(folder, said, pieces)
    source = next((mark for mark in family.written(family.source) if mark in pieces), "")
    if family.source and not source:
        raise ModelError(
            f"this model's vocabulary has no mark for English ({family.source})",
            f"Put another family than {family.name} into its {DESCRIPTION}",
            path=folder,
        )
    written = pieces if family is OPUS_MT else vocabulary(folder, "target")
    name = said.get("name") or folder.name
    return FolderModel(
        folder=folder,
        family=family,
        name=name if family.word in name.lower() else f"{family.name} {name}",
        version=said.get("version", ""),
        licence=said.get("licence") or family.licence,
        source=source,
        source_last=said.get("source_language") == "last",
        targets=_targets(family, _pair(said, name), written),
        annotation=read_annotation(said, folder / DESCRIPTION),
    )


def folder_engine(model: FolderModel, language: Language) -> ModelEngine:
    """The engine for `language` over a model. Raises ModelError when the model does not know the
    language: CTranslate2 takes an unknown mark without a word, and then writes fluent nonsense."""
    target = model.targets.get(language.code)
    if target is None:
        codes = [code for code, _ in _codes(model.family, language)]
        marks = ", ".join(mark for code in codes for mark in model.family.written(code))
        raise ModelError(
            f"this model's vocabulary has no mark for {language.english} ({marks})",
            f"Let another model serve {language.english}",
            path=model.folder,
        )
    name = " ".join(filter(None, (model.name, model.version, target.code)))
    return ModelEngine(name, model.folder, lambda: _load(model, target), model.annotation)


def _said(path: Path) -> dict[str, str]:
    """The texts in the JSON file at `path`, none when it is not there. Raises ModelError."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {k: v for k, v in data.items() if isinstance(v, str) or k == ANNOTATION}
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, AttributeError, RecursionError) as error:
        problem = f"this file cannot be read ({error})"
        raise ModelError(problem, "Mend it, or delete it", path=path) from error


def _family(folder: Path, said: Mapping[str, str], pieces: frozenset[str]) -> Family:
    for family in FAMILIES:
        if said.get("family") == family.name:
            return family
    if (folder / "source.spm").is_file() and (folder / "target.spm").is_file():
        return OPUS_MT
    for family in (NLLB, M2M100):
        if not pieces.isdisjoint(family.written(family.source)):
            return family
    raise ModelError(
        "this is no model of a family that Khabar knows: its vocabulary has neither eng_Latn "
        "(NLLB-200) nor __en__ (M2M-100), and it lacks source.spm or target.spm (OPUS-MT)",
        "If it is an OPUS-MT model, put source.spm and target.spm of the original into its folder",
        path=folder,
    )


def _pair(said: Mapping[str, str], name: str) -> tuple[str, str]:
    """The pair of a model, as it says or is called; empty codes where neither does."""
    found = _PAIR.search(name)
    called = [code for code in found.groups() if code] if found else ["", ""]
    return said.get("from", called[0]), said.get("to", called[1])


def _targets(family: Family, pair: tuple[str, str], pieces: frozenset[str]) -> Mapping[str, Target]:
    """What is known under which of our languages' codes."""
    if family is OPUS_MT and pair[0] not in ("", *_ENGLISH):
        return {}
    one = family is OPUS_MT and not any(re.fullmatch(">>[a-zA-Z_]+<<", piece) for piece in pieces)
    found: dict[str, Target] = {}
    for language in LANGUAGES:
        for code, persian in _codes(family, language):
            marks = [mark for mark in family.written(code) if mark in pieces]
            if marks or (one and pair[1] == code):
                found.setdefault(language.code, Target(code, marks[0] if marks else "", persian))
    return found


def _codes(family: Family, language: Language) -> list[tuple[str, bool]]:
    """A family's codes for a language, best first, and whether each is Persian for Dari."""
    own = [(code, False) for code in family.codes.get(language.code, ())]
    return own + [(code, True) for code in family.persian if language is DARI]


# Loading


def _load(model: FolderModel, target: Target) -> Runner:
    from translate.engines import ctranslate

    tokenizer = _tokenizer(model, target)
    translator = ctranslate.load(model.folder)
    prefix = "" if model.family is OPUS_MT else target.mark
    return ctranslate.Runner(translator, tokenizer, prefix)


def _tokenizer(model: FolderModel, target: Target) -> Tokenizer:
    config = _config(model)
    end = str(config.get("eos_token") or "</s>")
    ends = () if config.get("add_source_eos") else (end,)
    source = _sentencepiece(model, model.family.tokenizers)
    other = model.family.target_tokenizers
    written = _sentencepiece(model, other) if other else source
    _belongs(model, source, written)
    if model.family is OPUS_MT:
        return _Pieces(source, written, (target.mark,) if target.mark else (), ends, _QUOTES)
    if model.source_last:
        return _Pieces(source, written, (), (end, model.source))
    return _Pieces(source, written, (model.source,) if model.source else (), ends)


# OPUS-MT's training text had been through Moses' normalizer of punctuation, for the most part.
_QUOTES = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": " - ", "…": "..."}
)


@dataclass(frozen=True, slots=True)
class _Pieces:
    """SentencePiece with the tokens that a family has before and after a source's pieces."""

    source: Any
    target: Any
    before: tuple[str, ...]
    after: tuple[str, ...]
    table: Mapping[int, str] | None = None

    def encode(self, text: str) -> list[str]:
        plain = text.translate(self.table) if self.table else text
        pieces: list[str] = self.source.encode(plain, out_type=str)
        return [*self.before, *pieces, *self.after] if pieces else []

    def decode(self, pieces: Sequence[str]) -> str:
        text: str = self.target.decode(list(pieces))
        return text.replace("▁", " ")

    def written(self, word: str) -> list[str]:
        pieces: list[str] = self.target.encode(word, out_type=str)
        return pieces


def _config(model: FolderModel) -> Mapping[str, Any]:
    path = model.folder / "config.json"
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(config, dict):
            raise TypeError("not an object")
    except (OSError, ValueError, TypeError, RecursionError) as error:
        problem = f"this model's settings cannot be read ({error})"
        raise ModelError(problem, "Convert it again with CTranslate2 4", path=path) from error
    if config.get("decoder_start_token", "") is None or (
        model.source_last and config.get("add_source_eos")
    ):
        raise ModelError(
            "the model was converted for another token layout",
            "Convert it again without --no_default_special_tokens and other settings of tokens",
            path=path,
        )
    return config


def _sentencepiece(model: FolderModel, names: Sequence[str]) -> Any:
    import sentencepiece

    path = next((p for p in (model.folder / n for n in names) if p.is_file()), None)
    if path is None:
        raise ModelError(
            f"the {model.family.title} tokenizer is missing",
            f"Copy {names[0]} of the original model into this folder",
            path=model.folder,
        )
    try:
        data = path.read_bytes()
        if not data:
            raise ValueError("it is empty")
        return sentencepiece.SentencePieceProcessor(model_proto=data)
    except Exception as error:  # what sentencepiece raises for a broken file is not documented
        problem = f"this tokenizer cannot be loaded ({error})"
        raise ModelError(problem, AGAIN, path=path) from error


def _belongs(model: FolderModel, source: Any, target: Any) -> None:
    """Raises ModelError when most of the model's vocabulary is unknown to its tokenizers, which
    are then another model's, or were cut where SentencePiece does not notice."""
    known = [set(part.id_to_piece(list(range(len(part))))) for part in (source, target)]
    pieces = [vocabulary(model.folder, side) for side in ("source", "target")]
    if pieces[0] == pieces[1]:
        known = [known[0] | known[1]] * 2
    for words, parts in zip(pieces, known, strict=True):
        if len(words & parts) * 2 < len(words):
            family = model.family
            files = " and ".join((family.tokenizers[0], *family.target_tokenizers))
            raise ModelError(
                f"the tokenizer does not belong to this model: it knows {len(words & parts):,} of "
                f"the {len(words):,} pieces in the vocabulary",
                f"Copy {files} of the original model into this folder",
                path=model.folder,
            )
