"""The coding view against a bare QPlainTextEdit with the same text and no codings, in the same run.

All figures are CPU milliseconds, from the call until nothing is left to paint: on a quiet machine that is what one
waits, and beside other work it stays nearly what it is.
"""

from __future__ import annotations

import gc
import os
import random
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPlainTextEdit, QWidget

from qda.text import Mark, unit_starts
from qda.ui import theme
from qda.ui.documents.coded_text import Highlight
from qda.ui.documents.text_view import TextView
from tests.benchmarks import texts
from tests.benchmarks.report import Row, median, percentile

_SIZE = (1200, 900)
_FRAME = 16.0  # milliseconds
_Shown = TypeVar("_Shown", bound=QWidget)


def run(words: int = 500_000, segments: int = 30_000) -> list[Row]:
    """Opening, scrolling, coding and moving in a text of so many words with so many segments."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    text = texts.interview(words)
    plain, plain_opened, plain_memory = _plain(text)
    view = _shown(TextView())
    highlights = _highlights(text, segments)
    marks, units = _marks(text), unit_starts(text, "80")
    gc.collect()
    before = _memory()
    opened = _times(lambda _n: _settled(lambda: view.show_text(text, marks, units, highlights)), 1)[0]
    memory = _memory() - before
    again = median(_times(lambda _n: _settled(lambda: view.show_text(text, marks, units, highlights)), 5))
    repaint = median(_times(lambda _n: _settled(plain.viewport().repaint), 60))
    rows = [
        Row("open and paint, first time", opened, goal=300),
        Row("open and paint, median of five more", again, reference=plain_opened, against="bare QPlainTextEdit"),
        Row("memory", memory, unit="MB", reference=plain_memory or None, against="bare QPlainTextEdit"),
        *_scrolling(view, plain),
        *_coding(view, repaint),
        *_moving(view),
    ]
    plain.deleteLater()
    view.deleteLater()
    return [*rows, _growth(words, segments)]


def _scrolling(view: TextView, plain: QPlainTextEdit) -> list[Row]:
    ours, theirs = _scrolled(view, view._face.pitch * 3), _scrolled(plain, 3)
    rng = random.Random(3)
    bar = view.verticalScrollBar()
    jumps = _times(lambda _n: _settled(lambda: bar.setValue(rng.randint(0, bar.maximum()))), 100)
    return [
        Row("scroll three lines, p50", median(ours), reference=median(theirs), against="bare QPlainTextEdit", goal=2),
        Row("scroll three lines, p95", percentile(ours, 0.95), goal=_FRAME),
        Row("jump anywhere, p95", percentile(jumps, 0.95), goal=20),
    ]


def _scrolled(area: QAbstractScrollArea, step: int) -> list[float]:
    bar = area.verticalScrollBar()
    bar.setValue(bar.maximum() // 3)
    QApplication.processEvents()
    return _times(lambda _n: _settled(lambda: bar.setValue(bar.value() + step)), 300)


def _coding(view: TextView, repaint: float) -> list[Row]:
    added, removed = _added_and_removed(view)
    against = "repaint of a bare QPlainTextEdit"
    return [
        Row("show an added coding, p50", median(added), reference=repaint, against=against, goal=2),
        Row("show an added coding, p99", percentile(added, 0.99), goal=_FRAME),
        Row("show a removed coding, p50", median(removed), reference=repaint, against=against, goal=2),
        Row("show a removed coding, p99", percentile(removed, 0.99), goal=_FRAME),
    ]


def _added_and_removed(view: TextView, count: int = 300) -> tuple[list[float], list[float]]:
    rng, top = random.Random(5), view.position()[0]
    added, removed = [], []
    for number in range(count):
        start = top + rng.randint(0, 1_500)
        made = Highlight(10_000_000 + number, 1, start, start + rng.randint(20, 300), 5, "new code", "#CC6677")
        added += _times(lambda _n, made=made: _settled(lambda: view.add(made)), 1)  # type: ignore[misc]
        if number % 2:
            removed += _times(lambda _n, made=made: _settled(lambda: view.remove(made.id)), 1)  # type: ignore[misc]
    return added, removed


def _moving(view: TextView) -> list[Row]:
    view.setFocus()
    view.set_caret(view.position()[0])
    keys = _times(lambda _n: _settled(lambda: QTest.keyClick(view, Qt.Key.Key_Right)), 100)
    steps = _times(lambda _n: _settled(lambda: view.next_coding(1)), 100)
    return [
        Row("move the caret, p95", percentile(keys, 0.95), goal=_FRAME),
        Row("go to the next coding, p95", percentile(steps, 0.95), goal=2 * _FRAME),
    ]


def _growth(words: int, segments: int) -> Row:
    """Adding a coding in the whole text, held against the same in a tenth of it."""
    medians = []
    for size, share in ((words // 10, segments // 10), (words, segments)):
        text = texts.interview(size)
        view = _shown(TextView())
        view.show_text(text, _marks(text), unit_starts(text, "80"), _highlights(text, share))
        view.reveal(len(text) // 2)
        QApplication.processEvents()
        medians.append(median(_added_and_removed(view)[0]))
        view.deleteLater()
    return Row(
        "show an added coding in ten times the text", medians[1], reference=medians[0], against="a tenth", goal=1.5
    )


def _plain(text: str) -> tuple[QPlainTextEdit, float, float]:
    plain = _shown(QPlainTextEdit())
    gc.collect()
    before = _memory()
    opened = _times(lambda _n: _settled(lambda: plain.setPlainText(text)), 1)[0]
    return plain, opened, _memory() - before


def _shown(widget: _Shown) -> _Shown:
    widget.resize(*_SIZE)
    widget.show()
    QApplication.processEvents()
    return widget


def _times(act: Callable[[int], object], count: int) -> list[float]:
    taken = []
    for number in range(count):
        begun = process_time()
        act(number)
        taken.append((process_time() - begun) * 1000)
    return taken


def _settled(act: Callable[[], object]) -> None:
    act()
    QApplication.processEvents()


def _highlights(text: str, count: int) -> list[Highlight]:
    names = texts.labels(200)
    return [
        Highlight(number, number, start, end, number % 200, names[number % 200], theme.CODE_COLOURS[number % 12])
        for number, (start, end) in enumerate(texts.spans(text, count))
    ]


def _marks(text: str) -> list[Mark]:
    """The labels of the speakers, which begin the paragraphs."""
    marks, start = [], 0
    for paragraph in text.split("\n"):
        label = paragraph.partition(":")[0]
        if label and len(label) < 8:
            marks.append(Mark(start, start + len(label) + 1, "speaker", label))
        start += len(paragraph) + 1
    return marks


def _memory() -> float:
    """Resident megabytes; 0 where the system does not say."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if told.exists() else 0.0


if __name__ == "__main__":
    from tests.benchmarks.report import load, shown

    print(shown({"The coding view": run()}), load())
