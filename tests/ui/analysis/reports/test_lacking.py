"""A report with nothing in it says what it waits for, and leads there."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.coding import codes
from qda.export.catalogue import ENTRIES
from qda.ui import screens
from qda.ui.analysis.reports.lacking import lack
from qda.ui.analysis.reports.page import ReportsPage
from qda.ui.main_window import MainWindow
from tests.ui.analysis.conftest import Desk
from tests.ui.conftest import main_window, study

__all__ = ["main_window", "study"]


def settled(desk: Desk, kind: str) -> ReportsPage:
    page = ReportsPage(desk.session, desk.actions, desk.jobs)
    page.options.set_kind(kind)
    desk.show(page)
    desk.settle()
    return page


def test_where_codes_are_there_but_no_claims_the_report_of_claims_asks_for_claims(desk: Desk) -> None:
    codes.create(desk.session.project, "being judged")

    page = settled(desk, "claims")

    assert page.middle.currentWidget() is page.empty
    assert "claim" in page.empty.sentence.text()
    assert page.empty.button.words() == "Go to claims"


def test_what_counts_codes_asks_for_a_coded_text(desk: Desk) -> None:
    page = settled(desk, "frequencies")

    assert page.empty.button.words() == "Go to the texts"


@pytest.mark.parametrize("kind", ["claims", "consent", "answers", "saturation", "studies", "maps"])
def test_the_button_leads_to_where_it_is_made(main_window: MainWindow, study: Path, kind: str) -> None:
    main_window.open(study)
    main_window.show_page("reports")
    page = main_window.stage.page("reports")
    assert isinstance(page, ReportsPage)
    page.options.set_kind(kind)

    page._go_there()

    assert main_window.stage.currentWidget() is main_window.stage.made(lack(kind).workspace)


def test_every_way_leads_to_a_workspace_and_an_action_that_is_there(main_window: MainWindow, study: Path) -> None:
    main_window.open(study)

    for entry in ENTRIES:
        lacking = lack(entry.key)
        assert lacking.workspace in screens.WORKSPACES
        main_window.show_page(lacking.workspace)
        if lacking.action:
            assert main_window.acts.get(lacking.action).isEnabled()
