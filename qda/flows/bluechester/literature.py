"""The sample's literature: six invented publications, screened, graded and summed up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qda.i18n import N_
from qda.project.project import Project
from qda.study import literature
from qda.study.references import FIELDS, Reference


def keep(project: Project, told: Mapping[str, Any]) -> None:
    """Put in the criteria and the publications with what was judged of each."""
    with project.command("sample.literature", N_("Keep the literature of the sample")):
        criteria = {
            row["name"]: literature.add_criterion(
                project,
                row["name"],
                row["kind"],
                choices=row.get("choices", ()),
                description=row.get("description", ""),
            )
            for row in told["criterion"]
        }
        for row in told["publication"]:
            fields = {name: row[name] for name in FIELDS if name in row} | {"authors": "\n".join(row["authors"])}
            made = literature.add(project, Reference(**fields))
            literature.set_stage(project, [made], row["stage"], row.get("reason", ""))
            for name, value in row.get("judged", {}).items():
                literature.judge(project, [made], criteria[name], value)
