"""What the journal writes of a row is what JSON says, without white space, and is read back as it was."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.store import journal

_VALUES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()


def _plain(values: dict[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


@given(st.dictionaries(st.text(), _VALUES | st.lists(_VALUES, max_size=3), max_size=6))
def test_an_image_is_written_as_json_and_read_back(values: dict[str, object]) -> None:
    stored = journal._dump(values)

    assert stored == _plain(values)
    assert journal._load(stored) == values


def test_words_of_any_script_and_signs_of_control_are_written_as_json_writes_them() -> None:
    words = '“Grüße” 👩‍👧 \x00\x1f\n\u2028 \\ "'
    values = {"quote": words, "x": 0.1, "y": -1e300, "kept": True, "none": None, "n": math.inf}

    assert journal._dump(values) == _plain(values)


def test_what_json_cannot_write_is_refused_and_spoils_nothing_that_follows() -> None:
    with pytest.raises(TypeError, match="bytes is not JSON serializable"):
        journal._dump({"name": "calm", "data": b"calm"})

    assert journal._dump({"name": "calm"}) == '{"name":"calm"}'


def test_no_row_has_no_image() -> None:
    assert journal._dump(None) is None
