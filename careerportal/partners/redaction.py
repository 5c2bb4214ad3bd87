"""No key in a log or an answer: whatever looks like one is struck out, wherever somebody put it."""

import logging
import re

KEY = re.compile(r"cpk_[0-9a-f]{8}_[A-Za-z0-9_-]+|whsec_[A-Za-z0-9+/=_-]+")
STRUCK_OUT = "(a key, struck out)"


def strike_out(text):
    """Return a text without the keys in it."""
    return KEY.sub(STRUCK_OUT, text)


class StrikeOutKeys(logging.Formatter):
    """A formatter whose lines, tracebacks included, have no keys."""

    def format(self, record):
        return strike_out(super().format(record))
