from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from qda.errors import Cancelled
from qda.flows.importing import files
from qda.flows.importing.files import Plan, files_in, import_files
from qda.progress import Stoppable
from qda.project.project import Project
from qda.sources import queries
from qda.study import queries as study
from tests.factories import TALK


def written(folder: Path, name: str, text: str = TALK) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_stored_with_its_bytes_and_their_hash(project: Project, tmp_path: Path) -> None:
    path = written(tmp_path, "Interview.txt")

    (outcome,) = import_files(project, [Plan(path)])

    row = queries.rows(project)[0]
    assert (outcome.names, row.sha256) == (("Interview",), hashlib.sha256(path.read_bytes()).hexdigest())
    assert queries.opened(project, row.id).text == TALK
    assert queries.original(project, row.id) == ("Interview.txt", path.read_bytes())


def test_the_original_is_left_out_by_wish_and_its_hash_kept(project: Project, tmp_path: Path) -> None:
    path = written(tmp_path, "Interview.txt")

    import_files(project, [Plan(path, keep_original=False)])

    row = queries.rows(project)[0]
    assert queries.original(project, row.id) is None
    assert row.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_units_cases_and_participants_that_are_new_are_made(project: Project, tmp_path: Path) -> None:
    plan = Plan(written(tmp_path, "a.txt"), unit="Casework", case="Martine", participants=("Theresa",))

    import_files(project, [plan])

    row = queries.rows(project)[0]
    assert (row.unit, row.case, row.participants) == ("Casework", "Martine", ("Theresa",))
    assert study.participants(project)[0].case_ids == (row.case_id,)


def test_a_speaker_label_stands_for_the_participant_of_its_name(project: Project, tmp_path: Path) -> None:
    import_files(project, [Plan(written(tmp_path, "a.txt"), participants=("Theresa",))])

    speakers = queries.speakers(project, queries.rows(project)[0].id)

    theresa = study.participants(project)[0].id
    assert [(s.label, s.interviewer, s.participant_id) for s in speakers] == [
        ("INT", True, None),
        ("Theresa", False, theresa),
    ]


def test_a_label_that_says_participant_stands_for_the_only_one(project: Project, tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", TALK.replace("Theresa:", "Participant:").replace("INT:", "Dan:"))

    import_files(project, [Plan(path, participants=("P1",))])

    speakers = queries.speakers(project, queries.rows(project)[0].id)
    (person,) = study.participants(project)
    assert [(s.label, s.participant_id) for s in speakers] == [("Dan", None), ("Participant", person.id)]


def test_a_label_can_be_said_to_stand_for_nobody(project: Project, tmp_path: Path) -> None:
    plan = Plan(written(tmp_path, "a.txt"), participants=("Theresa",), speakers={"Theresa": "", "INT": ""})

    import_files(project, [plan])

    speakers = queries.speakers(project, queries.rows(project)[0].id)
    assert [(s.label, s.interviewer, s.participant_id) for s in speakers] == [
        ("INT", False, None),
        ("Theresa", False, None),
    ]


def test_a_new_case_without_its_unit_fails_and_leaves_nothing(project: Project, tmp_path: Path) -> None:
    (outcome,) = import_files(project, [Plan(written(tmp_path, "a.txt"), case="Martine", participants=("Theresa",))])

    assert "Martine" in outcome.problem
    assert (queries.rows(project), study.participants(project)) == ([], [])


def test_one_bad_file_does_not_stop_the_others(project: Project, tmp_path: Path) -> None:
    good, empty, last = written(tmp_path, "a.txt"), written(tmp_path, "b.txt", ""), written(tmp_path, "c.txt")

    outcomes = import_files(project, [Plan(good), Plan(empty), Plan(tmp_path / "gone.txt"), Plan(last)])

    assert [outcome.failed for outcome in outcomes] == [False, True, True, False]
    assert [row.name for row in queries.rows(project)] == ["a", "c"]
    assert all(outcome.hint for outcome in outcomes if outcome.failed)


def test_a_second_file_of_a_name_gets_a_number_and_the_same_file_is_noticed(project: Project, tmp_path: Path) -> None:
    first, second = written(tmp_path, "x.txt"), written(tmp_path / "more", "x.txt")

    outcomes = import_files(project, [Plan(first), Plan(second)])

    assert [row.name for row in queries.rows(project)] == ["x", "x (2)"]
    assert any("already" in note for note in outcomes[1].notes)


def test_a_batch_is_undone_and_done_again_as_one(project: Project, tmp_path: Path) -> None:
    plans = [Plan(written(tmp_path, f"{number}.txt"), unit="Casework", case="Martine") for number in range(3)]
    import_files(project, plans)

    project.undo()
    assert (queries.rows(project), study.units(project)) == ([], [])
    project.redo()

    assert [row.name for row in queries.rows(project)] == ["0", "1", "2"]
    assert queries.opened(project, queries.rows(project)[2].id).text == TALK


def test_front_matter_says_the_date_and_stays_as_the_description(project: Project, tmp_path: Path) -> None:
    path = written(tmp_path, "talk.md", f"---\ntitle: A talk\ndate: 10 May 2013\n---\n{TALK}")

    (outcome,) = import_files(project, [Plan(path)])

    (row,) = queries.rows(project)
    assert (row.date, row.description) == ("2013-05-10", "title: A talk\ndate: 10 May 2013")
    assert queries.opened(project, row.id).text == TALK
    assert [note for note in outcome.notes if "front matter" in note]


def test_cancelling_keeps_the_finished_files(project: Project, tmp_path: Path) -> None:
    class StopAfterOne(Stoppable):
        def step(self, done: int, total: int, text: str) -> None:
            if done >= 1:
                raise Cancelled
            super().step(done, total, text)

    plans = [Plan(written(tmp_path, f"{number}.txt")) for number in range(3)]

    outcomes = import_files(project, plans, StopAfterOne())

    assert [outcome.names for outcome in outcomes] == [("0",)]
    assert [row.name for row in queries.rows(project)] == ["0"]


def test_a_file_that_can_not_be_written_leaves_those_beside_it_their_places(project: Project, tmp_path: Path) -> None:
    import_files(project, [Plan(written(tmp_path, "first.txt"), unit="Casework", case="Martine")])
    names = ("a", "b", "c")
    plans = [Plan(written(tmp_path, f"{name}.txt", f"{TALK}{name}")) for name in names]
    plans[1] = Plan(plans[1].path, unit="Another", case="Martine")  # the case is elsewhere, which writing finds out

    outcomes = import_files(project, plans)

    assert [outcome.failed for outcome in outcomes] == [False, True, False]
    assert [row.name for row in queries.rows(project)] == ["first", "a", "c"]
    assert [unit.name for unit in study.units(project)] == ["Casework"]


def test_the_same_file_twice_in_one_import_is_noticed(project: Project, tmp_path: Path) -> None:
    plans = [Plan(written(tmp_path, "a.txt")), Plan(written(tmp_path, "b.txt"))]

    first, second = import_files(project, plans)

    assert (first.notes, second.notes) == ((), ("The same file is in the study already, as “a”.",))


def test_a_few_files_reach_the_disk_together_and_are_undone_as_one(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits: list[int] = []
    project.subscribe(lambda change: commits.append(len(queries.rows(project))))
    monkeypatch.setattr(files, "_TOGETHER", 2 * len(TALK))

    import_files(project, [Plan(written(tmp_path, f"{number}.txt")) for number in range(5)])

    assert commits == [2, 2, 4, 4, 5]  # what is there when each act is told of
    project.undo()
    assert queries.rows(project) == []


def test_a_folder_gives_the_files_that_we_read(tmp_path: Path) -> None:
    for name in ("b.txt", "sub/a.md", ".hidden.txt", "~$open.docx", "picture.png"):
        written(tmp_path, name)

    found = files_in([tmp_path])

    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["b.txt", "sub/a.md"]


@pytest.mark.parametrize("kind", ["80", "sentence", "turn", "paragraph"])
def test_every_kind_of_line_unit_can_be_chosen(project: Project, tmp_path: Path, kind: str) -> None:
    import_files(project, [Plan(written(tmp_path, "a.txt"), line_units=kind)])  # type: ignore[arg-type]  # one of four

    assert queries.rows(project)[0].lines == {"80": 4, "sentence": 5, "turn": 4, "paragraph": 4}[kind]
