"""What the palette finds: the window's actions, the sources, codes and memos of the study, words in the texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from qda.errors import QdaError
from qda.i18n import _
from qda.ui import icons
from qda.ui.actions import Actions
from qda.ui.session import Selection, Session
from qda.ui.working.finding import Entry, answers

if TYPE_CHECKING:
    from qda.analysis.words.search import Hit
    from qda.progress import Progress
    from qda.project.project import Change
    from qda.ui.jobs import Jobs

_HITS = 6
_MEMO_BEGINS = 2000  # characters of a memo that are looked through at every key
_ALL = 500  # with nothing typed the list of actions is a table of contents


class Entries(QObject):
    """Everything that can be found, read once and kept until a change touches it."""

    asked = Signal(str)  # all places of these words are wanted

    def __init__(self, actions: Actions, session: Session, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions
        self._session = session
        self._jobs = jobs
        self._kept: dict[str, list[Entry]] = {}
        self._stale = True
        session.changed.connect(self._on_changed)
        session.opened.connect(self._forget)
        session.closed.connect(self._forget)

    def answering(self, query: str) -> list[Entry]:
        """The entries for a query; with nothing typed, all that can be done now."""
        doable = self._doable()
        if not query:
            return answers("", [(_("Actions"), doable)], _ALL)
        parts = [(_("Actions"), doable)]
        if self._session.is_open:
            parts += [(_("Codes"), self._codes()), (_("Sources"), self._sources()), (_("Memos"), self._memos())]
            parts.append((_("Claims"), self._claims()))
        return answers(query, parts)

    def last_resort(self, query: str) -> list[Entry]:
        """What is always offered beneath: to search all texts for what was typed."""
        if not query or not self._session.is_open:
            return []
        text = _("All places of “{words}”…").format(words=query)
        return [Entry(_("In the texts"), text, lambda: self._ask(query), icon="search")]

    def search(self, query: str, tell: Callable[[list[Entry]], None]) -> None:
        """Look for words in all texts, off the main thread; `tell` hears of the first few places."""
        if not query or not self._session.is_open:
            return
        project = self._session.project

        def work(_progress: Progress) -> list[Hit]:
            from qda.analysis.words import search

            # The last word is still being typed.
            return search.find(project, f"{query}*" if query[-1].isalnum() else query, limit=_HITS)

        # Half a query may hold no word yet; that is no problem to tell of.
        self._jobs.run(_("Searching"), work, lambda hits: tell([self._hit(hit) for hit in hits]), _overlook)

    def forget_stale(self) -> None:
        """Read anew what changed since the palette was open."""
        if self._stale:
            self._kept.clear()
            self._stale = False

    def _forget(self) -> None:
        self._kept.clear()

    def _on_changed(self, change: Change) -> None:
        # Any coding changes counts of codes; reading is put off until somebody looks.
        if change.touches("code", "coding", "source", "memo", "memo_version", "case", "unit", "claim"):
            self._stale = True

    def _doable(self) -> list[Entry]:
        found = []
        for action in self._actions.all():
            if action.objectName() != "view.palette" and self._actions.can(action.objectName()):
                keys = next(iter(self._actions.keys_of(action.objectName())), "")
                menu = str(action.property("menu")).replace("&", "")
                text = action.text().replace("&", "")
                found.append(Entry(_("Actions"), text, action.trigger, menu, keys, icon="command", also=menu))
        return found

    def _sources(self) -> list[Entry]:
        if "sources" not in self._kept:
            from qda.sources import queries

            show = self._session.show_source
            self._kept["sources"] = [
                Entry(
                    _("Sources"),
                    row.name,
                    _later(show, row.id),
                    row.case or row.unit,
                    icon=icons.for_kind(row.kind),
                    also=f"{row.case} {row.unit} {row.kind}",
                )
                for row in queries.rows(self._session.project)
            ]
        return self._kept["sources"]

    def _codes(self) -> list[Entry]:
        if "codes" not in self._kept:
            from qda.coding import queries
            from qda.ui.theme import PLAIN_CODE

            self._kept["codes"] = [
                Entry(
                    _("Codes"),
                    row.name,
                    _later(self._show_code, row.id),
                    row.path.removesuffix(row.name).rstrip(" >"),
                    color=row.shown_color or PLAIN_CODE,
                    also=row.path,
                )
                for row in queries.code_rows(self._session.project)
            ]
        return self._kept["codes"]

    def _memos(self) -> list[Entry]:
        if "memos" not in self._kept:
            from qda.memos import queries

            self._kept["memos"] = [
                Entry(
                    _("Memos"),
                    row.shown_title,
                    _later(self._show_memo, row.id),
                    ", ".join(link.label for link in row.links),
                    icon="memo",
                    also=row.text[:_MEMO_BEGINS],
                )
                for row in queries.memos(self._session.project)
            ]
        return self._kept["memos"]

    def _claims(self) -> list[Entry]:
        if "claims" not in self._kept:
            from qda.synthesis import claims

            self._kept["claims"] = [
                Entry(
                    _("Claims"), row.short, _later(self._show_claim, row.id), row.status, icon="document", also=row.text
                )
                for row in claims.rows(self._session.project)
            ]
        return self._kept["claims"]

    def _hit(self, hit: Hit) -> Entry:
        words = " ".join(f"{hit.before[-30:]}{hit.quote}{hit.after}".split())
        place = _("{source}, line {line}").format(source=hit.source, line=hit.line)
        return Entry(_("In the texts"), f"… {words}", lambda: self._show_hit(hit), place, icon="search")

    def _show_hit(self, hit: Hit) -> None:
        from qda.text import Span

        self._session.show_source(hit.source_id, Span(hit.start, hit.end))

    def _show_claim(self, claim_id: int) -> None:
        self._session.select(Selection("claim", claim_id))
        self._session.workspace_wanted.emit("claims")
        self._actions.get("claims.list").trigger()
        self._session.select(Selection("claim", claim_id))

    def _show_code(self, code_id: int) -> None:
        self._session.select(Selection("code", code_id))
        self._session.code_wanted.emit(code_id)

    def _show_memo(self, memo_id: int) -> None:
        self._session.workspace_wanted.emit("memos")
        self._session.select(Selection("memo", memo_id))

    def _ask(self, query: str) -> None:
        self.asked.emit(query)


def _later(act: Callable[[int], Any], number: int) -> Callable[[], object]:
    return lambda: act(number)


def _overlook(_error: QdaError) -> None:
    """A search of half a word is no problem to tell of."""
