"""A share is the same number wherever it stands."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qda import percent
from qda.analysis.queries.crosstab import Axis, cross
from qda.analysis.segments.ground import load
from qda.coding import codes, segments
from qda.export.profiles import APA
from qda.project.project import Project
from qda.text import Span
from qda.ui.analysis.matrices.grid import of_matrix
from tests.factories import make_source


@pytest.mark.parametrize(
    ("part", "base", "told"),
    [(1, 8, "13 %"), (3, 8, "38 %"), (1, 200, "1 %"), (1, 201, "< 1 %"), (200, 201, "> 99 %"), (0, 9, "0 %")],
)
def test_a_half_is_rounded_up_and_a_little_is_not_nothing(part: int, base: int, told: str) -> None:
    assert percent.told(part, base, " ") == told


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_whole_numbers_round_as_decimals_do(part: int, base: int) -> None:
    exact = (Decimal(100 * part) / base).quantize(Decimal(1), rounding=ROUND_HALF_UP)

    assert percent.rounded(part, base) == exact


def test_the_window_and_a_report_say_the_same_of_one_in_eight(project: Project) -> None:
    source = make_source(project)
    rare, usual = codes.create(project, "rare"), codes.create(project, "usual")
    for place in range(8):
        segments.apply(project, source, Span(3 * place, 3 * place + 2), usual if place else rare)

    found = cross(project, load(project), Axis("codes"), Axis("source"), "segments")
    words = of_matrix(found, "column", "Code").text(0, 0)

    assert words == f"1 · {APA.percent(1, 8).replace('%', ' %')}" == "1 · 13 %"
