"""The third step: which target words come from which English words, by eflomal.

It aligns pieces, which makes the most of little text with rich endings, and the links are then
lifted to words, so that they hold however the words are cut later. Writes links.tsv: for each line
of train.tsv a cell for each language, with pairs such as `0-0 1-2` (English word, target word).

eflomal samples at random and takes no seed: another run gives slightly other links. They are made
once and kept.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from training.config import Alignment, Config, ConfigError
from training.lines import Line, rows_of
from training.pieces import Cutter
from training.prepare import read_lines

Link = tuple[int, int]


def make_links(config: Config, data: Path, vocabulary: Path, folder: Path) -> None:
    """Write links.tsv to `folder`. Raises ConfigError when eflomal is not there."""
    lines = read_lines(data / "train.tsv", config.languages)
    cutter = Cutter(vocabulary / "sp.model")
    job = partial(align_language, lines, cutter, config.alignment)
    with ThreadPoolExecutor(2) as pool:
        columns = list(pool.map(job, config.languages))
    rows = zip(*columns, strict=True)
    text = "".join("\t".join(map(_written, row)) + "\n" for row in rows)
    (folder / "links.tsv").write_text(text, encoding="utf-8")


def read_links(path: Path) -> list[list[list[Link]]]:
    """Line by line and language by language, the links that `make_links` wrote."""
    rows = rows_of(path)
    return [[_read(cell) for cell in row.split("\t")] for row in rows]


def align_language(
    lines: Sequence[Line], cutter: Cutter, settings: Alignment, language: str
) -> list[list[Link]]:
    """The word links of each line; none for those without a target in `language`."""
    there = [number for number, line in enumerate(lines) if language in line.targets]
    sources = [cutter.encode(lines[number].english) for number in there]
    targets = [cutter.encode(lines[number].targets[language]) for number in there]
    found: list[list[Link]] = [[] for _ in lines]
    if not there:
        return found
    with tempfile.TemporaryDirectory(prefix="khabar-align-") as room:
        forward, reverse = _eflomal(
            [pieces for pieces, _ in sources], [pieces for pieces, _ in targets], settings, room
        )
    for place, number in enumerate(there):
        source, target = _words(sources[place][1]), _words(targets[place][1])
        ahead = {(source[s], target[t]) for s, t in forward[place]}
        back = {(source[s], target[t]) for s, t in reverse[place]}
        found[number] = sorted(joined(ahead, back) if settings.both else ahead)
    return found


def joined(ahead: set[Link], back: set[Link]) -> set[Link]:
    """Links that both directions have, and those of one for target words left without."""
    both = ahead & back
    for extra in (ahead, back):
        linked = {target for _, target in both}
        both |= {link for link in extra if link[1] not in linked}
    return both


def _eflomal(
    sources: Iterable[Sequence[int]],
    targets: Iterable[Sequence[int]],
    settings: Alignment,
    room: str,
) -> tuple[list[list[Link]], list[list[Link]]]:
    paths = {name: Path(room) / name for name in ("source", "target", "forward", "reverse")}
    for name, side in (("source", sources), ("target", targets)):
        text = "".join(" ".join(map(str, pieces)) + "\n" for pieces in side)
        paths[name].write_text(text, encoding="utf-8")
    command = [
        *_program(),
        *("-s", str(paths["source"]), "-t", str(paths["target"])),
        *("-f", str(paths["forward"]), "-r", str(paths["reverse"])),
        *("--model", str(settings.model), "--length", str(settings.length), "--overwrite"),
    ]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except FileNotFoundError:
        raise ConfigError("eflomal is not installed: see training/requirements.txt") from None
    except subprocess.CalledProcessError as error:
        raise ConfigError(f"eflomal failed: {error.stderr.strip()}") from error
    forward, reverse = (
        [_read(row) for row in rows_of(paths[name])] for name in ("forward", "reverse")
    )
    return forward, reverse


def _program() -> list[str]:
    """eflomal's command of this environment, run by its own Python."""
    script = Path(sys.executable).parent / "eflomal-align"
    return [sys.executable, str(script)] if script.is_file() else ["eflomal-align"]


def _words(spans: Sequence[range]) -> list[int]:
    """The word of each piece."""
    return [word for word, span in enumerate(spans) for _ in span]


def _written(links: Sequence[Link]) -> str:
    return " ".join(f"{source}-{target}" for source, target in links)


def _read(cell: str) -> list[Link]:
    pairs = (pair.partition("-") for pair in cell.split())
    return [(int(source), int(target)) for source, _, target in pairs]
