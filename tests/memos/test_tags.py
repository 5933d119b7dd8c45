from __future__ import annotations

import pytest

from qda.errors import NotFound
from qda.memos import queries, service, tags
from qda.memos.tags import TagRow
from qda.project.project import Project


@pytest.fixture
def two(project: Project) -> list[int]:
    return [service.begin(project, "One"), service.begin(project, "Two")]


def on(project: Project, memo_id: int) -> tuple[str, ...]:
    row = queries.memo(project, memo_id)
    return () if row is None else row.tags


def test_a_tag_is_put_on_many_and_counted(project: Project, two: list[int]) -> None:
    tags.add(project, two, "  Quiet  rooms ")
    tags.add(project, two[:1], "quiet ROOMS")
    tags.add(project, two[:1], " ")

    assert tags.rows(project) == [TagRow("Quiet rooms", 2)]


def test_renaming_goes_everywhere_and_joins_two_tags(project: Project, two: list[int]) -> None:
    tags.add(project, two, "quiet")
    tags.add(project, two[:1], "calm")

    tags.rename(project, "quiet", "Calm")

    assert [on(project, memo) for memo in two] == [("Calm",), ("Calm",)]
    assert project.undo() == "Rename the tag “quiet” to “Calm”"
    assert on(project, two[0]) == ("calm", "quiet")


def test_removing_goes_everywhere_and_taking_off_does_not(project: Project, two: list[int]) -> None:
    tags.add(project, two, "quiet")
    tags.add(project, two, "calm")

    tags.take_off(project, two[:1], "QUIET")
    tags.remove(project, "calm")

    assert [on(project, memo) for memo in two] == [(), ("quiet",)]


def test_a_memo_that_is_gone_can_t_be_tagged(project: Project) -> None:
    with pytest.raises(NotFound):
        tags.add(project, [99], "quiet")
