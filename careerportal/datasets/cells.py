"""Reading single cells of federal files."""

LONGEST_NUMBER = 9
"""Digits; no count, amount or number of a school in the files has more."""


def whole_number(row, column, largest):
    """Return a cell's number; ValueError says what stands there unless it is plain digits from 0 to `largest`."""
    text = row[column]
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER) or int(text) > largest:
        raise ValueError(f"{column} {text[:40]!r} is not a whole number from 0 to {largest:,}")
    return int(text)
