"""Two files with one id are told, whatever the order of the work."""

from hypothesis import given
from hypothesis import strategies as st

from fivec.checks.batch import SeenIds


@given(st.lists(st.sampled_from("abc"), max_size=12))
def test_every_id_that_stands_twice_is_told_once_and_no_other(ids):
    seen = SeenIds()
    told = [seen.add(name, f"{number}.yaml") for number, name in enumerate(ids)]
    assert [one is not None for one in told] == [
        name in ids[:number] for number, name in enumerate(ids)
    ]
    twice = {dict(one.data)["id"]: one for one in seen.twice()}
    assert set(twice) == {name for name in ids if ids.count(name) > 1}
    for name, one in twice.items():
        files = [f"{number}.yaml" for number, other in enumerate(ids) if other == name]
        assert one.file == files[1]
        assert dict(one.data)["others"].startswith(files[0])


def test_of_thousands_of_copies_a_few_are_named():
    seen = SeenIds()
    for number in range(2000):
        seen.add("a", f"{number}.yaml")
    (one,) = seen.twice()
    assert dict(one.data)["others"] == "0.yaml, 2.yaml, 3.yaml (+1996)"
