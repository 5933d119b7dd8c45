"""The page of names: a register of names to hide, where they stand, and what was stopped on its way out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.ui.parts.small import Page, small_font
from qda.ui.project.names.acts import PlaceActs, RegisterActs, locked_part
from qda.ui.project.names.clipboard import ClipboardGuard
from qda.ui.project.names.drop import DropStep
from qda.ui.project.names.parts import HitsList, NamesTable, OpenForm
from qda.ui.project.names.proposals import Proposals
from qda.ui.project.names.stopped import Stopped
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.export.leaving.leak_check import NamesLeave
    from qda.flows.names.proposals import Candidates
    from qda.flows.names.pseudonymise import Done, Hit
    from qda.progress import Progress
    from qda.project.names_register import Register
    from qda.project.project import Change
    from qda.ui.jobs import Jobs
    from qda.ui.parts.last_step import Meant
    from qda.ui.session import Session


_FEW = 30  # places that are replaced while one waits


class NamesPage(Page):
    """While a register is open here, nothing leaves the study with one of its names."""

    drop_wanted = Signal(object, object)  # Register, Meant
    copy_wanted = Signal()
    _stopped = Signal(object)  # NamesLeave, from whichever thread

    def __init__(self, session: Session, jobs: Jobs, back: Callable[[], object]) -> None:
        sentence = _(
            "The register is a file of its own, encrypted, and nothing of it is kept in the study. "
            "While it is open, nothing leaves the study with a name that is in it."
        )
        super().__init__(_("Names"), sentence, back)
        self._session, self._jobs = session, jobs
        self._register: Register | None = None
        self._hits: list[Hit] = []
        self.guard = ClipboardGuard(session.failed.emit, self)
        self._looked = False  # for places, in this study with this register
        self._mark = 0  # steps of the register before the study was changed last: those after it Ctrl+Z takes back
        self.form = OpenForm()
        self.form.wanted.connect(self.open_register)
        self.column.addWidget(self.form)
        self.locked = locked_part(self.go_without)
        self.column.addWidget(self.locked)
        self.work = QWidget()
        self._make_work()
        self.column.addWidget(self.work, 1)
        self.proposals = Proposals()
        self.proposals.entered.connect(self.look)
        self.proposals.failed.connect(session.failed.emit)
        self.proposals.left.connect(self.show_places)
        self.column.addWidget(self.proposals, 1)
        self._room = QWidget()
        self.column.addWidget(self._room, 1)
        session.closed.connect(self._forget_hits)
        session.opened.connect(self.look)
        session.changed.connect(self._on_changed)
        self._stopped.connect(self.show_stopped, Qt.ConnectionType.AutoConnection)
        self._show_state()

    # --- what it is made of -----------------------------------------------------------------------

    def _make_work(self) -> None:
        column = QVBoxLayout(self.work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        self.table = NamesTable()
        self.table.changed.connect(self._edit)
        self.table.deleted.connect(lambda number: self._on_register(lambda register: register.delete(number)))
        self.hits = HitsList()
        self.hits.replace.connect(self.replace)
        self.hits.keep.connect(self.keep)
        self.hits.bring_back.connect(self.bring_back)
        self.told = QLabel()
        self.told.setObjectName("soft")
        self.told.setWordWrap(True)
        self.told.setFont(small_font())
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.told)
        below.addWidget(self.hits, 1)
        split.addWidget(lower)
        split.setStretchFactor(1, 1)
        self.dropping = DropStep()
        self.dropping.wanted.connect(self._drop)
        self.dropping.copy_wanted.connect(self.copy_wanted.emit)
        below.addWidget(self.dropping)
        self.top = RegisterActs(self.table.begin_new, self.propose, self.undo_register, self.close_register)
        self.about = self.top.about
        column.addWidget(self.top)
        column.addWidget(split, 1)
        self.acts = self._second_row()
        column.addWidget(self.acts)
        self.stopped = Stopped()
        self.stopped.passed.connect(self.let_pass)
        column.addWidget(self.stopped)

    def _second_row(self) -> PlaceActs:
        made = PlaceActs()
        made.replace.connect(lambda whole: self._with_current(lambda hit: self.replace(hit, whole)))
        made.keep.connect(lambda: self._with_current(self.keep))
        made.bring_back.connect(self.bring_back)
        made.replace_all.connect(self.replace_all)
        made.brackets_changed.connect(self._show_hits)
        return made

    # --- the register -----------------------------------------------------------------------------

    def open_register(self, path: Path, password: str, new: bool) -> None:
        """Open a register, or make one; from then on names are held back."""
        from qda.export.leaving import leak_check
        from qda.project.names_register import Register

        made = self._session.act(Register.create if new else Register.open, path, password)
        if made is None:
            self.form.password.setFocus()
            return
        self.close_register()
        self._register, self._looked = made, False
        leak_check.watch(made)
        leak_check.tell_stopped(self._stopped.emit)
        self._show_state()
        self.look()
        if new:
            self.table.begin_new()
        else:
            self.table.setFocus()

    def close_register(self) -> None:
        """Close it: its key is forgotten, and names are held back no more."""
        from qda.export.leaving import leak_check

        if self._register is not None:
            leak_check.watch(None)
            self._let_go()

    def _let_go(self) -> None:
        if self._register is not None:
            self._register.close()
        self._register = None
        self._hits = []
        self._mark = 0
        self.stopped.forget()
        self.proposals.forget()
        self.table.show_names([], Counter())
        self._show_state()

    def lock_register(self) -> bool:
        """The study is locked, and the names with it: the key is forgotten, and nothing leaves until it is back.

        False where none is open.
        """
        from qda.export.leaving import leak_check

        if self._register is None:
            return False
        path = self._register.path
        leak_check.lock()
        self.form.file.setText(str(path))
        self._let_go()
        return True

    def go_without(self) -> None:
        """Work without the register that was locked: names are held back no more."""
        from qda.export.leaving import leak_check

        leak_check.watch(None)
        self._show_state()

    def undo_register(self) -> None:
        """Take back what was last done to the register."""
        what = self._on_register(lambda register: register.undo())
        self._mark = min(self._mark, self._register.steps if self._register is not None else 0)
        said = _("Undone in the register: {what}").format(what=what) if what else _("There is nothing to undo there.")
        self._session.said.emit(said)

    def _on_register(self, act: Callable[[Register], Any]) -> Any:
        if self._register is None:
            return None
        done = self._session.act(act, self._register)
        self.look()
        return done

    def _edit(self, number: int, what: str, value: object) -> None:
        def act(register: Register) -> None:
            if number:
                register.change(number, **{what: value})
            else:
                register.add(str(value))

        self._on_register(act)

    # --- finding ----------------------------------------------------------------------------------

    def look(self) -> None:
        """Find all places anew."""
        register = self._register
        if register is None:
            return
        self._show_names()
        if not self._session.is_open:
            return
        project = self._session.project

        def work(progress: Progress) -> list[Hit]:
            from qda.flows.names import pseudonymise

            return pseudonymise.hits(project, register, None, progress)

        def done(found: list[Hit]) -> None:
            if self._register is register and self._session.is_open:
                self._hits, self._looked = found, True
                self._show_names()
                self._show_hits()

        self._jobs.aside(work, done, self._session.failed.emit)

    def propose(self) -> None:
        """Have names proposed, and judge them one by one."""
        register = self._register
        if register is None or not self._session.is_open:
            return
        project = self._session.project

        def work(progress: Progress) -> Candidates:
            from qda.flows.names import proposals
            from qda.nlp import pipeline

            return proposals.candidates(project, register, pipeline.load(), None, progress)

        def done(found: Candidates) -> None:
            if self._register is register and self._session.is_open:
                self.show_proposals(found, register)

        self._jobs.run(_("Looking for names"), work, done)

    def show_proposals(self, found: Candidates, register: Register) -> None:
        """List what was proposed; where nothing was, say so."""
        if not found.names:
            by = _("the language model {name}") if found.by_model else _("patterns: there is no language model")
            words = _("No name is proposed that is not in the register, by {by}.")
            self._session.said.emit(words.format(by=by.format(name=found.found_by)))
            return
        self.proposals.show_found(found, register)
        self._show_state(proposing=True)
        self.proposals.names.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_places(self) -> None:
        """From the proposals to the register and the places of its names."""
        self._show_state()
        self.look()
        self.hits.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z means the register while what was done last was done there; fields have an undo of their own."""
        if event.type() == QEvent.Type.ShortcutOverride and self._is_own_undo(event):
            event.accept()
            return True
        return super().event(event)

    def _is_own_undo(self, event: QEvent) -> bool:
        return (
            isinstance(event, QKeyEvent)
            and self._register is not None
            and self._register.steps > self._mark
            and event.matches(QKeySequence.StandardKey.Undo)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Z; Esc leads from the proposals to the places, else from the page."""
        if self._is_own_undo(event):
            self.undo_register()
        elif event.key() == Qt.Key.Key_Escape and self.proposals.isVisible():
            self.show_places()
        else:
            super().keyPressEvent(event)

    def _drop(self, meant: Meant) -> None:
        if self._register is not None and self._session.is_open:
            self.drop_wanted.emit(self._register, meant)

    # --- replacing --------------------------------------------------------------------------------

    def replace(self, hit: Hit, all_of_it: bool) -> None:
        """Put the pseudonym in one place, or wherever this name stands."""
        self._apply([each for each in self._hits if each.name == hit.name] if all_of_it else [hit])

    def replace_all(self) -> None:
        """Put pseudonyms in wherever names stand."""
        self._apply(self._hits)

    def _apply(self, chosen: list[Hit]) -> None:
        from qda.flows.names import pseudonymise

        register = self._register
        if register is None or not chosen or not self._session.is_open:
            return
        project, brackets = self._session.project, self.acts.brackets.isChecked()

        def act() -> Done:
            return pseudonymise.apply(project, register, chosen, brackets=brackets)

        if len(chosen) <= _FEW:
            done = self._session.act(act)
            if done is not None:
                self._tell_done(done)
        else:
            work = _("Putting pseudonyms in")
            self._jobs.run(work, lambda _progress: act(), self._tell_done, self._session.failed.emit)

    def _tell_done(self, done: Done) -> None:
        one, many = "A pseudonym stands in {count} place.", "Pseudonyms stand in {count} places."
        self._session.said.emit(ngettext(one, many, done.places).format(count=done.places))
        self.look()

    def keep(self, hit: Hit) -> None:
        """Pass this place over from now on."""
        from qda.flows.names import pseudonymise

        if self._session.is_open:
            self._on_register(lambda register: pseudonymise.keep(self._session.project, register, hit))

    def bring_back(self) -> None:
        """Ask again about what was passed over."""
        self._on_register(lambda register: register.keep_no_more())

    def _with_current(self, act: Callable[[Hit], None]) -> None:
        hit = self.hits.current()
        if hit is not None:
            act(hit)

    # --- what was stopped -------------------------------------------------------------------------

    def show_stopped(self, error: NamesLeave) -> None:
        """Show what was about to leave; nothing was written."""
        self.stopped.show_error(error)

    def let_pass(self, because: str) -> None:
        """Let names leave in the next file, with a reason that is kept beside it."""
        from qda.export.leaving import leak_check

        if self._session.did(leak_check.let_next_pass, because):
            self._session.said.emit(_("Write it again: names may leave in that one file."))
            self.stopped.forget()

    # --- what is shown ----------------------------------------------------------------------------

    def _on_changed(self, change: Change) -> None:
        self._mark = self._register.steps if self._register is not None else 0
        if self._register is not None and self.isVisible() and not change.touches("issued"):
            self.look()

    def showEvent(self, event: object) -> None:
        """Look anew: the study may have changed meanwhile."""
        self.look()

    def _forget_hits(self) -> None:
        self._hits, self._looked = [], False
        self.proposals.forget()
        self.dropping.put_away()
        if self._register is not None:
            self._show_state()
        self._show_hits()

    def _show_state(self, *, proposing: bool = False) -> None:
        from qda.export.leaving import leak_check

        is_open = self._register is not None
        self.form.setVisible(not is_open)
        self.locked.setVisible(not is_open and leak_check.is_locked())
        self.work.setVisible(is_open and not proposing)
        self.proposals.setVisible(is_open and proposing)
        self._room.setVisible(not is_open)
        asking = self.form.password if self.form.file.text() else self.form
        self.setFocusProxy(self.table if is_open else asking)
        if self._register is not None:
            self.about.setText(_("“{name}” is open.").format(name=self._register.path.name))
            self._show_names()
            self._show_hits()

    def _show_names(self) -> None:
        if self._register is not None:
            self.table.show_names(self._register.names(), Counter(hit.name for hit in self._hits))

    def _show_hits(self) -> None:
        self.hits.show_hits(self._hits, brackets=self.acts.brackets.isChecked())
        self.acts.show_state(len(self._hits), self._register.passed_over() if self._register is not None else 0)
        self._show_drop()
        if self._hits:
            one, many = "A name stands in {count} place.", "Names stand in {count} places."
            self.told.setText(ngettext(one, many, len(self._hits)).format(count=len(self._hits)))
        elif not self._has_names():
            self.told.setText(_("No name is in the register yet: add one, or have names proposed."))
        elif self._session.is_open and not self._looked:
            self.told.setText("")
        elif self._session.is_open:
            self.told.setText(_("No name of the register stands in the study now; it still remembers those replaced."))
        else:
            self.told.setText(_("Open a study to see where names of the register stand in it."))

    def _show_drop(self) -> None:
        """Originals are dropped when no name stands anywhere any more."""
        from qda.study import queries

        found_none = self._looked and not self._hits and self._has_names()
        ready = found_none and self._session.is_open and self._session.project.writable
        self.dropping.setVisible(ready)
        if ready:
            project = self._session.project
            self.dropping.show_study(queries.study(project).title, protected=project.protected)

    def _has_names(self) -> bool:
        return self._register is not None and bool(self._register.names())
