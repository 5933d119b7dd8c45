from __future__ import annotations

import zlib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qda.export.leaving.files import CannotWrite
from qda.export.maps.category_map import (
    MapEdge,
    MapNode,
    MapPicture,
    UnknownPictureFormat,
    describe,
    draw,
    placed,
    save,
)
from qda.export.maps.geometry import Rect
from qda.export.maps.paint import Drawing, Shape, Words, svg
from tests.export.golden import assert_like_golden

if TYPE_CHECKING:
    from lxml.etree import _Element

SVG = "{http://www.w3.org/2000/svg}"
# The shape of the drawing that taught what goes wrong: lines through boxes, labels under them.
BOARD = MapPicture(
    "The Board: demonstrating collaboration",
    (
        MapNode(1, "Improving organizationally", "category", 150, 160, subtitle="category · 84 segments"),
        MapNode(2, "Conflicting obligations", "category", 470, 110),
        MapNode(3, "Managing the boundaries", "category", 800, 170),
        MapNode(4, "claiming improvement", "focused", 110, 370, color="#44AA99"),
        MapNode(5, "promising improvement", "focused", 110, 490),
        MapNode(6, "missing the child’s voice", "initial", 180, 640),
        MapNode(7, "Demonstrating collaboration", "theme", 470, 370, 240),
        MapNode(8, "satisficing", "focused", 820, 370),
        MapNode(9, "associating", "focused", 420, 560),
        MapNode(10, "aligning", "focused", 700, 520),
        MapNode(11, "Who may refuse?", "memo", 820, 640, subtitle="memo, 15 January"),
    ),
    (
        MapEdge(4, 1, "is a form of"),
        MapEdge(5, 1, "is a form of"),
        MapEdge(6, 1, "contradicts"),
        MapEdge(1, 7, "is shown through"),
        MapEdge(2, 7, "is a condition of"),
        MapEdge(2, 3, "leads to"),
        MapEdge(3, 7, "leaves room for"),
        MapEdge(3, 8, "takes the form of"),
        MapEdge(9, 7, "serves"),
        MapEdge(10, 7, "serves"),
        MapEdge(10, 9, "is the counterpart of", arrow="both"),
        MapEdge(11, 10, style="dotted"),
    ),
)


def root(picture: MapPicture) -> _Element:
    from lxml import etree

    return etree.fromstring(svg(draw(picture)).encode())


def words(drawing: Drawing) -> list[str]:
    return [item.text for group in drawing.groups for item in group.items if isinstance(item, Words)]


def lines(drawing: Drawing) -> list[Shape]:
    return [
        item
        for group in drawing.groups
        for item in group.items
        if isinstance(item, Shape) and item.stroke and not item.fill
    ]


def points(shape: Shape) -> list[tuple[float, float]]:
    return [(float(command[-2]), float(command[-1])) for command in shape.commands if len(command) > 2]


def test_stored_places_are_kept() -> None:
    rects = placed(BOARD)

    assert {node.id: (node.x, node.y) for node in BOARD.nodes} == {key: (rect.x, rect.y) for key, rect in rects.items()}


def test_no_relation_runs_through_a_node() -> None:
    inside = [rect.grown(-1) for rect in placed(BOARD).values()]

    crossed = [
        rect
        for line in lines(draw(BOARD))
        for rect in inside
        for pair in pairwise(points(line))
        if rect.crossed_by(*pair)
    ]
    assert crossed == []


def test_no_label_lies_on_a_node_or_on_another_label() -> None:
    drawing = draw(BOARD)

    patches = [
        shape
        for group in drawing.groups
        for shape in group.items
        if isinstance(shape, Shape) and group.name == "" and shape.fill == "#FFFFFF"
    ]
    places = [
        Rect(
            min(x for x, _y in points(patch)),
            min(y for _x, y in points(patch)),
            max(x for x, _y in points(patch)) - min(x for x, _y in points(patch)),
            max(y for _x, y in points(patch)) - min(y for _x, y in points(patch)),
        )
        for patch in patches
    ]
    assert len(places) == 11
    assert not any(one.overlaps(other) for at, one in enumerate(places) for other in places[at + 1 :])
    assert not any(place.overlaps(rect) for place in places for rect in placed(BOARD).values())


def test_labels_and_nodes_are_drawn_over_lines() -> None:
    drawn = [type(item).__name__ for group in draw(BOARD).groups[: len(BOARD.edges)] for item in group.items]

    assert set(drawn) == {"Shape"}


@pytest.mark.parametrize(("arrow", "heads"), [("none", 0), ("end", 1), ("both", 2)])
def test_an_arrow_says_the_direction(arrow: str, heads: int) -> None:
    edge = replace(BOARD.edges[0], arrow=arrow)  # type: ignore[arg-type]

    group = draw(replace(BOARD, edges=[edge])).groups[0]

    assert len([item for item in group.items if isinstance(item, Shape) and item.fill]) == heads


def test_a_dotted_relation_is_dotted() -> None:
    dashes = [line.dash is not None for line in lines(draw(BOARD))]

    assert dashes == [False] * 11 + [True]


def test_a_box_grows_to_hold_its_words() -> None:
    long = MapNode(1, "success being erased from the record of the family " * 3, "focused", 0, 0, 170, 52)

    rect = placed(MapPicture("m", [long]))[1]

    assert (rect.x, rect.y, rect.w) == (0, 0, 170)
    assert rect.h > 120


def test_nodes_without_a_place_are_placed_off_the_others() -> None:
    picture = replace(BOARD, nodes=[replace(node, x=None, y=None) if node.id > 6 else node for node in BOARD.nodes])

    rects = list(placed(picture).values())

    assert not any(one.overlaps(other) for at, one in enumerate(rects) for other in rects[at + 1 :])


def test_the_sheet_holds_everything() -> None:
    drawing = draw(BOARD)

    assert all(
        drawing.sheet.x < x < drawing.sheet.right and drawing.sheet.y < y < drawing.sheet.bottom
        for group in drawing.groups
        for item in group.items
        for x, y in (points(item) if isinstance(item, Shape) else [(item.x, item.y)])
    )


def test_the_title_can_be_left_to_the_caption() -> None:
    assert BOARD.title in words(draw(BOARD))
    assert BOARD.title not in words(draw(BOARD, with_title=False))


def test_a_map_can_be_told_in_words() -> None:
    told = describe(replace(BOARD, edges=BOARD.edges[-2:]))

    assert told == "11 nodes, 2 relations. aligning – is the counterpart of – associating. Who may refuse? – aligning."


def test_an_svg_has_a_title_a_description_and_real_text() -> None:
    made = root(BOARD)

    assert made.findtext(f"{SVG}title") == BOARD.title
    assert "leads to" in (made.findtext(f"{SVG}desc") or "")
    texts = [text.text for text in made.iter(f"{SVG}text")]
    assert {"aligning", "category · 84 segments", "is shown through"} <= set(texts)
    assert "Arial" in (made.get("font-family") or "")


def test_names_with_signs_of_xml_and_of_every_script_stay_as_they_are() -> None:
    names = ["<b> & “c”", "孩子的声音", "הקול של הילד", "🙂 e\u0301", "$x_2$"]

    texts = [text.text for text in root(MapPicture("m", [MapNode(at, name) for at, name in enumerate(names)])).iter()]

    assert set(names) <= set(texts)


def test_control_characters_do_not_break_an_svg() -> None:
    texts = [text.text for text in root(MapPicture("m", [MapNode(1, "a\x00b\ud800")])).iter(f"{SVG}text")]

    assert "a\ufffdb\ufffd" in texts


def test_the_svg_is_as_it_was_agreed() -> None:
    assert_like_golden("map.svg", svg(draw(BOARD)))


def test_a_png_has_two_pixels_to_the_unit_and_says_what_it_is(tmp_path: Path) -> None:
    from PIL import Image

    save(tmp_path / "map.png", BOARD)

    with Image.open(tmp_path / "map.png") as image:
        sheet = draw(BOARD).sheet
        assert image.size == pytest.approx((2 * sheet.w, 2 * sheet.h), abs=2)
        assert image.info["Title"] == BOARD.title
        assert image.info["Software"].startswith("Gerund")
        # The theme's box is filled, the paper beside it is white.
        assert len(image.convert("RGB").getcolors(1 << 24) or ()) > 20


def test_a_pdf_keeps_text_as_text_with_truetype_fonts(tmp_path: Path) -> None:
    import pypdfium2

    save(tmp_path / "map.pdf", BOARD)

    raw = (tmp_path / "map.pdf").read_bytes()
    document = pypdfium2.PdfDocument(raw)
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    assert "Demonstrating collaboration" in text
    assert "is shown through" in text
    assert b"/Type3" not in raw
    assert b"/FontFile2" in raw or b"/CIDFontType2" in raw


@pytest.mark.parametrize("name", ["map.svg", "map.png", "map.pdf"])
def test_signs_that_no_font_has_do_not_stop_a_map(tmp_path: Path, name: str) -> None:
    odd = MapPicture(
        "\U0001f9d2\U0001f3fd \ue000", [MapNode(1, "𐎀 \U0010fffd $x"), MapNode(2, "\u202eab")], [MapEdge(1, 2)]
    )

    save(tmp_path / name, odd)

    assert (tmp_path / name).stat().st_size > 500


def test_an_empty_map_is_a_sheet_with_its_title(tmp_path: Path) -> None:
    save(tmp_path / "map.svg", MapPicture("Nothing yet"))

    assert "Nothing yet" in (tmp_path / "map.svg").read_text("utf-8")


def test_the_same_map_gives_the_same_file(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf", "a.png", "b.png"):
        save(tmp_path / name, BOARD)

    sums = {name: zlib.crc32((tmp_path / name).read_bytes()) for name in ("a.pdf", "b.pdf", "a.png", "b.png")}
    assert (sums["a.pdf"], sums["a.png"]) == (sums["b.pdf"], sums["b.png"])


def test_another_format_is_refused_with_the_ones_there_are(tmp_path: Path) -> None:
    with pytest.raises(UnknownPictureFormat, match=r"“map\.gif”") as caught:
        save(tmp_path / "map.gif", BOARD)

    assert ".svg, .png or .pdf" in caught.value.hint


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="There is no folder"):
        save(tmp_path / "gone" / "map.svg", BOARD)


def test_a_relation_needs_both_its_nodes() -> None:
    with pytest.raises(ValueError, match="not there"):
        MapPicture("m", [MapNode(1, "a")], [MapEdge(1, 2)])


def test_a_node_is_of_a_known_kind() -> None:
    with pytest.raises(ValueError, match="no kind"):
        MapNode(1, "a", "category map")
