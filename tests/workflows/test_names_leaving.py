"""An auditor with a hex editor and the names finds none of them in anything that left, whichever way it went.

Names, and other ways of writing them, stand in everything that somebody can write. First a register is open: what would
leave with a name is stopped. Then pseudonyms are put in and the originals dropped: everything leaves, and is clean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import Text

from qda.coding import codes, segments
from qda.errors import QdaError
from qda.export import kinds
from qda.export.audit import folder as audit_folder
from qda.export.figures import files as figure_files
from qda.export.figures import kinds as figure_kinds
from qda.export.figures.wishes import FigureWish
from qda.export.leaving import gate, leak_check
from qda.export.leaving.leak_check import NamesLeave
from qda.export.profiles import APA
from qda.export.quin import files as quin_files
from qda.export.reader import edition as reader_edition
from qda.export.reader.edition import Choice
from qda.flows import copies
from qda.flows.names import dropping, pseudonymise
from qda.memos import drafts
from qda.memos import service as memos
from qda.progress import Silent
from qda.project import backup
from qda.project.names_register import Register
from qda.project.project import Project
from qda.project.texts import content_hash
from qda.sources import service as sources
from qda.sources.service import NewSource
from qda.store import journal, keys
from qda.store.rows import journalled_tables
from qda.study import service as study_service
from tests.factories import marks_of, span_of
from tests.workflows import leaving
from tests.workflows.test_withdrawal import PLANTED, _fill, _window

NAMES = ("Ottilie", "Tilly", "Zwick", "Quellenbr", "Hafenschule")
TEXT = (
    "INT: Who came?\n\nOttilie: Tilly’s mother came from Quellenbrück, with OTTILIE ZWICK and Zwicks dog. "
    "The Hafen-schule had closed; in Quellenbrueck nobody asked.\n"
)
WORDS = "Ottilies Brief aus Quellenbrueck an die HAFENSCHULE, von Tilly"
ENDINGS = (".docx", ".xlsx", ".csv", ".html")

pytestmark = pytest.mark.plain


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    monkeypatch.setattr(keys, "ROUNDS", 10)
    (tmp_path / "apart").mkdir()
    with Register.create(tmp_path / "apart" / "study.names", "walnut harbour tin seven") as opened:
        variants = ["Ottilie = Claire", "Tilly = Claire", "Zwick = Dupont"]
        opened.add("Ottilie Zwick", pseudonym="Claire Dupont", variants=variants)
        opened.add("Quellenbrück", pseudonym="Linmouth", kind="place")
        opened.add("Hafenschule", pseudonym="Linden School", kind="organisation", variants=["Hafen-schule"])
        yield opened


@pytest.fixture
def path(tmp_path: Path, qapp: QApplication) -> Path:
    """A closed study with names wherever anything can be written."""
    (tmp_path / "study").mkdir()
    path = tmp_path / "study" / "study.gerund"
    with Project.create(path, title="Talks with Ottilie", coder="AQ") as project:
        _fill(project)
        original = TEXT.encode()
        new = NewSource("Talk with Tilly", TEXT, marks_of(TEXT), original=original, original_name="Ottilie Zwick.txt",
                        original_sha=content_hash("original", original))  # fmt: skip
        number = sources.add(project, new)
        person = study_service.create_participant(project, "Ottilie Zwick", role="parent of Tilly")
        sources.assign_speaker(project, number, "Ottilie", participant_id=person)
        code = codes.create(project, "trusting Tilly")
        segments.apply(project, number, span_of("OTTILIE ZWICK", TEXT), code)
        segments.in_vivo(project, number, span_of("Tilly’s mother came from Quellenbrück", TEXT))
        memos.begin(project, WORDS, title="On Ottilie")
        drafts.save(project, drafts.new_slot(), f"Unfinished: {WORDS}")
        _plant(project)
        backup.make_if_changed(project, newest=5, days=5)
    return path


def _plant(project: Project) -> None:
    with project.command("test.plant", "Plant names", words=WORDS) as session:
        log = journal.of(session)
        for table in journalled_tables():
            columns = [column.name for column in table.c if column.name in PLANTED and isinstance(column.type, Text)]
            if columns and table.name not in ("speaker", "instrument"):
                log.update_where(journal.model_of(table.name), table.c.id > 0, dict.fromkeys(columns, WORDS))


def ways(folder: Path) -> dict[str, Callable[[Project], object]]:
    """Every way out that writes a file or a folder, by what it writes; reports by turns in each of their formats."""
    from qda.export import reports, wishes

    def report(key: str, ending: str) -> Callable[[Project], object]:
        wish = wishes.Wish(key, quotes=True)
        return lambda project: reports.write_report(folder / f"{key}{ending}", project, wish, Silent())

    made: dict[str, Callable[[Project], object]] = {}
    for number, entry in enumerate(kinds.ENTRIES):
        made[entry.key] = report(entry.key, ENDINGS[number % len(ENDINGS)])
        made[f"{entry.key} in Word"] = report(entry.key, ".docx")
    for number, kind in enumerate(figure_kinds.FIGURES):
        ending = (".svg", ".pdf", ".png", ".docx")[number % 4]
        made[f"figure {kind}"] = lambda project, kind=kind, ending=ending: figure_files.save(  # type: ignore[misc]
            folder / f"figure-{kind}{ending}", [figure_kinds.make(project, FigureWish(kind))]
        )
    made["audit trail"] = lambda project: audit_folder.write(folder / "trail", project)
    choice = Choice(texts="whole", memos=("theoretical", "reflexive"), all_codes=True)
    made["reader’s edition"] = lambda project: reader_edition.write(folder / "edition.html", project, choice)
    made["tables after Quin"] = lambda project: quin_files.write(project, folder / "quin", APA, Silent())
    return made


def files_in(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


def finding(paths: list[Path]) -> dict[str, set[str]]:
    """What the auditor finds, by file."""
    return {each.name: found for each in paths if (found := leaving.named(each, NAMES))}


def test_the_auditor_finds_names_where_nobody_has_seen_to_it(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with Project.open(path, coder="AQ") as project, gate.leaving(project, "others") as cleared:
        for what in ("codebook", "segments", "figure bars", "reader’s edition"):
            ways(out)[what](cleared)
        list(_window(project, out))

    found = finding(files_in(out))

    assert {"study.qdpx", "study.qdc", "study.jsonl", "listed.xlsx", "map.svg", "edition.html"} <= found.keys()
    assert set().union(*found.values()) == set(NAMES)


def test_while_the_register_is_open_nothing_leaves_with_a_name(path: Path, register: Register, tmp_path: Path) -> None:
    from qda.ui.session import Session
    from qda.ui.working import copying

    out, stopped = tmp_path / "out", 0
    out.mkdir()
    with Project.open(path, coder="AQ") as project, leak_check.watching(register):
        for what, write in ways(out).items():
            if what.endswith("in Word"):
                continue
            try:
                with gate.leaving(project, "others") as cleared:
                    write(cleared)
            except NamesLeave:
                stopped += 1
            except QdaError:  # nothing to say
                continue
        session = Session()
        session._project = project
        copied = copying.of_study(session, [WORDS, "trusting Tilly", "coming in"])

    assert finding(files_in(out)) == {}
    assert stopped > 20
    assert copied == ["[withheld]", "[withheld]", "coming in"]


def test_after_pseudonyms_and_dropping_everything_leaves_and_holds_no_name(
    path: Path, register: Register, tmp_path: Path
) -> None:
    with Project.open(path, coder="AQ") as project:
        pseudonymise.apply(project, register, pseudonymise.hits(project, register))
    dropping.drop(path, register)
    out = tmp_path / "out"
    out.mkdir()

    with Project.open(path, coder="AQ") as project:
        with gate.leaving(project, "others") as cleared:
            for write in ways(out).values():
                with suppress(QdaError):  # nothing to say, or no table in it
                    write(cleared)
        list(_window(project, out))
        backup.make_if_changed(project)
        copies.save(project.path, out / "copy.gerund", originals=False)

    left = files_in(out)
    assert finding([*left, *files_in(path.parent)]) == {}
    assert len(left) > 120
    assert {each.suffix for each in left} >= {".docx", ".xlsx", ".csv", ".html", ".svg", ".png", ".pdf", ".graphml",
                                             ".qdpx", ".qdc", ".jsonl", ".md", ".txt"}  # fmt: skip
    assert any("Claire" in each.read_text("utf-8") for each in left if each.suffix == ".csv")
