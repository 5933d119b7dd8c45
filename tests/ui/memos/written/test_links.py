"""What a memo hangs on, in words to click."""

from __future__ import annotations

import pytest

from qda.coding import segments
from qda.memos.queries import Link
from qda.memos.service import Target
from qda.ui.memos.written.links import LinkRow, follow, rows_of
from qda.ui.session import Selection
from tests.factories import span_of
from tests.ui.memos.conftest import Desk


def test_things_go_to_the_next_line_where_there_is_no_room() -> None:
    assert rows_of([50, 50, 50], 110) == 2
    assert rows_of([500], 110) == 1


def test_what_has_no_room_is_in_a_menu(desk: Desk) -> None:
    row = LinkRow(desk.session)
    desk.show(row, 300, 100)

    row.show_links([Link(Target("code", number), f"a code with a long name {number}") for number in range(12)])

    seen = [text for place, text in enumerate(row.texts()) if row.word(place).isVisible()]
    assert 0 < len(seen) < 12
    assert row.more() == f"and {12 - len(seen)} more"


@pytest.mark.parametrize(("kind", "workspace"), [("case", "cases"), ("participant", "study"), ("category_map", "map")])
def test_a_link_leads_to_its_workspace_and_selects_it(desk: Desk, kind: str, workspace: str) -> None:
    follow(desk.session, Target(kind, 3))

    assert desk.wanted == [workspace]
    assert desk.session.selection == Selection(kind, 3)


def test_words_that_are_gone_are_told(desk: Desk) -> None:
    segment = segments.hold(desk.project, desk.source(), span_of("sat down"))
    desk.project.undo()

    follow(desk.session, Target("segment", segment))

    assert desk.said == ["These words are no longer in the text."]
