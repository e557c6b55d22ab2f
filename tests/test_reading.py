from __future__ import annotations

from pathlib import Path

import pytest

from translate.documents.reading import MAX_BYTES, read_article
from translate.errors import ArticleError

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    return tmp_path / "talks.txt"


def refusal(path: Path, encoding: str = "utf-8") -> ArticleError:
    with pytest.raises(ArticleError) as caught:
        read_article(path, encoding)
    assert caught.value.path == str(path)
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        "Dar left.\n",
        "Dar left.\r\nMuttaqi stayed.\rNobody spoke.\n\r\n",
        "\ufeffDar left.",
        "کابل — د بهرنیو چارو وزیر\u200c ووتل.\n",
        "Dar\xa0left.\t \n\n",
    ],
    ids=["LF", "mixed line ends", "BOM", "Pashto", "blanks"],
)
def test_text_comes_as_it_is(article: Path, text: str) -> None:
    article.write_bytes(text.encode("utf-8"))
    assert read_article(article) == text


@pytest.mark.parametrize("name", ["UTF-8", "utf8", "utf-8-sig", "U8"])
def test_utf8_by_any_name_keeps_its_byte_order_mark(article: Path, name: str) -> None:
    article.write_bytes(b"\xef\xbb\xbfDar left.")
    assert read_article(article, name) == "\ufeffDar left."


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16", "utf-16-le", "cp1256"])
def test_other_encodings(article: Path, encoding: str) -> None:
    article.write_bytes("Caf\xe9 in Kabul.\r\n".encode(encoding))
    assert read_article(article, encoding) == "Caf\xe9 in Kabul.\r\n"


def test_missing(article: Path) -> None:
    assert "no such file" in refusal(article).problem


def test_folder(tmp_path: Path) -> None:
    assert "folder" in refusal(tmp_path).problem


def test_a_file_where_a_folder_should_be(article: Path) -> None:
    article.write_text("Dar left.")
    assert "cannot be read" in refusal(article / "more.txt").problem


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"], ids=["LF", "CRLF", "CR"])
def test_not_utf8_names_byte_offset_and_line(article: Path, end: bytes) -> None:
    start = b"TALKS" + end + end + "کابل".encode() + end
    article.write_bytes(start + b"Caf\xe9 owners left.")
    error = refusal(article)
    assert f"byte 0xe9 at offset {len(start) + 3} is not UTF-8" in error.problem
    assert error.line == 4
    assert "UTF-8" in error.remedy
    assert "--encoding cp1252" in error.remedy
    assert str(error).startswith(f"{article}:4: ")


def test_not_in_the_encoding_given(article: Path) -> None:
    article.write_bytes(b"Dar \x81 left.")
    assert "byte 0x81 at offset 4 is not cp1252" in refusal(article, "cp1252").problem


@pytest.mark.parametrize(
    "data",
    [b"", b" \t\r\n\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n", "\xa0\u2028".encode()],
    ids=["no byte", "blanks", "BOM", "BOM and a line end", "no-break space"],
)
def test_empty(article: Path, data: bytes) -> None:
    article.write_bytes(data)
    assert "empty" in refusal(article).problem


def test_size_limit(article: Path) -> None:
    article.write_bytes(b"a" * MAX_BYTES)
    assert len(read_article(article)) == MAX_BYTES
    article.write_bytes(b"a" * (5 * 1024 * 1024))
    problem = refusal(article).problem
    assert "5.0 MiB" in problem
    assert "2 MiB" in problem


def test_just_over_the_limit_is_told_exactly(article: Path) -> None:
    article.write_bytes(b"a" * (MAX_BYTES + 1))
    assert f"{MAX_BYTES + 1:,} bytes" in refusal(article).problem


@pytest.mark.parametrize(
    "data",
    [PNG, b"Dar left.\0", b"PK\x03\x04\x14\x06\x08" * 20, "Dar left.".encode("utf-16")],
    ids=["PNG", "one NUL", "control characters", "UTF-16 read as UTF-8"],
)
def test_binary(article: Path, data: bytes) -> None:
    article.write_bytes(data)
    assert "not a text file" in refusal(article).problem


def test_a_stray_control_character_is_text(article: Path) -> None:
    text = "Dar left\x07 the talks in Doha." + " Nobody spoke." * 20
    article.write_text(text)
    assert read_article(article) == text


@pytest.mark.parametrize("name", ["utf-88", "", "rot13", "hex", "no\0name"])
def test_unknown_encoding(article: Path, name: str) -> None:
    article.write_text("Dar left.")
    error = refusal(article, name)
    assert repr(name) in error.problem
    assert "utf-8" in error.remedy
