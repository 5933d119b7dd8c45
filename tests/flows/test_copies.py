"""A copy of a study is one file, sound in itself; without the originals no byte of them is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.coding import queries as coding
from qda.flows import copies
from qda.project import audit, files
from qda.project.problems import ProjectExists
from qda.project.project import Project
from qda.sources import queries, service
from qda.sources.service import NewSource
from qda.store import keys
from tests.export.coded_study import build

ORIGINAL = b"%PDF-1.7 as it came in, by grandmother Ottilie"


@pytest.fixture(params=[None, "horse"], ids=["plain", "with a password"])
def study(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """An open study with two originals, one of a source that was deleted."""
    monkeypatch.setattr(files, "usual_password", None)
    monkeypatch.setattr(keys, "ROUNDS", 2)
    project = Project.create(tmp_path / "study.gerund", coder="AQ", password=request.param)
    request.addfinalizer(project.close)
    build(project)
    for name in ("kept", "gone"):
        service.add(
            project,
            NewSource(name, f"The text of {name}.", original=ORIGINAL + name.encode(), original_name=f"{name}.pdf"),
        )
    service.delete(project, queries.find(project, "gone"))
    return project


def opened(path: Path) -> Project:
    return Project.open(path, coder="AQ", password="horse")


def test_a_copy_of_an_open_study_is_whole_and_has_its_password(study: Project, tmp_path: Path) -> None:
    made = copies.save(study.path, tmp_path / "copy.gerund", study.key)

    with opened(made) as copy:
        assert copy.protected is study.protected
        assert [row.name for row in queries.rows(copy)] == [row.name for row in queries.rows(study)]
        assert coding.segment_counts(copy) == coding.segment_counts(study)
        assert audit.check(copy).faults == ()
    assert sorted(each.name for each in tmp_path.glob("copy*")) == ["copy.gerund"]


def test_without_the_originals_none_is_in_it_and_it_is_sound_and_can_be_undone(study: Project, tmp_path: Path) -> None:
    made = copies.save(study.path, tmp_path / "copy.gerund", study.key, originals=False)

    with opened(made) as copy:
        assert audit.check(copy).faults == ()
        copy.undo()  # the deletion
        assert queries.opened(copy, queries.find(copy, "gone")).text == "The text of gone."
        assert audit.check(copy).faults == ()
    assert b"grandmother Ottilie" not in made.read_bytes()
    if not study.protected:
        assert b"The text of kept." in made.read_bytes()


def test_nothing_is_written_over(study: Project, tmp_path: Path) -> None:
    (tmp_path / "copy.gerund").write_bytes(b"mine")

    with pytest.raises(ProjectExists):
        copies.save(study.path, tmp_path / "copy.gerund", study.key)

    assert (tmp_path / "copy.gerund").read_bytes() == b"mine"
