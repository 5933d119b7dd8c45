"""What is compared with while coding."""

from __future__ import annotations

from PySide6.QtCore import QUrl

from qda.coding import codes, testing
from qda.text import Span
from qda.ui.coding.incidents import Incidents, last
from tests.factories import TALK, span_of
from tests.ui.coding.conftest import Desk


def test_the_last_three_come_first_with_their_surroundings(desk: Desk) -> None:
    source, code = desk.source(), desk.code("calm")
    for words in ("came in", "sat down", "judge me", "we talked"):
        desk.coded(source, words, code)

    found = last(desk.project, code)

    assert [incident.row.quote for incident in found] == ["we talked", "judge me", "sat down"]
    assert found[2].before.endswith("She came in and ")


def test_what_is_seen_in_the_text_is_left_out(desk: Desk) -> None:
    source, code = desk.source(), desk.code("calm")
    for words in ("came in", "sat down"):
        desk.coded(source, words, code)

    found = last(desk.project, code, (source, span_of("sat down")))

    assert [incident.row.quote for incident in found] == ["came in"]


def test_definition_places_and_words_are_shown(desk: Desk) -> None:
    source, code = desk.source(), desk.code("calm", definition="No haste & no fear")
    desk.coded(source, "sat down", code)
    shown = Incidents(desk.session)

    shown.show_code(code)

    words = shown.toPlainText()
    assert "No haste & no fear" in words
    assert "Interview · Theresa · line 2" in words
    assert "She came in and sat down. She did not judge me." in words


def test_what_testing_gave_stands_with_the_definition(desk: Desk) -> None:
    source, code = desk.source(), desk.code("calm")
    testing.answer(desk.project, code, (source, span_of("sat down")), "fits")
    shown = Incidents(desk.session)

    shown.show_code(code)

    assert "Tested on 1: 1 fit" in shown.toPlainText()


def test_a_place_that_is_clicked_is_opened(desk: Desk) -> None:
    source, code = desk.source(), desk.code("calm")
    coding = desk.coded(source, "sat down", code)
    wanted: list[tuple[int, Span]] = []
    desk.session.source_wanted.connect(lambda found, span: wanted.append((found, span)))
    shown = Incidents(desk.session)
    shown.show_code(code)

    shown.anchorClicked.emit(QUrl(f"coding:{coding}"))

    assert wanted == [(source, span_of("sat down", TALK))]


def test_a_code_that_is_gone_shows_nothing(desk: Desk) -> None:
    code = desk.code("calm")
    shown = Incidents(desk.session)
    shown.show_code(code)
    codes.delete(desk.project, [code])

    shown.refresh()

    assert shown.toPlainText() == ""
