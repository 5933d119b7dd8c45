"""Files that are not what they seem: each is read rightly or gives a sentence of its own, and none does harm."""

from __future__ import annotations

import io
import os
import tracemalloc
import warnings
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.errors import Cancelled
from qda.progress import Stoppable
from qda.sources.readers import MAX_TEXT, SUFFIXES, UnreadableFile, problems, read, read_bytes
from qda.sources.readers.archive import MAX_MEMBERS
from tests.sources.readers.making import W, docx, odt, p, packed, pdf

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100
GOOD = docx(p("INT: Hello there.") + p("P01: Hello."))


def stream(name: str) -> bytes:
    return OLD + name.encode("utf-16-le")


def bomb() -> bytes:
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": b" " * 30_000_000})


def with_entity() -> bytes:
    entity = (
        f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><w:document {W}><w:body>&a;</w:body></w:document>'
    )
    return packed({"_rels/.rels": entity, "word/document.xml": entity})


def with_entity_in_utf16() -> bytes:
    content = "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>".encode("utf-16")
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def encrypted_zip() -> bytes:
    data = bytearray(GOOD)
    for at in range(len(data) - 4):
        if data[at : at + 4] == b"PK\x01\x02":
            data[at + 8] |= 1
    return bytes(data)


def twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _time in range(2):
            archive.writestr("word/document.xml", "<x/>")
    return out.getvalue()


CASES: dict[str, tuple[str, bytes, type[UnreadableFile]]] = {
    "empty": ("a.txt", b"", problems.EmptyFile),
    "white space": ("a.txt", b" \r\n\t\xc2\xa0", problems.NothingToRead),
    "byte-order mark only": ("a.txt", b"\xef\xbb\xbf", problems.NothingToRead),
    "zeros": ("a.txt", b"\0" * 500, problems.UnreadableFile),
    "old Word": ("a.doc", stream("WordDocument"), problems.LegacyOffice),
    "old Excel": ("a.xls", stream("Workbook"), problems.LegacyOffice),
    "old PowerPoint": ("a.ppt", stream("PowerPoint Document"), problems.LegacyOffice),
    "old Word by another name": ("a.docx", stream("WordDocument"), problems.LegacyOffice),
    "encrypted Word": ("a.docx", stream("EncryptedPackage"), problems.EncryptedFile),
    "encrypted ZIP": ("a.docx", encrypted_zip(), problems.EncryptedFile),
    "picture": ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", problems.UnknownFormat),
    "picture as text": ("a.txt", b"\xff\xd8\xff\xe0\0\x10JFIF\0\1", problems.UnknownFormat),
    "video": ("a.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0", problems.UnknownFormat),
    "presentation": ("a.pptx", packed({"ppt/presentation.xml": "<x/>"}), problems.UnknownFormat),
    "plain archive": ("a.zip", packed({"a.txt": "x"}), problems.UnknownFormat),
    "spreadsheet": (
        "a.ods",
        packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
        problems.UnknownFormat,
    ),
    "binary PDF": ("a.pdf", b"\x00\x01\x02\x03" * 30, problems.DamagedFile),
    "truncated Word": ("a.docx", GOOD[: len(GOOD) // 2], problems.DamagedFile),
    "broken XML": ("a.docx", docx("<w:p>"), problems.DamagedFile),
    "OpenDocument without content": (
        "a.odt",
        packed({"mimetype": "application/vnd.oasis.opendocument.text"}),
        problems.DamagedFile,
    ),
    "workbook without sheets": ("a.xlsx", packed({"xl/workbook.xml": "<x/>"}), problems.DamagedFile),
    "bomb": ("a.docx", bomb(), problems.SuspectArchive),
    "too many members": ("a.docx", packed({f"word/{n}": "" for n in range(MAX_MEMBERS + 1)}), problems.SuspectArchive),
    "parent folder": ("a.docx", packed({"word/../../x": "", "word/document.xml": ""}), problems.SuspectArchive),
    "absolute name": ("a.docx", packed({"/etc/passwd": "", "word/document.xml": ""}), problems.SuspectArchive),
    "drive": ("a.docx", packed({"C:\\x": "", "word/document.xml": ""}), problems.SuspectArchive),
    "same name twice": ("a.docx", twice(), problems.SuspectArchive),
    "entities": ("a.docx", with_entity(), problems.EntitiesRefused),
    "entities in UTF-16": ("a.odt", with_entity_in_utf16(), problems.EntitiesRefused),
    "entities in a workbook": (
        "a.xlsx",
        packed({"xl/workbook.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}),
        problems.EntitiesRefused,
    ),
    "deep nesting": ("a.docx", docx(p("<w:ins>" * 300 + "</w:ins>" * 300)), problems.TooDeep),
    "no words": ("a.docx", docx(p() + p()), problems.NothingToRead),
    "no cues": ("a.srt", b"just words\n", problems.DamagedFile),
}


@pytest.mark.parametrize("case", CASES)
def test_a_file_that_cannot_be_read_gives_its_own_sentence_and_a_way_out(case: str) -> None:
    name, data, problem = CASES[case]

    with pytest.raises(problem) as caught:
        read_bytes(data, name)

    assert f"“{name}”" in caught.value.sentence
    assert caught.value.sentence.endswith(".")
    assert caught.value.hint.endswith(".")


@pytest.mark.parametrize(
    ("name", "data", "text", "note"),
    [
        ("a.txt", GOOD, "INT: Hello there.\nP01: Hello.", "a Word document"),
        ("a.doc", b"{\\rtf1 Rich}", "Rich", "Rich Text Format"),
        ("a.docx", b"<html><body>Web</body></html>", "Web", "a web page"),
        ("a.docx", b"Plain words", "Plain words", "plain text"),
        ("a.txt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n", "[00:00:01] Hi", "subtitles"),
        ("a.txt", b"1\n00:00:01,000 --> 00:00:02,000\nHi\n", "[00:00:01] Hi", "subtitles"),
        ("a.docx", pdf([[(60, 700, 12, "Portable words")]]), "Portable words", "a PDF"),
        ("README", b"Plain words", "Plain words", "plain text"),
    ],
)
def test_a_wrong_suffix_is_told_and_does_not_matter(name: str, data: bytes, text: str, note: str) -> None:
    (reading,) = read_bytes(data, name)

    assert reading.text == text
    assert note in reading.notes[0]


def test_what_is_not_a_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "locked.txt").write_text("x")
    with pytest.raises(problems.FileMissing):
        read(tmp_path / "none.txt")
    with pytest.raises(problems.IsFolder):
        read(tmp_path)
    monkeypatch.setattr(Path, "read_bytes", forbidden)
    with pytest.raises(problems.NotAllowed, match="Permission denied"):
        read(tmp_path / "locked.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")

    with pytest.raises(problems.UnknownFormat, match="pipe"):
        read(tmp_path / "pipe.txt")


def test_a_text_of_200_megabytes_is_refused_before_it_is_looked_at() -> None:
    data = b"a" * 200_000_000
    tracemalloc.start()

    with pytest.raises(problems.TooLarge, match=f"{MAX_TEXT // 1_000_000} million"):
        read_bytes(data, "huge.txt")

    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_a_line_without_end_and_a_million_line_ends_are_read() -> None:
    (line,) = read_bytes(b"x" * 3_000_000, "line.txt")
    (ends,) = read_bytes(b"x" + b"\r\n" * 1_000_000, "ends.txt")

    assert (len(line.text), len(ends.text)) == (3_000_000, 1_000_001)


def test_reading_can_be_stopped() -> None:
    progress = Stoppable()
    progress.stop()

    with pytest.raises(Cancelled):
        read_bytes(pdf([[(60, 700, 12, "words")]]), "a.pdf", progress=progress)


def test_a_name_that_cannot_be_stored_is_mended() -> None:
    (reading,) = read_bytes(b"words", "in\nter\udcffview.txt")

    assert reading.name == "in\ufffdter\ufffdview"


def test_every_suffix_has_a_reader() -> None:
    assert {
        ".txt",
        ".md",
        ".docx",
        ".odt",
        ".rtf",
        ".pdf",
        ".html",
        ".htm",
        ".srt",
        ".vtt",
        ".csv",
        ".xlsx",
    } <= SUFFIXES


@settings(max_examples=150, deadline=None)
@given(
    data=st.sampled_from(
        [GOOD, odt("<text:p>Hello</text:p>"), b"{\\rtf1 a\\cell b\\row {\\footnote x}}", pdf([[(9, 9, 9, "Hi")]])]
    ),
    at=st.floats(0, 1),
    new=st.binary(max_size=30),
    gone=st.integers(0, 60),
    name=st.sampled_from(sorted(SUFFIXES)),
)
def test_damage_anywhere_gives_a_text_or_a_sentence(data: bytes, at: float, new: bytes, gone: int, name: str) -> None:
    place = int(at * len(data))
    damaged = data[:place] + new + data[place + gone :]

    try:
        readings = read_bytes(damaged, f"a{name}")
    except UnreadableFile:
        return

    for reading in readings:
        assert not set("\r\f\v\0\u2028\u2029\x85") & set(reading.text)
        assert all(0 <= mark.start < mark.end <= len(reading.text) for mark in reading.marks)
        assert list(reading.marks) == sorted(reading.marks)
