"""What is copied or dragged away: withheld where that was decided, said where nothing is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qda.project.project import Project
from qda.sources import service as sources
from qda.study import consent, consent_gate
from qda.study import service as study
from qda.ui.session import Session
from qda.ui.working import copying
from tests.factories import make_source, span_of

QUOTE = "She came in and sat down."


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    """Theresa did not agree to being quoted; nothing was decided on it."""
    made = Session()
    made.begin(Project.create(tmp_path / "study.gerund", coder="AQ"))
    theresa = study.create_participant(made.project, "Theresa")
    source = make_source(made.project)
    sources.assign_speaker(made.project, source, "Theresa", participant_id=theresa)
    consent.record(made.project, theresa, "quotation", outcome="no")
    yield made
    made.end()


def _leave_out(session: Session) -> None:
    objections, _decided = consent_gate.to_quote_now(session.project, {1: ["interview"]})
    consent_gate.decide(session.project, objections, "leave out")


def test_undecided_words_are_copied_and_it_is_said(session: Session) -> None:
    told: list[str] = []
    session.told.connect(lambda sentence, _hint: told.append(sentence))

    words = copying.of_text(session, 1, span_of(QUOTE), QUOTE)

    assert words == QUOTE
    assert told == ["Theresa did not agree to being quoted."]


def test_words_that_are_left_out_are_withheld(session: Session) -> None:
    _leave_out(session)

    assert copying.of_text(session, 1, span_of(QUOTE), QUOTE) == "[withheld]"


def test_cells_that_quote_are_withheld_too(session: Session) -> None:
    _leave_out(session)

    assert copying.of_study(session, ["urban", f"says: {QUOTE}"]) == ["urban", "says: [withheld]."]


def test_cells_without_their_words_say_nothing(session: Session) -> None:
    told: list[str] = []
    session.told.connect(lambda sentence, _hint: told.append(sentence))

    assert copying.of_study(session, ["urban"]) == ["urban"]
    assert told == []
