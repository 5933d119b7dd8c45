"""A memo on a comparison: it hangs on the segments and the code that were compared, and the verdict knows it."""

from __future__ import annotations

from collections.abc import Sequence

from qda.coding import codes
from qda.errors import NotFound
from qda.i18n import N_, _
from qda.memos import addresses, service
from qda.memos.service import Target
from qda.project.project import Project
from qda.store.models import Verdict


def keep(
    project: Project,
    text: str,
    *,
    memo_id: int | None = None,
    segment_ids: Sequence[int] = (),
    code_id: int | None = None,
    verdict_id: int | None = None,
) -> int:
    """Keep what was written, as a new memo or as a version of one, as one act; gives the memo's id. Raises NotFound."""
    targets = [Target("segment", each) for each in dict.fromkeys(segment_ids)]
    if code_id is not None:
        codes.name_of(project, code_id)
        targets.append(Target("code", code_id))
    with project.command("comparison.memo", N_("Write a memo on a comparison")) as session:
        if memo_id is None:
            kind = "code" if code_id is not None else "theoretical"
            memo_id = service.begin(project, text, kind=kind, targets=targets)
        else:
            service.write(project, memo_id, text)
            for target in targets:
                service.attach(project, memo_id, target)
        if verdict_id is not None:
            verdict = session.get(Verdict, verdict_id)
            if verdict is None:
                raise NotFound(_("This verdict is no longer there."))
            verdict.memo_id = memo_id
        return memo_id


def quotations(project: Project, segment_ids: Sequence[int]) -> str:
    """Segments as quotes in Markdown, each with its live address, in this order; those that are gone are left out."""
    found = addresses.of(project, segment_ids)
    return "\n\n".join(addresses.quotation(found[each]) for each in dict.fromkeys(segment_ids) if each in found)
