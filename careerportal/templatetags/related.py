"""Tags for what belongs together across apps, each with `as name`.

`{% certifications_of soc %}`, `{% career_of soc %}`, `{% careers_called words %}`, `{% certified_careers %}`,
`{% degree_ladder %}`, `{% programs_here area %}`, `{% earnings_ladder %}`, `{% preparation_for certification %}`,
`{% certifications_after program %}`.
"""

from django import template

from careerportal import preparation, related
from programs import certifying
from salaries import crosswalk

register = template.Library()
register.simple_tag(related.certifications_of)
register.simple_tag(related.career_of)
register.simple_tag(related.certified_careers)
register.simple_tag(related.degree_ladder)
register.simple_tag(related.programs_here)
register.simple_tag(preparation.preparation_for)
register.simple_tag(related.earnings_ladder)
register.simple_tag(related.careers_called)


@register.simple_tag(takes_context=True)
def certifications_after(context, program):
    """What holders of the main occupation earn, where the program's field leads to it."""
    return certifying.certifications_after(program, crosswalk.at(context.get("data_serial")))
