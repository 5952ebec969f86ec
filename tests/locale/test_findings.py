"""What a finding says is a whole sentence, whatever fact of fivec's own is filled in."""

import json
from importlib.resources import files

import pytest

from fivec.locale import LANGUAGES, words

LIMITS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("limit", LIMITS)
def test_a_limit_is_a_few_words_within_a_sentence(language, limit):
    say = words(language)
    rule = say(f"rule.{limit}")
    assert "{" not in rule
    assert not rule.endswith(".")
    code = "wrong-length" if limit.endswith("Items") else "out-of-range"
    facts = {"key": "salience", "value": "-5", "count": "1", "rule": limit, "limit": "0"}
    message, _ = say.sentence(code, facts)
    assert f"{rule} 0" in message


def test_the_schemas_know_no_other_limit():
    schemas = files("fivec") / "files" / "schemas"
    found = set()

    def walk(part):
        if isinstance(part, dict):
            for key, inner in part.items():
                if key.lower().endswith(("imum", "items")) and type(inner) in (int, float):
                    found.add(key)
                walk(inner)
        elif isinstance(part, list):
            for inner in part:
                walk(inner)

    for path in schemas.iterdir():
        if path.name.endswith(".json"):
            walk(json.loads(path.read_text(encoding="utf-8")))
    assert "minimum" in found
    assert found <= set(LIMITS)
