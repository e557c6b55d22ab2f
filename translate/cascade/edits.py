"""Replacing words in a hypothesis, its word links kept true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from translate.cascade.needs import Need
from translate.engines import Hypothesis
from translate.inline import Link


@dataclass(frozen=True, slots=True)
class Edit:
    """text[start:end], which stands for `need`, is to become `new`."""

    start: int
    end: int
    new: str
    need: Need


def edited(hypothesis: Hypothesis, edits: Sequence[Edit]) -> Hypothesis:
    """The hypothesis with all edits made, which must not overlap; each has one link, from its
    term."""
    if not edits:
        return hypothesis
    edits = sorted(edits, key=lambda edit: edit.start)
    parts, at = [], 0
    for edit in edits:
        parts += [hypothesis.text[at : edit.start], edit.new]
        at = edit.end
    text = "".join([*parts, hypothesis.text[at:]])
    return replace(hypothesis, text=text, links=_moved(hypothesis.links, edits))


def _moved(links: Sequence[Link], edits: Sequence[Edit]) -> tuple[Link, ...]:
    moved: list[Link] = []
    for link in links:
        shift = 0
        for edit in edits:
            if edit.start < link.target_end and link.target_start < edit.end:
                break
            if edit.end <= link.target_start:
                shift += len(edit.new) - (edit.end - edit.start)
        else:
            start, end = link.target_start + shift, link.target_end + shift
            moved.append(Link(link.source_start, link.source_end, start, end))
    shift = 0
    for edit in edits:
        start = edit.start + shift
        match = edit.need.mentions[0]
        moved.append(Link(match.start, match.end, start, start + len(edit.new)))
        shift += len(edit.new) - (edit.end - edit.start)
    return tuple(sorted(moved, key=lambda link: link.target_start))
