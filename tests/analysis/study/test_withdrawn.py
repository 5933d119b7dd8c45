"""Whose words are where, and everything that holds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.analysis.study import withdrawn, withdrawn_list
from qda.coding import codes, comparison, segments
from qda.memos import addresses
from qda.memos import service as memos
from qda.project import issued
from qda.project.project import Project
from qda.sources import service as sources
from qda.sources.service import NewSource
from qda.study import service as study
from qda.study import withdrawals
from qda.text import Span
from tests.factories import TALK, make_source, marks_of, span_of

SAID = "She came in and sat down. She did not judge me."


@pytest.fixture
def theresa(project: Project) -> int:
    return study.create_participant(project, "Theresa")


def _theirs(project: Project, person: int) -> list[str]:
    with project.read() as session:
        found = withdrawn.words_of(session, project.texts, person)
        known = {each.id: each for each in withdrawn.versions(session, withdrawn.voices(session, person))}
        return [
            span.of(project.texts.text(session, known[at].text_sha)) for at, spans in found.items() for span in spans
        ]


def test_turns_under_their_label_are_theirs(project: Project, theresa: int) -> None:
    source = make_source(project)
    sources.assign_speaker(project, source, "Theresa", participant_id=theresa)

    assert _theirs(project, theresa) == [SAID, "Then we talked."]


def test_a_label_that_is_their_name_is_theirs_though_nobody_bound_it(project: Project, theresa: int) -> None:
    source = make_source(project)
    sources.set_participants(project, source, [theresa])

    assert _theirs(project, theresa) == [SAID, "Then we talked."]


def test_without_their_label_all_but_the_interviewer_is_theirs(project: Project, theresa: int) -> None:
    text = TALK.replace("Theresa:", "Mother:")
    new = NewSource("Talk", text, marks_of(text), participant_ids=(theresa,), speakers={"INT": None})
    sources.add(project, new)

    assert [words for words in _theirs(project, theresa) if "How did it begin" in words or "And then?" in words] == []
    assert any("did not judge" in words for words in _theirs(project, theresa))


def test_a_source_that_is_shared_without_labels_is_nobodys(project: Project, theresa: int) -> None:
    anna = study.create_participant(project, "Anna")
    sources.add(project, NewSource("Notes", "They talked.", participant_ids=(theresa, anna)))

    assert _theirs(project, theresa) == []


def test_what_lies_in_a_kept_segment_is_not_masked() -> None:
    spans = withdrawn.less([Span(0, 10), Span(20, 30)], [Span(4, 6), Span(18, 22), Span(29, 40)])

    assert spans == [Span(0, 4), Span(6, 10), Span(22, 29)]


def test_everything_that_holds_their_words_is_listed_with_its_context(project: Project, theresa: int) -> None:
    source = make_source(project)
    sources.assign_speaker(project, source, "Theresa", participant_id=theresa)
    code = codes.create(project, "trusting", definition=f"As in: {SAID}")
    one = segments.apply(project, source, span_of("She did not judge me"), code).segment_id
    two = segments.apply(project, source, span_of("Then we talked"), code).segment_id
    comparison.judge(project, [one, two], "same", code_id=code)
    (address,) = addresses.of(project, [two]).values()
    memos.begin(project, f"So short:\n\n{addresses.quotation(address)}", title="A short one")
    memos.begin(project, "Nothing of hers is in here, not one of her words.", title="Mine")
    study.describe(project, context=f"A family of whom is told by all who ever knew them: {SAID}")

    found = withdrawn_list.held(project, theresa)

    assert [(item.group, item.target, item.title) for item in found.items] == [
        ("source", "source", "Interview"),
        ("segment", "segment", "Interview, line 2"),
        ("segment", "segment", "Interview, line 4"),
        ("memo", "memo", "A short one"),
        ("code", "code", "trusting"),
        ("verdict", "verdict", "same"),
        ("", "study", "Study: A study"),
    ]
    assert found.of("memo")[0].context == "“Then we talked”"
    assert found.of("")[0].context == f"…is told by all who ever knew them: {SAID}"
    assert found.withdrawal is None


def test_decisions_show_and_a_kept_source_keeps_its_segments(project: Project, theresa: int) -> None:
    source = make_source(project)
    sources.assign_speaker(project, source, "Theresa", participant_id=theresa)
    segments.apply(project, source, span_of("Then we talked"), codes.create(project, "talking"))
    withdrawals.withdraw(project, theresa)

    withdrawals.decide(project, theresa, [("source", source)], "keep", note="agreed")

    found = withdrawn_list.held(project, theresa)
    assert [(item.decision, item.said, item.note) for item in found.items] == [
        ("keep", True, "agreed"),
        ("keep", False, ""),
    ]


def test_earlier_exports_are_those_of_their_sources_before_the_withdrawal(
    project: Project, theresa: int, tmp_path: Path
) -> None:
    source = make_source(project)
    other = make_source(project, "Somebody else spoke.", "Other")
    sources.assign_speaker(project, source, "Theresa", participant_id=theresa)
    for name, held in (("hers.docx", [source]), ("others.docx", [other])):
        (tmp_path / name).write_bytes(b"x")
        issued.enter(project, [issued.leaving(tmp_path / name, "report", "", held)])

    assert [row.file_name for row in withdrawn_list.held(project, theresa).earlier] == ["hers.docx"]
