"""The workspaces of the method in the real window: opening each, moving a card, finding a memo, at sizes M and L.

A workspace is open when it is painted with what it holds. What is counted behind that, off the main thread, is told
as a figure of its own. First: the moment the study is there; the page is made for it, its modules are read. After a
rest: the window has made its pages, as it does while nothing happens, and this one is seen for the first time. Again:
after the study was changed elsewhere meanwhile, as it is when one comes back to it.
"""

from __future__ import annotations

import compileall
import gc
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import qda
from qda.coding import queries as coding
from qda.coding import segments
from qda.settings import Settings
from qda.sources import queries as sources
from qda.text import Span
from qda.ui import app as start
from tests.benchmarks import studies
from tests.benchmarks.report import Row, median, percentile
from tests.benchmarks.studies import Size

if TYPE_CHECKING:
    from qda.ui.analysis.maps.page import MapPage
    from qda.ui.coding.board.page import FocusPage
    from qda.ui.coding.categories.page import CategoriesPage
    from qda.ui.main_window import MainWindow
    from qda.ui.memos.page import MemosPage

_FRAME, _OPEN, _FIND = 16.0, 200.0, 50.0  # milliseconds
_MOVES = 40
_AGAIN = 3
Taken = tuple[float, float]
"""(wall clock, processor time) in milliseconds."""
_Found = dict[str, tuple[Taken, float | None]]
"""Each figure by name, with its goal."""


def run(folder: Path) -> list[Row]:
    """What each figure is at size L, with its growth from M where modules that are read in have no share in it."""
    _compile(folder)
    found, smaller = _of_size(folder, studies.L), _of_size(folder, studies.M)
    return [
        Row(name, taken[0], goal=goal, own=taken[1], smaller=None if "first" in name else smaller[name][0][0])
        for name, (taken, goal) in found.items()
    ]


def _of_size(folder: Path, size: Size) -> _Found:
    """Each part in a process of its own: nobody has a second window, which the leavings of the first hold up."""
    found: _Found = {}
    for part in (_figures, _rested):
        path = studies.copy(size, folder)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_begin, initargs=(folder,)) as apart:
            found |= apart.submit(part, folder, path).result()
    return found


def _compile(folder: Path) -> None:
    """Have the modules in bytecode, as an installed program has them, even where Python is told to write none."""
    sys.pycache_prefix = str(folder / "bytecode")
    compileall.compile_dir(Path(qda.__file__).parent, quiet=2)


def _begin(folder: Path) -> None:
    sys.pycache_prefix = str(folder / "bytecode")
    sys.setswitchinterval(start._SWITCH)


def _figures(folder: Path, path: Path) -> _Found:
    app = start.make_application()
    window = _window(folder, path)
    found: _Found = {}
    for name, open_it in _workspaces(window).items():
        window.show_page("study")
        app.processEvents()
        begun = time.perf_counter(), time.process_time()
        found[f"open {name}, first time"] = _timed(open_it), _OPEN
        _quiet(window)
        found[f"{name}, until all behind it is counted"] = _since(begun), None
    for name, open_it in _workspaces(window).items():
        taken = [_opened_again(window, open_it, number) for number in range(_AGAIN)]
        found[f"open {name}, again"] = _middle(taken), _OPEN
    found |= _board(window) | _table(window) | _map(window) | _finding(window)
    _close(window)
    return found


def _rested(folder: Path, path: Path) -> _Found:
    app = start.make_application()
    window = _window(folder, path)
    found: _Found = {}
    _rest(window)
    for name, open_it in _workspaces(window).items():
        window.show_page("study")
        app.processEvents()
        found[f"open {name}, first time after a rest"] = _timed(open_it), _OPEN
        _quiet(window)
    _close(window)
    return found


def _window(folder: Path, path: Path) -> MainWindow:
    from qda.ui.main_window import MainWindow

    window = MainWindow(Settings(), folder / "settings.toml")
    window.resize(1440, 900)
    window.show()
    window.open(path)
    window.show_page("study")
    QApplication.processEvents()
    gc.collect()
    return window


def _rest(window: MainWindow) -> None:
    """Let the window make its other workspaces, and their parts, as it does while somebody reads."""
    until = time.monotonic() + 60
    while time.monotonic() < until and not window.stage.rests:
        QApplication.processEvents()
        time.sleep(0.001)
    _quiet(window)


def _close(window: MainWindow) -> None:
    window.close()
    window.deleteLater()
    QApplication.processEvents()


def _workspaces(window: MainWindow) -> dict[str, Callable[[], object]]:
    from qda.ui.coding.categories.page import _GRID, _SATURATION

    def saturation() -> None:
        cast("CategoriesPage", window.show_page("categories")).words.choose(_SATURATION)

    def categories() -> None:
        cast("CategoriesPage", window.show_page("categories")).words.choose(_GRID)

    def table() -> None:
        cast("MemosPage", window.show_page("memos")).show_mode("sorting")

    def memos() -> None:
        page = cast("MemosPage", window.show_page("memos"))
        page.show_mode("list")

    return {
        "Focus": lambda: window.show_page("focus"),
        "Compare": lambda: window.show_page("compare"),
        "Categories": categories,
        "Saturation": saturation,
        "Memos": memos,
        "Sorting table": table,
        "Map": lambda: window.show_page("map"),
        "Cases": lambda: window.show_page("cases"),
        "Claims": lambda: window.show_page("claims"),
        "Queries": lambda: window.show_page("queries"),
        "Reports": lambda: window.show_page("reports"),
    }


def _opened_again(window: MainWindow, open_it: Callable[[], object], number: int) -> Taken:
    """Come back after a code was applied elsewhere."""
    project = window.session.project
    window.show_page("study")
    source = sources.rows(project)[number].id
    segments.apply(project, source, Span(number * 50, number * 50 + 20), coding.code_rows(project)[-1].id)
    _quiet(window)
    return _timed(open_it)


# --- moving, each from the key or the mouse to repaint and commit --------------------------------------


def _board(window: MainWindow) -> _Found:
    """A card from one cluster to another, to and fro."""
    page = cast("FocusPage", window.show_page("focus"))
    _quiet(window)
    taken = []
    for number in range(_MOVES):
        panels = [panel for panel in page.board.panels if panel.level == "focused" and panel.size]
        source, target = panels[number % 20], panels[number % 20 + 1]
        card = source.cards[0].key
        page.choice.choose([card])
        QApplication.processEvents()
        taken.append(_timed(lambda card=card, target=target: page.acts.move([card], target.id)))  # type: ignore[misc]
    return _moved("a card on the board", taken)


def _table(window: MainWindow) -> _Found:
    page = cast("MemosPage", window.show_page("memos"))
    page.show_mode("sorting")
    _quiet(window)
    assert page.sorting is not None
    table = page.sorting.table
    cards = sorted(table._model.cards)
    dragged, kept = [], []
    for number in range(_MOVES):
        table.choose([cards[number * 7]])
        QApplication.processEvents()
        dragged.append(_timed(lambda: table.nudge(10, 5)))
        kept.append(_timed(table.keep))
    return {
        "move a card on the sorting table, each step": (_middle(dragged), _FRAME),
        **_moved("a card on the sorting table, let go", kept),
    }


def _map(window: MainWindow) -> _Found:
    page = cast("MapPage", window.show_page("map"))
    _quiet(window)
    view = page.view
    shown = view.map.shown()
    assert shown is not None
    steps: list[Taken] = []
    let_go: list[Taken] = []
    for number in range(_MOVES // 2):
        item = view.map.item(shown.nodes[number * 3].id)
        assert item is not None
        view.ensureVisible(item)
        QApplication.processEvents()
        _drag(view.viewport(), view.mapFromScene(item.sceneBoundingRect().center()), steps, let_go)
        _quiet(window, 0.05)
    return {
        "move a box on the map, each step": (_middle(steps), _FRAME),
        **_moved("a box on the map, let go", let_go),
    }


def _drag(port: QWidget, at: QPoint, steps: list[Taken], let_go: list[Taken]) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(port, left, none, at)
    steps += [_timed(partial(QTest.mouseMove, port, at + QPoint(6 * step, 4 * step))) for step in range(1, 6)]
    let_go.append(_timed(partial(QTest.mouseRelease, port, left, none, at + QPoint(30, 20))))


def _moved(what: str, taken: list[Taken]) -> _Found:
    high = percentile([each[0] for each in taken], 0.95), percentile([each[1] for each in taken], 0.95)
    return {f"move {what}, commit and repaint": (_middle(taken), _FRAME), f"move {what}, p95": (high, None)}


def _finding(window: MainWindow) -> _Found:
    """Words typed over the list of memos, until the list is painted."""
    page = cast("MemosPage", window.show_page("memos"))
    page.show_mode("list")
    _quiet(window)
    taken = []
    words = page._all[3].text.split()
    for number in range(12):
        asked = f'"{words[number]} {words[number + 1]}"' if number % 3 else words[number]
        taken.append(_timed(lambda asked=asked: page.search.setText(asked)))  # type: ignore[misc]
    page.search.clear()
    return {"find words in all memos, until the list is painted": (_middle(taken), _FIND)}


# --- taking the time --------------------------------------------------------------------------------------


def _timed(act: Callable[[], object]) -> Taken:
    begun = time.perf_counter(), time.process_time()
    act()
    QApplication.processEvents()
    return _since(begun)


def _since(begun: Taken) -> Taken:
    return (time.perf_counter() - begun[0]) * 1000, (time.process_time() - begun[1]) * 1000


def _middle(taken: list[Taken]) -> Taken:
    return median([each[0] for each in taken]), median([each[1] for each in taken])


def _quiet(window: MainWindow, seconds: float = 0.0) -> None:
    """Let end what goes on behind the page."""
    until = time.monotonic() + seconds
    QApplication.processEvents()
    while time.monotonic() < until or window.jobs.busy:
        QApplication.processEvents()
        time.sleep(0.001)
    QApplication.processEvents()
