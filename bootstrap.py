#!/usr/bin/env python3
"""Set up, start and check Gerund from a checkout; needs Python 3.11 or newer and nothing else.

python3 bootstrap.py setup             make .venv and install what Gerund needs (--test: and what its checks need)
python3 bootstrap.py run [ARGUMENTS]   open the sample study; without a display, write what it yields to out/
python3 bootstrap.py test [ARGUMENTS]  run every check; arguments go to pytest
python3 bootstrap.py bench [ARGUMENTS] run the benchmarks
"""

import sys

# Before anything that an older Python would stumble over: the sentence must come out on a Python that is too old.
if sys.version_info < (3, 11):  # noqa: UP036 - this is the one file that an older Python gets to see
    sys.exit("Gerund needs Python 3.11 or newer, and this is Python {}.{}.".format(*sys.version_info[:2]))

import ctypes
import functools
import hashlib
import importlib
import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# What Qt loads from the system, and the Debian package that has it. Offscreen work needs the first group alone.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libgthread-2.0.so.0": "libglib2.0-0",
}
X11_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
# Tests that are run with the other driver as well: those of the file itself, and histories of every command.
NEAREST = ("tests/project", "tests/store", "tests/workflows/test_histories.py")
# Wished for, never required: one for the window and a serif to read in.
FONTS = {
    "fonts-dejavu-core": Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"),
    "fonts-noto-core": Path("/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf"),
}


class SetUpError(Exception):
    """A sentence for the reader: what is missing, and how to get it."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """The folder that this file lies in, and the places under it that matter here."""

    root: Path

    @property
    def venv(self) -> Path:
        """The virtual environment, ours alone."""
        return self.root / ".venv"

    @property
    def python(self) -> str:
        """The interpreter of the virtual environment."""
        return self.program("python")

    @property
    def stamp(self) -> Path:
        """What was installed last, written when all of it had succeeded."""
        return self.venv / "gerund-setup.json"

    def lock(self, kind: str) -> Path:
        """The pinned and hashed requirements of `run` or `test`; the latter holds the former."""
        return self.root / "requirements" / f"{kind}.lock"

    def program(self, name: str) -> str:
        """A program in the virtual environment."""
        return str(self.venv / "Scripts" / f"{name}.exe" if os.name == "nt" else self.venv / "bin" / name)


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says; the exit code."""
    checkout = Checkout(Path(__file__).resolve().parent)
    commands = {"setup": install_only, "run": run_sample, "test": run_checks, "bench": run_benchmarks}
    if not arguments or arguments[0] not in commands:
        asked = bool(arguments) and arguments[0] in ("-h", "--help", "help")
        print(__doc__.strip(), file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    try:
        return commands[arguments[0]](checkout, arguments[1:])
    except SetUpError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def install_only(checkout: Checkout, arguments: Sequence[str]) -> int:
    """`setup`: install, and say so."""
    if list(arguments) not in ([], ["--test"]):
        raise SetUpError("“setup” takes no argument but --test.")
    set_up(checkout, "test" if arguments else "run", window=has_display())
    say("Gerund is ready: python3 bootstrap.py run")
    return 0


def run_sample(checkout: Checkout, arguments: Sequence[str]) -> int:
    """`run`: the sample study, in the window or, without a display, as files."""
    set_up(checkout, "run", window=has_display())
    # -P: a folder called qda where the reader happens to stand must not be taken for ours.
    command = [checkout.python, "-P", "-m", "qda", "--sample", str(checkout.root / "out"), *arguments]
    return hand_over(command, child_environment())


def run_benchmarks(checkout: Checkout, arguments: Sequence[str]) -> int:
    """`bench`: the benchmarks, apart from the tests because they want the machine to themselves."""
    set_up(checkout, "test", window=False)
    os.chdir(checkout.root)
    return hand_over([checkout.python, "-m", "tests.benchmarks", *arguments], test_environment())


def run_checks(checkout: Checkout, arguments: Sequence[str]) -> int:
    """`test`: every check, also after one has failed; the exit code is 0 when all are content."""
    set_up(checkout, "test", window=False)
    environment = test_environment()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "pytest.xml"
        outcomes = [
            run_step(checkout, name, command, environment)
            for name, command in check_commands(checkout, report, arguments).items()
        ]
        passed, failed, skipped = counted(report, tests_succeeded=outcomes[-1].ok)
    others = outcomes[:-1]
    say("\n" + "\n".join(outcome.line() for outcome in outcomes))
    if skipped:
        say(f"{skipped} tests skipped, for the reasons given above")
    # The last line counts checks and tests alike, so that it never looks clean when one of them is not.
    passed += sum(outcome.ok for outcome in others)
    failed += sum(not outcome.ok for outcome in others)
    say(f"\n{passed} passed, {failed} failed")
    return 1 if failed else 0


# --- checking ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one check went."""

    name: str
    ok: bool
    seconds: float

    def line(self) -> str:
        """One line of the summary."""
        return f"{self.name:<18}{'ok' if self.ok else 'FAILED':<8}{self.seconds:>7.1f} s"


def check_commands(checkout: Checkout, report: Path, arguments: Sequence[str]) -> dict[str, list[str]]:
    """What each check runs, the quick ones first and pytest last."""
    python = checkout.python
    workers = min(usable_processors(), 4)
    each = ["-n", str(workers)] if workers > 1 else []
    spread = [*each, "--dist", "worksteal"] if each else []
    pytest = [python, "-m", "pytest", *spread, f"--junit-xml={report}", *arguments]
    # What stands nearest to the file once more, with every project encrypted; not where only some tests are wanted.
    protected = {} if arguments else {"tests, protected": [python, "-m", "pytest", *spread, "-q", "--cipher", *NEAREST]}
    return {
        "ruff check": [python, "-m", "ruff", "check", "."],
        "ruff format": [python, "-m", "ruff", "format", "--check", "."],
        "mypy": [python, "-m", "mypy", *each],
        "import contracts": [checkout.program("lint-imports"), "--no-logo"],
        **protected,
        "tests": pytest,
    }


def run_step(checkout: Checkout, name: str, command: Sequence[str], environment: Mapping[str, str]) -> Outcome:
    """Run one check with its output in view, and time it."""
    say(f"\n== {name}")
    begun = time.monotonic()
    done = subprocess.run(command, cwd=checkout.root, env=environment, stdin=subprocess.DEVNULL, check=False)
    return Outcome(name, done.returncode == 0, time.monotonic() - begun)


def counted(report: Path, *, tests_succeeded: bool) -> tuple[int, int, int]:
    """Tests passed, failed and skipped by pytest's report; a run that died before its end counts as one failed."""
    total = failed = skipped = 0
    if report.exists():
        for suite in ET.parse(report).getroot().iter("testsuite"):
            total += int(suite.get("tests", 0))
            failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped += int(suite.get("skipped", 0))
    if not tests_succeeded:
        failed = max(failed, 1)
    return max(total - failed - skipped, 0), failed, skipped


def usable_processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


# --- setting up -------------------------------------------------------------------------------------------------


def set_up(checkout: Checkout, kind: str, *, window: bool) -> None:
    """Have everything that `kind` (run or test) needs; a fraction of a second when nothing is missing."""
    if already(checkout, kind):
        provide_system_packages(missing_libraries(window), [])
        return
    provide_system_packages(missing_libraries(window), missing_fonts())
    require_venv_module()
    try:
        install(checkout, kind)
    except OSError as error:
        raise SetUpError(f"Cannot write {error.filename or checkout.venv}: {error.strerror}.") from error


def install(checkout: Checkout, kind: str) -> None:
    """Bring the virtual environment up to the lock; the stamp is away while pip works."""
    stamp = read_stamp(checkout)
    # Anew also when an earlier set-up was cut short: pip does not notice what it left half-installed.
    if stamp.get("place") != place(checkout):
        say("Making .venv")
        make_venv(checkout)
        stamp = {"place": place(checkout)}
    lock = checkout.lock(kind)
    if stamp.get(kind) != digest(lock):
        say("Installing the requirements (once; it takes a minute or more, by the network)")
        checkout.stamp.unlink(missing_ok=True)
        pip(checkout, "--require-hashes", "-r", str(lock))
        # The test lock holds the run lock, so it answers for both.
        kinds = ("run", "test") if kind == "test" else ("run",)
        stamp = {"place": place(checkout)} | {each: digest(checkout.lock(each)) for each in kinds}
        write_stamp(checkout, stamp)
    say("Installing Gerund itself")
    # By itself, because hash mode refuses a folder; without isolation, because that would fetch hatchling unhashed.
    pip(checkout, "--no-deps", "--no-build-isolation", "-e", str(checkout.root))
    write_stamp(checkout, stamp | {"project": digest(checkout.root / "pyproject.toml")})


def already(checkout: Checkout, kind: str) -> bool:
    """True if the last set-up that ran to its end installed just this, just here."""
    project, lock = checkout.root / "pyproject.toml", checkout.lock(kind)
    wanted = {"place": place(checkout), "project": digest(project), kind: digest(lock)}
    return wanted.items() <= read_stamp(checkout).items()


def place(checkout: Checkout) -> str:
    """Where the checkout lies and which Python is behind its virtual environment: neither can change unnoticed."""
    python = Path(checkout.python)
    return f"{checkout.root} {python.resolve() if python.exists() else 'no Python'}"


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_stamp(checkout: Checkout) -> dict[str, str]:
    """The stamp; empty when there is none that can be read."""
    try:
        stamp = json.loads(checkout.stamp.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def write_stamp(checkout: Checkout, stamp: Mapping[str, str]) -> None:
    """Note what is installed."""
    draft = checkout.stamp.with_suffix(".new")
    draft.write_text(json.dumps(stamp, indent=1), "utf-8")
    draft.replace(checkout.stamp)


def make_venv(checkout: Checkout) -> None:
    """A new virtual environment in place of whatever was there."""
    command = [sys.executable, "-m", "venv", "--clear", str(checkout.venv)]
    done = subprocess.run(command, env=child_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
        raise SetUpError("Python could not make the virtual environment .venv; what it said is above.")


def pip(checkout: Checkout, *arguments: str) -> None:
    """Install by pip as this machine has it configured; on a terminal its last line is shown as it works."""
    command = [checkout.python, "-m", "pip", "install", "--no-input", "--disable-pip-version-check", *arguments]
    # A user who installs to the home folder by default cannot mean a virtual environment.
    environment = child_environment() | {"PIP_USER": "0"}
    lines: deque[str] = deque(maxlen=30)
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line)
            show_passing(line)
    show_passing("")
    if process.returncode:
        print("".join(lines), file=sys.stderr)
        raise SetUpError("pip could not install what is needed; the end of what it said is above.")


# --- the system -------------------------------------------------------------------------------------------------


def has_display() -> bool:
    """True if a window can be shown, and nobody has said that it should not."""
    if sys.platform != "linux":
        return True
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def missing_libraries(window: bool) -> dict[str, str]:
    """Libraries that Qt needs and the system lacks, each with its Debian package; `window`: for a real one."""
    if sys.platform != "linux":
        return {}
    wanted = dict(QT_LIBRARIES)
    if window:
        wanted |= X11_LIBRARIES if os.environ.get("DISPLAY") else WAYLAND_LIBRARIES
    return {library: package for library, package in wanted.items() if not loads(library)}


def loads(library: str) -> bool:
    """True if the system finds and loads the library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_fonts() -> list[str]:
    """Debian packages of the fonts that we like to see and do not."""
    return [package for package, file in FONTS.items() if not file.exists()]


def on_debian() -> bool:
    """True on Debian and what descends from it."""
    return Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def is_root() -> bool:
    """True if packages may be installed."""
    return os.name == "posix" and os.geteuid() == 0


def provide_system_packages(libraries: Mapping[str, str], fonts: Sequence[str]) -> None:
    """Install what is missing where we may; otherwise name it, in one sentence. Fonts are never insisted on."""
    if on_debian() and is_root():
        for packages in (list(libraries.values()), list(fonts)):
            if packages:
                apt_install(packages)
        libraries = {library: package for library, package in libraries.items() if not loads(library)}
    if not libraries:
        return
    problem = "Qt needs system libraries that are missing here; install"
    if on_debian():
        raise SetUpError(f"{problem} them: {apt_command(libraries.values())}")
    raise SetUpError(f"{problem} the packages that hold {', '.join(libraries)}.")


def require_venv_module() -> None:
    """Python's own venv: Debian keeps a part of it in a package apart."""
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if importlib.util.find_spec("ensurepip") is None and on_debian() and is_root():
        apt_install([package])
        importlib.invalidate_caches()
    if importlib.util.find_spec("ensurepip") is not None:
        return
    way_out = f"install the rest of it: {apt_command([package])}" if on_debian() else "it lacks venv and ensurepip."
    raise SetUpError(f"This Python cannot make virtual environments; {way_out}")


def apt_command(packages: Iterable[str]) -> str:
    """What a user types to install Debian packages."""
    sudo = "" if is_root() else "sudo "
    return f"{sudo}apt-get install --no-install-recommends {' '.join(packages)}"


def apt_install(packages: Sequence[str]) -> None:
    """Install Debian packages as root; whether it sufficed is for the caller to see."""
    say(f"Installing system packages: {' '.join(packages)}")
    apt_get("update")
    apt_get("install", "--yes", "--no-install-recommends", *packages)


@functools.cache
def apt_get(*arguments: str) -> None:
    """Run apt-get, once for the same arguments; a failure is shown and not raised."""
    done = subprocess.run(
        ["apt-get", "-o", "DPkg::Lock::Timeout=120", *arguments],
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print((done.stdout + done.stderr)[-3000:], file=sys.stderr)
        say(f"“apt-get {arguments[0]}” failed; what it said is above.")


# --- speaking and starting --------------------------------------------------------------------------------------


def child_environment() -> dict[str, str]:
    """Our environment without what would let another Python's packages in."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}


def test_environment() -> dict[str, str]:
    """For checks: no window is thrown on the screen, and a crash in native code leaves a traceback."""
    environment = child_environment() | {"PYTHONFAULTHANDLER": "1"}
    if sys.platform == "linux":
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def hand_over(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Become the program, so that its signals and exit code are its own; Windows cannot, and waits instead."""
    sys.stdout.flush()
    if os.name == "posix":
        os.execve(command[0], list(command), environment)
    return subprocess.run(command, env=environment, check=False).returncode


def say(text: str) -> None:
    """One line for the reader, at once."""
    print(text, flush=True)


def show_passing(line: str) -> None:
    """On a terminal, one line in place of the last; elsewhere nothing."""
    if sys.stdout.isatty() and os.name == "posix":
        width = shutil.get_terminal_size().columns - 3
        print(f"\r\033[K  {line.strip()[:width]}" if line else "\r\033[K", end="", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
