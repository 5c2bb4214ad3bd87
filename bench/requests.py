"""What is asked: the same searches, as the portal, the plain page and Datasette write them."""

from urllib.parse import urlencode

from bench.places import datasette_file

FACETS = ("level", "state", "control", "has_earnings", "has_debt")

NO_FILTER = [{}, {"page": 2}, {"page": 3}, {"sort": "-earnings"}, {"sort": "debt"}, {"sort": "-earnings", "page": 2}]
FILTER = [
    {"state": "TX"},
    {"level": "masters"},
    {"state": "OH", "level": "bachelors"},
    {"control": "public", "sort": "-earnings"},
    {"state": "CA", "control": "nonprofit"},
    {"has": "earnings", "sort": "debt"},
]
WORD = [{"q": word} for word in ("phoenix", "purdue", "nashville", "pace", "hopkins", "denver")]
BROAD_WORD = [{"q": "university"}, {"q": "university", "page": 2}, {"q": "university", "level": "masters"}]
WHOLE_PAGE = [*NO_FILTER, *FILTER, *WORD]
COLD = [NO_FILTER[0], FILTER[0], WORD[0]]
NARROW = [*WORD[:2], {"q": "hopkins", "level": "masters"}, {"state": "VT", "level": "doctoral"}, {"near": "76201"}]
MISSPELT = [{"q": "univercity of phenix"}, {"q": "helth admin purdu"}]
CORRECT = [{"q": "university of phoenix"}, {"q": "health admin purdue"}]
SUGGEST = [{"q": text} for text in ("univ", "tex", "phoe", "mast", "health", "purdue g", "a")]


def portal(searches, path="/programs/", headers=None):
    return [(f"{path}?{urlencode(search)}" if search else path, headers or {}) for search in searches]


def plain(searches):
    return portal(searches, "/bench/plain/")


def datasette(searches, size):
    """Datasette's page of the table, with the same facets. It has no page numbers: a later page is its first."""
    return [(f"/{datasette_file(size).stem}/programs?{urlencode(_datasette(search))}", {}) for search in searches]


def _datasette(search):
    query = [("is_listed", 1)]
    for name, value in search.items():
        if name == "q":
            query.append(("_search", value))
        elif name == "has":
            query.append((f"has_{value}", 1))
        elif name == "sort":
            query.append(("_sort_desc" if value.startswith("-") else "_sort", value.removeprefix("-")))
        elif name != "page":
            query.append((name, value))
    if "sort" not in search and "q" not in search:
        query.append(("_sort", "school"))
    return [*query, *(("_facet", facet) for facet in FACETS), ("_size", 25)]
