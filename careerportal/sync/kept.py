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


def once(held, key, make, most):
    """Return what `held`, a dict of at most so many, has for a key; what it lacks is made.

    Threads share it, and another one may empty it at any moment: what was found is not looked up a second time.
    """
    found = held.get(key)
    if found is None:
        found = make()
        put(held, {key: found}, most)
    return found


def put(held, made, most):
    """Put what was made into a dict of at most so many; where there is no room, what it held is let go."""
    if len(held) + len(made) > most:
        held.clear()
    held.update(made)


def forget():
    """Let go of everything, as a restart would."""
    _held.clear()
