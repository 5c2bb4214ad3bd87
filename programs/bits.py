"""Sets of programs as one large number each: a bit for every position, set for the programs that belong.

What two sets share is `one & other`, and how many that are its bit_count(): microseconds, however many programs there
are. The first position is the highest bit, so that a set written out in binary reads in the order of positions.
"""

_TO_FLAGS = bytes.maketrans(b"01", b"\x00\x01")


def of(positions, size):
    """Return the set of some positions, out of so many. Position -1 stands for no program, and is left out."""
    written = bytearray(b"0") * (size + 1)
    for position in positions:
        written[position] = 49  # "1"
    return int(written[:size] or b"0", 2)


def of_runs(counts, belongs):
    """Return the set in which each run of positions, so many long, belongs or does not."""
    return int("".join(["01"[belonging] * count for count, belonging in zip(counts, belongs, strict=True)]) or "0", 2)


def flags(bits, size):
    """Return bytes that are 1 at the positions that belong and 0 elsewhere."""
    return f"{bits:0{size}b}".encode().translate(_TO_FLAGS) if size else b""


def positions(bits, size):
    """Yield the positions that belong, the first one first."""
    written = flags(bits, size)
    position = written.find(1)
    while position >= 0:
        yield position
        position = written.find(1, position + 1)
