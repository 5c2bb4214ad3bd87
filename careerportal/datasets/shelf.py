"""The files of releases that were previewed and not yet published, kept by their SHA-256 so that nothing else is."""

import shutil

from django.conf import settings

from careerportal.datasets.files import UnusableFile, fingerprint


def put(path, release):
    """Keep a copy of a release's file until it is published or the preview is given up."""
    folder = _folder(release)
    if path.parent == folder:
        return  # A preview made anew, of the file that is kept here.
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f"{release.file_name}.unfinished"
        shutil.copyfile(path, unfinished)
        unfinished.rename(folder / release.file_name)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise UnusableFile(
            f"{release.file_name} could not be kept for publishing ({error.strerror}), so nothing was previewed. Make "
            f"room in {settings.RELEASE_FOLDER} and preview it again."
        ) from error


def take(release):
    """Return the path of a release's file; UnusableFile where it is gone or is another one now."""
    path = _folder(release) / release.file_name
    if not path.is_file():
        raise UnusableFile(f"{release.file_name} is no longer kept here. Preview the file again.")
    if fingerprint(path) != release.sha256:
        raise UnusableFile(f"{release.file_name} is not the file that was previewed. Preview it again.")
    return path


def clear(release):
    """Keep a release's file no longer."""
    shutil.rmtree(_folder(release), ignore_errors=True)


def _folder(release):
    return settings.RELEASE_FOLDER / release.sha256
