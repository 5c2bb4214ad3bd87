"""How a person stands to a certification's rules, in words: what they have, what is missing, what closes the gap."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from careerportal.texts.reading import in_the_language_of_the_page
from certification import wording
from certification.eligibility import Outcome

OUTCOME_WORDS = {Outcome.MET: _("Met"), Outcome.MISSING: _("Missing"), Outcome.NOT_KNOWN: _("Not known")}


@dataclass(frozen=True)
class Advice:
    """One rule: what it asks of this person, what they have, what is missing and whatever would close the gap."""

    rule: str
    label: str
    outcome: Outcome
    asks: str
    has: str
    missing: str
    closes: tuple[str, ...]

    @property
    def outcome_words(self):
        return str(OUTCOME_WORDS[self.outcome])


def on_each_rule(answer, applicant, rules, body):
    """Return the Advice on experience, coursework and membership, in this order."""
    asked = dict(zip(("experience", "coursework", "membership"), wording.to_sit_the_exam(rules, body), strict=True))
    ask_them = gettext("Not known: ask %(body)s.") % {"body": name_of(body)}
    found = []
    for standing in answer.standings:
        is_open = standing.outcome == Outcome.NOT_KNOWN
        closes = (ask_them,) if is_open else _closes(standing, answer, rules, body)
        rule = asked[standing.rule]
        found.append(
            Advice(
                rule=standing.rule,
                label=rule.label,
                outcome=standing.outcome,
                asks=_asks(standing, rule, rules),
                has=_has(standing, applicant),
                missing=_missing(standing),
                closes=closes,
            )
        )
    return found


def headline(answer, body):
    """The answer in one sentence."""
    if answer.outcome == Outcome.MISSING:
        count = sum(standing.outcome == Outcome.MISSING for standing in answer.standings)
        said = ngettext(
            "Not yet: %(count)s of %(all)s rules is still to be met",
            "Not yet: %(count)s of %(all)s rules are still to be met",
            count,
        )
        return said % {"count": count, "all": len(answer.standings)}
    if answer.outcome == Outcome.NOT_KNOWN:
        said = gettext("We cannot say: ask %(body)s about the rules that nobody has recorded")
        return said % {"body": name_of(body)}
    return gettext("You meet every rule today")


def on_the_date(answer, rules, body):
    """When the person may sit, in a sentence; a second one where that is after the end of the rules asked."""
    if answer.earliest and rules.valid_until and answer.earliest > rules.valid_until:
        said = gettext("%(answer)s But these rules hold until %(day)s only: by then others may apply.")
        return said % {"answer": _when(answer, body), "day": day(rules.valid_until)}
    return _when(answer, body)


def _when(answer, body):
    if answer.outcome == Outcome.MET:
        said = gettext("By these rules you may apply today. Confirm with %(body)s before you do.")
        return said % {"body": name_of(body)}
    if answer.has_enough_today:
        if answer.outcome == Outcome.MISSING:
            return gettext("Your experience and credit hours are enough today; only membership is missing.")
        return gettext("Your experience and credit hours are enough today; whether you must join is not known.")
    if answer.earliest:
        if answer.is_sooner_with_studies:
            said = gettext("The earliest date on which you may sit with the program that you plan: %(day)s.")
        elif answer.by_studying:
            said = gettext("The earliest date on which you may sit without further study: %(day)s.")
        else:
            said = gettext("The earliest date on which you may sit: %(day)s.")
        return said % {"day": day(answer.earliest)}
    if answer.by_studying:
        return gettext("Waiting alone does not help: more credit hours are needed.")
    return gettext("No date can be reckoned from what is recorded. Ask %(body)s.") % {"body": name_of(body)}


def on_studies(answer, studies):
    """What the program that the person plans does to the date, in one sentence."""
    known = {"end": day(studies.finished_on), "hours": hours(studies.credit_hours)}
    if answer.with_studies:
        known["day"] = day(answer.with_studies)
    if answer.is_sooner_with_studies:
        said = gettext("With the %(hours)s of the program that ends on %(end)s, you may sit from %(day)s.")
    elif answer.with_studies:
        said = gettext(
            "You need not wait for the program that ends on %(end)s: from %(day)s the hours that you have are enough."
        )
    else:
        said = gettext("Even with the %(hours)s of the program that ends on %(end)s there are too few.")
    return said % known


def name_of(body):
    """The short name of a certifying body."""
    return body.abbreviation or body.name


def experience(months):
    """Say 34 months as "2 years 10 months"."""
    return wording.duration(months, 12, "month", "year")


def hours(number):
    """Say 1 as "1 credit hour" and 4.50 as "4.5 credit hours"."""
    said = ngettext("%(number)s credit hour", "%(number)s credit hours", 1 if number == 1 else 2)
    return said % {"number": plain(number)}


def what_is_left(plan):
    """What a renewal.Plan leaves to do, and until when."""
    until = {"hours": plain(plan.hours_left), "day": day(plan.current.due_on)}
    if not plan.hours_left:
        return gettext("You have the hours for %(day)s") % until
    said = ngettext(
        "%(hours)s hour left until %(day)s", "%(hours)s hours left until %(day)s", 1 if plan.hours_left == 1 else 2
    )
    return said % until


def pace_that_suffices(plan):
    """How many hours a month are enough for a renewal.Plan, where a month or more is left."""
    months = ngettext("With %(number)s full month left", "With %(number)s full months left", plan.months_left)
    said = ngettext(
        "%(time)s, %(hours)s hour a month is enough.",
        "%(time)s, %(hours)s hours a month are enough.",
        1 if plan.hours_per_month == 1 else 2,
    )
    return said % {"time": months % {"number": plan.months_left}, "hours": plain(plan.hours_per_month)}


def plain(number):
    """Write a number without decimals that say nothing: 12.00 as 12, 4.50 as 4.5."""
    text = f"{number:,.2f}"
    return text.rstrip("0").rstrip(".")


def day(date):
    """Say a date: "January 23, 2027"."""
    return date_format(date)


def _asks(standing, rule, rules):
    """What the rule asks of this person: more experience can have made it less than the rule's own words say."""
    if standing.rule == "coursework" and standing.needed not in (None, rules.credit_hours):
        return gettext("%(hours)s, with your experience") % {"hours": hours(standing.needed)}
    return str(rule)


def _has(standing, applicant):
    if standing.rule == "experience":
        return experience(applicant.experience_months)
    if standing.rule == "coursework":
        return hours(applicant.credit_hours)
    return gettext("Member") if applicant.is_member else gettext("Not a member")


def _missing(standing):
    if standing.outcome != Outcome.MISSING:
        return ""
    if standing.rule == "experience":
        return experience(standing.short)
    return hours(standing.short) if standing.rule == "coursework" else gettext("Membership")


def _closes(standing, answer, rules, body):
    if standing.outcome == Outcome.MET:
        return ()
    return {"experience": _more_experience, "coursework": _more_coursework, "membership": _joining}[standing.rule](
        standing, answer, rules, body
    )


def _more_experience(standing, answer, rules, body):
    said = {"time": experience(standing.short)}
    if rules.experience_field:
        said["field"] = in_the_language_of_the_page(rules.experience_field)[0]
        work = gettext("Work %(time)s more in %(field)s.") % said
    else:
        work = gettext("Work %(time)s more.") % said
    if not answer.experienced_on:
        return (work,)
    then = gettext("On %(day)s you will have %(time)s.")
    known = {"day": day(answer.experienced_on), "time": experience(standing.needed)}
    return (f"{work} {then % known}",)


def _more_coursework(standing, answer, rules, body):
    said = {"hours": hours(standing.short)}
    if rules.credit_field:
        said["field"] = in_the_language_of_the_page(rules.credit_field)[0]
        study = gettext("Earn %(hours)s more in %(field)s.") % said
    else:
        study = gettext("Earn %(hours)s more.") % said
    if not answer.by_waiting:
        return (study,)
    wait = gettext(
        "Or work on: each full year beyond %(years)s takes %(step)s off, so from %(day)s the hours that you have are "
        "enough."
    )
    known = {
        "years": experience(rules.experience_years * 12),
        "step": hours(rules.credit_reduction_per_extra_year),
        "day": day(answer.by_waiting),
    }
    return (study, wait % known)


def _joining(standing, answer, rules, body):
    return (gettext("Join %(body)s. Ask how soon a new membership counts.") % {"body": name_of(body)},)
