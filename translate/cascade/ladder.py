"""The cascade: its rungs in order, over many segments at a time."""

from __future__ import annotations

from collections.abc import Sequence

from translate.cascade.asking import Model, carry, decode_again, place, tell
from translate.cascade.settling import Settled, Task, best_of
from translate.languages import Language


def settle(tasks: Sequence[Task], model: Model, language: Language) -> list[Settled | str]:
    """A translation for each task, or what is wrong with the model's best."""
    offers = model.translate([task.source for task in tasks])
    found = [
        best_of(task, offer, language) if offer else "the model gave nothing"
        for task, offer in zip(tasks, offers, strict=True)
    ]
    if model.annotation:
        tell(tasks, found, model, language)
    elif model.suppresses:
        decode_again(tasks, found, model, language)
    place(tasks, found, model, language)
    if not model.annotation:
        carry(tasks, found, model, language)
    return found
