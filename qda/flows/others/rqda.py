"""RQDA files: one SQLite database. Places are characters; what was deleted there has the status 0 and stays out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qda.flows.others.gathering import Gathered
from qda.flows.others.opening import color_of, moment, opened, prose, whole, words
from qda.flows.refi.carried import AttributeIn, Carried, CaseIn, CodeIn, MembershipIn, NamedIn, PassageIn
from qda.flows.refi.report import Report
from qda.i18n import _
from qda.progress import Progress, Silent
from qda.store.foreign import Cell, Foreign

Rows = list[dict[str, Cell]]


def read(path: Path, progress: Progress | None = None) -> tuple[Carried, Report]:
    """An .rqda file. Raises ExchangeRefused, Cancelled."""
    tell = progress or Silent()
    tell.step(0, 0, _("Reading “{name}”").format(name=path.name))
    to = Gathered(path.name, "RQDA")
    with opened(path, "RQDA", "source", "freecode", "coding") as file:
        project = next(iter(file.rows("project", ("date", "memo"))), {"date": None, "memo": None})
        to.name(path.stem, words(project["date"]))
        to.study.description = prose(project["memo"])
        codes = _codes(to, file)
        _texts(to, file, codes, tell)
        _cases(to, file)
        _attributes(to, file)
        _file_categories(to, file)
        for number, row in enumerate(_living(file, "journal", ("name", "journal", "owner", "date"))):
            key = to.key("journal", f"{number} {words(row['name'])}")
            to.memo(key, words(row["name"]), prose(row["journal"]), None, words(row["owner"]), moment(row["date"]))
        _tell_rest(to, file)
        to.tell_of(file)
    return to.study, to.report


def _living(file: Foreign, table: str, columns: tuple[str, ...]) -> Rows:
    return [row for row in file.rows(table, (*columns, "status")) if row["status"] is None or whole(row["status"]) == 1]


def _codes(to: Gathered, file: Foreign) -> set[Cell]:
    found = set()
    for row in _living(file, "freecode", ("id", "name", "memo", "color")):
        key = to.key("code", row["id"])
        to.study.codes.append(
            CodeIn(key, words(row["name"]), None, color_of(row["color"]), definition=prose(row["memo"]))
        )
        found.add(row["id"])
    cats = set()
    for row in _living(file, "codecat", ("catid", "name", "memo")):
        key = to.key("cat", row["catid"])
        to.study.codes.append(CodeIn(key, words(row["name"]), level="focused", definition=prose(row["memo"])))
        to.report.carried(_("A category of codes became a focused code that gathers them."), words(row["name"]))
        cats.add(row["catid"])
    for row in _living(file, "treecode", ("cid", "catid", "date")):
        if row["cid"] in found and row["catid"] in cats:
            to.study.memberships.append(
                MembershipIn(to.key("code", row["cid"]), to.key("cat", row["catid"]), moment(row["date"]))
            )
    return found


def _texts(to: Gathered, file: Foreign, codes: set[Cell], tell: Progress) -> None:
    codings = _by_file(
        _living(file, "coding", ("cid", "fid", "seltext", "selfirst", "selend", "owner", "date", "memo"))
    )
    linked = _by_file(_living(file, "caselinkage", ("caseid", "fid", "selfirst", "selend")))
    notes = _by_file(_living(file, "annotation", ("fid", "position", "annotation", "owner", "date")))
    sources = _living(file, "source", ("id", "name", "file", "memo", "owner", "date"))
    living = {row["id"] for row in _living(file, "cases", ("id",))}
    homes: dict[str, str] = {}
    for done, row in enumerate(sources):
        tell.step(done, len(sources), _("Reading texts"))
        key, name = to.key("source", row["id"]), words(row["name"])
        here, cases = codings.get(row["id"], []), linked.get(row["id"], [])
        places = _places("code", here) | _places("case", cases)
        found = to.source(key, name, words(row["file"]), places, "", moment(row["date"]))
        to.memo(to.key("source memo", row["id"]), name, prose(row["memo"]), ("source", key), words(row["owner"]))
        for number, each in enumerate(here):
            span = found.get(f"code {number}")
            if span is None or each["cid"] not in codes:
                to.report.lost(_("A coding has no words, or no code."), f"{name}: {words(each['seltext'])[:60]}")
                continue
            place = f"{words(row['id'])} {span[0]} {span[1]}"
            segment = to.segment(key, span, to.key("segment", place))
            owner, at = words(each["owner"]), moment(each["date"])
            to.code(
                to.key("coding", f"{place} {words(each['cid'])} {owner}"),
                segment,
                to.key("code", each["cid"]),
                owner,
                at,
            )
            memo = to.key("coding memo", f"{place} {words(each['cid'])} {owner}")
            to.memo(memo, "", prose(each["memo"]), ("segment", segment), owner, at)
        for number, each in enumerate(cases):
            span = found.get(f"case {number}")
            if span is not None and each["caseid"] in living:
                case = to.key("case", each["caseid"])
                if span[0] == 0 and span[1] >= to.length(key) - 1 and key not in homes:
                    homes[key] = case
                else:
                    to.study.passages.append(
                        PassageIn(key, *span, case, to.key("passage", f"{words(row['id'])} {number}"))
                    )
        for number, each in enumerate(notes.get(row["id"], [])):
            note = to.key("annotation", f"{words(row['id'])} {number}")
            to.report.carried(
                _("A note at a place of a text became a memo on the whole text."),
                f"{name}, {words(each['position'])}: {words(each['annotation'])[:60]}",
            )
            owner, at = words(each["owner"]), moment(each["date"])
            to.memo(note, name, prose(each["annotation"]), ("source", key), owner, at)
    to.study.sources = [replace(source, case=homes.get(source.key)) for source in to.study.sources]


def _places(kind: str, rows: Rows) -> dict[str, tuple[int, int, str]]:
    found = {}
    for number, row in enumerate(rows):
        start, end = whole(row["selfirst"]), whole(row["selend"])
        if start is not None and end is not None:
            found[f"{kind} {number}"] = (start, end, words(row.get("seltext")))
    return found


def _by_file(rows: Rows) -> dict[Cell, Rows]:
    found: dict[Cell, Rows] = {}
    for row in rows:
        found.setdefault(row["fid"], []).append(row)
    return found


def _cases(to: Gathered, file: Foreign) -> None:
    cases = _living(file, "cases", ("id", "name", "memo"))
    if cases:
        unit = _("Cases of “{project}”").format(project=to.study.title)
        to.study.units.append(NamedIn(to.key("unit", ""), unit))
        to.report.carried(_("Cases need a unit of analysis; one was made for those of the file."), unit)
    for row in cases:
        to.study.cases.append(
            CaseIn(to.key("case", row["id"]), words(row["name"]), to.key("unit", ""), prose(row["memo"]))
        )


def _attributes(to: Gathered, file: Foreign) -> None:
    kinds = {words(row["name"]): words(row["class"]) for row in _living(file, "attributes", ("name", "class"))}
    told = [("case", "caseid", row) for row in _living(file, "caseattr", ("variable", "value", "caseid"))]
    told += [("source", "fileid", row) for row in _living(file, "fileattr", ("variable", "value", "fileid"))]
    for name in dict.fromkeys([*kinds, *(words(row["variable"]) for _kind, _column, row in told)]):
        kind = "number" if kinds.get(name) == "numeric" else "text"
        to.study.attributes.append(AttributeIn(to.key("attribute", name), name, kind))
    here = {("case", case.key) for case in to.study.cases} | {("source", source.key) for source in to.study.sources}
    for kind, column, row in told:
        target = (kind, to.key(kind, row[column]))
        if target in here and words(row["value"]).strip() != "NA":  # R's sign for what is not known
            to.value(to.key("attribute", words(row["variable"])), target, words(row["value"]))


def _file_categories(to: Gathered, file: Foreign) -> None:
    """A category of files is an attribute that the files in it have, as a set of sources is elsewhere."""
    names = {row["catid"]: words(row["name"]) for row in _living(file, "filecat", ("catid", "name"))}
    here = {source.key for source in to.study.sources}
    for number, name in names.items():
        to.study.attributes.append(AttributeIn(to.key("filecat", number), name))
        to.report.carried(_("A set of sources became an attribute of theirs."), name)
    for row in _living(file, "treefile", ("fid", "catid")):
        source = to.key("source", row["fid"])
        if row["catid"] in names and source in here:
            to.value(to.key("filecat", row["catid"]), ("source", source), _("yes"))


def _tell_rest(to: Gathered, file: Foreign) -> None:
    """What there is no place for."""
    for table, column, told in (
        ("image", "name", _("A picture was left out, with what was coded on it.")),
        ("coding2", "seltext", _("A coding of the second coder in a comparison was left out.")),
        ("attributes", "memo", _("The description of a variable has no place here.")),
    ):
        for row in _living(file, table, (column,)):
            if words(row[column]).strip():
                to.report.lost(told, words(row[column])[:60])
