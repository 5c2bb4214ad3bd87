"""An uncached page of one occupation in one place, against an empty view and the queries of the page by themselves.

*Uncached* is as for the search: the finished page is not kept, pieces that other pages show too are. The requests go
through many places and occupations, so that no page comes twice before all others have come.
"""

import gzip

from bench import servers
from bench.bounds import Bound, times
from bench.measure import Side, compare
from bench.places import Scratch

NAME = "area"
TITLE = "Pay in one place"

NOTES = (
    "*Page of one place*: what one occupation pays in one place (`/salaries/11-9111/akron-oh/`), uncached: the page as "
    "a whole is not kept. Its bound is three times an empty view and its own queries, which a view of the bench asks "
    "by themselves. It is read in both ways: three times what empty view and queries take together, and, stricter, "
    "three times the empty view, plus the queries once.",
)

PLACES = (
    *("akron-oh", "austin-round-rock-san-marcos-tx", "ohio", "chicago-naperville-elgin-il-in", "nevada"),
    *("new-york-newark-jersey-city-ny-nj", "fresno-ca", "border-region-of-texas-nonmetropolitan-area", "maine"),
    *("spokane-spokane-valley-wa", "tulsa-ok", "denver-aurora-centennial-co"),
)
OCCUPATIONS = ("11-9111", "29-2072")
MAP_PAGE = "/salaries/11-9111/"


def strictly(results):
    """The page without its queries, over an empty view."""
    cpu = {name: side["cpu_ms"] for name, side in results["comparisons"]["page of one place"].items()}
    return (cpu["page"] - (cpu["queries"] - cpu["empty"])) / cpu["empty"]


BOUNDS = [
    Bound("page of one place, uncached, against an empty view that asks its queries",
          times("page of one place", "page", "queries"), 3, 2),
    Bound("the same, against an empty view, the queries taken off", strictly, 3, 2),
    Bound("page of one place again, against an empty view",
          times("page of one place again", "again", "empty"), 1.5, 1.15),
    Bound("map of states, gzipped", lambda results: results["map_bytes"] / 1024, 60, 30, unit=" KB"),
]  # fmt: skip


def measure(vendor, rounds):
    """Compare an empty view, the page's queries alone and the page; then the page that is kept; then weigh the map."""
    scratch = Scratch("small", vendor)
    comparisons = {}
    with servers.portal(scratch, keeps="pieces") as portal:
        pages = [path for path in _addresses() if portal.get(path)[0] == 200]
        comparisons["page of one place"] = compare(
            Side("empty", portal, [("/bench/empty/", {})]),
            Side("queries", portal, [(f"/bench/queries{path}", {}) for path in pages]),
            Side("page", portal, [(path, {}) for path in pages]),
            rounds=rounds,
        )
        map_bytes = len(gzip.compress(portal.get(MAP_PAGE)[2]))
    with servers.portal(scratch) as portal:
        comparisons["page of one place again"] = compare(
            Side("empty", portal, [("/bench/empty/", {})]),
            Side("again", portal, [(path, {}) for path in pages]),
            rounds=rounds,
        )
    for name, sides in comparisons.items():
        print(vendor, name, {side: one["cpu_ms"] for side, one in sides.items()}, flush=True)
    return {"comparisons": comparisons, "map_bytes": map_bytes, "pages": len(pages)}


def _addresses():
    return [f"/salaries/{occupation}/{place}/" for place in PLACES for occupation in OCCUPATIONS]
