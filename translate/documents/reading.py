"""An article from disk to text, every byte accounted for."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from translate.errors import ArticleError

MAX_BYTES = 2 * 1024 * 1024  # a long article is 60 kB; beyond this it is a mistake
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x7f]")
_BREAK = re.compile(rb"\r\n|\n|\r")
_TOO_MANY = 0.01  # of the bytes control characters: no text has them, every picture does
_MIB = 1024 * 1024


def read_article(path: Path, encoding: str = "utf-8") -> str:
    """The text of an article with its line ends as they are; a byte order mark stays as U+FEFF.

    Raises ArticleError for what is no readable article: missing, a folder, too large, binary,
    not in `encoding`, or without a word.
    """
    codec = _find_codec(path, encoding)
    data = _read(path)
    wide = codec.startswith(("utf-16", "utf-32"))  # whose text is full of zero bytes
    if not wide:
        _refuse_binary(path, data)
    text = _decode(path, data, codec)
    if not text.strip("\ufeff").strip():
        raise ArticleError("the article is empty", "Write its text, or remove the file", path=path)
    return text


def _find_codec(path: Path, encoding: str) -> str:
    try:
        codec = codecs.lookup(encoding).name
        "".encode(codec)  # some codecs turn bytes into bytes
    except (LookupError, ValueError, TypeError):
        raise ArticleError(
            f"no encoding is called {encoding!r}",
            "Give --encoding a name such as utf-8, cp1252 or utf-16",
            path=path,
        ) from None
    return "utf-8" if codec == "utf-8-sig" else codec


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
            size = file.seek(0, 2) if len(data) > MAX_BYTES else len(data)
    except FileNotFoundError:
        raise ArticleError("no such file", "Check the name of the article", path=path) from None
    except IsADirectoryError:
        raise ArticleError(
            "this is a folder, not an article", "Name a file in it", path=path
        ) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise ArticleError(
            f"the article cannot be read ({reason})",
            "Check the file and its permissions",
            path=path,
        ) from None
    if size > MAX_BYTES:
        raise ArticleError(
            f"the article has {size:,} bytes ({size / _MIB:.1f} MiB), the limit is "
            f"{MAX_BYTES // _MIB} MiB",
            "Cut it into several articles",
            path=path,
        )
    return data


def _refuse_binary(path: Path, data: bytes) -> None:
    control = len(_CONTROL.findall(data))
    if b"\0" in data or control > _TOO_MANY * len(data):
        raise ArticleError(
            "this is not a text file",
            "Save the article as plain text, Markdown or HTML; for UTF-16 give --encoding utf-16",
            path=path,
        )


def _decode(path: Path, data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        line = len(_BREAK.findall(data[: error.start])) + 1
        name = codec.upper() if codec.startswith("utf") else codec
        raise ArticleError(
            f"byte 0x{data[error.start]:02x} at offset {error.start} is not {name}",
            "Save the article as UTF-8, or give its encoding, for instance --encoding cp1252",
            path=path,
            line=line,
        ) from None
