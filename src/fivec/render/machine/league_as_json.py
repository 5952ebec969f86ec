"""The league as JSON: the contract ``fivec/league@1``."""

from __future__ import annotations

from fivec import __version__
from fivec.model.league import League
from fivec.model.values import number, values
from fivec.render import View
from fivec.render.machine.as_json import as_text


def render(league: League, _: View) -> str:
    """Return a league as one JSON object; its keys have a fixed order and are only ever added."""
    return as_text(
        {
            "format": "fivec/league@1",
            "tool": f"fivec {__version__}",
            "file": league.file,
            "sha256": league.sha256,
            "issues": league.issues,
            "draws": league.draws,
            "seed": league.seed,
            "model_error": number(league.model_error),
            "actors": values(league.standings),
        }
    )
