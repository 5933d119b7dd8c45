from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qda.export import writing
from qda.export.profiles import GERMAN
from qda.export.tables import Column, Row, Table
from qda.export.writing import UnknownFormat

_SOURCES = Table("Sources", (Column("Source", "stub"),), ())


def test_a_file_name_that_says_no_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat):
        writing.write(tmp_path / "table.txt", [replace(_SOURCES, rows=(Row(("Interview 1",)),))])


def test_a_table_without_a_row_admits_it(tmp_path: Path) -> None:
    writing.write(tmp_path / "a.html", [_SOURCES], GERMAN)

    assert "Hier gibt es noch nichts zu zeigen." in (tmp_path / "a.html").read_text("utf-8")
