"""What `make bench` measures, part by part, in the order of its table.

A part is a module with a NAME for the command line and the results, a TITLE, NOTES that explain its words, its BOUNDS,
and `measure(vendor, rounds)`, which returns a dict of results: "comparisons" in it are told among the times.
"""

from bench import api, area_page, change_feed, desk, imports, search

PARTS = {part.NAME: part for part in (search, area_page, api, change_feed, desk, imports)}
