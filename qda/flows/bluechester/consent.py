"""The sample's consent register: who was asked for which kind of data, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qda.i18n import N_
from qda.project.project import Project
from qda.study import consent
from qda.study import service as study


def keep(project: Project, told: Mapping[str, Any]) -> None:
    """Record the askings, in the order in which they stand."""
    with project.command("sample.consent", N_("Keep the consent register of the sample")):
        for entry in told["consent"]:
            person = study.find_participant(project, entry["participant"])
            for kind in (kind for kind in consent.KINDS if kind in entry):
                asking = entry[kind]
                consent.record(
                    project,
                    person,
                    kind,
                    asked_on=asking["asked"],
                    form=asking["form"],
                    outcome=asking["outcome"],
                    withdrawn_on=asking.get("withdrawn"),
                )
