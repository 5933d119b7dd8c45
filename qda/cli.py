"""The command line: the same services as the window. Exit codes: 0 done, 2 the user can mend it, 70 a bug."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qda import __version__
from qda.errors import Cancelled, QdaError
from qda.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qda import settings
    from qda.project.project import Project

OK, USER, BUG = 0, 2, 70

COMMANDS = (
    "new", "import", "text", "sources", "codes", "segments", "memos", "history", "code", "undo", "redo", "report",
    "map", "search", "check", "bluechester",
)  # fmt: skip


class CantPrint(QdaError):
    """What is printed to takes no more."""

    hint = N_("Print to a place with more space.")

    def __init__(self, reason: str) -> None:
        super().__init__(_("The output could not be written: {reason}.").format(reason=reason))


def say(text: str, end: str = "\n") -> None:
    """Print; nothing when the output is closed. Raises CantPrint, BrokenPipeError."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(text + end)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CantPrint(error.strerror or str(error)) from error


def _flush() -> None:
    """Let the last words out while it can still be said that they did not go."""
    if sys.stdout is not None:
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise CantPrint(error.strerror or str(error)) from error


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
        _refuse_no_text(arguments)
        code = run(arguments)
        _flush()
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
        traceback.print_exc()
        _say_error(_("This is a bug in Gerund; the project is as it was before this command."))
        return BUG
    return code


def _print_nowhere() -> None:
    """Whoever reads us has seen enough, or can take no more; nothing may be flushed to them on the way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say_error(text: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(text + "\n")


class NoText(QdaError):
    """The terminal sent bytes that are no text."""

    hint = N_("Set the terminal to UTF-8, and type it again.")

    def __init__(self, text: str) -> None:
        super().__init__(_("“{text}” is not UTF-8 text.").format(text=text))


def _refuse_no_text(arguments: argparse.Namespace) -> None:
    for value in vars(arguments).values():
        for text in value if isinstance(value, list) else (value,):
            if isinstance(text, str) and any("\ud800" <= letter <= "\udfff" for letter in text):
                raise NoText(text)


def complain(error: QdaError) -> None:
    """The sentence and the way out."""
    _say_error(error.sentence)
    if error.hint:
        _say_error(_(error.hint))


# --- arguments -------------------------------------------------------------------------------------


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    whole = argparse.ArgumentParser(
        prog="gerund", description=_("Qualitative data analysis after grounded theory. Without a command: the window.")
    )
    whole.add_argument("--version", action="version", version=f"Gerund {__version__}")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], told: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=told, description=told)
        made.add_argument("project", type=Path, metavar="PROJECT")
        made.set_defaults(run=run)
        return made

    command("new", _new, _("make an empty project")).add_argument("--title", default="")
    _import_arguments(command("import", _import, _("import files or folders; makes the project if needed")))
    text = command("text", _text, _("print exactly the stored text of a source"))
    text.add_argument("--source", required=True, metavar="NAME")
    text.add_argument("--lines", action="store_true", help=_("print its numbered line units"))
    _json(command("sources", _sources, _("list the sources")))
    _json(command("codes", _codes, _("list the codes with their counts")))
    segments = _json(command("segments", _segments, _("list the codings with their quotes")))
    segments.add_argument("--code", metavar="C")
    _json(command("memos", _memos, _("list the memos")))
    _json(command("history", _history, _("list everything that was done")))
    _code_arguments(command("code", _code, _("code a stretch of a source, or the rows of a table")))
    for name, run, told in (("undo", _undo, _("take back")), ("redo", _redo, _("do again"))):
        command(name, run, told).add_argument("times", type=_positive, nargs="?", default=1, metavar="N")
    _report_arguments(command("report", _report, _("write a table as .docx, .xlsx or .csv")))
    drawing = command("map", _map, _("write a category map as .svg, .png or .pdf"))
    drawing.add_argument("--out", type=Path, required=True, metavar="FILE")
    drawing.add_argument("--map", metavar="NAME")
    _json(command("search", _search, _("find words in all sources"))).add_argument("words", nargs="+", metavar="WORDS")
    command("check", _check, _("examine the project; exit code 0 when it is sound"))
    sample = command("bluechester", _bluechester, _("make the sample, or the extracts of your copy of the thesis"))
    sample.add_argument("--thesis", type=Path, metavar="FILE")
    return whole


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(_("it must be a number from 1 on"))
    return int(text)


def _json(made: argparse.ArgumentParser) -> argparse.ArgumentParser:
    made.add_argument("--json", action="store_true", help=_("print a list of objects"))
    return made


def _import_arguments(made: argparse.ArgumentParser) -> None:
    _json(made)
    made.add_argument("files", type=Path, nargs="+", metavar="FILE")
    for name, meta in (("--kind", "K"), ("--unit", "U"), ("--case", "C"), ("--date", "D"), ("--perspective", "V")):
        made.add_argument(name, metavar=meta)
    made.add_argument("--participant", action="append", default=[], metavar="P")
    made.add_argument("--lines", choices=("80", "sentence", "turn", "paragraph"), default="80")
    made.add_argument("--encoding")
    made.add_argument("--without-original", action="store_true", help=_("do not keep the file's own bytes"))


def _code_arguments(made: argparse.ArgumentParser) -> None:
    made.add_argument("--source", metavar="NAME")
    made.add_argument("--span", metavar="START:END", help=_("code points of the stored text, end not included"))
    made.add_argument("--code", metavar="LABEL")
    made.add_argument("--coder", metavar="NAME")
    made.add_argument("--from", dest="table", type=Path, metavar="FILE.csv")


def _report_arguments(made: argparse.ArgumentParser) -> None:
    made.add_argument("kind", choices=("frequencies", "codebook", "segments"))
    made.add_argument("--out", type=Path, required=True, metavar="FILE")
    made.add_argument("--by", choices=("case", "unit", "source", "participant"))
    made.add_argument("--code", action="append", metavar="C", help=_("only this code with all beneath it"))
    made.add_argument(
        "--level",
        action="append",
        choices=("initial", "focused", "category", "theme"),
        help=_("only codes of this level"),
    )
    made.add_argument("--quotes", action="store_true", help=_("an example quote for each code"))
    made.add_argument("--percent", action="store_true", help=_("percentages in the columns of --by"))
    made.add_argument("--profile", choices=("apa", "german"), default="apa")


# --- projects ----------------------------------------------------------------------------------------


def _settings() -> settings.Settings:
    """The user's settings; the usual ones, and a word about it, when the file can't be read."""
    from qda import settings

    try:
        return settings.load(settings.default_path())
    except settings.SettingsUnreadable as error:
        complain(error)
        return settings.Settings()


@contextmanager
def _reading(path: Path) -> Iterator[Project]:
    from qda.project.project import Project

    with Project.open(path, writable=False) as project:
        yield project


@contextmanager
def _writing(path: Path) -> Iterator[Project]:
    from qda.project import backup
    from qda.project.problems import BackupFailed
    from qda.project.project import Project

    chosen = _settings()
    with Project.open(path, coder=chosen.coder, purpose=_("the command line")) as project:
        try:
            backup.make_if_changed(project, newest=chosen.backups, days=chosen.backup_days)
        except BackupFailed as error:
            complain(error)
        yield project


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name too long, a folder that is closed to us: making it will say so
        return False


@contextmanager
def _making(path: Path) -> Iterator[Project]:
    """A new project, which is taken away again when nothing came into it."""
    from qda.project import history
    from qda.project.project import Project

    with Project.create(path, coder=_settings().coder, purpose=_("the command line")) as project:
        try:
            yield project
        finally:
            empty = history.next_undo(project) is None
    if empty:
        path.unlink()


def _new(arguments: argparse.Namespace) -> int:
    from qda.project.project import Project

    Project.create(arguments.project, title=arguments.title, coder=_settings().coder).close()
    say(_("Made “{path}”.").format(path=arguments.project))
    return OK


def _import(arguments: argparse.Namespace) -> int:
    from qda.flows.import_study import Plan, files_in, import_files

    common = {
        "kind": arguments.kind or "",
        "perspective": arguments.perspective or "",
        "date": _date(arguments.date),
        "unit": arguments.unit or "",
        "case": arguments.case or "",
        "participants": tuple(arguments.participant),
        "line_units": arguments.lines,
        "encoding": arguments.encoding,
        "keep_original": not arguments.without_original,
    }
    plans = [Plan(path, **common) for path in files_in(arguments.files)]
    if not plans:
        raise NothingToImport(arguments.files[0])
    with (_writing if _is_there(arguments.project) else _making)(arguments.project) as project:
        outcomes = import_files(project, plans, Printing())
    failed = [outcome for outcome in outcomes if outcome.failed]
    if arguments.json:
        _print_json(
            {
                "file": str(o.path), "sources": list(o.names), "words": o.words, "notes": list(o.notes),
                "problem": o.problem or None, "hint": o.hint or None,
            }
            for o in outcomes
        )  # fmt: skip
    else:
        for outcome in outcomes:
            for name in outcome.names:
                say(_("Imported “{name}”.").format(name=name))
            for note in outcome.notes:
                say(f"  {note}")
    for outcome in failed:
        _say_error(f"{outcome.path.name}: {outcome.problem}\n  {outcome.hint}")
    return USER if failed else OK


class NothingToImport(QdaError):
    """A folder without texts."""

    hint = N_("Name files or folders that hold .txt, .docx, .odt, .rtf, .pdf, .html, .srt, .vtt, .csv or .xlsx.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("There is nothing to import in “{path}”.").format(path=path))


class NoDate(QdaError):
    """A date must be one."""

    hint = N_("Write it as 2010-07-07, or as 2010-07 when the day is not known.")

    def __init__(self, text: str) -> None:
        super().__init__(_("“{text}” is no date.").format(text=text))


def _date(text: str | None) -> str | None:
    if text is None:
        return None
    for form in ("%Y-%m-%d", "%Y-%m", "%Y"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).strftime(form)
        except ValueError:
            continue
    raise NoDate(text)


# --- lists -------------------------------------------------------------------------------------------


def _text(arguments: argparse.Namespace) -> int:
    from qda.sources import queries
    from qda.text import units

    with _reading(arguments.project) as project:
        source = queries.opened(project, queries.find(project, arguments.source))
    if arguments.lines:
        for number, (start, end) in enumerate(units(source.text, source.unit_starts), start=1):
            say(f"{number}\t" + source.text[start:end].replace("\n", " "))
    else:
        say(source.text, end="")
    return OK


def _sources(arguments: argparse.Namespace) -> int:
    from qda.analysis import coverage
    from qda.sources import queries

    with _reading(arguments.project) as project:
        covered = coverage.of_all(project)
        found = [
            {
                "name": row.name,
                "kind": row.kind or None,
                "unit": row.unit or None,
                "case": row.case or None,
                "participants": list(row.participants),
                "date": row.date,
                "words": row.words,
                "lines": row.lines,
                "coded_lines": covered[row.id].coded,
                "passed_lines": covered[row.id].passed,
                "sha256": row.sha256 or None,
            }
            for row in queries.rows(project)
        ]
    return _show(found, arguments, ("name", "kind", "unit", "case", "date", "words", "lines", "coded_lines"))


def _codes(arguments: argparse.Namespace) -> int:
    from qda.analysis import retrieval
    from qda.coding import queries

    with _reading(arguments.project) as project:
        facts, parents = retrieval.facts(project), retrieval.parents(project)
        own, totals = retrieval.count(facts), retrieval.count_subtrees(facts, parents)
        found = [
            {
                "name": row.name,
                "level": row.level,
                "path": row.path,
                "definition": row.definition,
                "codings": len(own[row.id].codings),
                "segments": len(own[row.id].segments),
                "sources": len(own[row.id].sources),
                "cases": len(own[row.id].cases),
                "total_codings": len(totals[row.id].codings),
                "total_sources": len(totals[row.id].sources),
            }
            for row in queries.code_rows(project)
        ]
    return _show(found, arguments, ("path", "level", "codings", "segments", "sources", "total_codings"))


def _segments(arguments: argparse.Namespace) -> int:
    from qda.analysis import retrieval
    from qda.coding import codes, queries
    from qda.study import queries as study

    with _reading(arguments.project) as project:
        wanted = codes.named(project, arguments.code) if arguments.code else None
        rows = queries.everything(project) if wanted is None else queries.of_codes(project, [wanted])
        where = {fact.coding: fact for fact in retrieval.facts(project)}
        units = study.units(project)
    unit_names = {unit.id: unit.name for unit in units}
    case_names = {case.id: case.name for unit in units for case in unit.cases}
    found = [
        {
            "source": row.source,
            "start": row.start,
            "end": row.end,
            "quote": row.quote,
            "code": row.code,
            "coder": row.coder,
            "line": row.line,
            "speaker": row.speaker or None,
            "cases": [case_names[case] for case in sorted(where[row.coding_id].cases)],
            "unit": ", ".join(unit_names[unit] for unit in sorted(where[row.coding_id].units)) or None,
        }
        for row in rows
    ]
    return _show(found, arguments, ("source", "line", "code", "quote"))


def _memos(arguments: argparse.Namespace) -> int:
    from qda.memos import queries

    with _reading(arguments.project) as project:
        found = [
            {
                "id": row.id,
                "kind": row.kind,
                "stage": row.stage,
                "title": row.title,
                "text": row.text,
                "links": [{"kind": k.target.kind, "id": k.target.id, "name": k.label} for k in row.links],
                "created": _moment(row.created_at),
                "modified": _moment(row.modified_at),
            }
            for row in reversed(queries.memos(project))
        ]
    return _show(found, arguments, ("id", "created", "kind", "stage", "title"))


def _history(arguments: argparse.Namespace) -> int:
    from qda.project import history

    with _reading(arguments.project) as project:
        found = [
            {
                "id": row.id,
                "at": _moment(row.at),
                "coder": row.coder or None,
                "key": row.key,
                "text": row.text,
                "reverts": row.reverts,
            }
            for row in reversed(history.rows(project))
        ]
    return _show(found, arguments, ("id", "at", "coder", "text"))


def _search(arguments: argparse.Namespace) -> int:
    from qda.analysis import search

    with _reading(arguments.project) as project:
        hits = search.find(project, " ".join(arguments.words))
    found = [{"source": h.source, "start": h.start, "end": h.end, "quote": h.quote, "line": h.line} for h in hits]
    return _show(found, arguments, ("source", "line", "quote"))


# --- acting ------------------------------------------------------------------------------------------


class CodeWhat(QdaError):
    """The options of `code` do not go together."""

    hint = N_("Give --source NAME --span START:END --code LABEL, or --from FILE.csv.")

    def __init__(self) -> None:
        super().__init__(_("It is not said what to code."))


def _code(arguments: argparse.Namespace) -> int:
    from qda.flows import code_hits

    one = (arguments.source, arguments.span, arguments.code)
    if None in one if arguments.table is None else any(part is not None for part in one):
        raise CodeWhat
    span = _span(arguments.span) if arguments.table is None else None
    with _writing(arguments.project) as project:
        if span is None:
            done = code_hits.code_from_csv(project, arguments.table, coder=arguments.coder or "")
            made = ngettext("{count} coding made", "{count} codings made", done.new).format(count=done.new)
            say(_("{made}, {known} there already.").format(made=made, known=done.known))
            return OK
        applied = code_hits.code_place(project, arguments.source, span, arguments.code, arguments.coder or "")
    say(_("Coded.") if applied.new else _("This was coded so already."))
    return OK


def _span(text: str) -> Any:
    from qda.text import Span

    try:
        start, end = (int(part) for part in text.split(":"))
        return Span(start, end)
    except ValueError as error:
        sentence = _("“{text}” is no stretch of text.").format(text=text)
        raise QdaError(sentence, hint=N_("Write START:END, for example 120:164.")) from error


def _undo(arguments: argparse.Namespace) -> int:
    with _writing(arguments.project) as project:
        for _time in range(arguments.times):
            say(_("Undone: {what}").format(what=project.undo()))
    return OK


def _redo(arguments: argparse.Namespace) -> int:
    with _writing(arguments.project) as project:
        for _time in range(arguments.times):
            say(_("Done again: {what}").format(what=project.redo()))
    return OK


def _report(arguments: argparse.Namespace) -> int:
    from qda.export import reports
    from qda.export.profiles import PROFILES

    with _reading(arguments.project) as project:
        wish = reports.Wish(
            kind=arguments.kind,
            by=arguments.by,
            code_ids=reports.code_ids(project, arguments.code) if arguments.code else None,
            levels=tuple(arguments.level) if arguments.level else None,
            quotes=arguments.quotes,
            percent=arguments.percent,
            profile=PROFILES[arguments.profile],
        )
        reports.write(arguments.out, [reports.table(project, wish)], wish.profile, Printing())
    say(_("Wrote “{path}”.").format(path=arguments.out))
    return OK


def _map(arguments: argparse.Namespace) -> int:
    from qda.export import maps

    with _reading(arguments.project) as project:
        maps.write(arguments.out, maps.picture(project, maps.find(project, arguments.map)))
    say(_("Wrote “{path}”.").format(path=arguments.out))
    return OK


def _check(arguments: argparse.Namespace) -> int:
    from qda.project import audit

    with _reading(arguments.project) as project:
        found = audit.check(project, Printing())
    say(
        _("{segments} quotes compared, {commands} steps replayed, {rows} rows compared.").format(
            segments=found.segments, commands=found.commands, rows=found.rows
        )
    )
    for fault in found.faults:
        say(fault)
    say(_("The project is sound.") if found.sound else _("The project has faults."))
    return OK if found.sound else USER


def _bluechester(arguments: argparse.Namespace) -> int:
    if arguments.thesis is None:
        from qda.flows import sample

        sample.build(arguments.project, Printing(), coder=_settings().coder)
        say(_("Made the Bluechester sample, “{path}”.").format(path=arguments.project))
        return OK
    from qda.flows import bluechester

    extracts = bluechester.from_thesis(arguments.thesis, arguments.project, Printing(), coder=_settings().coder)
    say(_("Made “{path}” with {count} extracts.").format(path=arguments.project, count=len(extracts)))
    return OK


# --- printing ------------------------------------------------------------------------------------------


def _moment(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="milliseconds")


def _print_json(rows: Any) -> None:
    say(json.dumps(list(rows), ensure_ascii=False, indent=1))


def _show(rows: list[dict[str, Any]], arguments: argparse.Namespace, columns: Sequence[str]) -> int:
    if arguments.json:
        _print_json(rows)
        return OK
    for row in rows:
        shown = ("" if row[name] is None else str(row[name]).replace("\n", " ") for name in columns)
        say("\t".join(shown))
    return OK
