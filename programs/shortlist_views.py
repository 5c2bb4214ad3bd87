"""The shortlist: the page, what its buttons do, a list opened by its link, and the list to take away."""

from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_cookie

from careerportal.datasets import tables
from certification.calendar_entries import MEDIA_TYPE
from programs import chosen, comparison, deadline_calendar, exports, shortlist
from programs.cards import Card
from programs.models import Program
from programs.same_origin import from_our_own_pages
from programs.successors import successors

UP, DOWN = -1, 1


@from_our_own_pages
@require_http_methods(["GET", "HEAD", "POST"])
def page(request):
    """A reader's own list, or with `?p=slug&p=slug` the list that a link names. Buttons post here."""
    if request.method == "POST":
        return change(request)
    return shared(request) if "p" in request.GET else own(request)


@vary_on_cookie
@cache_control(private=True, no_store=True)
def own(request):
    """The list in the reader's cookie: nothing of it is kept here."""
    kept = shortlist.read(request)
    entries = entries_of(kept.slugs)
    context = {
        "entries": entries,
        "is_own": True,
        "is_damaged": kept.is_damaged,
        "is_full": kept.is_full,
        "slugs": kept.slugs,
        "removed": removed(request, kept),
        "not_added": request.GET.get("full") == "1" and kept.is_full,
        "back": own_address(request.GET.get("back", "")),
        **links(kept.slugs, entries),
    }
    return render(request, "programs/shortlist.html", context)


def shared(request):
    """A list that somebody's link names: the same for everyone who opens it, and nobody's own until it is saved."""
    slugs = slugs_of(request)
    entries = entries_of(slugs)
    context = {"entries": entries, "is_own": False, "slugs": slugs, **links(slugs, entries)}
    return render(request, "programs/shortlist.html", context)


def entries_of(slugs):
    """What a list shows of each slug: what it names, and its card where it is offered."""
    return [{"named": one, "card": Card(one.program) if one.program else None} for one in chosen.look_up(slugs)]


def links(slugs, entries):
    """Where a list leads: its link, the comparison of its first programs, its files and its feed."""
    query = urlencode({"p": slugs}, doseq=True)
    offered = [entry["named"].slug for entry in entries if entry["named"].is_offered]
    return {
        "query": query,
        "share": f"{shortlist_url()}?{query}",
        "compare_first": urlencode({"p": offered[: comparison.MOST]}, doseq=True) if offered else "",
        "compared": min(len(offered), comparison.MOST),
        "offered": len(offered),
        "most_compared": comparison.MOST,
        "most": shortlist.MOST,
        "deadlines": sum(len(entry["named"].program.deadlines.all()) for entry in entries if entry["card"]),
    }


def slugs_of(request):
    """The slugs that an address names, each once, as many as a list holds."""
    return list(dict.fromkeys(chosen.tidy(request.GET.getlist("p"))))[: shortlist.MOST]


def shortlist_url():
    return reverse("programs:shortlist")


def removed(request, kept):
    """The program that was just taken off the list, and the place it had, to put it back; None if it is there."""
    slug = request.GET.get("removed", "")[: chosen.LONGEST_SLUG].replace("\x00", "")
    if not slug or slug in kept.slugs:
        return None
    program = Program.objects.public().select_related("school").filter(slug=slug).first()
    name = chosen.name_of(program) if program else slug
    return {"slug": slug, "name": name, "at": _place(request.GET.get("at", ""))}


def change(request):
    """Do what a button asks, and lead back to the list; a script hears the new list instead."""
    kept = shortlist.read(request)
    given = {name: request.POST.get(name, "").replace("\x00", "")[: chosen.LONGEST_SLUG] for name in ACTIONS}
    asked = [name for name, slug in given.items() if slug]
    if len(asked) != 1:
        return HttpResponseBadRequest(
            gettext("Press one of the buttons.") + "\n", content_type="text/plain; charset=utf-8"
        )
    after, query = ACTIONS[asked[0]](kept, given[asked[0]], request)
    if back := own_address(request.headers.get("Referer", ""), request):
        query["back"] = back
    if "application/json" in request.headers.get("Accept", ""):
        response = JsonResponse({"slugs": after.slugs, "most": shortlist.MOST, "full": "full" in query})
    else:
        place = f"#entry-{given[asked[0]]}" if asked[0] in ("up", "down") else ""
        response = redirect(shortlist_url() + (f"?{urlencode(query)}" if query else "") + place)
        response.status_code = 303
    shortlist.write(response, after)
    return response


def add(kept, slug, request):
    """Save a program that we know, or put a removed one back in its place (`at`)."""
    if not Program.objects.public().filter(slug=slug).exists():
        return kept, {}
    after = kept.adding(slug, at=_place(request.POST.get("at", "")))
    return after, {} if slug in after.slugs else {"full": "1"}


def add_all(kept, _, request):
    """Save every program of the list that a link named: those that we know, as many as there is room for."""
    slugs = dict.fromkeys(chosen.tidy(request.POST.getlist("p")))
    known = set(Program.objects.public().filter(slug__in=slugs).values_list("slug", flat=True))
    wanted = [slug for slug in slugs if slug in known]
    after = kept.adding(*wanted)
    return after, {} if set(wanted) <= set(after.slugs) else {"full": "1"}


def remove(kept, slug, request):
    place = kept.slugs.index(slug) if slug in kept.slugs else 0
    return kept.removing(slug), {"removed": slug, "at": place}


def take_successor(kept, slug, request):
    """Put in a withdrawn program's place what succeeded it: all of it, as far as there is room."""
    program = Program.objects.public().filter(slug=slug).first()
    heirs = [one.slug for one in successors(program)] if program and not program.is_offered else []
    if not heirs or slug not in kept.slugs:
        return kept, {}
    first, *others = heirs
    after = kept.replacing(slug, first)
    return after.adding(*others, at=after.slugs.index(first) + 1), {}


ACTIONS = {
    "add": add,
    "add-all": add_all,
    "remove": remove,
    "up": lambda kept, slug, request: (kept.moving(slug, UP), {}),
    "down": lambda kept, slug, request: (kept.moving(slug, DOWN), {}),
    "successor": take_successor,
}
"""Name of the button → what it does to the list, and what the page should say of it."""


def _place(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None


def own_address(address, request=None):
    """The path and query of one of our own addresses, to lead back to; empty for any other, and for the list itself."""
    host = {request.get_host()} if request else None
    if not address or not url_has_allowed_host_and_scheme(address, host):
        return ""
    path = address.partition(f"//{request.get_host()}")[2] if request else address
    return path if path.startswith("/") and not path.startswith(shortlist_url()) and len(path) < 500 else ""


@require_safe
def export(request, file_format):
    """A list as CSV or XLSX: the programs of `?p=…` that we know, in its order."""
    slugs = slugs_of(request)
    rows = {row["program"]: row for row in exports.rows(Program.objects.published().filter(slug__in=slugs))}
    ordered = [rows[slug] for slug in slugs if slug in rows]
    if not ordered:
        return nothing_named()
    return tables.take_away(
        file_format, f"shortlist-{timezone.now():%Y-%m-%d}", gettext("Shortlist"), exports.HEADER, ordered
    )


@require_safe
def calendar(request):
    """The known deadlines of a list's programs as a calendar file."""
    programs = [one.program for one in chosen.look_up(slugs_of(request)) if one.is_offered]
    if not programs:
        return nothing_named()
    host, today = request.get_host().partition(":")[0], timezone.localdate()
    content = deadline_calendar.calendar_of(programs, address=request.build_absolute_uri, host=host, today=today)
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = 'attachment; filename="deadlines.ics"'
    return response


def nothing_named():
    return HttpResponseBadRequest(
        gettext("Name programs that we list: ?p=slug&p=slug.") + "\n", content_type="text/plain; charset=utf-8"
    )
