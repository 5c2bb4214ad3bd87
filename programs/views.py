"""Pages about programs, schools and degree levels."""

from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from careerportal import frames, pieces
from careerportal.sync import kept, kept_pages
from careerportal.taxonomy import states
from careerportal.taxonomy.degree_levels import DegreeLevel
from programs import (
    cards,
    charges,
    columns,
    definitions,
    distance_education,
    facets,
    ladder,
    neighbours,
    paging,
    pictures,
    typical,
    vocabulary,
    wording,
    working_adults,
)
from programs.cards import Card
from programs.completions import trends
from programs.corrections import corrected
from programs.filters import ProgramFilterSet
from programs.found import Found
from programs.missing import not_found
from programs.models import LevelGuide, Program, School
from programs.pay import local_pay, payback
from programs.successors import successors
from programs.typical import release
from salaries.payback_form import PaybackForm

PROGRAMS_A_PAGE = 25
SCHOOLS_A_PAGE = 50
LONGEST_NAME = 100
FIELDS_EXPLAINED = 5
PANELS_KEPT = 200
"""Panels of filters that a process keeps, some 40 KB each."""

SEARCH_PARAMETERS = sorted({*ProgramFilterSet.known_parameters(), "page"})


def wants_fragment(request):
    """htmx asks for the results alone, except when it boosts a link or restores a page of its history."""
    return bool(request.htmx) and not request.htmx.boosted and not request.htmx.history_restore_request


def search_read(request):
    """What a search page depends on: the parameters that mean something to it, and whether a piece of it is wanted."""
    given = [(name, values) for name, values in request.GET.lists() if name in SEARCH_PARAMETERS and any(values)]
    return wants_fragment(request), sorted(given)


@require_safe
@vary_on_headers("HX-Request", "HX-Boosted", "HX-History-Restore-Request")
@kept_pages.until_change(*SEARCH_PARAMETERS, what_it_reads=search_read)
def program_list(request):
    """Search: filters with counts, results, and the ways out when there are none."""
    serial = request.data_serial
    asked = ProgramFilterSet.forgiving(request.GET, Program.objects.published(), known=lambda: vocabulary.at(serial))
    found, correction = corrected(Found(asked, columns.at(serial)))
    filterset = found.filterset
    page, page_notice = paging.page_of(Paginator(found, PROGRAMS_A_PAGE), request.GET.get("page"))
    shown = cards.of(page.object_list, serial)
    page.object_list = [card.program for card in shown]
    query = filterset.query_string()
    request.GET = QueryDict(query)  # Links to other pages repeat only what was understood.
    count = page.paginator.count
    context = {
        "filterset": filterset,
        "query": query,
        "page": page,
        "correction": correction,
        "understood": wording.understood(filterset, asked),
        "questions": wording.questions(filterset, asked),
        "asks_near_what": asked.asked.is_near_me,
        "cards": shown,
        "count": count,
        "sentence": f"{wording.count_in_words(count)}{wording.describe(filterset.chosen)}",
        "address": address_of(filterset, page),
        "notices": [notice["text"] for notice in filterset.notices],
        "page_notice": page_notice,
        "chips": wording.chips(filterset),
        "explained": explained(filterset, serial),
        "facets": facets.facets_of(found),
        "spreads": {figure: found.spread(figure) for figure in ("earnings", "debt")},
        "knows_places": found.columns.knows_places,
        "lacking": wording.lacking_in_words(found.lacking()),
        "left_out": 0 if "listed" in filterset.chosen else found.unlisted(),
        "show_all_url": wording.address(filterset, listed="all"),
        "looser": [] if count else [wording.looser_in_words(search) for search in facets.looser_searches(found)],
    }
    if not wants_fragment(request):
        page = {
            "filters": filters_panel(found, context),
            "results": render_to_string("programs/_results.html", context, request),
            "sentence": context["sentence"],
            "asked": context["address"].removeprefix(pieces.address("programs:list")),
            "query": query,
        }
        return frames.fill(request, "programs/program_list.html", request.path, (("is_search", bool(query)),), **page)
    response = render(request, "programs/_results.html", context | {"is_fragment": True})
    response["HX-Push-Url"] = address_of(filterset, page)
    return response


def explained(filterset, serial):
    """(title, Definition) of the chosen fields of study, of the first few where many are chosen."""
    chosen = filterset.chosen.get("field", [])[:FIELDS_EXPLAINED]
    titles = vocabulary.at(serial)
    return [(titles.title_of(code), definitions.of(code, serial)) for code in chosen]


def filters_panel(found, context):
    """The filters with their counts, as a piece of the page.

    All pages and orders of a search have the same, and students narrow by the same few filters: without words, amounts
    or a place to be near, it is kept until the data change.
    """
    if not found.is_told_by_cells or found.filterset.asked.is_exact:
        return render_to_string("programs/_filters.html", context)
    panels = found.columns.panels
    chosen = get_language(), *((name, str(value)) for name, value in found.chosen.items())
    return kept.once(panels, chosen, lambda: render_to_string("programs/_filters.html", context), PANELS_KEPT)


def address_of(filterset, page):
    """The clean address of one page of a search: only what was understood, and the page's number from the second on."""
    address = wording.address(filterset)
    if page.number == 1:
        return address
    return f"{address}{'&' if '?' in address else '?'}page={page.number}"


@require_safe
@kept_pages.until_change("place", *PaybackForm.base_fields)
def program_detail(request, slug):
    """One program: its figures, what they mean, and what else there is."""
    program = Program.objects.public().for_reading().filter(slug=slug).first()
    if program is None:
        return not_found(request)
    if not program.is_offered:
        return withdrawn(request, program)
    return render(request, "programs/program_detail.html", what_a_page_says(request, program))


def what_a_page_says(request, program):
    """All that the page of a program shows of it; its preview shows the same."""
    serial = getattr(request, "data_serial", None)
    card, pay = Card(program), local_pay(program, request.GET, serial)
    at_school, has_more_at_school = neighbours.at_the_same_school(program)
    similar = neighbours.similar_to(program)
    trend = trends([program], serial).get(program.pk)
    return {
        "data_serial": serial,
        "program": program,
        "school": program.school,
        "definition": definitions.of(program.cip, serial),
        "card": card,
        "trend": trend,
        "awards": pictures.awards_picture(trend) if trend else [],
        "bars": pictures.earnings_picture(card, typical.beside(program)),
        "pay": pay,
        "payback": payback(card, pay, request.GET),
        "similar": similar,
        "similar_order": neighbours.order_in_words(similar),
        "at_school": at_school,
        "has_more_at_school": has_more_at_school,
        "facts": curated_facts(program),
        "charges": charges.fitting(program.school.charges.select_related("release"), program.level),
        "at_a_distance": distance_education.fitting(program.school, program.level),
        "for_working_adults": known_and_missing(working_adults.facts_of(program).items()),
    }


def withdrawn(request, program):
    """Lead to the program in its place, to the school's list where there are several, or say that it is gone."""
    heirs = successors(program)
    if heirs:
        several = f"{program.school.get_absolute_url()}#programs"
        # A merge of schools can be undone, and a browser keeps for ever what it is told is for good.
        return redirect(heirs[0] if len(heirs) == 1 else several, permanent=not program.school.merged_into_id)
    offered = Program.objects.published().for_listing()
    context = {
        "program": program,
        "school": program.school,
        "at_school": [Card(other) for other in offered.filter(school=program.school).by_rung()],
    }
    return render(request, "programs/program_gone.html", context, status=410)


def curated_facts(program):
    """What our curators record of a program: known facts as (label, value) pairs, and which are missing."""
    yes_no = {True: gettext("Required"), False: gettext("Not required"), None: ""}
    facts = [
        (gettext("How it is taught"), program.get_delivery_display()),
        (gettext("Length"), wording.months_in_words(program.length_months) if program.length_months else ""),
        (gettext("Credit hours"), program.credits or ""),
        (gettext("Capstone"), yes_no[program.capstone]),
        (gettext("Internship"), yes_no[program.internship]),
        (gettext("Entry requirements"), program.entry_requirements),
    ]
    return known_and_missing(facts)


def _is_initials(letters):
    """GRE keeps its capitals inside a sentence; the "A" of "A tiempo parcial" does not."""
    return letters.isalpha() and letters.isupper()


def known_and_missing(facts):
    """Part (label, value) pairs into those that have a value and the labels of the others, as a sentence has them."""
    missing = [label if _is_initials(label[:2]) else label.lower() for label, value in facts if not value]
    return {"known": [(label, value) for label, value in facts if value], "missing": missing}


@require_safe
@kept_pages.until_change("q", "state", "page")
def school_list(request):
    """Schools by name and state, with how many programs each has."""
    name = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST_NAME]
    asked_state = request.GET.get("state", "").replace("\x00", "").strip()
    state = asked_state.upper() if asked_state.upper() in states.PLACES else ""
    schools = School.objects.listed().with_programs().matching(name).with_program_counts().order_by("name", "id")
    if state:
        schools = schools.filter(state=state)
    page, page_notice = paging.page_of(Paginator(schools, SCHOOLS_A_PAGE), request.GET.get("page"))
    notice = ""
    if asked_state and not state:
        notice = gettext("%(said)s is not a state we know; use a postal code such as TX or OH.") % {
            "said": f"state={asked_state[:40]}"
        }
    context = {
        "page": page,
        "page_notice": page_notice,
        "name": name,
        "state": state,
        "places": states.PLACES,
        "notice": notice,
    }
    return render(request, "programs/school_list.html", context)


@require_safe
@kept_pages.until_change()
def school_detail(request, slug):
    """One school: the ladder of its programs, its numbers, and where to read on."""
    school = (
        School.objects.select_related("directory_release", "size_release", "distance_release").filter(slug=slug).first()
    )
    if school is None:
        return not_found(request)
    school = school.as_shown()
    cards = [Card(program) for program in school.programs.published().for_listing().by_rung()]
    if school.merged_into and not cards:
        return redirect(school.merged_into)  # For now: a merge can be undone.
    figures = [figure for card in cards for figure in (card.earnings, card.debt, card.completers)]
    context = {
        "school": school,
        "cards": cards,
        "figures": figures,
        "graduates": graduates_in_all(cards),
        "release": release(),
        "charges": charges.newest(school.charges.select_related("release")),
        "at_a_distance": distance_education.told_by(school),
    }
    return render(request, "programs/school_detail.html", context)


def graduates_in_all(cards):
    """How many graduates some programs have in a year; those who are counted for several of them, once."""
    outcomes = {card.program.outcome_id: card.completers.value or 0 for card in cards}
    return sum(outcomes.values())


@require_safe
@kept_pages.until_change()
def level_list(request):
    """The degree ladder."""
    rungs = ladder.rungs()
    bars = pictures.level_picture(ladder.earnings_by_level())
    return render(request, "programs/level_list.html", {"rungs": rungs, "bars": bars, "release": release()})


@require_safe
@kept_pages.until_change()
def level_detail(request, level):
    """One rung of the ladder: what it is, what graduates earn, and where it is taught."""
    if level not in DegreeLevel.values:
        return not_found(request, levels=ladder.rungs())
    level = DegreeLevel(level)
    programs = Program.objects.published().at_listed_schools().at_level(level)
    count, rungs = programs.count(), ladder.rungs()
    context = {
        "level": level,
        "guide": LevelGuide.objects.filter(level=level).first(),
        "count": count,
        "reported_with": None if count else ladder.reported_with(level, rungs),
        "typical": ladder.typical_at(level),
        "fewest": typical.FEWEST,
        "release": release(),
        "top_states": ladder.top_states(programs),
        "rungs": rungs,
        **neighbours.largest(programs),
    }
    return render(request, "programs/level_detail.html", context)
