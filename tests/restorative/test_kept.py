from restorative.kept import Kept


def test_a_thing_is_made_once_for_its_key():
    kept = Kept(2)
    made = []

    def make(name):
        return lambda: made.append(name) or name

    assert [kept.get(name, make(name)) for name in "aba"] == ["a", "b", "a"]
    assert made == ["a", "b"]


def test_what_was_asked_for_longest_ago_goes_first():
    kept = Kept(2)
    for name in "abac":
        kept.get(name, lambda name=name: name.upper())

    assert kept.get("a", lambda: "anew") == "A"
    assert kept.get("b", lambda: "anew") == "anew"


def test_what_fails_is_not_kept():
    kept = Kept(2)
    for number in (0, 1):
        try:
            kept.get("a", lambda number=number: 1 / number)
        except ZeroDivisionError:
            continue

    assert kept.get("a", lambda: 2) == 1
