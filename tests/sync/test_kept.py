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
