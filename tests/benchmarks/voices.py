"""Who speaks in the studies of the benchmarks: turns, labels and participants, put into the file as it lies there.

The studies are kept from run to run and made without speakers; to make the largest anew takes minutes, this seconds.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from qda.names import name_key
from qda.project.project import Project
from qda.project.texts import content_hash
from qda.sources import transcripts
from qda.study import service as study
from qda.text import encode_marks, turns

PEOPLE = 200


def give(path: Path) -> None:
    """Let one participant speak in each source, and the interviewer as INT."""
    with Project.open(path, coder="AQ") as project, project.command("benchmark", "Make participants"):
        people = [study.create_participant(project, f"Person {number}") for number in range(PEOPLE)]
    connection = sqlite3.connect(path)
    with connection:
        texts = "SELECT v.id, v.source_id, c.text FROM text_version v JOIN content c ON c.sha256 = v.text_sha"
        for number, (version, source, text) in enumerate(connection.execute(texts).fetchall()):
            _speak(connection, version, source, text, people[number % PEOPLE])
    connection.close()


def _speak(connection: sqlite3.Connection, version: int, source: int, text: str, person: int) -> None:
    marks = transcripts.find_speakers(text)
    data = encode_marks(marks)
    sha = content_hash("marks", data)
    connection.execute("INSERT OR IGNORE INTO content VALUES (?, 'marks', ?, NULL, ?)", (sha, len(data), data))
    connection.execute("UPDATE text_version SET marks_sha = ? WHERE id = ?", (sha, version))
    speakers = {}
    for label in dict.fromkeys(mark.value for mark in marks):
        asks = label == "INT"
        row = (source, label, name_key(label), asks, None if asks else person, uuid4().hex)
        add = (
            "INSERT INTO speaker (source_id, label, label_key, interviewer, participant_id, guid) VALUES (?,?,?,?,?,?)"
        )
        speakers[label] = connection.execute(add, row).lastrowid
    spoken = turns(marks, len(text))
    _assign(connection, version, [turn.start for turn in spoken], [speakers[turn.label] for turn in spoken])


def _assign(
    connection: sqlite3.Connection, version: int, starts: Sequence[int], speakers: Sequence[int | None]
) -> None:
    segments = connection.execute("SELECT id, start FROM segment WHERE version_id = ?", (version,)).fetchall()
    rows = [(speakers[at], segment) for segment, start in segments if (at := bisect_right(starts, start) - 1) >= 0]
    connection.executemany("UPDATE segment SET speaker_id = ? WHERE id = ?", rows)
