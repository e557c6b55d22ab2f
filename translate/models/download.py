"""Downloading a file from the one address that was shown, and going on where it was cut off.

Of the whole program, only `khabar models install` calls this; nothing else opens a connection.
"""

from __future__ import annotations

import hashlib
import json
import re
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage, HTTPResponse
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, urljoin, urlsplit

from translate import __version__
from translate.errors import ModelError
from translate.files import digest, write_file
from translate.models.disk import cannot_write

Progress = Callable[[int, int | None], None]  # bytes there, and bytes in all if that is known

_CHUNK = 1 << 16
_TRIES = 20  # as long as each brings something new
_TIMEOUT = 30.0  # seconds without a byte
_PORTS = {"http": 80, "https": 443}
_CARRY = (
    "Connect this machine; or on one that has the model run `khabar models pack`, carry the file "
    "here, and run `khabar models add`"
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was downloaded whole: where it lies, its SHA-256, its size in bytes."""

    path: Path
    sha256: str
    size: int


def check_address(address: str) -> None:
    """Raises ModelError for what is not a plain http(s) address."""
    try:
        parts = urlsplit(address)
        wrong = parts.scheme not in _PORTS or not parts.hostname or parts.port == 0
    except ValueError:
        wrong = True
    else:
        wrong = wrong or "@" in parts.netloc
    if wrong or not re.fullmatch(r"[!-~]+", address):
        raise ModelError(
            "this is no address of the kind https://host/file",
            "Give one without a password, spaces or letters outside ASCII",
            path=address,
        )


def fetch(address: str, shelf: Path, progress: Progress, limit: int) -> Fetched:
    """Download `address` into the folder `shelf`, at most `limit` bytes; what is there already of
    an earlier try is not fetched again, if the server can do that.

    Raises ModelError when there is no connection, when the server refuses, says what is not true
    or leads to another host; what was fetched then stays for the next try. Raises WriteError.
    """
    check_address(address)
    work = _Work(address, shelf / f"{digest(address)[:32]}.part", progress, limit)
    furthest = work.there()
    for _ in range(_TRIES):
        try:
            return work.attempt()
        except _Cut as cut:
            reached, reason = work.there(), cut
            if reached <= furthest:
                break
            furthest = reached
    came = f"{furthest:,} bytes{work.of_total()}"
    raise ModelError(
        f"the download was cut off after {came} ({_plain(str(reason))})",
        "Run the same command again; it goes on from there if the server can",
        path=address,
    )


class _Cut(Exception):
    """The connection ended before the file did."""


@dataclass(slots=True)
class _Work:
    """One download: `part` holds the bytes that are there, the note beside it from which version
    of the file they are."""

    address: str
    part: Path
    progress: Progress
    limit: int
    total: int | None = None

    @property
    def note(self) -> Path:
        return self.part.with_suffix(".json")

    def there(self) -> int:
        return self.part.stat().st_size if self.part.exists() else 0

    def of_total(self) -> str:
        return "" if self.total is None else f" of {self.total:,}"

    def attempt(self) -> Fetched:
        """Fetch what is missing. Raises _Cut when only some of it came."""
        version = self._version()
        start = self.there() if version else 0
        with self._open(start, version) as response:
            start = self._begin(response, start)
            try:
                hasher = self._receive(response, start)
            except OSError as error:  # of the disk; those of the connection are _Cut
                raise cannot_write(self.part, error) from error
        size = self.there()
        if self.total is not None and size < self.total:
            raise _Cut("the server closed the connection")
        return Fetched(self.part, hasher.hexdigest(), size)

    def _version(self) -> str:
        """What the server calls the version that the bytes there are of; empty when unknown."""
        with suppress(OSError, ValueError, LookupError, TypeError):
            return str(json.loads(self.note.read_text(encoding="utf-8"))["version"])
        return ""

    def _open(self, start: int, version: str) -> HTTPResponse:
        headers = {"User-Agent": f"khabar/{__version__}", "Accept-Encoding": "identity"}
        if start:
            headers |= {"Range": f"bytes={start}-", "If-Range": version}
        request = urllib.request.Request(self.address, headers=headers)
        opener = urllib.request.build_opener(_SameHost)
        try:
            response: HTTPResponse = opener.open(request, timeout=_TIMEOUT)
        except HTTPError as error:
            error.close()
            if error.code == 416 and start:  # it is not what it was: all anew
                self.part.unlink()
                return self._open(0, "")
            raise _refused(self.address, f"{error.code} {error.reason}".strip()) from error
        except (URLError, OSError, HTTPException) as error:
            raise _unreachable(self.address, _reason(error)) from error
        return response

    def _begin(self, response: HTTPResponse, asked: int) -> int:
        """Look at what the server announces; gives the byte it starts at."""
        headers = response.headers
        start = 0
        if response.status == 206:
            found = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", headers.get("Content-Range", ""))
            if not found or int(found[1]) != asked:
                raise _refused(self.address, "a part of the file that nobody asked for")
            start = asked
            self.total = None if found[2] == "*" else int(found[2])
        elif response.status == 200:
            length = headers.get("Content-Length", "")
            self.total = int(length) if length.isdecimal() else None
        else:
            raise _refused(self.address, f"{response.status} {response.reason}")
        if headers.get("Content-Encoding", "identity") != "identity":
            raise _refused(self.address, "a packed answer that nobody asked for")
        if self.total is not None and self.total > self.limit:
            raise _too_large(self.address, f"{self.total:,} bytes", self.limit)
        write_file(self.note, json.dumps({"address": self.address, "version": _tag(headers)}))
        return start

    def _receive(self, response: HTTPResponse, start: int) -> Any:
        """Add what comes to what is there; gives the hash of both."""
        hasher = hashlib.sha256()
        with self.part.open("r+b" if start else "wb") as file:
            for _ in range(0, start, _CHUNK):
                hasher.update(file.read(min(_CHUNK, start - file.tell())))
            file.truncate()
            size = start
            while data := _read(response):
                size += len(data)
                if size > self.limit:
                    file.truncate(0)
                    raise _too_large(self.address, "more than it may be", self.limit)
                file.write(data)
                hasher.update(data)
                self.progress(size, self.total)
        return hasher


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows redirects within the host that was shown, and to no other."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        old, new = urlsplit(req.full_url), urlsplit(urljoin(req.full_url, newurl))
        if _host(old) != _host(new) and not _only_safer(old, new):
            raise ModelError(
                f"this address leads on to another host: {_plain(new.geturl())}",
                "Nothing was fetched from there. If you trust it, give that address yourself: "
                f"khabar models install {_plain(new.geturl())}",
                path=req.full_url,
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _host(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)


def _only_safer(old: SplitResult, new: SplitResult) -> bool:
    """From http to https on the same host's usual ports."""
    usual = _host(old)[2] == 80 and _host(new)[2] == 443
    return usual and old.hostname == new.hostname and new.scheme == "https"


def _read(response: HTTPResponse) -> bytes:
    """The next bytes, as soon as there are some. Raises _Cut."""
    try:
        return response.read1(_CHUNK)
    except (OSError, HTTPException) as error:
        raise _Cut(_reason(error)) from error


def _tag(headers: HTTPMessage) -> str:
    """What proves, later, that the file is still the same one: a strong ETag, or its date."""
    etag: str = headers.get("ETag", "")
    return etag if etag.startswith('"') else str(headers.get("Last-Modified", ""))


def _reason(error: Exception) -> str:
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return "no answer in time"
    return str(getattr(reason, "strerror", None) or reason or type(error).__name__).lower()


def _plain(text: str) -> str:
    """What a server says, without what would move a terminal's cursor."""
    return "".join(char if char.isprintable() else "?" for char in text)[:500]


def _unreachable(address: str, reason: str) -> ModelError:
    return ModelError(f"this address cannot be reached ({_plain(reason)})", _CARRY, path=address)


def _refused(address: str, answer: str) -> ModelError:
    return ModelError(
        f"the server does not give this file; it answers: {_plain(answer)}",
        "Look at the address again; `khabar models install --index` fetches the newest list",
        path=address,
    )


def _too_large(address: str, size: str, limit: int) -> ModelError:
    return ModelError(
        f"this file is too large: {size}",
        f"Models of up to {limit:,} bytes are taken; give the address of a model",
        path=address,
    )
