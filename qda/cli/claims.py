"""Claims, their chain of evidence and their negative cases on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qda.cli.output import OK, moment, print_json, say, show
from qda.cli.projects import reading, writing
from qda.errors import NotFound, QdaError
from qda.i18n import N_, _

if TYPE_CHECKING:
    from qda.analysis.synthesis.evidence import Chain, Node, Way
    from qda.project.project import Project
    from qda.synthesis.targets import Target

ACTS = ("list", "add", "reword", "link", "unlink", "status", "move", "delete")
_ROLES = ("rests on", "about")


class WhichPassage(QdaError):
    """A passage is named by its source and line."""

    hint = N_("Write it so: --segment “Interview with Theresa:12”.")

    def __init__(self, words: str) -> None:
        super().__init__(_("“{words}” names no line of a source.").format(words=words))


class WhatToDo(QdaError):
    """Something that an act needs was not said."""

    def __init__(self, needed: str) -> None:
        super().__init__(_("Something is missing: {needed}.").format(needed=needed))


def add_commands(
    command: Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser],
) -> None:
    """The three commands and their options; `command` makes one of its name, its function and its help."""
    claims_ = command("claims", claims, _("list the claims with their evidence, or change one"))
    trail_ = command("trail", trail, _("follow a claim down to the words, or a passage back to its claims"))
    negatives_ = command("negatives", negatives, _("what was held against claims, and what may be"))
    claims_.add_argument("act", nargs="?", choices=ACTS, default="list")
    claims_.add_argument("claim", nargs="?", metavar="CLAIM", help=_("its number in the list, or its words"))
    claims_.add_argument("--text", metavar="TEXT", help=_("add: the claim; reword: its new words"))
    claims_.add_argument("--kind", default=None, metavar="K", help=_("claim, proposition or rival"))
    claims_.add_argument("--status", default=None, metavar="S", help=_("open, holds, qualified or given up"))
    claims_.add_argument("--rival-to", metavar="CLAIM")
    claims_.add_argument("--expected", default="", metavar="TEXT")
    claims_.add_argument("--note", default="", metavar="TEXT")
    claims_.add_argument("--before", metavar="CLAIM", help=_("move: in front of this one; else to the end"))
    named = _("a code by name, or “memo:…”, “case:…”, “segment:SOURCE:LINE” and the like; may be repeated")
    claims_.add_argument("--to", action="append", default=[], metavar="THING", help=named)
    claims_.add_argument("--role", choices=_ROLES, default=None)
    trail_.add_argument("claim", nargs="?", metavar="CLAIM")
    trail_.add_argument("--segment", metavar="SOURCE:LINE", help=_("back: every claim that stands on this passage"))
    trail_.add_argument("--code", metavar="NAME", help=_("back: every claim that this code leads up to"))
    trail_.add_argument("--out", type=Path, metavar="FILE", help=_("write the chain as .docx or .html"))
    negatives_.add_argument("claim", nargs="?", metavar="CLAIM")
    negatives_.add_argument("--candidates", action="store_true", help=_("passages that may speak against the claim"))
    negatives_.add_argument("--judge", metavar="SOURCE:LINE", help=_("hold the segment on this line against the claim"))
    negatives_.add_argument("--answer", default="contrary", metavar="A", help=_("contrary, not contrary or unsure"))
    negatives_.add_argument("--outcome", default=None, metavar="O", help=_("open, claim qualified, explained, …"))
    negatives_.add_argument("--note", default=None, metavar="TEXT")
    for made in (claims_, trail_, negatives_):
        made.add_argument("--json", action="store_true", help=_("print a list of objects"))


# --- claims ----------------------------------------------------------------------------------------------------------


def claims(arguments: argparse.Namespace) -> int:
    """List the claims, or change one of them."""
    if arguments.act == "list":
        return _list(arguments)
    with writing(arguments.project) as project:
        _ACTS[arguments.act](project, arguments)
    return OK


def _list(arguments: argparse.Namespace) -> int:
    from qda.analysis.synthesis import evidence, evidence_flags

    with reading(arguments.project) as project:
        chain = evidence.load(project)
        found = [
            {
                "number": number,
                "id": each.claim.id,
                "kind": each.claim.kind,
                "text": each.claim.text,
                "status": each.claim.status,
                "expected": each.claim.expected,
                "note": each.claim.note,
                "rival_to": each.claim.rival_to,
                "created": moment(each.claim.at),
                "segments": each.counts.segments,
                "sources": each.counts.sources,
                "cases": each.counts.cases,
                "participants": each.counts.participants,
                "contrary": each.contrary,
                "flags": [flag.sentence for flag in each.flags],
                "links": [
                    {"kind": link.target.kind, "name": chain.label(link.target), "role": link.role, "note": link.note}
                    for link in chain.links(each.claim.id)
                ],
            }
            for number, each in enumerate(evidence_flags.standings(chain), start=1)
        ]
    columns = ("number", "kind", "status", "segments", "sources", "cases", "contrary", "text")
    return show(found, arguments, columns)


def _add(project: Project, arguments: argparse.Namespace) -> None:
    from qda.synthesis import claims as service
    from qda.synthesis import targets

    text = arguments.text or arguments.claim
    if not text:
        raise WhatToDo("--text")
    things = [_target(project, words) for words in arguments.to]
    rival = _claim(project, arguments.rival_to) if arguments.rival_to else None
    service.create(
        project,
        text,
        kind=arguments.kind or ("rival" if rival is not None else "claim"),
        expected=arguments.expected,
        note=arguments.note,
        status=arguments.status or "open",
        rival_to=rival,
        links=[(each, arguments.role or targets.role_for(each.kind)) for each in things],
    )
    say(_("Put down claim {number}.").format(number=len(service.rows(project))))


def _reword(project: Project, arguments: argparse.Namespace) -> None:
    from qda.synthesis import claims as service

    if not arguments.text:
        raise WhatToDo("--text")
    service.reword(project, _named(project, arguments), arguments.text)


def _link(project: Project, arguments: argparse.Namespace) -> None:
    from qda.synthesis import claims as service
    from qda.synthesis import targets

    claim, new = _named(project, arguments), 0
    if not arguments.to:
        raise WhatToDo("--to")
    for words in arguments.to:
        target = _target(project, words)
        role = arguments.role or targets.role_for(target.kind)
        new += service.link(project, claim, [target], role=role, note=arguments.note)
    say(_("{count} new links.").format(count=new))


def _unlink(project: Project, arguments: argparse.Namespace) -> None:
    from qda.synthesis import claims as service

    claim, wanted = _named(project, arguments), [_target(project, words) for words in arguments.to]
    service.unlink(project, [row.id for row in service.links(project, claim) if row.target in wanted])


def _status(project: Project, arguments: argparse.Namespace) -> None:
    from qda.synthesis import claims as service

    if not arguments.status:
        raise WhatToDo("--status")
    service.set_status(project, [_named(project, arguments)], arguments.status)


def _move(project: Project, arguments: argparse.Namespace) -> None:
    from qda.synthesis import claims as service

    before = _claim(project, arguments.before) if arguments.before else None
    service.move(project, [_named(project, arguments)], before=before)


def _delete(project: Project, arguments: argparse.Namespace) -> None:
    from qda.synthesis import claims as service

    service.delete(project, [_named(project, arguments)])


_ACTS = {
    "add": _add,
    "reword": _reword,
    "link": _link,
    "unlink": _unlink,
    "status": _status,
    "move": _move,
    "delete": _delete,
}


# --- the trail -------------------------------------------------------------------------------------------------------


def trail(arguments: argparse.Namespace) -> int:
    """The chain of evidence of a claim down to the words; or back, from a passage or a code to its claims."""
    if arguments.segment or arguments.code:
        return _back(arguments)
    if arguments.out is not None:
        return _write(arguments)
    from qda.analysis.synthesis import evidence, evidence_flags

    with reading(arguments.project) as project:
        chain, claim = evidence.load(project), _named(project, arguments)
        nodes = chain.trail(claim)
        quotes = {each.segment_id: each for each in evidence_flags.quotes(project, evidence.segments_of(nodes))}
    if arguments.json:
        print_json([_object(node, quotes) for node in nodes])
        return OK
    for node in nodes:
        _print(chain, node, quotes, 0)
    return OK


def _object(node: Node, quotes: dict[int, Any]) -> dict[str, Any]:
    return {
        "kind": node.target.kind,
        "level": node.level,
        "name": node.label,
        "role": node.link.role if node.link is not None else None,
        "segments": node.counts.segments,
        "sources": node.counts.sources,
        "cases": node.counts.cases,
        "participants": node.counts.participants,
        "below": [_object(child, quotes) for child in node.children],
        "quotes": [_quote(quotes[each]) for each in node.own if each in quotes],
    }


def _quote(found: Any) -> dict[str, Any]:
    return {"source": found.source, "line": found.line, "speaker": found.speaker, "quote": found.quote}


def _print(chain: Chain, node: Node, quotes: dict[int, Any], depth: int) -> None:
    tabs = "  " * depth
    say(f"{tabs}{node.label} ({node.level or node.target.kind}, {node.counts.segments})")
    for child in node.children:
        _print(chain, child, quotes, depth + 1)
    for each in node.own:
        if each in quotes:
            words = " ".join(quotes[each].quote.split())
            say(f"{tabs}  “{words}” – {quotes[each].place}")


def _back(arguments: argparse.Namespace) -> int:
    from qda.analysis.synthesis import evidence
    from qda.coding import codes

    with reading(arguments.project) as project:
        chain = evidence.load(project)
        if arguments.segment:
            ways = chain.on_segments(_segments(project, arguments.segment))
        else:
            ways = chain.on_code(codes.named(project, arguments.code))
    return show([_way(way) for way in ways], arguments, ("claim", "status", "way", "answer", "outcome"))


def _way(way: Way) -> dict[str, Any]:
    return {
        "claim": way.claim.text,
        "kind": way.claim.kind,
        "status": way.claim.status,
        "way": " > ".join(way.names),
        "answer": way.answer,
        "outcome": way.outcome,
    }


def _write(arguments: argparse.Namespace) -> int:
    from qda.analysis.synthesis import evidence
    from qda.export import writing
    from qda.export.leaving import gated
    from qda.export.profiles import APA
    from qda.export.synthesis import claim_tables

    with reading(arguments.project, judged=True) as project:
        chain, wanted = evidence.load(project), _named(project, arguments)
        claim = next(row for row in chain.claims if row.id == wanted)
        made = gated.blocks(project, claim_tables.document(project, chain, claim, APA), APA)
        whole = gated.required(made)
        writing.write(arguments.out, whole, APA)
    say(_("Wrote “{path}”.").format(path=arguments.out))
    return OK


# --- negative cases --------------------------------------------------------------------------------------------------


def negatives(arguments: argparse.Namespace) -> int:
    """What was held against a claim, or all; passages that may be; or one more judgement."""
    if arguments.judge:
        return _judge(arguments)
    if arguments.candidates:
        return _candidates(arguments)
    from qda.synthesis import negative_cases

    with reading(arguments.project) as project:
        claim = _named(project, arguments) if arguments.claim else None
        found = [
            {
                "claim": row.claim,
                "answer": row.answer,
                "outcome": row.outcome,
                "source": row.source,
                "line": row.line,
                "speaker": row.speaker,
                "quote": row.quote,
                "note": row.note,
                "coder": row.coder,
                "at": moment(row.at),
            }
            for row in negative_cases.rows(project, claim)
        ]
    return show(found, arguments, ("answer", "outcome", "source", "line", "quote", "note"))


def _candidates(arguments: argparse.Namespace) -> int:
    from qda.analysis.coding import candidates
    from qda.analysis.synthesis import disconfirming, evidence
    from qda.synthesis import negative_cases

    with reading(arguments.project) as project:
        chain, claim = evidence.load(project), _named(project, arguments)
        found = [*disconfirming.known(project, chain, claim), *disconfirming.near(project, chain, claim)]
        rows = []
        for each in disconfirming.waiting(found, negative_cases.places(project, claim)):
            place = candidates.Candidate("near", each.source_id, each.start, each.end, each.segment_id)
            here = candidates.shown(project, place)
            if here is not None:
                told = {"kind": each.kind, "why": "; ".join(each.reasons), "source": here.source, "line": here.line}
                rows.append({**told, "speaker": here.speaker, "quote": here.quote})
    return show(rows, arguments, ("kind", "source", "line", "quote", "why"))


def _judge(arguments: argparse.Namespace) -> int:
    from qda.synthesis import negative_cases

    with writing(arguments.project) as project:
        claim, segments = _named(project, arguments), _segments(project, arguments.judge)
        if not segments:
            raise NotFound(_("No segment lies on this line."))
        note, outcome = arguments.note, arguments.outcome
        negative_cases.judge(project, claim, segments[0], arguments.answer, note=note, outcome=outcome)
        say(negative_cases.tally(project, claim).words)
    return OK


# --- finding ---------------------------------------------------------------------------------------------------------


def _named(project: Project, arguments: argparse.Namespace) -> int:
    if not arguments.claim:
        raise WhatToDo(_("which claim"))
    return _claim(project, arguments.claim)


def _claim(project: Project, words: str) -> int:
    """A claim by its number in the list, or by words that it alone begins with or holds. Raises NotFound."""
    from qda.names import name_key
    from qda.synthesis import claims as service

    rows = service.rows(project)
    if words.isdecimal() and 0 < int(words) <= len(rows):
        return rows[int(words) - 1].id
    key = name_key(words)
    exact = [row for row in rows if name_key(row.text) == key]
    found = exact or [row for row in rows if key in name_key(row.text)]
    if len(found) != 1:
        near = tuple(row.short for row in (found or rows)[:3])
        raise NotFound(_("No one claim is called “{words}”.").format(words=words), near)
    return found[0].id


def _target(project: Project, words: str) -> Target:
    """A thing by name: a code, or what stands before the colon. Raises NotFound."""
    from qda.names import name_key
    from qda.synthesis import targets

    kind, colon, name = words.partition(":")
    kind = {"map": "category_map"}.get(kind.strip(), kind.strip())
    if not colon or kind not in targets.TARGETS:
        kind, name = "code", words
    if kind == "segment":
        found = _segments(project, name)
        if not found:
            raise NotFound(_("No segment lies on this line."))
        return targets.Target("segment", found[0])
    known = [each for each in targets.everything(project) if each.target.kind == kind]
    named = [each for each in known if name_key(each.label) == name_key(name)]
    if not named:
        near = tuple(each.label for each in known if name_key(name) in name_key(each.label))[:3]
        raise NotFound(_("There is nothing called “{name}” to link to.").format(name=name.strip()), near)
    return named[0].target


def _segments(project: Project, words: str) -> list[int]:
    """The segments on a line of a source, by SOURCE:LINE. Raises WhichPassage, NotFound."""
    from qda.analysis.synthesis import evidence_flags
    from qda.names import name_key
    from qda.sources import queries

    name, colon, number = words.rpartition(":")
    if not colon or not number.strip().isdecimal():
        raise WhichPassage(words)
    source = next((row for row in queries.rows(project) if name_key(row.name) == name_key(name)), None)
    if source is None:
        raise NotFound(_("There is no source called “{name}”.").format(name=name))
    line = evidence_flags.line_at(project, source.id, int(number))
    if line is None:
        raise WhichPassage(words)
    return evidence_flags.segments_at(project, source.id, *line)
