"""Bluechester: the sample study, the extracts of one's own copy of the thesis, and tables and figures after Quin."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from qda.cli import password
from qda.cli.output import OK, Printing, print_json, say
from qda.cli.projects import reading, user_settings
from qda.errors import QdaError
from qda.i18n import N_, _

if TYPE_CHECKING:
    from qda.export.profiles import Profile
    from qda.export.quin.files import Written
    from qda.project.project import Project


class MakeWhat(QdaError):
    """It is said neither where the sample shall lie nor that tables are wanted."""

    hint = N_("Give NEW.gerund for the sample study, or --tables DIR for its tables and figures.")

    def __init__(self) -> None:
        super().__init__(_("It is not said what to make."))


class OneAtATime(QdaError):
    """Tables are written of a project that is there."""

    hint = N_("Make the project of the extracts first, then write its tables: gerund bluechester PROJECT --tables DIR")

    def __init__(self) -> None:
        super().__init__(_("--thesis and --tables do not go together."))


def told() -> str:
    """What it is for, in the list of commands."""
    return _("make the sample or the extracts of your copy of the thesis; or write its tables and figures")


def arguments(made: argparse.ArgumentParser) -> None:
    """The options of `bluechester`."""
    made.add_argument("--thesis", type=Path, metavar="FILE", help=_("your own copy of the thesis, .pdf or .txt"))
    made.add_argument(
        "--tables", type=Path, metavar="DIR",
        help=_("write the tables and figures that Quin has, of PROJECT or, without one, of the sample"),
    )  # fmt: skip
    made.add_argument("--profile", choices=("apa", "german"), default="apa", help=_("with --tables: language and look"))
    password.add_new_option(made)
    made.add_argument("--json", action="store_true", help=_("with --tables: print a list of objects"))


def bluechester(arguments: argparse.Namespace) -> int:
    """Make the sample or the project of the extracts, or write the tables and figures of a project."""
    if arguments.tables is not None:
        return _tables(arguments)
    if arguments.project is None:
        raise MakeWhat
    if arguments.thesis is None:
        from qda.flows.bluechester import sample

        sample.build(arguments.project, Printing(), coder=user_settings().coder, password=password.for_new())
        say(_("Made the Bluechester sample, “{path}”.").format(path=arguments.project))
        return OK
    from qda.flows.bluechester import extracts as bluechester

    coder, given = user_settings().coder, password.for_new()
    extracts = bluechester.from_thesis(arguments.thesis, arguments.project, Printing(), coder=coder, password=given)
    say(_("Made “{path}” with {count} extracts.").format(path=arguments.project, count=len(extracts)))
    return OK


def _tables(arguments: argparse.Namespace) -> int:
    from qda.export.profiles import PROFILES
    from qda.export.quin import files as quin_files

    profile = PROFILES[arguments.profile]
    if arguments.thesis is not None:
        raise OneAtATime
    with _of(arguments.project) as project:
        written = quin_files.write(project, arguments.tables, profile, Printing())
    if arguments.json:
        print_json([_object(each, profile) for each in written])
        return OK
    for each in written:
        say(f"{each.part.stem}\t{_(each.part.title)}\t{each.shows or '–'}\t{len(each.files)}")
    made = sum(bool(each.files) for each in written)
    told = _("Wrote {made} of {all} tables and figures into “{path}”; begin with index.html.")
    say(told.format(made=made, all=len(written), path=arguments.tables))
    return OK


@contextmanager
def _of(path: Path | None) -> Iterator[Project]:
    """The project named, or the sample, built for this once."""
    if path is not None:
        with reading(path) as project:
            yield project
        return
    from qda.flows.bluechester import sample

    with TemporaryDirectory() as folder:
        made = Path(folder) / "Bluechester.gerund"
        sample.build(made, Printing(), coder=user_settings().coder)
        with reading(made) as project:
            yield project


def _object(each: Written, profile: Profile) -> dict[str, object]:
    part = each.part
    return {
        "sort": part.sort,
        "number": part.number,
        "title": _(part.title),
        "shows": each.shows or None,
        "files": [*each.files],
        "lacking": None if each.files else _(part.lacking),
        "menu": _(part.menu),
        "command": each.command(profile),
    }
