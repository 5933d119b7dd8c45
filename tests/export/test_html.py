from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from qda.export import reports
from qda.export.blocks import Heading, said
from qda.export.html import JOINER
from qda.export.profiles import APA
from qda.export.tables import Column, Count, Quote, Row, Table, rich

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")', "＝1"]


def table(*texts: str) -> Table:
    columns = (Column("Code", "stub"), Column("Segments", "count", base=9, group="By case"), Column("Quote", "quote"))
    rows = tuple(Row((text, Count(1, 9), Quote(text, text, text, 3)), indent=1) for text in texts)
    return Table("Codes <b> & more", columns, rows, notes=(rich("*N* = 9."),))


def written(path: Path, made: Table) -> str:
    reports.write(path, [Heading("Part"), said("Words."), made])
    return path.read_text("utf-8")


def test_a_table_has_its_caption_scopes_and_language(tmp_path: Path) -> None:
    page = written(tmp_path / "t.html", table("calm"))

    assert '<html lang="en-GB">' in page
    assert "<caption><b>Table 1</b><i>Codes &lt;b&gt; &amp; more</i></caption>" in page
    assert 'scope="colgroup"' in page
    assert len(re.findall(r'<th scope="col"', page)) == 3
    assert '<th scope="row"' in page


def test_nothing_runs_and_nothing_comes_from_elsewhere(tmp_path: Path) -> None:
    page = written(tmp_path / "t.html", table("<script>alert(1)</script>", "<img src=x onerror=y>"))

    assert "<script" not in page
    assert "<img" not in page
    assert "default-src 'none'" in page


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_can_run_as_a_formula_in_any_file(tmp_path: Path, text: str) -> None:
    made = table(text)
    page = written(tmp_path / "t.html", made)
    reports.write(tmp_path / "t.csv", [made], APA)
    reports.write(tmp_path / "t.xlsx", [made], APA)

    cell = re.search(r'<th scope="row"[^>]*>(.*?)</th>', page, re.DOTALL)
    assert cell is not None
    assert cell[1].startswith(JOINER)
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell and cell[0] in "=+-@\t＝"]
    from openpyxl import load_workbook

    sheet = load_workbook(tmp_path / "t.xlsx").worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_csv_carries_a_mark_for_excel_only_where_it_is_wanted(tmp_path: Path) -> None:
    reports.write(tmp_path / "a.csv", [table("é")], APA, bom=True)
    reports.write(tmp_path / "b.csv", [table("é")], APA)

    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert not (tmp_path / "b.csv").read_bytes().startswith(b"\xef\xbb\xbf")
