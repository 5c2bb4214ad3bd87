"""How a person stands to a certification's rules, in words: what they have, what is missing, what closes the gap."""

from dataclasses import dataclass

from certification import wording
from certification.eligibility import Outcome

HEADLINES = {
    Outcome.MET: "You meet every rule today",
    Outcome.MISSING: "Not yet",
    Outcome.NOT_KNOWN: "We cannot say",
}

OUTCOME_WORDS = {Outcome.MET: "Met", Outcome.MISSING: "Missing", Outcome.NOT_KNOWN: "Not known"}


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
        return OUTCOME_WORDS[self.outcome]


def on_each_rule(answer, applicant, rules, body):
    """Return the Advice on experience, coursework and membership, in this order."""
    asked = {rule.label.casefold(): rule for rule in wording.to_sit_the_exam(rules, body)}
    ask_them = f"Not known: ask {name_of(body)}."
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
    said = HEADLINES[answer.outcome]
    if answer.outcome == Outcome.MISSING:
        count = sum(standing.outcome == Outcome.MISSING for standing in answer.standings)
        return f"{said}: {count} of {len(answer.standings)} rules {'is' if count == 1 else 'are'} still to be met"
    if answer.outcome == Outcome.NOT_KNOWN:
        return f"{said}: ask {name_of(body)} about the rules that nobody has recorded"
    return said


def on_the_date(answer, rules, body):
    """When the person may sit, in a sentence; a second one where that is after the end of the rules asked."""
    if answer.earliest and rules.valid_until and answer.earliest > rules.valid_until:
        end = day(rules.valid_until)
        return f"{_when(answer, body)} But these rules hold until {end} only: by then others may apply."
    return _when(answer, body)


def _when(answer, body):
    if answer.outcome == Outcome.MET:
        return f"By these rules you may apply today. Confirm with {name_of(body)} before you do."
    if answer.has_enough_today:
        known = (
            "only membership is missing" if answer.outcome == Outcome.MISSING else "whether you must join is not known"
        )
        return f"Your experience and credit hours are enough today; {known}."
    if answer.earliest:
        how = " with the program that you plan" if answer.is_sooner_with_studies else ""
        how = how or (" without further study" if answer.by_studying else "")
        return f"The earliest date on which you may sit{how}: {day(answer.earliest)}."
    if answer.by_studying:
        return "Waiting alone does not help: more credit hours are needed."
    return f"No date can be reckoned from what is recorded. Ask {name_of(body)}."


def on_studies(answer, studies):
    """What the program that the person plans does to the date, in one sentence."""
    program = f"the program that ends on {day(studies.finished_on)}"
    if answer.is_sooner_with_studies:
        return f"With the {hours(studies.credit_hours)} of {program}, you may sit from {day(answer.with_studies)}."
    if answer.with_studies:
        enough = f"from {day(answer.with_studies)} the hours that you have are enough"
        return f"You need not wait for {program}: {enough}."
    return f"Even with the {hours(studies.credit_hours)} of {program} there are too few."


def name_of(body):
    """The short name of a certifying body."""
    return body.abbreviation or body.name


def experience(months):
    """Say 34 months as "2 years 10 months"."""
    return wording.duration(months, 12, "month", "year")


def hours(number):
    """Say 1 as "1 credit hour" and 4.50 as "4.5 credit hours"."""
    return f"{plain(number)} credit hour{'' if number == 1 else 's'}"


def plain(number):
    """Write a number without decimals that say nothing: 12.00 as 12, 4.50 as 4.5."""
    text = f"{number:,.2f}"
    return text.rstrip("0").rstrip(".")


def day(date):
    """Say a date: "January 23, 2027"."""
    return f"{date:%B} {date.day}, {date.year}"


def _asks(standing, rule, rules):
    """What the rule asks of this person: more experience can have made it less than the rule's own words say."""
    if standing.rule == "coursework" and standing.needed not in (None, rules.credit_hours):
        return f"{hours(standing.needed)}, with your experience"
    return str(rule)


def _has(standing, applicant):
    if standing.rule == "experience":
        return experience(applicant.experience_months)
    if standing.rule == "coursework":
        return hours(applicant.credit_hours)
    return "Member" if applicant.is_member else "Not a member"


def _missing(standing):
    if standing.outcome != Outcome.MISSING:
        return ""
    if standing.rule == "experience":
        return experience(standing.short)
    return hours(standing.short) if standing.rule == "coursework" else "Membership"


def _closes(standing, answer, rules, body):
    if standing.outcome == Outcome.MET:
        return ()
    return {"experience": _more_experience, "coursework": _more_coursework, "membership": _joining}[standing.rule](
        standing, answer, rules, body
    )


def _more_experience(standing, answer, rules, body):
    field = f" in {rules.experience_field}" if rules.experience_field else ""
    work = f"Work {experience(standing.short)} more{field}."
    if not answer.experienced_on:
        return (work,)
    return (f"{work} On {day(answer.experienced_on)} you will have {experience(standing.needed)}.",)


def _more_coursework(standing, answer, rules, body):
    field = f" in {rules.credit_field}" if rules.credit_field else ""
    study = f"Earn {hours(standing.short)} more{field}."
    if not answer.by_waiting:
        return (study,)
    step = hours(rules.credit_reduction_per_extra_year)
    because = f"each full year beyond {experience(rules.experience_years * 12)} takes {step} off"
    wait = f"Or work on: {because}, so from {day(answer.by_waiting)} the hours that you have are enough."
    return (study, wait)


def _joining(standing, answer, rules, body):
    return (f"Join {name_of(body)}. Ask how soon a new membership counts.",)
