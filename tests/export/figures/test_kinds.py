"""Every figure: its numbers counted again by hand, its words on the sheet and none over another."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import combinations
from math import cos, pi, sin
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from qda.analysis.queries.cooccurrence import Meeting
from qda.analysis.queries.crosstab import Axis, Line, Matrix
from qda.coding import codes, segments
from qda.errors import NotFound
from qda.export.blocks import Figure, Heading
from qda.export.catalogue import ENTRIES, FIGURES
from qda.export.figures import files as figure_files
from qda.export.figures import kinds as figure_kinds
from qda.export.figures.bars import Style
from qda.export.figures.grids import Cell, Grid, Head, draw, heat
from qda.export.figures.kinds import Basis, NothingToDraw, Picture, UnknownFigure
from qda.export.figures.painting import paint
from qda.export.figures.pen import COLUMN, LYING, PAGE, Box, Label, Plot, fitted, lightness, shade, width
from qda.export.figures.wishes import FigureWish
from qda.export.leaving import gate
from qda.export.material import Material
from qda.export.profiles import APA, GERMAN
from qda.export.reports import blocks, sheets, write_report
from qda.export.wishes import Wish
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import service as study
from tests.factories import TALK, make_source, span_of

LONG = "waiting for somebody who said that they would come and who never came, whatever was promised"
KINDS = tuple(figure_kinds.FIGURES)


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Two cases with an interview each; three codes of which one has a very long name. Nothing here changes it."""
    with Project.create(tmp_path_factory.mktemp("figures") / "study.gerund", title="A study", coder="AQ") as project:
        unit = study.create_unit(project, "Casework")
        for name in ("Martine", "Leah and her grandmother in the next street but one"):
            source = make_source(project, name=f"Interview about {name}")
            sources.assign_speaker(project, source, "INT", interviewer=True)
            sources.move(project, [source], case_id=study.create_case(project, unit, name))
        names = ("sitting", "judging", LONG)
        sitting, judging, waiting = (codes.create(project, label, level="focused") for label in names)
        for source, words, code in (
            *((1, "She came in and sat down.", sitting), (1, "sat down", waiting), (1, "not judge me.", judging)),
            *((2, "sat down", sitting), (2, "we talked", waiting), (2, "did not judge", judging)),
            (2, "judge me", waiting),
        ):
            segments.apply(project, source, span_of(words), code)
        yield project


@pytest.fixture(scope="module")
def basis(coded: Project) -> Basis:
    return figure_kinds.basis(coded)


def drawn(project: Project, basis: Basis, kind: str, **more: object) -> Picture:
    return figure_kinds.make(project, FigureWish(kind, least=1, **more), basis)  # type: ignore[arg-type]  # its fields


def words_of(plot: Plot) -> list[str]:
    return [item.text for item in plot.items if isinstance(item, Label)]


def said(picture: Picture) -> dict[str, str]:
    """What the places say: “case, code” -> number."""
    return dict(spot.words.rsplit(": ", 1) for spot in picture.plot.spots if ": " in spot.words)


# --- the numbers ----------------------------------------------------------------------------------


def test_a_heat_map_prints_what_was_coded_with_its_bases(coded: Project, basis: Basis) -> None:
    picture = drawn(coded, basis, "heat", columns="case")

    told = said(picture)
    leah = "Leah and her grandmother in the next street but one"
    assert [told[f"sitting, {case}"] for case in ("Martine", leah)] == ["1", "1"]
    assert [told[f"{LONG}, {case}"] for case in ("Martine", leah)] == ["1", "2"]
    assert any("n = 3" in text for text in words_of(picture.plot))
    assert any("n = 4" in text for text in words_of(picture.plot))
    assert picture.notes[0] == "N = 7 segments, all that carry a code."


def test_percentages_stand_in_place_of_counts_with_their_base(coded: Project, basis: Basis) -> None:
    picture = drawn(coded, basis, "heat", columns="case", percent="column")

    assert said(picture)["sitting, Martine"] == "1 (33%, n = 3)"
    assert "33%" in words_of(picture.plot)
    assert "Percentages are of all that was counted in the column (n in its head)." in picture.notes


def test_a_cell_knows_the_query_that_reads_its_quotes(coded: Project, basis: Basis) -> None:
    from qda.analysis.queries import asking

    spot = next(spot for spot in drawn(coded, basis, "heat").plot.spots if spot.words.startswith(f"{LONG}, Leah"))

    assert spot.query is not None
    assert len(asking.ask(coded, spot.query).places) == 2


@pytest.mark.parametrize(("counted", "expected"), [("segments", "3"), ("cases", "2 (100%)"), ("sources", "2 (100%)")])
def test_bars_count_what_is_asked(coded: Project, basis: Basis, counted: str, expected: str) -> None:
    picture = drawn(coded, basis, "bars", counted=counted)

    assert said(picture)[LONG] == expected
    longest = max((item for item in picture.plot.items if isinstance(item, Box)), key=lambda item: item.rect.w)
    assert longest.rect.w > 0


@pytest.mark.parametrize("style", ["grouped", "stacked"])
def test_groups_of_bars_say_each_number(coded: Project, basis: Basis, style: Style) -> None:
    told = said(drawn(coded, basis, "bars", style=style, columns="case"))

    assert told[f"{LONG}, Martine"] == "1"
    assert told["judging, Martine"] == "1"


def test_bars_are_as_long_as_their_counts(coded: Project, basis: Basis) -> None:
    picture = drawn(coded, basis, "bars")

    spots = {spot.words: spot.rect.w for spot in picture.plot.spots}
    assert spots[f"{LONG}: 3"] == pytest.approx(1.5 * spots["sitting: 2"])


def test_code_lines_say_from_where_to_where(coded: Project, basis: Basis) -> None:
    picture = drawn(coded, basis, "lines", source_id=1)

    assert picture.about == "Interview about Martine"
    assert any(text.startswith("sitting: line") for text in (spot.words for spot in picture.plot.spots))
    assert "INT (interviewer)" in words_of(picture.plot)
    assert picture.notes[0].startswith("N = 3 segments on ")


def test_a_portrait_numbers_its_codes(coded: Project, basis: Basis) -> None:
    picture = drawn(coded, basis, "portrait", source_id=1)

    cells = [spot for spot in picture.plot.spots if spot.words.startswith("line")]
    assert len(cells) == len([line for line in TALK.split("\n") if line])
    assert any(text.startswith("sitting: 1 (25%)") for text in words_of(picture.plot))


def test_codes_together_count_pairs_that_overlap(coded: Project, basis: Basis) -> None:
    told = said(drawn(coded, basis, "together"))

    assert {key for key, value in told.items() if re.match(r"1, c = ", value)} == {
        f"sitting, {LONG}"[::1] if f"sitting, {LONG}" in told else f"{LONG}, sitting",
        f"judging, {LONG}" if f"judging, {LONG}" in told else f"{LONG}, judging",
    }
    assert any("c = " in spot.words for spot in drawn(coded, basis, "network").plot.spots)


def test_likeness_is_measured_and_the_measure_named(coded: Project, basis: Basis) -> None:
    picture = drawn(coded, basis, "likeness", columns="case")

    assert picture.title.startswith("Likeness of Cases by Codes (Jaccard)")
    assert "1.00, 3" in said(picture).values()


def test_a_cloud_is_larger_where_words_are_more_frequent(coded: Project, basis: Basis) -> None:
    picture = drawn(coded, basis, "cloud", stop=frozenset())

    sizes = {item.text: item.size for item in picture.plot.items if isinstance(item, Label)}
    assert sizes["she"] > sizes["talked"]
    assert said(picture)["she"].startswith("4, in 2 sources")


# --- on the sheet ---------------------------------------------------------------------------------


def extents(plot: Plot) -> list[tuple[str, float, list[tuple[float, float]]]]:
    """Each label with its corners on the sheet, where it is painted; y grows downwards."""
    from matplotlib.backends.backend_agg import RendererAgg

    found = []

    class Renderer(RendererAgg):
        def draw_text(
            self, gc: Any, x: float, y: float, s: str, prop: Any, angle: float, ismath: Any = False, mtext: Any = None
        ) -> None:
            wide, high, below = self.get_text_width_height_descent(s, prop, ismath)  # type: ignore[no-untyped-call]
            turn = angle * pi / 180
            corners = [(0.0, below), (wide, below), (wide, below - high), (0.0, below - high)]
            turned = [(x + a * cos(turn) + b * sin(turn), y - a * sin(turn) + b * cos(turn)) for a, b in corners]
            found.append((s, angle, turned))

    paint(plot, Renderer(plot.width, plot.height, 72))  # type: ignore[no-untyped-call]  # matplotlib
    return found


ON_SHEETS = [*((kind, APA) for kind in KINDS), ("bars", GERMAN), ("likeness", GERMAN)]


@pytest.mark.parametrize(("kind", "profile"), ON_SHEETS)
def test_no_word_leaves_the_sheet_or_lies_on_another(coded: Project, basis: Basis, kind: str, profile: object) -> None:
    plate = figure_files.plate(drawn(coded, basis, kind, columns="case", profile=profile))

    told = extents(plate)
    for text, _turn, corners in told:
        assert all(-0.5 <= x <= plate.width + 0.5 and -0.5 <= y <= plate.height + 0.5 for x, y in corners), text
    level = [(text, corners) for text, turn, corners in told if turn == 0 and text.strip()]
    for (one, a), (other, b) in combinations(level, 2):
        wide = min(a[1][0], b[1][0]) - max(a[0][0], b[0][0])
        high = min(a[0][1], b[0][1]) - max(a[2][1], b[2][1])
        assert wide <= 0.8 or high <= 0.5, (one, other)


def test_bars_in_groups_hold_long_names(coded: Project, basis: Basis) -> None:
    plate = figure_files.plate(drawn(coded, basis, "bars", style="grouped", columns="case"))

    assert all(0 <= x <= plate.width for _text, _turn, corners in extents(plate) for x, _y in corners)
    assert any(text.endswith("…") for text in words_of(plate))


@pytest.mark.parametrize("kind", KINDS)
def test_words_stay_words_in_an_svg_with_its_description(coded: Project, basis: Basis, kind: str) -> None:
    picture = drawn(coded, basis, kind)

    root = ET.fromstring(figure_files.rendered(picture, "svg"))
    names = {"s": "http://www.w3.org/2000/svg"}
    texts = ["".join(element.itertext()) for element in root.findall(".//s:text", names)]
    assert "Figure 1" in texts
    assert set(words_of(picture.plot)) <= set(texts)
    assert root.get("role") == "img"
    assert (root.find("s:desc", names).text or "").startswith(picture.title.partition(" – ")[0])  # type: ignore[union-attr]  # it is there


def test_the_same_figure_is_the_same_file(coded: Project, basis: Basis) -> None:
    picture = drawn(coded, basis, "heat")

    assert figure_files.rendered(picture, "svg") == figure_files.rendered(picture, "svg")


def test_grey_print_keeps_the_order_of_shades() -> None:
    steps = [lightness(shade(at / 10)) for at in range(11)]

    assert steps == sorted(steps, reverse=True)
    assert len(set(steps)) == 11


def test_what_is_cut_fits_and_says_so() -> None:
    cut = fitted(LONG, 100, 8)

    assert cut.endswith("…")
    assert width(cut, 8) <= 100
    assert fitted("short", 100, 8) == "short"


# --- files, captions, refusals --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ending", "begin"), [(".png", b"\x89PNG"), (".pdf", b"%PDF"), (".docx", b"PK"), (".svg", b"<?xml")]
)
def test_a_figure_is_written_by_its_ending(
    coded: Project, basis: Basis, tmp_path: Path, ending: str, begin: bytes
) -> None:
    path = tmp_path / f"figure{ending}"
    with gate.collecting():
        figure_files.save(path, [drawn(coded, basis, "bars")])

    assert path.read_bytes().startswith(begin)


def test_a_png_has_the_dots_that_are_asked_for(coded: Project, basis: Basis) -> None:
    from PIL import Image

    picture = drawn(coded, basis, "bars")
    plate = figure_files.plate(picture)

    image = Image.open(io.BytesIO(figure_files.rendered(picture, "png", dpi=144)))
    assert image.width == pytest.approx(2 * plate.width, abs=2)


def test_word_has_the_words_of_the_figure_as_its_alternative(coded: Project, basis: Basis, tmp_path: Path) -> None:
    from zipfile import ZipFile

    path = tmp_path / "figure.docx"
    with gate.collecting():
        figure_files.save(path, [drawn(coded, basis, "bars")])

    document = ZipFile(path).read("word/document.xml").decode()
    assert "Segments of Each Code" in document
    assert re.search(r'descr="[^"]*sitting: 2', document)


def test_another_format_is_refused(coded: Project, basis: Basis, tmp_path: Path) -> None:
    with pytest.raises(figure_files.UnknownFigureFormat):
        figure_files.save(tmp_path / "figure.gif", [drawn(coded, basis, "bars")])


def test_captions_can_be_ones_own_and_the_caution_left_out(coded: Project, basis: Basis) -> None:
    picture = drawn(coded, basis, "bars", title="What was said", caution=False)

    assert picture.title == "What was said"
    assert not any("matters" in note for note in picture.notes)
    assert any("matters" in note for note in drawn(coded, basis, "bars").notes)


def test_german_stands_below_with_its_own_numbers(coded: Project, basis: Basis) -> None:
    picture = drawn(coded, basis, "likeness", profile=GERMAN)
    plate = figure_files.plate(picture)

    caption = next(item for item in plate.items if isinstance(item, Label) and item.text == "Abbildung 1")
    assert caption.y > picture.plot.height
    assert "1,00, 3" in said(picture).values()


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_study_has_nothing_to_draw(project: Project, kind: str) -> None:
    with pytest.raises(NothingToDraw):
        figure_kinds.make(project, FigureWish(kind))


def test_figures_and_columns_that_are_none_are_refused(coded: Project, basis: Basis) -> None:
    with pytest.raises(UnknownFigure):
        drawn(coded, basis, "pie")
    with pytest.raises(NotFound):
        drawn(coded, basis, "heat", columns="moon")


def test_near_codes_are_together_too(coded: Project, basis: Basis) -> None:
    near = drawn(coded, basis, "together", meeting=Meeting("near", 500))

    assert "Counted are pairs of segments with no more than 500 characters between them." in near.notes


@pytest.mark.parametrize("key", [entry.key for entry in ENTRIES if entry.group == FIGURES])
def test_reports_hold_figures_and_their_numbers(coded: Project, key: str) -> None:
    material = Material(coded)
    made = blocks(coded, Wish(key), material)

    figures_ = [block for block in made if isinstance(block, Figure)]
    assert figures_
    assert [block.number for block in figures_] == list(range(1, len(figures_) + 1))
    assert all(block.png.startswith(b"\x89PNG") and block.description for block in figures_)
    assert bool([block for block in made if isinstance(block, Heading)]) == (key == "texts")
    assert all(table.rows for table in sheets(coded, Wish(key), material))


HOSTILE = (
    *("$x^2$ & <b>bold</b>", "漢字のとても長いコードの名前", "\u05e9\u05dc\u05d5\u05dd \u202etrick"),
    *("🙂 feeling \\frac{1}{2}", "e\u0301lan % _ ^"),
)


@pytest.mark.parametrize("kind", ["heat", "bars", "lines", "network"])
def test_names_of_any_script_and_sign_are_drawn_as_they_are(project: Project, kind: str) -> None:
    unit = study.create_unit(project, "U & <1>")
    made = [codes.create(project, label) for label in HOSTILE]
    for name in HOSTILE[:2]:
        source = make_source(project, name=name)
        sources.move(project, [source], case_id=study.create_case(project, unit, name))
        for code in made:
            segments.apply(project, source, span_of("sat down"), code)

    picture = figure_kinds.make(project, FigureWish(kind, least=1, reach="alone"))
    root = ET.fromstring(figure_files.rendered(picture, "svg"))

    assert figure_files.rendered(picture, "png", dpi=72).startswith(b"\x89PNG")
    if kind != "network":  # there names are followed by their counts
        assert any("$x^2$ & <b>bold</b>" in "".join(element.itertext()) for element in root.iter())


@pytest.mark.parametrize("ending", [".docx", ".html", ".xlsx", ".csv"])
@pytest.mark.parametrize("key", ["heat-maps", "together", "likeness"])
def test_reports_of_figures_are_written_in_every_format(coded: Project, tmp_path: Path, key: str, ending: str) -> None:
    with gate.collecting():
        write_report(tmp_path / f"r{ending}", coded, Wish(key))

    assert (tmp_path / f"r{ending}").stat().st_size > 100


# --- on paper ---------------------------------------------------------------------------------------------------------


def grid(rows: int, columns: int) -> Grid:
    heads = [Head(f"Interview with somebody {at}", "(n = 12)") for at in range(max(rows, columns))]
    cell = Cell("88", 0.5, "")
    return Grid(tuple(heads[:rows]), tuple(heads[:columns]), lambda _row, _at: cell, "Code", "Source", ("n", "0", "9"))


def test_a_grid_that_lies_is_no_higher_than_its_sheet() -> None:
    plot = draw(grid(24, 40))

    assert plot.width > PAGE
    assert plot.height < 1.1 * LYING
    assert min(item.size for item in plot.items if isinstance(item, Label)) >= 6


def test_a_heat_map_of_many_rows_and_columns_stands_upright_with_as_many_as_fit() -> None:
    lines = tuple(Line(at, f"code {at}", 1000 - at) for at in range(60))
    cells: dict[tuple[int | str, int | str], int] = {(row, column): 12 for row in range(60) for column in range(60)}
    matrix = Matrix(lines, lines, cells, "segments", 99, 0, Axis("codes"), Axis("source"))

    made, more_rows, more_columns = heat(matrix, None, ("Code", "Source", "Segments"), APA, (40, 45))

    assert (len(made.rows), more_rows) == (40, 20)
    assert 20 < len(made.columns) == 60 - more_columns < 45
    assert draw(made).width <= COLUMN


def test_the_matrix_and_the_net_of_the_same_pairs_have_one_table(coded: Project) -> None:
    tables = sheets(coded, Wish(kind="together"))

    assert [table.number for table in tables] == [1]
