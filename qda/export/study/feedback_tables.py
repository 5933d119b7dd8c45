"""Member checking as a table: what was sent to whom and when, what came back, and what became of it."""

from __future__ import annotations

from qda.errors import QdaError
from qda.export.profiles import APA, Profile
from qda.export.tables import Column, Dash, Date, Row, Table, rich
from qda.i18n import N_, _
from qda.project.project import Project
from qda.study import feedback
from qda.study import queries as study
from qda.study.feedback import FeedbackRow

TARGETS = {
    "memo": N_("memo"),
    "claim": N_("claim"),
    "code": N_("code"),
    "source": N_("source"),
    "segment": N_("segment"),
    "case": N_("case"),
}
"""What feedback is about, in words."""


class NoFeedback(QdaError):
    """There is nothing to write a table of."""

    hint = N_("Record what was sent to a participant on the Study page, under Consent, Feedback.")

    def __init__(self) -> None:
        super().__init__(_("No feedback is recorded."))


def table(project: Project, *, profile: Profile = APA, number: int = 1) -> Table:
    """One row for each thing that was sent, in the researcher's order. Raises NoFeedback."""
    rows = feedback.rows(project)
    if not rows:
        raise NoFeedback
    name, title = study.study(project).title, profile.say("Member Checking")
    return Table(
        f"{title} – {name}" if name else title,
        _columns(profile),
        tuple(_row(row, profile) for row in rows),
        number,
        notes=(
            rich(
                profile.translated("*n* = {n}. Sent {sent}; answered {answered}; without an answer {waiting}."),
                n=profile.integer(len(rows)),
                sent=profile.integer(sum(row.sent_on is not None for row in rows)),
                answered=profile.integer(sum(row.answered for row in rows)),
                waiting=profile.integer(sum(row.waiting for row in rows)),
            ),
        ),
    )


def _columns(profile: Profile) -> tuple[Column, ...]:
    say = profile.say
    return (
        Column(say("Participant"), "stub"),
        Column(say("What was sent")),
        Column(say("Kind"), sheet_only=True),
        Column(say("How"), sheet_only=True),
        Column(say("Sent")),
        Column(say("Returned")),
        Column(say("What came back")),
        Column(say("What became of it")),
        Column(say("About")),
        Column(say("Text"), sheet_only=True),
    )


def _row(row: FeedbackRow, profile: Profile) -> Row:
    about = "; ".join(f"{profile.translated(TARGETS[link.target])}: {link.name}" for link in row.links)
    return Row(
        (
            row.participant or profile.say("several"),
            row.title,
            profile.translated(row.kind) or Dash(),
            profile.translated(row.way) or Dash(),
            Date(row.sent_on) if row.sent_on else Dash(),
            Date(row.returned_on) if row.returned_on else Dash(),
            row.response or Dash(),
            row.effect or Dash(),
            about or Dash(),
            row.text or Dash(),
        )
    )


def listed(project: Project) -> list[dict[str, object]]:
    """The same for programs."""
    return [
        {
            "id": row.id,
            "participant": row.participant or None,
            "kind": row.kind,
            "title": row.title,
            "text": row.text,
            "way": row.way,
            "sent_on": row.sent_on,
            "returned_on": row.returned_on,
            "response": row.response,
            "effect": row.effect,
            "about": [{"what": link.target, "name": link.name} for link in row.links],
        }
        for row in feedback.rows(project)
    ]
