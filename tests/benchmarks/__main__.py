"""`python -m tests.benchmarks [NAME ...]`: figures and ratios against a reference in the same run, no gates."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks import commands, corpora, incoming, outgoing, report, starting, yields
from tests.benchmarks.report import Row


def _view(_folder: Path) -> list[Row]:
    from tests.benchmarks import view

    return view.run()


def _opening(folder: Path) -> list[Row]:
    from tests.benchmarks import opening

    return opening.run(folder)


def _workspaces(folder: Path) -> list[Row]:
    from tests.benchmarks import workspaces

    return workspaces.run(folder)


def _matrices(folder: Path) -> list[Row]:
    from tests.benchmarks import matrices

    return matrices.run(folder)


def _case_study(folder: Path) -> list[Row]:
    from tests.benchmarks import case_study

    return case_study.run(folder)


def _protection(folder: Path) -> list[Row]:
    from tests.benchmarks import protection

    return protection.run(folder)


_ALL: dict[str, tuple[str, Callable[[Path], list[Row]]]] = {
    "commands": ("Commands, in a text of 500,000 words with 30,000 segments", commands.run),
    "view": ("The coding view, in a text of 500,000 words with 30,000 segments", _view),
    "opening": ("Opening and coding through the real window", _opening),
    "starting": ("Starting", starting.run),
    "workspaces": ("600 initial codes, 40,000 segments, 1,000 memos, a map of 300 boxes", _workspaces),
    "matrices": ("Matrices, in a study of 40 cases, 200 participants and 1,500 sources", _matrices),
    "case_study": ("A case study of 40 cases, 200 participants, 1,500 sources and 300 publications", _case_study),
    "yields": ("What a study tells and gives away: 20,000 segments (M), and 40,000 in 2 M words (L)", yields.run),
    "outgoing": ("What is asked and what goes out, at the sizes M, L, XL, and one text of 500,000 words", outgoing.run),
    "incoming": ("What comes in from other programs: 20,000 segments (M), and 40,000 in 2 M words (L)", incoming.run),
    "protection": ("With a password and without: 20,000 segments (M), by turns", _protection),
    "corpora": ("A study of 200 interviews of 5,000 words with 20,000 segments", corpora.run),
}


def main(names: Sequence[str]) -> int:
    """Run the benchmarks named, or all; a missed goal is shown and fails nothing."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    loads = []
    for name in names or _ALL:
        title, run = _ALL[name]
        print(f"{title} …", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory() as folder:
            rows = run(Path(folder))
        loads.append(f"{name}: {report.load()}")
        print(report.shown({title: rows}), flush=True)  # at once: a fault in the next part costs nothing here
    print("The machine was as busy as this after each part: " + "; ".join(loads))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
