"""What `--json` prints: the outcome of each verb, whole, as plain data."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from translate.audit import Finding
from translate.engines import Engine
from translate.errors import KhabarError
from translate.languages import Language
from translate.models import Missing
from translate.project import Project
from translate.publish import Printing
from translate.run import Report, Row

Answer = dict[str, Any]


def print_answer(answer: Answer) -> None:
    """Print it on stdout; in ASCII alone where stdout could not take more."""
    simple = (sys.stdout.encoding or "").lower() not in ("utf-8", "utf8")
    print(json.dumps(answer, ensure_ascii=simple, indent=1))


def problems(found: Iterable[KhabarError]) -> Answer:
    """What is wrong: the message as it stands on stderr, and its parts."""
    return {
        "problems": [
            {
                "path": error.path,
                "line": error.line,
                "problem": error.problem,
                "remedy": error.remedy,
                "message": str(error),
            }
            for error in found
        ]
    }


def catalogs(project: Project, rows: Iterable[Row]) -> Answer:
    """How many entries of each catalog stand how, how many drafts are new, and how many glossary
    terms came into those by which rung."""
    return {
        "catalogs": [
            {
                "article": project.shown(project.article(row.article)),
                "language": row.language.code,
                "catalog": project.shown(project.catalog(row.article, row.language)),
                "counts": dict(row.counts),
                "new": dict(row.new),
                "terms": {key.replace(" ", "_"): count for key, count in row.terms.items()},
            }
            for row in rows
        ]
    }


def translation(
    project: Project, report: Report, moved: Sequence[tuple[str, str]], gone: Sequence[str]
) -> Answer:
    """What a run of `khabar translate` did."""
    return {
        **catalogs(project, report.rows),
        "missing": [{"language": item.language.code, **_missing(item)} for item in report.missing],
        "renamed": [{"from": old, "to": new} for old, new in moved],
        "gone": list(gone),
    }


def standing(
    project: Project,
    rows: Iterable[Row],
    servers: Mapping[Language, Engine | Missing],
    gone: Sequence[str],
) -> Answer:
    """How the project stands."""
    engines = {
        language.code: _missing(server) if isinstance(server, Missing) else {"name": server.name}
        for language, server in servers.items()
    }
    return {**catalogs(project, rows), "engines": engines, "gone": list(gone)}


def _missing(missing: Missing) -> Answer:
    return {"reason": missing.reason, "remedy": missing.remedy}


def findings(found: Iterable[Finding]) -> Answer:
    """What the checks found."""
    return {"findings": [dataclasses.asdict(finding) for finding in found]}


def printing(project: Project, done: Printing) -> Answer:
    """What became of each article in each language; `path` is null where nothing was written."""
    return {
        "published": [
            {
                "article": project.shown(project.article(item.article)),
                "language": item.language.code,
                "path": None if item.edition.text is None else item.path,
                "status": item.edition.status.value,
                "reviewed_percent": item.edition.percent,
                "provenance": dict(item.edition.provenance),
                "changed": item.changed,
            }
            for item in done.published
        ],
        "manifest": done.manifest,
        "gone": list(done.gone),
    }
