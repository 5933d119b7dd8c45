"""No two actions have the same keys where both would hear them."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qda.ui import screens
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.parts.modes import ModesPage
from qda.ui.session import Session


def _meet(one: QWidget | None, other: QWidget | None) -> bool:
    """True for two of the whole window, or two of which one lies in the other; a room may go before the window."""
    if one is None or other is None:
        return one is other
    return one is other or one.isAncestorOf(other) or other.isAncestorOf(one)


def test_no_two_actions_share_keys_in_one_place(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    session, actions, jobs = Session(window), Actions(window), Jobs(window)
    for key in (*screens.WORKSPACES, "tree", "codes", "memo"):
        page = screens.make(key, session, actions, jobs)
        page.setParent(window)
        if isinstance(page, ModesPage):
            for mode in page._modes:
                page.page(mode.key)

    heard = defaultdict(list)
    for action in actions.all():
        for keys in actions.keys_of(action.objectName()):
            heard[keys].append(action.objectName())
    clashes = [
        (keys, one, other)
        for keys, names in heard.items()
        for one, other in combinations(names, 2)
        if _meet(actions.where(one), actions.where(other))
    ]

    assert len(heard) > 40
    assert clashes == []
