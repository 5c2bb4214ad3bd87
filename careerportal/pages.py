"""The home page, and the page for addresses that lead nowhere."""

from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from careerportal.datasets import registry
from careerportal.datasets.models import Release
from careerportal.sync import kept, kept_pages, ledger
from careerportal.taxonomy import soc
from certification import wording
from certification.models import Certification
from programs import ladder, missing
from programs.models import Program, School
from salaries import pictures
from salaries.models import Occupation, ProfileSection, WageEstimate

STATES_SHOWN = 8


@require_safe
@kept_pages.until_change()
def home(request):
    """What the portal answers, each answer in short with the way to the whole of it."""
    occupation = Occupation.objects.filter(soc=soc.MAIN).first()
    history = list(WageEstimate.objects.of(soc.MAIN).national().with_place().order_by("year"))
    certification = Certification.objects.for_occupation(soc.MAIN).with_rules().first()
    rules = next(iter(certification.current_rules), None) if certification else None
    jobs = most_jobs()
    program_count, school_count = kept.at(ledger.serial(), "programs and schools", _count)
    context = {
        "rungs": ladder.rungs(),
        "program_count": program_count,
        "school_count": school_count,
        "occupation": occupation,
        "wage": history[-1] if history else None,
        "spread": pictures.spread(history[-1]) if history else None,
        "projection": occupation.projections.select_related("release").first() if occupation else None,
        "job_bars": [job_bar(estimate) for estimate in jobs],
        "job_release": jobs[0].release if jobs else None,
        "path": occupation.sections.filter(kind=ProfileSection.Kind.PATH).first() if occupation else None,
        "certification": certification,
        "rules": rules,
        "steps": [*wording.to_sit_the_exam(rules, certification.body), *wording.to_keep_it(rules)] if rules else [],
        "releases": live_releases(),
    }
    return render(request, "home.html", context)


def _count():
    """How many programs there are, and how many schools that have any: of a large catalogue that takes a while."""
    programs = Program.objects.published().at_listed_schools()
    return programs.count(), School.objects.listed().with_programs().count()


def most_jobs():
    """The states with the most jobs in the main occupation, in the newest year."""
    estimates = WageEstimate.objects.of(soc.MAIN).by_state().newest_of_each().with_place()
    return list(estimates.filter(employment__isnull=False).sorted_by("-employment")[:STATES_SHOWN])


def job_bar(estimate):
    """One state as a bar of the chart."""
    figure = estimate.figure("employment")
    return {"label": estimate.area.title, "value": figure.value, "text": figure.as_number(), "emphasis": ""}


def live_releases():
    """The newest release of each source that the public sees, with its source."""
    newest = {}
    for release in Release.objects.filter(state=Release.State.READY).order_by("loaded_at", "id"):
        newest[release.source] = release
    sources = registry.all_sources()
    return [{"source": sources[key], "release": newest[key]} for key in sources if key in newest]


@require_safe
def favicon(request):
    """Lead those who ask at the root, as feed readers and crawlers do, to the icon."""
    return redirect(static("img/favicon.ico"), permanent=True)


def not_found(request, exception):
    """Answer an address that names nothing (handler404)."""
    return missing.not_found(request)
