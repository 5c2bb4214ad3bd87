"""The gallery of components at /_components/, while DEBUG is on. Its figures are made up, and it says so."""

from types import SimpleNamespace

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careerportal.charts import TILES, class_limits, class_of
from careerportal.taxonomy import states
from careerportal.taxonomy.degree_levels import DegreeLevel
from careerportal.taxonomy.figures import Figure, FigureStatus
from programs.cards import Card
from programs.models import Program, ProgramOutcome, School

REPORTED = FigureStatus.REPORTED
WITHHELD = Figure(None, FigureStatus.WITHHELD)
UNKNOWN = Figure(None, FigureStatus.UNKNOWN)
CEILING = Figure(239_200, FigureStatus.TOP_CODED)


def reported(value):
    return Figure(value, REPORTED)


SCORECARD = SimpleNamespace(source="scorecard-field-of-study", edition="June 2026")
OEWS = SimpleNamespace(source="oews", edition="May 2025")


def sample_card(level, school, **outcome):
    """A card of a program that is in no database."""
    program = Program(
        title="Health and Medical Administrative Services", cip="51.07", slug=f"sample-{level}", level=level,
        school=school, outcome=ProgramOutcome(cip4="51.07", level=level, school=school, earnings_horizon=4, **outcome),
    )  # fmt: skip
    return Card(program)


CARDS = [
    sample_card(
        DegreeLevel.MASTERS,
        School(name="Sample State University", slug="sample", control="public", city="Springfield", state="OH"),
        earnings=81_300, debt=41_000, completers=46, benchmark_state=39_400,
    ),
    sample_card(
        DegreeLevel.CERTIFICATE,
        School(
            name="Example Community College of the Upper Gallery Valley", slug="example", control="nonprofit",
            state="WY", is_listed=False,
        ),
        completers=7, blanks={"earnings": "withheld"},
    ),
]  # fmt: skip

BARS = [
    {"label": "This program (Sample State University)", "value": 81_300, "text": "$81,300", "emphasis": "emphasis"},
    {"label": "Master's degrees in Ohio", "value": 74_100, "text": "$74,100"},
    {"label": "Master's degrees in the nation", "value": None, "text": "Not released"},
    {"label": "High-school graduates in Ohio", "value": 39_400, "text": "$39,400", "emphasis": "reference"},
]

SPREADS = [
    {
        "title": "A spread with every figure known",
        "mean": reported(128_600),
        "figures": {
            "p10": reported(69_700),
            "p25": reported(88_200),
            "median": reported(117_900),
            "p75": reported(153_400),
            "p90": reported(212_000),
        },
    },
    {
        "title": "A spread that runs past the publisher's ceiling",
        "mean": WITHHELD,
        "figures": {
            "p10": reported(84_000),
            "p25": reported(110_500),
            "median": reported(148_300),
            "p75": reported(201_000),
            "p90": CEILING,
        },
    },
    {
        "title": "A spread with blanks",
        "mean": reported(99_000),
        "figures": {
            "p10": reported(61_000),
            "p25": reported(70_500),
            "median": reported(92_300),
            "p75": WITHHELD,
            "p90": WITHHELD,
        },
    },
]


def sample_map():
    """Made-up wages by the place in the alphabet, two of them blank."""
    wages = {code: 78_000 + 1_370 * place for place, code in enumerate(sorted(TILES))} | {"GU": None, "VI": None}
    limits = class_limits(wages.values())
    tiles = {
        code: {
            "text": f"${wage:,}" if wage else "Not released",
            "short": f"${wage // 1000}k" if wage else "",
            "class": class_of(wage, limits),
            "href": f"#{code.lower()}",
        }
        for code, wage in wages.items()
    }
    starts = [f"from ${limit:,}" for limit in limits]
    words = [f"under ${limits[0]:,}", *starts]
    return {"tiles": tiles, "legend": [*enumerate(words), (None, "Not released")]}


def sample_choices():
    """Filter choices: the ladder, and more states than a group shows at once."""
    counts = (512, 388, 401, 12, 345, 0, 166, 43, 9)
    levels = [
        {"value": level.value, "label": level.label, "count": count, "checked": level == DegreeLevel.MASTERS}
        for level, count in zip(DegreeLevel, counts, strict=True)
    ]
    places = [
        {"value": code, "label": name, "count": len(name) * 7, "checked": code == "OH"}
        for code, name in list(states.STATES.items())[:40]
    ]
    return {"levels": levels, "places": places}


@require_safe
def components(request):
    """Every component in realistic use."""
    page = Paginator(range(1_250), 25).get_page(request.GET.get("page", 7))
    context = {
        "page": page,
        "choices": sample_choices(),
        "cards": CARDS,
        "bars": BARS,
        "spreads": SPREADS,
        "map": sample_map(),
        "scorecard": SCORECARD,
        "oews": OEWS,
        "blank_figures": [Figure(None, status) for status in FigureStatus if status not in (REPORTED, CEILING.status)],
        "ceiling": CEILING,
        "known": reported(57_546),
        "ladder": list(DegreeLevel),
        "alerts": [
            ("info", "Good to know", "Figures change once a year, when the Department publishes a new edition."),
            ("notice", "Two editions", "Pay is of May 2025; earnings are of June 2026."),
            ("warning", "Few graduates", "Seven people finished in this year, so figures swing from year to year."),
            ("error", "That search does not work", "The smallest earnings are above the largest."),
            ("success", "Saved", "The program is on your shortlist."),
        ],
    }
    return render(request, "gallery.html", context)
