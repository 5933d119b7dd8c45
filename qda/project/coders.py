"""Who works on the project."""

from __future__ import annotations

import getpass

from sqlalchemy import select

from qda.i18n import N_
from qda.names import clean, name_key
from qda.project.project import Act, Project
from qda.store.models import Coder


def default_name() -> str:
    """The name of the computer's user, when no name was set."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user in the system's list: a container, a service
        return "coder"


def find(project: Project, name: str) -> int:
    """The id of the coder of this name (blank: the computer's user), made known if new; joining is not undone."""
    name = clean(name) or default_name()
    with project.read() as session:
        known = session.execute(select(Coder.id).where(Coder.name_key == name_key(name))).scalar()
    if known is not None:
        return known
    act = Act("coders.join", N_("{name} joins as coder"), {"name": name}, system=True)
    with project.acting(act) as session:
        coder = Coder(name=name, name_key=name_key(name))
        session.add(coder)
        session.flush()
        return coder.id


def named(project: Project) -> dict[int, str]:
    """All coders by id."""
    with project.read() as session:
        return {row.id: row.name for row in session.execute(select(Coder.id, Coder.name))}
