"""Literature on paper: how it was found and screened, by which criteria, what is included, what each study says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qda.analysis.study import screening
from qda.analysis.study.screening import Flow
from qda.export.profiles import Profile
from qda.export.tables import Cell, Column, Dash, Row, Table, rich
from qda.i18n import N_
from qda.project.project import Project
from qda.study import literature, references
from qda.study.literature import EXCLUDE, GRADE, HEADING, INCLUDE, INCLUDED, LiteratureRow


def databases(rows: Sequence[LiteratureRow], profile: Profile) -> Table | None:
    """What each database brought; None where nothing was found."""
    found = screening.by_database(rows)
    if not found:
        return None
    say = profile.say
    columns = (
        Column(say(N_("Found in")), "stub"),
        Column(say(N_("Found")), "count"),
        Column(say(N_("Duplicates")), "count"),
        Column(say(N_("Screened out")), "count"),
        Column(say(N_("Read in full")), "count"),
        Column(say(N_("Included")), "count"),
    )
    made = [
        Row((row.name or say(N_("not recorded")), row.found, row.duplicates, row.screened_out, row.read, row.included))
        for row in found
    ]
    if len(found) > 1:
        sums = (
            sum(getattr(row, name) for row in found)
            for name in ("found", "duplicates", "screened_out", "read", "included")
        )
        made.append(Row((say(N_("All")), *sums), strong=True))
    note = say(N_("A publication found twice counts as a duplicate where it was found the second time."))
    return Table(say(N_("Searching the Literature")), columns, tuple(made), notes=(rich("{text}", text=note),))


def steps(flow: Flow, profile: Profile) -> Iterator[tuple[str, int, int]]:
    """The steps of screening: words, number, indent."""
    say = profile.say
    yield say(N_("Found")), flow.found, 0
    yield say(N_("Duplicates taken out")), flow.duplicates, 1
    yield say(N_("Screened by title and abstract")), flow.screened, 0
    yield say(N_("Screened out")), flow.out_by_screening, 1
    for reason, count in flow.screened_out:
        yield reason or say(N_("no reason given")), count, 2
    if flow.waiting:
        yield say(N_("Not decided yet")), flow.waiting, 1
    yield say(N_("Read in full")), flow.read, 0
    yield say(N_("Left out after reading")), flow.out_by_reading, 1
    for reason, count in flow.left_out:
        yield reason or say(N_("no reason given")), count, 2
    if flow.undecided:
        yield say(N_("Not decided yet")), flow.undecided, 1
    yield say(N_("Included")), flow.included, 0


def flow_table(rows: Sequence[LiteratureRow], profile: Profile) -> Table | None:
    """The steps with their numbers and reasons; None where nothing was found."""
    if not rows:
        return None
    columns = (Column(profile.say(N_("Step")), "stub"), Column(profile.say(N_("Publications")), "count"))
    told = steps(screening.flow(rows), profile)
    made = tuple(Row((words, count), indent, strong=not indent) for words, count, indent in told)
    return Table(profile.say(N_("Screening the Literature")), columns, made)


def criteria(project: Project, profile: Profile) -> Table | None:
    """By what publications were taken in, left out and graded, side by side; None where there are no criteria."""
    kinds = {
        INCLUDE: N_("Inclusion criteria"),
        EXCLUDE: N_("Criteria for leaving out"),
        GRADE: N_("Criteria of quality"),
    }
    by_kind = {kind: [row for row in literature.criteria(project) if row.kind == kind] for kind in kinds}
    shown = [kind for kind in kinds if by_kind[kind]]
    if not shown:
        return None
    count = max(len(by_kind[kind]) for kind in shown)
    cells = [[_criterion(row) for row in by_kind[kind]] + [""] * (count - len(by_kind[kind])) for kind in shown]
    columns = tuple(Column(profile.say(kinds[kind]), "text") for kind in shown)
    made = tuple(Row(tuple(column[at] for column in cells)) for at in range(count))
    return Table(profile.say(N_("Filtering the Literature")), columns, made)


def _criterion(row: literature.CriterionRow) -> str:
    about = f": {row.description}" if row.description else ""
    grades = f" ({', '.join(row.choices)})" if row.choices else ""
    return f"{row.name}{about}{grades}"


def grades(project: Project, rows: Sequence[LiteratureRow], profile: Profile) -> Table | None:
    """How many of those included have each grade; None where nothing is graded."""
    included = [row for row in rows if row.stage == INCLUDED]
    found = [(row, screening.grades(included, row)) for row in literature.criteria(project, GRADE)]
    made = [
        Row((criterion.name, grade or profile.say(N_("not graded")), count))
        for criterion, counted in found
        for grade, count in counted
    ]
    if not made or not included:
        return None
    columns = (
        Column(profile.say(N_("Criterion")), "stub"),
        Column(profile.say(N_("Grade"))),
        Column(profile.say(N_("Publications")), "count", base=len(included)),
    )
    return Table(profile.say(N_("Grades of the Included Literature")), columns, tuple(made))


def studies(project: Project, rows: Sequence[LiteratureRow], profile: Profile) -> Table | None:
    """Each included publication with what was written under the headings of the summary and its grades; None: none."""
    included = sorted((row for row in rows if row.stage == INCLUDED), key=lambda row: references.order(row.reference))
    if not included:
        return None
    headings = [*literature.criteria(project, HEADING), *literature.criteria(project, GRADE)]
    columns = (
        Column(profile.say(N_("Study")), "stub"),
        Column(profile.say(N_("Title")), sheet_only=bool(headings)),
        *(Column(row.name) for row in headings),
    )
    made = []
    for row in included:
        values: list[Cell] = [row.values.get(heading.id, "") or Dash() for heading in headings]
        made.append(Row((references.citation(row.reference, _language(profile)), row.reference.title, *values)))
    return Table(profile.say(N_("Summary of the Included Studies")), columns, tuple(made))


def listed(rows: Sequence[LiteratureRow], profile: Profile) -> Table | None:
    """Every publication with all its fields, for programs that calculate; None where there are none."""
    if not rows:
        return None
    say = profile.say
    names = (
        N_("Authors"), N_("Year"), N_("Title"), N_("Type"), N_("Container"), N_("Volume"), N_("Issue"), N_("Pages"),
        N_("Publisher"), N_("Place of publication"), N_("DOI"), N_("URL"), N_("Found in"), N_("Stage"),
        N_("Why left out"), N_("Key"),
    )  # fmt: skip
    columns = tuple(Column(say(name), "text" if at else "stub") for at, name in enumerate(names))
    made = []
    for row in sorted(rows, key=lambda row: references.order(row.reference)):
        r = row.reference
        people = "; ".join(one.line for one in references.authors(r.authors))
        fields = (r.year, r.title, say(r.type), r.container, r.volume, r.issue, r.pages, r.publisher, r.place, r.doi)
        made.append(Row((people, *fields, r.url, r.found_in, say(row.stage), row.reason, r.cite_key)))
    return Table(say(N_("Literature")), columns, tuple(made))


def _language(profile: Profile) -> str:
    return "de" if profile.language.startswith("de") else "en"
