"""Template tags that show the portal's figures, sources, pictures and wayfinding in one way everywhere."""

from functools import cache

from django import template
from django.http import QueryDict
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, gettext_noop, ngettext
from django.utils.translation import gettext_lazy as _
from jinja2 import pass_context

from careerportal import charts, pieces
from careerportal.datasets import registry, variants
from careerportal.taxonomy import states
from careerportal.taxonomy.figures import SHORT_REASONS, FigureStatus
from careerportal.texts import glossary

register = template.Library()
register.simple_tag(pieces.address, name="address")

SPREAD_LINES = {
    "p10": gettext_noop("Lowest tenth earn less than"),
    "p25": gettext_noop("Lowest quarter earn less than"),
    "median": gettext_noop("Half earn less, half more than (median)"),
    "p75": gettext_noop("Highest quarter earn more than"),
    "p90": gettext_noop("Highest tenth earn more than"),
}

CHOICE = {"value": "", "label": "", "count": None, "checked": False, "count_id": ""}
"""What a choice of a filter says, in this order, and what it says where it is not told."""

CHOICES_SHOWN = 9
"""A filter group shows this many choices; the rest open on demand."""

NAVIGATION = (
    (_("Programs"), "programs:list"),
    (_("Schools"), "programs:schools"),
    (_("Levels"), "programs:levels"),
    (_("Compare"), "programs:compare"),
    (_("Shortlist"), "programs:shortlist"),
    (_("Careers"), "salaries:careers"),
    (_("Salaries"), "salaries:list"),
    (_("Certification"), "certification:list"),
)


@register.inclusion_tag("components/navigation.html", takes_context=True)
def site_navigation(context):
    """The portal's main sections, the current one marked."""
    path = context["section"] if "section" in context else path_of(context)
    places = [(label, reverse(name)) for label, name in NAVIGATION]
    return {"items": [{"label": label, "url": url, "is_current": path.startswith(url)} for label, url in places]}


@register.simple_tag(takes_context=True)
def site_header(context):
    """The header of every page; it differs only by the section that the page is in."""
    path = path_of(context)
    section = next((url for url in _sections(get_language()) if path.startswith(url)), "")
    return pieces.render("components/site_header.html", section=section)


@register.simple_tag(takes_context=True)
def site_controls(context):
    """What stands at the end of the header: the switch of themes, and the menu of narrow screens."""
    path = path_of(context)
    section = next((url for url in _sections(get_language()) if path.startswith(url)), "")
    return pieces.render("components/site_controls.html", section=section)


@cache
def _sections(language):
    return [reverse(name) for _label, name in NAVIGATION]


@register.simple_tag
def page_files():
    """The icons, styles and scripts of every page."""
    return pieces.render("components/page_files.html")


@register.simple_tag
def page_end():
    """What ends every page, the footer above all."""
    return pieces.render("components/page_end.html")


def path_of(context):
    """The path of the page that is being made; empty outside a request."""
    request = context.get("request")
    return request.path if request else ""


@register.simple_tag(takes_context=True)
def block_text(context, name):
    """Repeat a block's text, fit for an attribute: `{% block_text "title" %}` gives social cards the page's title."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    words = " ".join(block.render(context).split())
    return mark_safe(words.replace('"', "&quot;"))  # noqa: S308 -- the block has escaped its variables


def said(figure, kind):
    """Say a Figure as dollars, hourly dollars or a number."""
    return {"dollars": figure.as_dollars, "hourly": figure.as_hourly, "number": figure.as_number}[kind]()


@register.simple_tag(name="figure")
def figure_tag(figure, kind="number", reason=False):
    """Show a Figure, or why there is none: `{% figure wage.median "dollars" %}`; reason=True shows the whole reason."""
    return pieces.keep(_figure, figure, kind, reason) if figure.is_blank else _figure(figure, kind, reason)


def _figure(figure, kind, reason):
    text, more = _said_aloud(figure, kind)
    return pieces.draw(
        "pieces/figure.jinja",
        figure=figure,
        text=text,
        shows_reason=reason,
        aloud=more,
        reason=capfirst(more.lstrip(":; ")),
    )


def _said_aloud(figure, kind):
    """Say a Figure: its text, and how a blank goes on for those who hear it."""
    text = said(figure, kind)
    if not figure.is_blank:
        return text, ""
    label = str(figure.status.label)
    return text, label.removeprefix(text) if label.startswith(text) else f": {label}"


@register.simple_tag
def blank_key(*figures):
    """Explain below a table the blanks that stand in it, each kind once: give it Figures or lists of them.

    "Not offered" explains itself.
    """
    flat = [one for item in figures for one in (item if isinstance(item, list | tuple) else [item])]
    present = {one.status for one in flat if one.is_blank or one.is_floor} - {FigureStatus.NOT_OFFERED}
    statuses = [status for status in FigureStatus if status in present]
    return pieces.keep(_blank_key, *statuses) if statuses else ""


def _blank_key(*statuses):
    said = [(short_reason(status), status.label) for status in statuses]
    return pieces.draw("pieces/blank_key.jinja", statuses=said)


@register.filter
def short_reason(status):
    """Return the words that stand in a cell for this kind of blank, or "or more" for a figure at the ceiling."""
    return SHORT_REASONS.get(status, gettext("or more"))


@register.simple_tag
def source_note(*releases):
    """Name the sources and editions of the figures above: give it releases or lists of them."""
    flat = [one for item in releases for one in (item if isinstance(item, list) else [item])]
    named = ((release.source, release.edition, getattr(release, "variant", "")) for release in flat if release)
    named = tuple(dict.fromkeys(named))
    return pieces.keep(_source_note, named)


def _source_note(named):
    sources = registry.all_sources()
    lines = [
        (variants.as_in(sources[key], variant) if key in sources else None, key, edition)
        for key, edition, variant in named
    ]
    return pieces.draw("pieces/source_note.jinja", lines=lines)


@register.simple_tag
def card_notes(cards):
    """What stands below cards: the button that compares those ticked, where their figures come from."""
    return pieces.draw("pieces/card_notes.jinja", source=source_note(cards[0].release if cards else None))


@register.simple_tag
def report_link(kind, key, fact="", of=""):
    """A link to say that a fact is wrong: `{% report_link "program" program.slug "debt" "median debt" %}`.

    Without a fact, the form first asks which one is meant.
    """
    asked = {"about": kind, "key": key, "fact": fact} if fact else {"about": kind, "key": key}
    return pieces.draw("pieces/report_link.jinja", address=f"{pieces.address('report')}?{urlencode(asked)}", of=of)


@register.simple_tag
def breadcrumbs(*parts):
    """The way here, labels and addresses in turn: `{% breadcrumbs "Programs" "/programs/" program.title "" %}`.

    The last label is this page; its address is not shown and may be left out.
    """
    labels, urls = parts[::2], parts[1::2]
    crumbs = list(zip(labels[:-1], urls, strict=False))
    return pieces.draw("pieces/breadcrumbs.jinja", crumbs=crumbs, here=labels[-1])


@register.simple_tag(takes_context=True)
def pagination(context, page, hx_target=""):
    """Links to the other pages of a Paginator's page; with hx_target they also swap that element through htmx."""
    if page.paginator.num_pages < 2:
        return ""
    given = context["request"].GET.copy() if "request" in context else QueryDict(mutable=True)
    given.pop("page", None)
    begun = f"?{given.urlencode()}&" if given else "?"
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    gap = page.paginator.ELLIPSIS
    return pieces.draw("pieces/pagination.jinja", page=page, numbers=numbers, gap=gap, begun=begun, hx_target=hx_target)


@register.simple_tag
def filter_group(legend, name, choices, kind="checkbox"):
    """A fieldset of choices with counts. A choice has value, label, count (None: not counted) and checked."""
    choices = list(choices)
    rest = choices[CHOICES_SHOWN:]
    return pieces.draw(
        "pieces/filter_group.jinja",
        legend=legend,
        first=_choices(choices[:CHOICES_SHOWN], name, kind),
        rest=_choices(rest, name, kind),
        rest_count=len(rest),
        rest_is_open=any(choice["checked"] for choice in rest),
    )


def _choices(choices, name, kind):
    """The choices of a filter group; a search page has ninety, and most look as they did on the page before."""
    whole = (CHOICE | choice for choice in choices)
    keys = ((name, kind, *(one[word] for word in CHOICE)) for one in whole)
    return SafeString("".join(pieces.keep_each(_choice, keys)))


def _choice(name, kind, *what):
    values = dict(zip(CHOICE, what, strict=True))
    program = ngettext("program", "programs", values["count"] or 0)
    return pieces.draw("pieces/choice.jinja", name=name, kind=kind, program=program, **values)


@register.simple_tag
def histogram(spread, is_swap=False):
    """A small picture of how a figure is spread: a programs.spread.Spread."""
    return pieces.draw("pieces/histogram.jinja", spread=spread, is_swap=is_swap)


@register.simple_tag
def range_inputs(legend, stem, min_value=None, max_value=None, *, step="any", money=False, hint="", spread=None):
    """From and to: two inputs called `<stem>_min` and `<stem>_max`, with a histogram of `spread` above them."""
    return pieces.draw(
        "pieces/range_inputs.jinja",
        legend=legend,
        stem=stem,
        min_name=f"{stem}_min",
        max_name=f"{stem}_max",
        min_value=min_value,
        max_value=max_value,
        step=step,
        money=money,
        hint=hint,
        histogram=histogram(spread) if spread else "",
    )


@register.simple_tag(takes_context=True)
@pass_context
def term(context, key, label=""):
    """A glossary word with its meaning one press away: `{% term "median" %}`, `{% term "median" "typical" %}`."""
    page = _page_of(context)
    if "_portal_glossary" not in page:
        page["_portal_glossary"] = glossary.current(page.get("data_serial"))
    words = page["_portal_glossary"]
    return pieces.keep(_term, words[key], label, next_id(context, f"term-{key}"))


def _term(entry, label, place):
    return pieces.draw("pieces/term.jinja", entry=entry, label=label or entry.term, id=place)


def next_id(context, stem):
    """Return an id that no other tag of the same page has taken."""
    taken = _page_of(context).setdefault("_portal_ids", {})
    taken[stem] = taken.get(stem, 0) + 1
    return stem if taken[stem] == 1 else f"{stem}-{taken[stem]}"


def _page_of(context):
    """What belongs to the page that is being written, for as long as that takes."""
    return vars(context["request"]) if "request" in context else context.dicts[0]


@register.simple_tag(takes_context=True)
@pass_context
def bar_chart(context, rows, title, description="", top=None, value_label=""):
    """Horizontal bars. A row has label, value (None: blank), text and emphasis ("", "emphasis" or "reference")."""
    drawn = charts.bars(rows, top)
    return pieces.draw(
        "pieces/bar_chart.jinja",
        bars=drawn,
        height=drawn[-1].bottom if drawn else 0,
        rows=[(bar.label, bar.text, "") for bar in drawn],
        title=title,
        description=description,
        value_label=value_label or gettext("Value"),
        id=next_id(context, "bars"),
    )


@register.simple_tag(takes_context=True)
@pass_context
def wage_spread(context, figures, title, mean=None, kind="dollars"):
    """How pay is spread: `figures` maps p10, p25, median, p75, p90 to Figures; `mean` is one more, or None."""
    words = pieces.words()
    return pieces.draw(
        "pieces/spread.jinja",
        spread=charts.spread(figures, mean),
        texts={name: said(figures[name], kind) for name in SPREAD_LINES},
        lines=[
            (words[label], figures[name].is_blank, *_said_aloud(figures[name], kind))
            for name, label in SPREAD_LINES.items()
        ],
        mean=mean and (mean.is_blank, *_said_aloud(mean, kind)),
        title=title,
        id=next_id(context, "spread"),
    )


@register.simple_tag
def earnings_gauge(earnings, benchmark, top=150_000):
    """One program's earnings as a bar on a scale that all cards share, the benchmark as a mark on it."""
    if earnings.is_blank:
        return ""
    width, mark = (charts.share(figure.value, top) for figure in (earnings, benchmark))
    return pieces.draw("pieces/gauge.jinja", width=width, mark=mark)


@register.simple_tag(takes_context=True)
def tile_map(context, tiles, title, legend, value_label=""):
    """The country as a grid of links. `tiles` maps postal codes to text, class (0–4, None: blank), href and short.

    `legend` is a list of (class, words). `short` stands in the tile where there is room and may be left out.
    """
    placed = [tile_at(code, row, column, tiles.get(code)) for code, (row, column) in charts.TILES.items()]
    rows = sorted((states.PLACES[code], tile["text"], tile.get("href", "")) for code, tile in tiles.items())
    return pieces.draw(
        "pieces/tile_map.jinja",
        tiles=placed,
        legend=legend,
        rows=rows,
        title=title,
        value_label=value_label or gettext("Value"),
        id=next_id(context, "map"),
    )


def tile_at(code, row, column, tile):
    """Return what one tile of the map needs; a state that was not given is blank and leads nowhere."""
    tile = tile or {"text": gettext("no figure"), "class": None}
    blank = {"href": "", "short": ""}
    return blank | {"code": code, "name": states.PLACES[code], "row": row, "column": column} | tile
