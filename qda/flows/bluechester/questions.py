"""The sample’s feedback, what was done to its sources, where guides are asked in other words, and who may be quoted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qda.analysis.study import questions as asked
from qda.analysis.study import quoting
from qda.i18n import N_
from qda.project.project import Project
from qda.sources import processing, queries
from qda.sources import questions as by_hand
from qda.sources.questions import Question
from qda.study import consent, consent_gate, feedback, instruments
from qda.study import service as study
from qda.text import Span


def keep(project: Project, told: Mapping[str, Any], *, sources: Mapping[str, int]) -> None:
    """Keep all of it; `sources` are ids by name."""
    with project.command("sample.feedback", N_("Keep feedback, questions and processing of the sample")):
        for row in told["feedback"]:
            _send(project, row)
        for row in told["processing"]:
            source = sources[row["source"]]
            processing.set_minutes(project, [source], row["minutes"])
            for step, day in row["steps"].items():
                processing.done(project, [source], step, on=day)
        for row in told["asked"]:
            _set(project, sources[row["source"]], row["question"] - 1, row["words"])
        for row in told["refused"]:
            _refuse(project, sources[row["source"]], row["question"] - 1)
        _decide(project, told["decision"]["reason"])


def _send(project: Project, row: Mapping[str, Any]) -> None:
    person = study.find_participant(project, row["participant"]) if "participant" in row else None
    sent = feedback.send(
        project,
        row["title"],
        participant_id=person,
        kind=row["kind"],
        text=row["text"],
        way=row["way"],
        sent_on=row["sent"],
    )
    if "response" in row:
        feedback.answer(project, sent, row["response"], row["returned"])
        feedback.effect(project, sent, row["effect"])
    for name in row["about"]:
        link = feedback.find(project, name)
        feedback.link(project, sent, link.target, link.target_id)


def _set(project: Project, source: int, item: int, words: str) -> None:
    opened = queries.opened(project, source)
    start = opened.text.index(words)
    question = _question(project, source, item)
    by_hand.set_asked(project, source, Span(start, start + len(words)), question)


def _refuse(project: Project, source: int, item: int) -> None:
    for each in asked.of_source(project, source):
        if each.item == item:
            by_hand.refuse(project, source, each.span, each.question)


def _question(project: Project, source: int, item: int) -> Question:
    rows = instruments.instruments(project)
    row = next(row for row in rows if source in dict(instruments.sources_of(project, row.id)))
    return Question(row.id, item, row.items[item])


def _decide(project: Project, reason: str) -> None:
    """Everybody of whom the register says nothing is quoted from meetings that agreed to the observation."""
    found = consent_gate.to_quote(consent.register(project), quoting.kinds_of(project))
    consent_gate.decide(project, [each for each in found if each.data_kind == "quotation"], "go on", reason)
