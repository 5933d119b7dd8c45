"""Expected files under tests/golden; run with GERUND_GOLDEN=write to renew them, then read the difference."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "golden"


def assert_like_golden(name: str, text: str) -> None:
    expected = FOLDER / name
    if os.environ.get("GERUND_GOLDEN") == "write":
        expected.write_text(text, "utf-8", newline="\n")
    assert text == expected.read_text("utf-8")
