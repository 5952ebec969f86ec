"""Made-up cases of every shape that the schema allows, whether they make sense or not."""

from hypothesis import strategies as st

from fivec.files.schema import schema
from fivec.files.yaml_reader import _TEXT_KEYS, _TEXT_LISTS, _TEXT_MAPS, FORBIDDEN
from fivec.model.fields import DATE

CASE = schema("case")
INDICATORS = ("chair.agenda", "chair.patience", "output.papers", "people.staff")
# Which items are called by name: two of one name could not be told apart.
NAMED = {"sources": "id", "evidence": "id", "codings": "coder", "issues": "id", "tests": "id",
         "hypotheses": "id"}  # fmt: skip

SIGNS = " \n\t\r:#-'\"[]{},&*!|>%@`?~\\=+·_;aéN0.1e"
ODD = (
    "NO", "off", "1e3", "12:30", "null", "# x", "a: b", "=1+1", "'quoted'", '"quoted"', "true",
    "[a]", "{}", "[]", "2019-11", "1-2", "_x000D_", "x005F_", "a\r\nb", " led by a space",
    "line\n\nline\n", "high · To a high degree", "<script>x</script>", "@sum", "75,5",
    "word " * 40, "#REF!",
)  # fmt: skip
UNSEEN = ("Cs", "Cc", "Cf", "Cn", "Zl", "Zp")
TEXTS = st.one_of(
    st.sampled_from(ODD),
    st.text(st.sampled_from(SIGNS), min_size=1, max_size=30),
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn")),
        min_size=1,
        max_size=12,
    ),
).filter(lambda text: text.strip() and not FORBIDDEN.search(text))
DATES = st.dates().flatmap(
    lambda day: st.sampled_from([day.isoformat()[:length] for length in (4, 7, 10)])
)
IDS = st.one_of(
    st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,6}", fullmatch=True),
    st.sampled_from(("NO", "null", "true", "007", "1e3", "2019-11", "on")),
)
NUMBERS = st.one_of(
    st.integers(-1000, 1000),
    st.floats(-1e12, 1e12),
    st.sampled_from((0.1, 1 / 3, 1e-9, 123456789012.5, 0.30000000000000004)),
)
# Under these keys, wherever they stand, the reader takes a number for text.
_KEYS = TEXTS.filter(lambda key: key not in _TEXT_KEYS | _TEXT_LISTS | _TEXT_MAPS)
ANYTHING = st.recursive(
    st.one_of(TEXTS, NUMBERS, st.booleans(), st.none(), st.just("")),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_KEYS, inner, max_size=3)),
    max_leaves=5,
)
LANGUAGES = st.sampled_from(("en", "nl", "de", "fr-BE"))
WORDS = st.one_of(TEXTS, st.dictionaries(LANGUAGES, TEXTS, min_size=1, max_size=3))
OWN_KEYS = TEXTS.map(lambda text: f"x_{text}")
OWN = st.dictionaries(OWN_KEYS, ANYTHING, max_size=1)


def _resolved(part):
    if "$ref" in part:
        return CASE["$defs"][part["$ref"].rpartition("/")[2]]
    return part


@st.composite
def mappings(draw, part, name=""):
    """Draw a mapping with what it must have, some of what it may have, and keys of its own."""
    found = {}
    part = _resolved(part)
    for key, inner in part["properties"].items():
        if key in part.get("required", ()) or draw(st.booleans()):
            found[key] = draw(values(inner, key))
    rest = part.get("additionalProperties")
    if isinstance(rest, dict):
        keys = st.sampled_from(INDICATORS) if name in ("ratings", "bears_on") else IDS
        if name == "points":
            keys = st.integers(-999, 999).map(str)
        keys = keys.filter(lambda key: key != "note" and not key.startswith("x_"))
        for key in draw(st.lists(keys, max_size=3, unique=True)):
            found[key] = draw(entries(rest, name))
    # Whatever stands right under the ratings is read as text.
    own = draw(st.dictionaries(OWN_KEYS, TEXTS, max_size=1) if name == "ratings" else OWN)
    return found | own


@st.composite
def entries(draw, part, name):
    """Draw the value of an indicator, a point or a hypothesis."""
    if name == "points":
        return draw(WORDS)
    if name == "likelihoods":
        return draw(st.one_of(NUMBERS, st.lists(NUMBERS, min_size=2, max_size=2), IDS))
    if draw(st.booleans()):
        words = {"bears_on": ("supports", "weakens"), "issues": ("none", "full")}
        return draw(st.sampled_from(words[name]) if name in words else IDS)
    found = draw(mappings(part))
    if name == "ratings":
        for key in ("level", "value"):
            if found.get(key) is None:
                found.pop(key, None)
        if "level" not in found and ("value" not in found or draw(st.booleans())):
            found["level"] = None
    return found


def values(part, key=""):
    """Return what may stand at a key."""
    if part.get("$ref", "").endswith("/Text"):
        return WORDS
    part = _resolved(part)
    if "anyOf" in part:
        # A list or a single item: the list holds both.
        return values(next(one for one in part["anyOf"] if one.get("type") == "array"), key)
    if "const" in part:
        return st.just(part["const"])
    if "enum" in part:
        return st.sampled_from(part["enum"])
    kinds = part["type"] if isinstance(part["type"], list) else [part["type"]]
    if part.get("pattern") == DATE:
        return DATES
    found = {
        "object": lambda: mappings(part, key),
        "array": lambda: _lists(part, key),
        "string": lambda: IDS if "pattern" in part or key == "level" else TEXTS,
        "boolean": st.booleans,
        "null": st.none,
        "integer": lambda: st.integers(part.get("minimum", 0), part.get("maximum", 100)),
        "number": lambda: NUMBERS if kinds == ["number"] else st.nothing(),
    }
    return st.one_of(*(found[kind]() for kind in kinds))


def _lists(part, key):
    ends = {"min_size": part.get("minItems", 0), "max_size": part.get("maxItems", 3)}
    # The ends of a range are texts, even where they are numbers.
    ids = key == "range" and "enum" not in _resolved(part["items"])
    items = IDS if ids else values(part["items"])
    if key in NAMED and _resolved(part["items"]).get("type") == "object":
        return st.lists(items, **ends, unique_by=lambda item: item[NAMED[key]])
    return st.lists(items, **ends)


def cases():
    """Return cases that follow the schema; what they refer to need not be there."""
    return mappings(CASE)
