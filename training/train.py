"""The fourth step: the training loop.

Writes last.pt (all that a run needs to go on), best.pt (the weights that did best on dev) and
curve.tsv. A run that was stopped, by SIGTERM, by its time for today or by a power cut, goes on from
last.pt with the very batch that was next; on one machine, and with an end in steps, it gives the
same weights as a run that was never stopped.
"""

from __future__ import annotations

import copy
import os
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from training import checkpoint, schedule
from training.batches import Batch, Data, grouped, to_arrays
from training.config import Config, ConfigError, Shape
from training.curve import Curve
from training.files import file_hash
from training.loss import Criterion, Softmax, likelihoods
from training.memory import keep_memory
from training.model import DecoderLayer, Dropout, EncoderLayer, Translator
from training.optimizer import Optimizer
from training.passes import Folders, Passes
from training.schedule import Progress, Stopped

_AVERAGED = 10  # steps between additions to the running average
_HELD_OUT_TOKENS = 4000  # in a batch of held-out lines


@dataclass(slots=True)
class Tally:
    """What happened since the last line of the curve."""

    began: float
    tokens: int = 0
    pieces: int = 0
    loss: torch.Tensor | float = 0.0  # summed negative log-likelihood; a tensor, read once


class Run:
    """A training run in `folder`, as far as it has come."""

    def __init__(self, config: Config, folders: Folders, folder: Path) -> None:
        self.config, self.settings, self.folder = config, config.train, folder
        self.device = _device(config)
        keep_memory()
        self.data = Data(config, *folders)
        self.passes = Passes(self.data, folders)
        self.vocabulary = file_hash(folders[1] / "sp.model")
        torch.manual_seed(config.seed)
        cutter = self.data.cutter
        self.model = Translator(cutter.size, cutter.pad, config.model, config.languages).to(
            self.device
        )
        self.average = copy.deepcopy(self.model).eval()
        self.optimizer = Optimizer(self.model, self.settings)
        self.softmax = Softmax(
            self.data.own_pieces(), cutter.size, self.settings.others, self.device
        )
        lines = self.data.held_out(folders[0] / "dev.tsv")
        self.dev = [to_arrays(g, cutter) for g in grouped(lines, _HELD_OUT_TOKENS, None)]
        self.curve = Curve(folder / "curve.tsv", config.languages)
        self.progress = Progress()
        self._resume()
        if self.settings.compile:
            for layer in self.model.modules():
                if isinstance(layer, EncoderLayer | DecoderLayer):
                    layer.compile(dynamic=True)
        now = time.monotonic()
        self.tally, self.saved, self.evaluated = Tally(now), now, now
        self.stopping = False

    def _resume(self) -> None:
        state = checkpoint.load(self.folder / "last.pt")
        if state is None:
            self._begin()
        else:
            ours = asdict(self.config.model), self.vocabulary
            if (state["shape"], state["vocabulary"]) != ours:
                raise ConfigError(
                    f"{self.folder}/last.pt is of another vocabulary or shape: move it away to "
                    "begin anew, or set [vocabulary] model to the one it was trained with"
                )
            self.model.load_state_dict(state["model"])
            self.average.load_state_dict(state["average"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.progress = Progress(**state["progress"])
        self.curve.resume(self.progress.step)

    def _begin(self) -> None:
        if self.settings.start:
            state = checkpoint.load(self.config.path(self.settings.start))
            if state is None:
                raise ConfigError(f"[train] start: there is no {self.settings.start}")
            self.model.begin(state["model"])
            self.average.begin(state["model"])

    # The loop

    def run(self, minutes: float | None) -> None:
        """Train to the end. Raises Stopped when asked to stop, or after `minutes` of this call."""
        began = time.monotonic()
        if schedule.part(self.progress, self.settings) >= 1:
            return  # a run that was stopped between its end and the next step
        for batch in self._batches():
            self._step(batch)
            self._look(time.monotonic())
            if self._over():
                break
            if self.stopping or (minutes and time.monotonic() - began > 60 * minutes):
                self._save()
                raise Stopped(f"stopped and saved at step {self.progress.step}")
        if self.progress.step != self.progress.evaluated:
            self._evaluate()
        self._save()

    def _over(self) -> bool:
        tired = 0 < self.settings.patience <= self.progress.worse
        return tired or schedule.part(self.progress, self.settings) >= 1

    def _batches(self) -> Iterator[Batch]:
        """The batches from the one that is next, without end."""
        p = self.progress
        while True:
            if not p.longest:
                p.longest = schedule.longest(p.tokens, self.settings)
            began = time.monotonic()
            batches = self.passes.get(p.epoch, p.longest)
            p.seconds += time.monotonic() - began
            while p.batch < len(batches) and p.longest == schedule.longest(p.tokens, self.settings):
                p.batch += 1
                yield batches[p.batch - 1]
            if not batches:
                raise ConfigError(f"no line is short enough: {p.longest} pieces")
            p.epoch, p.batch, p.longest = p.epoch + 1, 0, 0

    def _step(self, batch: Batch) -> None:
        p, began = self.progress, time.monotonic()
        # Drawn from the step's number, so that nothing random need be saved.
        torch.manual_seed(self.config.seed * 1_000_003 + p.step)
        Dropout.step = p.step
        guide = schedule.guidance(p, self.settings)
        self.model.train()
        with self._precision():
            criterion = Criterion(self.softmax, self.settings.smoothing, guide)
            loss = criterion(self.model, batch, self.device)
        self.model.zero_grad(set_to_none=True)
        torch.autograd.backward(loss.mean)
        self.optimizer.step(schedule.rate(p, self.settings))
        p.step += 1
        p.tokens += batch.tokens
        if p.step % _AVERAGED == 0:
            self._add_to_average()
        self.tally.tokens += batch.tokens
        self.tally.pieces += sum(loss.pieces.values())
        self.tally.loss = self.tally.loss + sum(loss.likelihoods.values())
        p.seconds += time.monotonic() - began

    def _add_to_average(self) -> None:
        count = self.progress.step / _AVERAGED
        decay = min(self.settings.average, count / (count + 9))  # short while weights still run
        old: list[torch.Tensor] = list(self.average.parameters())
        new: list[torch.Tensor] = list(self.model.parameters())
        with torch.no_grad():
            torch._foreach_lerp_(old, new, 1 - decay)

    def _precision(self) -> torch.autocast:
        return torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.settings.bf16)

    # Looking after it

    def _look(self, now: float) -> None:
        """Evaluate and save when it is time to."""
        every, minutes = self.settings.evaluate, self.settings.evaluate_minutes
        due = every and self.progress.step % every == 0
        if due or (minutes and now - self.evaluated > 60 * minutes):
            self._evaluate()
        if now - self.saved > 60 * self.settings.save_minutes:
            self._save()

    def _evaluate(self) -> None:
        """Score both kinds of weights on dev, write the better one's line, keep it if the best."""
        began = time.monotonic()
        found = {"last": self.held_out(self.model), "average": self.held_out(self.average)}
        weights = min(found, key=lambda name: _mean(found[name]))
        p, tally = self.progress, self.tally
        loss = float(tally.loss) / max(1, tally.pieces)
        if loss != loss:
            raise ConfigError("the loss is no number any more: lower the learning rates")
        speed = tally.tokens / max(1e-9, began - tally.began)
        rate = schedule.rate(p, self.settings)
        row = self.curve.add(p, speed, loss, rate, weights, found[weights])
        print(row.replace("\t", "  "), flush=True)
        p.evaluated = p.step
        p.worse += 1
        if _mean(found[weights]) < p.best:
            p.best, p.best_step, p.worse = _mean(found[weights]), p.step, 0
            model = self.model if weights == "last" else self.average
            state = {"model": model.state_dict(), "held": found[weights], "weights": weights}
            checkpoint.save(self.folder / "best.pt", self._about() | state)
        now = time.monotonic()
        p.seconds += now - began
        self.tally, self.evaluated = Tally(now), now

    @torch.no_grad()
    def held_out(self, model: Translator) -> dict[str, float]:
        """The negative log-likelihood a piece on dev, by language."""
        model.eval()
        sums = {code: [0.0, 0] for code in self.config.languages}
        with self._precision():
            for batch in self.dev:
                for code, (summed, count) in likelihoods(model, batch, self.device).items():
                    sums[code][0] += summed
                    sums[code][1] += count
        return {code: summed / max(1, count) for code, (summed, count) in sums.items()}

    def _save(self) -> None:
        state = {
            "model": self.model.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
        }
        checkpoint.save(self.folder / "last.pt", self._about() | state)
        self.saved = time.monotonic()

    def _about(self) -> dict[str, Any]:
        return {
            "shape": asdict(self.config.model),
            "vocabulary": self.vocabulary,
            "progress": asdict(self.progress),
            "device": torch.cuda.get_device_name() if self.device == "cuda" else "CPU",
        }


def train(config: Config, folders: Folders, folder: Path, minutes: float | None = None) -> None:
    """Train in `folder`, from where it was left, for at most `minutes` of this call.

    Raises Stopped when there is more to do, ConfigError.
    """
    run = Run(config, folders, folder)
    size = sum(p.numel() for p in run.model.parameters()) / 1e6
    print(f"{size:.2f}M parameters on {run.device}, from step {run.progress.step}", flush=True)
    try:
        with _told_to_stop(run):
            run.run(minutes)
    finally:
        run.passes.close()


def load_model(
    path: Path, cutter_pad: int, codes: Sequence[str]
) -> tuple[Translator, dict[str, Any]]:
    """The model of a checkpoint for these languages, ready to translate, and what else the
    checkpoint says."""
    state = checkpoint.load(path)
    if state is None:
        raise ConfigError(f"there is no {path}: train first")
    weights: Mapping[str, torch.Tensor] = state["model"]
    model = Translator(len(weights["embedding.weight"]), cutter_pad, Shape(**state["shape"]), codes)
    model.load_state_dict(weights)
    return model.eval(), state


def _mean(held: Mapping[str, float]) -> float:
    return sum(held.values()) / len(held)


def _device(config: Config) -> str:
    if config.train.device != "auto":
        return config.train.device
    if torch.cuda.is_available():
        torch.set_float32_matmul_precision("high")
        return "cuda"
    # The momenta of a unit that is never on sink to numbers too small for the processor to be quick
    # with: after some hours a step took four times as long. Threads take it over as they start.
    torch.set_flush_denormal(True)
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS") or torch.get_num_threads()))
    return "cpu"


@contextmanager
def _told_to_stop(run: Run) -> Iterator[None]:
    """SIGTERM and SIGINT end the run after the step at hand."""

    def stop(*_: object) -> None:
        run.stopping = True

    old = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)
