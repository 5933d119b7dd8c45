from __future__ import annotations

import base64
import gzip
import json
import zipfile
import zlib
from pathlib import Path

import pytest

from qda.export.leaving import contents


def texts(data: bytes) -> list[str]:
    return [part.text for part in contents.of_bytes(data)]


def holds(data: bytes, words: str) -> bool:
    return any(words in text for text in texts(data))


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def png(*chunks: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + chunk(b"IDAT", b"Annaliese in pixels") + chunk(b"IEND", b"")


def archive(path: Path, name: str, data: bytes, *, comment: bytes = b"") -> bytes:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, data)
        made.comment = comment
    return path.read_bytes()


def test_a_word_that_a_tag_cuts_is_read_whole_and_attributes_and_comments_too() -> None:
    page = b'<?xml version="1.0"?><p title="for Berta">Ann<b>alie</b>se &amp; co<!-- Clara --></p>'

    assert all(holds(page, words) for words in ("Annaliese & co", "for Berta", "Clara"))


def test_an_archive_is_read_with_its_names_and_its_comment(tmp_path: Path) -> None:
    inner = archive(tmp_path / "a.zip", "Berta.txt", b"Annaliese")
    outer = archive(tmp_path / "b.zip", "inner.docx", inner, comment=b"Clara")

    assert all(any(words in text for text in texts(outer)) for words in ("Annaliese", "Berta", "Clara"))


def test_what_is_packed_by_gzip_is_read() -> None:
    assert holds(gzip.compress(b"Annaliese"), "Annaliese")


def test_lines_of_json_are_read_as_what_they_say() -> None:
    inner = json.dumps({"label": "Jos\u00e9"})
    lines = "\n".join([json.dumps({"query": inner}), json.dumps({"base64": base64.b64encode(b"Annaliese").decode()})])

    assert holds(lines.encode(), "José")
    assert holds(lines.encode(), "Annaliese")


def test_of_a_picture_the_words_beside_it_are_read_and_the_pixels_not() -> None:
    data = png(
        chunk(b"tEXt", b"Title\0Berta"),
        chunk(b"zTXt", b"Note\0\0" + zlib.compress(b"Clara")),
        chunk(b"iTXt", b"Author\0\1\0de\0\0" + zlib.compress("Jos\u00e9".encode())),
    )

    assert all(holds(data, words) for words in ("Berta", "Clara", "José"))
    assert not holds(data, "Annaliese")


def test_a_picture_in_a_page_is_looked_into() -> None:
    data = base64.b64encode(png(chunk(b"tEXt", b"Title\0Berta")))

    assert holds(b'<img src="data:image/png;base64,' + data + b'">', "Berta")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_tables_in_either_encoding_are_read(encoding: str) -> None:
    assert holds("name;Annaliese".encode(encoding), "Annaliese")


def test_what_nobody_knows_is_read_as_what_is_printed_in_it() -> None:
    assert holds(b"\0\xff\x01Annaliese\0\x02", "Annaliese")
    assert holds(b"\0\x01" + "Annaliese".encode("utf-16-le"), "Annaliese")


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\x1f\x8b", b"%PDF-1.7\n", b"\x89PNG\r\n"])
def test_what_is_broken_is_no_error(start: bytes) -> None:
    assert isinstance(texts(start + b"\xff\0 broken"), list)


def test_a_word_cut_at_the_end_of_a_line_is_read_whole() -> None:
    assert holds(b"Anna-\nliese", "Annaliese")


def test_words_run_together_in_a_name_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "InterviewAnna.txt"
    path.write_text("", encoding="utf-8")

    assert "Interview Anna.txt" in [part.text for part in contents.of_file(path)]
