"""A whole case study, of 40 cases, 200 participants, 1,500 sources, 300 publications: its tables, opened and in Word.

A table is open when its page is made, filled and painted; what a job adds afterwards off the main thread is told apart.

Measured on 22 November 2026. On a quiet machine pages opened in 10 to 280 ms, attributes at first in 330 (it loads
the program, too); Word took 0.02 to 0.7 s, one case 1.2 s, the timeline, whose picture loads a library, 1.7 s. After
that, loaded (load 14) and so in processor time alone: attributes 240 -> 120 ms, the timeline 240 -> 90; all forty cases
in Word 9.1 -> 2.6 s, the answers to four guides in 400 interviews 3.0 s.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import product
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from qda.coding import codes, focused
from qda.coding import queries as coding
from qda.export import reports, wishes
from qda.export.leaving import gate
from qda.project.project import Project
from qda.sources import queries as source_queries
from qda.sources import questions
from qda.sources import service as sources
from qda.sources.questions import Question
from qda.study import attributes, consent, feedback, instruments, literature, phases
from qda.study import queries as study_queries
from qda.study import service as study
from qda.study.attributes import Entry
from qda.study.references import Reference
from qda.synthesis import claims, patterns
from qda.synthesis.targets import Target
from qda.text import Span
from tests.benchmarks import matrices
from tests.benchmarks.report import Row

_OPEN, _WORD = 300.0, 5_000.0  # milliseconds
_REPORTS = (
    *("attributes", "consent", "study", "timeline", "perspectives", "across", "triangulation", "patterns", "claims"),
    *("chain", "criteria", "screening", "studies", "references", "feedback", "questions", "answers"),
)
_SENTENCE = 47  # signs; see `matrices`
_QUESTIONS = "How did it begin?\nWhat changed?\nWho else was there?\nWhat did you do first?"


def run(folder: Path) -> list[Row]:
    """Every table of the case study: opened on its page, and written for Word."""
    path = folder / "case-study.gerund"
    with Project.create(path, title="Large", coder="AQ") as project:
        build(project)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with Project.open(path, coder="AQ") as project:
        rows = list(_opened(app, project))
        with gate.collecting():
            for kind in _REPORTS:
                wish = wishes.Wish(kind=kind)
                rows.append(
                    _row(f"Word: {kind}", partial(reports.write_report, folder / f"{kind}.docx", project, wish), _WORD)
                )
            one = study_queries.units(project)[0].cases[0].id
            wish = wishes.Wish(kind="cases", case_ids=(one,))
            write = partial(reports.write_report, folder / "case.docx", project, wish)
            rows.append(_row("Word: one case", write, _WORD))
            write = partial(reports.write_report, folder / "cases.docx", project, wishes.Wish(kind="cases"))
            rows.append(_row("Word: all 40 cases", write, _WORD))
    return rows


def _row(name: str, act: Callable[[], object], goal: float | None = None) -> Row:
    """What an act takes, by the clock and in processor time."""
    begun, own = time.perf_counter(), time.process_time()
    act()
    row = Row(name, 1000 * (time.perf_counter() - begun), goal=goal, own=1000 * (time.process_time() - own))
    print(f"{name}: {row.value:,.0f} ms, {row.own:,.0f} ms of the processor", file=sys.stderr, flush=True)
    return row


def build(project: Project) -> None:
    """The study of `matrices`, with all that belongs to its design and to what came of it."""
    matrices.fill(project)
    units = study_queries.units(project)
    cases = [case.id for unit in units for case in unit.cases]
    people = [person.id for person in study_queries.participants(project)]
    texts = [row.id for row in source_queries.rows(project)]
    with project.group(), project.batch():
        _design(project, [unit.id for unit in units], texts)
        _know(project, cases, people, texts)
        _ask(project, people)
        _read(project)
    _conclude(project, cases)


def _design(project: Project, units: Sequence[int], texts: Sequence[int]) -> None:
    for at, source in enumerate(texts):
        sources.describe(project, [source], date=f"20{10 + at % 4}-{1 + at % 12:02}-{1 + at % 28:02}")
    for at in range(12):
        method = f"{('interviews', 'observation', 'documents', 'records')[at % 4]} {at}"
        study.add_data_set(project, units[at % 3], method, aim="To see what is done", planned="30 hours")
        phases.add(project, f"Phase {at}", began=f"20{10 + at // 4}-{1 + at % 12:02}", ended=f"20{11 + at // 4}-12")
    guides = [instruments.create(project, f"Guide {at}", text=_QUESTIONS) for at in range(4)]
    for at, guide in enumerate(guides):
        asked = texts[at * 100 : at * 100 + 100]
        instruments.link(project, asked, guide)
        for source, (item, words) in product(asked, enumerate(_QUESTIONS.split("\n"))):
            span = Span(5 + item * 5 * _SENTENCE, 5 + item * 5 * _SENTENCE + 40)
            questions.set_asked(project, source, span, Question(guide, item, words))


def _know(project: Project, cases: Sequence[int], people: Sequence[int], texts: Sequence[int]) -> None:
    made = [attributes.create(project, f"Attribute {at}", ("text", "number")[at % 2]) for at in range(10)]
    entries = [
        Entry(attribute, target, row, str(at % 70))  # type: ignore[arg-type]  # one of the targets
        for target, ids in (("case", cases), ("participant", people), ("source", texts))
        for attribute in made
        for at, row in enumerate(ids)
    ]
    attributes.set_values(project, entries)


def _ask(project: Project, people: Sequence[int]) -> None:
    for at, person in enumerate(people):
        for kind in ("interview", "quotation", "records"):
            consent.record(project, person, kind, asked_on="2010-05-01", form="written", outcome="yes")
        sent = feedback.send(project, f"Summary {at}", participant_id=person, text="What we heard.", sent_on="2013-01")
        if at % 2:
            feedback.answer(project, sent, "That is how it was.", "2013-02")


def _read(project: Project) -> None:
    headings = [literature.add_criterion(project, name, "summary") for name in ("Aim", "Design", "Findings")]
    grade = literature.add_criterion(project, "Clarity", "grade", choices=("strong", "partial", "doubtful"))
    found = [
        Reference(
            type="article",
            authors=f"Author{at}, A.\nOther{at % 40}, B.",
            year=str(1990 + at % 30),
            title=f"A study of what is done, number {at}",
            container="Journal of Invented Studies",
            found_in=f"Index {at % 5}",
        )
        for at in range(300)
    ]
    made = literature.add_many(project, found)
    literature.set_stage(project, made[:150], "included")
    literature.set_stage(project, made[150:], "screened out", "Another field")
    for heading in headings:
        literature.write_each(project, heading, dict.fromkeys(made[:150], "What it says of it, in a sentence or two."))
    literature.judge(project, made[:150], grade, "strong")


def _conclude(project: Project, cases: Sequence[int]) -> None:
    """Twelve categories over the focused codes, a claim on each; six propositions held against every case."""
    book = coding.code_rows(project)
    raised = [row.id for row in book if row.level == "focused"]
    initial = [row.id for row in book if row.level == "initial"]
    for at, group in enumerate(raised):
        focused.cluster(project, initial[at * 2 : at * 2 + 2], group)
    for at in range(12):
        category = codes.create(project, f"Category {at}", level="category")
        focused.cluster(project, raised[at * 5 : at * 5 + 5], category)
        claims.create(project, f"Claim {at}: this is done first.", links=[(Target("code", category), "rests on")])
    held = [row.segment_id for row in coding.of_codes(project, raised[:1])][: len(cases)]
    propositions = [
        claims.create(project, f"Proposition {at}.", kind="proposition", expected="That it comes first.")
        for at in range(6)
    ]
    with project.batch():
        for claim, case in product(propositions, cases):
            patterns.judge(project, claim, case, match="match", observed="It came first.", reason="As told.")
            patterns.add_evidence(project, claim, case, held[:3])


def _opened(app: QApplication, project: Project) -> Iterator[Row]:
    from qda.ui.actions import Actions
    from qda.ui.cases.case_page import CasePage
    from qda.ui.cases.matrix_page import AcrossPage, PerspectivesPage
    from qda.ui.claims.chain.page import ClaimsPart
    from qda.ui.claims.patterns.page import PatternsPart
    from qda.ui.claims.triangulation_page import TriangulationPart
    from qda.ui.jobs import Jobs
    from qda.ui.session import Session
    from qda.ui.study.attributes.part import AttributesPart
    from qda.ui.study.consent.part import ConsentPart
    from qda.ui.study.feedback_part import FeedbackPart
    from qda.ui.study.instruments.part import InstrumentsPart
    from qda.ui.study.literature.part import LiteraturePart
    from qda.ui.study.plan_part import PlanPart
    from qda.ui.study.timeline_part import TimelinePart

    window = QWidget()
    window.resize(1280, 800)
    session, jobs, actions = Session(window), Jobs(window), Actions(window)
    session.begin(project)
    window.show()
    whole = (session, actions, jobs)
    pages: dict[str, Callable[[], QWidget]] = {
        "attributes": lambda: AttributesPart(*whole),
        "consent": lambda: ConsentPart(*whole),
        "data plan": lambda: PlanPart(session),
        "timeline": lambda: TimelinePart(*whole),
        "case page": lambda: CasePage(*whole),
        "perspective table": lambda: PerspectivesPage(*whole),
        "cross-case matrix": lambda: AcrossPage(*whole),
        "triangulation": lambda: TriangulationPart(*whole),
        "patterns": lambda: PatternsPart(*whole),
        "claims and trail": lambda: ClaimsPart(*whole),
        "literature": lambda: LiteraturePart(*whole),
        "feedback": lambda: FeedbackPart(session, actions),
        "instruments and questions": lambda: InstrumentsPart(*whole),
    }
    for name, make in pages.items():
        for turn in ("first time", "again"):
            shown: list[QWidget] = []

            def painted(make: Callable[[], QWidget] = make, shown: list[QWidget] = shown) -> None:
                page = make()
                page.setParent(window)
                page.resize(1000, 760)
                page.show()
                app.processEvents()
                shown.append(page)

            yield _row(f"open {name}, {turn}", painted, _OPEN)
            begun = time.perf_counter()
            while jobs.busy:
                app.processEvents()
            yield Row(f"{name}, until its jobs are done", 1000 * (time.perf_counter() - begun))
            shown[0].hide()
            shown[0].deleteLater()
    jobs.stop_all()
    assert session._unsubscribe is not None
    session._unsubscribe()
    session._project = None  # the file is closed by whoever opened it
