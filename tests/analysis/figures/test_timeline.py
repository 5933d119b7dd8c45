"""The timeline reads itself from dates; its layout is plain arithmetic."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.analysis.figures import timeline
from qda.analysis.figures.timeline import Event, Lane, Timeline
from qda.analysis.figures.timeline_layout import lay_out
from qda.coding import codes, focused, maps, segments
from qda.export.study import timeline_picture
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import consent, instruments, phases
from qda.study import service as study
from tests.factories import make_case, make_source, span_of

NOON = int(datetime(2010, 7, 13, 12).astimezone().timestamp() * 1000)  # where the test runs


def _lanes(found: Timeline) -> dict[str, list[tuple[date, date, str]]]:
    return {lane.label: [(event.first, event.last, event.label) for event in lane.events] for lane in found.lanes}


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("2010-07-07", (date(2010, 7, 7), date(2010, 7, 7))),
        ("2010-07", (date(2010, 7, 1), date(2010, 7, 31))),
        ("2012-02", (date(2012, 2, 1), date(2012, 2, 29))),
        ("2010", (date(2010, 1, 1), date(2010, 12, 31))),
        ("", None),
        ("spring", None),
    ],
)
def test_a_partial_date_is_a_stretch(words: str, days: tuple[date, date] | None) -> None:
    assert timeline.stretch(words) == days


def test_sources_lie_in_lanes_by_unit_and_kind(project: Project) -> None:
    unit, _case = make_case(project)
    for name, kind, when in (("A", "interview", "2010-07-07"), ("B", "interview", "2010-09"), ("C", "diary", "")):
        source = make_source(project, name=name)
        sources.move(project, [source], unit_id=unit)
        sources.describe(project, [source], kind=kind, date=when)

    found = timeline.of_study(project)

    assert _lanes(found)["Casework · interview"] == [
        (date(2010, 7, 7), date(2010, 7, 7), "A"),
        (date(2010, 9, 1), date(2010, 9, 30), "B"),
    ]
    assert [name for _id, name in found.undated] == ["C"]
    assert found.bare == (date(2010, 8, 1),)


def test_what_happens_dates_itself(project: Project) -> None:
    person = study.create_participant(project, "Theresa")
    consent.record(project, person, "interview", asked_on="2010-06", outcome="yes", withdrawn_on="2011-01-05")
    instruments.create(project, "Guide", version="2", date="2010-05")
    memos.begin(project, "First thoughts", title="First", at=NOON)
    phases.add(project, "Fieldwork", began="2010-06-15")

    found = _lanes(timeline.of_study(project))

    assert found["Fieldwork"] == [(date(2010, 6, 15), date(2010, 6, 15), "Fieldwork")]
    assert found["Asked for consent"] == [(date(2010, 6, 1), date(2010, 6, 30), "Theresa: interview")]
    assert found["Consent withdrawn"] == [(date(2011, 1, 5), date(2011, 1, 5), "Theresa: interview")]
    assert found["Versions of instruments"] == [(date(2010, 5, 1), date(2010, 5, 31), "Guide, version 2")]
    assert found["Memos"] == [(date(2010, 7, 13), date(2010, 7, 13), "First")]


def test_coding_counts_by_month_and_undone_work_does_not_count(project: Project) -> None:
    source, code = make_source(project), codes.create(project, "staying calm")
    segments.apply(project, source, span_of("She did not judge me."), code)
    codes.set_level(project, [code], "focused")
    project.undo()

    found = {lane.key: lane for lane in timeline.of_study(project).lanes}

    assert [event.count for event in found["coding"].events] == [1]
    assert "raised" not in found


def test_work_that_was_done_earlier_lies_where_it_was_done(project: Project) -> None:
    source, code = make_source(project), codes.create(project, "staying calm")
    group = codes.create(project, "keeping calm", level="focused")
    segments.apply_many(project, [(source, span_of("She did not judge me."), code)], at=NOON)
    focused.cluster(project, [code], group, at=NOON)
    maps.create(project, "Calm", at=NOON)

    found = {lane.key: lane for lane in timeline.of_study(project).lanes}

    assert [event.first for event in found["coding"].events] == [date(2010, 7, 1)]
    assert [(event.first, event.count) for event in found["gathered"].events] == [(date(2010, 7, 13), 1)]
    assert date(2010, 7, 13) in [event.first for event in found["maps"].events]


def test_a_phase_keeps_its_ends_as_they_were_written(project: Project) -> None:
    phases.add(project, "Fieldwork", began="2010-06-15", ended="2012-02")

    (event,) = timeline.of_study(project).events

    assert timeline_picture.when(event) == ("2010-06-15", "2012-02")


def test_a_case_has_its_own_timeline(project: Project) -> None:
    unit, case = make_case(project)
    mine, other = make_source(project, name="Mine"), make_source(project, name="Other")
    for source in (mine, other):
        sources.describe(project, [source], date="2010-07-07")
    sources.move(project, [mine], case_id=case)
    sources.move(project, [other], unit_id=unit)
    memos.begin(project, "On her", title="On her", kind="case", targets=[Target("case", case)], at=NOON)
    memos.begin(project, "On nothing", title="On nothing", at=NOON)

    found = timeline.of_case(project, case)

    assert [event.label for event in found.events] == ["Mine", "On her"]


def test_the_events_of_one_day_stand_together() -> None:
    day = date(2010, 7, 7)
    events = [Event(day, day, f"note {number}", (("memo", number),)) for number in range(9)]

    (event,) = timeline._gathered(events)

    assert (event.count, len(event.targets)) == (9, 9)
    assert event.label == "note 0; note 1; note 2; note 3; note 4; note 5; 3 more"


def _laid(*days: tuple[date, date]) -> Timeline:
    lane = Lane("data", timeline.DATA, "Data", "point", tuple(Event(*each, "x") for each in sorted(days)))
    return Timeline("A study", (lane,), bare=timeline.bare_months(days))


def test_a_long_silence_is_cut_out_of_the_axis() -> None:
    found = lay_out(_laid((date(2010, 7, 7), date(2010, 7, 7)), (date(2026, 1, 5), date(2026, 1, 5))))

    (cut,) = found.cuts
    assert (date.fromordinal(cut.first), date.fromordinal(cut.last)) == (date(2010, 8, 1), date(2026, 1, 1))
    assert cut.right - cut.left < 0.05
    assert found.shades == ()


def test_months_without_data_are_shaded_as_one_stretch() -> None:
    found = lay_out(_laid((date(2010, 7, 7), date(2010, 7, 7)), (date(2010, 10, 5), date(2010, 10, 5))))

    assert found.shades == ((found.at(date(2010, 8, 1)), found.at(date(2010, 10, 1))),)


@given(st.lists(st.dates(date(1950, 1, 1), date(2050, 12, 31)), min_size=1, max_size=30))
def test_later_days_lie_further_right_and_all_on_the_sheet(days: list[date]) -> None:
    found = lay_out(_laid(*((day, day) for day in days)))

    places = [found.at(day) for day in sorted(set(days))]
    assert all(one < other for one, other in pairwise(places))
    assert all(0 <= mark.left < mark.right <= 1 + 1e-9 for row in found.rows for mark in row.marks)
    assert all(0 <= tick.at <= 1 for tick in found.ticks)


def test_an_empty_study_has_nothing_to_lay_out(project: Project) -> None:
    found = lay_out(timeline.of_study(project))

    assert (found.rows, found.ticks) == ((), ())
