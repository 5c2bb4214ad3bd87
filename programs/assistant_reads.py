"""What AI assistants may ask of the portal: some of the partner API's reads, each under a name of its own.

Each read asks the API's own view, in this process and without a network: the same words narrow, the same mistakes are
refused, the same answers come back. What a read takes is taken from the API's own schema.
"""

import json
import logging
import re
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import InterfaceError, OperationalError, connections
from django.urls import resolve
from drf_spectacular.generators import SchemaGenerator

from careerportal.api import parameters
from careerportal.api.problems import DETAILS
from careerportal.partners import limits

logger = logging.getLogger(__name__)

MOST_ROWS = 50
USUAL_ROWS = 10
WHOLE_NUMBER = re.compile(r"0*[1-9][0-9]?")
SLUG = re.compile(r"[-a-zA-Z0-9_]+")

LIMIT = {
    "type": "integer",
    "minimum": 1,
    "maximum": MOST_ROWS,
    "default": USUAL_ROWS,
    "description": f"Rows in the answer: 1 to {MOST_ROWS}, {USUAL_ROWS} unless you say.",
}
SLUG_HELP = {
    "program": "the slug that search_programs gives it",
    "certification": "the slug that list_certifications gives it",
}


class Refused(Exception):
    """A read cannot be answered; the message says why and what would be right."""


@dataclass(frozen=True)
class Read:
    """One read: `path` is its address in the API, `slug_of` says what a slug in it names."""

    title: str
    description: str
    path: str
    slug_of: str = ""

    @property
    def is_list(self):
        return not self.slug_of


READS = {
    "search_programs": Read(
        "Search programs",
        "Find health-administration programs at schools in the United States by level, place, teaching and what "
        "graduates earn and owe. Takes the words of the portal's search page; q may be a sentence.",
        "/api/v1/programs/",
    ),
    "get_program": Read(
        "One program",
        "Everything the portal records of one program, with the source of each figure.",
        "/api/v1/programs/{slug}/",
        slug_of="program",
    ),
    "get_wages": Read(
        "Wages",
        "Employment and pay by occupation, place and year, from the Bureau of Labor Statistics. Medical and health "
        "services managers, medical office managers among them, are occupation 11-9111; the nation is area 99.",
        "/api/v1/wages/",
    ),
    "list_certifications": Read(
        "Certifications",
        "Professional certifications, each with the dated rules for earning and keeping it.",
        "/api/v1/certifications/",
    ),
    "get_certification": Read(
        "One certification",
        "One certification with every version of its rules, their source and when somebody last checked them.",
        "/api/v1/certifications/{slug}/",
        slug_of="certification",
    ),
    "certification_eligibility": Read(
        "May a person sit the exam?",
        "Hold a person's experience, credit hours and membership against a certification's rules of today: what is "
        "met, what is missing, what closes each gap, and the earliest date to sit. Nothing that is asked is stored.",
        "/api/v1/certifications/{slug}/eligibility/",
        slug_of="certification",
    ),
}


def arguments_of_reads():
    """Return for each read the JSON Schema of its arguments, taken from the API's own."""
    paths = SchemaGenerator().get_schema(request=None, public=True)["paths"]
    return {name: _arguments_of(read, paths[read.path]["get"]["parameters"]) for name, read in READS.items()}


def _arguments_of(read, described):
    """Turn an operation's parameters into one object; a list's size goes by the word `limit` and is smaller here."""
    properties, required = {}, []
    for parameter in described:
        name = parameter["name"]
        if name == "page_size":
            properties["limit"] = LIMIT
            continue
        if name in ("count", "format"):
            continue  # An assistant always gets JSON with the total: it should know how much it has not seen.
        text = SLUG_HELP[read.slug_of] if name == "slug" else parameter.get("description", "")
        properties[name] = parameter["schema"] | {"description": text}
        if parameter.get("required"):
            required.append(name)
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def ask(name, arguments, known, site):
    """Answer a read, or raise Refused. `known` are its arguments' names, `site` the portal's address for links."""
    read = READS[name]
    query, mistakes = _query_of(arguments, known)
    slug = ", ".join(query.pop("slug", []))
    limit = ", ".join(query.pop("limit", [str(USUAL_ROWS)]))
    if read.is_list:
        if not (WHOLE_NUMBER.fullmatch(limit) and int(limit) <= MOST_ROWS):
            mistakes.append(parameters.mistake("limit", limit, "A limit is a whole number.", f"1 to {MOST_ROWS}"))
            limit = "1"
        query |= {"page_size": [limit], "count": ["true"]}
    elif not SLUG.fullmatch(slug):
        mistakes.append(parameters.mistake("slug", slug, "Name one by its slug.", SLUG_HELP[read.slug_of]))
        raise Refused(_in_words(mistakes))
    status, said = _from_the_api(read.path.format(slug=slug), query, site)
    mistakes += said.get("errors", [])
    if mistakes:
        raise Refused(_in_words(mistakes))
    if status != 200:
        raise Refused(_why_not(read, status, said, slug))
    return _as_list(said) if read.is_list else said


def _query_of(arguments, known):
    """Return the arguments as a query, {name: texts}, and what is wrong with their names and shapes."""
    query, mistakes = {}, []
    for name, value in arguments.items():
        values = value if isinstance(value, list) else [value]
        texts = [_text_of(one) for one in values if one is not None]
        if None in texts:
            mistakes.append(parameters.mistake(name, str(value), "Give a word, a number, or a list of them."))
        elif texts:
            query[name] = texts
    unknown = {name: query.pop(name)[-1] for name in list(query) if name not in known}
    return query, parameters.unknown(unknown, known) + mistakes


def _text_of(value):
    """A value of JSON as it stands in an address; None for what cannot stand there."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (str, int, float)):
        return str(value).encode(errors="replace").decode()
    return None


def _from_the_api(path, query, site):
    """Ask the API's view and return the status and the answer."""
    address = urlsplit(site)
    request = WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": urlencode(query, doseq=True),
            "HTTP_HOST": address.netloc,
            "wsgi.url_scheme": address.scheme,
            "wsgi.input": BytesIO(),
        }
    )
    view = resolve(path)
    drop_old_connections()
    charged = limits.charge(limits.windows_of("assistants", settings.ANONYMOUS_PER_MINUTE))
    if not charged.is_allowed:
        raise Refused(f"The limit is reached. Ask again in {charged.headers['Retry-After']} seconds.")
    try:
        response = view.func(request, *view.args, **view.kwargs)
        if hasattr(response, "render"):
            response.render()
        return response.status_code, json.loads(response.content)
    except (OperationalError, InterfaceError):
        logger.exception("The database did not answer")
        raise Refused(DETAILS[503]) from None
    except Exception:
        logger.exception("%s could not be answered", path)
        raise Refused(DETAILS[500]) from None
    finally:
        drop_old_connections()


def drop_old_connections():
    """Between reads, do what Django does between requests: connections that broke or are too old are not used again."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()


def _as_list(said):
    """A page of a list; `next_cursor` is what to give as `cursor` to go on, null on the last one."""
    following = parse_qs(urlsplit(said["next"] or "").query)
    return {
        "count": said["count"],
        "next_cursor": following["cursor"][0] if following else None,
        "results": said["results"],
        "meta": said["meta"],
    }


def _in_words(mistakes):
    lines = []
    for one in mistakes:
        expected = one.get("expected", "")
        if isinstance(expected, list):
            expected = ", ".join(expected)
        said = one["value"] or "nothing given"
        right = f" Expected: {expected.rstrip('.')}." if expected else ""
        lines.append(f"{one['parameter']} ({said}): {one['detail']}{right}")
    return "\n".join(lines)


def _why_not(read, status, said, slug):
    if status == 404:
        return f"slug ({slug}): There is no such {read.slug_of}. Expected: {SLUG_HELP[read.slug_of]}."
    if status == 410:
        heirs = ", ".join(address.rstrip("/").rpartition("/")[2] for address in said.get("successors", ()))
        return f"{said['detail']} {f'In its place: {heirs}.' if heirs else 'Nothing took its place.'}"
    return said["detail"]
