"""Fetching the edition of a source that is asked for, or the newest that should be out."""

from django.conf import settings

from careerportal.datasets import downloads
from careerportal.datasets.opening import UnusableFile


def whereabouts(source, today, *, edition="", address=""):
    """Return (address, edition) of a source's file: of the edition named, else of the newest that should be out today.

    An address that is given goes before our own; the edition is then what is given, or what the file says of itself.
    """
    if address:
        return address, edition
    if source.address is None:
        raise UnusableFile(
            f"The address of {source.title} changes with each edition. Look it up at {source.landing_page} and name "
            f"it: refresh {source.key} --download https://… (or load a file with --file)."
        )
    rhythm = source.rhythm
    if edition and rhythm and rhythm.year_of(edition) is None:
        raise UnusableFile(f"{edition!r} names no year, so the address of its file cannot be told.")
    year = (rhythm.year_of(edition) if edition else rhythm.newest_year(today)) if rhythm else today.year
    found, named = source.address.of(year)
    return found, edition or named


def fetch(source, today, *, edition="", address="", on_bytes=None):
    """Fetch it and return (path, edition), the edition empty where the file itself tells it.

    Of each source the file that came last is kept, and what came of others before it is deleted.
    """
    found, named = whereabouts(source, today, edition=edition, address=address)
    path = downloads.fetch(found, _folder(source), on_bytes=on_bytes)
    _tidy(_folder(source), path)
    return path, named


def kept(source):
    """Return the path of the file of a source that was fetched last and is still here, or None."""
    folder = _folder(source)
    files = [path for path in folder.iterdir() if path.name.endswith(downloads.ENDINGS)] if folder.is_dir() else []
    return max(files, key=lambda path: path.stat().st_mtime, default=None)


def _folder(source):
    return settings.DOWNLOAD_FOLDER / source.key


def _tidy(folder, but_keep):
    if but_keep.parent == folder:
        for path in folder.iterdir():
            if path != but_keep and path.is_file():
                path.unlink(missing_ok=True)


def fetchable(sources):
    """Those of the sources whose files have addresses that we know."""
    return [source for source in sources if source.address]
