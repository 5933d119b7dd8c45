from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from qda.coding import codes, focused, segments
from qda.export.coding import lineage_picture
from qda.export.coding.lineage_picture import LineagePicture
from qda.export.maps.category_map import UnknownPictureFormat
from qda.export.maps.paint import Shape, Words
from qda.project.project import Project
from tests.factories import make_source, span_of


@pytest.fixture
def drawn(project: Project) -> LineagePicture:
    """Two initial codes under a focused code under a category; one on the heap."""
    source = make_source(project)
    better = codes.create(project, "improving", level="category")
    calm = codes.create(project, "calming", level="focused", parent_id=better)
    sits, rests, loose = (codes.create(project, name) for name in ("sitting down", "resting", "hoping & so on"))
    focused.cluster(project, [sits, rests], calm)
    for words, code in (("sat down", sits), ("came in", sits), ("we talked", rests), ("INT", loose)):
        segments.apply(project, source, span_of(words), code)
    return lineage_picture.picture(project)


def words_of(drawn: LineagePicture) -> list[str]:
    drawing = lineage_picture.draw(drawn)
    return [item.text for group in drawing.groups for item in group.items if isinstance(item, Words)]


def test_each_stage_is_headed_by_its_counts(drawn: LineagePicture) -> None:
    written = words_of(drawn)

    assert {"3 initial codes", "1 focused code", "1 category"} <= set(written)
    assert "4 segments" in written
    assert "1 theme" not in written


def test_a_focused_code_stands_beside_the_labels_of_its_initial_codes(drawn: LineagePicture) -> None:
    written = words_of(drawn)

    assert "2 initial codes · 3 segments" in written
    assert "sitting down · resting" in written
    assert "1 initial code not gathered · 1 segment" in written


def test_bands_are_as_wide_as_their_segments(drawn: LineagePicture) -> None:
    drawing = lineage_picture.draw(drawn)
    bands = [
        item
        for group in drawing.groups
        for item in group.items
        if isinstance(item, Shape) and any(command[0] == "C" for command in item.commands)
    ]

    widths = {round(float(band.commands[2][2]) - float(band.commands[1][6]), 6) for band in bands}

    assert len(bands) == 2
    assert len(widths) == 1  # three segments each


def test_an_empty_study_has_a_picture_too(project: Project) -> None:
    drawing = lineage_picture.draw(lineage_picture.picture(project))

    assert drawing.sheet.w > 300
    assert "0 initial codes" in drawing.description


@pytest.mark.parametrize(("ending", "begins"), [(".svg", b"<?xml"), (".png", b"\x89PNG"), (".pdf", b"%PDF")])
def test_it_is_written_in_three_formats(drawn: LineagePicture, tmp_path: Path, ending: str, begins: bytes) -> None:
    path = tmp_path / f"lineage{ending}"

    lineage_picture.save(path, drawn)

    assert path.read_bytes().startswith(begins)


def test_the_svg_can_be_read_aloud(drawn: LineagePicture, tmp_path: Path) -> None:
    path = tmp_path / "lineage.svg"
    lineage_picture.save(path, drawn)

    root = ET.fromstring(path.read_text("utf-8"))
    titles = [title.text for title in root.iter("{http://www.w3.org/2000/svg}title")]

    assert "calming: 2 initial codes, 3 segments" in titles


def test_another_ending_is_refused(drawn: LineagePicture, tmp_path: Path) -> None:
    with pytest.raises(UnknownPictureFormat):
        lineage_picture.save(tmp_path / "lineage.gif", drawn)


def test_codes_that_were_merged_since_are_told_in_a_sentence(project: Project, drawn: LineagePicture) -> None:
    rests, sits = codes.named(project, "resting"), codes.named(project, "sitting down")
    codes.merge(project, [rests], into=sits)

    after = lineage_picture.picture(project)

    told = "1 of the 3 initial codes has been merged into another since."
    assert told in words_of(after)
    assert told in lineage_picture.describe(after)
    assert not any("merged" in words for words in words_of(drawn))
