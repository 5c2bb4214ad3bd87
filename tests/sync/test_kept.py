"""What a process keeps until the data change."""

from careerportal.sync import kept


def test_a_thing_is_made_once_for_a_serial_and_anew_for_the_next():
    made = []

    def make():
        made.append(len(made) + 1)
        return made[-1]

    assert [kept.at(1, "thing", make), kept.at(1, "thing", make), kept.at(2, "thing", make)] == [1, 1, 2]
    assert made == [1, 2]


def test_things_of_different_names_do_not_meet():
    assert kept.at(1, "one", lambda: "first") == "first"
    assert kept.at(1, "other", lambda: "second") == "second"


def test_what_fails_to_be_made_is_tried_again():
    attempts = iter([ValueError, None])

    def make():
        if failure := next(attempts):
            raise failure
        return "made"

    try:
        kept.at(1, "thing", make)
    except ValueError:
        assert kept.at(1, "thing", make) == "made"


def test_what_is_kept_by_key_is_made_once_until_there_is_no_more_room():
    held, made = {}, []

    def ask(key):
        return kept.once(held, key, lambda: made.append(key) or f"made {key}", most=2)

    assert [ask(key) for key in "aabab"] == ["made a", "made a", "made b", "made a", "made b"]
    assert made == ["a", "b"]
    assert ask("c") == "made c"
    assert set(held) == {"c"}


def test_nobody_loses_what_they_found_when_another_thread_makes_room():
    """A dict that forgets at the worst of moments: as soon as it was asked."""

    class Forgetful(dict):
        def get(self, key, default=None):
            found = super().get(key, default)
            self.clear()
            return found

    held = Forgetful(known="found")
    assert kept.once(held, "known", lambda: "made", most=9) == "found"
    assert kept.once(held, "known", lambda: "made", most=9) == "made"
