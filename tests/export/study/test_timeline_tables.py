"""The timeline as a picture and a table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qda.analysis.figures import timeline
from qda.analysis.figures.timeline import DATA, PHASES, Event, Lane, Timeline
from qda.export.blocks import tables_of
from qda.export.maps.category_map import UnknownPictureFormat
from qda.export.profiles import GERMAN
from qda.export.study import timeline_files, timeline_picture, timeline_tables
from qda.export.tables import plain
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import phases
from tests.factories import make_case, make_source


def _study(project: Project) -> None:
    unit, _case = make_case(project)
    phases.add(project, "Fieldwork", began="2010-06", ended="2010-12")
    phases.add(project, "Writing", began="2010-11")
    for name, when in (("A talk", "2010-07-07"), ("Another", "2010-10"), ("Undated", "")):
        source = make_source(project, name=name)
        sources.move(project, [source], unit_id=unit)
        sources.describe(project, [source], kind="interview", date=when)


def test_the_table_says_from_when_to_when_and_how_many(project: Project) -> None:
    _study(project)

    rows = timeline_tables.table(timeline.of_study(project)).rows

    assert [row.cells[:4] for row in rows][:6] == [
        ("Phases", "", "", ""),
        ("Fieldwork", "2010-06", "2010-12", rows[1].cells[3]),
        ("Writing", "2010-11", "goes on", rows[2].cells[3]),
        ("Data", "", "", ""),
        ("Casework · interview", "2010-07-07", "2010-10", 2),
    ]


def test_the_note_names_months_and_sources_that_are_missing(project: Project) -> None:
    _study(project)

    (note,) = timeline_tables.table(timeline.of_study(project)).notes

    assert "Months without data: Aug 2010, Sep 2010." in plain(note)
    assert "Sources without a date: Undated." in plain(note)


def test_the_picture_is_written_by_its_ending(project: Project, tmp_path: Path) -> None:
    _study(project)
    found = timeline.of_study(project)

    for ending in ("svg", "png", "docx"):
        timeline_files.write(tmp_path / f"t.{ending}", found)

    told = (tmp_path / "t.svg").read_text("utf-8")
    assert ">Fieldwork<" in told
    assert ">Casework · interview<" in told
    assert (tmp_path / "t.png").read_bytes()[:4] == b"\x89PNG"
    with pytest.raises(UnknownPictureFormat):
        timeline_picture.save(tmp_path / "t.gif", found)


def test_an_empty_study_has_no_blocks(project: Project) -> None:
    assert tables_of(timeline_tables.blocks(timeline.of_study(project))) == []


def test_the_german_table_speaks_german_throughout() -> None:
    event = Event(date(2010, 3, 1), date(2010, 3, 31), "x")
    lanes = (Lane("p", PHASES, "Feldphase", "span", (event,)), Lane("d", DATA, "Fälle · interview", "point", (event,)))

    found = timeline_tables.table(Timeline("", lanes, bare=(date(2010, 3, 1),)), GERMAN)

    assert found.title == "Zeitlicher Verlauf von Datenerhebung und Auswertung"
    assert [row.cells[0] for row in found.rows] == ["Phasen", "Feldphase", "Daten", "Fälle · Interview"]
    assert "Monate ohne Daten: März 2010." in plain(found.notes[0])


def test_events_are_listed_for_programs(project: Project) -> None:
    _study(project)

    found = timeline_tables.listed(project)

    assert [(row["what"], row["from"], row["to"]) for row in found if row["group"] == "Data"] == [
        ("A talk", "2010-07-07", "2010-07-07"),
        ("Another", "2010-10", "2010-10"),
        ("Undated", None, None),
    ]
