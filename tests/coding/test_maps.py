from __future__ import annotations

import pytest

from qda.coding import categories, codes, maps, relations
from qda.coding.categories import RelationKnown
from qda.coding.maps import MapNameTaken, NodeRow
from qda.errors import NotFound
from qda.project.project import Project

BOX = (0.0, 0.0, 210.0, 52.0)


def two_boxes(project: Project, name: str = "Agency") -> tuple[int, int, int]:
    """A map with two notes; gives its id and theirs."""
    drawing = maps.create(project, name)
    one, other = (maps.place(project, drawing, "note", None, BOX, text=text) for text in ("asking", "being heard"))
    return drawing, one, other


def related(project: Project) -> tuple[int, int, int, int]:
    """Two codes with a relation; gives the ids of codes, relation and its line on a map."""
    one, other = codes.create(project, "aligning"), codes.create(project, "serving")
    relation = categories.relate(project, one, "serves", other)
    drawing = maps.create(project, "The Board")
    ends = [maps.place(project, drawing, "code", code, BOX) for code in (one, other)]
    return one, other, relation, maps.join(project, drawing, *ends, relation_id=relation)


def nodes(project: Project, drawing: int) -> dict[int, NodeRow]:
    return {node.id: node for node in maps.drawn(project, drawing)[0]}


def test_two_maps_have_two_names(project: Project) -> None:
    maps.create(project, "Parental agency")
    other = maps.create(project, "Parental bypass")

    with pytest.raises(MapNameTaken, match="“parental AGENCY”"):
        maps.rename(project, other, "parental  AGENCY")

    maps.rename(project, other, "Parental Bypass")
    assert [name for _id, name in maps.named(project)] == ["Parental agency", "Parental Bypass"]


def test_a_duplicate_has_the_boxes_groups_lines_and_looks_and_a_life_of_its_own(project: Project) -> None:
    drawing, one, other = two_boxes(project)
    maps.join(project, drawing, one, other, label="leads to")
    maps.group(project, drawing, "At the table", [one])
    maps.color_nodes(project, [other], "#AA4499")
    maps.show_by(project, drawing, size_by="cases")

    twin = maps.duplicate(project, drawing, "Agency, revised")
    maps.remove_nodes(project, [one])

    copied, lines = maps.drawn(project, twin)
    titles = {node.id: node.text for node in copied}
    assert [(titles[line.from_id], line.label, titles[line.to_id]) for line in lines] == [
        ("asking", "leads to", "being heard")
    ]
    held = [(node.text, titles[node.group_id]) for node in copied if node.group_id is not None]
    assert held == [("asking", "At the table")]
    assert [node.color for node in copied if node.text == "being heard"] == ["#AA4499"]
    assert maps.head(project, twin).size_by == "cases"


def test_deleting_a_map_deletes_no_code(project: Project) -> None:
    one, _other, _relation, _line = related(project)
    drawing = maps.named(project)[0][0]

    maps.delete(project, drawing)

    assert maps.named(project) == []
    assert codes.name_of(project, one) == "aligning"
    assert len(categories.relations(project)) == 1


def test_a_deleted_map_comes_back_whole(project: Project) -> None:
    drawing, one, other = two_boxes(project)
    maps.group(project, drawing, "Both", [one, other])
    before = maps.drawn(project, drawing)
    maps.delete(project, drawing)

    project.undo()

    assert maps.drawn(project, drawing) == before


def test_a_map_says_how_much_stands_on_it(project: Project) -> None:
    drawing, one, other = two_boxes(project)
    maps.join(project, drawing, one, other)
    maps.group(project, drawing, "Both", [one, other])
    maps.describe(project, drawing, " What parents can do. ")

    row = maps.rows(project)[0]

    assert (row.nodes, row.lines, row.description) == (2, 1, "What parents can do.")


def test_what_the_hand_moved_is_placed_and_what_a_layout_moved_is_not(project: Project) -> None:
    drawing, one, other = two_boxes(project)

    maps.arrange(project, {one: (40, 40), other: (40, 200)})
    maps.move_nodes(project, {other: (300, 200)})

    found = nodes(project, drawing)
    assert (found[one].x, found[one].placed) == (40, False)
    assert (found[other].x, found[other].placed) == (300, True)


def test_a_box_is_in_one_group_at_most(project: Project) -> None:
    drawing, one, other = two_boxes(project)
    first = maps.group(project, drawing, "First", [one, other])
    second = maps.group(project, drawing, "Second", [])

    maps.add_to_group(project, second, [one, first])

    found = nodes(project, drawing)
    assert (found[one].group_id, found[other].group_id, found[first].group_id) == (second, first, None)


def test_boxes_leave_their_group_and_the_group_leaves_the_boxes(project: Project) -> None:
    drawing, one, other = two_boxes(project)
    frame = maps.group(project, drawing, "Both", [one, other])

    maps.take_out(project, [one])
    assert nodes(project, drawing)[one].group_id is None
    assert nodes(project, drawing)[other].group_id == frame

    maps.ungroup(project, [frame])
    assert set(nodes(project, drawing)) == {one, other}


def test_only_frames_are_ungrouped(project: Project) -> None:
    drawing, one, _other = two_boxes(project)

    maps.ungroup(project, [one])

    assert one in nodes(project, drawing)


def test_a_box_that_went_meanwhile_is_not_arranged(project: Project) -> None:
    drawing, one, other = two_boxes(project)
    maps.remove_nodes(project, [one])

    maps.arrange(project, {one: (4, 4), other: (8, 8)})

    assert {key: (node.x, node.y) for key, node in nodes(project, drawing).items()} == {other: (8, 8)}


def test_a_line_follows_a_relation_that_was_turned_elsewhere(project: Project) -> None:
    _one, _other, relation, _line = related(project)
    drawing = maps.named(project)[0][0]
    before = maps.drawn(project, drawing)[1][0]

    relations.retype(project, relation, "serves", turned=True)

    after = maps.drawn(project, drawing)[1][0]
    assert (after.from_id, after.to_id) == (before.to_id, before.from_id)


def test_a_relation_gets_another_type_everywhere(project: Project) -> None:
    _one, _other, relation, _line = related(project)

    maps.change_relation(project, relation, kind="is a condition of")

    assert [row.type for row in categories.relations(project)] == ["is a condition of"]


def test_a_turned_relation_turns_its_lines(project: Project) -> None:
    one, other, relation, line = related(project)
    before = maps.drawn(project, maps.named(project)[0][0])[1][0]

    maps.change_relation(project, relation, turned=True)

    row = categories.relations(project)[0]
    after = maps.drawn(project, maps.named(project)[0][0])[1][0]
    assert (row.from_id, row.to_id) == (other, one)
    assert (after.id, after.from_id, after.to_id) == (line, before.to_id, before.from_id)


def test_a_relation_can_not_become_one_that_is_there(project: Project) -> None:
    one, other, relation, _line = related(project)
    categories.relate(project, one, "eases", other)

    with pytest.raises(RelationKnown):
        maps.change_relation(project, relation, kind="eases")


def test_a_line_of_the_map_alone_is_worded_anew_and_turned(project: Project) -> None:
    drawing, one, other = two_boxes(project)
    line = maps.join(project, drawing, one, other, label="then")

    maps.change_line(project, line, label="because", turned=True)

    edge = maps.drawn(project, drawing)[1][0]
    assert (edge.label, edge.from_id, edge.to_id) == ("because", other, one)


def test_a_line_joins_boxes_of_its_own_map_only(project: Project) -> None:
    drawing, one, _other = two_boxes(project)
    _elsewhere, foreign, _last = two_boxes(project, "Bypass")

    with pytest.raises(NotFound, match="no longer there"):
        maps.join(project, drawing, one, foreign)

    maps.duplicate(project, drawing, "Agency again")
    assert maps.drawn(project, drawing)[1] == []


def test_sizes_tell_a_count_that_there_is(project: Project) -> None:
    drawing = maps.create(project, "Agency")

    with pytest.raises(ValueError, match="no count: moods"):
        maps.show_by(project, drawing, size_by="moods")
