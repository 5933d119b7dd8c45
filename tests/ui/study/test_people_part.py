"""The register of participants: roles, cases, speaker labels and the sign of consent."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from qda.sources import service as sources
from qda.study import consent, queries
from qda.study import service as study
from qda.ui.study.people_part import PeoplePart
from tests.factories import make_source
from tests.ui.study.conftest import Desk


def test_labels_and_consents_stand_beside_the_pseudonym(desk: Desk, qtbot: QtBot) -> None:
    part = PeoplePart(desk.session, desk.actions, desk.window)
    person = study.create_participant(desk.project, "Tess", role="parent")
    source = make_source(desk.project)

    sources.assign_speaker(desk.project, source, "Theresa", participant_id=person)
    consent.record(desk.project, person, "interview", outcome="yes")
    consent.record(desk.project, person, "records", outcome="no")
    consent.record(desk.project, person, "quotation", outcome="unanswered")

    qtbot.waitUntil(lambda: part.list.rows.rowCount() == 2)
    shown = [str(part.list.rows.data(part.list.rows.index(0, column))) for column in range(6)]
    assert shown == ["Tess", "parent", "", "1", "Theresa", "interview + · records – · quotation ?"]


def test_columns_are_as_wide_as_what_stands_in_them(desk: Desk, qtbot: QtBot) -> None:
    part = PeoplePart(desk.session, desk.actions, desk.window)
    part.resize(800, 300)

    study.create_participant(desk.project, "Tess", role="independent chair of the safeguarding board")

    qtbot.waitUntil(lambda: part.list.rows.rowCount() == 2)
    titles = [column.title for column in part.list.rows.columns]
    wide = dict(zip(titles, map(part.list.table.columnWidth, range(len(titles))), strict=True))
    assert wide["Role"] > 1.5 * wide["Description"]
    assert wide["Role"] > 1.5 * wide["Cases"]


def test_a_participant_changes_places_with_the_next_and_not_with_the_line_for_a_new_one(
    desk: Desk, qtbot: QtBot
) -> None:
    part = PeoplePart(desk.session, desk.actions, desk.window)
    for name in ("Tess", "Martine", "Leah"):
        study.create_participant(desk.project, name)
    qtbot.waitUntil(lambda: part.list.rows.rowCount() == 4)
    part.list.table.choose(part.list.rows.rows()[0].id, 0)

    desk.actions.get("participants.down").trigger()
    once = names(desk)
    part.list.move_wanted.emit(1)
    part.list.move_wanted.emit(1)

    assert once == ["Martine", "Tess", "Leah"]
    assert names(desk) == ["Martine", "Leah", "Tess"]


def names(desk: Desk) -> list[str]:
    return [person.name for person in queries.participants(desk.project)]
