"""The window: it holds the parts together, and knows what belongs to which; the parts meet at the session."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from qda import settings as settings_file
from qda.i18n import _
from qda.settings import Settings
from qda.ui import icons, pages, screens, theme, tuning
from qda.ui.actions import Actions
from qda.ui.bottom_line import BottomLine
from qda.ui.jobs import Jobs
from qda.ui.menus import Menus
from qda.ui.parts import quoting_strip, small
from qda.ui.problems import Faults, MessageBar
from qda.ui.problems import connect as show_problems
from qda.ui.session import Session
from qda.ui.studies import places
from qda.ui.studies.arriving import Arriving
from qda.ui.studies.bringing import Bringing, files_of
from qda.ui.studies.locking import Locking
from qda.ui.studies.opening import Opening
from qda.ui.studies.recents import Recents
from qda.ui.sweeping import Sweeping
from qda.ui.window import own_actions
from qda.ui.window.bar import Bar
from qda.ui.window.button_keys import KeyWatch
from qda.ui.window.job_strip import JobStrip
from qda.ui.window.palette import Palette
from qda.ui.window.palette_entries import Entries
from qda.ui.window.panels import Panels
from qda.ui.window.stage import Stage
from qda.ui.window.standing import Standing
from qda.ui.window.state import WindowState
from qda.ui.working import focusing
from qda.ui.working.undoing import Undoing

if TYPE_CHECKING:
    from qda.project.project import Change, Project
    from qda.text import Span
    from qda.ui.analysis.search_page import SearchPage
    from qda.ui.coding.page import CodePage
    from qda.ui.project.settings_page import SettingsPage
    from qda.ui.theme import Ink, Scheme
    from qda.ui.window.start_page import StartPage

_PLACE_LATER = 3_000
_SIZE = 1440, 900
_LEAST = 560, 360  # half of 1280 x 800 must do, for those who read at 200 %


class MainWindow(QMainWindow):
    """One window on one study. `acts` are the actions; settings are kept in `settings_path`.

    With `arriving` a study is shown next by `arrive`, and until then no page.
    """

    def __init__(self, settings: Settings, settings_path: Path, *, arriving: bool = False) -> None:
        super().__init__()
        self.settings = settings
        self.settings_readable = True
        self._settings_path = settings_path
        self.session = Session(self)
        self.jobs = Jobs(self)
        self.acts = Actions(self, settings.keys)
        self.state = WindowState(settings_path.with_name("window.ini"))
        self.recents = Recents(self, self.state, lambda: self.settings)
        self.faults = Faults(self)
        self.undoing = Undoing(self.session, self.jobs, self)
        self.bringing = Bringing(self)
        KeyWatch(self.acts, self)
        self._place_later = QTimer(self, singleShot=True, interval=_PLACE_LATER)
        self._place_later.timeout.connect(self._keep_place)
        self._panels: dict[str, QWidget] = {}
        self._guid = ""
        self.dress()  # first: what is made after this has the right font from the beginning
        self._build()
        self.locking = Locking(self)
        moves = (self.stage.turned, self.session.changed, self.session.selected)
        Sweeping(self, self.locking.rested, lambda: self.jobs.busy, moves)
        own_actions.add(self)
        self._connect()
        self._on_ink(self.session.ink)
        self._start(arriving=arriving)

    # --- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setObjectName("mainWindow")
        self.setWindowIcon(icons.program())
        self.setAcceptDrops(True)
        self.setMinimumSize(*_LEAST)
        self.messages = MessageBar(self.session.ink, self.faults)
        self.opening = Opening(self, self.session, self.jobs, self.messages, lambda: self.settings)
        self.bar = Bar(lambda: next(iter(self.acts.keys_of("view.palette")), ""))
        self.stage = Stage(pages.makers(self), frozenset(screens.WORKSPACES))
        self.panels = Panels(self.stage)
        self.strip = JobStrip(self.jobs)
        self.line = BottomLine()
        for key, (word, tip) in screens.WORKSPACES.items():
            self.bar.add_word(key, _(word), _(tip))
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.messages)
        column.addWidget(quoting_strip.of_window(self.session, self.jobs))
        column.addWidget(self.panels, 1)
        column.addWidget(self.strip)
        column.addWidget(self.line)
        self.setCentralWidget(whole)
        self.entries = Entries(self.acts, self.session, self.jobs, self)
        self.palette_list = Palette(self.bar.field, self.entries, self.session, self)

    def _connect(self) -> None:
        session, acts = self.session, self.acts
        self.menus = Menus(self.menuBar(), acts, self.recents.menu)
        self.undoing.held.connect(self._on_held)
        self.standing = Standing(session, self.jobs, self.line, acts.get("edit.undo"), acts.get("edit.redo"))
        show_problems(self.messages, session, self.jobs)
        self.opening.opened.connect(self._on_opening)
        session.opened.connect(self._on_opened)
        session.begun.connect(self._go_back_to_work)
        session.closing.connect(self._on_closing)
        session.closed.connect(self.leave)
        session.changed.connect(self._on_changed)
        session.source_wanted.connect(self._on_source_wanted)
        session.workspace_wanted.connect(self.show_workspace)
        session.code_wanted.connect(lambda _code: self._bring_out("right"))
        session.room_wanted.connect(self.panels.set_wish)
        session.ink_changed.connect(self._on_ink)
        self.bar.wanted.connect(self.show_workspace)
        self.stage.turned.connect(self._on_turned)
        for moved in (self.stage.turned, session.source_wanted):
            moved.connect(lambda *_told: self._place_later.start())
        self.entries.asked.connect(self.ask)
        self.line.coder_clicked.connect(lambda: self.show_page("settings"))
        self.line.undo_clicked.connect(acts.get("edit.undo").trigger)
        acts.starting.connect(self._on_action)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_scheme)  # let go with the window

    def _start(self, *, arriving: bool) -> None:
        self.resize(*_SIZE)
        if not self.state.geometry().isEmpty():
            self.restoreGeometry(self.state.geometry())
        self.keep_within(self.screen().availableGeometry())
        self.recents.show()
        self.name(None)
        if not arriving:
            self.stage.turn("start")
        self.acts.project_is(there=False)
        QTimer.singleShot(0, self, self._focus_page)

    def keep_within(self, room: QRect) -> None:
        """Take no more than the room of a screen, with space above for the title; maximised, the system sees to it."""
        if self.isMaximized() or self.isFullScreen():
            return
        room = room.adjusted(0, self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight), 0, 0)
        size = self.size().boundedTo(room.size()).expandedTo(self.minimumSize())
        x = max(room.left(), min(self.x(), room.right() + 1 - size.width()))
        y = max(room.top(), min(self.y(), room.bottom() + 1 - size.height()))
        if size != self.size():
            self.setGeometry(QRect(QPoint(x, y), size))

    # --- light and dark -----------------------------------------------------------------------------------

    def dress(self) -> None:
        """Put on the colours and the font that the settings say."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            scheme: Scheme = "light" if self.settings.scheme == "light" else "system"
            scheme = "dark" if self.settings.scheme == "dark" else scheme
            theme.read_in(self.settings.reading_font, self.settings.reading_size)
            self.session.set_ink(theme.apply(application, scheme))

    def _on_ink(self, ink: Ink) -> None:
        self.setStyleSheet(small.sheet(ink))
        self.messages.set_ink(ink)
        self.palette_list.set_ink(ink)

    def _on_system_scheme(self, _scheme: Qt.ColorScheme) -> None:
        if self.settings.scheme == "system" and theme.ink_for("system") != self.session.ink:
            self.dress()

    def switch_scheme(self) -> None:
        """From light to dark, or back."""
        self.set_settings(replace(self.settings, scheme="light" if self.session.ink.dark else "dark"))

    # --- settings -----------------------------------------------------------------------------------------

    def set_settings(self, settings: Settings) -> None:
        """Let settings hold from now on, and keep them."""
        before, self.settings = self.settings, settings
        if settings.scheme != before.scheme:
            self.dress()
        if settings.coder != before.coder and self.session.is_open and self.session.project.writable:
            self.session.act(self.session.project.work_as, settings.coder)
            self.standing.show_all()
        if not settings.remember_recent:
            self.recents.forget_all()
        tuning.tune(self, self.session, settings)
        page = self.stage.made("settings")
        if page is not None:
            cast("SettingsPage", page).show_settings(settings)
        if self.settings_readable:
            settings_file.save(self._settings_path, settings)

    # --- pages --------------------------------------------------------------------------------------------

    def show_workspace(self, key: str) -> None:
        """Show a workspace or page by its key; “lines” is the Code workspace, line by line."""
        if key == "lines" and self.session.is_open:
            cast("CodePage", self.show_page("code")).show_lines(True)
        elif key in screens.WORKSPACES and not self.session.is_open:
            if self.session.glance is None:
                self.show_page("start")
        else:
            self.show_page(key)

    def show_page(self, key: str) -> QWidget:
        """Show a page and put the focus into it; gives the page."""
        page = self.stage.turn(key)
        self._focus_page()
        return page

    def _focus_page(self) -> None:
        page = self.stage.currentWidget()
        if page is not None and page is self.stage.made("start"):
            cast("StartPage", page).begin()
        elif page is not None:
            focusing.enter(page)

    def go_back(self) -> None:
        """From settings, help and the like to the work, or to the start page."""
        if self.session.is_open and self.stage.workspace:
            self.stage.back()
        else:
            self.stage.turn("start")
        self._focus_page()

    def _on_turned(self, key: str) -> None:
        self.bar.mark(key)
        self.panels.show_sides(self.session.is_open or self.session.glance is not None)
        self.panels.settle()
        tuning.tune(self, self.session, self.settings)

    def _on_action(self, name: str) -> None:
        """Bring out the panel that an action is going to use."""
        if name in ("memo.new", "focus.codes", "focus.memo"):
            self._bring_out("right")
        if name == "view.lines":  # a page of its own, which is made only now
            QTimer.singleShot(0, self, lambda: tuning.tune(self, self.session, self.settings))

    def zoom(self, steps: int) -> None:
        """Enlarge what is being read, by steps; 0 is the usual size."""
        tuning.zoom(self.stage.currentWidget(), steps)

    def _bring_out(self, side: str) -> None:
        if not self.panels.is_shown(side):
            self.panels.fold(side, False)

    def focus_on(self, part: str) -> None:
        """Put the focus into "study", "codes" or "memo", shown if it was folded, or into "text"."""
        if part == "text":
            self.show_page("code")
        elif part in self._panels:
            self._bring_out("left" if part == "study" else "right")
            self.panel(part).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def panel(self, part: str) -> QWidget:
        """The panel "study", "codes" or "memo". Raises KeyError while there was no study yet."""
        return self._panels[part]

    # --- the study ----------------------------------------------------------------------------------------

    def open(self, path: Path) -> None:
        """Open a study; what goes wrong is said in the message bar."""
        self.opening.open(path)

    def _on_opening(self, _project: Project) -> None:
        # Before the session begins, so that panels hear of it like everybody else.
        self.make_tree()
        if not self.panels.filled:
            for part, key in (("codes", "codes"), ("memo", "memo")):
                self._panels[part] = screens.make(key, self.session, self.acts, self.jobs)
            self.panels.complete(self._panels["codes"], self._panels["memo"])

    def make_tree(self) -> None:
        """Make the panel at the left, once."""
        if not self._panels:
            self._panels["study"] = screens.make("tree", self.session, self.acts, self.jobs)
            self.panels.begin(self._panels["study"])

    def arrive(self, path: Path) -> None:
        """Open a study at the start of the program: paint it as it was left first, then get what is needed for work."""
        Arriving(self).begin(path)

    def _on_opened(self) -> None:
        from qda.study import queries

        project = self.session.project
        study = queries.study(project)
        self._guid = study.guid
        self.acts.project_is(there=True, writable=project.writable)
        self.standing.show_steps()
        self.name(study.title)
        if project.protected:
            self.state.forget_words(study.guid)
        # What has a password is listed by its file alone.
        self.recents.opened(project.path, project.path.name if project.protected else study.title)

    def _go_back_to_work(self) -> None:
        self.line.say("")
        places.restore(self, self.state.place(self._guid))
        self.stage.make_later(screens.WORKSPACES)

    def _on_closing(self) -> None:
        focusing.close_popups()
        focusing.finish(self)
        self.stage.make_later(())
        self._place_later.stop()
        self._keep_place()

    def _keep_place(self) -> None:
        """Now and then as well: after a crash the work is found where it was."""
        if self.session.is_open:
            self.state.keep_place(self._guid, places.now(self))

    def _on_held(self, on: bool) -> None:
        if self.session.is_open:
            self.acts.project_is(there=True, writable=self.session.project.writable and not on)
            self.standing.show_steps()

    def _on_changed(self, change: Change) -> None:
        if change.touches("study"):
            from qda.study import queries

            self.name(queries.study(self.session.project).title)

    def leave(self) -> None:
        """Show that no study is there."""
        self.acts.project_is(there=False)
        self.name(None)
        self.stage.workspace = ""
        self.panels.show_sides(False)
        self.show_page("start")

    def _on_source_wanted(self, source_id: int, span: Span | None) -> None:
        if self.stage.made("code") is None:
            # A page that is made while a signal is on its way does not hear it any more.
            self.stage.page("code")
            self.session.source_wanted.emit(source_id, span)
        elif self.stage.key != "code":
            # From a panel at the side the focus stays there; from a page that is gone, or hid its fields, to the text.
            focused = QApplication.focusWidget()
            aside = focused is not None and any(panel.isAncestorOf(focused) for panel in self._panels.values())
            self.stage.turn("code")
            if not aside:
                self._focus_page()

    def name(self, title: str | None) -> None:
        """Say which study this is; None for none."""
        self.line.setVisible(title is not None)
        self.bar.show_study(title)
        self.setWindowTitle(_("Gerund") if title is None else _("{study} – Gerund").format(study=title))

    # --- searching, and what is dropped ---------------------------------------------------------------------

    def ask(self, words: str = "") -> None:
        """Search all texts for words, on a page."""
        cast("SearchPage", self.show_page("search")).ask(words)

    def showEvent(self, event: QShowEvent) -> None:
        """From now on files can be dropped anywhere."""
        super().showEvent(event)
        self.bringing.watch()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere."""
        if files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A study is opened, other files are offered for import."""
        self.bringing.take(event)

    # --- keys and closing ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody else wanted: close the message, or go back to the work."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            if not self.messages.close_message() and self.stage.key != self.stage.workspace:
                self.go_back()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Put everything away; nothing needs to be asked, for all of it is on disk."""
        self.state.keep_geometry(self.saveGeometry())
        self.jobs.stop_all()
        self.session.end()
        self.locking.close_names()
        self.state.sync()
        super().closeEvent(event)
