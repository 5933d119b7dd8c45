"""Tables that only the audit trail has: import and processing record, decision log, instruments, files that left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from qda.analysis.synthesis import pattern_stamps
from qda.days import day, moment
from qda.export.material import Material
from qda.export.profiles import Profile
from qda.export.study.data_tables import titled
from qda.export.tables import Cell, Column, ColumnKind, Dash, Row, Table, rich
from qda.i18n import N_
from qda.project import history, issued
from qda.store.models import Instrument, Source, TextVersion

NO_TEXT = ""
SNAPSHOTS = 5


def _columns(profile: Profile, *heads: str, counts: Sequence[int] = ()) -> tuple[Column, ...]:
    kinds: list[ColumnKind] = ["count" if at in counts else "stub" if at == 0 else "text" for at in range(len(heads))]
    return tuple(Column(profile.say(head), kind) for head, kind in zip(heads, kinds, strict=True))


# --- raw data ------------------------------------------------------------------------------------------------------


def import_record(material: Material, profile: Profile, files: dict[int, str]) -> Table:
    """Each source with the file it came from, its hashes, and the name its text has in the folder."""
    query = (
        select(
            Source.id, Source.name, Source.original_name, Source.original_sha, Source.encoding, Source.imported_at,
            TextVersion.number, TextVersion.created_at, TextVersion.reason, TextVersion.text_sha, TextVersion.length,
            TextVersion.unit_count, TextVersion.unit_kind, Instrument.name, Source.minutes,
        )
        .outerjoin(TextVersion, TextVersion.id == Source.version_id)
        .outerjoin(Instrument, Instrument.id == Source.instrument_id)
        .order_by(Source.position, Source.id)
    )  # fmt: skip
    with material.project.read() as session:
        found = session.execute(query).all()
    rows = tuple(
        Row(
            (
                row[1], row[2], row[3] or Dash(), row[4], moment(row[5]), row[6] or 0,
                row[8] or "", row[9] or Dash(), row[10] or 0, row[11] or 0, row[12] or "", row[13] or "",
                Dash() if row[14] is None else row[14], files.get(row[0], NO_TEXT),
            )
        )
        for row in found
    )  # fmt: skip
    columns = _columns(
        profile, N_("Source"), N_("Imported from"), N_("SHA-256 of the file"), N_("Encoding"), N_("Imported"),
        N_("Version of the text"), N_("Why this version"), N_("Hash of the text"), N_("Characters"), N_("Lines"),
        N_("Lines by"), N_("Instrument"), N_("Minutes"), N_("File in this folder"),
        counts=(5, 8, 9, 12),
    )  # fmt: skip
    note = profile.say(
        N_("The hash of a file is that of its bytes as they were imported; a text counts its characters, not bytes.")
    )
    return Table(titled(N_("Import Record"), material, profile), columns, rows, notes=(rich("{note}", note=note),))


def processing(material: Material, profile: Profile) -> Table | None:
    """What was done to each source, when and by whom; None where nothing is recorded."""
    from qda.sources import processing as steps

    found = steps.all_steps(material.project)
    rows = tuple(
        Row((source.name, profile.translated(step.step), step.done_on or Dash(), step.done_by, step.note))
        for source in material.sources
        for step in found.get(source.id, ())
    )
    columns = _columns(profile, N_("Source"), N_("Step"), N_("Date"), N_("By whom"), N_("Note"))
    return Table(titled(N_("Processing Record"), material, profile), columns, rows) if rows else None


# --- reconstruction ------------------------------------------------------------------------------------------------


def left(material: Material, profile: Profile) -> Table | None:
    """The register of files that left the project, the oldest first; None where none did. It tells no folders."""
    rows = tuple(
        Row((moment(row.at), row.coder, profile.translated(row.kind), row.title, row.file_name, row.sha256,
             len(row.sources)))
        for row in reversed(issued.rows(material.project))
    )  # fmt: skip
    columns = _columns(
        profile, N_("When"), N_("Who"), N_("What"), N_("Title"), N_("File"), "SHA-256", N_("Sources"), counts=(6,)
    )
    note = profile.say(N_("Sources are those whose words the file may hold."))
    title = titled(N_("Files That Left the Project"), material, profile)
    return Table(title, columns, rows, notes=(rich("{note}", note=note),)) if rows else None


# --- process notes -------------------------------------------------------------------------------------------------

_Decision = tuple[int, str, str, str, str, str]
"""When (milliseconds UTC), what kind, about what, what was decided, why, by whom."""


def decisions(material: Material, profile: Profile) -> Table | None:
    """Every decision that is kept with its date, in the order of time; None where none was made."""
    found = sorted(_decisions(material, profile))
    rows = tuple(Row((moment(at), *told)) for at, *told in found)
    columns = _columns(
        profile, N_("When"), N_("Kind of decision"), N_("About"), N_("Decision"), N_("Why"), N_("Who")
    )  # fmt: skip
    note = profile.say(
        N_("Consent, withdrawal, comparison, test of a code, saturation, negative case, pattern and sampling.")
    )
    title = titled(N_("Decision Log"), material, profile)
    return Table(title, columns, rows, notes=(rich("{note}", note=note),)) if rows else None


def _decisions(material: Material, profile: Profile) -> Iterator[_Decision]:
    yield from _of_people(material, profile)
    yield from _of_codes(material, profile)
    yield from _of_claims(material, profile)
    from qda.coding import sampling

    kind = profile.say(N_("sampling"))
    for row in sampling.rows(material.project):
        about = " – ".join(part for part in (row.category, row.property_name) if part)
        yield row.at, kind, about, row.planned or row.gap, row.gap if row.planned else "", ""


def _of_people(material: Material, profile: Profile) -> Iterator[_Decision]:
    from qda.study import consent_gate, withdrawals

    kind = profile.say(N_("consent"))
    for row in consent_gate.decisions(material.project):
        about = ", ".join(part for part in (row.name, profile.translated(row.data_kind), row.source) if part)
        yield row.at, kind, about, profile.translated(row.decision), row.reason, row.coder
    kind = profile.say(N_("withdrawal"))
    for gone in withdrawals.rows(material.project):
        said = profile.say(N_("withdrew"))
        if gone.withdrawn_on:
            said = profile.say(N_("withdrew on {day}"), day=profile.date(gone.withdrawn_on))
        yield gone.created_at, kind, gone.name, said, gone.reason, ""


def _of_codes(material: Material, profile: Profile) -> Iterator[_Decision]:
    from qda.coding import comparison, judgements, testing

    names = {code.id: code.name for code in material.codes}
    kind = profile.say(N_("comparison"))
    for verdict in comparison.verdicts(material.project):
        count = profile.number_of(len(verdict.segments), N_("{n} segment"), N_("{n} segments"))
        about = ": ".join(part for part in (names.get(verdict.code_id or 0, ""), count) if part)
        result = profile.translated(comparison.RESULT_WORDS.get(verdict.result, verdict.result))
        yield verdict.at, kind, about, result, verdict.note, verdict.coder
    kind = profile.say(N_("test of a code"))
    for row in testing.answers(material.project):
        about = f"{row.code}: {row.source}, " + profile.say("line\u00a0{n}", n=row.line)
        answer = profile.translated(testing.ANSWER_WORDS.get(row.answer, row.answer))
        yield row.at, kind, about, answer, row.note, row.coder
    kind = profile.say(N_("saturation"))
    for judged in judgements.rows(material.project):
        yield judged.at, kind, judged.category, judged.judgement, judged.memo, ""


def _of_claims(material: Material, profile: Profile) -> Iterator[_Decision]:
    from qda.synthesis import claims, negative_cases, patterns

    kind = profile.say(N_("negative case"))
    for row in negative_cases.rows(material.project):
        answer = profile.translated(negative_cases.ANSWER_WORDS.get(row.answer, row.answer))
        outcome = profile.translated(negative_cases.OUTCOME_WORDS.get(row.outcome, row.outcome))
        about = f"{row.claim} – {row.source}, " + profile.say("line\u00a0{n}", n=row.line)
        yield row.at, kind, about, f"{answer}, {outcome}", row.note, row.coder
    kind, said = profile.say(N_("pattern")), {claim.id: claim.text for claim in claims.rows(material.project)}
    for each in patterns.rows(material.project):
        case = material.cases.get(each.case_id)
        about = f"{said.get(each.claim_id, '')} – {case.name if case else ''}"
        yield each.at, kind, about, profile.translated(each.match), each.reason or each.observed, each.coder


# --- intentions ----------------------------------------------------------------------------------------------------


def propositions(material: Material, profile: Profile) -> Table | None:
    """Claims, propositions and rivals with when each was put down, and since when it expects what it expects."""
    from qda.synthesis import claims

    stamped = pattern_stamps.stamps(material.project)

    def day(at: int | None) -> Cell:
        return Dash() if at is None else moment(at)

    rows = []
    for claim in claims.rows(material.project):
        stamp = stamped.get(claim.id)
        rows.append(
            Row(
                (
                    claim.text,
                    profile.translated(claims.KIND_WORDS[claim.kind]),
                    profile.translated(claims.STATUS_WORDS.get(claim.status, claim.status)),
                    moment(claim.at),
                    claim.expected,
                    day(stamp.entered if stamp else None),
                    day(stamp.worded if stamp else None),
                )
            )
        )
    columns = _columns(
        profile, N_("Proposition"), N_("Kind"), N_("Status"), N_("Put down"), N_("Expected pattern"),
        N_("Expectation entered"), N_("In these words since"),
    )  # fmt: skip
    note = profile.say(N_("Times are those at which it was typed, as the history keeps them."))
    title = titled(N_("Propositions and When They Were Entered"), material, profile)
    return Table(title, columns, tuple(rows), notes=(rich("{note}", note=note),)) if rows else None


# --- instruments ---------------------------------------------------------------------------------------------------


def instruments(material: Material, profile: Profile) -> Table | None:
    """Every version of every instrument with its date and wording; None where there is none."""
    from qda.study import instruments as stored

    rows = tuple(
        Row(
            (
                row.name, row.version, profile.translated(row.kind), row.date or Dash(), len(row.items), row.sources,
                "; ".join(name for _id, name in stored.sources_of(material.project, row.id)), row.text,
            )
        )
        for row in stored.instruments(material.project)
    )  # fmt: skip
    columns = _columns(
        profile, N_("Instrument"), N_("Version"), N_("Kind"), N_("Date"), N_("Questions"), N_("Sources"),
        N_("Used for"), N_("Wording"), counts=(4, 5),
    )  # fmt: skip
    return Table(titled(N_("Instruments and Their Versions"), material, profile), columns, rows) if rows else None


# --- the code book as it was ---------------------------------------------------------------------------------------


def snapshot_days(material: Material) -> list[str]:
    """Days of work of which the code book is told: the last, the first, and some evenly between."""
    days = sorted({day(row.at) for row in history.rows(material.project)})
    if len(days) <= SNAPSHOTS:
        return days
    return [days[round(at * (len(days) - 1) / (SNAPSHOTS - 1))] for at in range(SNAPSHOTS)]
