"""python -m training CONFIG.toml [--from STEP] [--to STEP] [--for MINUTES]"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from training.config import ConfigError, load_config
from training.schedule import Stopped
from training.steps import STEPS, Kitchen

STOPPED = 75  # there is more to do: run the same command again


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m training",
        description="Train a compact model: prepare, vocabulary, align, train, export, score. What "
        "is made already is not made again; training goes on where it was stopped.",
    )
    parser.add_argument("config", type=Path, help="such as training/configs/cpu.toml")
    parser.add_argument(
        "--from",
        dest="first",
        choices=STEPS,
        default=STEPS[0],
        help="take the steps before as made",
    )
    parser.add_argument("--to", choices=STEPS, default=STEPS[-1], help="the last step to make")
    parser.add_argument(
        "--for",
        dest="minutes",
        type=float,
        help=f"train for so many minutes now, save, and leave with exit code {STOPPED}",
    )
    options = parser.parse_args(arguments)
    # Read when torch is first imported: threads that wait should not take a core from other work.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        Kitchen(load_config(options.config), options.minutes).run(options.first, options.to)
    except ConfigError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except Stopped as stopped:
        print(stopped, flush=True)
        return STOPPED
    return 0


if __name__ == "__main__":
    sys.exit(main())
