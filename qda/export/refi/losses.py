"""What the standard has no place for, counted and named; and what it has only another place for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from qda.export.refi.known import ROOT, Known, in_its_text
from qda.export.refi.positions import wide_characters
from qda.export.refi.reading import text_of
from qda.export.refi.report import KEPT, Line, line
from qda.i18n import _
from qda.memos.service import first_words
from qda.store.models import (
    Arrangement,
    AuditCommand,
    Case,
    CategoryMap,
    Code,
    CodeTest,
    Coding,
    Consent,
    DataSet,
    Draft,
    Evidence,
    Instrument,
    MapMember,
    MapNode,
    MapRefusal,
    Membership,
    Memo,
    MemoDraft,
    MemoLink,
    MemoVersion,
    Participant,
    ParticipantCase,
    Passage,
    PassedLine,
    Property,
    Relation,
    Sampling,
    SaturationJudgement,
    SavedQuery,
    Segment,
    Source,
    Speaker,
    TextVersion,
    Unit,
    Verdict,
)


def carried(known: Known) -> tuple[Line, ...]:
    """What is in a project file in another form than a reader may look for it."""
    return tuple(each for each in _carried(known) if each.count)


def lost(known: Known) -> tuple[Line, ...]:
    """What is not in a project file."""
    return tuple(each for each in _lost(known) if each.count)


def shifted(known: Known) -> tuple[str, ...]:
    """Sources with characters that count as two UTF-16 units, in which programs differ."""
    query = select(Source.name, TextVersion.text_sha).join(TextVersion, TextVersion.id == Source.version_id)
    rows = known.session.execute(query.order_by(Source.position, Source.id)).all()
    return tuple(name for name, sha in rows if wide_characters(text_of(known.session, sha)))


def _named(known: Known, key: str, words: str, names: Select[Any]) -> Line:
    """A line for the rows of a query, whose first column names each."""
    rows = known.session.execute(names).all()
    return line(key, words, (str(row[0] or "") for row in rows))


def _counted(known: Known, key: str, words: str, of: Any, *where: Any, names: Select[Any] | None = None) -> Line:
    """A line for rows too many to be named one by one; `names` are those of what they belong to."""
    count = known.session.execute(select(func.count()).select_from(of).where(*where)).scalar_one()
    shown = known.session.execute(names.distinct().limit(KEPT)).scalars().all() if names is not None and count else ()
    return Line(key, words, count, line(key, words, map(str, shown)).names)


def _carried(known: Known) -> Iterator[Line]:
    living = (~Code.retired, Code.id != ROOT)
    in_sets = select(Code.name).where(*living, or_(Code.level != "initial", Code.in_vivo)).order_by(Code.id)
    yield _named(known, "levels", _("Levels and in-vivo codes, as sets"), in_sets)
    groups = select(Code.name).where(Code.id.in_(select(Membership.group_id)), *living).order_by(Code.id)
    yield _named(known, "clusters", _("Codes that others are gathered under, as sets"), groups)
    yield line(
        "first_codes", _("Codes that codings began with, as notes"), map(known.code_names.__getitem__, known.firsts)
    )
    owned = select(Property.name).order_by(Property.id)
    yield _named(known, "properties", _("Properties with their dimensions, as notes"), owned)
    gone = select(Source.name).join(Segment, Segment.source_id == Source.id).where(~in_its_text()).order_by(Segment.id)
    yield _named(known, "detached", _("Segments whose words are gone from their text, as notes"), gone)
    yield _named(known, "units", _("Units of analysis, as cases"), select(Unit.name).order_by(Unit.id))
    people = select(Participant.name).order_by(Participant.id)
    yield _named(known, "participants", _("Participants, as cases"), people)
    home = select(Participant.name).join(ParticipantCase, ParticipantCase.participant_id == Participant.id)
    yield _named(known, "belonging", _("Participants’ cases, as links"), home.order_by(ParticipantCase.id))
    spoken = select(Source.name).join(Speaker, Speaker.source_id == Source.id).order_by(Speaker.id)
    yield _named(known, "speakers", _("Who speaks in a source, as a variable"), spoken)
    elsewhere = select(Case.name).join(Passage, Passage.case_id == Case.id).order_by(Passage.id)
    yield _named(known, "passages", _("Passages of other cases, as selections"), elsewhere)


def _lost(known: Known) -> Iterator[Line]:
    yield from _lost_of_analysis(known)
    yield from _lost_of_memos(known)
    yield from _lost_of_sources(known)
    yield from _lost_of_study(known)
    yield from _lost_of_maps(known)
    yield _counted(known, "history", _("Steps of the history"), AuditCommand)


def _lost_of_analysis(known: Known) -> Iterator[Line]:
    compared = select(Code.name).join(Verdict, Verdict.code_id == Code.id)
    yield _counted(known, "verdicts", _("Verdicts of comparisons"), Verdict, names=compared)
    tested = select(Code.name).join(CodeTest, CodeTest.code_id == Code.id)
    yield _counted(known, "tests", _("Answers of tests of focused codes"), CodeTest, names=tested)
    judged = select(Code.name).join(SaturationJudgement, SaturationJudgement.code_id == Code.id)
    yield _named(known, "saturation", _("Judgements on saturation"), judged.order_by(SaturationJudgement.id))
    yield _named(known, "sampling", _("Steps of theoretical sampling"), select(Sampling.gap).order_by(Sampling.id))
    other = Coding.origin != "by hand"
    kinds = select(Coding.origin).where(other)
    yield _counted(known, "origins", _("How codings came about other than by hand"), Coding, other, names=kinds)
    dated = [_counted(known, "", "", table).count for table in (Code, Relation, Evidence, CategoryMap)]
    # The root of the tree is a row of its own, and nobody's code.
    yield Line("dates", _("Dates of codes, relations, evidence and maps"), sum(dated) - 1)


def _lost_of_memos(known: Known) -> Iterator[Line]:
    later = aliased(MemoVersion)
    is_older = exists().where(later.memo_id == MemoVersion.memo_id, later.number > MemoVersion.number)
    older = select(Memo.title, Memo.text).join(MemoVersion, MemoVersion.memo_id == Memo.id).where(is_older)
    rows = known.session.execute(older.order_by(MemoVersion.id)).all()
    yield line("memo_versions", _("Earlier versions of memos"), (title or first_words(text) for title, text in rows))
    drafts = known.session.execute(
        select(MemoDraft.title, MemoDraft.text).union_all(select(Draft.title, Draft.text))
    ).all()
    yield line("drafts", _("Unfinished drafts"), (title or first_words(text) for title, text in drafts))
    hung = select(Memo.title).join(MemoLink, MemoLink.memo_id == Memo.id)
    nowhere = MemoLink.target.in_(("sampling", "verdict"))
    words = _("Memos hung on verdicts and steps of sampling")
    yield _named(known, "memo_links", words, hung.where(nowhere).order_by(MemoLink.id))
    orders = select(Arrangement.name).order_by(Arrangement.id)
    yield _named(known, "arrangements", _("Arrangements of the sorting table"), orders)


def _lost_of_sources(known: Known) -> Iterator[Line]:
    passed = select(Source.name).join(PassedLine, PassedLine.source_id == Source.id)
    yield _counted(known, "passed_lines", _("Lines passed over"), PassedLine, names=passed)
    sources = select(Source.name).order_by(Source.position, Source.id)
    yield _named(known, "lines", _("Line numbers, marks of turns, times and pages"), sources)
    older = select(Source.name).join(TextVersion, TextVersion.source_id == Source.id)
    earlier = older.where(TextVersion.id != Source.version_id).order_by(TextVersion.id)
    yield _named(known, "text_versions", _("Earlier versions of texts"), earlier)
    kept = sources.where(Source.original_kept, Source.original_sha != "")
    yield _named(known, "originals", _("Original files (the texts taken from them are there)"), kept)


def _lost_of_study(known: Known) -> Iterator[Line]:
    asked = select(Participant.name).join(Consent, Consent.participant_id == Participant.id).order_by(Consent.id)
    yield _named(known, "consents", _("Consents"), asked)
    yield _named(known, "data_plan", _("Rows of the data plan"), select(DataSet.method).order_by(DataSet.position))
    guides = select(Instrument.name).order_by(Instrument.id)
    yield _named(known, "instruments", _("Instruments with their wording"), guides)
    yield _named(known, "queries", _("Saved queries"), select(SavedQuery.name).order_by(SavedQuery.id))


def _lost_of_maps(known: Known) -> Iterator[Line]:
    counting = or_(CategoryMap.size_by != "", CategoryMap.color_by != "")
    told = select(CategoryMap.name).where(counting).order_by(CategoryMap.id)
    yield _named(known, "map_counts", _("Counts shown by sizes and colours on maps"), told)
    framed = select(MapNode.text).join(MapMember, MapMember.group_id == MapNode.id).order_by(MapMember.id)
    refused = select(CategoryMap.name).join(MapRefusal, MapRefusal.map_id == CategoryMap.id).order_by(MapRefusal.id)
    yield _named(known, "map_refusals", _("Relations set aside on maps"), refused)
    yield _named(known, "map_groups", _("Boxes held by groups on maps"), framed)


def beside_the_codes(known: Known) -> tuple[Line, ...]:
    """What a code book leaves behind: everything but codes and their sets."""
    sources = select(Source.name).order_by(Source.position, Source.id)
    memos = known.session.execute(select(Memo.title, Memo.text).order_by(Memo.id)).all()
    lines = (
        _named(known, "sources", _("Sources"), sources),
        _counted(known, "segments", _("Segments"), Segment),
        _counted(known, "codings", _("Codings"), Coding),
        line("memos", _("Memos"), (title or first_words(text) for title, text in memos)),
        _named(known, "cases", _("Cases"), select(Case.name).order_by(Case.id)),
        _named(known, "participants", _("Participants"), select(Participant.name).order_by(Participant.id)),
        _named(known, "properties", _("Properties of categories"), select(Property.name).order_by(Property.id)),
        _counted(known, "relations", _("Relations"), Relation),
        _named(known, "maps", _("Maps"), select(CategoryMap.name).order_by(CategoryMap.id)),
        line("first_codes", _("Merged codes and first codes"), map(known.code_names.__getitem__, known.firsts)),
    )
    return tuple(each for each in (*lines, *lost(known)) if each.count)
