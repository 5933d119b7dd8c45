from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from qda.analysis.coding.saturation import Collected, Curve, Material, Rule
from qda.export.coding import curves
from qda.export.coding.curves import UnknownCurveFormat
from qda.export.maps.paint import Words


def curve_of(count: int, order: str = "date") -> Curve:
    """Each source has its own code, and a second new one in the first five."""
    found = tuple(Collected(at, f"Source {at}", f"20{at:02}", imported=at) for at in range(1, count + 1))
    met = {at: frozenset({at, 100 + at} if at <= 5 else {1}) for at in range(1, count + 1)}
    out = Collected(99, "Left <alone> & out", coded=False)
    return Material((*found, out), met).curve(order)


def words_of(curve: Curve, *, captioned: bool = True) -> list[str]:
    drawing = curves.draw(curve, Rule(), study="A study", captioned=captioned)
    return [item.text for group in drawing.groups for item in group.items if isinstance(item, Words)]


def test_the_figure_says_its_base_and_where_the_threshold_was_met() -> None:
    written = words_of(curve_of(8))

    assert {"Figure 1", "base: 4", "10 codes", "5+2"} <= set(written)
    assert "saturat" not in " ".join(written).lower()


def test_what_is_left_out_stands_in_the_note() -> None:
    note = curves.note(curve_of(8), Rule())

    assert "8 sources marked as coded. Left out: 1 source not marked as coded." in note


def test_a_document_brings_its_own_caption() -> None:
    assert "Figure 1" not in words_of(curve_of(8), captioned=False)


@pytest.mark.parametrize("captioned", [True, False])
def test_all_words_lie_on_the_sheet(captioned: bool) -> None:
    drawing = curves.draw(curve_of(12, "random"), Rule(), study="A study", captioned=captioned)

    words = [item for group in drawing.groups for item in group.items if isinstance(item, Words)]
    assert all(0 < each.y < drawing.sheet.bottom - 4 and 0 <= each.x < drawing.sheet.right for each in words)


def test_every_source_is_told_to_those_who_hear() -> None:
    told = curves.describe(curve_of(3), Rule())

    assert "1, Source 1: 2 new, 2 in all; 2, Source 2: 2 new, 4 in all" in told


def test_an_svg_holds_its_words_as_text(tmp_path: Path) -> None:
    curves.save(tmp_path / "curve.svg", curve_of(8, "random"), Rule(), study="A <study>")

    root = ET.parse(tmp_path / "curve.svg").getroot()
    assert "5+2" in [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "A <study>" in (root.findtext("{http://www.w3.org/2000/svg}title") or "")


@pytest.mark.parametrize(("ending", "begin"), [(".png", b"\x89PNG"), (".pdf", b"%PDF")])
def test_pictures_are_written_without_a_single_source(tmp_path: Path, ending: str, begin: bytes) -> None:
    path = tmp_path / f"curve{ending}"

    curves.save(path, Material((), {}).curve("random"), Rule())

    assert path.read_bytes().startswith(begin)


def test_another_ending_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(UnknownCurveFormat, match=r"curve\.gif"):
        curves.save(tmp_path / "curve.gif", curve_of(3), Rule())
