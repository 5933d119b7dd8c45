from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from qda.analysis.figures import map_counts
from qda.analysis.figures.map_proposals import Proposal
from qda.coding import categories, codes, maps, segments
from qda.errors import NotFound
from qda.memos import service as memos
from qda.project.project import Project
from qda.ui.analysis.maps import acts as map_acts
from qda.ui.analysis.maps.acts import free_place
from qda.ui.analysis.maps.reading import (
    Faces,
    Line,
    Map,
    Node,
    frame_words,
    in_reading_order,
    line_words,
    map_words,
    node_words,
    read,
    with_proposals,
)
from tests.factories import make_case, make_source, span_of


def box(number: int, x: float, y: float) -> Node:
    return Node(number, "note", None, "note", f"box {number}", "", "", x, y)


def drawn(project: Project, names: Sequence[str] = ("aligning", "serving")) -> tuple[int, list[int]]:
    """A map with a box for each of these new codes, side by side; gives its id and those of the codes."""
    map_id = maps.create(project, "The Board")
    ids = [codes.create(project, name, level="focused") for name in names]
    for number, code in enumerate(ids):
        maps.place(project, map_id, "code", code, (number * 300, 0, 210, 52))
    return map_id, ids


def test_a_box_says_what_its_code_is_and_how_much_stands_in_it(project: Project) -> None:
    map_id, (code, _other) = drawn(project)
    segments.apply(project, make_source(project), span_of("Then we talked."), code)

    shown = read(project, map_id, Faces(counts=map_counts.count(project)))

    assert [(node.kind, node.title, node.subtitle) for node in shown.nodes] == [
        ("focused", "aligning", "focused · 1 segment"),
        ("focused", "serving", "focused · 0 segments"),
    ]


def test_until_they_are_counted_a_box_says_no_number(project: Project) -> None:
    map_id, _codes = drawn(project)

    assert read(project, map_id, Faces()).nodes[0].subtitle == "focused"


def test_memos_cases_and_notes_have_boxes_of_their_own(project: Project) -> None:
    map_id, _codes = drawn(project, ())
    _unit, case = make_case(project)
    memo = memos.begin(project, "Who may refuse?", title="Refusing", at=1_295_085_600_000)
    maps.place(project, map_id, "memo", memo, (0, 0, 210, 52))
    maps.place(project, map_id, "case", case, (0, 90, 210, 52))
    maps.place(project, map_id, "note", None, (0, 180, 210, 52), text="To be read again")

    shown = read(project, map_id, Faces())

    assert [(node.kind, node.title, node.subtitle) for node in shown.nodes] == [
        ("memo", "Refusing", "memo, 15 January 2011"),
        ("case", "Martine", "case"),
        ("note", "To be read again", ""),
    ]


def test_a_box_outlives_what_it_stood_for(project: Project) -> None:
    map_id, (code, other) = drawn(project)
    codes.merge(project, [code], into=other)

    node = read(project, map_id, Faces()).nodes[0]

    assert (node.kind, node.title, node.is_code) == ("note", "(gone)", False)


def test_a_relation_is_drawn_with_its_direction_and_a_plain_line_without_words(project: Project) -> None:
    map_id, (one, other) = drawn(project)
    first, second = (node.id for node in read(project, map_id, Faces()).nodes)
    categories.add_relation_type(project, "contradicts", symmetric=True)
    maps.join(project, map_id, first, second, relation_id=categories.relate(project, one, "serves", other))
    maps.join(project, map_id, first, second, relation_id=categories.relate(project, one, "contradicts", other))
    maps.join(project, map_id, first, second)

    lines = read(project, map_id, Faces()).lines

    assert [(line.label, line.arrow, line.relation_id is None) for line in lines] == [
        ("serves", "end", False),
        ("contradicts", "none", False),
        ("", "end", True),
    ]


def test_a_group_is_read_with_what_it_holds(project: Project) -> None:
    map_id, _codes = drawn(project)
    first = read(project, map_id, Faces()).nodes[0]
    frame = maps.group(project, map_id, "Strategies", [first.id])

    shown = read(project, map_id, Faces())

    assert [node.title for node in shown.members(frame)] == ["aligning"]
    assert len(shown.nodes) == 2
    assert frame_words(shown, shown.frames[0]) == "Group Strategies: aligning"
    assert "in the group Strategies" in node_words(shown, shown.nodes[0])


def test_sizes_and_colours_tell_counts_once_they_are_counted(project: Project) -> None:
    map_id, (code, _other) = drawn(project)
    segments.apply(project, make_source(project), span_of("Then we talked."), code)
    maps.show_by(project, map_id, size_by="sources", color_by="cases")

    before = read(project, map_id, Faces())
    after = read(project, map_id, Faces(counts=map_counts.count(project)))

    assert [(node.w, node.depth) for node in before.nodes] == [(210, None), (210, None)]
    assert [(node.w > 300, node.depth) for node in after.nodes] == [(True, 0.0), (False, 0.0)]
    assert after.nodes[0].subtitle == "focused · 1 source, 0 cases"
    assert [row.words for row in after.legend] == ["Size: sources, up to 1 of 1", "Colour: cases, up to 0 of 0"]


def test_proposals_join_codes_that_no_line_joins(project: Project) -> None:
    map_id, (one, other, third) = drawn(project, ("aligning", "serving", "satisficing"))
    shown = read(project, map_id, Faces())
    maps.join(project, map_id, shown.nodes[1].id, shown.nodes[0].id)

    seen = with_proposals(read(project, map_id, Faces()), [Proposal(one, other, 9), Proposal(one, third, 4)])

    assert [line_words(seen, line) for line in seen.proposals] == ["aligning and satisficing share 4 segments"]
    assert map_words(seen) == "3 nodes, 1 relation"
    assert [row.role for row in seen.legend] == ["proposed"]


def test_a_map_that_is_gone_is_told(project: Project) -> None:
    with pytest.raises(NotFound):
        read(project, 99, Faces())


def test_faces_are_read_again_only_when_they_were_touched(project: Project) -> None:
    map_id, (code, _other) = drawn(project)
    faces = Faces()
    read(project, map_id, faces)
    codes.rename(project, code, "aligning plans")

    assert read(project, map_id, faces).nodes[0].title == "aligning"
    faces.forget({"code": frozenset({code})})
    assert read(project, map_id, faces).nodes[0].title == "aligning plans"


def test_boxes_are_read_row_by_row() -> None:
    nodes = [box(1, 300, 10), box(2, 0, 0), box(3, 0, 100), box(4, 150, 20)]

    assert [node.id for node in in_reading_order(nodes)] == [2, 4, 1, 3]


def test_everything_can_be_read_aloud() -> None:
    one = replace(box(1, 0, 0), title="aligning", subtitle="focused · 2 segments")
    shown = Map(1, "The Board", (one, replace(box(2, 0, 90), title="collaborating")), (Line(7, 1, 2, 3, "serves"),))

    assert node_words(shown, one) == "aligning. focused · 2 segments. aligning serves collaborating"
    assert line_words(shown, shown.lines[0]) == "aligning serves collaborating"
    assert map_words(shown) == "2 nodes, 1 relation"


# --- acts -----------------------------------------------------------------------------------------


def test_codes_come_onto_a_map_with_the_relations_they_have_to_it(project: Project) -> None:
    map_id, (there, _other) = drawn(project)
    new = codes.create(project, "overseeing")
    categories.relate(project, new, "is a condition of", there)

    made = map_acts.add_codes(project, read(project, map_id, Faces()), [new, there], (0, 200))

    shown = read(project, map_id, Faces())
    assert len(made) == 1
    assert [line.label for line in shown.lines] == ["is a condition of"]
    project.undo()
    assert len(read(project, map_id, Faces()).nodes) == 2


def test_codes_that_stand_there_already_make_no_act(project: Project) -> None:
    map_id, (there, _other) = drawn(project)

    assert map_acts.add_codes(project, read(project, map_id, Faces()), [there], (0, 0)) == []


def test_relating_two_codes_says_so_for_the_study_and_draws_it(project: Project) -> None:
    map_id, _codes = drawn(project)
    shown = read(project, map_id, Faces())

    map_acts.relate(project, shown, shown.nodes[0], shown.nodes[1], "serves")

    assert [(row.from_name, row.type, row.to_name) for row in categories.relations(project)] == [
        ("aligning", "serves", "serving")
    ]
    assert [line.label for line in read(project, map_id, Faces()).lines] == ["serves"]
    project.undo()
    assert categories.relations(project) == []


def test_a_relation_known_to_the_study_is_only_drawn(project: Project) -> None:
    map_id, (one, other) = drawn(project)
    categories.relate(project, one, "serves", other)
    shown = read(project, map_id, Faces())

    map_acts.relate(project, shown, shown.nodes[0], shown.nodes[1], "Serves")
    map_acts.relate(project, read(project, map_id, Faces()), shown.nodes[0], shown.nodes[1], "serves")

    assert len(categories.relations(project)) == 1
    assert len(read(project, map_id, Faces()).lines) == 1


def test_a_line_to_a_memo_belongs_to_the_map_alone(project: Project) -> None:
    map_id, _codes = drawn(project, ("aligning",))
    map_acts.add_other(project, read(project, map_id, Faces()), "memo", memos.begin(project, "On it."), (0, 100))
    shown = read(project, map_id, Faces())

    map_acts.relate(project, shown, shown.nodes[1], shown.nodes[0], "")

    assert categories.relations(project) == []
    assert [line.relation_id for line in read(project, map_id, Faces()).lines] == [None]


def test_taking_a_box_off_leaves_its_code(project: Project) -> None:
    map_id, (one, _other) = drawn(project)
    shown = read(project, map_id, Faces())

    assert map_acts.remove(project, shown, [shown.nodes[0].id], []) == 1

    assert [node.title for node in read(project, map_id, Faces()).nodes] == ["serving"]
    assert codes.name_of(project, one) == "aligning"


def test_a_line_taken_off_leaves_its_relation_to_the_study(project: Project) -> None:
    map_id, _codes = drawn(project)
    shown = read(project, map_id, Faces())
    map_acts.relate(project, shown, shown.nodes[0], shown.nodes[1], "serves")
    shown = read(project, map_id, Faces())

    map_acts.remove(project, shown, [], [shown.lines[0].id])

    assert len(categories.relations(project)) == 1
    assert read(project, map_id, Faces()).lines == ()


def test_deleting_a_line_for_the_study_deletes_its_relation(project: Project) -> None:
    map_id, _codes = drawn(project)
    shown = read(project, map_id, Faces())
    map_acts.relate(project, shown, shown.nodes[0], shown.nodes[1], "serves")
    shown = read(project, map_id, Faces())

    map_acts.remove(project, shown, [], [shown.lines[0].id], for_study=True)

    assert categories.relations(project) == []
    assert read(project, map_id, Faces()).lines == ()


def test_deleting_a_plain_line_leaves_its_boxes_where_they_are_and_their_other_lines(project: Project) -> None:
    map_id, _codes = drawn(project, ("aligning", "serving", "satisficing"))
    shown = read(project, map_id, Faces())
    first, second, third = shown.nodes
    map_acts.relate(project, shown, first, second, "serves")
    maps.join(project, map_id, first.id, third.id)
    maps.join(project, map_id, second.id, third.id, label="see")
    shown = read(project, map_id, Faces())
    plain = [line.id for line in shown.lines if line.relation_id is None and not line.label]

    map_acts.remove(project, shown, [], plain)

    after = read(project, map_id, Faces())
    assert sorted((node.title, node.x, node.y) for node in after.nodes) == sorted(
        (node.title, node.x, node.y) for node in shown.nodes
    )
    assert sorted(line_words(after, line) for line in after.lines) == [
        "aligning serves serving",
        "serving see satisficing",
    ]
    project.undo()
    assert read(project, map_id, Faces()) == shown


def test_boxes_and_lines_go_in_one_act(project: Project) -> None:
    map_id, _codes = drawn(project, ("aligning", "serving", "satisficing"))
    shown = read(project, map_id, Faces())
    map_acts.relate(project, shown, shown.nodes[0], shown.nodes[1], "serves")
    maps.join(project, map_id, shown.nodes[0].id, shown.nodes[1].id)
    shown = read(project, map_id, Faces())

    map_acts.remove(project, shown, [shown.nodes[2].id], [line.id for line in shown.lines])

    after = read(project, map_id, Faces())
    assert (sorted(node.title for node in after.nodes), after.lines) == (["aligning", "serving"], ())
    project.undo()
    assert read(project, map_id, Faces()) == shown


def test_a_new_box_covers_no_other() -> None:
    nodes = [box(1, 0, 0), box(2, 0, 70)]

    x, y = free_place(nodes, (10, 10))

    assert all(not (abs(x - node.x) < 210 and abs(y - node.y) < 52) for node in nodes)
