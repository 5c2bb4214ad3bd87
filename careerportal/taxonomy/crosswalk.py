"""Which occupations a field of study leads to, until the federal crosswalk is loaded: see salaries.crosswalk.

From the "CIP 2020 to SOC 2018 Crosswalk" of the National Center for Education Statistics and the Bureau of Labor
Statistics (file CIP2020_SOC2018_Crosswalk.xlsx): the fields of 51.07, and of their occupations those that the portal
follows.
"""

EDITION = "2020"
"""As releases of the source call it: the crosswalk of the fields of 2020."""

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
