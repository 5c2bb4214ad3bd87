"""Saying in the answers themselves that an address will go: since when, until when, and what to use instead."""

import datetime
from dataclasses import dataclass

from django.utils.http import http_date


@dataclass(frozen=True)
class Deprecated:
    """An address that readers should leave. Give it to a view as `deprecated`, and its schema says so as well.

    `since` is the day from which it is deprecated, `until` the day on which it may be gone, `successor` the path of
    what replaces it.
    """

    since: datetime.date
    until: datetime.date | None = None
    successor: str = ""

    def say(self, response):
        """Tell it in headers: Deprecation (RFC 9745), Sunset (RFC 8594) and a link to the successor (RFC 5829)."""
        response["Deprecation"] = f"@{_second(self.since)}"
        if self.until:
            response["Sunset"] = http_date(_second(self.until))
        if self.successor:
            links = [response["Link"]] if response.has_header("Link") else []
            response["Link"] = ", ".join([*links, f'<{self.successor}>; rel="successor-version"'])


def _second(day):
    return int(datetime.datetime.combine(day, datetime.time(), datetime.UTC).timestamp())
