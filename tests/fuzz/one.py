"""One reader under atheris, in a process of its own: `python -m tests.fuzz.one READER FOLDER SECONDS`.

What is raised is kept once for each place it is raised at, and the run goes on; a crash, a hang or a swelling ends the
process, and libFuzzer keeps the input.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
import time
import traceback
from pathlib import Path
from typing import Any

atheris: Any = importlib.import_module("atheris")  # which may not be there, and has no hints

HANG = 20  # seconds for one input, of at most some ten thousand bytes
SLOW = 5.0
MEMORY = 2_000  # megabytes

with atheris.instrument_imports(
    include=["qda", "striprtf", "pysubs2", "openpyxl", "odfdo", "zipfile", "csv", "html", "tomllib"]
):
    import openpyxl
    import pysubs2
    import striprtf.striprtf

    from qda.flows.importing import attribute_file, bring_in
    from qda.flows.literature import importing
    from qda.flows.others import codebook_tables, qualcoder, rqda, taguette
    from qda.flows.refi import reading
    from qda.sources import readers

    __all__ = [  # imported to be instrumented
        "attribute_file", "bring_in", "codebook_tables", "importing", "openpyxl", "pysubs2", "qualcoder",
        "readers", "reading", "rqda", "striprtf", "taguette",
    ]  # fmt: skip

from tests.fuzz.targets import FUZZED  # noqa: E402 - after what is instrumented


class Watch:
    """Runs a target and keeps what it ought not to do, each place once."""

    def __init__(self, reader: str, folder: Path) -> None:
        self._take = FUZZED[reader].target
        self._folder = folder
        self._known: set[str] = set()

    def __call__(self, data: bytes) -> None:
        begun = time.process_time()
        try:
            self._take(data)
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            ours = [each for each in traceback.extract_tb(error.__traceback__) if "qda" in each.filename]
            where = f"{type(error).__name__} {last.filename}:{last.lineno} {ours[-1].lineno if ours else ''}"
            self._keep(where, data, "".join(traceback.format_exception(error)))
        if time.process_time() - begun > SLOW:
            self._keep("slow", data, f"{time.process_time() - begun:.1f} s")

    def _keep(self, where: str, data: bytes, told: str) -> None:
        if where in self._known:
            return
        self._known.add(where)
        name = hashlib.sha256(where.encode()).hexdigest()[:12]
        if not (self._folder / f"{name}.txt").exists():
            (self._folder / f"{name}.bin").write_bytes(data)
            (self._folder / f"{name}.txt").write_text(f"{where}\n{told}", encoding="utf-8")


def main(reader: str, folder: Path, seconds: int) -> None:
    """Fuzz a reader; ends the process, as libFuzzer does."""
    seeds, corpus, findings = (folder / name for name in ("seeds", "corpus", "findings"))
    for place in (seeds, corpus, findings):
        place.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(FUZZED[reader].seeds()):
        (seeds / str(number)).write_bytes(seed)
    options = [
        f"-max_total_time={seconds}", f"-timeout={HANG}", f"-rss_limit_mb={MEMORY}", "-print_final_stats=1",
        f"-max_len={FUZZED[reader].longest}", f"-artifact_prefix={findings}/", "-verbosity=0",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(corpus), str(seeds)], Watch(reader, findings))
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
