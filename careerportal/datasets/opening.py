"""Getting at the text of a federal file, packed or plain, without trusting its size, its lines or its alphabet."""

import codecs
import gzip
import io
import zipfile
import zlib
from contextlib import contextmanager

LARGEST_CONTENT = 2 * 1024**3
"""Bytes of a file once unpacked; the largest federal file we know, College Scorecard's, has under half of this."""

HIGHEST_RATIO = 100
"""Bytes out of each packed byte. Real tables unpack to 4 to 20 times their size, zip bombs to 1,000 and more."""

SURELY_SMALL = 64 * 1024**2
"""Bytes unpacked before the ratio is looked at: a short file of equal rows may pack very well."""

LONGEST_LINE = 1_000_000
"""Characters; the widest federal table, of 3,000 columns, has lines of some 30,000."""

LONGEST_CELL = 10_000
"""Characters; the longest cell of the federal files is a few hundred."""

BLOCK = 1024**2
ENCRYPTED = 0x1
"""Bit of a zip entry's flags."""

UTF_8_MARK = codecs.BOM_UTF8


class UnusableFile(Exception):
    """The file as a whole cannot be read; the message says why and what to do."""


def refuse_what_is_no_file(path):
    """UnusableFile, in a sentence, where a path leads to no file at all, or to a folder, a pipe or a device.

    Asked before anything of a file is looked at: its edition may stand in its name, and a pipe would be waited for.
    """
    try:
        with reading(path):
            if path.is_dir():
                raise IsADirectoryError
            path.stat()
    except ValueError:
        raise UnusableFile("The path after --file has a NUL character in it: no file has such a name.") from None
    if not path.is_file():
        raise UnusableFile(f"{path} is neither a file nor a folder. Save what it gives to a file, and name that.")


@contextmanager
def reading(path):
    """Turn whatever goes wrong while a file is read into an UnusableFile that says so in words."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError):
        raise UnusableFile(f"{path} does not exist. Check the path after --file.") from None
    except IsADirectoryError:
        raise UnusableFile(f"{_in_full(path)} is a folder. Name the file inside it after --file.") from None
    except PermissionError:
        raise UnusableFile(f"{path} may not be read by this user.") from None
    except EOFError:
        raise UnusableFile(f"{path.name} ends early: it is cut off. Download it again.") from None
    except gzip.BadGzipFile:
        raise UnusableFile(f"{path.name} is damaged, or no gzip file at all. Download it again.") from None
    except (zipfile.BadZipFile, zipfile.LargeZipFile):
        raise UnusableFile(f"{path.name} is damaged, or no zip file at all. Download it again.") from None
    except (zlib.error, NotImplementedError):
        raise UnusableFile(f"{path.name} is damaged. Download it again.") from None
    except OSError as error:
        raise UnusableFile(f"{path.name} cannot be read: {error.strerror}. Download it again.") from None
    except UnicodeDecodeError as error:
        alphabet = "UTF-8" if error.encoding.startswith("utf") else "UTF-8, nor Windows-1252"
        raise UnusableFile(f"{path.name} is not {alphabet} text (byte {error.start}: {error.reason}).") from None


@contextmanager
def lines_of(path, fallback_encoding=""):
    """Give the lines of a .csv, .csv.gz or .zip file, one at a time, however long the file is.

    Text is UTF-8, with or without a byte-order mark. A source that was once published in another encoding names it:
    then the file is first read through, and only if it is no UTF-8 is it taken for that.
    """
    encoding = "utf-8-sig"
    if fallback_encoding and not _is_utf_8(path):
        encoding = fallback_encoding
    with _unpacked(path) as content, io.TextIOWrapper(content, encoding=encoding, newline="") as text:
        yield _lines(path, text)


def _lines(path, text):
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise UnusableFile(f"{path.name} has a line of more than {LONGEST_LINE:,} characters: it is no table.")
        yield line


def _is_utf_8(path):
    """Say whether all of a file is UTF-8; one that begins with the byte-order mark says so itself."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with _unpacked(path) as content:
        block = content.read(BLOCK)
        if block.startswith(UTF_8_MARK):
            return True
        try:
            while block:
                decoder.decode(block)
                block = content.read(BLOCK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


@contextmanager
def _unpacked(path):
    """Give the bytes of the table in a file, guarded against endless content."""
    packed_size = path.stat().st_size
    if path.suffix == ".csv":
        with open(path, "rb") as file:
            yield _guarded(path, file, packed_size)
    elif path.suffix == ".gz":
        with gzip.open(path) as file:
            yield _guarded(path, file, packed_size)
    elif path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive, archive.open(_only_table(path, archive)) as file:
            yield _guarded(path, file, packed_size)
    else:
        raise UnusableFile(f"{path.name} is neither .csv nor .csv.gz nor .xlsx nor .zip.")


def _only_table(path, archive):
    tables = [member for member in archive.infolist() if member.filename.lower().endswith(".csv")]
    tables = _revised(tables) or tables
    if len(tables) != 1:
        names = ", ".join(member.filename[:60] for member in tables[:5]) or "none"
        raise UnusableFile(
            f"{path.name} should hold one CSV file and holds {len(tables)} ({names}). Unpack it and name the file."
        )
    if tables[0].flag_bits & ENCRYPTED or tables[0].compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnusableFile(f"{path.name} is locked or packed in an unusual way. Unpack it and name the file inside it.")
    if tables[0].file_size > LARGEST_CONTENT:
        raise UnusableFile(_too_large(path))
    return tables[0]


def _revised(tables):
    """Of a table and its revision, which IPEDS calls c2023_a.csv and c2023_a_rv.csv, the revision; else nothing."""
    by_name = {table.filename.lower().removesuffix(".csv"): table for table in tables}
    return [table for name, table in by_name.items() if by_name.keys() == {name, name.removesuffix("_rv")} != {name}]


def _in_full(path):
    """The path, but for one such as `.`, which would say little in a sentence."""
    return path if path.name else path.absolute()


def _too_large(path):
    return f"{path.name} unpacks to more than {LARGEST_CONTENT // 1024**3} GB: it is not one of the agencies' files."


def _guarded(path, file, packed_size):
    return io.BufferedReader(_Guarded(path, file, packed_size), BLOCK)


class _Guarded(io.RawIOBase):
    """Hands a file's bytes on, and stops when there are far more than a table would have."""

    def __init__(self, path, file, packed_size):
        self._path, self._file, self._packed_size = path, file, packed_size
        self._count = 0

    def readable(self):
        return True

    def readinto(self, buffer):
        block = self._file.read(len(buffer))
        self._count += len(block)
        if self._count > LARGEST_CONTENT:
            raise UnusableFile(_too_large(self._path))
        if self._count > max(SURELY_SMALL, HIGHEST_RATIO * self._packed_size):
            raise UnusableFile(f"{self._path.name} unpacks to {HIGHEST_RATIO} times its size: it is no table.")
        buffer[: len(block)] = block
        return len(block)
