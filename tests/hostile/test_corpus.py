"""Hundreds of files made to harm: each comes in rightly or is refused in a sentence, and nothing else happens."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from qda.errors import QdaError
from qda.project import audit
from qda.project.problems import NothingToUndo
from qda.project.project import Project
from tests.hostile.corpus import FAMILIES, Hostile, Taking

SECONDS = 15.0  # of the processor for one file; what another process reads has its own clock
MEMORY = 700_000_000  # bytes that this process may grow by, whatever comes
ALL = os.environ.get("GERUND_HOSTILE") == "all"
"""Every file, which takes minutes; otherwise every third, some three hundred."""
SECRET = "WHAT LIES OUTSIDE MUST STAY OUTSIDE"


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home and a folder beside the files, in which nothing may change, and a file that nothing may read."""
    for name in ("home", "outside", "here"):
        (tmp_path / name).mkdir()
    (tmp_path / "outside" / "secret.txt").write_text(SECRET)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path / "home")
    return tmp_path


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    """A small study that has something to lose."""
    from qda.coding import codes
    from qda.flows.importing.files import Plan, import_files

    with Project.create(tmp_path / "study.gerund", title="A study", coder="AQ") as opened:
        codes.create(opened, "Being here first")
        (tmp_path / "sound.txt").write_text("INT: Well?\nAnn: It went well.\n")
        import_files(opened, [Plan(tmp_path / "sound.txt")])
        yield opened


def tables(project: Project) -> dict[str, Any]:
    with project.read() as session:
        return audit.snapshot(session)


def around(folder: Path) -> dict[str, tuple[int, str]]:
    """Every file outside of the study and the one that is being read."""
    return {
        str(path): (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
        for name in ("home", "outside")
        for path in sorted((folder / name).rglob("*"))
        if path.is_file()
    }


def peak() -> int:
    """Bytes of memory this process has had at most."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def tried(study: Project, take: Taking, hostile: Hostile, folder: Path, before: dict[str, Any]) -> tuple[str, str]:
    """What came of a file (“refused” or “taken”), and what was wrong with that."""
    place = folder / hashlib.sha256(hostile.label.encode()).hexdigest()[:12]
    place.mkdir()
    path = place / hostile.name
    path.write_bytes(hostile.data)
    begun, came, wrong = time.process_time(), "taken", ""
    try:
        take(study, path)
    except QdaError as error:
        came = "refused"
        if not error.sentence.endswith(".") or "\n" in error.sentence or len(error.sentence) > 400 or not error.hint:
            wrong = f"says {error.sentence[:500]!r}"
    except Exception as error:
        wrong = f"raised {error!r:.300}"
    if time.process_time() - begun > SECONDS:
        wrong += f" took {time.process_time() - begun:.0f} seconds"
    if came == "taken" and not wrong and SECRET in str(tables(study)):
        wrong += " read what lies outside"
    if came == "taken" and not wrong:
        with suppress(NothingToUndo):
            while tables(study) != before:
                study.undo()
    if tables(study) != before:
        wrong += " changed the study"
    left = [each.name for each in place.iterdir() if each.name != hostile.name]
    if path.read_bytes() != hostile.data or left:
        wrong += f" changed the file or left {left}"
    return came, wrong


@pytest.mark.plain  # what is done to a database is done without a key
@pytest.mark.parametrize("family", FAMILIES)
def test_a_hostile_file_comes_in_rightly_or_is_refused_in_a_sentence(
    family: str, study: Project, outside: Path
) -> None:
    before, nearby, memory = tables(study), around(outside), peak()
    scratch = outside / "scratch"
    scratch.mkdir()
    found: Counter[str] = Counter()
    faults: dict[str, str] = {}

    made = FAMILIES[family].made(scratch, str(outside / "outside" / "secret.txt"))
    for hostile in made if ALL else islice(made, list(FAMILIES).index(family) % 3, None, 3):
        came, wrong = tried(study, FAMILIES[family].take, hostile, outside / "here", before)
        found[came] += 1
        if wrong:
            faults[f"{family}: {hostile.label}"] = wrong

    assert faults == {}
    assert around(outside) == nearby
    assert peak() - memory < MEMORY
    assert sum(found.values()) > 0
    assert found["refused"] > 0 or not ALL  # a third of a family may hold nothing that has to be refused
    assert audit.check(study).faults == ()
