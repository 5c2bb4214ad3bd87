"""CIP codes: the federal Classification of Instructional Programs, which names fields of study.

`51` is a family (health professions), `51.07` a field of four digits (Health and Medical Administrative Services)
and `51.0705` one of six (Medical Office Management/Administration). The portal keeps the dot.
"""

import re
from functools import lru_cache

CIP_PATTERN = r"^[0-9]{2}\.[0-9]{2}([0-9]{2})?$"


@lru_cache(maxsize=10_000)
def parse(text):
    """Return a CIP code with its dot from `5107`, `51.07`, `510705` or `="51.0705"`; ValueError if it is none."""
    code = text.strip().removeprefix('="').removesuffix('"').strip()
    digits = code.replace(".", "", 1)
    if ("." in code and code[2:3] != ".") or not re.fullmatch(r"[0-9]{4}([0-9]{2})?", digits):
        raise ValueError(f"{text!r} is not a CIP code of four or six digits")
    return f"{digits[:2]}.{digits[2:]}"


def field_of(code):
    """Return the four-digit field that a code belongs to: `51.0705` is in `51.07`."""
    return code[:5]


def is_within(code, scope):
    """Say whether a code is in one of the scope's prefixes, such as ["51.07"]."""
    return code.startswith(tuple(scope))
