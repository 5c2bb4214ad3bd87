"""What a release changed, in words for the public: counts as whole sentences, columns by the name that pages give them.

All of it comes from what the release itself keeps; nothing is asked of the tables, which have moved on since.
"""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext, gettext_lazy, ngettext_lazy

from careerportal.datasets.models import Release

SENTENCES = {
    "schools": {
        "created": ngettext_lazy("%(number)s school is new.", "%(number)s schools are new.", "count"),
        "updated": ngettext_lazy(
            "What is said of %(number)s school changed.", "What is said of %(number)s schools changed.", "count"
        ),
        "withdrawn": ngettext_lazy(
            "%(number)s school left the federal list.", "%(number)s schools left the federal list.", "count"
        ),
    },
    "programs": {
        "created": ngettext_lazy("%(number)s program is new.", "%(number)s programs are new.", "count"),
        "updated": ngettext_lazy("%(number)s program changed.", "%(number)s programs changed.", "count"),
        "withdrawn": ngettext_lazy(
            "%(number)s program left the federal list.", "%(number)s programs left the federal list.", "count"
        ),
        "replaced": ngettext_lazy(
            "%(number)s program is now told apart by its exact fields of study.",
            "%(number)s programs are now told apart by their exact fields of study.",
            "count",
        ),
    },
    "outcomes": {
        "created": ngettext_lazy(
            "What graduates earn and owe is new for %(number)s program.",
            "What graduates earn and owe is new for %(number)s programs.",
            "count",
        ),
        "updated": ngettext_lazy(
            "What graduates earn and owe changed for %(number)s program.",
            "What graduates earn and owe changed for %(number)s programs.",
            "count",
        ),
        "withdrawn": ngettext_lazy(
            "Earnings and debt are no longer published for %(number)s program.",
            "Earnings and debt are no longer published for %(number)s programs.",
            "count",
        ),
    },
    "completions": {
        "created": ngettext_lazy("%(number)s count of awards is new.", "%(number)s counts of awards are new.", "count"),
        "updated": ngettext_lazy(
            "%(number)s count of awards changed.", "%(number)s counts of awards changed.", "count"
        ),
        "withdrawn": ngettext_lazy(
            "%(number)s count of awards is no longer published.",
            "%(number)s counts of awards are no longer published.",
            "count",
        ),
    },
    "charges": {
        "created": ngettext_lazy(
            "%(number)s price of a school is new.", "%(number)s prices of schools are new.", "count"
        ),
        "updated": ngettext_lazy(
            "%(number)s price of a school changed.", "%(number)s prices of schools changed.", "count"
        ),
        "withdrawn": ngettext_lazy(
            "%(number)s price of a school is no longer published.",
            "%(number)s prices of schools are no longer published.",
            "count",
        ),
    },
    "crosswalk": {
        "created": ngettext_lazy(
            "%(number)s job is new among those that fields of study lead to.",
            "%(number)s jobs are new among those that fields of study lead to.",
            "count",
        ),
        "updated": ngettext_lazy(
            "%(number)s job that a field of study leads to has another name.",
            "%(number)s jobs that fields of study lead to have other names.",
            "count",
        ),
        "withdrawn": ngettext_lazy(
            "%(number)s job is no longer among those that fields of study lead to.",
            "%(number)s jobs are no longer among those that fields of study lead to.",
            "count",
        ),
    },
    "occupations": {
        "created": ngettext_lazy("%(number)s occupation is new.", "%(number)s occupations are new.", "count"),
        "updated": ngettext_lazy("%(number)s occupation changed.", "%(number)s occupations changed.", "count"),
        "withdrawn": ngettext_lazy(
            "%(number)s occupation is no longer published.", "%(number)s occupations are no longer published.", "count"
        ),
    },
    "areas": {
        "created": ngettext_lazy("%(number)s place is new.", "%(number)s places are new.", "count"),
        "updated": ngettext_lazy("%(number)s place changed.", "%(number)s places changed.", "count"),
        "withdrawn": ngettext_lazy(
            "%(number)s place is no longer published.", "%(number)s places are no longer published.", "count"
        ),
    },
    "wages": {
        "created": ngettext_lazy(
            "Pay is new for %(number)s occupation in a place and year.",
            "Pay is new for %(number)s occupations in a place and year.",
            "count",
        ),
        "updated": ngettext_lazy(
            "Pay changed for %(number)s occupation in a place and year.",
            "Pay changed for %(number)s occupations in a place and year.",
            "count",
        ),
        "withdrawn": ngettext_lazy(
            "Pay is no longer published for %(number)s occupation in a place and year.",
            "Pay is no longer published for %(number)s occupations in a place and year.",
            "count",
        ),
    },
    "projections": {
        "created": ngettext_lazy(
            "%(number)s outlook of an occupation is new.", "%(number)s outlooks of occupations are new.", "count"
        ),
        "updated": ngettext_lazy(
            "%(number)s outlook of an occupation changed.", "%(number)s outlooks of occupations changed.", "count"
        ),
        "withdrawn": ngettext_lazy(
            "%(number)s outlook of an occupation is no longer published.",
            "%(number)s outlooks of occupations are no longer published.",
            "count",
        ),
    },
}
"""Table → what happened to its rows → the sentence."""

OTHERWISE = {
    "created": ngettext_lazy("%(table)s: %(number)s row is new.", "%(table)s: %(number)s rows are new.", "count"),
    "updated": ngettext_lazy("%(table)s: %(number)s row changed.", "%(table)s: %(number)s rows changed.", "count"),
    "withdrawn": ngettext_lazy(
        "%(table)s: %(number)s row is no longer published.",
        "%(table)s: %(number)s rows are no longer published.",
        "count",
    ),
    "replaced": ngettext_lazy(
        "%(table)s: %(number)s row gave way to others.", "%(table)s: %(number)s rows gave way to others.", "count"
    ),
}
"""Of a table that has no words of its own."""

TABLES = {
    "schools": gettext_lazy("Schools"),
    "programs": gettext_lazy("Programs"),
    "outcomes": gettext_lazy("Earnings and debt"),
    "fields": gettext_lazy("Fields of study"),
    "completions": gettext_lazy("Awards"),
    "charges": gettext_lazy("Tuition and fees"),
    "crosswalk": gettext_lazy("Jobs of fields of study"),
    "occupations": gettext_lazy("Occupations"),
    "areas": gettext_lazy("Places"),
    "wages": gettext_lazy("Pay"),
    "projections": gettext_lazy("Outlooks"),
}

COLUMNS = {
    "name": gettext_lazy("Name"),
    "title": gettext_lazy("Title"),
    "definition": gettext_lazy("Definition"),
    "job_title": gettext_lazy("Name of the job"),
    "state": gettext_lazy("State"),
    "control": gettext_lazy("Public, nonprofit or for-profit"),
    "opeid6": gettext_lazy("Federal student aid's number"),
    "is_listed": gettext_lazy("In the federal list of schools"),
    "is_current": gettext_lazy("Shown as a program of its own"),
    "outcome": gettext_lazy("Whether earnings and debt are published"),
    "in its place": gettext_lazy("Told apart by exact field"),
    "city": gettext_lazy("City"),
    "zip": gettext_lazy("ZIP code"),
    "latitude": gettext_lazy("Latitude"),
    "longitude": gettext_lazy("Longitude"),
    "cbsa": gettext_lazy("Metropolitan area"),
    "locale": gettext_lazy("Surroundings"),
    "website": gettext_lazy("Website"),
    "aliases": gettext_lazy("Other names"),
    "activity": gettext_lazy("Whether the school still teaches"),
    "closed_on": gettext_lazy("Closing day"),
    "successor_unitid": gettext_lazy("Number of the school that goes on for it"),
    "admissions_url": gettext_lazy("Link to admissions"),
    "application_url": gettext_lazy("Link to the application"),
    "financial_aid_url": gettext_lazy("Link to financial aid"),
    "net_price_url": gettext_lazy("Link to the net price calculator"),
    "veterans_url": gettext_lazy("Link for veterans"),
    "undergraduates": gettext_lazy("Number of undergraduates"),
    "distance_undergraduate": gettext_lazy("Distance education for undergraduates"),
    "distance_graduate": gettext_lazy("Distance education for graduate students"),
    "completers": gettext_lazy("Number of graduates"),
    "earnings": gettext_lazy("Median earnings"),
    "earnings_horizon": gettext_lazy("Years after completing at which earnings are measured"),
    "debt": gettext_lazy("Median debt"),
    "benchmark_state": gettext_lazy("Earnings of high school graduates in the state"),
    "benchmark_nation": gettext_lazy("Earnings of high school graduates in the nation"),
    "distance": gettext_lazy("How much can be studied at a distance"),
    "level": gettext_lazy("Degree level"),
    "awards": gettext_lazy("Awards in a year"),
    "tuition": gettext_lazy("Tuition"),
    "fees": gettext_lazy("Required fees"),
    "employment": gettext_lazy("Jobs"),
    "employment_rse": gettext_lazy("Error of the number of jobs"),
    "jobs_per_1000": gettext_lazy("Jobs per 1,000 jobs"),
    "location_quotient": gettext_lazy("Share of jobs over the nation's share"),
    "mean_rse": gettext_lazy("Error of mean pay"),
    "annual_mean": gettext_lazy("Mean pay a year"),
    "annual_p10": gettext_lazy("Pay a year, 10th percentile"),
    "annual_p25": gettext_lazy("Pay a year, 25th percentile"),
    "annual_p50": gettext_lazy("Median pay a year"),
    "annual_p75": gettext_lazy("Pay a year, 75th percentile"),
    "annual_p90": gettext_lazy("Pay a year, 90th percentile"),
    "hourly_mean": gettext_lazy("Mean pay an hour"),
    "hourly_p10": gettext_lazy("Pay an hour, 10th percentile"),
    "hourly_p25": gettext_lazy("Pay an hour, 25th percentile"),
    "hourly_p50": gettext_lazy("Median pay an hour"),
    "hourly_p75": gettext_lazy("Pay an hour, 75th percentile"),
    "hourly_p90": gettext_lazy("Pay an hour, 90th percentile"),
    "employment_base": gettext_lazy("Jobs in the base year"),
    "employment_target": gettext_lazy("Jobs in the target year"),
    "change_percent": gettext_lazy("Change in percent"),
    "openings_per_year": gettext_lazy("Openings a year"),
    "entry_education": gettext_lazy("Education usually asked for"),
    "experience": gettext_lazy("Experience usually asked for"),
}
"""Column → what pages call it."""

MOST_COLUMNS_NAMED = 4
"""Columns that a sentence names; the release's own page names them all."""


def published():
    """Every release that the public has seen, the newest first."""
    return Release.objects.filter(state__in=(Release.State.READY, Release.State.ARCHIVED)).order_by("-loaded_at", "-id")


def sentences(release):
    """What a release changed, as whole sentences; one that says so where it changed nothing."""
    found = []
    for table, counts in release.report.items():
        for what in OTHERWISE:
            if counts.get(what):
                words = SENTENCES.get(table, OTHERWISE)[what]
                found.append(
                    words % {"count": counts[what], "number": intcomma(counts[what]), "table": title_of(table)}
                )
        if named := columns(release, table)[:MOST_COLUMNS_NAMED]:
            pairs = "; ".join(f"{name}: {intcomma(count)}" for name, count in named)
            found.append(gettext("What changed most often: %(columns)s.") % {"columns": pairs})
    return found or [gettext("Every figure is as it was before; only the edition is new.")]


def columns(release, table):
    """Which columns of a table changed in how many rows: [(what pages call it, rows)], the most frequent first."""
    counts = release.details.get("tables", {}).get(table, {}).get("fields", {})
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(name_of(column), count) for column, count in ordered]


def name_of(column):
    """What pages call a column; of one that is not in the table, its own name in words."""
    return COLUMNS.get(column) or column.replace("_", " ").capitalize()


def title_of(table):
    return TABLES.get(table) or table.capitalize()
