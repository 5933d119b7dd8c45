"""The command line: the same services as the window. Exit codes: 0 done, 2 the user can mend it, 70 a bug."""

from __future__ import annotations

import argparse
import io
import os
import sys
import traceback
from collections.abc import Callable, Sequence

from qda.cli import consenting, names, password
from qda.cli.arguments import COMMANDS, parser, refuse_no_text
from qda.cli.output import BUG, OK, USER, CantPrint, Printing, complain, flush, say_error
from qda.cli.projects import gate
from qda.errors import Cancelled, QdaError
from qda.i18n import _
from qda.project.users import ProjectClosed

__all__ = ["BUG", "COMMANDS", "OK", "USER", "Printing", "complain", "main"]


def main(argv: Sequence[str]) -> int:
    """Run one command; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # What a source holds is UTF-8 with LF, whatever the terminal or the system would make of it. Names of files
        # may hold bytes that are no text; they are given back as they came.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")
    arguments = parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        refuse_no_text(arguments)
        password.use(arguments)
        with names.held_back(arguments), gate(arguments.command, arguments.project):
            code = consenting.settled(arguments, lambda: run(arguments))
        flush()
    except ProjectClosed:
        return _bug()  # in a window somebody closed the study meanwhile; a command that reads too late is wrong
    except Cancelled:
        return OK
    except QdaError as error:
        complain(error)
        if isinstance(error, CantPrint):
            _print_nowhere()
        return USER
    except BrokenPipeError:
        _print_nowhere()
        return OK
    except Exception:
        return _bug()
    return code


def _bug() -> int:
    traceback.print_exc()
    say_error(_("This is a bug in Gerund; the project is as it was before this command."))
    return BUG


def _print_nowhere() -> None:
    """Whoever reads us has seen enough, or can take no more; nothing may be flushed to them on the way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
