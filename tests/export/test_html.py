from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest

from qda.export import writing
from qda.export.blocks import Block, Figure, Heading, Prose, said
from qda.export.html import JOINER
from qda.export.profiles import APA, GERMAN
from qda.export.tables import Column, Count, Quote, Row, Run, Table, rich
from tests.export.word.test_document import png

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")', "＝1"]


def table(*texts: str) -> Table:
    columns = (Column("Code", "stub"), Column("Segments", "count", base=9, group="By case"), Column("Quote", "quote"))
    rows = tuple(Row((text, Count(1, 9), Quote(text, text, text, 3)), indent=1) for text in texts)
    return Table("Codes <b> & more", columns, rows, notes=(rich("*N* = 9."),))


def written(path: Path, made: Table) -> str:
    writing.write(path, [Heading("Part"), said("Words."), made])
    return path.read_text("utf-8")


def test_a_table_has_its_caption_scopes_and_language(tmp_path: Path) -> None:
    page = written(tmp_path / "t.html", table("calm"))

    assert '<html lang="en-GB">' in page
    assert "<caption><b>Table 1</b> <i>Codes &lt;b&gt; &amp; more</i></caption>" in page
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
    writing.write(tmp_path / "t.csv", [made], APA)
    writing.write(tmp_path / "t.xlsx", [made], APA)

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
    writing.write(tmp_path / "a.csv", [table("é")], APA, bom=True)
    writing.write(tmp_path / "b.csv", [table("é")], APA)

    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert not (tmp_path / "b.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_page_has_one_heading_of_the_first_level_and_lists_that_are_lists(tmp_path: Path) -> None:
    item = Prose((Run("Theresa"),), "item", sign="•")
    blocks: list[Block] = [said("Cases", "title"), Heading("Martine"), item, item, said("So.")]

    writing.write(tmp_path / "a.html", blocks, APA)

    page = (tmp_path / "a.html").read_text("utf-8")
    assert page.count("<h1") == 1
    assert '<h2 id="h1">Martine</h2>' in page
    (listed,) = re.findall(r'<div role="list">(.*?)</div>', page, re.DOTALL)
    assert listed.count('role="listitem"') == 2


def test_a_page_of_one_table_has_a_heading_for_those_who_do_not_see(tmp_path: Path) -> None:
    page = written(tmp_path / "t.html", table("a"))

    assert re.search(r'<h1 class="unseen">.+</h1>', page)


def test_a_german_figure_has_its_caption_below(tmp_path: Path) -> None:
    figure = Figure("Karte", png(4, 4))

    for profile in (APA, GERMAN):
        writing.write(tmp_path / f"{profile.name}.html", [figure], profile)

    places = [
        (page := (tmp_path / f"{name}.html").read_text("utf-8")).index("<figcaption") < page.index("<img")
        for name in ("apa", "german")
    ]
    assert places == [True, False]


def test_a_note_told_once_is_led_to_by_a_link(tmp_path: Path) -> None:
    note = rich("{text}", text="What counts here and what does not, at length. " * 4)
    first, second = (replace(table("a"), number=at, notes=(note,), key=f"b{at}") for at in (1, 2))

    writing.write(tmp_path / "a.html", [first, second], APA)

    assert 'As in <a href="#t1">Table 1</a>.' in (tmp_path / "a.html").read_text("utf-8")
