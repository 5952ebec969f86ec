"""The settings to draw with: matplotlib's own, so that every machine draws alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl

# These choose windows and folders, not looks; some may not be set once a program runs.
_NOT_OURS = frozenset({
    "backend", "backend_fallback", "date.epoch", "interactive", "macosx.window_mode",
    "savefig.directory", "timezone", "tk.window_focus", "toolbar", "webagg.address",
    "webagg.open_in_browser", "webagg.port", "webagg.port_retries",
})  # fmt: skip
_OWN = {"svg.hashsalt": "fivec", "svg.fonttype": "none"}


@contextmanager
def own_settings() -> Iterator[None]:
    """Draw with matplotlib's own settings, whatever a user's file says, and leave those alone."""
    given: Any = {key: value for key, value in mpl.rcParamsDefault.items() if key not in _NOT_OURS}
    with mpl.rc_context(given | _OWN):
        yield
