from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.errors import NotFound
from qda.memos import queries, service
from qda.memos.comparing import Change, compare, counts
from qda.project.project import Project

WORDS = st.text(alphabet="ab \nC,é’", max_size=30)


def test_words_that_were_replaced_stand_as_one_phrase() -> None:
    assert compare("It is a calm room.", "It is a very quiet room.") == [
        Change("same", "It is a "),
        Change("removed", "calm"),
        Change("added", "very quiet"),
        Change("same", " room."),
    ]


def test_words_are_counted() -> None:
    assert counts(compare("one two three", "one four")) == (2, 1)


@given(WORDS, WORDS)
def test_both_versions_can_be_read_from_the_changes(before: str, after: str) -> None:
    changes = compare(before, after)

    assert "".join(change.text for change in changes if change.kind != "added") == before
    assert "".join(change.text for change in changes if change.kind != "removed") == after


def test_restoring_makes_a_new_version_and_can_be_undone(project: Project) -> None:
    memo = service.begin(project, "First", title="One")
    service.write(project, memo, "Second", title="Two")

    service.restore(project, memo, 1)

    row = queries.memo(project, memo)
    assert row is not None
    assert (row.text, row.title, row.versions) == ("First", "One", 3)
    assert project.undo() == "Restore version 1 of a memo"
    with pytest.raises(NotFound):
        service.restore(project, memo, 9)
