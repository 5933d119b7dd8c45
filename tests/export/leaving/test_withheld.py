"""A report on somebody who withdrew says so where their case stands, and what “[withheld]” means where it is read."""

from __future__ import annotations

from qda.export import reports
from qda.export.blocks import Prose, tables_of
from qda.export.leaving import gate, gated, withheld
from qda.export.material import Material
from qda.export.profiles import APA, GERMAN
from qda.export.synthesis import case_reports, pattern_tables
from qda.export.tables import plain
from qda.export.wishes import Wish
from qda.project.project import Project
from qda.study import withdrawals
from tests.export.coded_study import build

TOLD = (
    "The words of 1 participant are withheld, who has withdrawn or is not to be quoted; what is coded in them counts."
)


def test_the_case_and_its_patterns_say_whose_words_are_withheld(project: Project) -> None:
    made = build(project)
    withdrawals.withdraw(project, made["person"])
    material = Material(project)

    case = case_reports.cases(material, APA)
    (patterns,) = tables_of(pattern_tables.blocks(material, APA))

    assert TOLD in [plain(block.text) for block in case if isinstance(block, Prose)]
    assert TOLD in [plain(note) for note in patterns.notes]


def test_nothing_is_said_where_nobody_is_withheld(project: Project) -> None:
    build(project)
    material = Material(project)

    (patterns,) = tables_of(pattern_tables.blocks(material, APA))

    assert withheld.note(material.withheld, material.people, GERMAN) == ""
    assert not [note for note in patterns.notes if "withheld" in plain(note)]


def test_a_report_that_reads_withheld_says_what_that_means(project: Project) -> None:
    made = build(project)
    withdrawals.withdraw(project, made["person"])

    with gate.leaving(project, "report") as cleared:
        blocks = reports.blocks(cleared, Wish(kind="segments", profile=GERMAN))
        passed = gated.blocks(cleared, blocks, GERMAN)
        (table,) = tables_of(passed.value)

    assert plain(table.notes[-1]).startswith("„[zurückgehalten]“ steht, wie Blöcke, für Worte von Teilnehmenden")
