from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qda.coding import tree

forests = st.lists(st.integers(0, 30), max_size=30).map(
    # Each code lives under an earlier one or, at 0, at the top: no loops by construction.
    lambda above: {i + 1: (parent % (i + 1)) or None for i, parent in enumerate(above)}
)


def test_a_code_moved_under_its_grandchild_would_loop() -> None:
    parents = {1: None, 2: 1, 3: 2}

    assert tree.would_loop(parents, 1, 3)
    assert not tree.would_loop(parents, 3, 1)


def test_a_path_names_all_codes_above() -> None:
    codes = {1: (None, "success"), 2: (1, "turnaround"), 3: (2, "having moved on")}

    assert tree.paths(codes, " > ")[3] == "success > turnaround > having moved on"


@given(forests)
def test_every_code_stands_once_and_behind_its_parent(parents: dict[int, int | None]) -> None:
    placed = list(tree.in_order(((code, above or 0, 0) for code, above in parents.items()), 0))

    order = {place.id: at for at, place in enumerate(placed)}
    assert order.keys() == parents.keys()
    assert all(order[above] < order[code] for code, above in parents.items() if above is not None)


@given(forests)
def test_a_subtree_holds_the_code_and_the_subtrees_of_its_children(parents: dict[int, int | None]) -> None:
    below = tree.subtrees(parents)

    for code in parents:
        children = [child for child, above in parents.items() if above == code]
        assert below[code] == {code}.union(*(below[child] for child in children))


def test_the_nearest_colour_above_is_inherited() -> None:
    parents = {1: None, 2: 1, 3: 2}

    assert tree.inherited_color(parents, {1: "#332288", 2: "", 3: ""}, 3) == "#332288"
    assert tree.inherited_color(parents, {1: "#332288", 2: "#88CCEE"}, 3) == "#88CCEE"


def test_paths_of_a_deep_tree_are_put_together() -> None:
    codes = {number: (number - 1 if number > 1 else None, "x") for number in range(5_000, 0, -1)}

    assert tree.paths(codes, ">")[5_000].count("x") == 5_000


def test_the_first_code_outside_is_found_however_many_go_together() -> None:
    assert tree.first_outside({4: 3, 3: 2}, 4) == 2
