"""Where a run stops and asks a person: a file that would take much away, change most of what is known, or put an older
edition in the place of a newer one, may be the wrong file."""

MOST_WITHDRAWN = 0.10
"""A file that would withdraw a larger share of a table's rows stops and asks for --accept."""

MOST_CHANGED = 0.60
"""So does one that would change a larger share of the values of a column."""


def doubts(tallies):
    """Yield a sentence for everything in a run that a person should accept first."""
    for tally in tallies:
        if tally.claimed and tally.withdrawn / tally.claimed > MOST_WITHDRAWN:
            yield f"This file would withdraw {tally.withdrawn:,} of {tally.claimed:,} {tally.resource}."
        for name, changed, held in tally.shares_changed():
            if changed / held > MOST_CHANGED:
                yield f"This file would change {changed:,} of {held:,} values of {name} in {tally.resource}."


def older(source, edition, live):
    """Yield a sentence where an edition would take the place of newer ones; `live` are those that readers see."""
    if source.rhythm is None or source.keeps_editions:
        return
    year = source.rhythm.year_of(edition)
    newer = [one for one in live if year and (source.rhythm.year_of(one) or 0) > year]
    if newer:
        yield f"The edition {edition} is older than {newer[0]}, which readers see now, and would take its place."
