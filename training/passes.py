"""Passes over the data, made ahead where there are processes to spare."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

from training.batches import Batch, Data, make_pass
from training.config import Config

Folders = tuple[Path, Path, Path]  # of prepare, vocabulary and align

_data: Data | None = None  # of a worker


class Passes:
    """Gives the passes of `data`. With workers, the ones to come are made ahead."""

    def __init__(self, data: Data, folders: Folders) -> None:
        self._data = data
        self._workers = data.config.train.workers
        self._waiting: dict[tuple[int, int], Future[list[Batch]]] = {}
        self._pool: ProcessPoolExecutor | None = None
        if self._workers:
            self._pool = ProcessPoolExecutor(
                self._workers,
                multiprocessing.get_context("spawn"),
                initializer=_begin,
                initargs=(data.config, folders),
            )

    def get(self, number: int, longest: int) -> list[Batch]:
        """The batches of pass `number`; see `make_pass`."""
        if self._pool is None:
            return make_pass(self._data, number, longest)
        self._waiting = {key: job for key, job in self._waiting.items() if key[0] >= number}
        for ahead in range(number, number + self._workers + 1):
            if (ahead, longest) not in self._waiting:
                self._waiting[ahead, longest] = self._pool.submit(_make, ahead, longest)
        return self._waiting.pop((number, longest)).result()

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)


def _begin(config: Config, folders: Folders) -> None:
    global _data
    _data = Data(config, *folders)


def _make(number: int, longest: int) -> list[Batch]:
    assert _data is not None, "the pool begins with _begin"
    return make_pass(_data, number, longest)
