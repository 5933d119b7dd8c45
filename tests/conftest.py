"""What every test stands on."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from qda.project.project import Project

PASSWORD = "five unrelated words"

# Before anything imports Qt: tests throw no window on the screen, and there may be none.
if sys.platform == "linux":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_sessionfinish() -> None:
    """Empty the clipboard: what Python put there can't be taken down once Python itself is gone."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is not None and widgets.QApplication.instance() is not None:
        widgets.QApplication.clipboard().clear()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Every project of the tests has a password, so that they run with the other driver as well."""
    wished = os.environ.get("GERUND_TEST_CIPHER", "") not in ("", "0")
    parser.addoption("--cipher", action="store_true", default=wished, help="give every project a password")


def pytest_configure(config: pytest.Config) -> None:
    """Have projects made and opened with a password; at one place, where none was given."""
    config.addinivalue_line("markers", "plain: about files without a password, whatever the others have")
    if config.getoption("--cipher"):
        from qda.project import files
        from qda.store import keys

        files.usual_password = PASSWORD
        keys.ROUNDS = 1  # else each opening would take a fifth of a second; its own tests use all of them


@pytest.fixture(autouse=True, scope="module")  # files that a whole module reads are written before its first test
def _gate(request: pytest.FixtureRequest) -> Iterator[None]:
    """Writers are tried without the gate; window and command line have to open it themselves, here as everywhere."""
    parts = request.path.relative_to(request.config.rootpath).parts
    if parts[1] in ("ui", "cli") or request.path.name == "test_withdrawal.py":
        yield
        return
    from qda.export.leaving import gate

    with gate.collecting():
        yield


@pytest.fixture(autouse=True)
def _no_names_left() -> Iterator[None]:
    """A register that a test leaves open holds back the names of the next one, far from where it was opened."""
    yield
    leak_check = sys.modules.get("qda.export.leaving.leak_check")
    if leak_check is not None and (leak_check.watched() is not None or leak_check.is_locked()):
        leak_check.watch(None)
        pytest.fail("the register of names was left open")


@pytest.fixture(autouse=True)
def _searches_as_usual() -> Iterator[None]:
    """A page tried without its window never ends its session, and a worker would keep all it ever made."""
    yield
    sweeping = sys.modules.get("qda.ui.sweeping")
    if sweeping is not None:
        for holder in sweeping.holders():
            sweeping.let_go(holder)


@pytest.fixture(autouse=True)
def _without_password(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.config.getoption("--cipher") and request.node.get_closest_marker("plain") is not None:
        from qda.project import files

        monkeypatch.setattr(files, "usual_password", None)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty project. After the test everything it did is undone, and the tables must be as they were."""
    from qda.project import audit
    from qda.project.problems import NothingToUndo
    from qda.project.project import Project

    with Project.create(tmp_path / "study.gerund", title="A study", coder="AQ") as opened:
        with opened.read() as session:
            before = audit.snapshot(session)
        yield opened
        assert audit.check(opened).faults == ()
        with contextlib.suppress(NothingToUndo):
            while True:
                opened.undo()
        with opened.read() as session:
            assert audit.snapshot(session) == before
