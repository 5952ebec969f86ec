"""Two files with one id are told, whatever the order of the work."""

from hypothesis import given
from hypothesis import strategies as st

from fivec.checks.batch import SeenIds


def told(one):
    return one and (one.code, one.file, one.line, dict(one.data))


def same(name, file, others):
    return "same-id", file, 0, {"id": name, "others": others}


@given(st.lists(st.sampled_from("abc"), max_size=12))
def test_every_id_that_stands_twice_is_told_once_and_no_other(ids):
    seen = SeenIds()
    files = {name: [f"{at}.yaml" for at, one in enumerate(ids) if one == name] for name in "abc"}
    for at, name in enumerate(ids):
        first = files[name][0]
        file = f"{at}.yaml"
        assert told(seen.add(name, file)) == (None if file == first else same(name, file, first))
    twice = {dict(one.data)["id"]: one for one in seen.twice()}
    assert set(twice) == {name for name in ids if ids.count(name) > 1}
    for name, one in twice.items():
        first, second, *_ = files[name]
        assert told(one)[:3] == ("same-id", second, 0)
        assert dict(one.data)["others"].startswith(first)


def test_of_thousands_of_copies_a_few_are_named():
    for copies, others in (
        (2, "0.yaml"),
        (4, "0.yaml, 2.yaml, 3.yaml"),
        (5, "0.yaml, 2.yaml, 3.yaml (+1)"),
        (2000, "0.yaml, 2.yaml, 3.yaml (+1996)"),
    ):
        seen = SeenIds()
        for number in range(copies):
            seen.add("a", f"{number}.yaml")
        assert [told(one) for one in seen.twice()] == [same("a", "1.yaml", others)]
