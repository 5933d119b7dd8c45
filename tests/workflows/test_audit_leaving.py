"""After a withdrawal, or without consent, no file of an audit trail or a reader's edition holds the words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from qda.export.audit import folder as audit_folder
from qda.export.audit.plan import ALL
from qda.export.leaving import gate
from qda.export.reader import edition as reader_edition
from qda.export.reader.edition import Choice
from qda.flows.withholding.quoting_gate import QuotedWithoutConsent
from qda.memos import service as memos
from qda.project.project import Project
from qda.study import consent, consent_gate, withdrawals
from qda.study.consent_gate import LEAVE_OUT
from qda.synthesis import claims
from qda.synthesis.targets import Target
from qda.text.runs import Runs
from tests.export import walking
from tests.export.coded_study import build
from tests.workflows import leaving

SAID = "She came in and sat down. She did not judge me."


@pytest.fixture
def study(project: Project) -> Project:
    made = build(project)
    claims.create(project, f"Holds, for: {SAID}", links=[(Target("code", made["theme"]), "rests on")])
    for kind in ("theoretical", "methodological", "reflexive"):
        memos.begin(project, f"As she has it: {SAID}", kind=kind)
    return project


def _write(project: Project, folder: Path, classes: Sequence[int] = ALL) -> list[Path]:
    folder.mkdir()
    choice = Choice(texts="whole", memos=("theoretical", "reflexive"), all_codes=True)
    with gate.leaving(project, "audit trail") as cleared:
        audit_folder.write(folder / "trail", cleared, classes)
        reader_edition.write(folder / "edition.html", cleared, choice)
    return [path for path in folder.rglob("*") if path.is_file()]


def _holding(paths: list[Path]) -> set[str]:
    runs = Runs([SAID])
    return {path.name for path in paths if leaving.held(path, runs)}


def test_after_a_withdrawal_nothing_of_it_holds_the_words_and_undo_brings_them_back(
    study: Project, tmp_path: Path
) -> None:
    withdrawals.withdraw(study, 1, on="2012-05-18")
    without = _write(study, tmp_path / "without")
    study.undo()
    again = _write(study, tmp_path / "again")

    assert _holding(without) == set()
    page = walking.read(tmp_path / "without/trail/index.html").spots[""].words
    assert "1 participant has withdrawn. Their words are blocks" in page
    assert walking.broken(tmp_path / "without") == []
    assert {"edition.html", "001-interview.txt", "text-1.html", "4-01-event-log.csv", "3-03-chain-of-evidence.docx",
            "5-03-reflexive-memos.docx", "4-03-methodological-memos.html"} <= _holding(again)  # fmt: skip


def test_without_consent_it_is_asked_first_and_then_left_out(study: Project, tmp_path: Path) -> None:
    consent.record(study, 1, "interview", asked_on="2012-05-01", outcome="yes")
    consent.record(study, 1, "quotation", asked_on="2012-05-01", outcome="no")

    with pytest.raises(QuotedWithoutConsent) as asked:
        _write(study, tmp_path / "asked", (1,))
    assert list((tmp_path / "asked").iterdir()) == []
    consent_gate.decide(study, asked.value.asked, LEAVE_OUT)
    paths = _write(study, tmp_path / "left", (1, 2, 5))

    assert _holding(paths) == set()


def test_an_edition_asks_only_about_those_whom_it_quotes(study: Project, tmp_path: Path) -> None:
    consent.record(study, 1, "quotation", outcome="no")
    bare = claims.create(study, "Nothing is said of this")

    with gate.leaving(study, "edition") as cleared:
        told = reader_edition.write(tmp_path / "e.html", cleared, Choice(claims=(bare,), memos=()))

    assert (told.claims, told.quotes) == (1, 0)
    assert _holding([told.first]) == set()
