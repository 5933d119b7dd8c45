"""What is active in an imported file is words here or nothing; what is written has nothing in it that could act."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest

from qda.coding import codes
from qda.flows.importing.files import Plan, import_files
from qda.project.project import Project
from qda.sources.readers import read, read_bytes
from tests.sources.readers.making import docx, p, packed

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
EVIL = "=cmd|' /C calc'!A0<script>alert(1)</script><img src=x onerror=y()>javascript:z()"


def active_word() -> bytes:
    """A document with macros, a template and a picture from afar, an embedded object and a field that runs."""
    sound = docx(p("INT: Hello there.") + '<w:p><w:r><w:instrText>DDEAUTO "cmd"</w:instrText></w:r></w:p>')
    with_parts = {}
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        with_parts = {name: archive.read(name) for name in archive.namelist()}
    relations = "".join(
        f'<Relationship Id="x{number}" Type="{_REL}/{kind}" Target="http://127.0.0.1:9/{kind}" TargetMode="External"/>'
        for number, kind in enumerate(("attachedTemplate", "image", "oleObject", "hyperlink", "frame"))
    )
    with_parts["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}'
        "</Relationships>"
    ).encode()
    with_parts["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 Sub AutoOpen() Shell"
    with_parts["word/embeddings/oleObject1.bin"] = b"MZ"
    return packed(with_parts)


PAGE = (
    b"<html><head><script>steal()</script><style>@import url(http://127.0.0.1:9/a)</style>"
    b'<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/"></head><body onload="steal()"><p>Words'
    b'<iframe src="http://127.0.0.1:9/">frame</iframe><svg onload="steal()"><script>steal()</script></svg>'
    b'<object data="http://127.0.0.1:9/">object</object><a href="javascript:steal()">link</a>'
    b'<img src="http://127.0.0.1:9/p.png" onerror="steal()">'
)


def test_macros_fields_and_distant_parts_of_a_document_are_nothing() -> None:
    (reading,) = read_bytes(active_word(), "talk.docm")

    assert reading.text.strip() == "INT: Hello there."


def test_scripts_frames_and_drawings_of_a_page_are_nothing() -> None:
    (reading,) = read_bytes(PAGE, "page.html")

    assert reading.text.split() == ["Wordslink"]


def test_reading_active_files_reaches_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refused(*_args: object, **_options: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    for name, data in (("a.docx", active_word()), ("b.html", PAGE)):
        (tmp_path / name).write_bytes(data)
        assert read(tmp_path / name)
        assert read_bytes(data, name)


@pytest.fixture
def written(project: Project, tmp_path: Path) -> Path:
    """The code book of a study whose every name would like to act, in all formats."""
    from qda.export import reports, wishes, writing

    (tmp_path / "talk.txt").write_text(f"INT: {EVIL}\n")
    import_files(project, [Plan(tmp_path / "talk.txt", name="=HYPERLINK(1)")])
    made = codes.create(project, EVIL)
    codes.define(project, made, definition=EVIL, include_when="@SUM(A1)", exclude_when="+1", example="-1")
    out = tmp_path / "out"
    out.mkdir()
    for suffix in ("html", "docx", "xlsx", "csv"):
        writing.write(out / f"codes.{suffix}", [reports.table(project, wishes.Wish(kind="codebook"))])
    return out


def test_a_page_that_is_written_has_nothing_active(written: Path) -> None:
    page = (written / "codes.html").read_text("utf-8")

    assert "alert(1)" in page
    tags = re.findall(r"<[a-zA-Z][^>]*>", page)
    assert not [tag for tag in tags if re.match(r"<(script|iframe|object|embed|img|link|form|base)\b", tag, re.I)]
    assert not [tag for tag in tags if re.search(r"\son\w+\s*=|javascript:|(src|href)\s*=\s*[\"']?(?!#)", tag, re.I)]


@pytest.mark.parametrize("name", ["codes.docx", "codes.xlsx"])
def test_an_office_file_that_is_written_reaches_nothing_and_computes_nothing(written: Path, name: str) -> None:
    with zipfile.ZipFile(written / name) as archive:
        parts = {each: archive.read(each).decode("utf-8", "replace") for each in archive.namelist()}

    assert not [part for part in parts if re.search(r"vba|embed|oleObject|externalLink|activeX|\.bin$", part, re.I)]
    everything = "".join(parts.values())
    assert "External" not in "".join(held for part, held in parts.items() if part.endswith(".rels"))
    assert "<f>" not in everything
    assert not re.search(r"instrText[^<]*>[^<]*(DDE|INCLUDE|HYPERLINK|MACRO)", everything)
    assert "alert(1)" in everything


def test_no_cell_of_a_csv_begins_a_formula(written: Path) -> None:
    with (written / "codes.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]

    assert any("cmd|" in cell for cell in cells)
    assert not [cell for cell in cells if re.match(r"\s*[=@+]|\s*-(?!\d)", cell)]
