"""All memos as a table: date, kind, stage, title, text, what they hang on, tags."""

from __future__ import annotations

from collections.abc import Sequence

from qda.days import moment
from qda.export.profiles import APA, Profile
from qda.export.tables import Column, Row, Table
from qda.i18n import N_
from qda.memos.queries import MemoRow


def table(rows: Sequence[MemoRow], profile: Profile = APA) -> Table:
    """One row a memo, in this order; times are ISO, on the clock here."""
    columns = (
        Column(profile.say(N_("Title")), "stub"),
        Column(profile.say(N_("Kind"))),
        Column(profile.say(N_("Stage"))),
        Column(profile.say(N_("Text")), "quote"),
        Column(profile.say(N_("On"))),
        Column(profile.say(N_("Tags"))),
        Column(profile.say(N_("Coder"))),
        Column(profile.say(N_("Written"))),
        Column(profile.say(N_("Changed"))),
        Column(profile.say(N_("Versions")), "count"),
    )
    return Table(profile.say(N_("Memos")), columns, tuple(Row(_cells(row, profile)) for row in rows))


def _cells(row: MemoRow, profile: Profile) -> tuple[str | int, ...]:
    return (
        row.shown_title,
        profile.translated(row.kind),
        profile.translated(row.stage),
        row.text,
        "; ".join(link.label for link in row.links),
        ", ".join(row.tags),
        row.coder,
        moment(row.created_at),
        moment(row.modified_at),
        row.versions,
    )
