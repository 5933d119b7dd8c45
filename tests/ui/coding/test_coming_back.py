"""A long text that was deleted while it was shown is read off the main thread when undo brings it back."""

from __future__ import annotations

import pytest

from qda.sources import service as sources
from qda.sources.service import NewSource
from qda.ui.coding import coming_back
from qda.ui.coding.page import CodePage
from tests.factories import TALK
from tests.ui.coding.conftest import Desk


@pytest.fixture
def deleted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> tuple[CodePage, int]:
    """The page, and the coded source that was shown when it was deleted; any coding makes a text a long one."""
    monkeypatch.setattr(coming_back, "_MANY", 0)
    source = desk.source()
    sources.add(desk.project, NewSource("Other", "A line."))
    desk.coded(source, "came in", desk.code("arriving"))
    page = CodePage(desk.session, desk.actions, desk.jobs)
    desk.show(page)
    desk.session.show_source(source)
    sources.delete(desk.project, source)
    desk.settle()
    return page, source


def test_a_long_text_comes_back_with_its_codings_once_it_is_read(desk: Desk, deleted: tuple[CodePage, int]) -> None:
    page, source = deleted

    desk.session.undo()
    at_once = page.view.coded_text().text
    desk.settle()

    assert at_once == ""
    assert page.view.coded_text().text == TALK
    assert [item.label for item in page.view.coded_text().highlights] == ["arriving"]
    assert desk.session.source_id == source


def test_what_is_deleted_again_before_it_is_read_is_not_shown(desk: Desk, deleted: tuple[CodePage, int]) -> None:
    page, _source = deleted

    desk.session.undo()
    desk.session.redo()
    desk.settle()

    assert page.view.coded_text().text == ""
    assert desk.session.source_id is None


def test_another_text_that_is_opened_meanwhile_stays(desk: Desk, deleted: tuple[CodePage, int]) -> None:
    page, source = deleted
    other = source + 1

    desk.session.undo()
    desk.session.show_source(other)
    desk.settle()

    assert page.view.coded_text().text == "A line."
    assert desk.session.source_id == other
