"""Opening and coding a long text through the real window: from the call until nothing is left to paint.

Wall clock and processor time are both told: beside other work only the latter stays nearly what it is.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from qda.coding import codes, segments
from qda.project.project import Project
from qda.settings import Settings
from qda.sources import service as sources
from qda.sources.service import NewSource
from qda.text import Span
from tests.benchmarks import texts
from tests.benchmarks.report import Row, median, percentile
from tests.benchmarks.view import _marks

if TYPE_CHECKING:
    from qda.ui.coding.page import CodePage

_SIZES = ((50_000, 3_000, 200), (100_000, 6_000, 300), (500_000, 30_000, 300))  # words, segments, goal in milliseconds
_CODED = 200


def run(folder: Path) -> list[Row]:
    """Each text opened once for the first time and five times again; coding, and undoing, in the longest."""
    from qda.ui import app as start
    from qda.ui.main_window import MainWindow

    sys.setswitchinterval(start._SWITCH)  # as the program does: a worker gives way to the window
    path = folder / "opening.gerund"
    long, labels = _make(path)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    window = MainWindow(Settings(), folder / "settings.toml")
    window.resize(1440, 900)
    window.show()
    window.open(path)
    window.show_page("code")
    session = window.session
    short = sources.add(session.project, NewSource("Short", "A line."))
    _quiet(window)
    rows: list[Row] = []
    for (words, count, goal), source in zip(_SIZES, long, strict=True):
        session.show_source(short)
        _quiet(window)
        gc.collect()
        name = f"{words:,} words, {count:,} segments"
        first = _timed(lambda source=source: session.show_source(source))  # type: ignore[misc]
        again = []
        for _ in range(5):
            session.show_source(short)
            _quiet(window)
            again.append(_timed(lambda source=source: session.show_source(source)))  # type: ignore[misc]
        rows += [
            Row(f"open {name}, first time", first[0], goal=goal),
            Row("the same, processor time", first[1], goal=goal),
            Row("again, median of five", median([each[0] for each in again]), goal=goal),
            Row("the same, processor time", median([each[1] for each in again]), goal=goal),
        ]
    _quiet(window)
    rows += _coding(cast("CodePage", window.stage.page("code")), labels)
    rows += _undoing(window, long[-1])
    window.close()
    window.deleteLater()
    app.processEvents()
    return rows


def _make(path: Path) -> tuple[list[int], list[int]]:
    with Project.create(path, coder="AQ") as project:
        ids = [codes.create(project, label) for label in texts.labels(200)]
        made = []
        for words, count, _goal in _SIZES:
            text = texts.interview(words)
            source = sources.add(project, NewSource(f"{words}", text, tuple(_marks(text))))
            places = texts.spans(text, count)
            segments.apply_many(project, [(source, Span(a, b), ids[i % 200]) for i, (a, b) in enumerate(places)])
            made.append(source)
    return made, ids


def _coding(page: CodePage, ids: list[int]) -> list[Row]:
    """From the call of the act to repaint and commit, in the text that is open."""
    top = page.view.position()[0]
    applied, removed = [], []
    for number in range(_CODED):
        page.view.select(Span(top + number * 7, top + number * 7 + 40), reveal=False)
        QApplication.processEvents()
        applied.append(_timed(lambda number=number: page.acts.apply_one(ids[number % 200])))  # type: ignore[misc]
        newest = max(page.view.coded_text().overlapping(top, top + 2_000), key=lambda item: item.id)
        page.view.select_coding(newest.id, reveal=False)
        QApplication.processEvents()
        removed.append(_timed(page.acts.take_off_current))
    return [
        Row("apply a code, with repaint and commit, median", median([each[0] for each in applied]), goal=16),
        Row("the same, processor time", median([each[1] for each in applied]), goal=16),
        Row("apply a code, p99, processor time", percentile([each[1] for each in applied], 0.99)),
        Row("take a code off, median", median([each[0] for each in removed]), goal=16),
        Row("the same, processor time", median([each[1] for each in removed]), goal=16),
    ]


def _undoing(window: object, source: int) -> list[Row]:
    """Deleting the long text with its segments, and getting it back: how long, and how long a key waits meanwhile."""
    from qda.ui.main_window import MainWindow

    assert isinstance(window, MainWindow)
    sources.delete(window.session.project, source)
    _quiet(window)
    rows = []
    for name, act in (("undo", "edit.undo"), ("redo", "edit.redo")):
        longest = _Longest()
        begun = time.perf_counter()
        window.acts.get(act).trigger()
        while window.jobs.busy:
            QApplication.processEvents()
            time.sleep(0.001)
        rows.append(Row(f"{name} the deleting of 30,000 segments", (time.perf_counter() - begun) * 1000))
        rows.append(Row("a key waits meanwhile, at most", longest.told(), goal=100))
        _quiet(window)
    return rows


class _Longest:
    """The longest time in which no event had its turn."""

    def __init__(self) -> None:
        self._last, self._longest = time.perf_counter(), 0.0
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._last)
        self._last = now

    def told(self) -> float:
        self._tick()
        self._timer.stop()
        return self._longest * 1000


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    """(wall clock, processor time) in milliseconds until all is painted."""
    wall, own = time.perf_counter(), time.process_time()
    act()
    QApplication.processEvents()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - own) * 1000


def _quiet(window: object, seconds: float = 0.7) -> None:
    """Let pass what is put off for a moment, and the jobs."""
    from qda.ui.main_window import MainWindow

    assert isinstance(window, MainWindow)
    until = time.monotonic() + seconds
    while time.monotonic() < until or window.jobs.busy:
        QApplication.processEvents()
        time.sleep(0.002)
