"""The gate: a copy without masked words, sound in itself, and gone again with the withdrawal."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from qda.coding import codes, comparison, segments
from qda.coding import queries as coding_queries
from qda.flows.withholding import clearing
from qda.memos import addresses
from qda.memos import queries as memo_queries
from qda.memos import service as memos
from qda.memos.service import Target
from qda.project import audit, plain
from qda.project.project import Project
from qda.project.texts import content_hash
from qda.sources import queries as sources
from qda.sources import service as sources_service
from qda.sources.service import NewSource
from qda.store.models import AuditChange, AuditCommand, Content, Source, Verdict, VerdictSegment
from qda.study import service as study
from qda.study import withdrawals
from qda.text import Span
from qda.text.runs import Runs
from tests.factories import TALK, make_source, span_of

SAID = "She came in and sat down. She did not judge me."
QUOTE = "She did not judge me"  # five words: no run
LONG = "came in and sat down. She did"


@pytest.fixture
def theresa(project: Project) -> int:
    person = study.create_participant(project, "Theresa")
    source = make_source(project)
    sources_service.assign_speaker(project, source, "Theresa", participant_id=person)
    return person


def _code(project: Project, words: str, name: str) -> int:
    source = sources.rows(project)[0].id
    return segments.apply(project, source, span_of(words), codes.create(project, name)).segment_id


def _memo(project: Project, memo_id: int) -> str:
    memo = memo_queries.memo(project, memo_id)
    assert memo is not None
    return memo.text


def _everything(project: Project) -> str:
    return "".join(plain.lines(project))


def test_without_a_withdrawal_the_project_itself_goes_through(project: Project, theresa: int) -> None:
    with clearing.cleared(project) as cleared:
        assert cleared is project


def test_only_the_turns_of_who_withdrew_are_blanked(project: Project, theresa: int) -> None:
    withdrawals.withdraw(project, theresa)

    with clearing.cleared(project) as cleared:
        text = sources.opened(cleared, sources.rows(cleared)[0].id).text

    assert text == (
        "INT: How did it begin?\n\nTheresa: ███ ████ ██ ███ ███ █████ ███ ███ ███ █████ ███\n\n"
        "INT: And then?\n\nTheresa: ████ ██ ███████"
    )
    assert sources.opened(project, sources.rows(project)[0].id).text == TALK


def test_a_masked_quote_reads_withheld(project: Project, theresa: int) -> None:
    _code(project, LONG, "arriving")
    withdrawals.withdraw(project, theresa)

    with clearing.cleared(project) as cleared:
        quotes = [row.quote for row in coding_queries.everything(cleared)]

    assert quotes == ["[withheld]"]


def test_no_run_is_left_in_any_table_nor_in_the_journal(project: Project, theresa: int) -> None:
    segment = _code(project, LONG, "arriving")
    code = codes.create(project, "She did not judge me or anybody")
    codes.define(project, code, definition=f"As she said: “{SAID}”", example=QUOTE)
    memo = memos.begin(project, f"Again: {SAID.upper()}")
    memos.write(project, memo, f"I think she says: she CAME IN, and sat down; she did not. Then {SAID}")
    project.undo()
    withdrawals.withdraw(project, theresa)
    runs = Runs([SAID])
    assert runs.touches(_everything(project))

    with clearing.cleared(project, exact=True) as cleared:
        told = _everything(cleared)

    assert segment
    assert not runs.touches(told)
    assert not Runs([SAID]).touches(told.replace("\\n", " "))


def test_what_is_written_from_the_copy_is_a_sound_project(project: Project, theresa: int, tmp_path: Path) -> None:
    segment = _code(project, QUOTE, "being heard")
    _code(project, LONG, "She came in and sat down now")
    (address,) = addresses.of(project, [segment]).values()
    memos.begin(project, f"See:\n\n{addresses.quotation(address)}\n\nand think.", targets=[Target("segment", segment)])
    project.undo()
    project.redo()
    withdrawals.withdraw(project, theresa)
    with clearing.cleared(project, exact=True) as cleared:
        assert audit.check(cleared).faults == ()
        (tmp_path / "left.jsonl").write_text(_everything(cleared), encoding="utf-8")

    plain.rebuild(tmp_path / "left.jsonl", tmp_path / "again.gerund")

    with Project.open(tmp_path / "again.gerund", writable=False) as again:
        assert "███ ███ ███ █████ ██" in [row.quote for row in coding_queries.everything(again)]
        assert "judge" not in _everything(again)


def test_a_short_quote_with_its_address_is_withheld_in_memos(project: Project, theresa: int) -> None:
    segment = _code(project, QUOTE, "being heard")
    (address,) = addresses.of(project, [segment]).values()
    memo = memos.begin(project, f"Think of this:\n\n{addresses.quotation(address)}\n\nIs it trust?")
    withdrawals.withdraw(project, theresa)

    with clearing.cleared(project) as cleared:
        text = _memo(cleared, memo)

    assert "judge" not in text
    assert "> “[withheld]”\n> — " in text
    assert text.endswith("Is it trust?")


def test_what_is_kept_stays_and_the_rest_goes(project: Project, theresa: int) -> None:
    kept = _code(project, "She came in and sat down.", "arriving")
    _code(project, "Then we talked", "talking")
    long = "We talked about the children and the house, about all of it."
    letter = NewSource("A letter", f"{SAID} {long}", participant_ids=(theresa,))
    sources_service.add(project, letter)
    memo = memos.begin(project, f"“She came in and sat down.” “{long}”")
    withdrawals.withdraw(project, theresa)
    withdrawals.decide(project, theresa, [("segment", kept)], "keep", note="agreed by telephone")

    with clearing.cleared(project) as cleared:
        quotes = [row.quote for row in coding_queries.everything(cleared)]
        text = _memo(cleared, memo)

    assert quotes == ["She came in and sat down.", "[withheld]"]
    assert text == "“She came in and sat down.” “[withheld].”"


def test_a_memo_may_be_kept_by_itself(project: Project, theresa: int) -> None:
    memo = memos.begin(project, f"“{SAID}”")
    other = memos.begin(project, f"And “{SAID}”")
    withdrawals.withdraw(project, theresa)
    withdrawals.decide(project, theresa, [("memo", memo)], "keep")

    with clearing.cleared(project) as cleared:
        assert _memo(cleared, memo) == f"“{SAID}”"
        assert _memo(cleared, other) == "And “[withheld].”"


def test_originals_do_not_go_along(project: Project, theresa: int) -> None:
    data = SAID.encode()
    sha = content_hash("original", data)
    new = NewSource("A letter", SAID, participant_ids=(theresa,), original=data, original_sha=sha)
    letter = sources_service.add(project, new)
    withdrawals.withdraw(project, theresa)

    with clearing.cleared(project) as cleared, cleared.read() as session:
        kept = session.execute(select(Source.original_kept).where(Source.id == letter)).scalar_one()
        left = [row for row in session.execute(select(Content.data)).scalars() if row]

    assert not kept
    assert not any(b"judge" in row for row in left)


def test_the_snapshot_of_a_verdict_is_withheld(project: Project, theresa: int) -> None:
    one, two = _code(project, QUOTE, "being heard"), _code(project, "Then we talked", "talking")
    code = codes.create(project, "trust")
    verdict = comparison.judge(project, [one, two], "same", code_id=code)
    withdrawals.withdraw(project, theresa)

    with clearing.cleared(project) as cleared, cleared.read() as session:
        quotes = set(session.execute(select(VerdictSegment.quote)).scalars())
        assert session.get(Verdict, verdict) is not None

    assert quotes == {"[withheld]"}


def test_after_undo_everything_is_there_again(project: Project, theresa: int) -> None:
    _code(project, LONG, "arriving")
    withdrawals.withdraw(project, theresa)
    with clearing.cleared(project) as cleared:
        assert cleared is not project

    project.undo()

    with clearing.cleared(project) as cleared:
        assert [row.quote for row in coding_queries.everything(cleared)] == [LONG]


def test_the_same_copy_serves_until_something_changes(project: Project, theresa: int) -> None:
    withdrawals.withdraw(project, theresa)
    with clearing.cleared(project) as first:
        pass
    with clearing.cleared(project) as second:
        assert second is first

    codes.create(project, "another")

    with clearing.cleared(project) as third:
        assert third is not first
        assert "another" in {row.name for row in coding_queries.code_rows(third)}


def test_a_source_shared_without_labels_is_masked_only_when_told(project: Project, theresa: int) -> None:
    martine = study.create_participant(project, "Martine")
    told = NewSource("Notes", "They sat together and told of their week.", participant_ids=(theresa, martine))
    notes = sources_service.add(project, told)
    withdrawals.withdraw(project, theresa)
    with clearing.cleared(project) as cleared:
        assert "together" in sources.opened(cleared, notes).text

    withdrawals.decide(project, theresa, [("source", notes)], "mask")

    with clearing.cleared(project) as cleared:
        assert sources.opened(cleared, notes).text == "████ ███ ████████ ███ ████ ██ █████ █████"


def test_the_journal_tells_masked_words_to_nobody(project: Project, theresa: int) -> None:
    segment = _code(project, LONG, "arriving")
    memos.begin(project, f"“{SAID}”")
    withdrawals.withdraw(project, theresa)

    with clearing.cleared(project) as cleared, cleared.read() as session:
        images = "".join(filter(None, session.execute(select(AuditChange.after)).scalars()))
        params = "".join(session.execute(select(AuditCommand.params)).scalars())

    assert segment
    assert "judge" not in images
    assert not Runs([SAID]).touches(params)


def test_a_resized_segment_replays(project: Project, theresa: int) -> None:
    source = sources.rows(project)[0].id
    applied = segments.apply(project, source, span_of(LONG), codes.create(project, "arriving"))
    span = span_of(LONG)
    segments.resize(project, applied.coding_id, Span(span.start - 20, span.end))
    withdrawals.withdraw(project, theresa)

    with clearing.cleared(project, exact=True) as cleared:
        assert audit.check(cleared).faults == ()


def test_what_was_deleted_does_not_leave_by_the_journal(project: Project, theresa: int) -> None:
    data = LONG.encode()
    told = f"My sister came every Sunday. {LONG}."
    sha = content_hash("original", data)
    gone = sources_service.add(project, NewSource("Gone", told, original=data, original_sha=sha))
    segments.apply(project, gone, span_of("My sister came every Sunday", told), codes.create(project, "visits"))
    sources_service.delete(project, gone)
    withdrawals.withdraw(project, theresa)

    with clearing.cleared(project, exact=True) as cleared:
        assert audit.check(cleared).faults == ()
        left = _everything(cleared)

    assert "sister" not in left
    assert "████" in left


def test_a_label_that_is_four_of_their_words_is_a_quotation_and_may_be_kept(project: Project, theresa: int) -> None:
    _code(project, QUOTE, "did not judge me")
    kept = codes.create(project, "She came in and")
    codes.create(project, "judging")
    withdrawals.withdraw(project, theresa)
    withdrawals.decide(project, theresa, [("code", kept)], "keep")

    with clearing.cleared(project, exact=True) as cleared:
        names = {row.name for row in coding_queries.code_rows(cleared)}
        assert audit.check(cleared).faults == ()
        assert "not judge" not in _everything(cleared)

    assert names == {"[withheld] 2", "She came in and", "judging"}


def test_what_is_copied_from_a_text_is_masked(project: Project, theresa: int) -> None:
    source, span = sources.rows(project)[0].id, span_of("begin?\n\nTheresa: She came in")
    words = span.of(TALK)
    assert clearing.copied(project, source, span, words) == words

    withdrawals.withdraw(project, theresa)

    assert clearing.copied(project, source, span, words) == "begin?\n\nTheresa: [withheld]"
