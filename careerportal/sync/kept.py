"""What this process has worked out from the data, kept until the data change.

For what is too large, or asked for too often, to go through a shared cache: it lies in the memory of each process, and
the change ledger's serial says whether it still holds. A process that restarts works it out anew.
"""

from threading import RLock

_held = {}
_one_at_a_time = RLock()


def at(serial, name, make):
    """Return what `make` gives at this data serial; one thread makes it, and what an older serial gave is let go."""
    held = _held.get(name)
    if held is None or held[0] != serial:
        with _one_at_a_time:
            held = _held.get(name)
            if held is None or held[0] != serial:
                _held.pop(name, None)
                held = _held[name] = (serial, make())
    return held[1]


def forget():
    """Let go of everything, as a restart would."""
    _held.clear()
