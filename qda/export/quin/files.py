"""Quin’s tables and figures of a study, each in files of its own, with a page that names them.

Every part is made by the exporters of the ordinary reports; here is only which, and what the files are called.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from qda.errors import QdaError
from qda.export import reports, writing
from qda.export.blocks import Block, tables_of
from qda.export.characters import legal
from qda.export.leaving import gated
from qda.export.leaving.files import replacing
from qda.export.material import Material
from qda.export.profiles import APA, Profile
from qda.export.quin.parts import PARTS, Part, fits
from qda.export.tables import Table
from qda.export.wishes import Wish
from qda.i18n import N_, _
from qda.names import name_key
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.study.attributes import Target

INDEX = "index.html"


class NothingOfIt(QdaError):
    """A study of which no table and no figure can be made."""

    hint = N_("Import sources first, or try it on the sample study (Project › The sample study).")

    def __init__(self) -> None:
        super().__init__(_("There is nothing in this study yet that could fill one of these tables or figures."))


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a part: names of its files, and the name of the matrix or map it shows; none when it is lacking."""

    part: Part
    files: tuple[str, ...] = ()
    shows: str = ""

    def command(self, profile: Profile) -> str:
        """The command that writes it so, with the name of the matrix or map that this study has for it."""
        head, mark, rest = self.part.command.partition('"')
        named = self.part.command
        if self.shows and mark:
            named = f"{head}{shlex.quote(self.shows)}{rest.partition(mark)[2]}"
        return named if profile == APA else f"{named} --profile {profile.name}"


@dataclass(frozen=True, slots=True)
class _Found:
    """What a part is made of: tables, or how a picture is written; `shows` names a matrix or a map."""

    tables: tuple[Table, ...] = ()
    picture: Callable[[Path], None] | None = None
    shows: str = ""


class _Study:
    """A study as the parts read it: matrices by their shape, maps by their names."""

    def __init__(self, project: Project, profile: Profile) -> None:
        from qda.coding import maps
        from qda.synthesis import matrices

        self.project, self.profile = project, profile
        self.material = Material(project)
        self.matrices = [matrices.matrix(project, row.id) for row in matrices.names(project)]
        self.maps = [row for row in maps.rows(project) if row.nodes]
        self._map_of = self._shared_out()

    def _shared_out(self) -> dict[str, int]:
        """Which map stands for which figure: one of the same name; the other maps fill what is left, in their order."""
        names = [part.what for part in PARTS if part.made == "map"]
        known = {name_key(row.name): row.id for row in self.maps}
        found = {name: known[name_key(name)] for name in names if name_key(name) in known}
        others = iter([row.id for row in self.maps if row.id not in found.values()])
        for name in names:
            if name not in found and (other := next(others, None)) is not None:
                found[name] = other
        return found

    def of(self, part: Part) -> _Found:
        """What a part is made of; empty where the study has nothing for it."""
        return _MAKERS[part.made](self, part)

    def report(self, part: Part) -> _Found:
        wish = Wish(kind=part.what, profile=self.profile)
        tables = tables_of(reports.blocks(self.project, wish, self.material))
        at = "ab".index(part.letter or "a")  # of a report with two tables each has a file of its own
        return _Found(tuple(table for table in tables[at : at + 1] if table.rows))

    def attributes(self, _part: Part) -> _Found:
        """Figures by year, as in the thesis; where there are none, what is known of the cases side by side."""
        from qda.export.study import attribute_tables

        targets: tuple[Target, ...] = ("case", "unit")
        for target in targets:
            by_year = attribute_tables.by_years(self.project, target, profile=self.profile)
            if by_year is not None:
                return _Found((by_year,))
        for target in targets:
            try:
                made = attribute_tables.table(self.project, target, printed=True, profile=self.profile)
            except attribute_tables.NoAttributes:
                continue
            if made.rows:
                return _Found((made,))
        return _Found()

    def plan(self, _part: Part) -> _Found:
        from qda.export.study import data_tables
        from qda.study import queries

        rows = queries.data_plan(self.project)
        return _Found((data_tables.data_plan(rows, self.material, self.profile),) if rows else ())

    def databases(self, _part: Part) -> _Found:
        from qda.export.study import literature_tables
        from qda.study import literature

        made = literature_tables.databases(literature.rows(self.project), self.profile)
        return _Found((made,) if made is not None else ())

    def consent(self, _part: Part) -> _Found:
        from qda.export.study import consent_tables

        try:
            return _Found((consent_tables.table(self.project, profile=self.profile),))
        except consent_tables.NoConsents:
            return _Found()

    def matrix(self, part: Part) -> _Found:
        """The first matrix of the shape that has anything in its cells."""
        from qda.export.synthesis import matrix_tables

        row = next((row for row in self.matrices if fits(row, part.what) and row.cells), None)
        if row is None:
            return _Found()
        return _Found((matrix_tables.table(self.project, row.id, profile=self.profile),), shows=row.name)

    def timeline(self, _part: Part) -> _Found:
        from qda.analysis.figures import timeline
        from qda.export.study import timeline_files

        whole = timeline.of_study(self.project)
        if not whole.lanes:
            return _Found()
        return _Found(picture=lambda path: timeline_files.write(path, whole, self.profile))

    def map(self, part: Part) -> _Found:
        from qda.export.maps import pictures as maps

        if part.what not in self._map_of:
            return _Found()
        drawn = maps.picture(self.project, self._map_of[part.what], profile=self.profile)
        return _Found(
            picture=lambda path: maps.write(path, drawn, number=part.number, profile=self.profile), shows=drawn.title
        )


_MAKERS: Mapping[str, Callable[[_Study, Part], _Found]] = {
    "report": _Study.report,
    "attributes": _Study.attributes,
    "plan": _Study.plan,
    "databases": _Study.databases,
    "consent": _Study.consent,
    "matrix": _Study.matrix,
    "timeline": _Study.timeline,
    "map": _Study.map,
}


def write(
    project: Project, folder: Path, profile: Profile = APA, progress: Progress | None = None
) -> tuple[Written, ...]:
    """Write all that the study can fill into a folder, made if need be, and `index.html`; gives what came of each.

    Tables as .docx and .xlsx, figures as .docx, .svg and .png. Raises NothingOfIt, QuotedWithoutConsent, CannotWrite,
    Cancelled.
    """
    tell = progress or Silent()
    tell.step(0, len(PARTS), _("Reading the study"))
    study = _Study(project, profile)
    found = [(part, study.of(part)) for part in PARTS]
    if not any(made.tables or made.picture for _part, made in found):
        raise NothingOfIt
    _make_folder(folder)
    written = []
    for done, (part, made) in enumerate(found):
        tell.step(done, len(PARTS), _(part.title))
        written.append(Written(part, tuple(_files(project, folder, part, made, profile)), made.shows))
    with replacing(folder / INDEX) as draft:
        draft.write_text(_index(written, study.material.title, profile), "utf-8", newline="\n")
    tell.step(len(PARTS), len(PARTS), _("Done"))
    return tuple(written)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoFolder(folder, error) from error


class NoFolder(QdaError):
    """The folder can't be made."""

    hint = N_("Choose another folder, one that you may write to.")

    def __init__(self, folder: Path, error: OSError) -> None:
        reason = error.strerror or str(error)
        super().__init__(_("The folder “{path}” cannot be made: {reason}").format(path=folder, reason=reason))


def _files(project: Project, folder: Path, part: Part, made: _Found, profile: Profile) -> Iterator[str]:
    """Write one part; gives the names of its files."""
    if made.tables:
        # A table stands alone in its file, under Quin’s number.
        numbered: list[Block] = [replace(table, number=part.number) for table in made.tables]
        passed = gated.required(gated.blocks(project, numbered, profile))
        for ending in part.endings:
            writing.write(folder / f"{part.stem}{ending}", passed, profile)
            yield f"{part.stem}{ending}"
    elif made.picture is not None:
        for ending in part.endings:
            made.picture(folder / f"{part.stem}{ending}")
            yield f"{part.stem}{ending}"


# --- the page that names them --------------------------------------------------------------------------------------

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; border-top: 2px solid; border-bottom: 2px solid; font-size: .9rem; }
thead { border-bottom: 1px solid; }
th, td { padding: .3rem .6rem; text-align: left; vertical-align: top; font-weight: normal; }
th[scope=row] { white-space: nowrap; font-weight: bold; }
.none { font-style: italic; }
code { font-size: .8rem; }
"""


def _index(written: Sequence[Written], study: str, profile: Profile) -> str:
    say = profile.say
    title = say(N_("Tables and figures after Quin (2015)"))
    about = say(
        N_("Numbers are those of Quin’s thesis; what is shown comes from this study, by the menus and commands named.")
    )
    heads = (N_("In Quin"), N_("What it is"), N_("Files"), N_("Menu"), N_("Command"))
    columns = "".join(f'<th scope="col">{escape(say(head))}</th>' for head in heads)
    rows = "\n".join(_row(each, profile) for each in written)
    named = f"<p>{escape(legal(study))}</p>\n" if study else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{profile.language}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n{named}"
        f"<p>{escape(about)}</p>\n<table>\n<thead><tr>{columns}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"
        "</body>\n</html>\n"
    )


def _row(each: Written, profile: Profile) -> str:
    say, part = profile.say, each.part
    word = say("Table" if part.sort == "table" else "Figure")
    what = escape(say(part.title))
    if each.shows:
        what += f"<br><i>{escape(legal(each.shows))}</i>"
    if each.files:
        made = "<br>".join(f'<a href="{name}">{name}</a>' for name in each.files)
    else:
        made = f'<span class="none">{escape(say(N_("Lacking.")))} {escape(say(part.lacking))}</span>'
    # Menus and commands are named as the program has them: in English, whatever the language of the page.
    command = escape(legal(each.command(profile)))
    return (
        f'<tr><th scope="row">{escape(word)} {part.number}</th><td>{what}</td><td>{made}</td>'
        f'<td lang="en">{escape(part.menu)}</td><td><code lang="en">{command}</code></td></tr>'
    )
