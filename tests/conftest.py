"""What every test stands on."""

from __future__ import annotations

import os
import sys

# Before anything imports Qt: tests throw no window on the screen, and there may be none.
if sys.platform == "linux":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
