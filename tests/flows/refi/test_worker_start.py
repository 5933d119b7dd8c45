"""The process that reads other programs' files starts without what it has no use for."""

from __future__ import annotations

import subprocess
import sys

from qda.flows.refi.carried import CaseIn, CodingIn, SegmentIn
from qda.flows.refi.report import Report
from qda.sources.readers import guarded, worker
from qda.text import Mark, Span


def test_reading_a_project_imports_no_database() -> None:
    told = "import sys, qda.flows.importing.bring_in, qda.flows.refi.reading; print('sqlalchemy' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_what_is_read_comes_back_as_it_was() -> None:
    report = Report("a.qdpx", program="NVivo")
    report.lost("A part was left out.", "Part")
    values = [SegmentIn("a", "b", 1, 2), CodingIn("c", "a", "d", None, 5, "e"), CodingIn("c", "a", "d"),
              CaseIn("a", "b", "c"), Mark(1, 2, "speaker", "P01"), {Span(1, 2): {3}}]  # fmt: skip

    answer = guarded._understood(worker.RESULT + worker.packed((values, report)), "a.qdpx")

    assert answer == (values, report)
