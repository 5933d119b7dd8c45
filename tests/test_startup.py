"""The window paints before anything heavy comes in: looked at in a fresh process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("numpy", "pandas", "matplotlib", "spacy", "docx", "lxml", "networkx", "openpyxl", "pypdfium2", "alembic")
CORE = ("sqlalchemy", "qda.project.project", "qda.store")

PROGRAM = f"""
import json, sys
from pathlib import Path

heavy = {(*HEAVY, *CORE)!r}
loaded = lambda: [name for name in heavy if name in sys.modules]

from qda.ui import app

application = app.make_application()
window = app.make_window(Path(sys.argv[1]) / "settings.toml")
window.show()
window.repaint()
painted = loaded()
window.open(Path(sys.argv[2]))
for _round in range(10):
    application.processEvents()
is_open = window.session.is_open
window.close()
print(json.dumps([painted, loaded(), is_open]))
"""


def test_the_window_paints_before_the_core_comes_in_and_a_study_needs_nothing_heavy(tmp_path: Path) -> None:
    study = tmp_path / "study.gerund"
    make = "import sys; from pathlib import Path; from qda.project.project import Project"
    run("-c", f"{make}; Project.create(Path(sys.argv[1]), coder='AQ').close()", str(study))

    painted, opened, is_open = json.loads(run("-c", PROGRAM, str(tmp_path), str(study)))

    assert painted == []
    assert is_open
    assert sorted(opened) == sorted(CORE)


def run(*arguments: str) -> str:
    """What a fresh Python prints."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
