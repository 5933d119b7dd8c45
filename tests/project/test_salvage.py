"""From a damaged file everything that can be read is saved into a new project that is sound; the rest is listed."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from qda.coding import codes, queries, segments
from qda.memos import service as memos
from qda.project import audit, files, history, salvage, unfinished
from qda.project.problems import ProjectExists, WrongPassword
from qda.project.project import Project
from qda.project.salvage import BeyondSalvage, Salvaged
from qda.sources import queries as sources
from qda.store import keys
from qda.text import Span
from tests.factories import make_source

PAGE = 4096
TEXT = "She came in and sat down and did not judge me. " * 200
TIMES = int(os.environ.get("GERUND_FAULTS", "1"))
PASSWORD = "five unrelated words"


def _study(path: Path, password: str | None = None, codings: int = 40) -> Path:
    with Project.create(path, title="A study", coder="AQ", password=password) as project:
        make_source(project, TEXT, "First")
        make_source(project, TEXT.upper(), "Second")
        code = codes.create(project, "arriving")
        for number in range(codings):
            segments.apply(project, 1 + number % 2, Span(number * 5, number * 5 + 40), code)
        memos.begin(project, "On arriving " * 900, title="On arriving")
        unfinished.save(project, "code.definition/1", "Half a definition", title="definition", target=("code", code))
    return path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return _study(tmp_path_factory.mktemp("whole") / "study.gerund").read_bytes()


def _salvaged(folder: Path, data: bytes) -> Salvaged:
    """Salvage these bytes, and see that what was made is sound and can be worked with."""
    hurt, new = folder / "hurt.gerund", folder / "new.gerund"
    hurt.write_bytes(data)
    new.unlink(missing_ok=True)
    made = salvage.salvage(hurt, new)
    assert hurt.read_bytes() == data
    with Project.open(new, coder="AQ") as project:
        assert audit.check(project).faults == ()
        before = codes.create(project, f"after {len(list(folder.iterdir()))}")
        project.undo()
        assert before
    return made


def _overwritten(whole: bytes, pages: list[int], rng: random.Random) -> bytes:
    data = bytearray(whole)
    for page in pages:
        data[page * PAGE : (page + 1) * PAGE] = rng.randbytes(PAGE)
    return bytes(data)


def test_of_a_whole_file_everything_is_saved_with_its_history(tmp_path: Path, whole: bytes) -> None:
    made = _salvaged(tmp_path, whole)

    assert (made.lost, made.steps_lost) == ((), 0)
    with Project.open(made.path, writable=False) as project:
        assert len(queries.everything(project)) == 40
        assert {row.name for row in sources.rows(project)} == {"First", "Second"}
        assert [row.text for row in unfinished.left(project)] == ["Half a definition"]
        assert [row.key for row in history.rows(project)][2:4] == ["salvage", "memos.begin"]


@pytest.mark.parametrize("part", range(2))
def test_a_page_overwritten_is_read_around(tmp_path: Path, whole: bytes, part: int) -> None:
    if files.usual_password is not None:
        pytest.skip("the first page of a file with a password holds its salt")
    count = len(whole) // PAGE
    rng = random.Random(part)
    pages = sorted({0, *rng.sample(range(count), 3 * TIMES)}) if TIMES < 10 else range(part, count, 2)

    for page in pages:
        made = _salvaged(tmp_path, _overwritten(whole, [page], rng))
        assert sum(made.saved.values()) > 0


@pytest.mark.parametrize("share", [0.5, 0.97, 0.999])
def test_of_a_file_cut_short_the_rest_is_saved_or_it_is_said_that_there_is_none(
    tmp_path: Path, whole: bytes, share: float
) -> None:
    try:
        made = _salvaged(tmp_path, whole[: int(len(whole) * share)])
    except (BeyondSalvage, WrongPassword) as error:
        assert error.hint
    else:
        assert made.lost or made.steps_lost or share > 0.99


def test_what_is_lost_is_told_by_name(tmp_path: Path, whole: bytes) -> None:
    lost = [made for made in _all_pages_of_texts(tmp_path, whole) if made.lost]

    assert lost
    assert any(each.table == "source" and each.name in ("First", "Second") for made in lost for each in made.lost)


def _all_pages_of_texts(folder: Path, whole: bytes) -> Iterator[Salvaged]:
    if files.usual_password is not None:
        pytest.skip("where a text lies is not to be seen from outside")
    found = whole.find(b"and did not judge me. She came in")
    yield _salvaged(folder, _overwritten(whole, [found // PAGE], random.Random(3)))


@pytest.mark.plain
def test_a_bad_page_of_a_file_with_a_password_is_read_around_and_the_new_one_has_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "ROUNDS", 1)
    path = _study(tmp_path / "study.gerund", PASSWORD)
    data = path.read_bytes()
    path.write_bytes(_overwritten(data, [len(data) // PAGE - 1, len(data) // PAGE - 9], random.Random(5)))

    made = salvage.salvage(path, tmp_path / "new.gerund", password=PASSWORD)

    assert files.is_protected(made.path)
    with Project.open(made.path, coder="AQ", password=PASSWORD) as project:
        assert audit.check(project).faults == ()
        assert sources.rows(project)
    with pytest.raises(WrongPassword):
        salvage.salvage(path, tmp_path / "other.gerund", password="another")


def test_nothing_is_written_over(tmp_path: Path, whole: bytes) -> None:
    hurt = tmp_path / "hurt.gerund"
    hurt.write_bytes(whole)

    with pytest.raises(ProjectExists):
        salvage.salvage(hurt, hurt)

    assert hurt.read_bytes() == whole
    assert salvage.proposed(hurt).name == "hurt (salvaged).gerund"


@pytest.mark.plain
def test_of_what_is_no_project_nothing_is_saved(tmp_path: Path) -> None:
    other = tmp_path / "other.gerund"
    other.write_bytes(bytes(40_000))

    with pytest.raises(BeyondSalvage):
        salvage.salvage(other, tmp_path / "new.gerund")

    assert [each.name for each in tmp_path.iterdir() if "lock" not in each.name] == ["other.gerund"]
