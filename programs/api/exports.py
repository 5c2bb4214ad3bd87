"""The whole catalogue in one file: every published program, as of one moment, with the serial to go on from.

Rows are those of /api/v1/programs/. They are read and sent a block at a time, so memory stays the same however many
programs there are; what the lines of the whole catalogue share is kept (programs.api.lines).
"""

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import orjson

from careerportal.api import flat, moment, renderers
from programs.api import lines, rows
from programs.api.serializers import ProgramSerializer

ZIP_LEVEL = 4
"""Half the processor time of the usual level, for a file a tenth larger."""


def _as_lines(blocks):
    for block in blocks:
        yield b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in block)


def _as_table(blocks):
    names = flat.names_of(ProgramSerializer)
    yield renderers.as_csv(names, ()).encode()
    for block in blocks:
        yield renderers.as_csv(names, block, with_header=False).encode()


@dataclass(frozen=True)
class Format:
    """How an export is written down."""

    word: str
    media_type: str
    write: Callable[[Iterable], Iterable[bytes]]


FORMATS = {
    one.word: one
    for one in (
        Format("ndjson", "application/x-ndjson", _as_lines),
        Format("csv", "text/csv; charset=utf-8", _as_table),
    )
}


def begin(file_format, site, programs=None, zipped=False):
    """Return (serial, blocks of bytes) of an export; reading has begun, and ends when the blocks are read or closed.

    The data stand at that serial in every row, so a mirror goes on with the changes after it.
    """
    blocks = _read(file_format, site, programs)
    serial = next(blocks)
    return serial, _zip(blocks) if zipped else blocks


def _read(file_format, site, programs):
    with moment.one_moment():
        serial = moment.serial()
        yield serial
        if programs is None and file_format == "ndjson":
            yield from lines.at(serial, site).blocks()
            return
        found = rows.catalogue() if programs is None else programs
        yield from FORMATS[file_format].write(rows.say(block, site, serial) for block in rows.in_blocks(found))


def _zip(blocks):
    squeeze = zlib.compressobj(ZIP_LEVEL, zlib.DEFLATED, wbits=31)
    try:
        for block in blocks:
            if squeezed := squeeze.compress(block):
                yield squeezed
        yield squeeze.flush()
    finally:
        blocks.close()
