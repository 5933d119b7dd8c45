"""Nothing confidential leaves the machine: the whole workflow runs where every socket is refused, and asks for none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

GUARD = """
import sys

# urllib3, which spaCy brings along, makes a socket when it is loaded, to see whether the machine knows IPv6.
reaching = {"connect", "getaddrinfo", "gethostbyname", "gethostbyaddr", "sendto", "sendmsg", "listen"}

def refuse(event, arguments):
    if event.partition(".")[0] == "socket" and event.partition(".")[2] in reaching:
        raise SystemExit(f"asked for the network: {event} {arguments!r}")
    if event == "import" and arguments[0] == "PySide6.QtNetwork":  # whose sockets Python does not see
        raise SystemExit("loaded Qt's own way to the network")

sys.addaudithook(refuse)
"""

COMMAND_LINE = """
from qda.cli import main

def gerund(*words):
    assert main([str(word) for word in words]) == 0, words

gerund("bluechester", "study.gerund")
with open("talk.md", "w", encoding="utf-8") as talk:
    talk.write("---\\ntitle: A talk\\n---\\nAnna: I waited.\\n\\nInterviewer: For whom?\\n")
gerund("import", "study.gerund", "talk.md", "--kind", "interview")
gerund("code", "study.gerund", "--source", "talk", "--span", "0:5", "--code", "waiting")
gerund("search", "study.gerund", "waited")
for name in ("f.docx", "f.xlsx", "f.csv"):
    gerund("report", "study.gerund", "frequencies", "--out", name)
for name in ("m.svg", "m.png", "m.pdf", "m.docx"):
    gerund("map", "study.gerund", "--out", name)
gerund("saturation", "study.gerund", "--out", "curve.svg")
gerund("trace", "study.gerund", "--code", "a nice one")
gerund("export", "study.gerund", "study.jsonl")
gerund("undo", "study.gerund")
gerund("check", "study.gerund")
"""

WINDOW = """
import time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from qda.settings import Settings
from qda.ui import screens
from qda.ui.main_window import MainWindow

app = QApplication([])
window = MainWindow(Settings(coder="AQ"), Path("settings.toml"))
window.show()
window.opening.unlock(Path("study.gerund"), "horse")

def spin(until, seconds=20):
    end = time.monotonic() + seconds
    while not until() and time.monotonic() < end:
        app.processEvents()
        time.sleep(0.005)
    assert until()

spin(lambda: window.session.is_open)
for name in screens.WORKSPACES:
    window.show_workspace(name)
    app.processEvents()
window.acts.get("help.manual").trigger()
app.processEvents()
window.acts.get("project.lock").trigger()
page = window.stage.page("lock")
page.field.line.setText("horse")
page.button.click()
spin(lambda: window.session.is_open)
window.close()
assert "keyring" not in sys.modules  # nobody wished that the key store of the system be asked
"""


def test_the_command_line_asks_for_no_network(tmp_path: Path) -> None:
    done = _run(GUARD + COMMAND_LINE, tmp_path)

    assert done.returncode == 0, done.stderr[-2000:]


def test_the_window_asks_for_no_network(tmp_path: Path) -> None:
    (tmp_path / "word").write_text("horse")
    made = "['bluechester', 'study.gerund', '--password-file', 'word']"
    _run(f"from qda.cli import main; assert main({made}) == 0", tmp_path)

    done = _run(GUARD + WINDOW, tmp_path)

    assert done.returncode == 0, done.stderr[-2000:]


def test_the_guard_bites(tmp_path: Path) -> None:
    done = _run(GUARD + "import socket; socket.socket().connect(('127.0.0.1', 9))", tmp_path)

    assert "asked for the network" in done.stderr


def _run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    command = [sys.executable, "-c", script]
    return subprocess.run(
        command, cwd=folder, env=surroundings, capture_output=True, text=True, timeout=300, check=False
    )
