"""Which rows of a table a file has had: a bit for each primary key, so a million rows take an eighth of a megabyte."""


class Seen:
    """A set of primary keys."""

    def __init__(self):
        self._bits = bytearray()

    def add(self, pk):
        place = pk >> 3
        if place >= len(self._bits):
            self._bits.extend(bytes(max(place + 1 - len(self._bits), 4_096)))
        self._bits[place] |= 1 << (pk & 7)

    def __contains__(self, pk):
        place = pk >> 3
        return place < len(self._bits) and bool(self._bits[place] >> (pk & 7) & 1)

    def update(self, pks):
        for pk in pks:
            self.add(pk)
