"""The process that reads other programs' files starts without what it has no use for."""

from __future__ import annotations

import pickle
import subprocess
import sys

from qda.flows.refi.carried import CodingIn, SegmentIn


def test_reading_a_project_imports_no_database() -> None:
    told = "import sys, qda.flows.bring_in, qda.flows.refi.reading; print('sqlalchemy' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


def test_what_is_read_comes_back_as_it_was() -> None:
    values = [SegmentIn("a", "b", 1, 2), CodingIn("c", "a", "d", None, 5, "e"), CodingIn("c", "a", "d")]

    assert pickle.loads(pickle.dumps(values, protocol=5)) == values
