"""What the user sees: tables, links and bars in a terminal, plain lines in a pipe."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from translate.audit import Finding
from translate.edition import Status
from translate.errors import KhabarError
from translate.languages import Language
from translate.models import Missing
from translate.project import SUFFIXES, Project
from translate.publish import Printing, Published
from translate.run import Report, Row
from translate.trail import FLAGGED, Rung

_ALIKE = 5  # problems that differ in nothing but their place are shown up to here

# Columns of the standing table: title, and the standings counted in it.
_STANDINGS: Sequence[tuple[str, tuple[str, ...]]] = (
    ("reviewed", ("reviewed",)),
    ("edited", ("edited",)),
    ("outdated", ("outdated",)),
    ("memory", ("memory",)),
    ("machine", ("machine",)),
    ("empty", ("untranslated", "cleared")),
)
_RUNGS = {
    Rung.AS_TRANSLATED.value: "as translated",
    Rung.HYPOTHESIS.value: "by another hypothesis",
    Rung.REPLACED.value: "replaced",
    Rung.FIRST_MENTION.value: "put in full at first mention",
    Rung.DECODED_AGAIN.value: "decoded again",
    Rung.TOLD.value: "told",
    Rung.PLACED.value: "placed",
    Rung.CARRIED.value: "carried",
    FLAGGED: "flagged",
}
_ORIGINS = ("reviewed", "memory", "machine", "human", "source")


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a verb shows its outcome; with `json` it shows problems and nothing else."""

    project: Project
    json: bool = False

    def say(self, line: str) -> None:
        Console().print(Text(line), soft_wrap=True)

    def problems(self, problems: Sequence[KhabarError]) -> None:
        """Every problem with its place; a full disk does not say so a thousand times."""
        seen: Counter[tuple[str, str]] = Counter()
        for error in problems:
            kind = (error.problem, error.remedy)
            seen[kind] += 1
            if seen[kind] <= _ALIKE:
                print(f"khabar: {error}", file=sys.stderr)
        for (problem, remedy), count in seen.items():
            if count > _ALIKE:
                more = f"and in {count - _ALIKE} other places: {problem}. {remedy}."
                print(f"khabar: {more}", file=sys.stderr)

    def waiting(self) -> None:
        print("khabar: another khabar is at work on this project; waiting", file=sys.stderr)

    def no_articles(self) -> None:
        folder = self.project.shown(self.project.articles)
        self.say(f"no articles in {folder}/ yet: put {', '.join(SUFFIXES)} files there")

    def translation(
        self, report: Report, moved: Sequence[tuple[str, str]], gone: Sequence[str]
    ) -> None:
        """What a run of `khabar translate` did."""
        self.standing(report.rows)
        if report.rows:
            new = sum(sum(row.new.values()) for row in report.rows)
            folder = self.project.shown(self.project.locales)
            self.say(f"{_many(new, 'new draft')}; catalogs in {folder}/")
            self.terms(report.rows)
        for old, name in moved:
            self.say(f"renamed: the catalogs of {old} now belong to {name}")
        self.kept(gone)
        for missing in report.missing:
            code = missing.language.code
            rows = [row for row in report.rows if row.language.code == code]
            count = sum(row.counts.get("untranslated", 0) for row in rows)
            self.say(f"{missing.language.english}: no model, {_many(count, 'segment')} empty")
        if report.missing:
            self.say("Type them into the catalogs, or see `khabar status` for the models to get.")

    def terms(self, rows: Sequence[Row]) -> None:
        """How the glossary's terms came into the new drafts, in one line."""
        counts = sum((Counter(row.terms) for row in rows), Counter[str]())
        parts = [f"{counts[key]:,} {label}" for key, label in _RUNGS.items() if counts[key]]
        if parts:
            self.say(f"terms: {', '.join(parts)}")

    def servers(self, servers: Mapping[Language, object]) -> None:
        """What drafts each language, or what to do where nothing does."""
        for language, server in servers.items():
            if isinstance(server, Missing):
                self.say(f"{language.english}: no new drafts: {server.reason}. {server.remedy}.")
            else:
                self.say(f"{language.english}: drafted by {getattr(server, 'name', server)}")

    def kept(self, gone: Iterable[str]) -> None:
        for path in gone:
            self.say(f"kept: {path}: its article is gone; delete it if it is not to return")

    def standing(self, rows: Sequence[Row]) -> None:
        """How many segments of each catalog stand how, and of each language in all."""
        if not rows:
            return
        totals: dict[str, Counter[str]] = {}
        for row in rows:
            totals.setdefault(row.language.code, Counter()).update(row.counts)
        titles = ("article", "lang", *(title for title, _ in _STANDINGS), "done")
        lines = [(Text(row.article), [row.language.code, *_numbers(row.counts)]) for row in rows]
        if len(rows) > len(totals):
            lines += [(Text("all"), [code, *_numbers(counts)]) for code, counts in totals.items()]
        _print_table(titles, lines)

    def printing(self, done: Printing) -> None:
        """What was published, from where its text came, with links."""
        titles = tuple("unapproved" if origin == "human" else origin for origin in _ORIGINS)
        lines = []
        for item in done.published:
            counts = item.edition.provenance
            numbers = (str(counts.get(origin) or "·") for origin in _ORIGINS)
            cells = [item.edition.status.value, *numbers]
            lines.append((_edition(item, self.project.root), cells))
        if lines:
            _print_table(("edition", "status", *titles), lines)
        self.say(f"manifest: {done.manifest}")
        if any(item.edition.status is Status.BLOCKED for item in done.published):
            self.say("blocked: not all reviewed; `khabar publish --draft` writes review copies")
        for path in done.gone:
            self.say(f"kept: {path}: its article is gone; withdraw it if it is not to stay")

    def findings(self, findings: Sequence[Finding]) -> None:
        for finding in findings:
            place = f"{finding.catalog}: {finding.source[:60]!r}"
            self.say(f"{finding.severity}: {place}: {finding.message}")
        errors = sum(finding.severity == "error" for finding in findings)
        self.say(f"{_many(errors, 'error')}, {_many(len(findings) - errors, 'warning')}")

    @contextmanager
    def progress(self, title: str, total: int) -> Iterator[Callable[[int], None]]:
        """A bar while the block runs, gone afterwards; none when nobody watches."""
        console = Console(stderr=True)
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        quiet = self.json or not console.is_terminal
        with Progress(*columns, console=console, transient=True, disable=quiet) as bar:
            task = bar.add_task(title, total=total)
            yield lambda count: bar.advance(task, count)


def _numbers(counts: Mapping[str, int]) -> list[str]:
    """The cells of the standing table, the percentage reviewed last."""
    numbers = [sum(counts.get(name, 0) for name in names) for _, names in _STANDINGS]
    total = sum(numbers)
    done = f"{100 * numbers[0] // total}%" if total else "-"
    return [*(str(number or "·") for number in numbers), done]


def _edition(item: Published, root: Path) -> Text:
    if item.edition.text is None:
        return Text(f"{item.article} ({item.language.code})")
    return Text.assemble((item.path, f"link {(root / item.path).as_uri()}"))


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _print_table(titles: Sequence[str], lines: Sequence[tuple[Text, Sequence[str]]]) -> None:
    """A column of names, one of words, then numbers: never cut, quick for thousands of lines."""
    lines = [(Text(titles[0]), titles[1:]), *lines]
    room = max(name.cell_len for name, _ in lines)
    widths = [max(map(len, column)) for column in zip(*(cells for _, cells in lines), strict=True)]
    console = Console()
    for name, (word, *numbers) in lines:
        name.pad_right(room - name.cell_len)
        cells = (text.rjust(width) for text, width in zip(numbers, widths[1:], strict=True))
        name.append("  ".join(["", word.ljust(widths[0]), *cells]))
        console.print(name, soft_wrap=True)
