"""The texts of a gathered study with their segments, codings and passages."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from sqlalchemy import select

from qda.flows.refi.carried import SourceIn
from qda.flows.refi.rows import Numbers, Rows
from qda.i18n import _
from qda.names import clean, name_key
from qda.project.project import now
from qda.project.texts import Turns, content_hash
from qda.sources import service as sources
from qda.sources.service import NOBODY, NewSource
from qda.store.models import Coding, Passage, Segment, Source, Speaker, TextVersion
from qda.store.rows import Values, chunks
from qda.text import Span, trim


class Texts:
    """Writes sources and what lies in them; `coder` gives the id of a coder of the file."""

    def __init__(self, rows: Rows, coder: Callable[[str | None], int]) -> None:
        self._of = rows
        self._coder = coder
        self._versions: dict[int, tuple[int, Turns]] = {}  # by source: version, who speaks
        self._names: set[str] = set()  # keys of the names of sources
        self._numbers = Numbers()

    def write(self) -> None:
        """Sources first, then what lies in them."""
        self._sources_in()
        self._segments_in()
        self._codings_in()
        self._passages_in()

    # --- sources -----------------------------------------------------------------------------------------------------

    def _sources_in(self) -> None:
        same = self._of.by_guid(Source, (source.key for source in self._of.study.sources))
        taken = set(same)
        query = select(Source.id, Source.guid, Source.name_key, TextVersion.text_sha).join(
            TextVersion, TextVersion.id == Source.version_id
        )
        here = {row_id: (guid, key, sha) for row_id, guid, key, sha in self._of.session.execute(query)}
        self._names = {key for _guid, key, _sha in here.values()}
        named = {(key, sha): row_id for row_id, (_guid, key, sha) in here.items()}
        changes: dict[int, Values] = {}
        known = 0
        for done, source in enumerate(self._of.study.sources):
            self._of.tell.step(done, len(self._of.study.sources), _("Writing texts"))
            sha = content_hash("text", source.text.encode("utf-8"))
            there = same.get(source.key)
            there = there if there is not None and here[there][2] == sha else named.get((name_key(source.name), sha))
            if there is not None:
                self._of.ids["source", source.key] = there
                known += 1
                continue
            row_id = self._add(source)
            self._of.ids["source", source.key] = row_id
            self._of.report.source_ids.append(row_id)
            changes[row_id] = {
                "guid": self._of.guid(source.key, taken),
                "coded": source.coded,
                "placed_on": source.placed_on,
                "imported_at": source.at or now(),
            }
        self._of.log.update_each(Source, changes)
        self._of.report.count("sources", len(changes), known)
        self._read_versions()

    def _add(self, source: SourceIn) -> int:
        speakers: dict[str, int | None] = {}
        for label, who in source.speakers.items():
            speakers[label] = None if who is None else self._of.ids.get(("participant", who), NOBODY)
        name = self._numbers.free(clean(source.name) or _("Untitled"), self._names)
        self._names.add(name_key(name))
        if name_key(name) != name_key(source.name):
            self._of.report.mended(_("A source needed another name."), f"{source.name} → {name}")
        return sources.add(
            self._of.project,
            NewSource(
                name=name,
                text=source.text,
                marks=source.marks,
                kind=source.kind,
                perspective=source.perspective,
                date=source.date,
                unit_id=self._of.ids.get(("unit", source.unit or "")),
                case_id=self._of.ids.get(("case", source.case or "")),
                participant_ids=tuple(
                    self._of.ids["participant", who]
                    for who in source.participants
                    if ("participant", who) in self._of.ids
                ),
                speakers=speakers,
                description=source.description,
                original_name=source.original_name,
            ),
        )

    def _read_versions(self) -> None:
        """The texts that segments will lie in."""
        wanted = {row_id for (kind, _key), row_id in self._of.ids.items() if kind == "source"}
        query = select(Source.id, TextVersion.id, TextVersion.marks_sha, TextVersion.length)
        for some in chunks(sorted(wanted)):
            rows = self._of.session.execute(
                query.join(TextVersion, TextVersion.id == Source.version_id).where(Source.id.in_(some))
            )
            for source, version, marks_sha, length in rows.all():
                marks = self._of.project.texts.marks(self._of.session, marks_sha)
                self._versions[source] = version, Turns(marks, length)

    # --- segments, codings, passages ---------------------------------------------------------------------------------

    def _segments_in(self) -> None:
        taken = set(self._of.by_guid(Segment, (segment.key for segment in self._of.study.segments)))
        texts = {source.key: source.text for source in self._of.study.sources}
        versions = [version for version, _turns in self._versions.values()]
        there: dict[tuple[int, int, int], int] = {}
        for some in chunks(versions):
            query = select(Segment.version_id, Segment.start, Segment.end, Segment.id).where(
                Segment.version_id.in_(some)
            )
            there |= {(version, start, end): row_id for version, start, end, row_id in self._of.session.execute(query)}
        speakers, keyed = self._speakers(), cache(name_key)
        rows: list[Values] = []
        fresh: dict[tuple[int, int, int], str] = {}
        again: dict[str, str] = {}  # of two sources of the file that are one here: a segment, and the one it is
        known = 0
        for segment in self._of.study.segments:
            source = self._of.ids["source", segment.source]
            version, turns = self._versions[source]
            text, span = texts[segment.source], Span(segment.start, segment.end)
            place = version, span.start, span.end
            row_id = there.get(place)
            if row_id is not None:
                self._of.ids["segment", segment.key] = row_id
                known += 1
                continue
            if place in fresh:
                self._of.report.mended(_("Two selections of the same words are one segment."), span.of(text)[:60])
                again[segment.key] = fresh[place]
                continue
            begins = span.start if not text[span.start].isspace() else (trim(text, span) or span).start
            label = keyed(turns.at(begins))
            rows.append(
                {
                    "guid": self._of.guid(segment.key, taken),
                    "source_id": source,
                    "version_id": version,
                    "start": span.start,
                    "end": span.end,
                    "quote": span.of(text),
                    "speaker_id": speakers.get((source, label)),
                }
            )
            fresh[place] = segment.key
        ids = self._of.insert(Segment, rows, _("Writing segments"))
        self._of.ids |= {("segment", key): row_id for key, row_id in zip(fresh.values(), ids, strict=True)}
        self._of.ids |= {("segment", key): self._of.ids["segment", first] for key, first in again.items()}
        self._of.report.count("segments", len(rows), known)

    def _speakers(self) -> dict[tuple[int, str], int]:
        found = {}
        for some in chunks(sorted(self._versions)):
            query = select(Speaker.source_id, Speaker.label_key, Speaker.id).where(Speaker.source_id.in_(some))
            found.update({(source, key): row_id for source, key, row_id in self._of.session.execute(query)})
        return found

    def _codings_in(self) -> None:
        taken = set(self._of.by_guid(Coding, (coding.key for coding in self._of.study.codings)))
        identity = (Coding.segment_id, Coding.code_id, Coding.first_code_id, Coding.coder_id)
        segments = sorted({self._of.ids["segment", coding.segment] for coding in self._of.study.codings})
        there: set[tuple[int, int, int, int]] = set()
        for some in chunks(segments):
            there |= set(self._of.session.execute(select(*identity).where(Coding.segment_id.in_(some))))
        rows: list[Values] = []
        known = 0
        made: set[tuple[int, int, int, int]] = set()
        for coding in self._of.study.codings:
            code = self._of.ids["code", coding.code]
            first = self._of.ids.get(("code", coding.first_code or ""), code)
            key = (self._of.ids["segment", coding.segment], code, first, self._coder(coding.coder))
            if key in there:
                known += 1
                continue
            if key in made:
                self._of.report.mended(_("The same code by the same coder on the same words counts once."))
                continue
            made.add(key)
            rows.append(
                {
                    "guid": self._of.guid(coding.key, taken),
                    "segment_id": key[0],
                    "code_id": code,
                    "first_code_id": first,
                    "coder_id": key[3],
                    "origin": "import",
                    "created_at": coding.at if coding.at is not None else now(),
                }
            )
        self._of.insert(Coding, rows, _("Writing codings"))
        self._of.report.count("codings", len(rows), known)

    def _passages_in(self) -> None:
        versions = [version for version, _turns in self._versions.values()]
        identity = (Passage.version_id, Passage.start, Passage.end, Passage.case_id)
        there: set[tuple[int, int, int, int]] = set()
        for some in chunks(versions):
            there |= set(self._of.session.execute(select(*identity).where(Passage.version_id.in_(some))))
        rows: list[Values] = []
        taken = set(self._of.by_guid(Passage, (passage.key for passage in self._of.study.passages)))
        for passage in self._of.study.passages:
            source, case = self._of.ids["source", passage.source], self._of.ids["case", passage.case]
            key = (self._versions[source][0], passage.start, passage.end, case)
            if key not in there and passage.start < passage.end:
                there.add(key)
                named = dict(zip(("version_id", "start", "end", "case_id"), key, strict=True))
                rows.append({"guid": self._of.guid(passage.key, taken), "source_id": source, **named})
        self._of.log.insert_many(Passage, rows)
