"""What a map has done beside the work: lines are laid once, while nothing lies elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from qda.coding import categories, codes, maps
from qda.ui.analysis.maps import lines, work
from qda.ui.analysis.maps.page import MapPage
from tests.ui.analysis.conftest import Desk


@pytest.fixture
def map_id(desk: Desk) -> int:
    """A map with two codes and a line between them."""
    project = desk.session.project
    drawn = maps.create(project, "The Board")
    made = [codes.create(project, name, level="focused") for name in ("aligning", "serving")]
    boxes = [
        maps.place(project, drawn, "code", code, (300 * at, 0, 210, 52)) for at, code in enumerate(made)
    ]  # fmt: skip
    maps.join(project, drawn, *boxes, relation_id=categories.relate(project, made[0], "is a form of", made[1]))
    return drawn


@pytest.fixture
def laid(monkeypatch: pytest.MonkeyPatch) -> list[dict[int, Any]]:
    """The boxes of each time that lines were laid."""
    found: list[dict[int, Any]] = []
    lay = lines.lay

    def noted(boxes: Any, *rest: Any) -> Any:
        found.append(boxes)
        return lay(boxes, *rest)

    monkeypatch.setattr(work, "lay", noted)
    return found


def test_a_map_that_is_read_again_has_its_lines_as_they_were_laid(
    desk: Desk, map_id: int, laid: list[dict[int, Any]], qtbot: QtBot
) -> None:
    page = MapPage(desk.session, desk.actions, desk.jobs)
    desk.show(page, 1000, 700)
    qtbot.waitUntil(lambda: len(laid) == 1 and not desk.jobs.busy)

    page.show_map(map_id)
    qtbot.waitUntil(lambda: not page.work._lay_later.isActive())
    desk.settle()

    assert len(laid) == 1


def test_a_box_that_lies_elsewhere_has_the_lines_laid_anew(
    desk: Desk, map_id: int, laid: list[dict[int, Any]], qtbot: QtBot
) -> None:
    page = MapPage(desk.session, desk.actions, desk.jobs)
    desk.show(page, 1000, 700)
    qtbot.waitUntil(lambda: len(laid) == 1 and not desk.jobs.busy)
    shown = page.view.map.shown()
    assert shown is not None

    maps.arrange(desk.session.project, {shown.nodes[0].id: (0.0, 400.0)})
    qtbot.waitUntil(lambda: len(laid) == 2)

    assert laid[1][shown.nodes[0].id][:2] == (0.0, 400.0)
