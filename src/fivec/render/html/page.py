"""The page around the blocks: what a browser is told, landmarks, and contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

import htpy as h

from fivec import __version__
from fivec.documents.blocks import Block, Heading, Paragraph, parts
from fivec.locale import Words
from fivec.render.html.blocks import HtmlSetter
from fivec.render.html.inline import joined
from fivec.render.html.style import policy, style_sheet
from fivec.render.html.trusted import trusted

# Names of our own begin with a line: no name of a case does.
_MAIN = "_report"


def page(blocks: Sequence[Block], say: Words) -> str:
    """Return a whole page. Raises ``ValueError`` where the first block is not its title."""
    title, rest = blocks[0], blocks[1:]
    if not isinstance(title, Heading) or title.level != 1:
        raise ValueError(title)
    opening = list(takewhile(lambda one: isinstance(one, Paragraph) and one.role == "small", rest))
    body = rest[len(opening) :]
    setter = HtmlSetter(say)
    inside = h.body[
        "\n",
        h.a(".skip", href=f"#{_MAIN}")[say("html.skip")],
        "\n",
        h.header["\n", joined(setter.block(block) for block in (title, *opening))],
        "\n",
        h.main(id=_MAIN, tabindex="-1")["\n", joined(_set(body, setter, say))],
        "\n",
        h.footer[h.p[say("html.foot", version=__version__)]],
        "\n",
    ]
    whole = h.html(lang=say.language)["\n", _head(title.text, say), "\n", inside, "\n"]
    return f"{whole}\n"


def _head(title: str, say: Words) -> h.Element:
    sheet = style_sheet()
    named = {
        "viewport": "width=device-width, initial-scale=1",
        "color-scheme": "light dark",
        "generator": f"fivec {__version__}",
        "description": say("html.description", title=title),
        "referrer": "no-referrer",
    }
    return h.head[
        "\n",
        joined(
            (
                h.meta(charset="utf-8"),
                h.meta(http_equiv="Content-Security-Policy", content=policy(sheet)),
                *(h.meta(name=name, content=content) for name, content in named.items()),
                h.title[title],
                # A browser would ask for a picture of the page.
                h.link(rel="icon", href="data:,"),
                h.style[trusted(sheet)],
            )
        ),
    ]


def _set(blocks: Sequence[Block], setter: HtmlSetter, say: Words) -> Iterator[h.Node]:
    """Yield the blocks, and the contents before the first heading: what opens a page is said first.

    So it is for who hears it, and on a small screen; on a wide one they stand at its side.
    """
    headings = [block for block in blocks if isinstance(block, Heading)]
    chapters = parts(blocks)
    for block in blocks:
        if headings and block is headings[0]:
            yield _contents(headings, say)
        yield setter.block(block, chapter=block in chapters)


def _contents(headings: Sequence[Heading], say: Words) -> h.Node:
    """Return the headings of the first two levels as links, or nothing where there are none."""
    named = [one for one in headings if one.name and one.level in (2, 3)]
    if not named:
        return None
    chapters: list[tuple[Heading, list[Heading]]] = []
    for one in named:
        if one.level == 2 or not chapters:
            chapters.append((one, []))
        else:
            chapters[-1][1].append(one)
    listed = [
        h.li[_link(one), h.ul[[h.li[_link(part)] for part in parts]] if parts else None]
        for one, parts in chapters
    ]
    head = h.h2(id="_contents")[say("html.contents")]
    return h.nav(aria_labelledby="_contents")[h.div[head, "\n", h.ul["\n", joined(listed)]]]


def _link(heading: Heading) -> h.Element:
    return h.a(href=f"#{heading.name}")[heading.text]
