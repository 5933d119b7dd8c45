from __future__ import annotations

import pytest

from qda.ui.documents.laying.blocks import LONGEST, cut
from tests.ui.documents.samples import MARKS, NOTE, coded


def test_blocks_are_the_lines_of_the_text() -> None:
    blocks = cut(coded(marks=MARKS))

    words = [NOTE[start:end] for start, end in zip(blocks.starts, blocks.ends, strict=True)]
    assert words == NOTE.split("\n")
    assert blocks.headings == {0: 1}
    assert blocks.turns == {3, 4}
    assert blocks.cells == {7, 8}


@pytest.mark.parametrize("kind", ["80", "sentence"])
@pytest.mark.parametrize("text", ["word " * 3_000, "x" * 9_000, "e\u0301" * 5_000, "She waits. " * 1_200])
def test_a_very_long_paragraph_is_cut_into_parts_that_leave_nothing_out(text: str, kind: str) -> None:
    blocks = cut(coded(text, "80" if kind == "80" else "sentence"))

    assert "".join(text[s:e] for s, e in zip(blocks.starts, blocks.ends, strict=True)) == text
    assert max(e - s for s, e in zip(blocks.starts, blocks.ends, strict=True)) <= LONGEST
    assert blocks.joined == set(range(1, len(blocks)))


def test_parts_of_a_long_paragraph_begin_at_units_and_never_with_a_combining_mark() -> None:
    text = coded("word " * 3_000)
    marked = cut(coded("e\u0301" * 5_000, "sentence"))

    assert set(cut(text).starts) <= set(text.units)
    assert all(start % 2 == 0 for start in marked.starts)


def test_a_unit_with_no_space_before_it_begins_a_block_of_its_own() -> None:
    blocks = cut(coded("母" * 100))

    assert list(blocks.starts) == [0, 80]
    assert blocks.joined == {1}
