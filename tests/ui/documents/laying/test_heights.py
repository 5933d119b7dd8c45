from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qda.ui.documents.laying.heights import Heights

_HEIGHTS = st.lists(st.integers(1, 40), min_size=1, max_size=40)


@given(_HEIGHTS, st.data())
def test_tops_are_sums_and_every_height_finds_its_block_also_after_changes(
    plain: list[int], data: st.DataObject
) -> None:
    heights = Heights(plain)
    for _ in range(3):
        block = data.draw(st.integers(0, len(plain) - 1))
        plain[block] = heights[block] = data.draw(st.integers(1, 40))

    assert [heights.top(block) for block in range(len(plain) + 1)] == [sum(plain[:n]) for n in range(len(plain) + 1)]
    owners = [block for block, height in enumerate(plain) for _ in range(height)]
    assert [heights.at(y) for y in range(heights.total)] == owners


def test_above_all_is_the_first_block_and_below_all_the_last() -> None:
    heights = Heights([10, 20, 30])

    assert (heights.at(-5), heights.at(1_000)) == (0, 2)
