"""How the columns of the cases share the width."""

from __future__ import annotations

from qda.ui.claims.patterns.table import shared


def test_a_column_is_at_least_as_wide_as_its_longest_word() -> None:
    widths = shared(500, [19, 30, 16, 20, 25], [112, 60, 90, 92, 60])

    assert widths[0] >= 112
    assert widths[2] >= 90
    assert sum(widths) <= 500


def test_with_too_little_room_for_all_words_the_shares_hold() -> None:
    assert shared(100, [1, 1], [80, 90]) == [50, 50]
