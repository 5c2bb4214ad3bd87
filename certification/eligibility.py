"""The arithmetic of a certification's rules."""


def credit_hours_needed(rules, full_years):
    """How many credit hours a person with so many full years of experience needs; None when nobody has told us.

    Each full year beyond the minimum takes the reduction off, down to nothing. The minimum itself always holds: with
    fewer years the full number of hours is needed, and the years are still missing.
    """
    if rules.credit_hours is None:
        return None
    extra_years = max(0, full_years - (rules.experience_years or 0))
    return max(0, rules.credit_hours - extra_years * rules.credit_reduction_per_extra_year)


def worked_examples(rules):
    """Pairs of years of experience and credit hours needed, from the minimum until no hours are left.

    A few years stand for the ones between. Empty where experience takes nothing off.
    """
    start, hours, step = rules.experience_years, rules.credit_hours, rules.credit_reduction_per_extra_year
    if start is None or not hours or not step:
        return []
    last = start + -(-hours // step)
    years = sorted({*range(start, min(start + 3, last)), *range(start + 4, last, 4), last})
    return [(year, credit_hours_needed(rules, year)) for year in years]
