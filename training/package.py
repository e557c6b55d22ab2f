"""What the exported model is delivered as.

packages/translate-en_CODE/          an Argos package for each language, with Khabar's record, and
packages/translate-en_CODE.argosmodel    the same zipped, for stock Argos Translate
packages/NAME.khabar                 all languages in one file, for `khabar models add`
packages/NAME/                       one model for all languages, without the masks; or, where each
packages/NAME-CODE/                  language has a decoder of its own, one for each
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import torch

from training.annotate import TERM_ANNOTATION
from training.batches import Data
from training.config import Config
from training.export import Pair, bias_without, export, prove
from training.model import Translator
from training.prepare import read_lines
from translate.engines.loading import ANNOTATION
from translate.languages import find_language
from translate.models.bundle import pack
from translate.models.kinds import read_model
from translate.models.record import Record, mark_files, write_record

_ARGOS = "1.9"  # the oldest Argos that knows target_prefix
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same bytes from the same model
_PROVED = 40  # held-out lines that the exported model is compared on
_CODES = {"fa_AF": "prs"}  # Argos' codes have letters only


def deliver(
    config: Config, data: Data, model: Translator, prepared: Path, folder: Path
) -> dict[str, float]:
    """Write all packages to `folder`; gives, by language, how far the exported models' scores are
    from PyTorch's. Raises ConfigError when one is too far."""
    shutil.rmtree(folder, ignore_errors=True)
    own = data.own_pieces()
    lines = read_lines(prepared / "dev.tsv", config.languages)[:_PROVED]
    gaps = {}
    if not config.model.own_decoders:
        _ours(config, data, model, folder / config.name, config.languages)
    for code in config.languages:
        argos = folder / f"translate-en_{_CODES.get(code, code)}"
        with _masked(config, data, model, code, own[code]):
            export(model, data.cutter, argos / "model", config, [code])
            pairs = [(line.english, line.targets[code]) for line in lines]
            gaps[code] = _gap(config, data, model, argos / "model", code, pairs)
            if config.model.own_decoders:
                _ours(config, data, model, folder / f"{config.name}-{code}", [code])
        _tokenizer(data, argos)
        _describe(config, code, argos)
    return gaps


@contextmanager
def _masked(
    config: Config, data: Data, model: Translator, code: str, own: Sequence[int]
) -> Iterator[None]:
    """Meanwhile the model writes pieces of that language alone, if the run wants that."""
    bias = model.decoder(code).bias
    plain = bias.detach().clone()
    with torch.no_grad():
        if config.export.mask:
            bias.copy_(bias_without(bias, own, data.cutter, data.tags[code]))
        yield
        bias.copy_(plain)


def _gap(
    config: Config, data: Data, model: Translator, folder: Path, code: str, pairs: list[Pair]
) -> float:
    # A held-out text may have a piece that is masked: both sides give it next to nothing, and how
    # little is no matter.
    bias = model.decoder(code).bias.detach()
    known = [pair for pair in pairs if _sayable(bias, data, pair[1])]
    tag = config.tag(code)
    return prove(model, folder, data.cutter, code, tag, known, config.export.tolerance)


def _sayable(bias: torch.Tensor, data: Data, text: str) -> bool:
    pieces, _ = data.cutter.encode(text)
    return bool((bias[torch.tensor(pieces)] > -100).all())


def _tokenizer(data: Data, folder: Path) -> None:
    proto = data.cutter.processor.serialized_model_proto()
    (folder / "sentencepiece.model").write_bytes(proto)


def _describe(config: Config, code: str, folder: Path) -> None:
    """metadata.json, as Argos reads it."""
    metadata = {
        "package_version": config.export.version,
        "argos_version": _ARGOS,
        "from_code": "en",
        "from_name": "English",
        "to_code": _CODES.get(code, code),
        "to_name": find_language(code).english,
        "type": "translate",
        "target_prefix": config.tag(code),
        "license": config.export.licence,
        **_annotation(config),
    }
    text = json.dumps(metadata, ensure_ascii=False, indent=2) + "\n"
    (folder / "metadata.json").write_text(text, encoding="utf-8")


def _annotation(config: Config) -> dict[str, str]:
    """How its sources tell the model a term's form, if it was trained for that."""
    return {ANNOTATION: TERM_ANNOTATION} if config.augment.terms or config.augment.words else {}


def _ours(
    config: Config, data: Data, model: Translator, folder: Path, codes: Sequence[str]
) -> None:
    """A model of Khabar's own family, with a description that says what it is."""
    export(model, data.cutter, folder, config, codes)
    _tokenizer(data, folder)
    about = {
        "family": "khabar",
        "name": folder.name,
        "version": config.export.version,
        "licence": config.export.licence,
        **_annotation(config),
    }
    text = json.dumps(about, ensure_ascii=False, indent=1) + "\n"
    (folder / "khabar-model.json").write_text(text, encoding="utf-8")


def seal(config: Config, folder: Path, cards: Mapping[str, str]) -> None:
    """Put each package's README.md beside it, write the records, and pack."""
    models = []
    for code in config.languages:
        argos = folder / f"translate-en_{_CODES.get(code, code)}"
        (argos / "README.md").write_text(cards[code], encoding="utf-8")
        _record(config, argos, argos.name)
        models.append(read_model(argos, argos.name))
        _zip(argos, folder / f"{argos.name}.argosmodel")
    for name, code in _own(config).items():
        (folder / name / "README.md").write_text(cards[code], encoding="utf-8")
        _record(config, folder / name, name)
    pack(models, folder / f"{config.name}.khabar")


def _own(config: Config) -> dict[str, str]:
    """The models of Khabar's own family, each with the one language it is for, or none."""
    if not config.model.own_decoders:
        return {config.name: ""}
    return {f"{config.name}-{code}": code for code in config.languages}


def _record(config: Config, folder: Path, name: str) -> None:
    record = Record(
        name=name,
        version=config.export.version,
        address=f"training/{config.name}",
        sha256="",
        licence=config.export.licence,
        files=mark_files(folder),
    )
    write_record(folder, record)


def _zip(folder: Path, path: Path) -> None:
    """An .argosmodel: a zip file with the package's folder in it."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.name != "khabar.json":
                entry = ZipInfo(f"{folder.name}/{file.relative_to(folder).as_posix()}", _EPOCH)
                entry.compress_type = ZIP_DEFLATED
                archive.writestr(entry, file.read_bytes())
