"""IPEDS directory (HDyyyy): where the portal's schools are, their websites, and the other names they go by.

One row is one institution, known by its UNITID. Only schools that the portal has already are touched: the names,
states, controls and the list of schools come from College Scorecard. Where the directory says otherwise, or says that a
school has closed, a person is told. Programs of a closed school stay, marked, and are left out of searches.
"""

import math
import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from careerportal.datasets import ages
from careerportal.datasets.downloads import Address
from careerportal.datasets.registry import Source
from careerportal.taxonomy import bounds, states
from careerportal.taxonomy.activity import IPEDS_ACT, Activity
from careerportal.taxonomy.controls import SCORECARD_CONTROLS, Control
from careerportal.taxonomy.locales import Locale
from programs.importers.known_schools import KnownSchools, read_each
from programs.importers.namesakes import Namesakes, subject_of
from programs.models import ZIP_PATTERN, School

COLUMNS = (
    "UNITID", "INSTNM", "IALIAS", "CITY", "STABBR", "ZIP", "WEBADDR", "CONTROL", "LOCALE", "ACT", "CYACTIVE", "DEATHYR",
    "CLOSEDAT", "NEWID", "CBSA", "LATITUDE", "LONGITUD",
)  # fmt: skip
"""Those that every file must have; the file of each year has some others."""

LINKS = {
    "ADMINURL": "admissions_url",
    "APPLURL": "application_url",
    "FAIDURL": "financial_aid_url",
    "NPRICURL": "net_price_url",
    "VETURL": "veterans_url",
}
"""Column → field. Older files lack some of them; a field whose column is not there keeps what it had."""

NOT_GIVEN = ("", "-1", "-2", "-3")
"""Not reported, not applicable, not available."""

NO_DAY = "00/00/0000"
"""What some rows have for a closing day that the school did not tell."""
IN_DOUBT = "coordinates in doubt"
HIGHEST_LATITUDE, HIGHEST_LONGITUDE = 90, 180
LONGEST_CITY = 60
LONGEST_ADDRESS = 300
LONGEST_ALIASES = 2_000
NUMBER = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,12})?")
is_web_address = URLValidator(schemes=["http", "https"])


NOWHERE = {"city": "", "zip": "", "cbsa": "", "locale": "", "latitude": None, "longitude": None}


@dataclass(frozen=True)
class DirectoryRecord:
    """What the directory says of one of our schools: its UNITID and School.DIRECTORY_FIELDS."""

    unitid: int
    fields: dict


def normalise(rows, problems, edition):
    """Yield a DirectoryRecord for each row of a school that the portal has; report what a person should look at."""
    schools = {school.unitid: school for school in School.objects.filter(unitid__isnull=False)}
    namesakes = Namesakes(problems)
    for row, unitid, fields in read_each(rows, schools, problems, _fields, number=_unitid, subject=_name):
        _compare(row, schools[unitid], schools, problems)
        namesakes.look_at(row, fields["city"])
        fields |= _doubtful(row, problems)
        yield DirectoryRecord(unitid, fields | _placed(row, schools[unitid]) | _state(row, schools[unitid]))


def _state(row, school):
    """The state of a listed school that nobody has given one: the Department's own Scorecard file has no states."""
    return {"state": row["STABBR"]} if not school.state and school.is_listed else {}


def _placed(row, school):
    """What is left blank of a school that we show in another state: a city there would be a place that is none."""
    return NOWHERE if school.state not in ("", row["STABBR"]) else {}


def _name(row):
    return row["INSTNM"]


def _unitid(row):
    text = row["UNITID"]
    if not re.fullmatch("[1-9][0-9]{0,7}", text):
        raise ValueError(f"UNITID {text[:40]!r} is not a whole number from 1 to 99,999,999")
    return int(text)


def _fields(row):
    """What must be readable in every row, or the row is none."""
    if row["STABBR"] not in states.PLACES:
        raise ValueError(f"STABBR {row['STABBR'][:40]!r} is not the postal code of a state or territory")
    if row["CONTROL"] not in SCORECARD_CONTROLS and row["CONTROL"] not in NOT_GIVEN:
        raise ValueError(f"CONTROL {row['CONTROL'][:40]!r} is neither 1, 2 nor 3")
    if not re.fullmatch("[0-9]", row["CYACTIVE"]):
        raise ValueError(f"CYACTIVE {row['CYACTIVE'][:40]!r} is not a single digit")
    return {
        "activity": _activity(row),
        "successor_unitid": _successor(row),
        "locale": _locale(row),
        "city": _city(row),
        "zip": _code(row, "ZIP", ZIP_PATTERN, "five digits, or nine with a hyphen"),
        "cbsa": _code(row, "CBSA", "[0-9]{5}", "five digits"),
        "aliases": _aliases(row),
    }


def _activity(row):
    activity = IPEDS_ACT.get(row["ACT"])
    if activity is None:
        raise ValueError(f"ACT {row['ACT'][:40]!r} is not a status that we know")
    if activity == Activity.OPEN and row["CYACTIVE"] != "1":
        raise ValueError(f"ACT {row['ACT']} says open, CYACTIVE {row['CYACTIVE']} not")
    return activity


def _successor(row):
    if row["NEWID"] in NOT_GIVEN:
        return None
    if not re.fullmatch("[1-9][0-9]{0,7}", row["NEWID"], re.ASCII):
        raise ValueError(f"NEWID {row['NEWID'][:40]!r} is not the number of a school")
    return int(row["NEWID"])


def _locale(row):
    if row["LOCALE"] in NOT_GIVEN:
        return ""
    if row["LOCALE"] not in Locale.values:
        raise ValueError(f"LOCALE {row['LOCALE'][:40]!r} is not one of the twelve codes")
    return row["LOCALE"]


def _city(row):
    city = " ".join(row["CITY"].split())
    if len(city) > LONGEST_CITY or not city.isprintable() or any(character.isdigit() for character in city):
        raise ValueError(f"CITY {city[:40]!r} is not the name of a city")
    return city


def _code(row, column, pattern, expected):
    text = row[column]
    if text in NOT_GIVEN:
        return ""
    if not re.fullmatch(pattern, text, re.ASCII):
        raise ValueError(f"{column} {text[:40]!r} is not {expected}")
    return text


def _aliases(row):
    """The names, each once, parted by semicolons; schools part them by bars and semicolons, or by nothing."""
    names = {}
    for name in re.split(r"[|;]", "" if row["IALIAS"] in NOT_GIVEN else row["IALIAS"]):
        name = " ".join(name.split())
        names.setdefault(name.casefold(), name)
    text = "; ".join(name for name in names.values() if name)
    if len(text) > LONGEST_ALIASES or not text.isprintable():
        raise ValueError(f"IALIAS {text[:40]!r} is not a list of names of up to {LONGEST_ALIASES:,} characters")
    return text


def _doubtful(row, problems):
    """Coordinates, addresses and the closing day: left blank, and reported, where they cannot be right."""
    subject = subject_of(row)
    is_confirmed = problems.answer_to(IN_DOUBT, subject) is not None
    latitude, longitude, doubt = _coordinates(row, is_confirmed=is_confirmed)
    if doubt:
        problems.notice(row.number, IN_DOUBT, doubt, subject)
    links = {field: _link(row, column, problems) for column, field in LINKS.items() if column in row.cells}
    return links | {
        "latitude": latitude,
        "longitude": longitude,
        "website": _link(row, "WEBADDR", problems),
        "closed_on": _closed_on(row, problems),
    }


def _link(row, column, problems):
    address = _address(row[column])
    if address is None:
        kind = "website is no address" if column == "WEBADDR" else "link is no address"
        problems.notice(row.number, kind, f"{column} {row[column][:200]!r} is not one web address", row["INSTNM"])
    return address or ""


def _closed_on(row, problems):
    """Return the closing day; a closed school without one is closed all the same."""
    text = row["CLOSEDAT"]
    if text in NOT_GIVEN:
        return None
    try:
        return datetime.strptime(text, "%m/%d/%Y").date()
    except ValueError:
        message = f"CLOSEDAT {text[:40]!r} is not a day" if text != NO_DAY else "the directory gives no closing day"
        problems.notice(row.number, "closing day in doubt", message, row["INSTNM"])
        return None


def _coordinates(row, *, is_confirmed):
    """Return latitude, longitude and "", or None, None and what is wrong with them.

    A person may have confirmed that a school lies outside the state that it belongs to.
    """
    texts, state = (row["LATITUDE"], row["LONGITUD"]), row["STABBR"]
    if all(text in NOT_GIVEN for text in texts):
        return None, None, "the directory gives no coordinates"
    shown = f"latitude {texts[0][:20]!r}, longitude {texts[1][:20]!r}"
    if not all(NUMBER.fullmatch(text) for text in texts):
        return None, None, f"{shown} are not degrees"
    latitude, longitude = map(float, texts)
    if abs(latitude) > HIGHEST_LATITUDE or abs(longitude) > HIGHEST_LONGITUDE:
        return None, None, f"{shown} are not on the globe"
    if math.isclose(latitude, 0) or math.isclose(longitude, 0):
        return None, None, f"{shown}: a zero is no measured place"
    if not is_confirmed and not bounds.is_inside(state, latitude, longitude):
        return None, None, f"{shown} are not in {states.PLACES[state]}"
    return latitude, longitude, ""


def _address(text):
    """Return an address with its scheme, "" where none is given, None where the text is not one address."""
    if text in NOT_GIVEN:
        return ""
    address = text if re.match("https?://", text, re.IGNORECASE) else f"https://{text}"
    try:
        is_web_address(address)
        parts = urlsplit(address)
    except (ValidationError, ValueError):
        return None
    if len(address) > LONGEST_ADDRESS or "@" in parts.netloc or not address.isascii():
        return None
    return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower()).geturl()


def _compare(row, school, schools, problems):
    """Report where the directory contradicts what the portal says of a school, or says that it is gone."""
    told, name = states.PLACES[row["STABBR"]], school.shown_name
    if not school.state and not school.is_listed:
        problems.notice(row.number, "state not on record", f"the directory says {told}, College Scorecard none", name)
    elif school.state not in ("", row["STABBR"]):
        message = f"the directory says {told}, College Scorecard {school.get_state_display()}: its place is left blank"
        problems.notice(row.number, "another state", message, name)
    control = SCORECARD_CONTROLS.get(row["CONTROL"])
    if control and control != school.control:
        message = f"the directory says {Control(control).label}, College Scorecard {school.get_control_display()}"
        problems.notice(row.number, "another control", message, name)
    activity = IPEDS_ACT[row["ACT"]]
    if activity != Activity.OPEN:
        problems.notice(row.number, FINDING_OF[activity], _how_it_ended(row, activity, schools), name)


FINDING_OF = {
    Activity.CLOSED: "closed school",
    Activity.COMBINED: "merged school",
    Activity.BRANCH: "reports with its main campus",
    Activity.OUT_OF_SCOPE: "out of the directory's scope",
}


def _how_it_ended(row, activity, schools):
    message = f"ACT {row['ACT']}, CYACTIVE {row['CYACTIVE']}: {activity.label.lower()}"
    if row["CLOSEDAT"] not in (*NOT_GIVEN, NO_DAY):
        message += f"; closed on {row['CLOSEDAT'][:40]}"
    elif row["DEATHYR"] not in NOT_GIVEN:
        message += f"; deleted from IPEDS in {row['DEATHYR'][:4]}"
    if unitid := _successor(row):
        successor = schools.get(unitid)
        message += f"; its data go on under UNITID {unitid}" + (f", {successor}" if successor else "")
    return message


class Directory(KnownSchools):
    """Where schools are, whether they still teach, and what leads to them."""

    stamp = "directory_release"


SOURCE = Source(
    key="ipeds-directory",
    title="IPEDS directory of institutions",
    publisher="National Center for Education Statistics, US Department of Education",
    licence="Public domain",
    landing_page="https://nces.ed.gov/ipeds/datacenter/DataFiles.aspx",
    schedule=_("once a year, mostly in autumn"),
    rhythm=ages.Rhythm(months=12, years_later=1, month=10),
    notes=_(
        "City, ZIP code, coordinates, metropolitan area, website, further links and other names of the schools, as "
        "each school reports them, and whether it still teaches. Coordinates that are not in the school's state are "
        "left out."
    ),
    columns=COLUMNS,
    fallback_encoding="cp1252",
    answers={IN_DOUBT: ("accept",)},
    normalise=normalise,
    address=Address("https://nces.ed.gov/ipeds/datacenter/data/HD{year}.zip", edition="{year}-{next}"),
    comparison=Directory,
)
