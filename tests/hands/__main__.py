"""Random hands on the window of the sample study: `python -m tests.hands [--steps N] [--seed N] [--walks N]`.

Each walk has a copy of the study. Afterwards every act of its journal is replayed, and the file is checked. What was
raised, or what Qt complained of, is printed with the acts that led there; then the code is 1.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from qda.flows.bluechester import sample
from qda.project import audit
from qda.project.project import Project
from qda.settings import Settings

if sys.platform == "linux":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def walk(folder: Path, steps: int, seed: int) -> list[str]:
    """One walk in a new copy of the sample study; gives what went wrong."""
    from qda.ui.main_window import MainWindow
    from tests.hands.hands import Hands, rest

    path = folder / "Bluechester.gerund"
    sample.build(path, coder="AQ")
    window = MainWindow(Settings(coder="AQ"), folder / "settings.toml")
    window.resize(1280, 800)
    window.show()
    window.open(path)
    rest(window)
    hands = Hands(window, folder, seed)
    hands.walk(steps)
    rest(window)
    window.close()
    window.deleteLater()
    with Project.open(path) as project:
        return [*hands.faults, *map(str, audit.check(project).faults)]


def main() -> int:
    """Walk, and print what went wrong; 1 if anything did."""
    parser = argparse.ArgumentParser(prog="python -m tests.hands", description=__doc__)
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1, help="of the first walk")
    parser.add_argument("--walks", type=int, default=1)
    chosen = parser.parse_args()
    from qda.ui import app

    application = app.make_application()
    found = 0
    for seed in range(chosen.seed, chosen.seed + chosen.walks):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            faults = walk(Path(folder), chosen.steps, seed)
        application.processEvents()
        found += len(faults)
        sys.stdout.write(f"seed {seed}: {chosen.steps} steps, {len(faults)} faults\n")
        for fault in faults:
            sys.stdout.write(f"{fault}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
