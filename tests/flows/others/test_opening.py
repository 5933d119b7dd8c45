"""Cells of other programs: times as they write them, and identities that stay the same."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.flows.others.opening import moment, prose, words
from qda.flows.others.taguette import Page, _quote
from qda.flows.refi import tags

AT = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)


def milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


@pytest.mark.parametrize(
    ("told", "at"),
    [
        ("2024-01-02 03:04:05", AT),
        ("2024-01-02 03:04:05.678", AT),
        ("2024-01-02T03:04:05", AT),
        (b"2024-01-02 03:04:05", AT),
        ("Tue Jan  2 03:04:05 2024", AT),
        ("2024-01-02 03:04", AT.replace(second=0)),
        ("2024-01-02", AT.replace(hour=0, minute=0, second=0)),
        ("2024-1-2", AT.replace(hour=0, minute=0, second=0)),
    ],
)
def test_a_time_is_read_as_these_programs_write_it(told: str | bytes, at: datetime) -> None:
    assert moment(told) == milliseconds(at)


@pytest.mark.parametrize("told", ["", None, "soon", "2024-13-02", "2024-02-30 01:02:03", "Tue Feb 30 03:04:05 2024", 7])
def test_what_is_no_time_is_none(told: str | int | None) -> None:
    assert moment(told) is None


def test_a_time_before_all_times_is_the_first() -> None:
    assert moment("1953-01-02 03:04:05") == 0


@given(st.text())
def test_cells_hold_nothing_that_no_text_may_hold(told: str) -> None:
    assert (
        words(told)
        == words(told.encode("utf-8", "replace"))
        == told.encode("utf-8", "replace").decode().replace("\x00", "\ufffd")
    )
    assert "\r" not in prose(told)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_an_identity_is_a_uuid_of_its_name(kind: str, key: str) -> None:
    assert tags.derived(kind, key) == str(uuid.uuid5(tags._OURS, f"import\x1f{kind}\x1f{key}"))


@given(st.text(st.sampled_from(" \n\tab<&;é\r\x0c")))
def test_a_snippet_without_tags_is_read_as_a_page_of_it(snippet: str) -> None:
    assert _quote(snippet) == Page(snippet).text.replace("\n", "")
