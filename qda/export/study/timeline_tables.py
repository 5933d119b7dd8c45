"""The timeline of a study as a table, and both together as a file."""

from __future__ import annotations

from qda.analysis.figures.timeline import DATA, GROUPS, Lane, Timeline
from qda.export.blocks import Block
from qda.export.profiles import APA, Profile
from qda.export.study import timeline_picture
from qda.export.tables import Cell, Column, Dash, Date, Row, Table, rich
from qda.i18n import N_
from qda.project.project import Project


def table(timeline: Timeline, profile: Profile = APA, *, number: int = 1) -> Table:
    """What was done from when to when: phases, then data, analysis and people with how many of each."""
    rows = []
    for group in GROUPS:
        lanes = [lane for lane in timeline.lanes if lane.group == group]
        if lanes:
            blank: tuple[Cell, ...] = ("", "", "", "", "")
            rows.append(Row((profile.translated(group), *blank), strong=True))
            rows += [_row(lane, profile) for lane in lanes]
    columns = (
        Column(profile.say(N_("What")), "stub"),
        Column(profile.say(N_("From"))),
        Column(profile.say(N_("Until"))),
        Column(profile.say(N_("How many")), "count"),
        Column(profile.say(N_("Words")), "count"),
        Column(profile.say(N_("What happened")), sheet_only=True),
    )
    told = rich("{text}", text=_note(timeline, profile))
    title = timeline_picture.title(timeline, profile)
    return Table(title, columns, tuple(rows), number, notes=(told,), key="timeline-table")


def _row(lane: Lane, profile: Profile) -> Row:
    first = min(lane.events, key=lambda event: event.first)
    last = max(lane.events, key=lambda event: event.last)
    ends: Cell = profile.say(N_("goes on")) if last.open else Date(timeline_picture.when(last)[1])
    count: Cell = Dash() if lane.shape == "span" else sum(event.count for event in lane.events)
    words: Cell = lane.words if lane.group == DATA else Dash()
    told = "; ".join(event.label for event in lane.events)
    name = timeline_picture.lane_words(lane, profile)
    return Row((name, Date(timeline_picture.when(first)[0]), ends, count, words, told), indent=1)


def _note(timeline: Timeline, profile: Profile) -> str:
    parts = [
        profile.say(
            N_(
                "Counted are sources, codings, memos, acts or askings, as the row says; a month or a year is given "
                "where no day is known."
            )
        )
    ]
    if timeline.bare:
        months = ", ".join(timeline_picture.month_words(month, profile) for month in timeline.bare)
        parts.append(profile.say(N_("Months without data: {months}."), months=months))
    if timeline.undated:
        names = ", ".join(name for _id, name in timeline.undated)
        parts.append(profile.say(N_("Sources without a date: {names}."), names=names))
    return " ".join(parts)


def blocks(timeline: Timeline, profile: Profile = APA) -> list[Block]:
    """The picture and its table; nothing where nothing is dated."""
    if not timeline.lanes:
        return []
    return [timeline_picture.figure(timeline, profile=profile), table(timeline, profile)]


def listed(project: Project) -> list[dict[str, object]]:
    """The same for programs: each event with its lane."""
    from qda.analysis.figures import timeline as read

    found: list[dict[str, object]] = []
    whole = read.of_study(project)
    for lane in whole.lanes:
        for event in lane.events:
            first, last = timeline_picture.when(event)
            entry: dict[str, object] = {
                "group": lane.group,
                "lane": lane.label,
                "from": first,
                "to": None if event.open else last,
            }
            found.append({**entry, "what": event.label, "count": event.count, "targets": [*event.targets]})
    for source, name in whole.undated:
        entry = {"group": DATA, "lane": "", "from": None, "to": None}
        found.append({**entry, "what": name, "count": 1, "targets": [("source", source)]})
    return found
