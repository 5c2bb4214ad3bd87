"""`refresh --download`, `refresh --all` and `sources`: from the address of an edition to figures on the page."""

import errno
import json
import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from careerportal.datasets import downloads, fetching, registry
from careerportal.datasets.files import UnusableFile
from careerportal.datasets.models import Release
from tests import federal_files
from tests.factories import SchoolFactory

TODAY = date(2026, 11, 26)


@pytest.fixture
def agencies(monkeypatch, tmp_path):
    """What each address answers: a path, or an error."""
    answers, asked = {}, []

    def fetch(url, folder, *, on_bytes=None):
        asked.append(url)
        answer = answers.get(url, UnusableFile(f"{url} answered 404 Not Found."))
        if isinstance(answer, BaseException):
            raise answer
        return answer

    monkeypatch.setattr(downloads, "fetch", fetch)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)
    answers["asked"] = asked
    return answers


@pytest.mark.parametrize(
    ("key", "edition", "address", "named"),
    [
        ("ipeds-directory", "", "https://nces.ed.gov/ipeds/datacenter/data/HD2025.zip", "2025-26"),
        ("ipeds-directory", "2023-24", "https://nces.ed.gov/ipeds/datacenter/data/HD2023.zip", "2023-24"),
        ("ipeds-completions", "2022-23", "https://nces.ed.gov/ipeds/datacenter/data/C2023_A.zip", "2022-23"),
        ("oews", "", "https://www.bls.gov/oes/special-requests/oesm25all.zip", ""),
        ("oews", "May 2023", "https://www.bls.gov/oes/special-requests/oesm23all.zip", "May 2023"),
        ("cip", "", "https://nces.ed.gov/ipeds/cipcode/Files/CIPCode2020.csv", ""),
        ("cip-soc", "", "https://nces.ed.gov/ipeds/cipcode/Files/CIP2020_SOC2018_Crosswalk.xlsx", ""),
    ],
)
def test_the_address_of_an_edition(key, edition, address, named):
    assert fetching.whereabouts(registry.get(key), TODAY, edition=edition) == (address, named)


def test_in_spring_the_newest_directory_is_the_one_of_the_autumn_before():
    found, _ = fetching.whereabouts(registry.get("ipeds-directory"), date(2026, 3, 1))
    assert found.endswith("HD2024.zip")


def test_a_source_without_an_address_of_its_own_says_where_to_look():
    with pytest.raises(UnusableFile, match=r"Look it up at https://collegescorecard\.ed\.gov/data"):
        fetching.whereabouts(registry.get("scorecard-field-of-study"), TODAY)


@pytest.mark.django_db
def test_the_newest_edition_is_fetched_and_loaded(agencies, tmp_path, capsys):
    SchoolFactory(unitid=229179)
    agencies["https://nces.ed.gov/ipeds/datacenter/data/HD2025.zip"] = federal_files.directory(tmp_path, {})
    call_command("refresh", "ipeds-directory", "--download")
    assert Release.objects.get(source="ipeds-directory").edition == "2025-26"


@pytest.mark.django_db
def test_an_address_may_be_named(agencies, tmp_path):
    SchoolFactory(unitid=229179)
    agencies["https://mirror.example/hd2024.csv"] = federal_files.directory(tmp_path, {})
    where = "--download=https://mirror.example/hd2024.csv"
    call_command("refresh", "ipeds-directory", where, "--edition=2024-25")
    assert Release.objects.get(source="ipeds-directory").edition == "2024-25"


@pytest.mark.django_db
def test_all_sources_are_tried_and_those_that_failed_are_named(agencies, tmp_path):
    SchoolFactory(unitid=229179)
    agencies["https://nces.ed.gov/ipeds/datacenter/data/HD2025.zip"] = federal_files.directory(tmp_path, {})
    with pytest.raises(CommandError, match=r"6 of 7 sources were not loaded.\n(.|\n)*oews: .*404") as failure:
        call_command("refresh", "--all", "--download")
    assert failure.value.returncode == 1
    assert "ipeds-directory" not in str(failure.value)
    assert Release.objects.filter(source="ipeds-directory").exists()


@pytest.mark.django_db(transaction=True)  # A connection that failed is closed, which no transaction of a test survives.
@pytest.mark.parametrize(
    "failure",
    [
        UnusableFile("https://nces.ed.gov/c.zip answered 404 Not Found."),
        OSError(errno.ENOSPC, "No space left on device"),
        OperationalError("database or disk is full"),
        ZeroDivisionError("a mistake of ours"),
    ],
    ids=["not found", "disk full", "database full", "our own mistake"],
)
def test_no_failure_of_one_source_keeps_the_others_from_being_loaded(agencies, tmp_path, capsys, failure):
    SchoolFactory(unitid=229179)
    agencies["https://nces.ed.gov/ipeds/datacenter/data/HD2025.zip"] = federal_files.directory(tmp_path, {})
    agencies["https://nces.ed.gov/ipeds/cipcode/Files/CIPCode2020.csv"] = failure
    damaged = tmp_path / "C2025_A.zip"
    damaged.write_bytes(b"PK no zip at all")
    agencies["https://nces.ed.gov/ipeds/datacenter/data/C2025_A.zip"] = damaged
    with pytest.raises(CommandError) as failed:
        call_command("refresh", "--all", "--download")
    assert failed.value.returncode == 1
    assert str(failure.args[-1]) in str(failed.value)
    assert "ipeds-completions: C2025_A.zip is damaged" in str(failed.value)
    assert [release.source for release in Release.objects.all()] == ["ipeds-directory"]
    told = capsys.readouterr().out
    assert re.search(r"ipeds-directory\W+loaded\W+2025-26", told)
    assert re.search(r"cip\W+failed", told)


@pytest.mark.django_db
def test_a_stop_is_no_failure_of_a_source_and_ends_the_run(agencies, tmp_path):
    agencies["https://nces.ed.gov/ipeds/datacenter/data/HD2025.zip"] = KeyboardInterrupt()
    with pytest.raises(CommandError) as stopped:
        call_command("refresh", "--all", "--download")
    assert stopped.value.returncode == 130
    assert len(agencies["asked"]) == 1


def test_only_the_file_that_came_last_is_kept(monkeypatch, settings, tmp_path):
    settings.DOWNLOAD_FOLDER = tmp_path
    source = registry.get("ipeds-directory")
    folder = tmp_path / source.key

    def fetch(url, folder, *, on_bytes=None):
        folder.mkdir(exist_ok=True)
        path = folder / url.rpartition("/")[2]
        path.write_bytes(b"UNITID\n")
        return path

    monkeypatch.setattr(downloads, "fetch", fetch)
    assert fetching.kept(source) is None
    fetching.fetch(source, TODAY, edition="2023-24")
    (folder / "HD2022.zip.part").write_bytes(b"UNI")
    fetching.fetch(source, TODAY, edition="2024-25")
    assert [path.name for path in folder.iterdir()] == ["HD2024.zip"]
    assert fetching.kept(source) == folder / "HD2024.zip"


@pytest.mark.django_db
def test_all_says_in_json_what_was_loaded_and_what_was_not(agencies, tmp_path, capsys):
    SchoolFactory(unitid=229179)
    agencies["https://nces.ed.gov/ipeds/datacenter/data/HD2025.zip"] = federal_files.directory(tmp_path, {})
    with pytest.raises(CommandError):
        call_command("refresh", "--all", "--download", "--dry-run", "--json")
    said = json.loads(capsys.readouterr().out)
    assert [report["source"] for report in said["loaded"]] == ["ipeds-directory"]
    assert "ipeds-charges" in said["by_hand"]
    by_address = {"cip", "cip-soc", "ipeds-completions", "ipeds-offerings", "oews", "employment-projections"}
    assert set(said["failed"]) == by_address


@pytest.mark.parametrize(
    "words",
    [
        ["--all", "--file=hd2024.csv"],
        ["--all", "--download", "--edition=2024-25"],
        ["ipeds-directory", "--all", "--download"],
        ["--download"],
    ],
    ids=" ".join,
)
def test_words_that_do_not_go_together_are_wrong_usage(words):
    with pytest.raises(CommandError) as failure:
        call_command("refresh", *words)
    assert failure.value.returncode == 2


@pytest.mark.django_db
def test_sources_say_what_is_held_how_old_it_is_and_where_the_next_comes_from(agencies, tmp_path, capsys):
    SchoolFactory(unitid=229179)
    call_command("refresh", "ipeds-directory", file=federal_files.directory(tmp_path, {}), edition="2024-25")
    capsys.readouterr()
    call_command("sources", "--json")
    said = {one["source"]: one for one in json.loads(capsys.readouterr().out)}
    directory = said["ipeds-directory"]
    assert (directory["editions"], directory["age"], directory["due"]) == (["2024-25"], "ageing", "2026-10-01")
    assert directory["address"].endswith("HD2025.zip")
    assert said["scorecard-institution"]["address"] == ""
    assert said["oews-history"]["address"] == ""
    assert all(one["licence"] and one["schedule"] and one["landing_page"] for one in said.values())

    call_command("sources")
    table = capsys.readouterr().out
    assert "ipeds-directory" in table
    assert "by hand" in table
