from __future__ import annotations

import pytest

from qda.coding import categories, codes, focused, maps, queries
from qda.project.project import Project


def test_gathering_codes_keeps_lineage_and_gives_them_a_place(project: Project) -> None:
    initial = [codes.create(project, name) for name in ("calling", "ringing back")]
    updating = codes.create(project, "updating", level="focused")

    focused.cluster(project, initial, updating)

    assert {(member, group) for member, group, _since in focused.gathered(project)} == {(i, updating) for i in initial}
    assert [row.path for row in queries.code_rows(project)] == [
        "updating",
        "updating > calling",
        "updating > ringing back",
    ]


def test_a_code_may_be_gathered_under_two_and_lives_under_the_first(project: Project) -> None:
    calling = codes.create(project, "calling")
    one, two = (codes.create(project, name, level="focused") for name in ("updating", "influencing"))

    focused.cluster(project, [calling], one)
    focused.cluster(project, [calling], two)

    assert len(focused.gathered(project)) == 2
    assert next(row.parent_id for row in queries.code_rows(project) if row.id == calling) == one


def test_codes_taken_out_of_a_cluster_go_back_to_the_top(project: Project) -> None:
    calling = codes.create(project, "calling")
    updating = codes.create(project, "updating", level="focused")
    focused.cluster(project, [calling], updating)

    focused.scatter(project, [calling], updating)

    assert focused.gathered(project) == []
    assert [row.depth for row in queries.code_rows(project)] == [0, 0]


def test_a_relation_stands_once_in_each_direction(project: Project) -> None:
    one, two = codes.create(project, "one"), codes.create(project, "two")
    categories.relate(project, one, "leads to", two)

    with pytest.raises(categories.RelationKnown):
        categories.relate(project, one, "Leads to", two)
    categories.relate(project, two, "leads to", one)

    assert [(row.from_name, row.type, row.to_name) for row in categories.relations(project)] == [
        ("one", "leads to", "two"),
        ("two", "leads to", "one"),
    ]


def test_properties_carry_their_poles(project: Project) -> None:
    category = codes.create(project, "managing the boundaries", level="category")

    categories.add_property(project, category, "openness", dimensions=[("closed", "held open")])

    assert [row.dimensions for row in categories.properties(project, category)] == [(("closed", "held open"),)]


def test_a_deleted_code_leaves_the_map_with_its_lines(project: Project) -> None:
    one, two = codes.create(project, "one"), codes.create(project, "two")
    relation = categories.relate(project, one, "leads to", two)
    drawing = maps.create(project, "A map")
    a, b = (maps.place(project, drawing, "code", code, (0, 0, 100, 40)) for code in (one, two))
    maps.join(project, drawing, a, b, relation_id=relation)

    codes.delete(project, [two])

    nodes, edges = maps.drawn(project, drawing)
    assert ([node.target_id for node in nodes], edges) == ([one], [])


def test_a_relation_that_goes_takes_its_lines_off_every_map(project: Project) -> None:
    one, two = codes.create(project, "one"), codes.create(project, "two")
    relation = categories.relate(project, one, "leads to", two)
    for name in ("first map", "second map"):
        drawing = maps.create(project, name)
        a, b = (maps.place(project, drawing, "code", code, (0, 0, 100, 40)) for code in (one, two))
        maps.join(project, drawing, a, b, relation_id=relation)

    categories.unrelate(project, relation)

    assert [maps.drawn(project, drawing)[1] for drawing, _name in maps.named(project)] == [[], []]
    assert categories.relation_types(project) == ["leads to"]


def test_a_line_taken_off_a_map_leaves_boxes_and_relation(project: Project) -> None:
    one, two = codes.create(project, "one"), codes.create(project, "two")
    relation = categories.relate(project, one, "leads to", two)
    drawing = maps.create(project, "A map")
    a, b = (maps.place(project, drawing, "code", code, (0, 0, 100, 40)) for code in (one, two))
    line = maps.join(project, drawing, a, b, relation_id=relation)

    maps.remove_lines(project, [line])

    nodes, edges = maps.drawn(project, drawing)
    assert (len(nodes), edges, len(categories.relations(project))) == (2, [], 1)


def test_raising_and_lowering_keep_lineage(project: Project) -> None:
    calling = codes.create(project, "calling")
    updating = codes.create(project, "updating", level="focused")
    focused.cluster(project, [calling], updating)
    gathered = focused.gathered(project)

    categories.raise_to(project, [updating], "category")
    raised = [row.level for row in queries.code_rows(project)]
    categories.lower(project, [updating], "focused")

    assert raised == ["category", "initial"]
    assert [row.level for row in queries.code_rows(project)] == ["focused", "initial"]
    assert focused.gathered(project) == gathered


def test_categories_are_gathered_under_a_theme_that_is_made_for_them(project: Project) -> None:
    pair = [codes.create(project, name, level="category") for name in ("one", "two")]

    theme = categories.gather_under(project, pair, "demonstrating collaboration")

    assert [(row.name, row.level, row.parent_id) for row in queries.code_rows(project)] == [
        ("demonstrating collaboration", "theme", codes.ROOT),
        ("one", "category", theme),
        ("two", "category", theme),
    ]


def test_a_family_is_what_lives_or_is_gathered_under_a_category(project: Project) -> None:
    theme = codes.create(project, "theme", level="theme")
    category = codes.create(project, "category", level="category", parent_id=theme)
    updating = codes.create(project, "updating", level="focused")
    calling = codes.create(project, "calling", parent_id=updating)
    focused.cluster(project, [updating], category, settle=False)

    assert categories.families(project) == {
        theme: {theme, category, updating, calling},
        category: {category, updating, calling},
    }


def test_a_study_turns_on_one_category_at_most(project: Project) -> None:
    category, theme = codes.create(project, "aligning", level="category"), codes.create(project, "tie", level="theme")
    focused_code = codes.create(project, "updating", level="focused")

    categories.set_core(project, category)
    categories.set_core(project, theme)
    with pytest.raises(categories.NotRaised):
        categories.set_core(project, focused_code)

    assert categories.core(project) == theme
    categories.set_core(project, None)
    assert categories.core(project) is None


def test_what_was_merged_or_deleted_is_the_core_no_longer(project: Project) -> None:
    one, other = (codes.create(project, name, level="category") for name in ("aligning", "satisficing"))
    categories.set_core(project, one)

    codes.merge(project, [one], into=other)

    assert categories.core(project) == other
    codes.delete(project, [other])
    assert categories.core(project) is None


def test_a_category_that_is_lowered_is_the_core_again_when_it_is_raised(project: Project) -> None:
    category = codes.create(project, "aligning", level="category")
    categories.set_core(project, category)

    categories.lower(project, [category], "focused")

    assert categories.core(project) is None
    categories.raise_to(project, [category], "category")
    assert categories.core(project) == category
