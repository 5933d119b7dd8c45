"""Random hands find what no story does; here a short walk, for the night `python -m tests.hands --walks 100`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_short_walk_leaves_the_window_and_the_study_whole() -> None:
    walk = [sys.executable, "-m", "tests.hands", "--steps", "100", "--seed", "7"]

    # In a process of its own: what these hands find may end it.
    ended = subprocess.run(walk, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)

    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "100 steps, 0 faults" in ended.stdout
