"""Packed files and old alphabets: read like plain ones, and never trusted."""

import gzip
import io
import random
import tracemalloc
import zipfile

import pytest

from careerportal.datasets import opening
from careerportal.datasets.files import UnusableFile, read_rows
from careerportal.datasets.problems import Problems

TABLE = b"UNITID,INSTNM\r\n1,Pace\r\n"
WINDOWS = "UNITID,INSTNM\r\n1,Cañada – College\r\n".encode("cp1252")


def read(path, **options):
    return [row["INSTNM"] for row in read_rows(path, ("UNITID", "INSTNM"), Problems(), **options)]


def zipped(path, compression=zipfile.ZIP_DEFLATED, **members):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_csv", ".csv").replace("_CSV", ".CSV").replace("_html", ".html"), content)
    return path


def test_a_zip_with_one_table_reads_like_the_plain_file(tmp_path):
    assert read(zipped(tmp_path / "HD2024.zip", hd2024_csv=TABLE, readme_html=b"<p>")) == ["Pace"]
    assert read(zipped(tmp_path / "HD2023.zip", HD2023_CSV=TABLE)) == ["Pace"]


def test_an_old_file_is_read_as_windows_1252_where_the_source_says_so(tmp_path):
    path = tmp_path / "hd2022.csv"
    path.write_bytes(WINDOWS)
    assert read(path, fallback_encoding="cp1252") == ["Cañada – College"]


def test_an_old_file_is_refused_where_the_source_does_not_say_so(tmp_path):
    path = tmp_path / "hd2022.csv"
    path.write_bytes(WINDOWS)
    with pytest.raises(UnusableFile, match="not UTF-8"):
        read(path)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_utf_8_file_is_never_taken_for_windows_1252(tmp_path, mark):
    path = tmp_path / "hd2024.csv"
    path.write_bytes(f"{mark}UNITID,INSTNM\n1,Cañada – College\n".encode())
    assert read(path, fallback_encoding="cp1252") == ["Cañada – College"]


def test_a_letter_at_the_edge_of_a_block_does_not_make_a_file_windows_1252(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "BLOCK", 29)
    path = tmp_path / "hd2024.csv"
    path.write_bytes("UNITID,INSTNM\n1,Cañada – College\n".encode())
    assert all(read(path, fallback_encoding="cp1252") == ["Cañada – College"] for opening.BLOCK in range(1, 30))


def test_a_file_that_says_it_is_utf_8_and_is_not_is_refused(tmp_path):
    path = tmp_path / "hd2024.csv"
    path.write_bytes(b"\xef\xbb\xbf" + WINDOWS)
    with pytest.raises(UnusableFile, match="not UTF-8"):
        read(path, fallback_encoding="cp1252")


def test_a_file_that_is_in_neither_alphabet_is_refused(tmp_path):
    path = tmp_path / "hd2022.csv"
    path.write_bytes(b"UNITID,INSTNM\n1,\x81\n")
    with pytest.raises(UnusableFile, match="not UTF-8, nor Windows-1252 text"):
        read(path, fallback_encoding="cp1252")


def locked(tmp_path):
    path = zipped(tmp_path / "locked.zip", a_csv=TABLE)
    content = bytearray(path.read_bytes())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    return path


def not_a_zip(tmp_path):
    path = tmp_path / "page.zip"
    path.write_bytes(b"<html>not found</html>")
    return path


def wrong_checksum(tmp_path):
    path = zipped(tmp_path / "wrong.zip", zipfile.ZIP_STORED, a_csv=TABLE)
    path.write_bytes(path.read_bytes().replace(b"Pace", b"Pays"))
    return path


def test_of_a_table_and_its_revision_the_revision_is_read(tmp_path):
    rows = read(zipped(tmp_path / "C2023_A.zip", c2023_a_csv=b"UNITID,INSTNM\n1,Old\n", c2023_a_rv_csv=TABLE))
    assert rows == read(zipped(tmp_path / "plain.zip", c2023_a_csv=TABLE))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (not_a_zip, "no zip file at all"),
        (locked, "is locked or packed in an unusual way"),
        (wrong_checksum, "is damaged"),
        (lambda folder: zipped(folder / "none.zip", page_html=b""), r"holds 0 \(none\)"),
        (lambda folder: zipped(folder / "two.zip", a_csv=TABLE, b_rv_csv=TABLE), r"holds 2 \(a.csv, b_rv.csv\)"),
        (
            lambda folder: zipped(folder / "three.zip", a_csv=TABLE, a_rv_csv=TABLE, b_csv=TABLE),
            r"holds 3 \(a.csv, a_rv.csv, b.csv\)",
        ),
        (lambda folder: zipped(folder / "odd.zip", zipfile.ZIP_BZIP2, a_csv=TABLE), "packed in an unusual way"),
        (lambda folder: zipped(folder / "empty.zip", a_csv=b""), "is empty"),
    ],
)
def test_a_zip_that_cannot_be_read_says_why(tmp_path, make, message):
    with pytest.raises(UnusableFile, match=message):
        read(make(tmp_path))


def rows_of_zeros(megabytes):
    return b"UNITID,INSTNM\n" + b"1,00000000000000\n" * (megabytes * 1024**2 // 17)


@pytest.mark.parametrize("fallback_encoding", ["", "cp1252"])
@pytest.mark.parametrize("name", ["bomb.csv.gz", "bomb.zip"])
def test_a_bomb_is_refused_in_little_memory(tmp_path, monkeypatch, name, fallback_encoding):
    monkeypatch.setattr(opening, "SURELY_SMALL", 1024**2 // 4)
    path = tmp_path / name
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(rows_of_zeros(4)))
    else:
        zipped(path, a_csv=rows_of_zeros(4))
    monkeypatch.setattr(opening, "BLOCK", 64 * 1024)
    tracemalloc.start()
    try:
        with pytest.raises(UnusableFile, match="unpacks to 100 times its size"):
            for _ in read_rows(path, ("UNITID", "INSTNM"), Problems(), fallback_encoding):
                pass
        assert tracemalloc.get_traced_memory()[1] < 4 * 1024**2
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["large.csv", "large.zip"])
def test_a_file_beyond_all_reason_is_refused(tmp_path, monkeypatch, name):
    monkeypatch.setattr(opening, "LARGEST_CONTENT", 20)
    path = tmp_path / name
    zipped(path, a_csv=TABLE) if name.endswith(".zip") else path.write_bytes(TABLE)
    with pytest.raises(UnusableFile, match="unpacks to more than"):
        read(path)


def test_a_line_without_end_is_refused(tmp_path):
    path = tmp_path / "line.csv"
    path.write_bytes(b"UNITID,INSTNM\n" + b"1," * 800_000)
    with pytest.raises(UnusableFile, match="a line of more than 1,000,000 characters"):
        read(path)


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_archive_is_read_or_refused_and_nothing_else(tmp_path, seed):
    chance = random.Random(seed)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("hd2024.csv", TABLE + b"2,Clemson\r\n" * 50)
    content = bytearray(packed.getvalue())
    for _ in range(chance.randint(1, 6)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path = tmp_path / "damaged.zip"
    path.write_bytes(bytes(content[: chance.randint(len(content) // 2, len(content))]))
    try:
        read(path, fallback_encoding="cp1252")
    except UnusableFile as refusal:
        assert "damaged.zip" in str(refusal)  # noqa: PT017
