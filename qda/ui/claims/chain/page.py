"""Claims: written, ordered, linked to what they rest on, and followed down to the words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from qda.i18n import _, ngettext
from qda.ui.actions import Actions
from qda.ui.claims.chain import leaving
from qda.ui.claims.chain.chain import ChainReader
from qda.ui.claims.chain.frame import ClaimsFrame
from qda.ui.claims.chain.rows import evidence_words
from qda.ui.jobs import Jobs
from qda.ui.session import Selection, Session
from qda.ui.working.room import Room
from qda.ui.working.unfinished import About, Unfinished

if TYPE_CHECKING:
    from qda.project.project import Change
    from qda.synthesis.claims import ClaimRow
    from qda.synthesis.targets import Target

_LEAST, _BEST = 640, 860


class ClaimsPart(ClaimsFrame):
    """N begins a claim, L links, F2 rewords, Alt+Up and Alt+Down move, S sets the status, Del deletes or unlinks."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        Room(session, self, lambda: (_LEAST, _BEST))
        self._actions = actions
        self._jobs = jobs
        self._rows: list[ClaimRow] = []
        self._wanted: int | None = None
        self._filling = False
        self.reader = ChainReader(session, jobs, self)
        self._connect()
        self._keep_typing()
        self._add_actions(actions)
        self._fill_choices()
        self._read()

    def _connect(self) -> None:
        session = self._session
        session.opened.connect(self._read)
        session.closed.connect(self._read)
        session.changed.connect(self._on_changed)
        session.selected.connect(self._on_selected)
        session.ink_changed.connect(lambda _ink: (self.list.viewport().update(), self.trail.viewport().update()))
        self.reader.arrived.connect(self._show_chain)
        self.list.at_hand.connect(self._show_claim)
        self.list.entered_.connect(self._tell)
        self.list.pressed.connect(self._on_list_key)
        self.list.moved.connect(self._move)
        self.list.linked.connect(lambda claim, codes: self._link_codes(codes, claim))
        self.list.doubleClicked.connect(lambda _index: self.reword())
        self.new.returnPressed.connect(self._create)
        self.begin.clicked.connect(self.begin_new)
        self.words.kept.connect(self._reword)
        self.words.left.connect(self.list.setFocus)
        self.kinds.activated.connect(lambda _at: self._set_kind())
        self.rivals.activated.connect(lambda _at: self._set_kind())
        self.statuses.activated.connect(lambda _at: self.set_status(str(self.statuses.currentData())))
        self.finder.chosen.connect(lambda target, role: self.link([target], role))
        self.trail.pressed.connect(self._on_trail_key)
        self.trail.linked.connect(self._link_codes)
        self.trail.noted.connect(self._note_link)
        self.expected.left.connect(self._write_expected)
        self.note.left.connect(self._write_note)
        self.trailed.clicked.connect(self.ask_where)
        self.desk.clicked.connect(lambda: self._actions.get("claims.negative").trigger())

    def _keep_typing(self) -> None:
        for field, name, title in (
            (self.words, "claim.text", _("claim “{claim}”")),
            (self.expected, "claim.expected", _("expected pattern of “{claim}”")),
            (self.note, "claim.note", _("note on the claim “{claim}”")),
        ):
            Unfinished(self._session, field, partial(self._about, name, title))
        Unfinished(self._session, self.new, lambda: About("claim.new", _("new claim")), lasting=True)

    def _about(self, name: str, title: str) -> About | None:
        claim = self._shown()
        return About(name, title.format(claim=claim.short), ("claim", claim.id)) if claim is not None else None

    def _add_actions(self, actions: Actions) -> None:
        for name, text, keys, act, writes in (
            ("claims.new", _("New claim"), "Ctrl+Ins", self.begin_new, True),
            ("claims.link", _("Link the claim to what it rests on"), "Ctrl+L", self.finder.setFocus, True),
            ("claims.reword", _("Reword the claim"), "F2", self.reword, True),
            ("claims.up", _("Move the claim up"), "Alt+Up", lambda: self.step(-1), True),
            ("claims.down", _("Move the claim down"), "Alt+Down", lambda: self.step(1), True),
            ("claims.status", _("How the claim stands…"), "Ctrl+Shift+L", self.ask_status, True),
            ("claims.export", _("Chain of evidence as a document…"), "Ctrl+Shift+X", self.ask_where, False),
            ("claims.link_note", _("Note on the link: why it is there"), "", self.write_link_note, True),
            ("claims.trail", _("Go to the chain of evidence"), "Ctrl+Right", self.go_to_trail, False),
        ):
            actions.add(name, text, act, keys=keys, menu="&Study", where=self, writes=writes)

    # --- reading ------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """What changed meanwhile is read now."""
        super().showEvent(event)
        self.reader.look(True)
        chosen = self._session.selection
        if chosen.kind == "claim":
            self._on_selected(chosen)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is read while nobody looks."""
        super().hideEvent(event)
        self.reader.look(False)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """The keyboard belongs to the list, or to the field for the first claim."""
        (self.list if self._rows else self.new).setFocus(reason)

    def _on_changed(self, change: Change) -> None:
        if change.touches("claim", "claim_link"):
            self._read()
        elif change.touches("negative_case"):
            self._show_desk()

    def _on_selected(self, selection: Selection) -> None:
        if selection.kind == "claim":
            current = self.list.current()
            if (current is None or current.id != selection.id) and not self.list.go_to(selection.id):
                self._wanted = selection.id

    def _read(self) -> None:
        from qda.synthesis import claims

        self._rows = claims.rows(self._session.project) if self._session.is_open else []
        writable = self._session.is_open and self._session.project.writable
        self.list.claims.writable = writable
        for part in (self.new, self.finder, self.kinds, self.statuses, self.rivals, self.expected, self.note):
            part.setEnabled(writable)
        self.words.setReadOnly(not writable)
        self.list.show_rows(self._rows)
        if self._wanted is not None and self.list.go_to(self._wanted):
            self._wanted = None
        self.list.setVisible(bool(self._rows))
        self.nothing.setText("" if self._rows else _("No claims yet."))
        self.nothing.setVisible(not self._rows)
        self.stack.setCurrentIndex(0 if self._rows else 1)

    def _show_chain(self) -> None:
        chain = self.reader.chain
        self.list.claims.tell(self.reader.standings, chain.base if chain is not None else None)
        self._show_claim()

    # --- the claim at hand ----------------------------------------------------------------------------

    def _fill_choices(self) -> None:
        from qda.synthesis.claims import KIND_WORDS, STATUS_WORDS

        for kind, words in KIND_WORDS.items():
            self.kinds.addItem(_(words), kind)
        for status, words in STATUS_WORDS.items():
            self.statuses.addItem(_(words), status)

    def _show_claim(self) -> None:
        claim = self.list.current()
        self.stack.setCurrentIndex(1 if claim is None else 0)
        if claim is None:
            self.trail.show_trail(None, None)
            return
        self._filling = True
        self.words.show_words(claim.text)
        self.kinds.setCurrentIndex(self.kinds.findData(claim.kind))
        self.statuses.setCurrentIndex(self.statuses.findData(claim.status))
        self._show_rivals(claim)
        for field, words in ((self.expected, claim.expected), (self.note, claim.note)):
            field.show_words(words)
        self._filling = False
        chain, standing = self.reader.chain, self.reader.standings.get(claim.id)
        self.counts.setText(evidence_words(standing, chain.base if chain is not None else None))
        self.counts.setVisible(bool(self.counts.text()))
        self.show_flags([flag.sentence for flag in standing.flags] if standing is not None else [])
        self._show_desk()
        there = chain is not None and any(row.id == claim.id for row in chain.claims)
        self.trail.show_trail(chain if there else None, claim.id)
        empty = there and self.trail.topLevelItemCount() == 0
        self.trail.setVisible(not empty)
        self.bare.setVisible(empty)
        self.bare.setText(_("Type above what it rests on, or drop codes here from the panel at the right."))
        if self.list.hasFocus():
            self._tell()

    def _show_rivals(self, claim: ClaimRow) -> None:
        self.rivals.clear()
        self.rivals.addItem(_("rival to…"), None)
        for row in self._rows:
            if row.id != claim.id:
                self.rivals.addItem(row.short, row.id)
        self.rivals.setCurrentIndex(max(0, self.rivals.findData(claim.rival_to)))
        self.rivals.setVisible(claim.kind == "rival")

    def _show_desk(self) -> None:
        from qda.synthesis import negative_cases

        claim = self.list.current()
        if claim is None or not self._session.is_open:
            return
        tally = negative_cases.tally(self._session.project, claim.id)
        words = _("Negative cases: none")
        if tally.looked:
            words = _("Negative cases: {contrary} of {looked}")
        self.desk.set_words(words.format(contrary=tally.contrary, looked=tally.looked))

    def _tell(self) -> None:
        """Say what the work is about: the memo beside it follows."""
        claim = self.list.current()
        if claim is not None and self.isVisible():
            self._session.select(Selection("claim", claim.id))

    # --- acts ---------------------------------------------------------------------------------------

    def _writable(self) -> bool:
        return self._session.is_open and self._session.project.writable

    def begin_new(self) -> None:
        """Write a new claim."""
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def _create(self) -> None:
        from qda.synthesis import claims

        if not self._writable():
            return
        self._wanted = self._session.act(claims.create, self._session.project, self.new.text())
        if self._wanted is not None:
            self.new.clear()
            self.list.go_to(self._wanted)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self._wanted = None

    def reword(self) -> None:
        """Change the words of the claim at hand where they stand."""
        if self._writable() and self.list.current() is not None:
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)
            self.words.selectAll()

    def _reword(self, words: str) -> None:
        from qda.synthesis import claims

        claim = self._shown()
        if claim is not None and self._writable():
            self._session.act(claims.reword, self._session.project, claim.id, words)

    def _shown(self) -> ClaimRow | None:
        """The claim whose fields are shown."""
        return self.list.current()

    def _set_kind(self) -> None:
        from qda.synthesis import claims

        claim, kind = self._shown(), str(self.kinds.currentData())
        if claim is not None and not self._filling and self._writable():
            rival = self.rivals.currentData() if kind == "rival" else None
            self._session.act(claims.set_kind, self._session.project, claim.id, kind, rival_to=rival)

    def set_status(self, status: str) -> None:
        """Say how the chosen claims stand."""
        from qda.synthesis import claims

        ids = [row.id for row in self.list.chosen()]
        if ids and self._writable():
            self._session.act(claims.set_status, self._session.project, ids, status)

    def ask_status(self) -> None:
        """Offer the statuses beside the claim."""
        from qda.synthesis.claims import STATUS_WORDS

        claim = self.list.current()
        if claim is None or not self._writable():
            return
        menu = QMenu(self)
        for status, words in STATUS_WORDS.items():
            act = menu.addAction(_(words), partial(self.set_status, status))
            act.setCheckable(True)
            act.setChecked(status == claim.status)
        place = self.list.visualRect(self.list.currentIndex())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.viewport().mapToGlobal(place.bottomLeft()))

    def _write_expected(self) -> None:
        from qda.synthesis import claims

        claim, words = self._shown(), self.expected.toPlainText().strip()
        if claim is not None and words != claim.expected and self._writable():
            self._session.act(claims.set_expected, self._session.project, claim.id, words)

    def _write_note(self) -> None:
        from qda.synthesis import claims

        claim, words = self._shown(), self.note.toPlainText().strip()
        if claim is not None and words != claim.note and self._writable():
            self._session.act(claims.set_note, self._session.project, claim.id, words)

    def step(self, by: int) -> None:
        """Move the chosen claims up or down by one."""
        ids = [row.id for row in self.list.chosen()]
        order = [row.id for row in self._rows]
        if not ids or not self._writable():
            return
        first, last = order.index(ids[0]), order.index(ids[-1])
        if by < 0 and first > 0:
            self._move(ids, order[first - 1])
        elif by > 0 and last + 1 < len(order):
            self._move(ids, order[last + 2] if last + 2 < len(order) else None)

    def _move(self, ids: Sequence[int], before: int | None) -> None:
        from qda.synthesis import claims

        if self._writable():
            self._session.act(claims.move, self._session.project, list(ids), before=before)

    def delete(self) -> None:
        """Delete the chosen claims; it can be undone."""
        from qda.synthesis import claims

        rows = self.list.chosen()
        if rows and self._writable():
            self._session.act(claims.delete, self._session.project, [row.id for row in rows])
            words = ngettext("Deleted the claim “{claim}”.", "Deleted {count} claims.", len(rows))
            self._session.said.emit(words.format(claim=rows[0].short, count=len(rows)))

    def link(self, targets: Sequence[Target], role: str) -> None:
        """Let the claim at hand rest on things, or be about them."""
        from qda.synthesis import claims

        claim = self.list.current()
        if claim is None or not self._writable():
            return
        new = self._session.act(claims.link, self._session.project, claim.id, targets, role=role)
        if new == 0:
            self._session.said.emit(_("The claim is linked to this already."))

    def _link_codes(self, codes: Sequence[int], claim_id: int | None = None) -> None:
        from qda.synthesis.targets import Target

        if claim_id is not None:
            self.list.go_to(claim_id)
        self.link([Target("code", code) for code in codes], "rests on")

    def ask_where(self) -> None:
        """Take the chain of the claim at hand away."""
        claim = self.list.current()
        if claim is not None:
            leaving.ask_where(self._session, self._jobs, self, claim)

    def go_to_trail(self) -> None:
        """Give the keyboard to the trail."""
        if self.trail.isVisible():
            first = self.trail.topLevelItem(0)
            if self.trail.currentItem() is None and first is not None:
                self.trail.setCurrentIndex(self.trail.indexFromItem(first))
            self.trail.setFocus(Qt.FocusReason.OtherFocusReason)

    def unlink(self) -> None:
        """Take the chosen links off."""
        from qda.synthesis import claims

        links = self.trail.links()
        if links and self._writable():
            self._session.act(claims.unlink, self._session.project, [link.id for link in links])

    def turn_role(self) -> None:
        """What the claim rests on it is about from now on, and the other way round."""
        from qda.synthesis import claims

        links = self.trail.links()
        if links and self._writable():
            role = "about" if links[0].role == "rests on" else "rests on"
            self._session.act(claims.set_role, self._session.project, [link.id for link in links], role)

    def write_link_note(self) -> None:
        """Write why the claim is linked to what is at hand in the trail."""
        if self._writable():
            self.trail.write_note()

    def _note_link(self, link_id: int, words: str) -> None:
        from qda.synthesis import claims

        self._session.act(claims.note_link, self._session.project, link_id, words)

    def follow_merged(self) -> None:
        """Let a link to a retired code lead to what that code became."""
        from qda.synthesis import claims
        from qda.synthesis.targets import Target

        node, chain = self.trail.node(), self.reader.chain
        if node is None or node.link is None or not node.retired or chain is None or not self._writable():
            return
        now = chain.ground.became.get(node.target.id)
        if now is not None:
            self._session.act(claims.repoint, self._session.project, node.link.id, Target("code", now))

    # --- keys ---------------------------------------------------------------------------------------

    def _on_list_key(self, event: QKeyEvent) -> None:
        act = {
            Qt.Key.Key_N: self.begin_new,
            Qt.Key.Key_L: self.finder.setFocus,
            Qt.Key.Key_S: self.ask_status,
            Qt.Key.Key_Delete: self.delete,
            Qt.Key.Key_Return: self.go_to_trail,
            Qt.Key.Key_Enter: self.go_to_trail,
            Qt.Key.Key_Right: self.go_to_trail,
        }.get(Qt.Key(event.key()))
        if act is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.accept()
            act()

    def _on_trail_key(self, event: QKeyEvent) -> None:
        act = {
            Qt.Key.Key_N: self.begin_new,
            Qt.Key.Key_L: self.finder.setFocus,
            Qt.Key.Key_T: self.turn_role,
            Qt.Key.Key_W: self.write_link_note,
            Qt.Key.Key_F: self.follow_merged,
            Qt.Key.Key_Delete: self.unlink,
            Qt.Key.Key_Escape: self.list.setFocus,
        }.get(Qt.Key(event.key()))
        if act is not None and not event.modifiers():
            event.accept()
            act()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc in a field goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)
