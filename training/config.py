"""A training run's settings, read from one TOML file. Every number that shapes the model is here.

A key that is not known is an error, so that a slip of the pen never trains the wrong model.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Section = TypeVar("Section")
ROOT = Path(__file__).parent.parent


class ConfigError(Exception):
    """The configuration file, or a file that it names, cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Five-column files: English, Urdu, Pashto, Dari, Arabic.

    `articles` tells which files hold whole articles, line after line, by pattern: runs of
    `[how many articles, lines in each]`, where 0 means all that follow.
    """

    folder: str = "training/corpus"
    files: tuple[str, ...] = ("*.tsv",)
    articles: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    licence: str = "CC0"


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Whole articles of `file` that are never trained on: `dev` chooses between checkpoints,
    `test` is scored once, at the end. `guard` are further two-column files (patterns, English in
    the first column) whose sentences are kept out of training."""

    file: str = "articles.tsv"
    dev: tuple[int, ...] = ()
    test: tuple[int, ...] = ()
    guard: tuple[str, ...] = ()
    ngram: int = 4  # words
    overlap: float = 0.5  # a training line with this share of a held-out line's n-grams is dropped


@dataclass(frozen=True, slots=True)
class Public:
    """A public two-column corpus: `<folder>/<name>.en-<code>.tsv` for each language it has."""

    name: str
    licence: str
    folder: str = "../shared/data/public"
    words: tuple[int, int] = (1, 60)  # English words, least and most
    latin: bool = True  # whether targets may hold Latin words of three letters and more
    distinct: bool = False  # one source for each target: the likeliest of several crowd versions
    most: int = 0  # lines a language, 0 for all; a fixed random choice


@dataclass(frozen=True, slots=True)
class Filters:
    """What a pair must be like. Lengths in characters, eight added to each against short ones."""

    ratio: tuple[float, float] = (0.45, 2.0)  # target to English
    foreign_letters: int = 0  # letters of another language that a target may hold
    words: int = 120  # the most in an English line


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """SentencePiece unigram, one for all sides. `model`: take this file instead of training one."""

    pieces: int = 12000
    coverage: float = 0.9998
    model: str = ""


@dataclass(frozen=True, slots=True)
class Alignment:
    """eflomal: its `model` (1 IBM1, 2 and HMM, 3 and fertility), relative `length` of sampling, and
    whether links of both directions are joined."""

    model: int = 3
    length: float = 1.0
    both: bool = True


@dataclass(frozen=True, slots=True)
class Augment:
    """Chances, 0 for off. See training/augment.py for what each does."""

    renumber: float = 0.0
    names: float = 0.0
    join: float = 0.0
    join_words: int = 40  # the most in a joined English line
    terms: float = 0.0
    words: float = 0.0  # lines that are repeated with any of their words annotated
    wrong_terms: float = 0.0  # of what is annotated, that given another's form, to teach copying
    sampling: float = 0.0  # the chance that a word is cut at random
    alpha: float = 0.2  # smoothing of those cuts (nbest -1)
    source_drop: float = 0.0  # source pieces that become <unk>
    denoise: float = 0.0  # of the monolingual lines, those given with words dropped and moved


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the Transformer: `encoder` and `decoder` are layers. With `own_decoders` each
    language has its own in place of one for all, which is more to store and no more work."""

    width: int = 256
    heads: int = 4
    hidden: int = 1024
    encoder: int = 4
    decoder: int = 2
    dropout: float = 0.12
    positions: int = 512  # pieces; what CTranslate2's table will hold
    own_decoders: bool = False


@dataclass(frozen=True, slots=True)
class Train:
    """The loop. Ends after `minutes` of work or `steps`, whichever comes first (0 for none)."""

    minutes: float = 0.0
    steps: int = 0
    device: str = "auto"
    bf16: bool = False  # on GPUs; on the CPUs tried, fp32 was twice as fast
    compile: bool = False
    tokens: int = 4500  # in a batch, padding included, sources and targets together
    pieces: int = 180  # the longest side of a pair; longer ones are left out
    workers: int = 0  # processes that prepare the next pass meanwhile
    public_share: float = 0.5  # of the public lines, in each pass
    muon: float = 0.02  # learning rate of matrices
    adam: float = 1.5e-3  # and of everything else
    decay: float = 0.01  # weight decay of matrices
    polar: int = 4  # iterations of Muon's orthogonalisation
    warmup: int = 120  # steps
    flat: float = 0.55  # the part of the run before the rate falls, linearly
    floor: float = 0.02  # what it falls to, of the full rate
    clip: float = 1.0  # norm of the gradient of what AdamW moves
    smoothing: float = 0.1  # of labels
    others: int = 600  # sampled pieces of other languages in the softmax; 0: the whole vocabulary
    guide: tuple[float, float] = (0.5, 0.2)  # weight of the alignment loss, before and after
    guide_until: float = 0.4  # this part of the run
    # Million tokens seen, and the longest source, in pieces, till then.
    curriculum: tuple[tuple[float, int], ...] = ()
    average: float = 0.98  # decay of the running average of weights, taken every ten steps
    evaluate: int = 0  # steps between evaluations
    evaluate_minutes: float = 0.0  # or minutes
    patience: int = 0  # evaluations without a better one before it stops; 0 for never
    save_minutes: float = 10.0
    start: str = ""  # a checkpoint whose weights to begin with


@dataclass(frozen=True, slots=True)
class Export:
    """The packages. `mask`: a language's package never writes pieces that none of its training
    targets has."""

    version: str = "0.1"
    quantization: str = "int8"
    mask: bool = True
    licence: str = ""
    tolerance: float = 0.05  # difference of log-probabilities a token to PyTorch's, int8 included


@dataclass(frozen=True, slots=True)
class Score:
    """Besides the held-out test: two-column files by pattern, `*.en-<code>.tsv`. The run
    fails with less than `least` chrF++ in any language on the held-out test, or less than
    `above_chance` more than by chance (see score.py), as a mean of the languages."""

    files: tuple[str, ...] = ()
    lines: int = 0  # of each file, 0 for all
    least: float = 0.0
    above_chance: float = 0.0


@dataclass(frozen=True, slots=True)
class Config:
    """A run. Paths are relative to the repository's root."""

    name: str
    out: str
    languages: tuple[str, ...] = ("ur", "ps", "fa_AF", "ar")
    tags: Mapping[str, str] = field(default_factory=dict)  # target prefixes that are not <2code>
    seed: int = 7
    glossary: str = "glossary"
    names: str = "training/corpus/names.tsv"
    monolingual: Mapping[str, str] = field(default_factory=dict)  # language: a file of lines
    corpus: Corpus = field(default_factory=Corpus)
    heldout: HeldOut = field(default_factory=HeldOut)
    public: tuple[Public, ...] = ()
    filters: Filters = field(default_factory=Filters)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    alignment: Alignment = field(default_factory=Alignment)
    augment: Augment = field(default_factory=Augment)
    model: Shape = field(default_factory=Shape)
    train: Train = field(default_factory=Train)
    export: Export = field(default_factory=Export)
    score: Score = field(default_factory=Score)

    def tag(self, language: str) -> str:
        """The piece that makes the decoder write `language`: CTranslate2's target prefix."""
        return self.tags.get(language, f"<2{language}>")

    def path(self, name: str) -> Path:
        return (ROOT / name).resolve()

    @property
    def folder(self) -> Path:
        return self.path(self.out)


def load_config(path: Path) -> Config:
    """The settings in the file at `path`. Raises ConfigError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: {error}") from error
    try:
        return _section(Config, data, "")
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from None


def _section(kind: type[Section], data: Mapping[str, Any], where: str) -> Section:
    hints = get_type_hints(kind)
    if unknown := sorted(set(data) - set(hints)):
        raise ConfigError(f"unknown setting {where}{unknown[0]}; known are {', '.join(hints)}")
    for item in fields(kind):  # type: ignore[arg-type]
        bare = item.default is MISSING and item.default_factory is MISSING
        if bare and item.name not in data:
            raise ConfigError(f"{where}{item.name} is missing")
    values = {key: _value(hints[key], value, f"{where}{key}") for key, value in data.items()}
    return kind(**values)


def _value(hint: Any, value: Any, where: str) -> Any:
    """`value` as `hint` wants it: tables become sections, arrays become tuples."""
    if is_dataclass(hint) and isinstance(hint, type) and isinstance(value, dict):
        return _section(hint, value, f"{where}.")
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple and isinstance(value, list):
        kinds = [inner[0]] * len(value) if inner[-1] is ... else list(inner)
        if len(kinds) != len(value):
            raise ConfigError(f"{where} wants {len(kinds)} values")
        return tuple(_value(kind, item, where) for kind, item in zip(kinds, value, strict=True))
    if origin is not None and issubclass(origin, Mapping) and isinstance(value, dict):
        return {key: _value(inner[1], item, f"{where}.{key}") for key, item in value.items()}
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(hint, type) and origin is None and type(value) is hint:
        return value
    raise ConfigError(f"{where} cannot be {value!r}")
