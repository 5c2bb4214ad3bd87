"""The stand-in rule, as a table: what Scorecard lists, what completions offer, and what becomes of the programs."""

import pytest

from programs.standing_in import settle

FIELD, GC, PB, PM = "51.07", "graduate-certificate", "postbaccalaureate", "postmasters"
MASTERS, BACHELORS = "masters", "bachelors"
ADMINISTRATION, OFFICE = "51.0701", "51.0705"

TABLE = [
    ("nothing is nothing", [], [], {}, {}),
    ("what is only listed stands in", [(FIELD, MASTERS)], [], {(FIELD, MASTERS): (FIELD, MASTERS)}, {}),
    ("what is only offered has no figures", [], [(OFFICE, MASTERS)], {(OFFICE, MASTERS): None}, {}),
    (
        "one gives way to one, with its figures",
        [(FIELD, MASTERS)],
        [(ADMINISTRATION, MASTERS)],
        {(ADMINISTRATION, MASTERS): (FIELD, MASTERS)},
        {(FIELD, MASTERS): [(ADMINISTRATION, MASTERS)]},
    ),
    (
        "one gives way to several, which share its figures",
        [(FIELD, MASTERS)],
        [(OFFICE, MASTERS), (ADMINISTRATION, MASTERS)],
        {(ADMINISTRATION, MASTERS): (FIELD, MASTERS), (OFFICE, MASTERS): (FIELD, MASTERS)},
        {(FIELD, MASTERS): [(ADMINISTRATION, MASTERS), (OFFICE, MASTERS)]},
    ),
    (
        "another level stands for nothing",
        [(FIELD, MASTERS)],
        [(ADMINISTRATION, BACHELORS)],
        {(FIELD, MASTERS): (FIELD, MASTERS), (ADMINISTRATION, BACHELORS): None},
        {},
    ),
    (
        "so does another field",
        [(FIELD, MASTERS)],
        [("51.0801", MASTERS)],
        {(FIELD, MASTERS): (FIELD, MASTERS), ("51.0801", MASTERS): None},
        {},
    ),
    (
        "an undecided certificate becomes the one kind",
        [(FIELD, GC)],
        [(ADMINISTRATION, PM)],
        {(ADMINISTRATION, PM): (FIELD, GC)},
        {(FIELD, GC): [(ADMINISTRATION, PM)]},
    ),
    (
        "or both, with the figures of both together",
        [(FIELD, GC)],
        [(ADMINISTRATION, PB), (ADMINISTRATION, PM)],
        {(ADMINISTRATION, PB): (FIELD, GC), (ADMINISTRATION, PM): (FIELD, GC)},
        {(FIELD, GC): [(ADMINISTRATION, PB), (ADMINISTRATION, PM)]},
    ),
    (
        "a kind that is listed by itself keeps its own figures",
        [(FIELD, GC), (FIELD, PB)],
        [(ADMINISTRATION, PB), (OFFICE, PM)],
        {(ADMINISTRATION, PB): (FIELD, PB), (OFFICE, PM): (FIELD, GC)},
        {
            (FIELD, GC): [(ADMINISTRATION, PB), (OFFICE, PM)],
            (FIELD, PB): [(ADMINISTRATION, PB)],
        },
    ),
    (
        "and stands in where only the other kind is offered",
        [(FIELD, PB)],
        [(ADMINISTRATION, PM)],
        {(FIELD, PB): (FIELD, PB), (ADMINISTRATION, PM): None},
        {},
    ),
]


@pytest.mark.parametrize(
    ("listed", "offered", "programs", "in_place_of"), [row[1:] for row in TABLE], ids=[r[0] for r in TABLE]
)
def test_the_rule(listed, offered, programs, in_place_of):
    settled = settle(set(listed), set(offered))
    assert (settled.programs, settled.in_place_of) == (programs, in_place_of)


def test_what_was_listed_before_leads_on_and_does_not_stand_in():
    settled = settle(set(), {(ADMINISTRATION, MASTERS)}, known={(FIELD, MASTERS), (FIELD, BACHELORS)})
    assert settled.programs == {(ADMINISTRATION, MASTERS): None}
    assert settled.in_place_of == {(FIELD, MASTERS): [(ADMINISTRATION, MASTERS)]}
