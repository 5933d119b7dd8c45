from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qda.ui.documents.laying.shading import outermost_first, shades
from tests.ui.documents.samples import coding

_CODINGS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 30), st.sampled_from("abc")), max_size=8).map(
    lambda spans: [coding(n, start, start + length, color=color) for n, (start, length, color) in enumerate(spans)]
)


@given(_CODINGS, st.integers(0, 20), st.integers(1, 40))
def test_every_character_has_the_colours_of_the_codings_on_it_outermost_first(codings, start, length) -> None:  # type: ignore[no-untyped-def]
    found = shades(codings, start, start + length)

    for at in range(start, start + length):
        lying = [item for item in sorted(codings, key=outermost_first) if item.start <= at < item.end]
        shade = [shade.colors for shade in found if shade.start <= at < shade.end]
        assert shade == ([tuple(item.color for item in lying)] if lying else [])


def test_stretches_that_look_alike_are_one() -> None:
    found = shades([coding(1, 0, 10, color="a"), coding(2, 10, 20, color="a")], 0, 30)

    assert [(shade.start, shade.end) for shade in found] == [(0, 20)]
