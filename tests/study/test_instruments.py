"""Instruments and what they produced."""

from __future__ import annotations

import pytest

from qda.project.project import Project
from qda.study import instruments
from qda.study.instruments import InstrumentDate, InstrumentNameMissing, InstrumentRow, InstrumentTaken
from tests.factories import make_source

WORDING = "1. What had happened before?\n(2) Who came first?\n\n– And what did you do?\n"


def test_a_guide_is_read_question_by_question(project: Project) -> None:
    guide = instruments.create(project, " Guide for  parents ", version="1", date="18.5.2012", text=WORDING)

    found = instruments.instruments(project)

    assert found == [
        InstrumentRow(guide, "Guide for parents", "interview guide", "1", "2012-05-18", WORDING.strip(), 0)
    ]
    assert found[0].label == "Guide for parents (1)"
    assert found[0].items == ("What had happened before?", "Who came first?", "And what did you do?")


def test_a_new_version_goes_on_from_the_old_wording(project: Project) -> None:
    first = instruments.create(project, "Guide", version="1", date="2012-05", text=WORDING)

    second = instruments.new_version(project, first, "2", date="2012-09")
    instruments.edit(project, second, text="Only one question?")

    assert [(row.version, len(row.items)) for row in instruments.instruments(project)] == [("1", 3), ("2", 1)]


def test_name_and_version_are_had_by_one_instrument(project: Project) -> None:
    instruments.create(project, "Guide", version="1")
    other = instruments.create(project, "Guide", version="2")

    with pytest.raises(InstrumentTaken):
        instruments.create(project, "GUIDE", version="1")
    with pytest.raises(InstrumentTaken):
        instruments.edit(project, other, version="1")
    with pytest.raises(InstrumentNameMissing):
        instruments.edit(project, other, name=" ")

    assert len(instruments.instruments(project)) == 2


def test_a_date_that_is_none_is_refused(project: Project) -> None:
    with pytest.raises(InstrumentDate):
        instruments.create(project, "Guide", date="soon")


def test_sources_come_from_an_instrument_and_are_let_go(project: Project) -> None:
    guide = instruments.create(project, "Guide")
    one, other = make_source(project, name="One"), make_source(project, name="Other")

    linked = instruments.link(project, [one, other], guide)
    instruments.link(project, [other], None)

    assert linked == 2
    assert instruments.sources_of(project, guide) == [(one, "One")]
    assert instruments.instruments(project)[0].sources == 1
    assert project.undo() == "Let “Other” come from no instrument"


def test_what_an_instrument_produced_stays_when_it_goes(project: Project) -> None:
    guide = instruments.create(project, "Guide")
    source = make_source(project)
    instruments.link(project, [source], guide)

    instruments.delete(project, [guide])
    gone = instruments.instruments(project)
    said = project.undo()

    assert (gone, said) == ([], "Delete instrument “Guide”")
    assert instruments.sources_of(project, guide) == [(source, "Interview")]
