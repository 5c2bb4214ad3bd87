"""The design language: figures say why they are blank, pictures are right, both themes can be read."""

import re
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import RequestContext, Template
from django.test import RequestFactory

from careerportal import charts
from careerportal.gallery import components
from careerportal.taxonomy import states
from careerportal.taxonomy.figures import Figure, FigureStatus

WITHHELD = Figure(None, FigureStatus.WITHHELD)
PORTAL_CSS = (settings.BASE_DIR / "static/css/portal.css").read_text()


def reported(value):
    return Figure(value, FigureStatus.REPORTED)


def shown(source, path="/", **context):
    """Render a piece of template with the portal's tags, its white space tidied."""
    request = RequestFactory().get(path)
    html = Template("{% load portal %}" + source).render(RequestContext(request, context))
    return " ".join(html.split())


@pytest.fixture
def gallery(db):
    return components(RequestFactory().get("/_components/")).content.decode()


def test_known_figure_is_said_in_its_unit():
    assert "$57,546" in shown('{% figure figure "dollars" %}', figure=reported(57_546))
    assert "$26.13" in shown('{% figure figure "hourly" %}', figure=reported(26.13))


def test_blank_figure_carries_its_reason_as_text():
    html = shown('{% figure figure "dollars" %}', figure=WITHHELD)
    assert "Not released" in html
    assert "Withheld by the source" in html
    assert "title=" not in html


@pytest.mark.parametrize(
    ("status", "read", "aloud"),
    [
        (
            FigureStatus.UNKNOWN,
            "Not published The source does not say why.",
            "Not published; the source does not say why",
        ),
        (FigureStatus.NOT_COLLECTED, "Not collected By the source.", "Not collected by the source"),
        (FigureStatus.NOT_OFFERED, "Not offered", "Not offered"),
        (
            FigureStatus.WITHHELD,
            "Not released Withheld by the source, for privacy or because the estimate is not reliable.",
            "Not released: Withheld by the source, for privacy or because the estimate is not reliable",
        ),
    ],
)
def test_blank_figure_says_each_thing_once(status, read, aloud):
    blank = Figure(None, status)
    long, short = (
        shown(f'{{% figure figure "dollars" reason={reason} %}}', figure=blank).replace(
            '<span class="fig__reason">', " "
        )
        for reason in (True, False)
    )
    assert re.sub("<[^>]+>", "", long) == read
    assert re.sub("<[^>]+>", "", short) == aloud


def test_figure_at_the_ceiling_says_or_more():
    html = shown('{% figure figure "dollars" reason=True %}', figure=Figure(239_200, FigureStatus.TOP_CODED))
    assert "$239,200 or more" in html
    assert "highest value that the source publishes" in html


def test_blank_key_explains_each_kind_once():
    html = shown("{% blank_key many one %}", many=[WITHHELD, WITHHELD, reported(3)], one=WITHHELD)
    assert html.count("Withheld by the source") == 1
    assert shown("{% blank_key one %}", one=reported(3)) == ""


def test_source_note_names_publisher_and_edition_once():
    release = SimpleNamespace(source="oews", edition="May 2025")
    html = shown("{% source_note one two none %}", one=release, two=release, none=None)
    assert html.count("Bureau of Labor Statistics") == 1
    assert "May 2025 edition" in html
    assert "#oews" in html


def test_source_note_of_a_source_we_no_longer_read_still_names_it():
    html = shown("{% source_note one %}", one=SimpleNamespace(source="retired", edition="1999"))
    assert "retired" in html
    assert "1999" in html


def test_breadcrumbs_end_at_this_page_with_or_without_its_address():
    short = shown('{% breadcrumbs "Programs" "/programs/" "This one" %}')
    assert short == shown('{% breadcrumbs "Programs" "/programs/" "This one" "" %}')
    assert '<li aria-current="page">This one</li>' in short


def test_pagination_keeps_the_other_choices_of_the_search():
    page = Paginator(range(100), 25).page(2)
    html = shown("{% pagination page %}", path="/programs/?level=masters&page=2", page=page)
    assert 'href="?level=masters&amp;page=3" rel="next"' in html
    assert '<span aria-current="page">' in html


def test_pagination_of_a_single_page_is_nothing():
    assert shown("{% pagination page %}", page=Paginator(range(3), 25).page(1)) == ""


def test_filter_group_folds_long_lists_and_opens_where_a_choice_is_made():
    choices = [{"value": n, "label": f"Choice {n}", "count": 1_000 + n, "checked": n == 10} for n in range(1, 12)]
    html = shown('{% filter_group "State" "state" choices %}', choices=choices)
    assert '<details class="more" open>' in html
    assert "2 more" in html
    assert "1,009" in html


def test_main_navigation_marks_where_the_reader_is():
    html = shown("{% site_navigation %}", path="/salaries/11-9111/")
    assert html.count("aria-current") == 1
    assert '<a href="/salaries/" aria-current="true">' in html


def test_bars_share_one_scale_and_a_blank_has_no_bar():
    rows = [
        {"label": "Half", "value": 50, "text": "50"},
        {"label": "All", "value": 100, "text": "100", "emphasis": "emphasis"},
        {"label": "Blank", "value": None, "text": "Not released"},
    ]
    half, whole, blank = charts.bars(rows)
    assert (half.width, whole.width, blank.width) == (50, 100, None)
    assert whole.is_inside
    assert not blank.is_inside
    assert half.top < whole.top < blank.top


def test_long_label_takes_two_lines_and_moves_the_bars_below_it():
    rows = [{"label": "Master's degree in the nation: median of 214 programs", "value": 1, "text": "1"}] * 2
    first, second = charts.bars(rows)
    assert [line for line, _ in first.lines] == ["Master's degree in the nation:", "median of 214 programs"]
    assert first.lines[-1][1] < first.bar_y < first.text_y < first.bottom == second.top


def test_bar_chart_gives_the_same_figures_in_words_and_in_a_table():
    rows = [{"label": "Ohio", "value": 74_100, "text": "$74,100"}]
    html = shown('{% bar_chart rows "Earnings" %}', rows=rows)
    assert html.count("$74,100") == 3
    assert "Ohio: $74,100." in html


def test_two_charts_on_a_page_do_not_share_their_names():
    rows = [{"label": "Ohio", "value": 1, "text": "1"}]
    names = re.findall(r' id="([^"]+)"', shown('{% bar_chart rows "A" %}{% bar_chart rows "B" %}', rows=rows))
    assert len(names) == len(set(names)) == 6


@pytest.mark.parametrize(
    ("values", "top"), [([81_300, None], 85_000), ([57_546], 60_000), ([9], 9), ([None], 0), ([], 0)]
)
def test_scale_ends_at_a_round_number(values, top):
    assert charts.nice_top(values) == top


def test_share_stays_within_the_picture():
    assert charts.share(200_000, 150_000) == 100
    assert charts.share(-5, 100) == 0
    assert charts.share(None, 100) is None


def five(*values, last=FigureStatus.REPORTED):
    figures = [reported(value) for value in values[:-1]] + [Figure(values[-1], last)]
    return dict(zip(charts.PERCENTILES, figures, strict=True))


def test_spread_places_the_percentiles_in_order():
    spread = charts.spread(five(10, 20, 30, 40, 50), reported(35))
    assert (spread.p10, spread.p25, spread.median, spread.p75, spread.p90) == (4, 27, 50, 73, 96)
    assert spread.mean == 61.5
    assert spread.open_from is None


def test_spread_is_open_where_the_source_stops_counting():
    spread = charts.spread(five(10, 20, 30, 40, 50, last=FigureStatus.TOP_CODED))
    assert spread.open_from == spread.p90


def test_spread_with_a_blank_draws_nothing_and_still_says_what_is_known():
    figures = five(10_000, 20_000, 30_000, 40_000, None, last=FigureStatus.WITHHELD)
    html = shown('{% wage_spread figures "Pay" mean=mean %}', figures=figures, mean=reported(35_000))
    assert "<svg" not in html
    assert "$40,000" in html
    assert "Not released" in html


def test_classes_hold_about_as_many_states_each():
    limits = charts.class_limits([*range(1, 11), None])
    assert limits == [3, 5, 7, 9]
    assert [charts.class_of(value, limits) for value in (1, 3, 10, None)] == [0, 1, 4, None]


def test_classes_of_equal_values_are_one():
    assert charts.class_limits([7, 7, 7]) == []
    assert charts.class_limits([]) == []


def test_every_state_has_one_tile_of_its_own():
    assert set(charts.TILES) == set(states.STATES) | {"PR", "GU", "VI"}
    assert len(set(charts.TILES.values())) == len(charts.TILES)
    assert list(charts.TILES.values()) == sorted(charts.TILES.values())


def test_tile_map_names_states_that_were_not_given_as_blank():
    tiles = {"TX": {"text": "$110,000", "class": 3, "href": "/texas"}}
    html = shown('{% tile_map tiles "Pay" legend %}', tiles=tiles, legend=[(3, "from $100,000")])
    assert '<a class="tile tile--3" href="/texas">' in html
    assert "Ohio: no figure" in html
    assert html.count("<tr>") == 2


COLOUR = r"#[0-9a-f]{6}"
TOKENS = {
    name: (light or both, dark or both)
    for name, both, light, dark in re.findall(
        rf"--([a-z0-9-]+): (?:({COLOUR})|light-dark\(({COLOUR}), ({COLOUR})\));", PORTAL_CSS
    )
}
LIGHT, DARK = ({name: pair[theme] for name, pair in TOKENS.items()} for theme in (0, 1))


def test_every_colour_is_a_token():
    said = sum(1 if light == dark else 2 for light, dark in TOKENS.values())
    assert len(re.findall(r"#[0-9a-f]{3,8}\b", PORTAL_CSS)) == said
    for name in ("components", "forms", "charts"):
        assert not re.findall(r"#[0-9a-f]{3,8}\b", (settings.BASE_DIR / f"static/css/{name}.css").read_text()), name


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_reader_s_own_choice_of_theme_outweighs_the_system_s(theme):
    assert re.search(rf':root\[data-theme="{theme}"\] {{\s*color-scheme: {theme};', PORTAL_CSS)


def luminance(colour):
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """The contrast ratio of WCAG 2.2, section 1.4.3."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


GROUNDS = ("paper", "surface", "sunken")
TEXTS = [
    *((text, ground) for text in ("ink", "ink-soft", "brand", "brand-strong", "accent") for ground in GROUNDS),
    *((text, f"{text}-tint") for text in ("info", "good", "warn", "bad", "accent")),
    *(("ink", f"{kind}-tint") for kind in ("info", "good", "warn", "bad", "accent", "brand")),
    *(("ink-soft", "brand-tint"), ("brand-strong", "brand-tint"), ("ink-soft", "track"), ("ink", "track")),
    *(("on-brand", "brand"), ("on-accent", "accent-fill"), ("on-deep", "deep"), ("on-deep-soft", "deep")),
    *(("on-ramp-low", f"ramp-{n}") for n in range(3)),
    *(("on-ramp-high", f"ramp-{n}") for n in (3, 4)),
    *(("on-bar", "bar"), ("accent-fill", "deep"), ("bad", "surface"), ("bad", "paper")),
]
SHAPES = [
    *((shape, ground) for shape in ("line-strong", "focus", "brand") for ground in GROUNDS),
    *(("accent", "track"), ("brand", "track")),
]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "ground", "least"), [(*pair, 4.5) for pair in TEXTS] + [(*pair, 3) for pair in SHAPES]
)
def test_colours_that_meet_can_be_told_apart(theme, front, ground, least):
    assert contrast(theme[front], theme[ground]) >= least


def test_gallery_shows_every_component_without_inline_code(gallery):
    assert "Components" in gallery
    assert not re.search(r"<[^>]+ (style|on[a-z]+)=", gallery)
    assert not re.search(r"<script(?![^>]* src=)", gallery)
    assert "{#" not in gallery


def test_gallery_names_no_element_twice(gallery):
    names = re.findall(r' id="([^"]+)"', gallery)
    assert sorted(names) == sorted(set(names))


def test_social_cards_carry_the_page_s_own_title(gallery):
    assert '<meta property="og:title" content="Components of the Career Portal">' in gallery
    assert "<title>Components of the Career Portal · Career Portal</title>" in gallery
