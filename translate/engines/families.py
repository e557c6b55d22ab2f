"""The model families besides Argos packages: what each calls our languages, which token layout it
was trained on, and under which licence it is published.

Sources: the NLLB-200, M2M-100 and OPUS-MT model cards, and CTranslate2's converters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """A family of models.

    `name` is what khabar.toml calls it and `word` what its models' names have in them. `codes` are
    its names for a language, by our code, best first, and `persian` those for Persian, which can
    serve Dari. `marks` are the ways a code is written as a token. `source` is its code for English
    where models take one. `tokenizers` are the file names of its SentencePiece model as its
    publishers have them; there are two files where there is `target_tokenizers`.
    """

    name: str
    title: str
    word: str
    licence: str
    codes: Mapping[str, tuple[str, ...]]
    persian: tuple[str, ...]
    marks: tuple[str, ...]
    source: str
    tokenizers: tuple[str, ...]
    target_tokenizers: tuple[str, ...] = ()

    def written(self, code: str) -> tuple[str, ...]:
        """The tokens that may stand for a code, likeliest first."""
        return tuple(mark.format(code) for mark in self.marks)


# Source: eng_Latn, pieces, </s>. Target: the code of its language, pieces. fairseq's own models
# have the codes between underscores.
NLLB = Family(
    name="nllb",
    title="NLLB-200",
    word="nllb",
    licence="CC-BY-NC-4.0: not for commercial use",
    codes={
        "ur": ("urd_Arab",),
        "ps": ("pbt_Arab",),
        "fa_AF": ("prs_Arab",),
        "ar": ("arb_Arab",),
    },
    persian=("pes_Arab",),
    marks=("{}", "__{}__"),
    source="eng_Latn",
    tokenizers=(
        "sentencepiece.bpe.model",
        "flores200_sacrebleu_tokenizer_spm.model",
        "sentencepiece.model",
    ),
)

# Source: __en__, pieces, </s>. Target: the code of its language, pieces.
M2M100 = Family(
    name="m2m100",
    title="M2M-100",
    word="m2m",
    licence="MIT",
    codes={"ur": ("ur",), "ps": ("ps",), "ar": ("ar",)},
    persian=("fa",),
    marks=("__{}__",),
    source="en",
    tokenizers=("sentencepiece.bpe.model", "spm.128k.model", "sentencepiece.model"),
)

# Source: pieces, </s>; models into several languages have the mark of the target's before them.
# Target: pieces. The older models are Apache-2.0, the younger CC-BY 4.0.
OPUS_MT = Family(
    name="opus-mt",
    title="OPUS-MT",
    word="opus",
    licence="CC-BY-4.0 or Apache-2.0",
    codes={
        "ur": ("urd", "ur"),
        "ps": ("pus", "pbt", "ps"),
        "fa_AF": ("prs",),
        "ar": ("ara", "arb", "ar"),
    },
    persian=("pes", "fas", "fa"),
    marks=(">>{}<<",),
    source="",
    tokenizers=("source.spm",),
    target_tokenizers=("target.spm",),
)

# Source: pieces. Target: the code of its language, pieces. See training/README.md; the recipe
# gives each model its licence, that of the text it was trained on.
KHABAR = Family(
    name="khabar",
    title="Khabar's own",
    word="khabar",
    licence="",
    codes={"ur": ("ur",), "ps": ("ps",), "fa_AF": ("fa_AF", "prs"), "ar": ("ar",)},
    persian=(),
    marks=("<2{}>",),
    source="",
    tokenizers=("sentencepiece.model",),
)

FAMILIES = (KHABAR, OPUS_MT, NLLB, M2M100)
