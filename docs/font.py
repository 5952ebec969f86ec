"""Cut the font of the pictures to what they need: Latin, Greek, Cyrillic and common signs.

python docs/font.py FOLDER

The folder has DejaVuSans.ttf and DejaVuSans-Bold.ttf of release 2.37; it needs fontTools. What is
left out: other scripts, hints, and the ligatures and the kerning by which a line is not as wide as
its letters one after another.
"""

import sys
from itertools import chain
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

TARGET = Path(__file__).parents[1] / "src/fivec/render/pictures/draw/fonts"
FACES = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
RANGES = (
    (0x0020, 0x007E), (0x00A0, 0x024F), (0x02B0, 0x036F), (0x0370, 0x03FF), (0x0400, 0x04FF),
    (0x1E00, 0x1EFF), (0x2000, 0x200B), (0x2010, 0x2027), (0x202F, 0x205F), (0x2070, 0x209F),
    (0x20A0, 0x20CF), (0x2100, 0x2126), (0x2153, 0x215E), (0x2190, 0x2199), (0x2200, 0x2265),
    (0x2400, 0x2426), (0x25A0, 0x25FF), (0x2713, 0x2718), (0xFFFD, 0xFFFD),
)  # fmt: skip


def main() -> None:
    """Write both faces into the package."""
    options = Options(layout_features=["mark", "mkmk", "ccmp"], hinting=False, notdef_outline=True)
    options.drop_tables += ["FFTM", "MATH", "kern"]
    wanted = set(chain.from_iterable(range(first, last + 1) for first, last in RANGES))
    for face in FACES:
        font = TTFont(Path(sys.argv[1], face), recalcTimestamp=False)
        cutter = Subsetter(options)
        cutter.populate(unicodes=wanted)
        cutter.subset(font)
        _one_map(font)
        font.save(TARGET / face)


def _one_map(font: TTFont) -> None:
    """Keep one map from characters to glyphs, of the kind that is read in a few lines."""
    table = CmapSubtable.newSubtable(12)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.cmap = font.getBestCmap()
    font["cmap"].tables = [table]


if __name__ == "__main__":
    main()
