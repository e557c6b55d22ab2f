"""The loop: what it minimises, and that a run that was stopped is the run that was not."""

from __future__ import annotations

import copy
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from training import checkpoint, schedule
from training.config import Config, ConfigError, Train
from training.curve import HEAD
from training.loss import SmoothedLoss
from training.model import Translator
from training.optimizer import Optimizer, orthogonalised
from training.schedule import Progress, Stopped
from training.train import Run, train

Folders = tuple[Path, Path, Path]


def weights(folder: Path) -> dict[str, torch.Tensor]:
    state = checkpoint.load(folder / "last.pt")
    assert state is not None
    found: dict[str, torch.Tensor] = state["model"]
    return found


def test_a_run_that_was_stopped_goes_on_as_if_it_had_not_been(
    config: Config, folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch.set_num_threads(1)
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    whole.mkdir()
    parts.mkdir()
    train(config, folders, whole)
    step = Run._step

    def once(run: Run, batch: object) -> None:
        step(run, batch)  # type: ignore[arg-type]
        if run.progress.step in (4, 7):
            os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(Run, "_step", once)
    for done in (4, 7):
        with pytest.raises(Stopped, match=f"step {done}"):
            train(config, folders, parts)
    train(config, folders, parts)
    one, other = weights(whole), weights(parts)
    assert all(torch.equal(one[name], other[name]) for name in one)
    curves = [(folder / "curve.tsv").read_text().splitlines() for folder in (whole, parts)]
    assert [row.split("\t")[2] for row in curves[0]] == ["step", "5", "10", "12"]
    assert [row.split("\t")[8:] for row in curves[0]] == [row.split("\t")[8:] for row in curves[1]]
    assert curves[0][0].split("\t") == [*HEAD, *config.languages]


def test_another_vocabulary_is_refused(config: Config, folders: Folders, tmp_path: Path) -> None:
    train(replace(config, train=replace(config.train, steps=1)), folders, tmp_path)
    wider = replace(config, model=replace(config.model, hidden=128))
    with pytest.raises(ConfigError, match="another vocabulary or shape"):
        train(wider, folders, tmp_path)


def test_a_run_without_progress_stops_early(
    config: Config, folders: Folders, tmp_path: Path
) -> None:
    still = replace(config.train, muon=0.0, adam=0.0, steps=500, evaluate=1, patience=3)
    train(replace(config, train=still), folders, tmp_path)
    assert len((tmp_path / "curve.tsv").read_text().splitlines()) == 1 + 4


def test_the_loss_and_its_gradient_are_those_of_torch() -> None:
    torch.manual_seed(1)
    states = torch.randn(300, 8, requires_grad=True)
    table, bias = torch.randn(20, 8, requires_grad=True), torch.randn(20, requires_grad=True)
    wanted = torch.randint(0, 20, (300,))
    inputs = (states, table, bias)
    found = SmoothedLoss.apply(*inputs, wanted, 0.1)  # type: ignore[no-untyped-call]
    ours, likelihood = found
    scores = states @ table.t() + bias
    cross_entropy = torch.nn.functional.cross_entropy
    theirs = cross_entropy(scores, wanted, reduction="sum", label_smoothing=0.1)
    torch.testing.assert_close(ours, theirs)
    torch.testing.assert_close(likelihood, cross_entropy(scores, wanted, reduction="sum"))
    for one, other in zip(
        torch.autograd.grad(ours, inputs), torch.autograd.grad(theirs, inputs), strict=True
    ):
        torch.testing.assert_close(one, other, atol=1e-4, rtol=1e-4)


def test_padding_changes_nothing(config: Config) -> None:
    torch.manual_seed(1)
    model = Translator(50, 3, config.model, ["ur"]).eval()
    source, given = torch.randint(4, 50, (2, 7)), torch.randint(4, 50, (2, 5))
    states, attention = model.decode(given, model.encode(source, ["ur"]), "ur", teach=True)
    padded = torch.cat([source, torch.full((2, 4), 3)], 1)
    longer, wider = model.decode(given, model.encode(padded, ["ur"]), "ur", teach=True)
    torch.testing.assert_close(states, longer, atol=1e-5, rtol=1e-5)
    assert attention is not None
    assert wider is not None
    torch.testing.assert_close(attention, wider[:, :, :7], atol=1e-5, rtol=1e-5)


def test_the_decoder_does_not_look_ahead(config: Config) -> None:
    torch.manual_seed(1)
    model = Translator(50, 3, config.model, ["ur"]).eval()
    memory = model.encode(torch.randint(4, 50, (1, 6)), ["ur"])
    given = torch.randint(4, 50, (1, 5))
    other = given.clone()
    other[0, 4] = 4 if given[0, 4] != 4 else 5
    one, two = model.decode(given, memory, "ur")[0], model.decode(other, memory, "ur")[0]
    torch.testing.assert_close(one[:, :4], two[:, :4])
    assert not torch.allclose(one[:, 4], two[:, 4])


def test_languages_with_their_own_decoders_begin_alike_and_part(
    config: Config, folders: Folders, tmp_path: Path
) -> None:
    shared, own = tmp_path / "shared", tmp_path / "own"
    shared.mkdir()
    own.mkdir()
    train(config, folders, shared)
    apart = replace(
        config,
        model=replace(config.model, own_decoders=True),
        train=replace(config.train, start=str(shared / "last.pt"), steps=3),
    )
    begun = Run(apart, folders, own).model
    inner = [begun.decoder(code).layers[0].feed.inner.weight for code in config.languages]
    start = weights(shared)["decoders.all.stack.0.feed.inner.weight"]
    assert all(torch.equal(start, weight) for weight in inner)
    train(apart, folders, own)
    trained = [
        weights(own)[f"decoders.{code}.stack.0.feed.inner.weight"] for code in config.languages
    ]
    assert not any(torch.equal(trained[0], weight) for weight in (start, *trained[1:]))


def test_a_decoder_stays_as_it_is_where_its_language_is_not(config: Config) -> None:
    model = Translator(50, 3, replace(config.model, own_decoders=True), ["ur", "ps"])
    optimizer = Optimizer(model, config.train)
    source, given = torch.randint(4, 50, (2, 7)), torch.randint(4, 50, (2, 5))
    for code in ("ur", "ps", "ur"):  # ps has a momentum when it is left out
        before = copy.deepcopy(model.decoder("ps").layers[0].state_dict())
        model.zero_grad(set_to_none=True)
        states, _ = model.decode(given, model.encode(source, [code]), code)
        torch.autograd.backward(model.say(states, code).square().mean())
        optimizer.step(1.0)
        after = model.decoder("ps").layers[0].state_dict()
        assert all(torch.equal(before[n], after[n]) for n in before) == (code == "ur")


@pytest.mark.parametrize("shape", [(16, 16), (16, 64)], ids=str)
def test_muon_makes_all_directions_alike(shape: tuple[int, int]) -> None:
    torch.manual_seed(1)
    found = torch.linalg.svdvals(orthogonalised(torch.randn(3, *shape), 5))
    assert found.max() < 1.3
    assert found.min() > 0.5


def test_the_rate_rises_stays_and_falls() -> None:
    settings = Train(steps=100, warmup=10, flat=0.5, floor=0.02)
    rates = [schedule.rate(Progress(step=step), settings) for step in (0, 4, 9, 49, 75, 100)]
    assert rates == pytest.approx([0.1, 0.5, 1.0, 1.0, 0.5, 0.02])


def test_lines_grow_with_what_was_seen() -> None:
    settings = Train(steps=1, curriculum=((1.0, 12), (2.0, 22)))
    found = [schedule.longest(tokens, settings) for tokens in (0, 1_500_000, 3_000_000)]
    assert found[:2] == [12, 22]
    assert found[2] > 1000
