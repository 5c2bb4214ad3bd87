"""The rows of a comparison, section by section: what stands in each cell, which are the same, and which one is better.

A cell is said here and not in the template, because page, CSV and workbook show the same and because only said cells
can be compared. Better is marked in words where there is no doubt what a student would rather have: more pay, less
debt, a sooner end. Nothing is marked where the figures were not measured alike.
"""

from dataclasses import dataclass, replace
from math import inf

from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from careerportal.datasets import registry
from careerportal.taxonomy.controls import Control
from programs import certifying, standing, working_adults
from programs.charges import Residency
from programs.completions import trends
from programs.typical import NATION
from programs.wording import months_in_words
from salaries import ranges
from salaries.payback_form import answer

NOT_RECORDED = _("Not recorded yet")
TO_CORRECT = _("Correct what is assumed")
SIZE_NOTES = {"small": _("a small school"), "medium": _("a medium school"), "large": _("a large school")}
YES_NO = {True: _("Required"), False: _("Not required")}


@dataclass(frozen=True)
class Cell:
    """What stands in a row for one program. `value` is what it is ranked by, `alike` how that was measured.

    `of` is the name of the program's column.
    """

    text: str
    is_blank: bool = False
    note: str = ""
    links: tuple = ()
    value: float | None = None
    alike: object = None
    figure: object = None
    mark: str = ""
    of: str = ""

    @property
    def said(self):
        """All that a reader sees of it, by which cells are the same or not."""
        return self.text, self.note, tuple(label for label, _ in self.links)


@dataclass(frozen=True)
class Row:
    """One thing that programs are compared on."""

    label: str
    cells: list
    best: str = ""
    is_kept: bool = False

    @property
    def is_same(self):
        """Every program has the same here, so that there is nothing to choose by."""
        return len(self.cells) > 1 and not self.is_kept and len({cell.said for cell in self.cells}) == 1

    @property
    def is_not_alike(self):
        """The figures are known and may differ by how they were measured alone."""
        return bool(self.best) and len({cell.alike for cell in self.cells if cell.value is not None}) > 1


@dataclass(frozen=True)
class Section:
    """Rows that belong together."""

    title: str
    rows: list


def sections(comparison):
    """Every Section of a comparison, with the better cells marked."""
    parts = [
        Section(gettext("The program"), _program_rows(comparison.columns)),
        Section(gettext("Who vouches for it"), _trust_rows(comparison)),
        Section(gettext("What the school charges"), _charge_rows(comparison.columns)),
        Section(gettext("What graduates earn and owe"), _outcome_rows(comparison, standing.current())),
        Section(gettext("Paying it back"), _payback_rows(comparison)),
        Section(gettext("The school"), [*_school_rows(comparison.columns), *_distance_rows(comparison.columns)]),
        Section(gettext("What the work pays near the school"), _pay_rows(comparison)),
        Section(gettext("Where the figures come from"), _source_rows(comparison.columns)),
    ]
    names = [column.name for column in comparison.columns]
    return [Section(part.title, [mark_best(_named(row, names)) for row in part.rows]) for part in parts if part.rows]


def _named(row, names):
    return replace(row, cells=[replace(cell, of=name) for cell, name in zip(row.cells, names, strict=True)])


def differing(parts):
    """The sections with only those rows in which the programs differ."""
    return _only(parts, lambda row: not row.is_same)


def same(parts):
    """The sections with only those rows that are the same for every program."""
    return _only(parts, lambda row: row.is_same)


def _only(parts, wanted):
    kept = [Section(part.title, [row for row in part.rows if wanted(row)]) for part in parts]
    return [part for part in kept if part.rows]


def figures(parts):
    """Every figure that stands in a cell, for the key of blanks."""
    return [cell.figure for part in parts for row in part.rows for cell in row.cells if cell.figure is not None]


BEST = {
    "highest": (max, _("Best here: highest")),
    "lowest": (min, _("Best here: lowest")),
    "soonest": (min, _("Best here: soonest")),
}
"""What is better → how it is found, and how it is said."""


def mark_best(row):
    """Mark the cell or cells that are better than the others; none where all are equal or not measured alike."""
    values = [cell.value for cell in row.cells if cell.value is not None]
    if not row.best or row.is_not_alike or len(set(values)) < 2:
        return row
    find, said = BEST[row.best]
    best = find(values)
    return replace(row, cells=[replace(cell, mark=str(said)) if cell.value == best else cell for cell in row.cells])


def _recorded(text, **more):
    """A cell of something that our curators write: what they have not written is said, not guessed."""
    return Cell(str(text), **more) if text else Cell(str(NOT_RECORDED), is_blank=True)


def _program_rows(columns):
    programs = [column.program for column in columns]
    for_working_adults = [working_adults.facts_of(program) for program in programs]
    return [
        Row(gettext("Level"), [Cell(program.get_level_display()) for program in programs]),
        Row(gettext("Field of study"), [Cell(program.title, note=f"CIP {program.cip}") for program in programs]),
        Row(gettext("How it is taught"), [_recorded(program.get_delivery_display()) for program in programs]),
        Row(
            gettext("Length"),
            [_recorded(program.length_months and months_in_words(program.length_months)) for program in programs],
        ),
        Row(gettext("Credit hours"), [_recorded(program.credits) for program in programs]),
        Row(gettext("Entry requirements"), [_recorded(program.entry_requirements) for program in programs]),
        Row(gettext("Apply by"), [_deadlines(program) for program in programs]),
        Row(gettext("Capstone"), [_recorded(YES_NO.get(program.capstone)) for program in programs]),
        Row(gettext("Internship"), [_recorded(YES_NO.get(program.internship)) for program in programs]),
        *[Row(label, [_recorded(facts[label]) for facts in for_working_adults]) for label in for_working_adults[0]],
        Row(gettext("Topics that it teaches"), [_recorded(_listed(program.topics.all())) for program in programs]),
    ]


def _listed(things):
    return ", ".join(str(thing) for thing in things)


def _deadlines(program):
    found = program.deadlines.all()
    return _recorded(
        "; ".join(str(one) for one in found),
        links=tuple(
            (gettext("Where the school says so: %(name)s") % {"name": one.name}, one.source_url) for one in found
        ),
    )


def _trust_rows(comparison):
    programs = [column.program for column in comparison.columns]
    return [
        Row(gettext("Accreditation of the program"), [_accreditation(program) for program in programs]),
        Row(
            gettext("Certification that follows"),
            [_certification(program, comparison) for program in programs],
        ),
    ]


def _accreditation(program):
    found = program.accreditations.all()
    return _recorded(
        "; ".join(str(one) for one in found),
        note="; ".join(one.dates for one in found if one.dates),
        links=tuple(
            (gettext("%(accreditor)s: evidence") % {"accreditor": one.accreditor}, one.evidence_url) for one in found
        ),
    )


def _certification(program, comparison):
    found = certifying.certifications_after(program, comparison.ties, comparison.certifications)
    if not found:
        return Cell(gettext("None that we know of for this field"), is_blank=True)
    return Cell(
        gettext("See whether you may sit the exam:"), links=tuple((str(one), address) for one, address in found)
    )


def _charge_rows(columns):
    """A row for each residency that a school publishes charges of; none where no school's charges are loaded.

    Few schools ask less of students from their district: where none of these does, that is no row of its own.
    """
    found = [{one.residency: one for one in column.charges} for column in columns]
    cells = {residency: [_charge(one.get(residency)) for one in found] for residency in Residency}
    if [cell.value for cell in cells[Residency.IN_DISTRICT]] == [cell.value for cell in cells[Residency.IN_STATE]]:
        del cells[Residency.IN_DISTRICT]
    return [
        Row(
            gettext("Tuition and fees a year, %(residency)s") % {"residency": residency.label.lower()},
            row,
            best="lowest",
        )
        for residency, row in cells.items()
        if not all(cell.is_blank for cell in row)
    ]


def _charge(charge):
    if charge is None:
        return Cell(gettext("Not published"), is_blank=True)
    note = gettext("%(years)s, full-time %(level)s students") % {
        "years": charge.academic_year,
        "level": charge.get_student_level_display().lower(),
    }
    return _dollars(charge.total, note=note, alike=(charge.year, charge.student_level))


def _outcome_rows(comparison, known):
    columns = comparison.columns
    in_nation = [_standing(column, NATION, known) for column in columns]
    in_state = [_standing_in_state(column, known) for column in columns]
    return [
        Row(gettext("Median earnings"), [_earnings(column.card) for column in columns], best="highest"),
        Row(gettext("Beside high-school graduates"), [_beside(column.card) for column in columns]),
        Row(gettext("Among programs of its level in the nation"), in_nation, best="highest"),
        Row(gettext("Among programs of its level in its state"), in_state),
        Row(
            gettext("Median debt of those who borrowed"),
            [_dollars(column.card.debt) for column in columns],
            best="lowest",
        ),
        Row(gettext("Graduates in one year"), [_number(column.card.completers) for column in columns]),
        *_cover_rows(columns),
        *_trend_rows(columns, comparison.serial),
    ]


def _cover_rows(columns):
    """What the figures above are of; no row where all of them are the programs' own."""
    covers = [column.card.covers for column in columns]
    if not any(covers):
        return []
    return [Row(gettext("What these figures are of"), [Cell(one or gettext("this program")) for one in covers])]


def _trend_rows(columns, serial):
    """How many finished in the first and in the last year on record; no row where nothing is loaded."""
    found = trends([column.program for column in columns], serial)
    if not found:
        return []
    cells = [_trend(found.get(column.program.pk)) for column in columns]
    return [Row(gettext("Awards, year by year"), cells)]


def _trend(trend):
    if trend is None:
        return Cell(gettext("None on record"), is_blank=True)
    years = ", ".join(f"{one.words}: {one.awards.as_number()}" for one in trend.years)
    return Cell(trend.in_words or gettext("Not offered in every year"), note=years)


def _dollars(figure, **more):
    return Cell(figure.as_dollars(), figure.is_blank, figure=figure, value=figure.value, **more)


def _number(figure, **more):
    return Cell(figure.as_number(), figure.is_blank, figure=figure, **more)


def _earnings(card):
    return _dollars(card.earnings, note=card.horizon, alike=card.horizon)


def _beside(card):
    if card.difference is None:
        return Cell(gettext("Nothing to compare"), is_blank=True)
    return Cell(capfirst(card.comparison))


def _standing(column, place, known):
    """How many of the other programs of its level and field have lower earnings."""
    program = column.program
    found = standing.standing(program, place, known)
    if found is None:
        return Cell(gettext("Its earnings are not published"), is_blank=True)
    place_name = gettext("the nation") if place == NATION else program.school.get_state_display()
    if not found.is_said:
        few = ngettext(
            "Too few to rank: %(number)s other program", "Too few to rank: %(number)s other programs", found.others
        )
        where = gettext("in %(places)s") % {"places": place_name}
        return Cell(few % {"number": f"{found.others:,}"}, is_blank=True, note=where)
    counts = {"lower": f"{found.lower:,}", "others": f"{found.others:,}", "place": place_name}
    return Cell(
        gettext("Higher than %(percent)s%%") % {"percent": f"{found.percent:.0f}"},
        note=gettext("than %(lower)s of %(others)s others in %(place)s") % counts,
        value=round(found.percent),
        alike=program.outcome.level,
    )


def _standing_in_state(column, known):
    state = column.program.school.state
    return _standing(column, state, known) if state else Cell(gettext("Its state is not known"), is_blank=True)


def _payback_rows(comparison):
    columns = comparison.columns
    plans = [_plan(comparison, column) for column in columns]
    answers = [
        answer(plan, "", column.card.earnings, column.card.earnings) if plan else None
        for plan, column in zip(plans, columns, strict=True)
    ]
    is_wrong = not comparison.assumptions.is_valid()
    reasons = [_why_not(column, plan, is_wrong) for column, plan in zip(columns, plans, strict=True)]
    payments = [
        Cell(reason, is_blank=True) if plan is None else _ranked(ranges.in_dollars(plan.payment), plan.payment)
        for plan, reason in zip(plans, reasons, strict=True)
    ]
    shares, times = (
        [_answered(name, *cell) for cell in zip(answers, reasons, columns, strict=True)] for name in ("share", "years")
    )
    years, share = _assumed(comparison.assumptions)
    return [
        Row(gettext("Cost reckoned with"), [_cost(column) for column in columns], best="lowest"),
        Row(gettext("To pay each month for %(years)s years") % {"years": years}, payments, best="lowest"),
        Row(gettext("That takes of its graduates' median pay"), shares, best="lowest"),
        Row(gettext("Paid off with %(share)s%% of that pay after") % {"share": share}, times, best="soonest"),
    ]


def _assumed(form):
    if not form.is_valid():
        return gettext("so many"), gettext("so much ")
    return f"{form.cleaned_data['years']:g}", f"{form.cleaned_data['share']:g}"


def _plan(comparison, column):
    cost = column.cost or column.card.debt.value
    return comparison.assumptions.plan(cost) if cost else None


def _why_not(column, plan, is_wrong):
    if is_wrong:
        return str(TO_CORRECT)
    return "" if plan else gettext("Write what it would cost you")


def _cost(column):
    if column.cost:
        return Cell(f"${column.cost:,.0f}", note=gettext("as you wrote"), value=column.cost, alike="cost")
    debt = column.card.debt
    if debt.is_blank:
        return Cell(gettext("Not known"), is_blank=True, note=gettext("the debt of its graduates is not published"))
    return Cell(debt.as_dollars(), note=gettext("median federal debt of its graduates"), value=debt.value, alike="debt")


def _ranked(text, span, alike=None):
    """A cell of a Range, ranked by its hard end."""
    return Cell(text, value=inf if span.high is None else span.high, alike=alike)


SAY = {"share": ranges.in_percent, "years": ranges.in_years}


def _answered(name, found, reason, column):
    if found is None:
        return Cell(reason, is_blank=True)
    if found.reason:
        return Cell(gettext("Its graduates' pay is not published"), is_blank=True)
    span = getattr(found, name)
    return _ranked(SAY[name](span), span, alike=column.card.horizon)


def _school_rows(columns):
    schools = [column.program.school for column in columns]
    return [
        Row(
            gettext("Where"),
            [Cell(school.place) if school.place else Cell(gettext("Not known"), is_blank=True) for school in schools],
        ),
        Row(gettext("Kind of school"), [Cell(str(Control(school.control).label)) for school in schools]),
        Row(
            gettext("Undergraduates there"),
            [
                Cell(f"{school.undergraduates:,}", note=SIZE_NOTES[school.size])
                if school.undergraduates is not None
                else Cell(gettext("Not published"), is_blank=True)
                for school in schools
            ],
        ),
        Row(gettext("In the Department of Education's current list"), [_listing(school) for school in schools]),
    ]


def _distance_rows(columns):
    """What each school offers students of the program's level at a distance; no row where no file is loaded."""
    told = [column.at_a_distance for column in columns]
    if not any(told):
        return []
    label = gettext("What it offers at a distance, to students of this level")
    return [Row(label, [_offered_at_a_distance(one) for one in told])]


def _offered_at_a_distance(told):
    if told is None:
        return Cell(gettext("Not published"), is_blank=True)
    return Cell(told.label, is_blank=told.is_blank)


def _listing(school):
    if school.has_ended:
        return Cell(gettext("No: the school has closed"))
    return Cell(gettext("Yes")) if school.is_listed else Cell(gettext("No: ask before you apply or pay"))


def _pay_rows(comparison):
    return [
        Row(title, [_local_pay(comparison, column, code) for column in comparison.columns])
        for code, title in comparison.jobs
    ]


def _local_pay(comparison, column, code):
    if column.home is None:
        return Cell(gettext("We do not know where the school is"), is_blank=True)
    estimate = comparison.estimates.get((code, column.home.pk))
    if estimate is None:
        return Cell(
            gettext("No estimate"), is_blank=True, note=gettext("in %(places)s") % {"places": column.home.in_words}
        )
    figure = estimate.figure("annual_p50")
    return _dollars(
        figure,
        note=gettext("median in %(place)s, May %(year)s") % {"place": column.home.in_words, "year": estimate.year},
        links=((gettext("More on this pay"), estimate.get_absolute_url()),),
    )


def _source_rows(columns):
    return [
        Row(gettext("Earnings, debt and graduates"), [_source(column.card.release) for column in columns]),
        Row(gettext("Read on"), [Cell("", links=_links(column.program)) for column in columns], is_kept=True),
    ]


def _source(release):
    if release is None:
        return Cell(gettext("No federal source lists it"), is_blank=True)
    source = registry.all_sources().get(release.source)
    return Cell(f"{source.title if source else release.source}, {release.edition}")


def _links(program):
    found = (
        (gettext("Our page of the program"), program.get_absolute_url()),
        (gettext("The school's own page"), program.url),
        ("College Scorecard", program.school.scorecard_url),
        ("College Navigator", program.school.navigator_url),
    )
    return tuple((label, url) for label, url in found if url)
