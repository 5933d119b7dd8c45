from __future__ import annotations

import pytest
from hypothesis import given, settings

from qda.export.characters import legal
from qda.export.refi.positions import LAYOUTS
from qda.export.refi.project import qde
from qda.export.refi.values import NoteValue, SelectionValue, SourceValue, StudyValue
from qda.export.refi.xmltext import Xml
from tests.export.refi.eyes import assert_valid, every, parsed
from tests.export.refi.hostile import STUDIES


@given(study=STUDIES)
@settings(max_examples=60, deadline=None)
def test_any_study_is_valid_and_all_of_it_is_there(study: StudyValue) -> None:
    xml = Xml()

    root = parsed("".join(qde(study, LAYOUTS[0], xml)))

    assert_valid("Project", root)
    assert sorted(each.get("name", "") for each in every(root, "Code")) == sorted(
        legal(each.name) for each in study.codes
    )
    assert [each.get("name") for each in every(root, "TextSource")] == [legal(each.name) for each in study.sources]
    notes = [each.findtext("{*}PlainTextContent") or "" for each in every(root, "Note")]
    assert notes == [legal(note.text) for note in study.own_notes]
    values = [each.text or "" for case in every(root, "Case") for each in case.iter("{*}TextValue")]
    assert values == [legal(held.value) for case in study.cases for held in case.values if held.type == "Text"]
    assert len(every(root, "Edge")) == sum(len(graph.edges) for graph in study.graphs)
    assert {name: count for name, count in xml.counts.items() if len(every(root, name)) != count} == {}


def test_an_empty_study_has_no_empty_lists() -> None:
    root = parsed("".join(qde(StudyValue("Nothing yet"), LAYOUTS[0], Xml())))

    assert_valid("Project", root)
    assert len(root) == 0


def test_what_xml_cannot_hold_is_replaced_and_told() -> None:
    xml = Xml()
    note = NoteValue("11111111-1111-1111-1111-111111111111", "a\x00b", "c\x0bd\x0c")

    root = parsed("".join(qde(StudyValue("S", own_notes=(note,)), LAYOUTS[0], xml)))

    assert every(root, "Note")[0].get("name") == "a\ufffdb"
    assert dict(xml.replaced) == {("memo", "a\x00b"): 3}


@pytest.mark.parametrize(("layout", "place"), [(0, (3, 5)), (1, (5, 7)), (2, (3, 5)), (3, (3, 5))])
def test_places_are_counted_as_the_program_does(layout: int, place: tuple[int, int]) -> None:
    guid = "11111111-1111-1111-1111-111111111111"
    source = SourceValue(guid, "S", lambda: "😀\n.ab", (SelectionValue(guid, 3, 5, "ab"),))

    root = parsed("".join(qde(StudyValue("S", sources=(source,)), LAYOUTS[layout], Xml())))

    found = every(root, "PlainTextSelection")[0]
    assert (int(found.get("startPosition", "")), int(found.get("endPosition", ""))) == place


def test_a_selection_is_named_by_its_first_hundred_characters_line_ends_kept() -> None:
    guid, quote = "11111111-1111-1111-1111-111111111111", "one\ntwo\t" + "x" * 200
    source = SourceValue(guid, "S", lambda: quote, (SelectionValue(guid, 0, len(quote), quote),))

    root = parsed("".join(qde(StudyValue("S", sources=(source,)), LAYOUTS[0], Xml())))

    assert every(root, "PlainTextSelection")[0].get("name") == quote[:100]
