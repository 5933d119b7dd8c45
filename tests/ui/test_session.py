"""What the session says of an act: what it gave back, whether it was done, and why it was not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from qda.errors import QdaError
from qda.ui.session import Session


@pytest.fixture
def session(qapp: QObject) -> Iterator[Session]:
    yield Session()


def refuse(reason: str) -> None:
    raise QdaError(reason)


def test_an_act_that_gives_nothing_back_was_done_all_the_same(session: Session) -> None:
    heard: list[str] = []

    given, was_done = session.act(heard.append, "one"), session.did(heard.append, "two")

    assert (given, was_done, heard) == (None, True, ["one", "two"])


def test_what_was_refused_was_not_done_and_is_told(session: Session) -> None:
    failures: list[QdaError] = []
    session.failed.connect(failures.append)

    was_done = session.did(refuse, "There is already such a code.")

    assert not was_done
    assert [failure.sentence for failure in failures] == ["There is already such a code."]


def test_nothing_is_done_while_something_heavy_is_written(session: Session) -> None:
    heard: list[str] = []
    session.held = True

    was_done = session.did(heard.append, "one")

    assert (was_done, heard) == (False, [])
