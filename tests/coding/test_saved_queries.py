"""Queries that are kept; the fixture takes every act back again."""

from __future__ import annotations

import pytest

from qda.coding import saved_queries
from qda.coding.saved_queries import QueryNameMissing, QueryNameTaken
from qda.errors import NotFound
from qda.project import history
from qda.project.project import Project


def names(project: Project) -> list[str]:
    return [row.name for row in saved_queries.rows(project)]


def test_a_saved_query_is_found_by_its_name(project: Project) -> None:
    saved_queries.save(project, "Who judges?", '{"field": "coded", "value": ""}')

    assert saved_queries.named(project, "who  JUDGES?").query == '{"field": "coded", "value": ""}'
    with pytest.raises(NotFound):
        saved_queries.named(project, "who laughs?")


def test_a_saved_query_is_renamed_changed_duplicated_and_deleted(project: Project) -> None:
    first = saved_queries.save(project, "One", "{}")

    second = saved_queries.duplicate(project, first)
    saved_queries.rename(project, first, "Other")
    saved_queries.replace(project, first, "[]")

    assert names(project) == ["One (2)", "Other"]
    assert saved_queries.named(project, "Other").query == "[]"
    saved_queries.delete(project, [second])
    assert names(project) == ["Other"]
    assert history.next_undo(project) == "Delete the query “One (2)”"


def test_names_are_needed_and_their_own(project: Project) -> None:
    first = saved_queries.save(project, "One", "{}")

    with pytest.raises(QueryNameTaken):
        saved_queries.save(project, "ONE", "{}")
    with pytest.raises(QueryNameMissing):
        saved_queries.rename(project, first, "  ")
    saved_queries.rename(project, first, "one")
    assert names(project) == ["one"]
