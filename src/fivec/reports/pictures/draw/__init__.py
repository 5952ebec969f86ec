"""How the pictures are drawn: a module a chart, on a canvas measured in points."""

import logging
import os
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path


def _begin() -> None:
    """Import matplotlib as if nobody had set anything for it.

    It takes settings from a file in the folder that one happens to be in, before all others, and a
    way to windows from the environment; what it cannot read there it raises.
    """
    # Where it keeps its font list is no concern of whoever asked for a report: without a handler
    # its remarks would come out among fivec's own.
    logging.getLogger("matplotlib").addHandler(logging.NullHandler())
    module = find_spec("matplotlib")
    own = Path(module.origin).parent / "mpl-data" if module and module.origin else None
    backend = os.environ.pop("MPLBACKEND", None)
    here = None
    # A folder that is gone holds no settings.
    with suppress(OSError):
        here = Path.cwd() if own is not None and (own / "matplotlibrc").is_file() else None
    try:
        if here is not None and own is not None:
            os.chdir(own)
        import_module("matplotlib")
    finally:
        if here is not None:
            os.chdir(here)
        if backend is not None:
            os.environ["MPLBACKEND"] = backend


_begin()
