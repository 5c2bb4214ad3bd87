"""Two hundred damaged files, over every importer: each is refused in words, or says nothing new.

The damage is what happens to files on their way: cut off, columns in another order, written in another alphabet,
numbers beyond everything, NUL bytes. With CORRUPT_SHARED_FILES=1 in the environment the rows are the agencies' own,
from the folder beside the repository.
"""

import csv
import gzip
import io
import os
import random
import zipfile
from itertools import dropwhile, islice

import pytest
from django.apps import apps
from django.db import models
from openpyxl import Workbook

from careerportal.datasets.files import UnusableFile, read_rows
from careerportal.datasets.models import Release
from careerportal.datasets.pipeline import Refused, refresh
from careerportal.datasets.problems import Problems
from careerportal.datasets.registry import all_sources, get
from tests import federal_files
from tests.salaries.test_projection_import import ROW as PROJECTION_ROW

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("corrupted files")]

SCHOOLS = [{"UNITID": str(number), "INSTNM": f"Universidad Número {number}"} for number in (229179, *range(1, 9))]
SCHOOLS_ALONE = [{"UNITID": school["UNITID"]} for school in SCHOOLS]
AREAS = [
    {"AREA": "48", "AREA_TITLE": "Texas", "PRIM_STATE": "TX"},
    {"AREA": "36", "AREA_TITLE": "New York", "PRIM_STATE": "NY", "A_PCT90": "#", "TOT_EMP": "**"},
    {"AREA": "72", "AREA_TITLE": "Puerto Rico – Río", "AREA_TYPE": "3", "PRIM_STATE": "PR"},
]
OCCUPATIONS = [{}, {"2024 National Employment Matrix code": "43-1011"}]

FILES = {
    "scorecard-field-of-study": ("June 2026", federal_files.SCORECARD_ROW, SCHOOLS),
    "ipeds-directory": ("2024-25", federal_files.DIRECTORY_ROW, SCHOOLS),
    "scorecard-institution": ("June 2026", federal_files.INSTITUTION_ROW, SCHOOLS),
    "cip": ("2020", federal_files.FIELD_ROW, [{"CIPCode": f"51.07{number:02}"} for number in range(1, 9)]),
    "cip-soc": ("2020", federal_files.TIE_ROW, [{"CIP2020Code": f"51.07{number:02}"} for number in range(1, 9)]),
    "ipeds-completions": ("2023-24", federal_files.COMPLETIONS_ROW, SCHOOLS_ALONE),
    "ipeds-charges": ("2022-23", federal_files.CHARGES_ROW, SCHOOLS_ALONE),
    "ipeds-offerings": ("2024-25", federal_files.OFFERINGS_ROW, SCHOOLS_ALONE),
    "oews-history": ("May 2019 to May 2024", {"YEAR": "2023"} | federal_files.OEWS_ROW, AREAS),
    "oews": ("May 2025", federal_files.OEWS_ROW, AREAS),
    "employment-projections": ("2024–34", PROJECTION_ROW, OCCUPATIONS),
}
"""Source → edition, a row of its file, and in what the rows of the small file differ. The order is that of loading."""

EXTENSIONS = (".csv", ".csv.gz", ".zip", ".xlsx")
BLANKED = ("LATITUDE", "LONGITUD")
"""Columns where a number that cannot be right is left blank and becomes a finding, by intention and tested so."""

HUGE = ("1e308", "9" * 25, "-99999999999999", "inf", "nan", "1" + "0" * 400)


SHARED = {
    "scorecard-field-of-study": "scorecard/scorecard_fos_2026_06_cip5107_reduced.csv",
    "ipeds-directory": "ipeds/hd2024.csv.gz",
    "scorecard-institution": "scorecard/scorecard_institution_2026_06_reduced.csv",
    "cip": "cip/CIPCode2020.csv.gz",
    "cip-soc": "cip/CIP2020_SOC2018_Crosswalk.xlsx",
    "ipeds-completions": "ipeds/c2024_a_cip5107_reduced.csv",
    "ipeds-charges": "ipeds/ic2022_ay.csv.gz",
    "ipeds-offerings": "ipeds/ic2024.csv.gz",
    "oews": "bls/oews_M2025_selected_soc_all_areas.csv.gz",
    "employment-projections": "bls/occupation_2024-2034.xlsx",
}
OF_EVERY_FIELD = {"cip": "CIPCode", "cip-soc": "CIP2020Code"}
"""Sources whose rows of our fields stand far below the first ones → where the field stands."""

OF_A_SHARED_FILE = 300
"""Rows: the damage is the same whether a file is long or short, and many files are tried."""


@pytest.fixture
def lines_of(request):
    """Give the header and rows of a source's file."""
    if not os.environ.get("CORRUPT_SHARED_FILES"):
        return small_lines
    folder = request.getfixturevalue("shared_data")
    return lambda key: shared_lines(key, folder / SHARED[key]) if key in SHARED else small_lines(key)


def shared_lines(key, path):
    rows = read_rows(path, get(key).columns, Problems(), get(key).fallback_encoding, get(key).heading)
    if column := OF_EVERY_FIELD.get(key):
        rows = dropwhile(lambda row: not row[column].startswith("51.07"), rows)
    lines = [row.cells for row in islice(rows, OF_A_SHARED_FILE)]
    return [list(lines[0]), *[list(line.values()) for line in lines]]


def small_lines(key):
    _, template, differences = FILES[key]
    return [list(template), *[list((template | difference).values()) for difference in differences]]


def as_csv(lines, encoding="utf-8"):
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().encode(encoding, errors="replace")


def as_workbook(lines):
    book, content = Workbook(), io.BytesIO()
    for line in lines:
        book.active.append(["".join(sign for sign in cell if sign.isprintable()) for cell in line])
    book.save(content)
    return content.getvalue()


def packed(content, extension):
    if extension == ".csv.gz":
        return gzip.compress(content, mtime=0)
    if extension == ".zip":
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("table.csv", content)
        return archive.getvalue()
    return content


def whole(lines, extension):
    return as_workbook(lines) if extension == ".xlsx" else packed(as_csv(lines), extension)


def cut(lines, extension, chance):
    content = whole(lines, extension)
    return content[: chance.randrange(len(content) - 1)]


def cut_before_packing(lines, extension, chance):
    if extension == ".xlsx":
        return as_workbook(lines[: chance.randrange(1, len(lines))])
    content = as_csv(lines)
    return packed(content[: chance.randrange(len(content) - 2)], extension)


def columns_shuffled(lines, extension, chance):
    order = chance.sample(range(len(lines[0])), len(lines[0]))
    return whole([[line[place] for place in order] for line in lines], extension)


def cells_shuffled(lines, extension, chance):
    """The header stays, and under it everything stands elsewhere."""
    order = list(range(len(lines[0])))
    while order == sorted(order):
        chance.shuffle(order)
    return whole([lines[0], *[[line[place] for place in order] for line in lines[1:]]], extension)


def wrong_encoding(lines, extension, chance):
    encoding = chance.choice(["utf-16", "utf-16-be", "utf-16-le", "utf-32", "cp500"])
    if extension == ".xlsx":
        return as_csv(lines, encoding)
    return packed(as_csv(lines, encoding), extension)


def huge_number(lines, extension, chance):
    lines = [list(line) for line in lines]
    line = chance.randrange(1, len(lines))
    numbers = [
        place
        for place, (name, cell) in enumerate(zip(lines[0], lines[line], strict=True))
        if name not in BLANKED and cell.replace(".", "").lstrip("-").isdigit()
    ]
    lines[line][chance.choice(numbers)] = chance.choice(HUGE)
    return whole(lines, extension)


def nul_bytes(lines, extension, chance):
    content = bytearray(as_workbook(lines) if extension == ".xlsx" else as_csv(lines))
    for _ in range(chance.randrange(1, 6)):
        content.insert(chance.randrange(len(content) // 2), 0)
    return bytes(content) if extension == ".xlsx" else packed(bytes(content), extension)


def bytes_overwritten(lines, extension, chance):
    """In packed files only: in plain text a changed digit is still a number, and nobody could tell."""
    extension = extension if extension != ".csv" else ".csv.gz"
    content = bytearray(whole(lines, extension))
    for _ in range(chance.randrange(1, 9)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


DAMAGES = [
    cut, cut_before_packing, columns_shuffled, cells_shuffled, wrong_encoding, huge_number, nul_bytes,
    bytes_overwritten,
]  # fmt: skip
PER_SOURCE = 34
"""Damaged files of each source; with seven sources more than two hundred in all."""


def everything():
    """Every column of every table that importers write; when and by which release a row was written does not count."""
    dump = {}
    for model in apps.get_models():
        if hasattr(model, "FEDERAL_FIELDS"):
            fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.DateTimeField)]
            names = [field.attname for field in fields if field.related_model is not Release]
            dump[model._meta.label] = list(model._base_manager.order_by("pk").values_list(*names))
    return dump


@pytest.fixture
def loaded(tmp_path, lines_of):
    for key, (edition, _, _) in FILES.items():
        path = tmp_path / f"{key}.csv"
        path.write_bytes(as_csv(lines_of(key)))
        refresh(get(key), path, edition=edition)


def test_every_source_is_among_them():
    assert set(FILES) == set(all_sources())


@pytest.mark.parametrize("key", FILES)
def test_a_damaged_file_is_refused_in_words_or_says_nothing_new(tmp_path, loaded, lines_of, key):
    lines, before, refused = lines_of(key), everything(), 0
    for seed in range(PER_SOURCE):
        chance = random.Random(f"{key} {seed}")
        damage = DAMAGES[seed % len(DAMAGES)]
        extension = EXTENSIONS[seed // len(DAMAGES) % len(EXTENSIONS)]
        path = tmp_path / f"damaged{extension}"
        if damage is bytes_overwritten and extension == ".csv":
            path = tmp_path / "damaged.csv.gz"
        path.write_bytes(damage(lines, extension, chance))
        try:
            refresh(get(key), path, edition=FILES[key][0])
        except (UnusableFile, Refused):
            refused += 1
        assert everything() == before, f"{damage.__name__}, seed {seed}, {extension}"
    assert refused > PER_SOURCE / 2
