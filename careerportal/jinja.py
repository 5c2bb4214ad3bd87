"""The environment of the pieces of pages in templates/pieces/, which Jinja2 writes five to ten times as fast as Django.

For what a page repeats most, or cannot keep: pictures, tables of pay, links to pages. They look the same whichever
engine's page they stand in: tags of careerportal.templatetags.portal are functions here.
"""

from jinja2 import Environment, StrictUndefined

from careerportal import pieces, related
from careerportal.templatetags import json_ld, portal, wages

TAGS = (
    portal.bar_chart, portal.wage_spread, portal.term, portal.blank_key, portal.source_note,
    portal.report_link, portal.breadcrumbs, wages.pay_cells, related.programs_here, json_ld.breadcrumbs_json_ld,
    json_ld.occupation_json_ld,
)  # fmt: skip


class PlainEnvironment(Environment):
    """Gives each template its globals as a plain dict: a chain of them is copied name by name for every piece."""

    def make_globals(self, own):
        return {**self.globals, **(own or {})}


def environment(**options):
    """Return the environment; a name that a piece does not know is an error."""
    options |= {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = PlainEnvironment(**options)
    made.globals |= {"url": pieces.address}
    made.globals |= {tag.__name__: tag for tag in TAGS}
    return made
