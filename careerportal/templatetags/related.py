"""Tags for what belongs together across apps, each with `as name`.

`{% certifications_of soc %}`, `{% career_of soc %}`, `{% certified_careers %}`, `{% degree_ladder %}`,
`{% programs_in codes %}`.
"""

from django import template

from careerportal import related

register = template.Library()
register.simple_tag(related.certifications_of)
register.simple_tag(related.career_of)
register.simple_tag(related.certified_careers)
register.simple_tag(related.degree_ladder)
register.simple_tag(related.programs_in)
