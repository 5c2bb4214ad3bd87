"""Academic years, as IPEDS names its editions: "2023-24" is from July 2023 to June 2024."""

import re


def begin_of(text):
    """Return the year in which an academic year begins: 2023 for "2023-24"; None for what is none."""
    found = re.fullmatch(r"(20[0-9]{2})[-–]([0-9]{2})", text.strip())
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        return None
    return int(found[1])


def name_of(begin, dash="-"):
    """Return the name of the academic year that begins in a year: "2023-24"."""
    return f"{begin}{dash}{(begin + 1) % 100:02}"
