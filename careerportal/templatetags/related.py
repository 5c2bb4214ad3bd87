"""`{% certifications_of soc as … %}`, `{% career_of soc as … %}`, `{% degree_ladder as … %}`."""

from django import template

from careerportal import related

register = template.Library()
register.simple_tag(related.certifications_of)
register.simple_tag(related.career_of)
register.simple_tag(related.degree_ladder)
