"""What is kept of codes beside their segments, as tables: clusters, tests, verdicts, biographies, a past code book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qda.analysis.coding import lineage
from qda.analysis.coding.biography import Biography
from qda.analysis.coding.biography_values import KINDS
from qda.analysis.coding.past import PastBook
from qda.coding import comparison, focused, queries, testing
from qda.coding import incidents as coding_incidents
from qda.coding.comparison import RESULT_WORDS, Ledger
from qda.coding.focused import Cluster
from qda.coding.incidents import Incident
from qda.coding.testing import ANSWER_WORDS, AnswerRow, Tally
from qda.days import day, moment
from qda.export.natural import Natural, natural
from qda.export.profiles import APA, Profile
from qda.export.tables import Cell, Column, Dash, Quote, Row, Table, rich
from qda.export.word.text import quoted
from qda.i18n import N_
from qda.project.project import Project
from qda.study import queries as study

_COUNTED_BENEATH = N_("Segments of a code are its own and those of all that is gathered under it, each counted once.")
_STATES = {
    "": "",
    "recoded": N_("recoded since"),
    "edited": N_("words changed since"),
    "gone": N_("words gone since"),
}


# --- clusters -------------------------------------------------------------------------------------------------------


def clusters(project: Project, profile: Profile = APA) -> Table:
    """One row for each member of each cluster; codes gathered nowhere come last."""
    rows: list[Row] = []
    tallies = testing.tallies(project)
    for cluster in with_all_beneath(project):
        for member in cluster.members or (None,):
            cells: tuple[Cell, ...] = (
                cluster.name or profile.say(N_("not gathered")),
                profile.translated(cluster.level),
                cluster.segments,
                member.name if member else "",
                member.segments if member else "",
                day(member.since) if member and member.since else "",
                tallies.get(cluster.id, Tally()).words,
            )
            rows.append(Row(cells))
    columns = (
        Column(profile.say(N_("Cluster")), "stub"),
        Column(profile.say(N_("Level"))),
        Column(profile.say(N_("Segments")), "count"),
        Column(profile.say(N_("Member"))),
        Column(profile.say(N_("Its segments")), "count"),
        Column(profile.say(N_("Since"))),
        Column(profile.say(N_("Tested")), sheet_only=not any(row.cells[-1] for row in rows)),
    )
    note = rich(profile.say(_COUNTED_BENEATH))
    return Table(_title(N_("Clusters"), project, profile), columns, tuple(rows), notes=(note,))


def with_all_beneath(project: Project) -> Iterator[Cluster]:
    """The clusters, each code counted with all that is gathered under it: so it has one count wherever it stands."""
    whole = lineage.of_study(project).segments
    for cluster in focused.with_members(project):
        members = [replace(each, segments=len(whole.get(each.id, ()))) for each in cluster.members]
        members.sort(key=lambda each: (-each.segments, *natural(each.name)))
        count = len(whole.get(cluster.id, ())) if cluster.id != focused.HEAP else cluster.segments
        yield replace(cluster, members=tuple(members), segments=count)


def printed_clusters(project: Project, profile: Profile = APA) -> Table:
    """The same for a document: the members stand under their cluster."""
    tallies = testing.tallies(project)
    rows: list[Row] = []
    for cluster in with_all_beneath(project):
        tested = tallies.get(cluster.id, Tally()).words
        name = cluster.name or profile.say(N_("not gathered"))
        rows.append(Row((name, profile.translated(cluster.level), cluster.segments, "", tested), strong=True))
        for member in cluster.members:
            since = day(member.since) if member.since else ""
            rows.append(Row((member.name, "", member.segments, since, ""), indent=1))
    columns = (
        Column(profile.say(N_("Cluster and its members")), "stub"),
        Column(profile.say(N_("Level"))),
        Column(profile.say(N_("Segments")), "count"),
        Column(profile.say(N_("Since")), sheet_only=not any(row.cells[3] for row in rows)),
        Column(profile.say(N_("Tested")), sheet_only=not any(row.cells[4] for row in rows)),
    )
    note = rich(profile.say(_COUNTED_BENEATH))
    return Table(_title(N_("Clusters"), project, profile), columns, tuple(rows), notes=(note,))


# --- tests ----------------------------------------------------------------------------------------------------------


def tests(project: Project, code_id: int, profile: Profile = APA) -> Table:
    """Every answer that was given while a code was tested, the oldest first."""
    rows = list(reversed(testing.answers(project, code_id)))
    name = next((row.name for row in queries.code_rows(project) if row.id == code_id), "")
    tally = testing.tally(project, code_id).words
    return Table(
        profile.say(N_("Testing “{name}”"), name=name),
        (
            Column(profile.say(N_("Passage")), "quote"),
            Column(profile.say(N_("Source"))),
            Column(profile.say(N_("Line")), "count", ordinal=True),
            Column(profile.say(N_("Answer"))),
            Column(profile.say(N_("Note")), sheet_only=not any(row.note for row in rows)),
            Column(profile.say(N_("Coder"))),
            Column(profile.say(N_("When"))),
            Column(profile.say(N_("Coded so"))),
        ),
        tuple(Row(_answer_cells(row, profile)) for row in rows),
        notes=(rich("{text}", text=f"{tally[:1].upper()}{tally[1:]}."),) if tally else (),
    )


def _answer_cells(row: AnswerRow, profile: Profile) -> tuple[Cell, ...]:
    answer = profile.say(ANSWER_WORDS[row.answer])
    carries = profile.say(N_("yes")) if row.carries else profile.say(N_("no"))
    quote = Quote(row.quote, row.source, row.speaker, row.line)
    return (quote, row.source, row.line, answer, row.note, row.coder, moment(row.at), carries)


# --- comparing ------------------------------------------------------------------------------------------------------


def ledger(project: Project, code_id: int, *, uncompared: bool = False, profile: Profile = APA) -> Table:
    """The incidents of a code, and with what each was last compared; only the uncompared ones if that is wanted."""
    found = comparison.ledger(project, code_id)
    incidents = coding_incidents.incidents(project, found.family)
    shown = [row for row in incidents if not uncompared or row.segment_id not in found.latest]
    none = not any(row.segment_id in found.latest for row in shown)
    name = next((row.name for row in queries.code_rows(project) if row.id == code_id), "")
    note = profile.say(
        N_("{count} of {all} incidents were not yet compared with another of the code."),
        count=profile.integer(len(found.uncompared)),
        all=profile.integer(found.total),
    )
    return Table(
        profile.title(N_("Ledger of comparisons: {name}"), name=name),
        (
            Column(profile.say(N_("Incident")), "quote"),
            Column(profile.say(N_("Result"))),
            Column(profile.say(N_("In what")), sheet_only=none),
            Column(profile.say(N_("Compared with")), sheet_only=none),
            Column(profile.say(N_("When")), sheet_only=none),
            Column(profile.say(N_("Since then")), sheet_only=none),
        ),
        tuple(Row(_ledger_cells(row, found, profile)) for row in shown),
        notes=(rich("{text}", text=note),),
    )


def _ledger_cells(row: Incident, found: Ledger, profile: Profile) -> tuple[Cell, ...]:
    quote, latest = Quote(row.quote, row.source, row.speaker, row.line), found.latest.get(row.segment_id)
    if latest is None:
        return (quote, profile.say(N_("not compared")), "", "", "", "")
    others = " – ".join(quoted(part.quote, profile) for part in latest.segments if part.segment_id != row.segment_id)
    result, state = profile.say(RESULT_WORDS[latest.result]), _STATES[latest.stale]
    return (quote, result, latest.note, others, moment(latest.at), profile.say(state))


def ledgers(project: Project, *, uncompared: bool = False, profile: Profile = APA) -> Table:
    """Of each code, how many incidents there are and how many were compared."""
    counts = comparison.overview(project)
    rows = [
        Row((row.name, row.path, profile.translated(row.level), counts[row.id][0], counts[row.id][1], left))
        for row in queries.code_rows(project)
        if row.id in counts and ((left := counts[row.id][0] - counts[row.id][1]) or not uncompared)
    ]
    columns = (
        Column(profile.say(N_("Code")), "stub"),
        Column(profile.say(N_("Path")), sheet_only=True),
        Column(profile.say(N_("Level"))),
        Column(profile.say(N_("Incidents")), "count"),
        Column(profile.say(N_("Compared")), "count"),
        Column(profile.say(N_("Not yet")), "count"),
    )
    note = N_("An incident counts as compared for a code when a verdict has it beside another incident of that code.")
    return Table(
        _title(N_("Ledger of Comparisons"), project, profile), columns, tuple(rows), notes=(rich(profile.say(note)),)
    )


# --- a code's story, and the code book of a day ---------------------------------------------------------------------


def biography(story: Biography, profile: Profile = APA) -> Table:
    """What happened to a code, oldest first; what was taken back since says so."""
    undone = profile.say(N_("taken back since"))
    rows = tuple(
        Row(
            (
                moment(event.at),
                event.coder,
                profile.say(KINDS[event.kind]),
                f"{event.text} ({undone})" if event.taken_back else event.text,
                event.why,
                event.segments,
            )
        )
        for event in story.events
    )
    return Table(
        profile.say(N_("Biography of “{name}”"), name=story.name),
        (
            Column(profile.say(N_("When")), "stub"),
            Column(profile.say(N_("Who")), sheet_only=len({event.coder for event in story.events}) < 2),
            Column(profile.say(N_("Kind"))),
            Column(profile.say(N_("What happened"))),
            Column(profile.say(N_("Why")), sheet_only=not any(event.why for event in story.events)),
            Column(profile.say(N_("Segments")), "count"),
        ),
        rows,
        notes=(rich(profile.say(N_("Segments are those on which the code stood after each step."))),),
    )


def past_book(book: PastBook, on: str, title: str = "", profile: Profile = APA) -> Table:
    """The code book as on a day, with the counts of that day."""
    named = profile.say(N_("Code Book as on {day}"), day=profile.date(on))
    codes = book.codes
    return Table(
        f"{named} – {title}" if title else named,
        (
            Column(profile.say(N_("Code")), "stub"),
            Column(profile.say(N_("Path")), sheet_only=True),
            Column(profile.say(N_("Level"))),
            Column(profile.say(N_("Segments")), "count"),
            Column(profile.say(N_("Codings")), "count", sheet_only=True),
            Column(profile.say(N_("Definition"))),
            Column(profile.say(N_("Include when")), sheet_only=not any(code.include_when for code in codes)),
            Column(profile.say(N_("Exclude when")), sheet_only=not any(code.exclude_when for code in codes)),
            Column(profile.say(N_("Example")), sheet_only=not any(code.example for code in codes)),
            Column(profile.say(N_("Gathered under")), sheet_only=not any(code.clusters for code in codes)),
            Column(profile.say(N_("Tested")), sheet_only=not any(code.tests for code in codes)),
        ),
        tuple(
            Row(
                (
                    code.name,
                    code.path,
                    profile.translated(code.level),
                    code.segments,
                    code.codings,
                    code.definition,
                    code.include_when,
                    code.exclude_when,
                    code.example,
                    ", ".join(code.clusters),
                    code.tests,
                ),
                indent=code.depth,
            )
            for code in codes
        ),
        notes=(rich(profile.say(N_("As the history of the study tells it, at the end of that day."))),),
    )


# --- lineage --------------------------------------------------------------------------------------------------------


def lineage_rows(project: Project, profile: Profile = APA) -> Table:
    """Each initial code with what it is gathered under now, and the segments that began with it.

    They stand by what they lead to; those that lead nowhere come last.
    """
    traced = lineage.of_study(project)
    names = lineage.names(project)
    paths = names | {row.id: row.path for row in queries.code_rows(project)}
    rows = []
    for code, leads in traced.leads.items():
        at = [
            sorted((names[above] for above in leads if traced.levels.get(above) == level), key=natural)
            for level in ("focused", "category", "theme")
        ]
        began = len(traced.began.get(code, frozenset()))
        rows.append(Row((names.get(code, ""), paths.get(code, ""), began, *("; ".join(above) for above in at))))
    rows.sort(key=_led)
    gathered = [replace(row, cells=tuple(Dash() if cell == "" else cell for cell in row.cells)) for row in rows]
    columns = (
        Column(profile.say(N_("Initial code")), "stub"),
        Column(profile.say(N_("Path")), sheet_only=True),
        Column(profile.say(N_("Segments")), "count"),
        *(
            Column(profile.say(head), sheet_only=bool(rows) and not any(row.cells[at] for row in rows))
            for at, head in enumerate((N_("Focused codes"), N_("Categories"), N_("Themes")), start=3)
        ),
    )
    notes = [rich(profile.say(N_("Segments are those whose coding began with the code.")))]
    if any(Dash() in row.cells for row in gathered):
        notes.append(rich(profile.say(N_("– = gathered under none."))))
    return Table(_title(N_("Lineage of the Codes"), project, profile), columns, tuple(gathered), notes=tuple(notes))


def _led(row: Row) -> tuple[tuple[bool, Natural], ...]:
    """By theme, category and focused code, then by name; what has none comes after what has one."""
    name, _path, _began, *above = (str(cell) for cell in row.cells)
    return tuple((not told, natural(told)) for told in (*reversed(above), name))


def _title(words: str, project: Project, profile: Profile) -> str:
    title = study.study(project).title
    return f"{profile.say(words)} – {title}" if title else profile.say(words)
