"""The code book as on a day: the journal replayed."""

from __future__ import annotations

import json
import time
from datetime import datetime

import pytest
from sqlalchemy import update

from qda.analysis.coding import past
from qda.coding import codes, focused, queries, segments, testing
from qda.project import audit
from qda.project.project import Project
from qda.store.models import AuditCommand
from tests.factories import make_source, span_of

DAY = 86_400_000


def days_ago(project: Project, days: int) -> None:
    """Let all that was done so far have been done days ago."""
    with project.unjournalled() as connection:
        connection.execute(update(AuditCommand).values(at=AuditCommand.at - days * DAY))


def day(days: int) -> str:
    return datetime.fromtimestamp(time.time() - days * 86_400).astimezone().date().isoformat()


@pytest.fixture
def source(project: Project) -> int:
    return make_source(project)


def test_names_counts_and_clusters_are_those_of_the_day(project: Project, source: int) -> None:
    calm = codes.create(project, "calm", definition="No hurry.")
    segments.apply(project, source, span_of("came in"), calm)
    days_ago(project, 2)
    codes.rename(project, calm, "being calm")
    segments.apply(project, source, span_of("sat down"), calm)
    group = codes.create(project, "soothing", level="focused")
    focused.cluster(project, [calm], group)

    then, now = past.book_on(project, day(2)).codes, past.book_on(project, day(0)).codes

    assert [(row.path, row.definition, row.segments, row.clusters) for row in then] == [("calm", "No hurry.", 1, ())]
    assert [(row.path, row.level, row.segments) for row in now] == [
        ("soothing", "focused", 0),
        ("soothing > being calm", "initial", 2),
    ]
    assert now[1].clusters == ("soothing",)


def test_today_is_what_the_tables_say(project: Project, source: int) -> None:
    calm, quiet = codes.create(project, "calm"), codes.create(project, "quiet")
    for words, code in (("came in", calm), ("sat down", quiet), ("we talked", quiet)):
        segments.apply(project, source, span_of(words), code)
    codes.merge(project, [quiet], into=calm)
    project.undo()
    testing.answer(project, calm, (source, span_of("judge me")), "not")

    book = past.book_on(project, day(0))

    assert [(row.id, row.path, row.codings, row.segments) for row in book.codes] == [
        (row.id, row.path, row.codings, row.segments) for row in queries.code_rows(project)
    ]
    assert book.codes[0].tests == testing.tally(project, calm).words


def test_the_replay_is_what_the_tables_hold(project: Project, source: int) -> None:
    segments.apply_new(project, source, span_of("came in"), "arriving")
    step = past.last_step(project, 1 << 60)

    told = past.tables_at(project, step)

    with project.read() as session:
        held = audit.snapshot(session)
    assert {name: told.get(name, {}) for name in ("code", "coding", "segment")} == {
        name: held[name] for name in ("code", "coding", "segment")
    }


def test_a_deleted_code_is_there_on_the_days_before(project: Project) -> None:
    calm = codes.create(project, "calm")
    days_ago(project, 1)
    codes.delete(project, [calm])

    assert [row.name for row in past.book_on(project, day(1)).codes] == ["calm"]
    assert past.book_on(project, day(0)).codes == ()


def test_before_the_study_there_is_nothing(project: Project) -> None:
    with pytest.raises(past.NotYet, match="2001-01-01"):
        past.book_on(project, "2001-01-01")


def test_a_day_that_is_none_is_refused(project: Project) -> None:
    with pytest.raises(past.NoDay, match="Friday"):
        past.book_on(project, "Friday")


def test_a_hundred_thousand_changes_are_replayed_in_two_seconds() -> None:
    row = {"segment_id": 1, "code_id": 2, "first_code_id": 2, "coder_id": 1, "origin": "by hand", "created_at": 5}
    steps: list[past.Step] = [("coding", number, None, json.dumps({"id": number, **row})) for number in range(60_000)]
    steps += [("coding", number, '{"code_id":2}', '{"code_id":3}') for number in range(40_000)]
    began = time.process_time()

    told = past.replay(steps)["coding"]

    assert time.process_time() - began < 2
    assert sum(1 for coding in told.values() if coding["code_id"] == 3) == 40_000
