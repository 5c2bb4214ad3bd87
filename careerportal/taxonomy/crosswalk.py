"""Which occupations a field of study leads to, among those that the portal follows.

From the "CIP 2020 to SOC 2018 Crosswalk" of the National Center for Education Statistics and the Bureau of Labor
Statistics (file CIP2020_SOC2018_Crosswalk.xlsx). It ties fields to jobs and says nothing of levels; some fields lead to
none of our occupations, and no field of 51.07 leads to billing and posting clerks (43-3021).
"""

from careerportal.taxonomy import soc

LEADS_TO = {
    "51.0701": ("11-9111",),
    "51.0702": ("11-9111",),
    "51.0703": (),
    "51.0704": ("11-9111",),
    "51.0705": ("43-1011",),
    "51.0706": ("11-9111", "29-2072", "29-9021"),
    "51.0707": ("29-2072", "29-9021"),
    "51.0708": (),
    "51.0709": (),
    "51.0710": ("43-6013",),
    "51.0711": ("11-3012", "43-1011", "43-6013"),
    "51.0712": ("43-1011", "43-6013"),
    "51.0713": ("29-2072", "29-9021"),
    "51.0714": ("43-6013",),
    "51.0715": (),
    "51.0716": ("43-6013",),
    "51.0717": (),
    "51.0718": ("11-9111",),
    "51.0719": ("11-9111",),
    "51.0720": ("11-9111",),
    "51.0721": ("11-9111", "29-2072", "29-9021"),
    "51.0722": ("11-9111",),
    "51.0723": ("29-9021",),
    "51.0799": (),
}
"""CIP code of six digits → SOC codes."""


def occupations_of(cip):
    """Return the SOC codes that a field leads to, the main one first; a four-digit field leads where its members do."""
    found = {code for member, codes in LEADS_TO.items() if member.startswith(cip) for code in codes}
    return [code for code in soc.OCCUPATIONS if code in found]


def fields_of(code):
    """Return the six-digit fields that lead to an occupation."""
    return [member for member, codes in LEADS_TO.items() if code in codes]
