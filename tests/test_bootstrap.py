"""Setting up, starting and checking: what bootstrap.py promises, with pip, apt and the machine played by stand-ins."""

from __future__ import annotations

import ast
import os
import runpy
import shutil
import sys
from pathlib import Path

import pytest

import bootstrap
from bootstrap import Checkout, SetUpError

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A folder with the files that a set-up reads."""
    (tmp_path / "requirements").mkdir()
    for name in ("pyproject.toml", "requirements/run.lock", "requirements/test.lock"):
        (tmp_path / name).write_text(f"first {name}")
    return Checkout(tmp_path)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a set-up did, on a machine where all goes well."""
    done: list[str] = []

    def make_venv(checkout: Checkout) -> None:
        done.append("venv")
        shutil.rmtree(checkout.venv, ignore_errors=True)
        python = Path(checkout.python)
        python.parent.mkdir(parents=True)
        python.symlink_to(sys.executable)

    def pip(checkout: Checkout, *arguments: str) -> None:
        done.append(Path(arguments[-1]).name if arguments[-1].endswith(".lock") else "project")

    monkeypatch.setattr(bootstrap, "make_venv", make_venv)
    monkeypatch.setattr(bootstrap, "pip", pip)
    monkeypatch.setattr(bootstrap, "loads", lambda _library: True)
    monkeypatch.setattr(bootstrap, "missing_fonts", list)
    monkeypatch.setattr(bootstrap, "require_venv_module", lambda: None)
    return done


def no_network(checkout: Checkout, *arguments: str) -> None:
    """A pip that cannot fetch anything; our own project it need not fetch."""
    if arguments[-1].endswith(".lock"):
        raise SetUpError("no network")


def no_compiler(checkout: Checkout, *arguments: str) -> None:
    """A pip that installs the requirements but not the project."""
    if not arguments[-1].endswith(".lock"):
        raise SetUpError("cannot build")


# --- which Python -----------------------------------------------------------------------------------------------


def test_an_older_python_is_told_so_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))

    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(str(ROOT / "bootstrap.py"))

    assert stopped.value.code == "Gerund needs Python 3.11 or newer, and this is Python 3.9."


def test_an_older_python_can_read_the_file_as_far_as_that_sentence() -> None:
    source = (ROOT / "bootstrap.py").read_text("utf-8")

    tree = ast.parse(source, feature_version=(3, 7))

    assert isinstance(tree.body[2], ast.If)  # after the docstring and `import sys`


# --- installing -------------------------------------------------------------------------------------------------


def test_the_first_set_up_makes_the_environment_and_installs_lock_and_project(
    checkout: Checkout, work: list[str]
) -> None:
    bootstrap.set_up(checkout, "run", window=False)

    assert work == ["venv", "run.lock", "project"]


def test_the_second_set_up_has_nothing_to_do(checkout: Checkout, work: list[str]) -> None:
    bootstrap.set_up(checkout, "run", window=False)
    work.clear()

    bootstrap.set_up(checkout, "run", window=False)

    assert work == []


def test_a_changed_lock_is_installed_into_the_environment_there_is(checkout: Checkout, work: list[str]) -> None:
    bootstrap.set_up(checkout, "run", window=False)
    work.clear()
    checkout.lock("run").write_text("second")

    bootstrap.set_up(checkout, "run", window=False)

    assert work == ["run.lock", "project"]


def test_a_changed_project_file_installs_the_project_alone(checkout: Checkout, work: list[str]) -> None:
    bootstrap.set_up(checkout, "run", window=False)
    work.clear()
    (checkout.root / "pyproject.toml").write_text("second")

    bootstrap.set_up(checkout, "run", window=False)

    assert work == ["project"]


def test_what_the_checks_need_answers_for_what_the_program_needs(checkout: Checkout, work: list[str]) -> None:
    bootstrap.set_up(checkout, "test", window=False)
    work.clear()

    bootstrap.set_up(checkout, "run", window=False)

    assert work == []


def test_what_the_program_needs_does_not_answer_for_the_checks(checkout: Checkout, work: list[str]) -> None:
    bootstrap.set_up(checkout, "run", window=False)
    work.clear()

    bootstrap.set_up(checkout, "test", window=False)

    assert work == ["test.lock", "project"]


def test_an_interrupted_install_begins_anew(
    checkout: Checkout, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken, pytest.raises(SetUpError):
        broken.setattr(bootstrap, "pip", no_network)
        bootstrap.set_up(checkout, "run", window=False)
    work.clear()

    bootstrap.set_up(checkout, "run", window=False)

    assert work == ["venv", "run.lock", "project"]


def test_a_failure_after_the_requirements_does_not_install_them_twice(
    checkout: Checkout, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken, pytest.raises(SetUpError):
        broken.setattr(bootstrap, "pip", no_compiler)
        bootstrap.set_up(checkout, "run", window=False)
    work.clear()

    bootstrap.set_up(checkout, "run", window=False)

    assert work == ["project"]


def test_a_moved_checkout_makes_its_environment_anew(checkout: Checkout, work: list[str]) -> None:
    bootstrap.set_up(checkout, "run", window=False)
    work.clear()
    moved = Checkout(checkout.root.rename(checkout.root.with_name("moved")))

    bootstrap.set_up(moved, "run", window=False)

    assert work == ["venv", "run.lock", "project"]


def test_an_environment_whose_python_is_gone_is_made_anew(checkout: Checkout, work: list[str]) -> None:
    bootstrap.set_up(checkout, "run", window=False)
    work.clear()
    Path(checkout.python).unlink()

    bootstrap.set_up(checkout, "run", window=False)

    assert work[0] == "venv"


def test_a_stamp_that_cannot_be_read_is_no_stamp(checkout: Checkout, work: list[str]) -> None:
    bootstrap.set_up(checkout, "run", window=False)
    work.clear()
    checkout.stamp.write_text('{"place": ')

    bootstrap.set_up(checkout, "run", window=False)

    assert work == ["venv", "run.lock", "project"]


def test_a_folder_that_cannot_be_written_is_named(
    checkout: Checkout, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def make_venv(checkout: Checkout) -> None:
        raise PermissionError(13, "Permission denied", str(checkout.venv))

    monkeypatch.setattr(bootstrap, "make_venv", make_venv)

    with pytest.raises(SetUpError, match=r"Cannot write .*\.venv: Permission denied\."):
        bootstrap.set_up(checkout, "run", window=False)


@pytest.mark.skipif(os.name != "posix", reason="the stand-in for Python is a shell script")
def test_when_pip_fails_its_last_words_are_shown(checkout: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    python = Path(checkout.python)
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\necho could not find numpy\nexit 1\n")
    python.chmod(0o755)

    with pytest.raises(SetUpError, match="pip could not install"):
        bootstrap.pip(checkout, "numpy")

    assert "could not find numpy" in capsys.readouterr().err


# --- the system -------------------------------------------------------------------------------------------------


@pytest.fixture
def debian(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """A Debian where we are an ordinary user; what apt was asked to install."""
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(bootstrap, "on_debian", lambda: True)
    monkeypatch.setattr(bootstrap, "is_root", lambda: False)
    monkeypatch.setattr(bootstrap, "apt_install", lambda packages: asked.append(tuple(packages)))
    return asked


def test_a_user_is_told_the_command_that_installs_what_is_missing(debian: list[tuple[str, ...]]) -> None:
    with pytest.raises(SetUpError) as problem:
        bootstrap.provide_system_packages({"libEGL.so.1": "libegl1", "libGL.so.1": "libgl1"}, [])

    assert str(problem.value).endswith("install them: sudo apt-get install --no-install-recommends libegl1 libgl1")


def test_root_gets_it_installed(debian: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "is_root", lambda: True)
    monkeypatch.setattr(bootstrap, "loads", lambda _library: bool(debian))

    bootstrap.provide_system_packages({"libEGL.so.1": "libegl1"}, ["fonts-noto-core"])

    assert debian == [("libegl1",), ("fonts-noto-core",)]


def test_what_apt_could_not_install_is_named(debian: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "is_root", lambda: True)
    monkeypatch.setattr(bootstrap, "loads", lambda _library: False)

    with pytest.raises(SetUpError, match="apt-get install --no-install-recommends libegl1"):
        bootstrap.provide_system_packages({"libEGL.so.1": "libegl1"}, [])


def test_on_other_systems_the_libraries_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "on_debian", lambda: False)

    with pytest.raises(SetUpError, match=r"the packages that hold libEGL\.so\.1\."):
        bootstrap.provide_system_packages({"libEGL.so.1": "libegl1"}, [])


def test_a_missing_font_stops_nobody(debian: list[tuple[str, ...]]) -> None:
    bootstrap.provide_system_packages({}, ["fonts-noto-core"])

    assert debian == []


def test_a_python_without_ensurepip_gets_its_own_sentence(
    debian: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    package = f"python3.{sys.version_info.minor}-venv"

    with pytest.raises(SetUpError, match=f"cannot make virtual environments; .* sudo apt-get install .* {package}"):
        bootstrap.require_venv_module()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has these libraries apart")
@pytest.mark.parametrize(
    ("display", "package"), [("DISPLAY", "libxcb-cursor0"), ("WAYLAND_DISPLAY", "libwayland-cursor0")]
)
def test_a_real_window_needs_more_than_offscreen_work(
    monkeypatch: pytest.MonkeyPatch, display: str, package: str
) -> None:
    monkeypatch.setattr(bootstrap, "loads", lambda _library: False)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv(display, ":0")

    offscreen = set(bootstrap.missing_libraries(window=False).values())
    window = set(bootstrap.missing_libraries(window=True).values())

    assert "libegl1" in offscreen
    assert package in window - offscreen


def test_a_library_that_does_not_exist_does_not_load() -> None:
    assert not bootstrap.loads("libgerund-has-no-such-library.so.1")


# --- the commands -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["install"], 2), (["--help"], 0)])
def test_a_command_line_that_says_nothing_gets_the_usage(
    arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bootstrap.main(arguments) == code

    out, err = capsys.readouterr()
    assert "python3 bootstrap.py test" in (err if code else out)


def test_a_problem_is_one_sentence_and_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["setup", "--everything"]) == 1

    assert capsys.readouterr().err.strip() == "“setup” takes no argument but --test."


def test_run_starts_the_sample_in_out_and_passes_arguments_on(
    checkout: Checkout, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []

    def hand_over(command: list[str], environment: dict[str, str]) -> int:
        started.extend(command)
        return 7

    monkeypatch.setattr(bootstrap, "hand_over", hand_over)

    code = bootstrap.run_sample(checkout, ["--dark"])

    assert code == 7
    assert started == [checkout.python, "-P", "-m", "qda", "--sample", str(checkout.root / "out"), "--dark"]


def test_the_programs_we_start_do_not_see_another_pythons_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/opt/elsewhere")

    assert "PYTHONPATH" not in bootstrap.child_environment()


TESTS = """
from pathlib import Path
report = '<testsuites><testsuite tests="5" failures="{failures}" errors="0" skipped="1"/></testsuites>'
Path({report!r}).write_text(report)
raise SystemExit({failures})
"""


@pytest.mark.parametrize(
    ("lint_code", "failures", "last_line", "code"),
    [
        (0, 0, "5 passed, 0 failed", 0),
        (0, 1, "4 passed, 1 failed", 1),
        (3, 0, "4 passed, 1 failed", 1),
        (3, 1, "3 passed, 2 failed", 1),
    ],
)
def test_all_checks_run_and_the_last_line_counts_them(
    checkout: Checkout,
    work: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    lint_code: int,
    failures: int,
    last_line: str,
    code: int,
) -> None:
    def check_commands(checkout: Checkout, report: Path, arguments: list[str]) -> dict[str, list[str]]:
        tests = TESTS.format(report=str(report), failures=failures)
        return {
            "lint": [sys.executable, "-c", f"raise SystemExit({lint_code})"],
            "tests": [sys.executable, "-c", tests],
        }

    monkeypatch.setattr(bootstrap, "check_commands", check_commands)

    assert bootstrap.run_checks(checkout, []) == code

    assert capsys.readouterr().out.splitlines()[-1] == last_line


def test_a_test_run_that_died_counts_as_failed(tmp_path: Path) -> None:
    assert bootstrap.counted(tmp_path / "never-written.xml", tests_succeeded=False) == (0, 1, 0)


# --- what the reader is told ------------------------------------------------------------------------------------


def test_continuous_integration_runs_what_the_readme_tells_a_reader_to_run() -> None:
    command = "python3 bootstrap.py test"

    assert command in (ROOT / "README.md").read_text("utf-8")
    assert command in (ROOT / ".ci" / "run").read_text("utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
