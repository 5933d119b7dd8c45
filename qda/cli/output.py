"""What the command line prints, and where."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from qda.errors import QdaError
from qda.i18n import N_, _

OK, USER, BUG = 0, 2, 70


class CantPrint(QdaError):
    """What is printed to takes no more."""

    hint = N_("Print to a place with more space.")

    def __init__(self, reason: str) -> None:
        super().__init__(_("The output could not be written: {reason}.").format(reason=reason))


class _Inspection:
    by: Callable[[str], None] | None = None


def inspect_with(inspector: Callable[[str], None] | None) -> None:
    """Have everything looked through before it is printed; whoever looks may raise."""
    _Inspection.by = inspector


def say(text: str, end: str = "\n") -> None:
    """Print; nothing when the output is closed. Raises CantPrint, BrokenPipeError."""
    if _Inspection.by is not None:
        _Inspection.by(text)
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(text + end)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CantPrint(error.strerror or str(error)) from error


def flush() -> None:
    """Let the last words out while it can still be said that they did not go."""
    if sys.stdout is not None:
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise CantPrint(error.strerror or str(error)) from error


def say_error(text: str) -> None:
    """Print to standard error; nothing when that is closed."""
    if sys.stderr is not None:
        sys.stderr.write(text + "\n")


def complain(error: QdaError) -> None:
    """The sentence and the way out."""
    say_error(error.sentence)
    if error.hint:
        say_error(_(error.hint))


class Printing:
    """A progress that writes to standard error when somebody looks at it."""

    def __init__(self) -> None:
        self._shown = ""

    def step(self, done: int, total: int, text: str) -> None:
        """Overwrite the line with where the job is."""
        if sys.stderr is not None and sys.stderr.isatty():
            line = f"{text} ({done}/{total})" if total else text
            sys.stderr.write("\r" + line.ljust(len(self._shown)))
            self._shown = line
            if done == total:
                sys.stderr.write("\n")
            sys.stderr.flush()


def moment(milliseconds: int) -> str:
    """A time, in milliseconds UTC, as ISO text."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="milliseconds")


def print_json(rows: Any) -> None:
    """Print a list of objects."""
    say(json.dumps(list(rows), ensure_ascii=False, indent=1))


def show(rows: list[dict[str, Any]], arguments: argparse.Namespace, columns: Sequence[str]) -> int:
    """Print rows: all of them as objects where `--json` is given, else these columns between tabs."""
    if arguments.json:
        print_json(rows)
        return OK
    for row in rows:
        shown = ("" if row[name] is None else str(row[name]).replace("\n", " ") for name in columns)
        say("\t".join(shown))
    return OK
