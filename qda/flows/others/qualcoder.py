"""QualCoder projects: a folder that ends in .qda with a database in it. Places are code points, as Python counts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qda.flows.others import qualcoder_media
from qda.flows.others.gathering import Gathered
from qda.flows.others.opening import color_of, moment, opened, prose, whole, words
from qda.flows.refi.archive import ExchangeRefused
from qda.flows.refi.carried import AttributeIn, Carried, CaseIn, CodeIn, NamedIn, PassageIn
from qda.flows.refi.report import Report
from qda.i18n import _
from qda.progress import Progress, Silent
from qda.store.foreign import Cell, Foreign

Rows = list[dict[str, Cell]]
_UNIT = "unit"


def read(path: Path, progress: Progress | None = None) -> tuple[Carried, Report]:
    """A project folder, or the data.qda in it. Raises ExchangeRefused, Cancelled."""
    (progress or Silent()).step(0, 0, _("Reading “{name}”").format(name=path.name))
    try:
        folder = path.is_dir()
    except OSError as error:
        raise ExchangeRefused(path.name, _("it can't be opened")) from error
    data = path / "data.qda" if folder else path
    gathered = Gathered(path.name, "QualCoder")
    with opened(data, "QualCoder", "source", "code_name", "code_text") as file:
        _Reader(gathered, file, progress or Silent()).read(path.stem if folder else path.parent.stem)
        gathered.tell_of(file)
    return gathered.study, gathered.report


class _Reader:
    def __init__(self, to: Gathered, file: Foreign, tell: Progress) -> None:
        self._to, self._file, self._tell = to, file, tell
        self._texts: set[int] = set()
        self._codes: set[int] = set()

    def read(self, title: str) -> None:
        """All of it."""
        project = next(iter(self._file.rows("project", ("date", "memo"))), {"date": None, "memo": None})
        self._to.name(title, words(project["date"]))
        self._to.study.description = prose(project["memo"])
        self._read_codes()
        self._read_texts()
        self._tell_rest()
        self._read_cases()
        self._read_attributes()
        for row in self._file.rows("journal", ("jid", "name", "jentry", "owner", "date")):
            key = self._to.key("journal", row["jid"])
            self._to.memo(key, words(row["name"]), prose(row["jentry"]), None, words(row["owner"]), moment(row["date"]))

    def _read_codes(self) -> None:
        cats = self._file.rows("code_cat", ("catid", "name", "memo", "supercatid"))
        codes = self._file.rows("code_name", ("cid", "name", "memo", "catid", "color", "supercid"))
        here = {row["catid"] for row in cats}
        below = _by(cats, "supercatid")
        waiting: list[tuple[str | None, dict[str, Cell]]] = [
            (None, row) for row in cats if row["supercatid"] not in here
        ]
        made: set[Cell] = set()
        while waiting:
            parent, row = waiting.pop(0)
            made.add(row["catid"])
            self._add_code("cat", row["catid"], row, parent)
            key = self._to.key("cat", row["catid"])
            waiting += [(key, each) for each in below.get(row["catid"], []) if each["catid"] not in made]
        for row in cats:
            if row["catid"] not in made:
                self._to.report.mended(
                    _("Categories contained one another in a ring; one was set free."), words(row["name"])
                )
                self._add_code("cat", row["catid"], row, None)
        if cats:
            self._to.report.carried(_("Categories of codes became codes that others live under."))
        self._read_codes_below(codes, here)

    def _read_codes_below(self, codes: Rows, cats: set[Cell]) -> None:
        """Codes under their categories, and codes of codes under theirs, those above first."""
        known = {row["cid"] for row in codes}
        subs = _by([row for row in codes if row["supercid"] in known], "supercid")
        waiting = [row for row in codes if row["supercid"] not in known]
        while waiting or subs:
            if not waiting:
                waiting = [_out_of_ring(subs) | {"supercid": None}]
                self._to.report.mended(_("Codes contained one another in a ring; one was set free."), _name(waiting[0]))
            row = waiting.pop(0)
            number = whole(row["cid"])
            waiting += subs.pop(row["cid"], [])
            if number is None:
                continue
            above = ("code", row["supercid"]) if row["supercid"] in known else ("cat", row["catid"])
            there = whole(above[1]) in self._codes if above[0] == "code" else above[1] in cats
            self._codes.add(number)
            self._add_code("code", number, row, self._to.key(*above) if there else None)

    def _add_code(self, table: str, number: Cell, row: dict[str, Cell], parent: str | None) -> None:
        told = CodeIn(
            self._to.key(table, number),
            words(row["name"]),
            parent,
            color_of(row.get("color")),
            definition=prose(row["memo"]),
        )
        self._to.study.codes.append(told)

    # --- texts --------------------------------------------------------------------------------------------------------

    def _read_texts(self) -> None:
        columns = ("ctid", "cid", "fid", "seltext", "pos0", "pos1", "owner", "date", "memo", "important")
        codings = _by(self._file.rows("code_text", columns), "fid")
        media = qualcoder_media.codings(self._file)
        notes = _by(self._file.rows("annotation", ("anid", "fid", "pos0", "pos1", "memo", "owner", "date")), "fid")
        self._linked = _by(self._file.rows("case_text", ("id", "caseid", "fid", "pos0", "pos1")), "fid")
        sources = self._file.rows("source", ("id", "name", "fulltext", "mediapath", "memo", "owner", "date"))
        self._places: dict[tuple[str, Cell], tuple[int, int]] = {}
        for done, row in enumerate(sources):
            self._tell.step(done, len(sources), _("Reading texts"))
            number = whole(row["id"])
            text, lines = qualcoder_media.stood_in(row, media.pop(row["id"], []), self._to.report)
            if number is None or (row["fulltext"] is None and not text):
                self._to.report.lost(_("A source without text was left out, with what was coded in it."), _name(row))
                continue
            self._texts.add(number)
            if row["fulltext"] is None:  # a case has the whole of it, which QualCoder writes as 0 to 0
                whole_text = {"pos0": 0, "pos1": len(text)}
                self._linked[row["id"]] = [each | whole_text for each in self._linked.get(row["id"], [])]
            here = [*codings.get(row["id"], []), *lines]
            self._read_text(number, row | {"fulltext": text}, here, notes.get(row["id"], []))
            for each in here:
                if whole(each["important"]):
                    what = _("A coding was marked as important; that has no place here.")
                    self._to.report.lost(what, f"{_name(row)}: {words(each['seltext'])[:60]}")
        for rows in media.values():
            for each in rows:
                what = _("A coding is on a source that is not in the file.")
                self._to.report.lost(what, words(each["seltext"]))

    def _read_text(self, number: int, row: dict[str, Cell], codings: Rows, notes: Rows) -> None:
        to, key = self._to, self._to.key("source", number)
        places = {}
        for table, rows, id_ in (
            ("code", codings, "ctid"),
            ("note", notes, "anid"),
            ("case", self._linked.get(row["id"], []), "id"),
        ):
            for each in rows:
                start, end = whole(each["pos0"]), whole(each["pos1"])
                if start is not None and end is not None:
                    places[f"{table} {words(each[id_])}"] = (start, end, words(each.get("seltext")))
        raw = words(row["fulltext"])
        found = to.source(key, words(row["name"]), raw, places, prose(row["memo"]), moment(row["date"]))
        for each in codings:
            span, code = found.get(f"code {words(each['ctid'])}"), whole(each["cid"])
            if span is None or code not in self._codes:
                to.report.lost(
                    _("A coding has no words, or no code."), f"{words(row['name'])}: {words(each['seltext'])[:60]}"
                )
                continue
            segment = to.segment(key, span, to.key("segment", each["ctid"]))
            owner, at = words(each["owner"]), moment(each["date"])
            to.code(to.key("coding", each["ctid"]), segment, to.key("code", code), owner, at)
            to.memo(to.key("coding memo", each["ctid"]), "", prose(each["memo"]), ("segment", segment), owner, at)
        for each in notes:
            span = found.get(f"note {words(each['anid'])}")
            if span is not None:
                segment = to.segment(key, span, to.key("annotated", each["anid"]))
                to.memo(to.key("annotation", each["anid"]), "", prose(each["memo"]), ("segment", segment),
                        words(each["owner"]), moment(each["date"]))  # fmt: skip
        for each in self._linked.get(row["id"], []):
            if f"case {words(each['id'])}" in found:
                self._places["case_text", each["id"]] = found[f"case {words(each['id'])}"]

    def _tell_rest(self) -> None:
        """What there is no place for, each by its name."""
        for table, column, told in (
            ("graph", "name", _("A graph of codes has no place here.")),
            ("stored_sql", "title", _("A stored question to the database has no place here.")),
        ):
            for row in self._file.rows(table, (column,)):
                self._to.report.lost(told, words(row[column]))
        for row in self._file.rows("ris", ("tag", "value")):
            if words(row["tag"]) in ("TI", "T1"):
                told = _("References are not taken over; import them as .ris under Study › Literature.")
                self._to.report.lost(told, words(row["value"]))

    # --- cases and attributes --------------------------------------------------------------------------------------

    def _read_cases(self) -> None:
        to = self._to
        cases = self._file.rows("cases", ("caseid", "name", "memo"))
        if cases:
            unit = _("Cases of “{project}”").format(project=to.study.title)
            to.study.units.append(NamedIn(to.key("unit", _UNIT), unit))
            to.report.carried(_("Cases need a unit of analysis; one was made for those of the file."), unit)
        known = {row["caseid"] for row in cases}
        for row in cases:
            to.study.cases.append(
                CaseIn(to.key("case", row["caseid"]), words(row["name"]), to.key("unit", _UNIT), prose(row["memo"]))
            )
        homes: dict[str, str] = {}
        for fid, rows in self._linked.items():
            for row in rows:
                span, number = self._places.get(("case_text", row["id"])), whole(fid)
                if span is None or row["caseid"] not in known or number is None:
                    continue
                source, case = to.key("source", number), to.key("case", row["caseid"])
                whole_text = span[0] == 0 and span[1] >= to.length(source) - 1
                if whole_text and source not in homes:
                    homes[source] = case
                else:
                    to.study.passages.append(PassageIn(source, *span, case, to.key("passage", row["id"])))
        to.study.sources = [replace(source, case=homes.get(source.key)) for source in to.study.sources]

    def _read_attributes(self) -> None:
        to = self._to
        values = self._file.rows("attribute", ("name", "attr_type", "value", "id"))
        of_journals = {words(row["name"]) for row in values if words(row["attr_type"]) == "journal"}
        of_journals -= {words(row["name"]) for row in values if words(row["attr_type"]) != "journal"}
        for row in self._file.rows("attribute_type", ("name", "valuetype", "memo")):
            if words(row["name"]) in of_journals:
                continue
            kind = "number" if words(row["valuetype"]) == "numeric" else "text"
            to.study.attributes.append(AttributeIn(to.key("attribute", words(row["name"])), words(row["name"]), kind))
            if prose(row["memo"]).strip():
                to.report.lost(_("The description of a variable has no place here."), words(row["name"]))
        cases = {case.key for case in to.study.cases}
        for row in values:
            if words(row["attr_type"]) == "journal":
                # Counted by the number of the journal, which is some source’s number as well.
                if words(row["value"]).strip():
                    what = _("A value of a journal’s attribute has no place here.")
                    to.report.lost(what, f"{words(row['name'])}: {words(row['value'])}")
                continue
            table = "case" if words(row["attr_type"]) == "case" else "source"
            key = to.key(table, row["id"])
            if key in cases or (table == "source" and whole(row["id"]) in self._texts):
                to.value(to.key("attribute", words(row["name"])), (table, key), words(row["value"]))


def _name(row: dict[str, Cell]) -> str:
    return words(row["name"])


def _out_of_ring(subs: dict[Cell, Rows]) -> dict[str, Cell]:
    """Take out of codes below codes one that stands, some way up, below itself; there is nothing else left."""
    above = {row["cid"]: key for key, rows in subs.items() for row in rows}
    at, met = next(iter(above)), set[Cell]()
    while at not in met:
        met.add(at)
        at = above[at]
    rows = subs[above[at]]
    return rows.pop(next(place for place, row in enumerate(rows) if row["cid"] == at))


def _by(rows: Rows, column: str) -> dict[Cell, Rows]:
    found: dict[Cell, Rows] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found
