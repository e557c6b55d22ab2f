"""What changes as a run goes on: the learning rate, the longest line, the guidance.

All are functions of how far it has come, so that a run that was stopped goes on as if it had not
been."""

from __future__ import annotations

from dataclasses import dataclass

from training.config import Train

_UNBOUNDED = 1 << 30  # pieces


class Stopped(Exception):
    """The run was asked to stop, and saved before it did."""


@dataclass(slots=True)
class Progress:
    """How far a run has come. `batch` is the next batch of pass `epoch`, whose lines are no longer
    than `longest`; `seconds` are those of work, over all stretches."""

    step: int = 0
    seconds: float = 0.0
    tokens: int = 0
    epoch: int = 0
    batch: int = 0
    longest: int = 0
    best: float = float("inf")
    best_step: int = 0
    worse: int = 0  # evaluations since the best one
    evaluated: int = -1  # the step of the last evaluation


def part(progress: Progress, settings: Train) -> float:
    """The part of the run that is done, by steps or by time, 1 at its end."""
    by_steps = progress.step / settings.steps if settings.steps else 0.0
    by_time = progress.seconds / (60 * settings.minutes) if settings.minutes else 0.0
    return max(by_steps, by_time)


def rate(progress: Progress, settings: Train) -> float:
    """The share of the full learning rate for the step that comes: up, flat, then down."""
    rise = (progress.step + 1) / max(1, settings.warmup)
    fall = 1 - (part(progress, settings) - settings.flat) / max(1e-9, 1 - settings.flat)
    return min(1.0, rise, max(settings.floor, fall))


def guidance(progress: Progress, settings: Train) -> float:
    """The weight of the alignment loss."""
    first, later = settings.guide
    return first if part(progress, settings) < settings.guide_until else later


def longest(tokens: int, settings: Train) -> int:
    """The longest source, in pieces, when so many tokens have been seen."""
    allowed = (length for until, length in settings.curriculum if tokens < until * 1e6)
    return next(allowed, _UNBOUNDED)
