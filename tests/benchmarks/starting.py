"""Starting in fresh processes: an empty Qt window, ours without a project, ours with the long text open."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from qda.project.project import Project
from qda.sources import service as sources
from qda.sources.service import NewSource
from tests.benchmarks import texts
from tests.benchmarks.report import Row, median

_EMPTY = """
from time import perf_counter; begun = perf_counter()
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([]); window = QMainWindow(); window.resize(1440, 900); window.show()
app.processEvents()
print((perf_counter() - begun) * 1000)
"""
_OURS = """
import sys
from time import perf_counter; begun = perf_counter()
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from qda.settings import Settings
from qda.ui.main_window import MainWindow
window = MainWindow(Settings(), Path(sys.argv[1]) / "settings.toml"); window.resize(1440, 900); window.show()
app.processEvents()
if len(sys.argv) > 2:
    window.opening.open(Path(sys.argv[2]))
    while not window.session.is_open:
        app.processEvents()
    app.processEvents()
print((perf_counter() - begun) * 1000)
heavy = {"numpy", "pandas", "matplotlib", "spacy", "docx"} & set(sys.modules)
assert not heavy, heavy
window.close()
"""


def run(folder: Path) -> list[Row]:
    """Milliseconds from the first import to a painted window, median of five fresh processes each."""
    path = folder / "starting.gerund"
    with Project.create(path, coder="AQ") as project:
        sources.add(project, NewSource("Long", texts.interview(500_000)))
    empty = median([_process(_EMPTY) for _ in range(5)])
    ours = median([_process(_OURS, str(folder)) for _ in range(5)])
    opened = median([_process(_OURS, str(folder), str(path)) for _ in range(5)])
    return [
        Row("window painted, no project", ours, reference=empty, against="empty Qt window", goal=3.5),
        Row("window painted, project open", opened, reference=empty, against="empty Qt window", goal=3.5),
        Row("the same in milliseconds", opened, goal=1000),
    ]


def _process(program: str, *arguments: str) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, env=environment, check=True
    )
    return float(done.stdout.split()[-1])
