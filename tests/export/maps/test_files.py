"""Maps as files of other programs, and what counts and groups look like in all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from qda.analysis.figures.map_proposals import Proposal
from qda.coding import categories, codes, maps, segments
from qda.export.maps import pictures as map_export
from qda.export.maps.category_map import MapEdge, MapGroup, MapNode, MapPicture, draw
from qda.export.maps.graphml import graphml
from qda.export.maps.looks import LegendRow, depth, grown, is_dark, mixed
from qda.export.maps.paint import Shape, Words, svg
from qda.export.maps.pictures import UnknownMapFormat, picture, write
from qda.export.profiles import GERMAN
from qda.project.project import Project
from tests.factories import make_source, span_of

AGENCY = MapPicture(
    "Parental agency",
    (
        MapNode(1, "asking", "focused", 0, 0, subtitle="focused · 3 segments", fill="#AA4499"),
        MapNode(2, "being heard", "category", 300, 0, depth=0.5),
        MapNode(3, "Martine", "case", 300, 160),
    ),
    (MapEdge(1, 2, "leads to"), MapEdge(3, 2, style="dotted"), MapEdge(1, 3, "4", "proposed")),
    groups=(MapGroup("At the table", (1, 2)),),
    legend=(LegendRow("color", "Colour: cases, up to 3 of 6"),),
    description="What parents can do.",
)


def words(drawn: MapPicture) -> set[str]:
    return {item.text for group in draw(drawn).groups for item in group.items if isinstance(item, Words)}


def test_a_frame_lies_under_everything_with_its_title() -> None:
    frame = draw(AGENCY).groups[0]

    assert frame.name == "At the table"
    assert isinstance(frame.items[0], Shape)
    assert "At the table" in words(AGENCY)


def test_the_legend_says_what_colours_tell_and_of_how_many() -> None:
    assert "Colour: cases, up to 3 of 6" in words(AGENCY)
    assert draw(AGENCY).sheet.h > draw(replace(AGENCY, legend=())).sheet.h


def test_colours_by_hand_and_by_count_are_painted() -> None:
    made = svg(draw(AGENCY))

    assert mixed("#AA4499", "#FFFFFF", 0.24) in made
    assert mixed("#2F5D8A", "#FFFFFF", 0.225) in made


def test_a_group_needs_its_nodes() -> None:
    with pytest.raises(ValueError, match="a group with a node"):
        replace(AGENCY, groups=(MapGroup("gone", (9,)),))


def test_more_segments_more_area_and_a_deeper_colour() -> None:
    sides = [grown(count, 100) for count in (0, 25, 50, 100)]

    assert sides == sorted(sides)
    assert (sides[0], grown(3, 0)) == (1.0, 1.0)
    assert sides[-1] == pytest.approx(1.7)
    assert [depth(count, 100) for count in (0, 50, 100)] == [0.0, 0.5, 1.0]
    assert is_dark("#2F5D8A")
    assert not is_dark("#A1B6CA")


def test_graphml_is_read_by_another_program(tmp_path: Path) -> None:
    import networkx as nx

    (tmp_path / "map.graphml").write_text(graphml(AGENCY), "utf-8")

    graph = nx.read_graphml(tmp_path / "map.graphml", force_multigraph=True)
    assert graph.nodes["n1"]["label"] == "asking"
    assert (graph.nodes["n2"]["group"], graph.nodes["n2"]["x"]) == ("At the table", 300.0)
    assert [data["label"] for *_ends, data in graph.edges(data=True) if data["line"] == "solid"] == ["leads to"]


def test_graphml_keeps_every_sign() -> None:
    from lxml import etree

    odd = MapPicture("<b> & “c”", [MapNode(1, "<i>&\x00孩子")])

    root = etree.fromstring(graphml(odd).encode())

    assert "<i>&\ufffd孩子" in {part.text for part in root.iter()}


def test_a_word_file_has_a_caption_words_for_those_who_hear_it_and_a_drawing_that_scales(tmp_path: Path) -> None:
    write(tmp_path / "map.docx", AGENCY, dpi=96)

    with ZipFile(tmp_path / "map.docx") as archive:
        document = archive.read("word/document.xml").decode()
        drawing = archive.read("word/media/image0.svg").decode()
        links = archive.read("word/_rels/document.xml.rels").decode()
        assert archive.testzip() is None
    assert "Parental agency" in document
    assert "What parents can do." in document
    assert "asking – leads to – being heard" in document
    assert "svgBlip" in document
    assert 'Target="media/image0.svg"' in links
    assert "being heard" in drawing


def test_what_stands_around_a_map_is_in_the_language_of_the_profile(tmp_path: Path) -> None:
    write(tmp_path / "map.docx", AGENCY, dpi=60, number=20, profile=GERMAN)

    with ZipFile(tmp_path / "map.docx") as archive:
        document = archive.read("word/document.xml").decode()
    assert ">Abbildung " in document
    assert "Anmerkung." in document
    assert "eigene Darstellung" in document
    assert ">Figure " not in document


def test_a_wide_map_lies_on_a_wide_sheet_and_none_is_enlarged(tmp_path: Path) -> None:
    from docx import Document
    from docx.enum.section import WD_ORIENT

    wide = MapPicture("wide", [MapNode(at, f"node {at}", x=at * 260.0, y=0.0) for at in range(8)])
    tall = MapPicture("tall", [MapNode(at, f"node {at}", x=0.0, y=at * 80.0) for at in range(8)])
    for name, drawn in (("wide", wide), ("tall", tall)):
        write(tmp_path / f"{name}.docx", drawn, dpi=60)

    opened = {name: Document(str(tmp_path / f"{name}.docx")) for name in ("wide", "tall")}
    assert opened["wide"].sections[0].orientation == WD_ORIENT.LANDSCAPE
    assert opened["tall"].sections[0].orientation == WD_ORIENT.PORTRAIT
    area = opened["wide"].sections[0]
    room = (area.page_width or 0) - (area.left_margin or 0) - (area.right_margin or 0)
    assert opened["wide"].inline_shapes[0].width <= room
    assert opened["tall"].inline_shapes[0].width == pytest.approx((draw(tall).sheet.w - 52) * 9525, rel=0.02)


def test_a_png_is_as_fine_as_it_was_asked_for(tmp_path: Path) -> None:
    from PIL import Image

    for dpi in (96, 192):
        write(tmp_path / f"{dpi}.png", AGENCY, dpi=dpi)

    with Image.open(tmp_path / "96.png") as coarse, Image.open(tmp_path / "192.png") as fine:
        assert fine.size[0] == pytest.approx(2 * coarse.size[0], abs=2)
        assert fine.info["dpi"][0] == pytest.approx(192, abs=1)


def test_another_format_is_refused_with_the_ones_there_are(tmp_path: Path) -> None:
    with pytest.raises(UnknownMapFormat, match=r"“map\.gif”") as caught:
        write(tmp_path / "map.gif", AGENCY)

    assert ".docx or .graphml" in caught.value.hint


def stored(project: Project, place: Callable[..., int] = maps.place) -> tuple[int, int, int]:
    """A map of two codes, one of them coded twice; gives the ids of map and codes."""
    source = make_source(project)
    one, other = (codes.create(project, name, level="focused") for name in ("aligning", "serving"))
    segments.apply(project, source, span_of("Then we talked."), one)
    segments.apply(project, source, span_of("She came in"), one)
    drawing = maps.create(project, "The Board", description="How it holds together.")
    boxes = [place(project, drawing, "code", code, (at * 300, 0, 210, 52)) for at, code in enumerate((one, other))]
    maps.join(project, drawing, *boxes, relation_id=categories.relate(project, one, "serves", other))
    maps.group(project, drawing, "Strategies", boxes)
    return drawing, one, other


def test_a_stored_map_becomes_a_picture_with_its_groups_counts_and_suggestions(project: Project) -> None:
    drawing, one, other = stored(project)
    maps.show_by(project, drawing, size_by="segments", color_by="sources")

    made = picture(project, drawing, [Proposal(one, other, 4)])

    assert [node.subtitle for node in made.nodes] == [
        "focused · 2 segments, 1 source",
        "focused · 0 segments, 0 sources",
    ]
    assert made.nodes[0].w > made.nodes[1].w == 210
    assert [group.title for group in made.groups] == ["Strategies"]
    assert [(edge.label, edge.style) for edge in made.edges] == [("serves", "solid"), ("4", "proposed")]
    assert [row.words for row in made.legend][:2] == ["Size: segments, up to 2 of 2", "Colour: sources, up to 1 of 1"]
    assert made.description == "How it holds together."


def test_a_map_is_found_by_its_name_or_else_the_first(project: Project) -> None:
    first, _one, _other = stored(project)
    second = maps.create(project, "Bypass")

    assert map_export.find(project, None) == first
    assert map_export.find(project, "bypass") == second


def test_a_german_map_counts_and_relates_in_german_and_keeps_the_words_of_the_researcher(project: Project) -> None:
    drawing, _one, _other = stored(project)
    maps.show_by(project, drawing, size_by="segments")

    shown = picture(project, drawing, profile=GERMAN)
    made = draw(shown, with_title=False)

    assert [node.subtitle for node in shown.nodes] == ["fokussiert · 2 Segmente", "fokussiert · 0 Segmente"]
    assert [edge.label for edge in shown.edges] == ["dient"]
    assert "Größe: Segmente, bis 2 von 2" in words(shown)
    assert made.language == "de-DE"
    assert made.description.startswith("2 Knoten, 1 Beziehung.")
