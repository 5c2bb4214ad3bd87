"""The edition that a file's name tells is held against the one that an operator names."""

import pytest
from django.core.management import CommandError, call_command

from careerportal.datasets import registry
from careerportal.datasets.models import Release

NAMED = {
    "ipeds-directory": {"HD2024.zip": "2024-25", "hd2022.csv.gz": "2022-23", "directory.csv": ""},
    "ipeds-completions": {"C2024_A.zip": "2023-24", "c2020_a_reduced.csv.gz": "2019-20", "C20244_A.csv": ""},
    "ipeds-offerings": {"IC2024.zip": "2024-25", "ic2024.csv.gz": "2024-25", "IC20241.csv": ""},
}


@pytest.mark.parametrize(("key", "name"), [(key, name) for key, names in NAMED.items() for name in names])
def test_a_name_as_the_publisher_gives_it_tells_the_edition(key, name):
    assert registry.get(key).address.edition_of(name) == NAMED[key][name]


@pytest.mark.django_db
def test_last_year_s_file_is_not_taken_for_this_year_s(tmp_path):
    path = tmp_path / "c2024_a.csv"
    path.write_text("UNITID,CIPCODE,MAJORNUM,AWLEVEL,CTOTALT\n", encoding="ascii")
    with pytest.raises(CommandError, match=r"by its name the file of 2023-24, not of 2024-25"):
        call_command("refresh", "ipeds-completions", file=str(path), edition="2024-25")
    assert not Release.objects.exists()
