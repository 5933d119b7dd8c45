"""Who is coded alike: Jaccard, cosine, and the order that keeps the alike together."""

from __future__ import annotations

from math import sqrt

import pytest

from qda.analysis.queries.crosstab import Axis, Key, Line, Matrix
from qda.analysis.queries.similarity import alike, linked


def matrix(*profiles: tuple[int, ...]) -> Matrix:
    """Columns with these counts of codes."""
    columns = tuple(Line(f"c{at}", f"case {at}", sum(profile)) for at, profile in enumerate(profiles))
    rows = tuple(Line(at, f"code {at}", 0) for at in range(len(profiles[0])))
    cells: dict[tuple[Key, Key], int] = {
        (at, f"c{place}"): n for place, profile in enumerate(profiles) for at, n in enumerate(profile) if n
    }
    return Matrix(rows, columns, cells, "segments", 0, 0, Axis("codes"), Axis("case"))


def test_jaccard_is_what_both_have_by_what_either_has() -> None:
    found = alike(matrix((3, 1, 0), (1, 0, 2)))

    assert found.values[0][1] == pytest.approx(1 / 3)
    assert found.shared == ((2, 1), (1, 2))
    assert found.codes == 3


def test_cosine_is_the_angle_of_the_counts() -> None:
    found = alike(matrix((3, 4, 0), (4, 3, 0)), "cosine")

    assert found.values[0][1] == pytest.approx((3 * 4 + 4 * 3) / (sqrt(25) * sqrt(25)))


def test_who_has_no_code_is_like_nobody() -> None:
    assert alike(matrix((1, 1), (0, 0))).values[0][1] == 0
    assert alike(matrix((1, 1), (0, 0)), "cosine").values[0][1] == 0


def test_the_alike_stand_together() -> None:
    found = alike(matrix((1, 1, 0, 0), (0, 0, 1, 1), (1, 1, 0, 0), (0, 1, 1, 1)))

    names = [line.heading for line in found.lines]
    assert abs(names.index("case 0") - names.index("case 2")) == 1
    assert abs(names.index("case 1") - names.index("case 3")) == 1
    assert found.joins[0].alike == 1


def test_groups_join_at_the_mean_of_all_their_pairs() -> None:
    values = [[1.0, 0.9, 0.2], [0.9, 1.0, 0.6], [0.2, 0.6, 1.0]]

    order, joins = linked(values)

    assert order == [0, 1, 2]
    assert [(join.one, join.other) for join in joins] == [((0,), (1,)), ((0, 1), (2,))]
    assert joins[1].alike == pytest.approx((0.2 + 0.6) / 2)


def test_one_alone_and_none_need_no_order() -> None:
    assert linked([[1.0]]) == ([0], [])
    assert linked([]) == ([], [])
