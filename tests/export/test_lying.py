"""Wide figures lie on a sheet of their own; references hang."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Inches, Pt

from qda.export import html
from qda.export.blocks import Block, Figure, Prose, said
from qda.export.profiles import APA
from qda.export.tables import Properties, Run
from qda.export.word.document import write_blocks


def _png(width: int, height: int) -> bytes:
    """A white picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"".join(b"\0" + b"\xff" * width for _row in range(height)))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_wide_figure_lies_and_what_follows_stands_again(tmp_path: Path) -> None:
    blocks: list[Block] = [
        said("Before it."),
        Figure("Many columns", _png(1235, 600), wide=True),
        said("After it. " * 30),
    ]

    write_blocks(tmp_path / "wide.docx", blocks, properties=Properties(title="Wide"))

    made = Document(str(tmp_path / "wide.docx"))
    assert [section.orientation for section in made.sections] == [WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    (shape,) = made.inline_shapes
    assert shape.width > Inches(6.5)  # more than an upright sheet of A4 holds between its margins


def test_a_reference_hangs(tmp_path: Path) -> None:
    blocks = [Prose((Run("Quin, A. (2015). "), Run("Casework", italic=True)), "reference")]

    write_blocks(tmp_path / "list.docx", blocks, properties=Properties(title="References"))
    html.write_html(tmp_path / "list.html", blocks, properties=Properties(title="References"), profile=APA)

    (paragraph,) = [each for each in Document(str(tmp_path / "list.docx")).paragraphs if each.text]
    form = paragraph.paragraph_format
    assert (form.left_indent, form.first_line_indent) == (Pt(36), Pt(-36))
    assert "text-indent:-2rem" in (tmp_path / "list.html").read_text("utf-8")
