"""Sets of programs as numbers: what goes in comes out, in the order of positions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs import bits

POSITIONS = st.sets(st.integers(0, 49))


@given(POSITIONS)
def test_positions_become_a_set_and_the_set_becomes_positions(chosen):
    programs = bits.of(chosen, 50)
    assert list(bits.positions(programs, 50)) == sorted(chosen)
    assert [position for position, flag in enumerate(bits.flags(programs, 50)) if flag] == sorted(chosen)
    assert programs.bit_count() == len(chosen)


@given(POSITIONS, POSITIONS)
def test_sets_are_intersected_and_taken_apart_like_numbers(one, other):
    both = bits.of(one, 50) & bits.of(other, 50)
    assert set(bits.positions(both, 50)) == one & other
    assert set(bits.positions(bits.of(one, 50) & ~bits.of(other, 50), 50)) == one - other


def test_a_program_that_has_no_position_is_left_out():
    assert list(bits.positions(bits.of([3, -1, 0], 4), 4)) == [0, 3]


def test_runs_belong_or_do_not():
    assert list(bits.positions(bits.of_runs([2, 3, 1], [True, False, True]), 6)) == [0, 1, 5]


@pytest.mark.parametrize("programs", [bits.of([], 0), bits.of_runs([], [])])
def test_of_no_programs_there_is_only_the_empty_set(programs):
    assert programs == 0
    assert (bits.flags(programs, 0), list(bits.positions(programs, 0))) == (b"", [])
