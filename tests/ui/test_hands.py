"""What random hands hear of when something goes wrong under them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import qWarning

from qda.ui.main_window import MainWindow
from tests.hands.hands import Hands


@pytest.fixture
def hands(main_window: MainWindow, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hands:
    """Hands that can do one thing only, and do it."""
    main_window.open(study)
    main_window.acts.add("test.fail", "Fail", _fail)
    only = [main_window.acts.get("test.fail")]
    monkeypatch.setattr(main_window.acts, "all", lambda: only)
    made = Hands(main_window, tmp_path, seed=1)
    monkeypatch.setattr(made, "ways", lambda: {made.act: 1})
    return made


def _fail() -> None:
    qWarning("Something odd")
    raise ValueError("no such row")


def test_what_is_raised_is_told_once_with_the_acts_before_it(hands: Hands) -> None:
    hands.watch.note("something before")

    hands.walk(2)

    (raised,) = [fault for fault in hands.faults if "ValueError: no such row" in fault]
    assert raised.startswith("after something before; test.fail:")


def test_what_qt_complains_of_is_told(hands: Hands) -> None:
    hands.walk(1)

    assert [fault for fault in hands.faults if fault.endswith("Something odd")]
