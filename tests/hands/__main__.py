"""Random hands on the window of a study: `python -m tests.hands [--steps N] [--seed N] [--walks N] [--study STUDY]`.

Each walk has a copy of the study: “sample”, “empty”, “protected”, or a file. Afterwards every act of its journal is
replayed, the file is checked, and all that was done is taken back and done again, which must give the tables of before
and after. What was raised, or what Qt complained of, is printed with the acts that led there; then the code is 1.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import sys
import tempfile
from pathlib import Path

from qda.settings import Settings
from qda.store import keys
from tests.hands import studies

if sys.platform == "linux":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_STUCK = 180  # seconds after which a walk that does nothing more is ended, and where it stands is printed


def walk(study: str, folder: Path, steps: int, seed: int) -> tuple[list[str], list[str]]:
    """One walk in a new copy of a study; gives what went wrong, and what was slow."""
    from qda.ui.main_window import MainWindow
    from tests.hands.hands import Hands, rest
    from tests.hands.watching import Watch

    path = studies.make(study, folder)
    with studies.opened(path) as project:
        before = studies.standing(project)
    told = (folder / "acts.log").open("w", encoding="utf-8", errors="backslashreplace", buffering=1)

    def tell(act: str) -> None:
        told.write(f"{act}\n")
        faulthandler.dump_traceback_later(_STUCK, exit=True)

    window = MainWindow(Settings(coder=studies.CODER), folder / "settings.toml")
    window.resize(1280, 800)
    window.show()
    window.open(path)
    rest(window)
    hands = Hands(window, folder, seed, Watch(tell))
    hands.walk(steps)
    faulthandler.cancel_dump_traceback_later()
    rest(window)
    window.close()
    window.deleteLater()
    told.close()
    faults = [*hands.faults, *studies.faults_after(path, before)]
    return faults, hands.slow


def main() -> int:
    """Walk, and print what went wrong; 1 if anything did."""
    parser = argparse.ArgumentParser(prog="python -m tests.hands", description=__doc__)
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1, help="of the first walk")
    parser.add_argument("--walks", type=int, default=1)
    parser.add_argument("--study", default="sample", help="sample, empty, protected, or a file, which is copied")
    chosen = parser.parse_args()
    from qda.ui import app

    faulthandler.enable()
    keys.ROUNDS = 1  # else each opening of a protected study would take a fifth of a second
    study = chosen.study if chosen.study in studies.KINDS else str(Path(chosen.study).resolve())
    application = app.make_application()
    found = 0
    for seed in range(chosen.seed, chosen.seed + chosen.walks):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            # What hands type may be the name of a file.
            os.chdir(folder)
            os.environ["HOME"] = folder
            faults, slow = walk(study, Path(folder), chosen.steps, seed)
            os.chdir("/")
        application.processEvents()
        found += len(faults)
        sys.stdout.write(f"seed {seed}: {chosen.steps} steps, {len(faults)} faults\n")
        for fault in (*faults, *(f"slow: {each}" for each in slow)):
            sys.stdout.write(f"{fault}\n")
        sys.stdout.flush()
    application.clipboard().clear()  # what Python put there can't be taken down once Python itself is gone
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
