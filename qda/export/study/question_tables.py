"""Interview guides and what was asked of them: guide by interviews, and answers question by question with quotes."""

from __future__ import annotations

from collections.abc import Sequence

from qda.analysis.study import questions
from qda.analysis.study.questions import Answer, GuideView
from qda.errors import QdaError
from qda.export.blocks import Block, Heading, numbered
from qda.export.leaving import gated
from qda.export.profiles import APA, Profile
from qda.export.tables import Cell, Column, Dash, Quote, Row, Run, Table, Text, rich
from qda.i18n import N_, _
from qda.progress import Progress
from qda.project.project import Project
from qda.text import excerpt

_ACROSS = 6  # interviews that find room beside the questions; more stand one under the other
_LONG = 400  # letters of an answer that carries no code
_CODED = N_("*n* = {answers}, with coded segments.")
_SOME = N_("*n* = {answers}, {coded} of them with coded segments; of others the beginning is shown.")
_UNCODED = N_("*n* = {answers}, without coded segments; how each begins is shown.")


class NoQuestions(QdaError):
    """There is no guide with interviews that came from it."""

    hint = N_("Write the questions of a guide on the Study page, under Instruments, and say what came from it.")

    def __init__(self) -> None:
        super().__init__(_("No interview came from a guide with questions."))


def guide_table(view: GuideView, *, profile: Profile = APA, number: int = 1) -> Table:
    """In which line each question is asked in each interview; a dash where it is not."""
    small = len(view.sources) <= _ACROSS
    title = profile.say("Questions Asked – {guide}", guide=view.instrument.label)
    columns, rows = _by_question(view, profile) if small else _by_interview(view, profile)
    return Table(title, tuple(columns), tuple(rows), number, notes=(_note(view, profile, spelt=not small),))


def _by_question(view: GuideView, profile: Profile) -> tuple[list[Column], list[Row]]:
    columns = [
        Column(profile.say("Question"), "stub"),
        *(Column(name, group=profile.say("Line")) for _id, name in view.sources),
        Column(profile.say("Interviews"), "count", base=len(view.sources)),
    ]
    rows = []
    for item, words in enumerate(view.instrument.items):
        cells: list[Cell] = [_lines(view, source, item) for source, _name in view.sources]
        rows.append(Row((f"{item + 1}. {words}", *cells, len({each.source_id for each in view.of(item)}))))
    return columns, rows


def _by_interview(view: GuideView, profile: Profile) -> tuple[list[Column], list[Row]]:
    count = len(view.instrument.items)
    group = profile.say("Question, line")
    columns = [Column(profile.say("Interview"), "stub"), *(Column(str(at + 1), group=group) for at in range(count))]
    rows = [Row((name, *(_lines(view, source, item) for item in range(count)))) for source, name in view.sources]
    asked: list[Cell] = [str(len({each.source_id for each in view.of(item)})) for item in range(count)]
    return columns, [*rows, Row((profile.say("Interviews"), *asked), strong=True)]


def _lines(view: GuideView, source_id: int, item: int) -> Cell:
    here = [str(each.line) for each in view.of(item) if each.source_id == source_id]
    return ", ".join(here) if here else Dash()


def _note(view: GuideView, profile: Profile, *, spelt: bool) -> Text:
    told = rich(
        profile.translated(
            "*n* = {interviews}. Figures are lines of the transcripts; a dash means that the question was not asked. "
            "Questions were found by their words, {hand} set by hand."
        ),
        interviews=profile.number_of(len(view.sources), N_("{n} interview"), N_("{n} interviews")),
        hand=profile.integer(sum(each.by_hand for each in view.asked)),
    )
    if not spelt:
        return told
    listed = "; ".join(f"{at} = {words}" for at, words in enumerate(view.instrument.items, start=1))
    return (*told, Run(f" {listed}"))


def answers_table(answers: Sequence[Answer], question: str, *, profile: Profile = APA, number: int = 1) -> Table:
    """What each interview answers to one question: the coded segments in it, or how an uncoded answer begins."""
    rows = [row for answer in answers for row in _answer_rows(answer, question, profile)]
    coded = sum(bool(answer.segments) for answer in answers)
    told = _CODED if coded == len(answers) else _SOME if coded else _UNCODED
    count = profile.number_of(len(answers), N_("{n} answer"), N_("{n} answers"))
    note = rich(profile.translated(told), answers=count, coded=profile.integer(coded))
    columns = (
        Column(profile.say("Interview"), "stub"),
        Column(profile.say("Question"), sheet_only=True),
        Column(profile.say("Lines")),
        Column(profile.say("Quote"), "quote"),
        Column(profile.say("Codes")),
    )
    return Table(profile.say("Answers: {question}", question=question), columns, tuple(rows), number, notes=(note,))


def _answer_rows(answer: Answer, question: str, profile: Profile) -> list[Row]:
    lines = f"{answer.asked.line}–{answer.last_line}"
    speaker = ", ".join(answer.speakers)
    if not answer.segments:
        words: Cell = Quote(excerpt(answer.words, _LONG), "", speaker) if answer.words else Dash()
        return [Row((answer.source, question, lines, words, Dash()))]
    return [
        Row(
            (
                answer.source if not at else "",
                question,
                lines if not at else "",
                Quote(segment.quote, "", segment.speaker, segment.line),
                ", ".join(segment.codes),
            )
        )
        for at, segment in enumerate(answer.segments)
    ]


def guide_blocks(project: Project, *, profile: Profile = APA, progress: Progress | None = None) -> list[Block]:
    """The table of every guide that interviews came from."""
    views = [view for view in questions.guides(project, progress) if view.instrument.items]
    return [guide_table(view, profile=profile) for view in views]


def answer_blocks(
    project: Project,
    *,
    instrument_id: int | None = None,
    profile: Profile = APA,
    progress: Progress | None = None,
) -> list[Block]:
    """Guide by guide and question by question what was answered; of one guide, if it is given."""
    views = questions.guides(project, progress) if instrument_id is None else [questions.guide(project, instrument_id)]
    made: list[Block] = []
    for view in views:
        tables = []
        for item, words in enumerate(view.instrument.items):
            found = questions.answers(project, view, item)
            if found:
                tables.append(answers_table(found, f"{item + 1}. {words}", profile=profile))
        if tables:
            made += [Heading(view.instrument.label, 2), *tables]
    return made


def listed(views: Sequence[GuideView]) -> list[dict[str, object]]:
    """For programs: each question of each guide with where it is asked and where not."""
    return [
        {
            "guide": view.instrument.label,
            "number": item + 1,
            "question": words,
            "interviews": len(view.sources),
            "asked": [
                {
                    "source": dict(view.sources)[each.source_id],
                    "line": each.line,
                    "start": each.span.start,
                    "end": each.span.end,
                    "answer": None if each.answer is None else [each.answer.start, each.answer.end],
                    "score": round(each.score, 2),
                    "by_hand": each.by_hand,
                }
                for each in view.of(item)
            ],
            "not_asked": [name for _id, name in view.without(item)],
        }
        for view in views
        for item, words in enumerate(view.instrument.items)
    ]


def allowed(
    project: Project,
    *,
    instrument_id: int | None = None,
    answers: bool = False,
    profile: Profile = APA,
    progress: Progress | None = None,
) -> list[Block]:
    """Guides by interviews, or answers by question, as they may go out.

    Raises NoQuestions, QuotedWithoutConsent, Cancelled.
    """
    if answers:
        made = answer_blocks(project, instrument_id=instrument_id, profile=profile, progress=progress)
    elif instrument_id is not None:
        made = [guide_table(questions.guide(project, instrument_id, progress), profile=profile)]
    else:
        made = guide_blocks(project, profile=profile, progress=progress)
    if not made:
        raise NoQuestions
    return gated.required(gated.blocks(project, numbered(made), profile))
