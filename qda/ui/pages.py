"""How the pages in the middle are made: the screens, and the shell's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from qda.ui import screens
from qda.ui.analysis.reports import quin_action
from qda.ui.claims.chain import ways_back
from qda.ui.coding.testing import actions as testing_actions
from qda.ui.project import export_action
from qda.ui.project.audit import action as audit_action
from qda.ui.project.names import action as names_action
from qda.ui.study import checklist_action
from qda.ui.study.withdrawal import action as withdrawal_action

if TYPE_CHECKING:
    from qda.ui.main_window import MainWindow
    from qda.ui.parts.last_step import Meant

Maker = Callable[[], QWidget]


def makers(window: MainWindow) -> dict[str, Maker]:
    """What makes each page, by its key."""
    shown = (*screens.WORKSPACES, "import", "search", "trace")
    testing_actions.add(window.session, window.acts)
    ways_back.add(window.session, window.acts)
    export_action.add(window.acts, lambda: window.show_page("export"))
    names_action.add(window.acts, lambda: window.show_page("names"))
    withdrawal_action.add(window.acts, lambda: window.show_page("withdrawal"))
    checklist_action.add(window.acts, lambda: window.show_page("checklist"))
    audit_action.add(window.acts, lambda: window.show_page("audit"))
    quin_action.add(window.session, window.acts, window.jobs, window)
    made: dict[str, Maker] = {key: _screen(window, key) for key in shown}
    made |= {
        "start": lambda: _start(window),
        "compare": lambda: _compare(window),
        "queries": lambda: _queries(window),
        "testing": lambda: _testing(window),
        "biography": lambda: _biography(window),
        "past": lambda: _past(window),
        "history": lambda: _history(window),
        "backups": lambda: _backups(window),
        "export": lambda: _export(window),
        "names": lambda: _names(window),
        "withdrawal": lambda: _withdrawal(window),
        "checklist": lambda: _checklist(window),
        "audit": lambda: _audit(window),
        "new": lambda: _new(window),
        "lock": lambda: _lock(window),
        "password": lambda: _password(window),
        "settings": lambda: _settings(window),
        "keys": lambda: _keys(window),
        "manual": lambda: _manual(window),
    }
    return made


def _screen(window: MainWindow, key: str) -> Maker:
    return lambda: screens.make(key, window.session, window.acts, window.jobs, window.stage)


def _compare(window: MainWindow) -> QWidget:
    from qda.ui.coding.compare.page import ComparePage
    from qda.ui.coding.compare.send import Remembered

    page = ComparePage(window.session, window.acts, window.jobs)
    page.remember_in(Remembered(str(window.state.file)))
    return page


def _queries(window: MainWindow) -> QWidget:
    from qda.ui.analysis.queries.page import QueriesPage
    from qda.ui.analysis.words.kept import KeptWords

    page = QueriesPage(window.session, window.acts, window.jobs)
    KeptWords(window.session, page.words.options.own, str(window.state.file))
    return page


def _testing(window: MainWindow) -> QWidget:
    from qda.ui.coding.testing.page import TestingPage

    page = TestingPage(window.session, window.acts, window.jobs)
    page.left.connect(window.go_back)
    return page


def _biography(window: MainWindow) -> QWidget:
    from qda.ui.coding.biography.page import BiographyPage

    page = BiographyPage(window.session, window.acts, window.jobs)
    page.left.connect(window.go_back)
    return page


def _past(window: MainWindow) -> QWidget:
    from qda.ui.coding.biography.past import PastPage

    page = PastPage(window.session, window.acts, window.jobs)
    page.left.connect(window.go_back)
    return page


def _start(window: MainWindow) -> QWidget:
    from qda.ui.window.start_page import StartPage

    names = ("project.new", "project.new_protected", "project.open", "project.sample")
    page = StartPage([window.acts.get(name) for name in names], window.session.ink)
    page.open_wanted.connect(window.open)
    page.forget_wanted.connect(window.recents.forget)
    page.backups_wanted.connect(lambda study: show_backups(window, study))
    window.session.ink_changed.connect(page.set_ink)
    page.show_recent(window.recents.studies())
    return page


def _history(window: MainWindow) -> QWidget:
    from qda.ui.project.history_page import HistoryPage

    return HistoryPage(window.session, window.acts, window.undoing, window.go_back)


def _export(window: MainWindow) -> QWidget:
    from qda.ui.project.export_page import ExportPage

    return ExportPage(window.session, window.acts, window.jobs, window.go_back)


def _names(window: MainWindow) -> QWidget:
    from qda.ui.project.names.page import NamesPage
    from qda.ui.studies import dropping

    page = NamesPage(window.session, window.jobs, window.go_back)
    page.drop_wanted.connect(lambda register, wish: dropping.carry_out(window, register, wish))
    page.copy_wanted.connect(lambda: dropping.keep_copy(window))
    return page


def _checklist(window: MainWindow) -> QWidget:
    from qda.ui.study.checklist_page import ChecklistPage

    return ChecklistPage(window.session, window.acts, window.jobs, window.go_back)


def _audit(window: MainWindow) -> QWidget:
    from qda.ui.project.audit.page import AuditPage

    return AuditPage(window.session, window.acts, window.jobs, window.go_back)


def _withdrawal(window: MainWindow) -> QWidget:
    from qda.ui.study.withdrawal.page import WithdrawalPage

    page = WithdrawalPage(window.session, window.acts, window.jobs, window.go_back)
    page.erase_wanted.connect(lambda wish: _erase(window, wish))
    return page


def _erase(window: MainWindow, meant: Meant) -> None:
    from qda.ui.studies import erasing

    erasing.carry_out(window, meant)


def show_backups(window: MainWindow, study: Path | None = None) -> None:
    """The backups of a study on the start page, or of the one that is open."""
    from qda.ui.project.backups_page import BackupsPage

    window.show_page("backups")
    page = window.stage.page("backups")
    if isinstance(page, BackupsPage):
        page.show_of(study)


def _backups(window: MainWindow) -> QWidget:
    from qda.ui.project.backups_page import BackupsPage

    page = BackupsPage(window.session, window.jobs, window.opening.back_up, window.go_back)
    page.look_wanted.connect(lambda path: window.opening.open(path, writable=False))
    page.open_wanted.connect(window.open)
    return page


def _lock(window: MainWindow) -> QWidget:
    from qda.ui.project.passwords.lock_page import LockPage

    page = LockPage(window.go_back)
    page.opened.connect(window.locking.unlock)
    page.backups_wanted.connect(lambda study: show_backups(window, study))
    page.remember.reached_for.connect(lambda: window.locking.remembering.reach(page.remember))
    page.remember.forget_wanted.connect(window.locking.remembering.forget_asked)
    return page


def _new(window: MainWindow) -> QWidget:
    from qda.ui.project.new_page import NewPage

    page = NewPage(window.opening.folder, window.go_back)
    page.wanted.connect(lambda wish: window.opening.new_protected(wish.path, wish.title, wish.password))
    window.session.opened.connect(page.forget)
    return page


def _password(window: MainWindow) -> QWidget:
    from qda.ui.project.passwords.password_page import PasswordPage

    page = PasswordPage(window.session, window.go_back)
    page.wanted.connect(window.locking.carry_out)
    remembering = window.locking.remembering
    page.remember.reached_for.connect(lambda: remembering.reach(page.remember))
    page.remember.forget_wanted.connect(lambda: remembering.forget_open(page.remember.forget.hide))
    return page


def _settings(window: MainWindow) -> QWidget:
    from qda.ui.project.settings_page import SettingsPage

    page = SettingsPage(window.settings, window.go_back)
    page.changed.connect(window.set_settings)
    return page


def _keys(window: MainWindow) -> QWidget:
    from qda.ui.window.help_page import KeysPage

    page = KeysPage(window.acts, window.session.ink, window.go_back)
    page.changed.connect(lambda: window.set_settings(replace(window.settings, keys=window.acts.user_keys)))
    window.session.ink_changed.connect(page.set_ink)
    return page


def _manual(window: MainWindow) -> QWidget:
    from qda.ui.window.manual_page import ManualPage

    page = ManualPage(window.session.ink, window.go_back)
    window.session.ink_changed.connect(page.set_ink)
    return page
