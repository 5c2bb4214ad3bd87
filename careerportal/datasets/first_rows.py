"""On which row of a file each key stood first: what tells a row that stands there twice.

Only a key's hash is kept, which takes a hundred bytes a row whatever the key is made of. Two different keys of a
million have the same hash about once in forty million files.
"""


class FirstRows:
    """Keys and the rows on which they were seen first."""

    def __init__(self):
        self._rows = {}

    def seen(self, key, row):
        """Return the row on which a key stood before, or None and remember this one."""
        first = self._rows.setdefault(hash(key), row)
        return None if first == row else first
