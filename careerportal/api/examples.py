"""An example answer of each operation, as a portal with the starter data gave it: see manage.py api_examples."""

import json
import re
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "examples.json"
SITE = "https://portal.example"
PROGRAM = "texas-womans-university-health-and-medical-administrative-services-masters"
CERTIFICATION = "certified-medical-manager"
ONE, TWO = "?page_size=1", "?page_size=2"
WAYS = {
    "/api/v1/": "/api/v1/",
    "/api/v1/areas/": f"/api/v1/areas/{TWO}",
    "/api/v1/areas/{code}/": "/api/v1/areas/99/",
    "/api/v1/catalogues/": "/api/v1/catalogues/",
    "/api/v1/catalogues/{slug}/": "/api/v1/catalogues/texas-masters/",
    "/api/v1/catalogues/{slug}/changes/": f"/api/v1/catalogues/texas-masters/changes/{TWO}",
    "/api/v1/catalogues/{slug}/contains/": f"/api/v1/catalogues/texas-masters/contains/?program={PROGRAM}",
    "/api/v1/certifications/": f"/api/v1/certifications/{ONE}",
    "/api/v1/certifications/{slug}/": f"/api/v1/certifications/{CERTIFICATION}/",
    "/api/v1/certifications/{slug}/eligibility/": f"/api/v1/certifications/{CERTIFICATION}/eligibility/"
    "?experience_years=4&credit_hours=8&member=yes",
    "/api/v1/exports/": "/api/v1/exports/",
    "/api/v1/fields/": f"/api/v1/fields/{TWO}",
    "/api/v1/fields/{code}/": "/api/v1/fields/51.07/",
    "/api/v1/levels/": f"/api/v1/levels/{ONE}",
    "/api/v1/levels/{level}/": "/api/v1/levels/masters/",
    "/api/v1/occupations/": f"/api/v1/occupations/{ONE}",
    "/api/v1/occupations/{soc}/": "/api/v1/occupations/11-9111/",
    "/api/v1/projections/": f"/api/v1/projections/{ONE}",
    "/api/v1/releases/": f"/api/v1/releases/{ONE}",
    "/api/v1/releases/{id}/": "/api/v1/releases/1/",
    "/api/v1/schools/": f"/api/v1/schools/{ONE}",
    "/api/v1/schools/{key}/": "/api/v1/schools/229179/",
    "/api/v1/sources/": f"/api/v1/sources/{ONE}",
    "/api/v1/sources/{key}/": "/api/v1/sources/oews/",
    "/api/v1/wages/": f"/api/v1/wages/{ONE}&occupation=11-9111&kind=state",
}
"""Path of an operation → what is asked for its example. Other operations bring an example of their own."""

FURTHER = {
    "/api/v1/programs/{slug}/": {"slug": PROGRAM},
    "/api/v1/exports/{file}": {"file": "programs.ndjson.gz"},
    "/api/v1/catalogues/{slug}/programs/": {"slug": "texas-masters"},
    "/api/v1/catalogues/{slug}/export.{word}": {"slug": "texas-masters", "word": "csv"},
}
"""Path of an operation without an example here → examples of what stands in its path."""


@cache
def _said():
    return json.loads(FILE.read_text()) if FILE.exists() else {}


def in_schema(result, generator, request, public):
    """Give each operation its example answer, and each part of a path an example of what may stand there."""
    for path, operations in result["paths"].items():
        operation = operations.get("get", {})
        content = operation.get("responses", {}).get("200", {}).get("content", {}).get("application/json")
        if path in _said() and content and "examples" not in content:
            content["example"] = _said()[path]
        known = _parts_of(path)
        for parameter in operation.get("parameters", ()):
            if parameter["in"] == "path" and parameter["name"] in known:
                parameter["example"] = known[parameter["name"]]
    return result


def _parts_of(path):
    if path in FURTHER:
        return FURTHER[path]
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path))
    found = re.match(pattern, WAYS.get(path, ""))
    return {name: int(value) if name == "id" else value for name, value in found.groupdict().items()} if found else {}
