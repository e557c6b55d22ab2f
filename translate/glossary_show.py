"""What `khabar glossary …` shows: lines for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from translate.consistency import Count, TermReport
from translate.revision.rework import Fate, Step
from translate.sightings import Rank
from translate.terms import Glossary

_MOST = 40  # terms that are merely inconsistent are shown up to here
_PLACES = 3


def survey_lines(
    reports: Sequence[TermReport], glossary: Glossary, whole: bool, cut: bool
) -> Iterator[str]:
    """The terms with forbidden forms, then those with several forms or none; `whole` adds the
    consistent ones and every place, `cut` leaves out what is too much to read."""
    forbidden = [report for report in reports if report.forbidden]
    several = [report for report in reports if not report.forbidden and report.deviations]
    consistent = [report for report in reports if not report.forbidden and not report.deviations]
    shown = several[:_MOST] if cut else several
    for report in (*forbidden, *shown, *(consistent if whole else ())):
        yield from _term_lines(report, whole)
    if len(several) > len(shown):
        more = len(several) - len(shown)
        yield f"and {more:,} more with several forms or none: see --all, or --term for one"
    absent = len(glossary.terms) - len({report.term.source for report in reports})
    yield (
        f"{len(forbidden):,} with forbidden forms, {len(several):,} with several forms or none, "
        f"{len(consistent):,} consistent (term and language); "
        f"{absent:,} of {len(glossary.terms):,} terms occur in no translation here"
    )


def _term_lines(report: TermReport, whole: bool) -> Iterator[str]:
    yield f"{report.term.source} in {report.language.english}"
    for form in report.forms:
        # Where the preferred form stands is of no interest beside a forbidden one.
        places = 0 if form.rank is Rank.PREFERRED and not whole else _PLACES
        yield _count_line(form.rank.value, form.count, form.form, None if whole else places)
    if report.missing.total:
        yield _count_line("not found", report.missing, "", None if whole else _PLACES)


def _count_line(title: str, count: Count, form: str, most: int | None) -> str:
    parts = [f"{count.reviewed:,} reviewed"] if count.reviewed else []
    parts += [f"{count.drafts:,} in drafts"] if count.drafts else []
    line = f"  {title:<10} {', '.join(parts):<24} {form}"
    return f"{line}  {listed_places(count.places, most)}".rstrip()


def listed_places(places: Sequence[str], most: int | None) -> str:
    """The first `most` places, all when it is None, and how many more there are."""
    places = tuple(dict.fromkeys(places))
    shown = places if most is None else places[:most]
    more = f", {len(places) - len(shown):,} more" if shown and len(places) > len(shown) else ""
    return ", ".join(shown) + more


_TITLES = {
    Fate.PATCHED: "patched",
    Fate.PROPOSED: "proposed",
    Fate.ACCEPTED: "accepted",
    Fate.REDRAFT: "draft anew",
    Fate.BY_HAND: "by hand",
}
_DRY_TITLES = {**_TITLES, Fate.PATCHED: "to patch", Fate.PROPOSED: "to propose"}


def step_lines(steps: Sequence[Step], dry: bool) -> Iterator[str]:
    """What became of each entry that a change of the glossary touches, and what to do next."""
    titles = _DRY_TITLES if dry else _TITLES
    for step in steps:
        what = [f"{change.term}: {change.old} → {change.new}" for change in step.changes]
        what += [f"{doubt.term}: {doubt.reason}" for doubt in step.doubts]
        start = f"{titles[step.fate]:<10}  {step.language.code:<5}  {step.place}"
        yield f"{start}  {'; '.join(dict.fromkeys(what))}".rstrip()
    counts = Counter(step.fate for step in steps)
    if not counts:
        yield "nothing new to do for the glossary"
        return
    articles = len({step.article for step in steps})
    found = ", ".join(f"{counts[fate]:,} {titles[fate]}" for fate in Fate if counts[fate])
    yield f"{articles:,} article{'' if articles == 1 else 's'}: {found}"
    anew = dict.fromkeys(step.article for step in steps if step.fate is Fate.REDRAFT)
    if anew:
        names = " ".join(anew) if len(anew) <= _PLACES else ""
        command = f"khabar translate --redraft {names}".rstrip()
        yield f"To draft anew what could not be patched for certain: {command}"
