"""What no program writes and every program could: things that are one, places beyond measure, names that are none."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from qda.coding import maps
from qda.coding import queries as coding_queries
from qda.flows.importing.bring_in import bring_in
from qda.flows.refi import elements, texts
from qda.flows.refi.archive import Harmful
from qda.flows.refi.raw import RawSelection, RawSource
from qda.flows.refi.report import Report
from qda.memos import queries as memo_queries
from qda.project.project import Project
from tests.flows.refi.making import PLAIN, TEXT, Made, Selection, guid, qdpx


class Twice(Made):
    """The text stands in it twice, under the same name."""

    def xml(self) -> str:
        again = f"<PlainTextContent>{TEXT}</PlainTextContent>{Selection(5, 9, [2]).xml(300)}"
        whole = f'</TextSource><TextSource guid="{guid(51)}" name="Interview">{again}</TextSource></Sources>'
        return super().xml().replace("</TextSource></Sources>", whole)


def test_two_sources_of_a_file_that_are_one_here_share_their_segments(project: Project, tmp_path: Path) -> None:
    bring_in(project, qdpx(tmp_path / "first.qdpx"))

    report = bring_in(project, qdpx(tmp_path / "second.qdpx", Twice(selections=[Selection(5, 9, [1])])))

    rows = [row for row in coding_queries.everything(project) if row.quote == TEXT[5:9]]
    assert len(rows) == 2
    assert len({row.segment_id for row in rows}) == 1
    assert any("Two selections of the same words" in entry.text for entry in report.of("mended"))


def test_a_set_may_hold_a_code_that_was_merged_into_another(project: Project, tmp_path: Path) -> None:
    more = (
        f'<Notes><Note guid="{guid(7)}" name="old"><PlainTextContent>Level:\nfocused</PlainTextContent></Note></Notes>'
        f'<Sets><Set guid="{guid(8)}" name="t"><Description>Gerund: first codes</Description>'
        f'<MemberNote targetGUID="{guid(7)}"/></Set><Set guid="{guid(9)}" name="mine">'
        f'<MemberCode targetGUID="{guid(7)}"/><MemberCode targetGUID="{guid(1)}"/></Set></Sets>'
    )

    bring_in(project, qdpx(tmp_path / "other.qdpx", Made(selections=PLAIN.selections, more=more)))

    (memo,) = [memo for memo in memo_queries.memos(project) if memo.title == "mine"]
    assert memo.text == "- venting"


@pytest.mark.parametrize(("left", "right"), [("-1e308", "1e308"), ("9e15", "9.1e15"), ("-400000000", "5")])
def test_a_box_beyond_measure_stands_where_one_can_scroll_to(
    project: Project, tmp_path: Path, left: str, right: str
) -> None:
    vertex = f'<Vertex guid="{guid(61)}" firstX="{left}" firstY="0" secondX="{right}" secondY="30" name="box"/>'
    graph = f'<Graphs><Graph guid="{guid(60)}" name="Far"><Vertex guid="{guid(62)}"/>{vertex}</Graph></Graphs>'

    bring_in(project, qdpx(tmp_path / "other.qdpx", Made(selections=PLAIN.selections, more=graph)))

    (row,) = maps.rows(project)
    places = [(node.x, node.x + node.width) for node in maps.drawn(project, row.id)[0]]
    assert len(places) == 2
    assert all(-100_000 <= place <= 200_000 for pair in places for place in pair)


def test_elements_too_deep_are_refused_also_where_they_must_be_counted_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    from lxml import etree

    def deep(depth: int) -> etree._Element:
        return etree.fromstring("<a>" * depth + "</a>" * depth)

    elements._refuse_depth(deep(elements.MAX_DEPTH), "x")

    with pytest.raises(Harmful):
        elements._refuse_depth(deep(elements.MAX_DEPTH + 1), "x")
    assert [elements._by_hand(deep(elements.MAX_DEPTH + more)) for more in (0, 1)] == [False, True]


def test_thousands_of_selections_of_a_long_pdf_find_their_words_in_a_moment() -> None:
    words = " ".join(f"word{number}" for number in range(60_000))
    selections = tuple(_of_a_pdf(number, f"word{number * 20}  word{number * 20 + 1}") for number in range(2_500))
    page = RawSource(
        "pdf", "s", "Page", "", None, "", "", "", (*selections, _of_a_pdf(9_999, "words that stand nowhere")),
        (), (), (), (), {}, None, None, None,
    )  # fmt: skip
    made = texts.Loaded(words)
    begun = time.process_time()

    texts._stand_in(page, made, Report("x.qdpx"))

    assert time.process_time() - begun < 10
    for placed in made.placed[:-1]:
        assert made.text[placed.start : placed.end] == " ".join(placed.selection.inner.split())
    last = made.placed[-1]
    assert made.text[last.start : last.end] == "[page 1] words that stand nowhere"
    assert made.text.startswith(words)


def _of_a_pdf(number: int, inner: str) -> RawSelection:
    return RawSelection("pdf", f"{number}", "", "", None, None, "page 1", inner, ("", ""), (), (), None, None)


def test_a_note_is_not_lost_with_the_coding_that_is(project: Project, tmp_path: Path) -> None:
    notes = "".join(
        f'<Note guid="{guid(number)}" name="{name}"><PlainTextContent>Why?</PlainTextContent></Note>'
        for number, name in ((7, "no code"), (8, "no words"))
    )
    no_code = f'<Coding guid="{guid(70)}"><CodeRef targetGUID="{guid(99)}"/><NoteRef targetGUID="{guid(7)}"/></Coding>'
    no_words = f'<Coding guid="{guid(71)}"><CodeRef targetGUID="{guid(1)}"/><NoteRef targetGUID="{guid(8)}"/></Coding>'
    places = [Selection(5, 9, inside=no_code), Selection(6, 6, inside=no_words)]

    bring_in(project, qdpx(tmp_path / "other.qdpx", Made(selections=places, more=f"<Notes>{notes}</Notes>")))

    on = {memo.title: [link.target.kind for link in memo.links] for memo in memo_queries.memos(project)}
    assert on == {"no code": ["segment"], "no words": ["source"]}


def test_what_has_no_place_here_is_told(project: Project, tmp_path: Path) -> None:
    variable = f'<Variables><Variable guid="{guid(80)}" name="age" typeOfVariable="Text"/></Variables>'
    value = f'<VariableValue><VariableRef targetGUID="{guid(80)}"/><TextValue>40</TextValue></VariableValue>'
    nameless = (
        f'<Case guid="{guid(81)}"><Description>quiet</Description>{value}<SourceRef targetGUID="{guid(50)}"/></Case>'
    )
    members = f'<Description>why</Description><MemberSource targetGUID="{guid(50)}"/>'
    described = f'<Set guid="{guid(82)}" name="mine">{members}</Set>'
    more = f"{variable}<Cases>{nameless}</Cases><Sets>{described}</Sets>"

    report = bring_in(project, qdpx(tmp_path / "other.qdpx", Made(selections=PLAIN.selections, more=more)))

    lost = {(entry.text, entry.places) for entry in report.of("lost")}
    assert lost == {
        ("All else that a case without a name tells was left out.", ("quiet",)),
        ("The description of a set has no place here.", ("mine: why",)),
    }
