"""Where consent is missing: the command line refuses with a way out, or does what was said and records it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from qda.cli.projects import writing
from qda.i18n import _

if TYPE_CHECKING:
    from qda.project.project import Project
    from qda.study.consent_gate import Objection

_CHOICES = ("go-on", "leave-out")


class Parser(argparse.ArgumentParser):
    """Arguments of a command: whatever writes a file may quote, and asks for consent in the same way."""

    def add_argument(self, *names: Any, **what: Any) -> argparse.Action:
        """As usual; with --out come --consent and --because."""
        made = super().add_argument(*names, **what)
        if "--out" in names:
            add_arguments(self)
        return made


def add_arguments(made: argparse.ArgumentParser) -> None:
    """What to do where somebody has not consented."""
    made.add_argument("--consent", choices=_CHOICES, help=_("where consent is missing: go on, or leave out; recorded"))
    made.add_argument("--because", default="", metavar="TEXT", help=_("with --consent go-on: why"))


def settled(arguments: argparse.Namespace, run: Callable[[], int]) -> int:
    """Run what may quote; where consent is missing and --consent says what to do, record that and run again.

    Raises QuotedWithoutConsent, ReasonMissing.
    """
    from qda.flows.withholding.quoting_gate import QuotedWithoutConsent

    try:
        return run()
    except QuotedWithoutConsent as error:
        if getattr(arguments, "consent", None) is None:
            raise
        with writing(arguments.project) as project:
            decide(project, arguments, error.asked)
    return run()


def decide(project: Project, arguments: argparse.Namespace, asked: Sequence[Objection]) -> None:
    """Record what --consent says of these. Raises ReasonMissing."""
    from qda.study import consent_gate

    decision = consent_gate.GO_ON if arguments.consent == "go-on" else consent_gate.LEAVE_OUT
    consent_gate.decide(project, asked, decision, arguments.because)
