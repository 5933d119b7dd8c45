"""Bringing files in: a page in the middle that shows what will be stored before it is, and afterwards what came in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from qda.i18n import N_, _, ngettext
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.session import Session
from qda.ui.study.importing import files
from qda.ui.study.importing.consent import planned
from qda.ui.study.importing.file_card import file_card
from qda.ui.study.importing.files import FileRow, Head, Known, Sample
from qda.ui.study.importing.frame import ImportFrame
from qda.ui.study.importing.reading import Reader
from qda.ui.study.importing.run import ImportRun
from qda.ui.study.sources.acts import parted
from qda.ui.study.sources.who import Who

if TYPE_CHECKING:
    from qda.flows.importing.files import Outcome, Plan
    from qda.text import UnitKind

_SOON = 80  # milliseconds
_KEPT = N_("The import is kept as you left it.")


class ImportPage(ImportFrame):
    """Files offered for import: each is looked at, described and ticked before anything is stored."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(session, actions, jobs, parent)
        self._line_units: UnitKind = "80"
        self._study = Known({}, (), frozenset())
        self._soon = QTimer(self, singleShot=True, interval=_SOON)  # hundreds of files are looked at one by one
        self._soon.timeout.connect(self._show_news)
        self._news: set[Path] = set()
        self.rows: list[FileRow] = []
        self._by_path: dict[Path, FileRow] = {}
        self.reader = Reader(session, jobs, self)
        self.run = ImportRun(session, jobs, self)
        self._connect()
        self._on_contents()

    # --- what it listens to ------------------------------------------------------------------------

    def _connect(self) -> None:
        self.run.stepped.connect(self.foot.show_step)
        self.exchange.left.connect(self._show_page)
        self.run.over.connect(self._show_all)
        self.run.came_in.connect(self._on_imported)
        reader = self.reader
        reader.found.connect(self._on_found)
        reader.guessed.connect(self._on_guessed)
        reader.looked.connect(self._on_looked)
        reader.opened.connect(self._on_opened)
        reader.held.connect(self._on_held)
        reader.stepped.connect(self._on_stepped)
        reader.ended.connect(self._on_read)
        self.cards.toggled.connect(self._on_toggled)
        self.view.selectionModel().selectionChanged.connect(self._on_chosen)
        self.form.changed.connect(self._on_field)
        self.consent.settled.connect(self._show_all)
        self.preview.lines_chosen.connect(self._on_lines)
        self.preview.encoding_wanted.connect(self._on_encoding)
        self.preview.speaker_chosen.connect(self._on_speaker)
        self.preview.edges_kept.connect(self._on_edges)
        self.foot.read_on.clicked.connect(self._on_read_on)
        self.foot.cancel.clicked.connect(self._on_cancel)
        self.foot.go.clicked.connect(self._on_go)
        self._contents.changed.connect(self._on_contents)
        self._session.closing.connect(self.forget)
        self._actions.add("study.last_import", _("Go to the import"),
                          lambda: self._session.workspace_wanted.emit("import"), menu="&Study")  # fmt: skip
        self._actions.add("import.go", _("Import the files"), self.start, keys="Ctrl+Return", where=self, writes=True)

    # --- what is offered --------------------------------------------------------------------------

    def offer(self, paths: list[Path]) -> None:
        """Look at files, and at those in folders, with what is offered already; projects of others by themselves."""
        files_only = self.exchange.take(paths)
        if len(files_only) < len(paths):
            self._stack.setCurrentWidget(self.exchange)
            self._show_told()
        if not files_only:
            return
        self.reader.begin(files_only)
        if len(files_only) == len(paths):
            self._show_page()
            self._stack.setCurrentWidget(self._work)
        self._show_told()

    def offer_book(self, path: Path) -> None:
        """Look at a table that holds a code book."""
        self.exchange.offer_book(path)
        self._stack.setCurrentWidget(self.exchange)
        self._show_told()

    def set_defaults(self, *, line_units: UnitKind, keep_originals: bool) -> None:
        """How files come in unless something else is said; for those that are offered from now on."""
        self._line_units = line_units
        self.keep.setChecked(keep_originals)

    def forget(self) -> None:
        """Let go of all that was offered."""
        self.reader.forget()
        self.rows = []
        self._by_path.clear()
        self.preview.clear("")
        self._show_all()
        self._show_page()

    def _on_contents(self) -> None:
        self.consent.refresh()
        self._study = files.known(self._contents.units, self._contents.people, self._contents.sources)
        if self.report.undone({row.id for row in self._contents.sources}):
            self._session.withdrawn.emit(self.report.sentence())
            self.report.clear()
            self._show_page()
        if not self.run.busy:  # while files come in, every one of them is such news
            self._show_all()

    @property
    def settled(self) -> bool:
        """True when all that was offered has been looked at, and is shown so."""
        return not self.reader.busy and not self._soon.isActive()

    def _row(self, path: Path) -> FileRow | None:
        return self._by_path.get(path)

    def chosen(self) -> list[FileRow]:
        """The files that are selected in the list."""
        return [self.rows[number] for number in self.view.chosen() if number < len(self.rows)]

    def _on_found(self, number: int, paths: list[Path]) -> None:
        if number != self.reader.round:
            return
        first = not self.rows
        made = [FileRow(path, name=path.stem, lines=self._line_units) for path in paths]
        self.rows += made
        self._by_path |= {row.path: row for row in made}
        self._show_all()
        self._show_page()
        if first and self.rows:
            self.view.setCurrentIndex(self.cards.index(0))
        elif not self.rows:
            self._told.setText(_("There is no file in it that Gerund can read."))

    def _on_guessed(self, number: int, path: Path, plan: Plan) -> None:
        row = self._row(path)
        if number == self.reader.round and row is not None:
            files.take_guess(row, plan, self._study)
            self._news.add(path)
            self._begin_soon()

    def _on_looked(self, number: int, path: Path, head: Head) -> None:
        row = self._row(path)
        if number != self.reader.round or row is None:
            return
        files.take_head(row, head)
        self._news.add(path)
        self._begin_soon()

    def _on_opened(self, number: int, path: Path, samples: list[Sample]) -> None:
        chosen = self.chosen()
        if number == self.reader.round and chosen and chosen[0].path == path:
            self._show_news()
            self.preview.show_samples(samples)

    def _on_held(self, paths: list[Path]) -> None:
        for row in filter(None, map(self._row, paths)):
            if row.head is None:
                files.hold(row)
        self._show_all()

    def _on_stepped(self, done: int, total: int) -> None:
        self.foot.show_reading(done, total)

    def _on_read(self) -> None:
        self.foot.show_reading(0, 0)
        self._show_told()

    def _on_read_on(self) -> None:
        """Stop looking at files, or look at those that were left."""
        if self.reader.busy:
            self.reader.stop()
            return
        held = [row for row in self.rows if row.held]
        for row in held:
            row.held, row.ticked = False, True
        self.reader.again([row.path for row in held])
        self._show_all()

    # --- showing ----------------------------------------------------------------------------------

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves while files are on offer hears that they stay on offer."""
        super().hideEvent(event)
        offered = bool(self.rows) and self._stack.currentWidget() is self._work
        if offered and not event.spontaneous() and not self.run.busy and self._session.is_open:
            hint = _("“Go to the import” in the menu Study leads back to it; “Discard” there lets go of it.")
            self._session.told.emit(_(_KEPT), hint)

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever is back needs not hear it any longer."""
        super().showEvent(event)
        self._session.withdrawn.emit(_(_KEPT))

    def _show_page(self) -> None:
        busy = bool(self.rows) or self.reader.busy
        self._stack.setCurrentWidget(self._work if busy else self._empty)
        self._show_told()

    def _show_all(self) -> None:
        self.consent.look(self.rows, self._speakers)
        self.cards.show([file_card(row, self._study) for row in self.rows])
        self._show_chosen()
        self._show_told()

    def _begin_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _show_news(self) -> None:
        files.mark_twins(self.rows)
        self.consent.look(self.rows, self._speakers)
        for number, row in enumerate(self.rows):
            if row.path in self._news or row.twin:
                self.cards.put(number, file_card(row, self._study))
        if any(row.path in self._news for row in self.chosen()):
            self._show_chosen()
        self._news.clear()
        self._show_told()

    def _show_chosen(self) -> None:
        rows = self.chosen()
        self.form.show_rows(rows)
        self.consent.show_rows(rows)
        if len(rows) > 1:
            words = ngettext("{count} file chosen", "{count} files chosen", len(rows)).format(count=len(rows))
            self._chosen.setText(_("{files}; what you type goes to all of them").format(files=words))
        else:
            self._chosen.setText(_("How it comes in; choose several to say it for all"))
        if rows:
            self.preview.show_row(rows[0], self._speakers(rows[0]), self._people(rows[0]))
        else:
            self.preview.clear(_("Choose a file to see its text."))

    def _people(self, row: FileRow) -> list[str]:
        known = [person.name for person in self._contents.people]
        return list(dict.fromkeys([*parted(row.participants), *known]))

    def _speakers(self, row: FileRow) -> dict[str, Who]:
        from qda.sources.transcripts import guess_interviewer

        labels = [label for label, _turns in row.head.labels] if row.head is not None else []
        people = [person.name for person in self._contents.people]
        return files.who_speaks(row, people, guess_interviewer(labels))

    def ticked(self) -> list[FileRow]:
        """The files that will be imported."""
        return [row for row in self.rows if row.ticked and not row.failed]

    def _show_told(self) -> None:
        exchange = self._stack.currentWidget() is self.exchange
        self.foot.setVisible(not exchange)
        self._told.setVisible(not exchange)
        if exchange:
            return
        if self._stack.currentWidget() is self.report:
            self._told.setText(self.report.sentence())
            self.foot.show_outcome(self.report.next_step(), _("Back to the files") if self.rows else "")
            return
        ready = self.ticked()
        stopped = sum(bool(files.obstacle(row, self._study)) for row in ready)
        go = ngettext("Import {count} file", "Import {count} files", len(ready)).format(count=len(ready))
        held = sum(row.held for row in self.rows)
        able = bool(ready) and not stopped
        reading = self.reader.busy
        self.foot.show_choice(go if self.rows else "", able, running=self.run.busy, reading=reading, held=held)
        if self.rows:
            self._told.setText(files.summary(self.rows, stopped))
        else:
            self._told.setText(_("Looking for files…") if self.reader.busy else "")

    # --- choosing and describing ------------------------------------------------------------------

    def _on_chosen(self) -> None:
        rows = self.chosen()
        self._show_chosen()
        if rows:
            self.reader.want(rows[0].path, rows[0].way)

    def _on_toggled(self, numbers: list[int]) -> None:
        rows = [self.rows[number] for number in numbers if not self.rows[number].failed]
        on = not all(row.ticked for row in rows)
        for row in rows:
            row.ticked = on
        self._show_all()

    def _on_field(self, name: str, words: str) -> None:
        for row in self.chosen():
            files.set_field(row, name, words, self._study)
        self._show_all()

    def _on_lines(self, kind: str) -> None:
        for row in self.chosen():
            row.lines = kind  # type: ignore[assignment]  # one of the four that are offered
        self.preview.show_lines()

    def _on_encoding(self, encoding: str) -> None:
        self._read_again(encoding=encoding or None)

    def _on_edges(self, kept: bool) -> None:
        self._read_again(keep_edges=kept)

    def _read_again(self, **told: Any) -> None:
        """Read the chosen files in another way."""
        rows = self.chosen()
        for row in rows:
            row.way = replace(row.way, **told)
        if rows:
            self.reader.want(rows[0].path, rows[0].way)
        for row in rows[1:]:
            self.reader.again([row.path], row.way)

    def _on_speaker(self, label: str, one: Who) -> None:
        for row in self.chosen():
            if row.head is not None and any(label == known for known, _turns in row.head.labels):
                row.speakers[label] = one
        self._show_all()

    # --- importing --------------------------------------------------------------------------------

    def _on_cancel(self) -> None:
        if self._stack.currentWidget() is self.report:
            self._show_page()
        elif self.run.busy:
            self.run.stop()
        else:
            self.forget()
            self._session.workspace_wanted.emit("study" if self._session.source_id is None else "code")

    def _on_go(self) -> None:
        if self._stack.currentWidget() is not self.report:
            self.start()
        elif self.report.source_ids:
            self._session.show_source(self.report.source_ids[0])
        else:
            self._session.workspace_wanted.emit("study")

    def start(self) -> None:
        """Import the files that are ticked."""
        self._show_news()
        if not self.foot.go.isEnabled() or self._stack.currentWidget() is not self._work:
            return
        keep = self.keep.isChecked()
        plans = [planned(files.plan_of(row, self._speakers(row), keep_original=keep), row) for row in self.ticked()]
        self.run.start(plans)
        self._show_told()

    def _on_imported(self, outcomes: Sequence[Outcome]) -> None:
        unread = [(row.path, row.head) for row in self.rows if row.failed and row.head is not None]
        self.report.show_outcomes(outcomes, len(self.run.planned), unread)
        # Files that were left when it was stopped stay on offer, and so do those that were dropped meanwhile.
        told = {outcome.path for outcome in outcomes} | {path for path, _head in unread}
        self.reader.drop(told)
        self.rows = [row for row in self.rows if row.path not in told and (row.ticked or row.head is None)]
        self._by_path = {row.path: row for row in self.rows}
        self._stack.setCurrentWidget(self.report)
        self._show_all()
        if self.report.all_well and not self.rows:
            if aside := self.report.aside():
                self._session.told.emit(self.report.sentence(), aside)
            else:
                self._session.said.emit(self.report.sentence())
            self._session.show_source(self.report.source_ids[0])
