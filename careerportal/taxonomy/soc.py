"""SOC codes: the federal Standard Occupational Classification, which names occupations."""

SOC_PATTERN = r"^[0-9]{2}-[0-9]{4}$"

MAIN = "11-9111"
"""Medical and Health Services Managers, the occupation that medical office managers are counted in."""

OCCUPATIONS = ("11-9111", "11-3012", "29-2072", "29-9021", "43-1011", "43-3021", "43-6013")
"""The main occupation and its neighbours, in the order in which pages list them."""
