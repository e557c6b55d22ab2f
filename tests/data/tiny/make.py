"""Make the tiny translation model that the tests run instead of a full one.

The model is a real, if very small, Transformer in CTranslate2's format. It has learned forty
English news sentences with their Urdu, Pashto, Dari and Arabic translations by heart, so that a
test can drive the true engine and know what comes out; about any other sentence it knows nothing.
One decoder serves all languages: the first target token chooses the language and is given to the
engine as its target prefix (``<2ur>``, ``<2ps>``, ``<2fa_AF>``, ``<2ar>``). One attention head is
taught word alignments, and it is the one whose weights CTranslate2 returns, so that code which
follows alignments can be tested as well.

Run it with torch, sentencepiece, ctranslate2 and numpy installed::

    python tests/data/tiny/make.py OUT

It reads the sentences from ``tiny-en_many/sentences.tsv`` beside this file (a header with the
language codes, then English and its four translations, tab-separated), trains for a few minutes on
one processor core, and writes to the folder OUT::

    model/               model.bin, config.json, shared_vocabulary.json (8-bit weights)
    sentencepiece.model  the tokenizer of both sides
    sentences.tsv        the sentences

An Argos package for one language is this folder with a ``metadata.json`` that names the two
languages and the target prefix. The seeds are fixed. At the end the script translates all
sentences through CTranslate2 with beam 4 and fails unless at least 38 of the forty come out exact
in each language.
"""

import argparse
import io
import math
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import ctranslate2
import numpy as np
import sentencepiece as spm
import torch
import torch.nn.functional as nnf
from ctranslate2.specs import common_spec, transformer_spec
from torch import Tensor, nn

SENTENCES = Path(__file__).parent / "tiny-en_many" / "sentences.tsv"
VOCABULARY = 1800
WIDTH, HEADS, HIDDEN, LAYERS = 128, 4, 256, 2
EPOCHS, BATCH, RATE = 130, 32, 2e-3
GUIDANCE = 0.5  # the weight of the alignment loss beside the translation loss
LEVEL = 0.05  # the weight of the loss that holds the right token's score near 0
MUST_KNOW = 38
UNK, BOS, EOS, PAD = range(4)


def tag(language: str) -> str:
    """Return the token that makes the decoder write a language."""
    return f"<2{language}>"


def read_sentences(path: Path) -> tuple[list[str], list[list[str]]]:
    """Return the language codes of the header line and the rows under it."""
    header, *rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    if any(len(row) != len(header) for row in rows):
        raise ValueError(f"{path}: a row has not {len(header)} columns")
    return header, rows


def train_tokenizer(languages: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Learn one SentencePiece vocabulary for all languages; return the serialised model."""
    model = io.BytesIO()
    spm.SentencePieceTrainer.train(
        sentence_iterator=iter([text for row in rows for text in row]),
        model_writer=model,
        model_type="bpe",
        vocab_size=VOCABULARY,
        character_coverage=1.0,
        byte_fallback=True,
        split_digits=True,
        normalization_rule_name="identity",
        unk_id=UNK,
        bos_id=BOS,
        eos_id=EOS,
        pad_id=PAD,
        user_defined_symbols=[tag(language) for language in languages[1:]],
        num_threads=1,
        minloglevel=2,
    )
    return model.getvalue()


# --- word alignment -------------------------------------------------------------------------------


def words_of(pieces: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return the words that pieces spell, without punctuation, and each piece's word number."""
    words: list[str] = []
    number: list[int] = []
    for piece in pieces:
        if piece.startswith("\u2581") or not words:
            words.append("")
        words[-1] += piece.lstrip("\u2581")
        number.append(len(words) - 1)
    return [word.strip("\"'«»،.,:؛;؟?۔").lower() or word for word in words], number


def translation_table(pairs: Sequence[tuple[list[str], list[str]]]) -> dict[tuple[str, str], float]:
    """Estimate p(second word | first word) by ten rounds of IBM model 1."""
    table: dict[tuple[str, str], float] = {}
    for first, second in pairs:
        table.update(((a, b), 1.0) for a in first for b in second)
    for _ in range(10):
        count = dict.fromkeys(table, 0.0)
        total: dict[str, float] = {}
        for first, second in pairs:
            for b in second:
                norm = sum(table[a, b] for a in first)
                for a in first:
                    share = table[a, b] / norm
                    count[a, b] += share
                    total[a] = total.get(a, 0.0) + share
        table = {(a, b): value / total[a] for (a, b), value in count.items()}
    return table


def align(pairs: Sequence[tuple[list[str], list[str]]]) -> list[list[int]]:
    """Give each target word of each pair the source word that it most likely translates.

    Model 1 has its say in both directions, and words at about the same place are preferred.
    """
    forward = translation_table(pairs)
    backward = translation_table([(target, source) for source, target in pairs])
    found = []
    for source, target in pairs:
        choice = []
        for j, b in enumerate(target):
            place = [-2 * abs(i / len(source) - j / len(target)) for i in range(len(source))]
            score = [
                math.log(forward[a, b] * backward[b, a] + 1e-12) + near
                for a, near in zip(source, place, strict=True)
            ]
            choice.append(int(np.argmax(score)))
        found.append(choice)
    return found


# --- the model ------------------------------------------------------------------------------------


class Attention(nn.Module):
    """Attention of several heads; the weights of the first head are kept for the alignment loss."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.value, self.output = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.first_head = torch.empty(0)

    def forward(self, x: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        def heads(y: Tensor) -> Tensor:
            return y.view(y.shape[0], y.shape[1], HEADS, -1).transpose(1, 2)

        query, key = heads(self.query(x)), heads(self.key(memory))
        score = query @ key.transpose(-1, -2) / math.sqrt(WIDTH / HEADS)
        weight = score.masked_fill(~mask, -1e4).softmax(-1)
        self.first_head = weight[:, 0]
        mixed = (weight @ heads(self.value(memory))).transpose(1, 2).reshape(x.shape)
        result: Tensor = self.output(mixed)
        return result


class FeedForward(nn.Module):
    """The two-layer network of a Transformer layer."""

    def __init__(self) -> None:
        super().__init__()
        self.inner, self.outer = nn.Linear(WIDTH, HIDDEN), nn.Linear(HIDDEN, WIDTH)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.outer(self.inner(x).relu())
        return result


class Layer(nn.Module):
    """A pre-norm layer of the encoder or, if it also attends to the encoder, of the decoder."""

    def __init__(self, *, decoder: bool) -> None:
        super().__init__()
        self.norm_self, self.attend_self = nn.LayerNorm(WIDTH), Attention()
        self.norm_ffn, self.ffn = nn.LayerNorm(WIDTH), FeedForward()
        if decoder:
            self.norm_cross, self.attend_cross = nn.LayerNorm(WIDTH), Attention()

    def forward(
        self, x: Tensor, mask: Tensor, memory: Tensor | None = None, seen: Tensor | None = None
    ) -> Tensor:
        y = self.norm_self(x)
        x = x + self.attend_self(y, y, mask)
        if memory is not None and seen is not None:
            x = x + self.attend_cross(self.norm_cross(x), memory, seen)
        result: Tensor = x + self.ffn(self.norm_ffn(x))
        return result


def position_encodings(length: int) -> Tensor:
    """Return sinusoidal positions: sines in the first half of the columns, then cosines."""
    half = WIDTH // 2
    rate = torch.exp(torch.arange(half) * -(math.log(10000) / (half - 1)))
    angle = torch.arange(length)[:, None] * rate[None]
    return torch.cat([angle.sin(), angle.cos()], 1)


class Transformer(nn.Module):
    """Encoder and decoder with one embedding table for source, target and output."""

    positions: Tensor

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, WIDTH)
        nn.init.normal_(self.embedding.weight, std=WIDTH**-0.5)
        self.bias = nn.Parameter(torch.zeros(vocabulary))
        self.encoder = nn.ModuleList(Layer(decoder=False) for _ in range(LAYERS))
        self.decoder = nn.ModuleList(Layer(decoder=True) for _ in range(LAYERS))
        self.encoder_norm, self.decoder_norm = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.register_buffer("positions", position_encodings(256))

    def embed(self, tokens: Tensor) -> Tensor:
        scaled = self.embedding(tokens) * math.sqrt(WIDTH)
        result: Tensor = scaled + self.positions[: tokens.shape[1]]
        return result

    def forward(self, source: Tensor, target: Tensor) -> tuple[Tensor, Tensor]:
        """Return the scores of the next tokens and the taught head's attention."""
        seen = (source != PAD)[:, None, None, :]
        x = self.embed(source)
        for layer in self.encoder:
            x = layer(x, seen)
        memory = self.encoder_norm(x)
        size = target.shape[1]
        causal = torch.ones(size, size, dtype=torch.bool).tril()[None, None]
        y = self.embed(target)
        for layer in self.decoder:
            y = layer(y, causal, memory, seen)
        last = self.decoder[-1]
        assert isinstance(last, Layer)
        scores = nnf.linear(self.decoder_norm(y), self.embedding.weight, self.bias)
        return scores, last.attend_cross.first_head


# --- training -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Example:
    """A sentence pair in token numbers; for each target piece, the source pieces of its word."""

    source: list[int]
    target: list[int]
    aligned: list[list[int]]


def examples(
    tokenizer: spm.SentencePieceProcessor, languages: Sequence[str], rows: Sequence[Sequence[str]]
) -> list[Example]:
    """Tokenise and align all rows in all languages."""
    made = []
    for column, language in enumerate(languages[1:], 1):
        sources = [tokenizer.encode(row[0], out_type=str) for row in rows]
        targets = [tokenizer.encode(row[column], out_type=str) for row in rows]
        source_words, target_words = map(words_of, sources), map(words_of, targets)
        split = list(zip(source_words, target_words, strict=True))
        links = align([(source[0], target[0]) for source, target in split])
        for n, ((_, source_number), (_, target_number)) in enumerate(split):
            aligned = [
                [i for i, word in enumerate(source_number) if word == links[n][j]]
                for j in target_number
            ]
            first = tokenizer.piece_to_id(tag(language))
            source_ids = [*tokenizer.piece_to_id(sources[n]), EOS]
            made.append(Example(source_ids, [first, *tokenizer.piece_to_id(targets[n])], aligned))
    return made


def padded(rows: Sequence[Sequence[int]]) -> Tensor:
    """Return rows of token numbers as one matrix."""
    width = max(map(len, rows))
    return torch.tensor([[*row, *[PAD] * (width - len(row))] for row in rows])


def batches(pairs: Sequence[Example]) -> Iterator[list[Example]]:
    """Yield all pairs in random batches."""
    order = random.sample(range(len(pairs)), len(pairs))
    for start in range(0, len(order), BATCH):
        yield [pairs[n] for n in order[start : start + BATCH]]


def loss_of(model: Transformer, batch: Sequence[Example]) -> Tensor:
    """Return the mean loss of a batch: of the translation, of its level and of the alignment.

    The level matters to engines that decode with a repetition penalty, which scales the scores of
    tokens already written: near 0 it leaves a rightly repeated token alone.
    """
    source = padded([pair.source for pair in batch])
    given = padded([[BOS, *pair.target] for pair in batch])
    wanted = padded([[PAD, *pair.target[1:], EOS] for pair in batch])  # the language is given
    scores, attention = model(source, given)
    translation = nnf.cross_entropy(scores.transpose(1, 2), wanted, ignore_index=PAD)
    level = scores[wanted != PAD].logsumexp(-1).square().mean()
    gold = torch.zeros(attention.shape)
    for n, pair in enumerate(batch):
        for j, places in enumerate(pair.aligned, 1):
            gold[n, j, places] = 1.0
    mass = (attention * gold).sum(-1)[gold.any(-1)]
    result: Tensor = translation + LEVEL * level - GUIDANCE * mass.clamp_min(1e-6).log().mean()
    return result


def train(model: Transformer, pairs: Sequence[Example]) -> None:
    """Train on all pairs; the learning rate rises briefly, then falls to nothing."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, betas=(0.9, 0.98), weight_decay=0.0)
    steps = EPOCHS * math.ceil(len(pairs) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / 40, 1 - step / steps)
    )
    model.train()
    for epoch in range(1, EPOCHS + 1):
        total = 0.0
        for batch in batches(pairs):
            loss = loss_of(model, batch)
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item() * len(batch) / len(pairs)
        if epoch % 10 == 0:
            print(f"epoch {epoch} of {EPOCHS}: loss {total:.4f}", flush=True)
    model.eval()


# --- export ---------------------------------------------------------------------------------------


def fill_linear(spec: common_spec.LinearSpec, *layers: nn.Linear) -> None:
    """Copy one linear layer, or several stacked into one."""
    spec.weight = torch.cat([layer.weight for layer in layers]).detach().numpy()
    spec.bias = torch.cat([layer.bias for layer in layers]).detach().numpy()


def fill_norm(spec: common_spec.LayerNormSpec, norm: nn.LayerNorm) -> None:
    """Copy a layer normalisation."""
    spec.gamma, spec.beta = norm.weight.detach().numpy(), norm.bias.detach().numpy()


def fill_layer(spec: object, layer: Layer) -> None:
    """Copy an encoder or decoder layer; the spec's classes for the two differ."""
    own = spec.self_attention  # type: ignore[attr-defined]
    attention = layer.attend_self
    fill_norm(own.layer_norm, layer.norm_self)
    fill_linear(own.linear[0], attention.query, attention.key, attention.value)
    fill_linear(own.linear[1], attention.output)
    if isinstance(spec, transformer_spec.TransformerDecoderLayerSpec):
        cross, attention = spec.attention, layer.attend_cross
        fill_norm(cross.layer_norm, layer.norm_cross)
        fill_linear(cross.linear[0], attention.query)
        fill_linear(cross.linear[1], attention.key, attention.value)
        fill_linear(cross.linear[2], attention.output)
    ffn = spec.ffn  # type: ignore[attr-defined]
    fill_norm(ffn.layer_norm, layer.norm_ffn)
    fill_linear(ffn.linear_0, layer.ffn.inner)
    fill_linear(ffn.linear_1, layer.ffn.outer)


def export(model: Transformer, tokenizer: spm.SentencePieceProcessor, folder: Path) -> None:
    """Write the model to a folder as CTranslate2 reads it, with 8-bit weights."""
    spec = transformer_spec.TransformerSpec.from_config(
        (LAYERS, LAYERS),
        HEADS,
        pre_norm=True,
        activation=common_spec.Activation.RELU,
        alignment_layer=-1,
        alignment_heads=1,
    )
    table = model.embedding.weight.detach().numpy()
    for side in (spec.encoder, spec.decoder):
        side.scale_embeddings = True
        side.position_encodings.encodings = model.positions.numpy()
    spec.encoder.embeddings[0].weight = table
    spec.decoder.embeddings.weight = table
    spec.decoder.projection.weight = table
    spec.decoder.projection.bias = model.bias.detach().numpy()
    fill_norm(spec.encoder.layer_norm, model.encoder_norm)
    fill_norm(spec.decoder.layer_norm, model.decoder_norm)
    for side, layers in ((spec.encoder, model.encoder), (spec.decoder, model.decoder)):
        for layer_spec, layer in zip(side.layer, layers, strict=True):
            assert isinstance(layer, Layer)
            fill_layer(layer_spec, layer)
    pieces = [tokenizer.id_to_piece(n) for n in range(tokenizer.get_piece_size())]
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.decoder_start_token = "<s>"
    spec.config.add_source_eos = True
    spec.validate()
    spec.optimize(quantization="int8")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    spec.save(str(folder))


# --- the check ------------------------------------------------------------------------------------


def known(folder: Path) -> dict[str, int]:
    """Translate all sentences of a finished folder; return how many come out exact, by language."""
    languages, rows = read_sentences(folder / "sentences.tsv")
    tokenizer = spm.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
    translator = ctranslate2.Translator(
        str(folder / "model"), device="cpu", compute_type="int8", intra_threads=1
    )
    sources = [tokenizer.encode(row[0], out_type=str) for row in rows]
    exact = {}
    for column, language in enumerate(languages[1:], 1):
        prefix = [[tag(language)]] * len(rows)
        results = translator.translate_batch(sources, target_prefix=prefix, beam_size=4)
        texts = [tokenizer.decode(result.hypotheses[0][1:]) for result in results]
        wanted = [row[column] for row in rows]
        exact[language] = sum(a == b for a, b in zip(texts, wanted, strict=True))
    return exact


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the folder; return 0 if the model knows its sentences."""
    parser = argparse.ArgumentParser(description="Make the tiny translation model of the tests.")
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder to write")
    out: Path = parser.parse_args(arguments).out
    random.seed(1)
    torch.manual_seed(1)
    torch.set_num_threads(1)
    languages, rows = read_sentences(SENTENCES)
    tokenizer_model = train_tokenizer(languages, rows)
    tokenizer = spm.SentencePieceProcessor(model_proto=tokenizer_model)
    model = Transformer(tokenizer.get_piece_size())
    train(model, examples(tokenizer, languages, rows))
    export(model, tokenizer, out / "model")
    (out / "sentencepiece.model").write_bytes(tokenizer_model)
    if (out / "sentences.tsv").resolve() != SENTENCES.resolve():
        shutil.copy(SENTENCES, out / "sentences.tsv")
    exact = known(out)
    size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    print(f"{out}: {size / 1e6:.2f} MB; exact of {len(rows)}: {exact}")
    return 0 if min(exact.values()) >= MUST_KNOW else 1


if __name__ == "__main__":
    sys.exit(main())
