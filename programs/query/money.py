"""Amounts of money in a sentence, tied to what graduates earn or owe.

An amount alone ("under 30k") could mean either. It stays a word, and the reading says so, so that the page can ask.
"""

from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from programs.query import spanish
from programs.query.reading import Question
from programs.query.sentence import Phrases, Use, word_set

LARGEST = 10_000_000
SMALLEST_BARE = 1_000
"""A smaller number without a dollar sign or a "k" is a count of something else: months, credits, miles."""

EARNINGS, DEBT = "earnings", "debt"
KINDS = dict.fromkeys(word_set("debt debts owe owes owed owing loan loans borrow borrowed borrowing borrows"), DEBT)
KINDS |= dict.fromkeys(spanish.DEBT, DEBT) | dict.fromkeys(spanish.EARNINGS, EARNINGS)
KINDS |= dict.fromkeys(
    word_set(
        "earn earns earned earning earnings salary salaries pay pays paying paid make makes making income incomes wage "
        "wages"
    ),
    EARNINGS,
)
COST_WORDS = word_set("tuition cost costs costing fee fees price priced") | spanish.COST
"""What a program costs is neither earnings nor debt."""

COUNTED = word_set("student students graduates grads people credits credit hours hour miles completers beds")
"""Words after a number that is not money."""

LINKS = word_set(
    "in of a an the student students federal median average avg typical with is are be that who their graduates grads "
    "than per year yr annual annually yearly starting first for i my to would can will and"
)
LINKS |= spanish.LINKS
"""Words that may stand between an amount and what it is about."""

ADJECTIVES = word_set("student students federal median average avg typical starting annual yearly")
"""Words that belong to the earnings or the debt behind them."""

FARTHEST = 5
"""Words that may stand between an amount and what it is about."""

AT_MOST, AT_LEAST, BETWEEN = "at most", "at least", "between"
LIMIT_LABELS = {
    "earnings_min": _("Earnings from %(dollars)s"),
    "earnings_max": _("Earnings up to %(dollars)s"),
    "debt_min": _("Debt from %(dollars)s"),
    "debt_max": _("Debt up to %(dollars)s"),
}
BEFORE = Phrases(
    dict.fromkeys(
        ("under", "below", "less than", "max", "maximum", "max of", "maximum of", "up to", "at most", "no more than",
         "not more than", "not over", "lower than", "fewer than", "cheaper than", "within", "less then"), AT_MOST)
    | dict.fromkeys(
        ("over", "above", "more than", "at least", "min", "minimum", "min of", "minimum of", "higher than",
         "greater than", "no less than", "not less than", "not under", "upwards of", "better than", "more then"),
        AT_LEAST)
    | {"from": AT_LEAST, "between": BETWEEN}
    | dict.fromkeys(spanish.AT_MOST, AT_MOST)
    | dict.fromkeys(spanish.AT_LEAST, AT_LEAST)
    | dict.fromkeys(spanish.BETWEEN, BETWEEN)
)  # fmt: skip
AFTER = Phrases(
    dict.fromkeys(("or less", "or under", "or below", "or lower", "or fewer", "max", "maximum", "tops"), AT_MOST)
    | dict.fromkeys(("or more", "or above", "or over", "or higher", "and up", "and above", "plus", "min", "minimum",
                     "or better"), AT_LEAST)
    | dict.fromkeys(spanish.OR_LESS, AT_MOST)
    | dict.fromkeys(spanish.OR_MORE, AT_LEAST)
)  # fmt: skip
LIMITS = {"max": AT_MOST, "maximum": AT_MOST, "min": AT_LEAST, "minimum": AT_LEAST}
SIGNS = {"<": AT_MOST, "≤": AT_MOST, ">": AT_LEAST, "≥": AT_LEAST}
HYPHENS = frozenset("-–—")


@dataclass(frozen=True)
class Amount:
    """An amount or a range between the tokens start and end; None where it has no lower or no upper limit."""

    start: int
    end: int
    low: int | None
    high: int | None

    def limited(self, bound):
        """The same amount as an upper or a lower limit."""
        low = None if bound == AT_MOST else self.low
        return replace(self, low=low, high=None if bound == AT_LEAST else self.high)

    def wishes(self, kind):
        """The filters this amount gives when it is about earnings, or about debt.

        An amount without "under" or "over" is what a student hopes for: to earn that much, to owe no more.
        """
        is_bare = self.low == self.high
        low = None if is_bare and kind == DEBT else self.low
        high = None if is_bare and kind == EARNINGS else self.high
        limits = [(f"{kind}_min", low), (f"{kind}_max", high)]
        return [
            (parameter, value, LIMIT_LABELS[parameter] % {"dollars": f"${value:,}"})
            for parameter, value in limits
            if value is not None
        ]


@dataclass(frozen=True)
class Number:
    """One number: its dollars, where it ends, and whether it is surely money."""

    dollars: int
    end: int
    is_money: bool


def take_money(sentence):
    """Read amounts as limits of earnings or debt; ask about those that could be either."""
    index, last = 0, None
    while index < len(sentence):
        amount = _amount_at(sentence, index)
        if amount is None:
            index += 1
            continue
        last = _settle(sentence, amount, last)
        index = max(amount.end, index + 1)


def _settle(sentence, amount, last):
    """Read one amount; return (kind, end, amount) so that "and under 80k" can go on from it."""
    found = _subject(sentence, amount)
    if found is None and last and _goes_on(sentence, last, amount):
        found = last[0], last[1], amount.end
    if found is None:
        _ask(sentence, amount)
        return None
    kind, start, end = found
    while sentence.key(start - 1) in ADJECTIVES and sentence.is_free(start - 1, start):
        start -= 1
    limit = LIMITS.get(sentence.key(start - 1))
    if limit and amount.low == amount.high and sentence.is_free(start - 1, start):
        # "max student debt 20k": the word that limits stands before what is limited.
        start -= 1
        amount = amount.limited(limit)
    sentence.take(start, end, amount.wishes(kind))
    return kind, end, amount


def _ask(sentence, amount):
    """Leave an amount to the words; ask what it means, unless it may be something else than earnings or debt."""
    around = range(max(amount.start - 3, 0), min(amount.end + 3, len(sentence)))
    is_limit = amount.low != amount.high or amount.end - amount.start > 1
    is_money = is_limit or _number_at(sentence, amount.start).is_money
    is_money = is_money and sentence.key(amount.end) not in COUNTED
    sentence.keep(amount.start, amount.end)
    if is_money and not any(sentence.keys[place] in COST_WORDS for place in around):
        first, last = sentence.span(amount.start, amount.end)
        readings = [sentence.parts(amount.start, amount.end, amount.wishes(kind)) for kind in (DEBT, EARNINGS)]
        sentence.unclear.append(Question(sentence.text[first:last], first, last, tuple(readings)))


def _number_at(sentence, index):
    """Return the number that begins at a token, or None where there is none or it cannot be dollars."""
    if index >= len(sentence) or sentence.uses[index] is not Use.FREE:
        return None
    key, end = sentence.keys[index], index + 1
    digits = key.removesuffix("k").replace(",", "")
    if len(digits) > 12 or not digits.replace(".", "", 1).isdecimal():
        return None
    has_thousands = key.endswith("k")
    if not has_thousands and sentence.key(end) in ("thousand", "grand", "k", "mil"):
        has_thousands, end = True, end + 1
    dollars = round(float(digits) * (1_000 if has_thousands else 1))
    is_money = has_thousands or sentence.tokens[index].gap.rstrip().endswith("$")
    return Number(dollars, end, is_money) if dollars <= LARGEST else None


def _amount_at(sentence, index):
    """Return the amount whose words begin at a token ("less than $30,000"), or None."""
    before = BEFORE.at(sentence, index)
    place, bound = before or (index, None)
    number = _number_at(sentence, place)
    if number is None:
        return None
    second = _second(sentence, number, bound)
    if second:
        # "30-40k" leaves out the first "k".
        shared = 1_000 if second.is_money and not number.is_money and number.dollars < SMALLEST_BARE else 1
        low, high = sorted((number.dollars * shared, second.dollars))
        return Amount(index, second.end, low, high) if high >= SMALLEST_BARE else None
    if not number.is_money and number.dollars < SMALLEST_BARE:
        return None
    bound, end = _bound_after(sentence, place, number.end, bound)
    return Amount(index, end, number.dollars, number.dollars).limited(bound)


def _second(sentence, number, bound):
    """The number after "-", "to" or, in "between … and …", "and"."""
    if number.end >= len(sentence):
        return None
    if HYPHENS & set(sentence.tokens[number.end].gap):
        return _number_at(sentence, number.end)
    if sentence.keys[number.end] in ("to", "a") or (bound == BETWEEN and sentence.keys[number.end] in ("and", "y")):
        return _number_at(sentence, number.end + 1)
    return None


def _bound_after(sentence, place, end, bound):
    """What is said by a sign before the number or by words behind it, where no word before it says anything."""
    sign = next((meaning for sign, meaning in SIGNS.items() if sign in sentence.tokens[place].gap), None)
    after = sentence.tokens[end - 1].end
    plus = sentence.text[after : after + 1] == "+"
    following = AFTER.at(sentence, end) if end < len(sentence) else None
    if bound in (AT_MOST, AT_LEAST):
        return bound, end
    if following and not plus:
        return following[1], following[0]
    return (AT_LEAST if plus else sign), end


def _subject(sentence, amount):
    """Return (kind, start, end) of what an amount is about, with the words between; what stands before goes first."""
    before = _look(sentence, amount.start - 1, -1)
    if before:
        kind, place = before
        return kind, place, _swallow_year(sentence, amount.end)
    after = _look(sentence, amount.end, +1)
    if after:
        return after[0], amount.start, after[1] + 1
    ordered_by = KINDS.get(sentence.key(amount.start - 1))
    if ordered_by and sentence.uses[amount.start - 1] is Use.TAKEN and not _is_amount_before(sentence, amount):
        return ordered_by, amount.start, amount.end
    return None


def _is_amount_before(sentence, amount):
    """What stands before was read as an amount, and not as an order such as "highest paying"."""
    end = sentence.tokens[amount.start - 1].end
    return any(part.end >= end > part.start and part.parameter != "sort" for part in sentence.understood)


def _look(sentence, index, step):
    """Return (kind, index) of the farthest word of the nearest kind within reach, or None."""
    found = None
    for _step in range(FARTHEST):
        if not 0 <= index < len(sentence) or sentence.uses[index] is not Use.FREE:
            break
        kind = KINDS.get(sentence.keys[index])
        gap_between = sentence.tokens[index if step > 0 else index + 1].gap
        if {",", ";"} & set(gap_between):
            break
        if kind and (found is None or found[0] == kind):
            found = kind, index
        elif kind or sentence.keys[index] not in LINKS:
            break
        index += step
    return found


def _swallow_year(sentence, end):
    """Go on over "a year", "per year", "annually", "al año"."""
    if sentence.key(end) in ("a", "per", "al", "por") and sentence.key(end + 1) in ("year", "yr", "annum", "ano"):
        return end + 2
    return end + 1 if sentence.key(end) in ("annually", "yearly") else end


def _goes_on(sentence, last, amount):
    """The amount is the other end of the one before, with "and", "but" or nothing between: "over 40k and under 80k"."""
    _, end, before = last
    ends = [(before.low, amount.high), (amount.low, before.high)]
    is_other_end = any(low and high and low <= high for low, high in ends) and None in (before.low, before.high)
    return is_other_end and all(key in ("and", "but") for key in sentence.keys[end : amount.start])
