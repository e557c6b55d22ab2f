"""Replacing words in a hypothesis, its word links kept true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from translate.cascade.needs import Need, form_places, overlap
from translate.engines import Hypothesis
from translate.inline import Link
from translate.languages import Language


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


def term_links(
    hypothesis: Hypothesis, needs: Sequence[Need], language: Language
) -> tuple[Link, ...]:
    """The hypothesis' links, with one link from each term to its form where it is clear which
    stands for which: markup around a name is to stand around all of it, and nothing else."""
    links = hypothesis.links
    found = [(need, form_places(hypothesis.text, need, language)) for need in needs]
    for need, places in found:
        others = [place for other, all_ in found if other is not need for place in all_]
        if len(places) == len(need.mentions) == 1 and not any(
            overlap(places[0], other) for other in others
        ):
            mention, place = need.mentions[0], places[0]
            links = (
                *(
                    link
                    for link in links
                    if not overlap(
                        (link.source_start, link.source_end), (mention.start, mention.end)
                    )
                    and not overlap((link.target_start, link.target_end), place)
                ),
                Link(mention.start, mention.end, *place),
            )
    return links


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
