"""Columns of numbers against the plainest way of doing the same: sets, counters and lists."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda.analysis.segments import arrays

NUMBERS = st.lists(st.integers(0, 30), max_size=40)


def column(values: list[int]) -> arrays.Numbers:
    return np.array(values, dtype=np.int64)


@given(NUMBERS)
def test_distinct_numbers_come_in_order(values: list[int]) -> None:
    assert arrays.distinct(column(values)).tolist() == sorted(set(values))


@given(NUMBERS, st.sampled_from([31, 10**12]))
def test_numbers_are_tallied_in_a_table_or_by_sorting(values: list[int], size: int) -> None:
    there, counts = arrays.tallied(column(values), size)

    assert dict(zip(there.tolist(), counts.tolist(), strict=True)) == Counter(values)


@given(st.lists(NUMBERS, max_size=4))
def test_counts_told_in_parts_add_up(parts: list[list[int]]) -> None:
    values, counts = arrays.summed([arrays.tallied(column(part), 31) for part in parts])

    assert dict(zip(values.tolist(), counts.tolist(), strict=True)) == sum((Counter(part) for part in parts), Counter())
    assert values.tolist() == sorted(values.tolist())


@given(st.lists(st.integers(0, 4), max_size=12))
def test_things_are_laid_out_row_by_row(many: list[int]) -> None:
    row, step = arrays.expanded(column(many))

    plain = [(at, number) for at, count in enumerate(many) for number in range(count)]
    assert list(zip(row.tolist(), step.tolist(), strict=True)) == plain


@given(st.lists(st.integers(0, 9), max_size=20))
def test_batches_hold_every_row_once_and_no_more_than_fits(many: list[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arrays, "_AT_ONCE", 7)
        found = list(arrays.batches(column(many)))

    assert [at for begin, stop in found for at in range(begin, stop)] == list(range(len(many)))
    assert all(stop - begin == 1 or sum(many[begin:stop]) <= 7 for begin, stop in found)


@given(NUMBERS, st.sets(st.integers(-3, 60), max_size=9))
def test_ids_are_found_among_those_wanted(values: list[int], wanted: set[int]) -> None:
    assert arrays.among(column(values), wanted).tolist() == [value in wanted for value in values]
