"""How memos are spoken of: kinds, stages, dates, what they hang on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QLocale

from qda.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from qda.memos.queries import Link

KINDS = {
    "initial": N_("initial"),
    "code": N_("code"),
    "theoretical": N_("theoretical"),
    "case": N_("case"),
    "methodological": N_("methodological"),
    "reflexive": N_("reflexive"),
}
STAGES = {"early": N_("early"), "advanced": N_("advanced"), "finished": N_("finished")}


def kind_words(kind: str) -> str:
    """“theoretical”; a kind that came from elsewhere as it is."""
    return _(KINDS.get(kind, kind))


def stage_words(stage: str) -> str:
    """“advanced”."""
    return _(STAGES.get(stage, stage))


def versions_words(count: int) -> str:
    """“3 versions”."""
    return ngettext("{count} version", "{count} versions", count).format(count=count)


def day(at: int) -> str:
    """The day of a moment in milliseconds UTC, the year only where it is another; today, the time."""
    moment = QDateTime.fromMSecsSinceEpoch(at)
    locale, today = QLocale(), QDate.currentDate()
    if moment.date() == today:
        return locale.toString(moment.time(), "HH:mm")
    return locale.toString(moment.date(), "d MMM" if moment.date().year() == today.year() else "d MMM yyyy")


def moment(at: int) -> str:
    """Day and time of a moment in milliseconds UTC."""
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(at), "d MMMM yyyy, HH:mm")


def link_label(link: Link) -> str:
    """What a memo hangs on, its name in quotes."""
    return quoted(link.label)


def quoted(name: str) -> str:
    """A name in quotes, unless it is a quotation already."""
    return name if name.startswith("“") else f"“{name}”"
