"""Errors that the user can meet: one sentence, and a way out. Anything else that is raised is a bug."""

from __future__ import annotations

from qda.i18n import N_, _


class QdaError(Exception):
    """A sentence for the user; `hint` is the way out, in English, translated when shown."""

    hint: str = ""

    def __init__(self, sentence: str, *, hint: str | None = None) -> None:
        super().__init__(sentence)
        if hint is not None:
            self.hint = hint

    @property
    def sentence(self) -> str:
        """What happened."""
        return str(self.args[0])


class Cancelled(QdaError):
    """The user stopped a long job; nothing is shown for it."""

    def __init__(self) -> None:
        super().__init__(_("Stopped."))


class NotFound(QdaError):
    """What was named is not in the study; `candidates` are names that come near."""

    hint = N_("Check the name; the lists in the window and on the command line show what there is.")

    def __init__(self, sentence: str, candidates: tuple[str, ...] = ()) -> None:
        if candidates:
            sentence = f"{sentence} " + _("Did you mean: {names}?").format(names=", ".join(candidates))
        super().__init__(sentence)
        self.candidates = candidates
