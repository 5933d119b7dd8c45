"""Starting in fresh processes: an empty Qt window, ours without a study, ours with one, held against each other.

All times are from the start of the process, as a user waits for it, Python's own start included. The processes take
turns, and of each kind the fastest counts: what a start takes that nobody else's work came into. The processor time
of the same moment is told beside it; on a quiet machine the two are nearly one. Byte code is there, as from the
second start on.

A window is *usable* when it is painted as it was left (bar, study tree, the text at the last place with its
codings) and has answered a key, with which one reads on. What is needed to code comes in behind that; how long it
takes, and how long a key waits at most meanwhile, are figures of their own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from qda.coding import codes, segments
from qda.project.project import Project
from qda.sources import service as sources
from qda.sources.service import NewSource
from qda.study import queries as study
from qda.text import Span
from qda.ui.window.state import Place, WindowState
from tests.benchmarks import texts
from tests.benchmarks.report import Row

_ROUNDS = 7
_EMPTY = """
import json, sys, time
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1440, 900)
window.show()
app.processEvents()
print(json.dumps({"usable": (time.time() - float(sys.argv[1])) * 1000, "own": time.process_time() * 1000}))
"""
_OURS = """
import json, sys, time
from pathlib import Path
begun = float(sys.argv[1])
passed = lambda: (time.time() - begun) * 1000
from qda.ui import app as start
app = start.make_application()
sys.setswitchinterval(start._SWITCH)
window = start.make_window(Path(sys.argv[2]) / "settings.toml", arriving=len(sys.argv) > 3)
window.resize(1440, 900)
window.show()
if len(sys.argv) > 3:
    window.arrive(Path(sys.argv[3]))
app.processEvents()
told = {"usable": passed(), "own": time.process_time() * 1000}
heavy = {"sqlalchemy", "numpy", "pandas", "matplotlib", "spacy", "docx"}
assert not heavy & set(sys.modules), heavy & set(sys.modules)
if len(sys.argv) > 3:
    from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
    from PySide6.QtGui import QKeyEvent
    view = window.stage.page("code").view
    assert view.coded_text().text and window.panel("study").isVisible()
    caret = view.caret()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        app.sendEvent(view, QKeyEvent(kind, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier))
    app.processEvents()
    assert view.caret() == caret + 1
    told |= {"usable": passed(), "own": time.process_time() * 1000}
    last, longest = time.monotonic(), 0.0
    def tick():
        global last, longest
        longest = max(longest, time.monotonic() - last)
        last = time.monotonic()
    timer = QTimer(interval=1)
    timer.timeout.connect(tick)
    timer.start()
    while not window.session.is_open or not window.standing._line.saved.text():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    app.processEvents()
    tick()
    told["open"], told["waited"] = passed(), longest * 1000
    assert view.caret() == caret + 1
    heavy -= {"sqlalchemy"}
    assert not heavy & set(sys.modules), heavy & set(sys.modules)
print(json.dumps(told), flush=True)
window.close()
"""


def run(folder: Path) -> list[Row]:
    """Milliseconds from the start of the process, the fastest of seven rounds."""
    usual, long = folder / "usual.gerund", folder / "long.gerund"
    _make(usual, folder, 40, 10_000, 8_000)
    _make(long, folder, 1, 500_000, 30_000)
    kinds = {"empty": _EMPTY, "none": _OURS, "usual": _OURS, "long": _OURS}
    last = {"empty": (), "none": (), "usual": (str(usual),), "long": (str(long),)}
    told: dict[str, list[dict[str, float]]] = {kind: [] for kind in kinds}
    for number in range(_ROUNDS + 1):
        for kind, program in kinds.items():
            found = _process(program, folder, *last[kind])
            if number:  # the first round writes the byte code and fills the system's caches
                told[kind].append(found)

    def of(kind: str, what: str = "usable") -> float:
        return min(found[what] for found in told[kind])

    empty, own, against = of("empty"), of("empty", "own"), "an empty Qt window"
    m, one = "a study of 40 texts, 8,000 segments", "one text of 500,000 words, 30,000 segments"
    return [
        Row("window painted, no study", of("none"), reference=empty, against=against, goal=3.5),
        Row(f"usable, {m}", of("usual"), reference=empty, against=against, goal=3.5),
        Row("the same, processor time", of("usual", "own"), reference=own, against=against, goal=3.5),
        Row("the same in milliseconds", of("usual"), goal=1000),
        Row(f"usable, {one}", of("long"), reference=empty, against=against, goal=3.5),
        Row("the same, processor time", of("long", "own"), reference=own, against=against, goal=3.5),
        Row("the same in milliseconds", of("long"), goal=1000),
        Row(f"open for coding, {m}", of("usual", "open"), goal=2000),
        Row("a key waits meanwhile, at most", of("usual", "waited")),
        Row(f"open for coding, {one}", of("long", "open"), goal=2000),
        Row("a key waits meanwhile, at most", of("long", "waited")),
    ]


def _make(path: Path, folder: Path, count: int, words: int, codings: int) -> None:
    """A study that was left in the middle of its first text."""
    with Project.create(path, coder="AQ") as project:
        ids = [codes.create(project, label) for label in texts.labels(200)]
        found = []
        for number in range(count):
            text = texts.interview(words, 500 + number)
            source = sources.add(project, NewSource(f"Interview {number}", text))
            places = texts.spans(text, codings // count, number)
            found += [(source, Span(a, b), ids[i % len(ids)]) for i, (a, b) in enumerate(places)]
        segments.apply_many(project, found)
        guid = study.study(project).guid
        place = Place("code", found[0][0], words)
    state = WindowState(folder / "window.ini")
    state.keep_place(guid, place)
    state.sync()


def _process(program: str, folder: Path, *arguments: str) -> dict[str, float]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    given = [str(time.time())] if program is _EMPTY else [str(time.time()), str(folder), *arguments]
    command = [sys.executable, "-c", program, *given]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, float] = json.loads(done.stdout)
    return found
