"""Full searches for garbage wait while a study is open, and come when the window rests."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

from qda.ui import sweeping
from qda.ui.main_window import MainWindow


class Ring:
    """Nobody but itself holds it."""

    def __init__(self) -> None:
        self.own = self


def lost() -> weakref.ref[Ring]:
    """A ring that only a full search finds: it has outlived those among younger things."""
    ring = Ring()
    gc.collect()
    return weakref.ref(ring)


def test_while_a_study_is_open_full_searches_wait(main_window: MainWindow, study: Path) -> None:
    before = gc.get_threshold()

    main_window.open(study)
    held = gc.get_threshold()
    main_window.session.end()

    assert held[:2] == before[:2]
    assert held[2] > 10 * before[2]
    assert gc.get_threshold() == before


def test_what_outlives_a_search_is_set_aside_while_a_study_is_open(main_window: MainWindow, study: Path) -> None:
    main_window.open(study)
    set_aside = gc.get_freeze_count()
    ring = lost()

    sweeping.sweep()
    later = gc.get_freeze_count()
    main_window.session.end()

    assert set_aside > 0
    assert later > 0
    assert ring() is None
    assert gc.get_freeze_count() == 0


def test_a_study_closed_leaves_searches_held_back_for_the_other_one() -> None:
    before = gc.get_threshold()
    one, other = Ring(), Ring()
    sweeping.hold_back(one)
    sweeping.hold_back(other)

    sweeping.let_go(one)
    meanwhile = gc.get_threshold(), gc.get_freeze_count()
    sweeping.let_go(other)

    assert meanwhile[0] != before
    assert meanwhile[1] > 0
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_without_a_study_nothing_is_set_aside() -> None:
    sweeping.sweep()

    assert gc.get_freeze_count() == 0


@pytest.mark.parametrize(("rested", "found"), [(60.0, True), (0.5, False)])
def test_a_full_search_comes_when_the_window_has_rested(
    main_window: MainWindow, monkeypatch: pytest.MonkeyPatch, *, rested: float, found: bool
) -> None:
    ring = lost()
    (sweeper,) = main_window.findChildren(sweeping.Sweeping)
    monkeypatch.setattr(sweeper, "_rested", lambda: rested)
    monkeypatch.setattr(sweeping, "is_due", lambda: True)
    sweeper._moved -= 60

    sweeper._look()

    assert (ring() is None) is found


def test_turning_to_a_page_is_no_rest(main_window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = lost()
    (sweeper,) = main_window.findChildren(sweeping.Sweeping)
    monkeypatch.setattr(sweeper, "_rested", lambda: 60.0)
    monkeypatch.setattr(sweeping, "is_due", lambda: True)
    sweeper._moved -= 60

    main_window.show_page("keys")
    sweeper._look()

    assert ring() is not None
    gc.collect()
    assert ring() is None
