"""Drill: a storm of sign-ins on several processes that share no Redis.

What must hold, counted by the passwords that were looked at: ten under a name at an address, forty at an address under
any names, and no more for who invents X-Forwarded-For; whoever owns the name gets in from elsewhere all the while; a
name that exists and one that does not are answered alike; who is refused hears 429 and when to come back. It makes a
PostgreSQL server of its own, takes some minutes and ends with 1 where a promise was broken.

    python -m bench.drills.login
"""

import http.client
import re
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

from bench.drills import told
from bench.drills.cluster import cluster
from bench.drills.database import DATABASE, SITE, environment_of, portal

LOGIN = "/admin/login/"
OWNER, PASSWORD = "owner", "correct horse battery staple"
AT_ONCE = 24
PER_NAME, PER_ADDRESS = 10, 40
STORM, MANY_NAMES, FORGER, AT_HOME = "203.0.113.1", "203.0.113.2", "203.0.113.3", "198.51.100.1"


def main():
    with cluster(DATABASE) as database, portal(database.url, TRUSTED_PROXIES="1"):
        made = {"DJANGO_SUPERUSER_PASSWORD": PASSWORD, "DJANGO_SUPERUSER_EMAIL": "owner@example.org"}
        command = [sys.executable, "-m", "django", "createsuperuser", "--noinput", "--username", OWNER]
        subprocess.run(command, env=environment_of(database.url) | made, check=True, stdout=subprocess.DEVNULL)
        form = Form()
        failures = [
            *storm(database, form, "one name", STORM, [OWNER] * 150, PER_NAME),
            *storm(database, form, "a new name each time", MANY_NAMES, [f"name-{n}" for n in range(150)], PER_ADDRESS),
            *storm(database, form, "a new X-Forwarded-For each time", FORGER, [OWNER] * 150, PER_NAME, forges=True),
            *alike(form),
        ]
    return told.end("login", failures)


class Form:
    """The sign-in form's token, which every try can send."""

    def __init__(self):
        connection = http.client.HTTPConnection("127.0.0.1", SITE, timeout=30)
        connection.request("GET", LOGIN)
        answer = connection.getresponse()
        self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
        self.token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode()).group(1)

    def send(self, name, password, seen_from):
        """Try a password; return the status, the seconds to wait if any, and the page."""
        body = urlencode({"username": name, "password": password, "csrfmiddlewaretoken": self.token, "next": "/admin/"})
        headers = {"Cookie": self.cookie, "X-Forwarded-For": seen_from}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", SITE, timeout=120)
        try:
            connection.request("POST", LOGIN, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers.get("Retry-After"), answer.read().decode()
        finally:
            connection.close()


def storm(database, form, what, address, names, most, forges=False):
    """Try wrong passwords all at once, and the right one from elsewhere meanwhile; return what was broken."""

    def attempt(number):
        seen_from = f"192.0.2.{number}, {address}" if forges else address
        return form.send(names[number], f"wrong-{number}", seen_from)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        running = [threads.submit(attempt, number) for number in range(len(names))]
        time.sleep(1)
        at_home = form.send(OWNER, PASSWORD, AT_HOME)[0]
        answers = [one.result() for one in running]
    counted = "SELECT coalesce(sum(failures_since_start), 0) FROM axes_accessattempt"
    tried = int(database.ask(f"{counted} WHERE ip_address = '{address}'"))
    statuses = Counter(status for status, *_ in answers)
    told.say(
        f"{what}: {len(names)} tries at once, {tried} passwords looked at; answers "
        + ", ".join(f"{count} × {status}" for status, count in sorted(statuses.items()))
    )
    if tried != most:
        yield f"{what}: {tried} passwords were looked at in place of {most}"
    if at_home != 302:
        yield f"{what}: the owner elsewhere was answered {at_home}"
    if set(statuses) - {200, 429}:
        yield f"{what}: answers were {dict(statuses)}"
    if [wait for status, wait, _ in answers if status == 429 and not (wait and 0 < int(wait) <= 300)]:
        yield f"{what}: a refusal does not say when to come back"


def alike(form):
    """Whether a name that exists and one that does not are answered alike, and about as fast."""
    pages, took = {}, {}
    for name, address in ((OWNER, "203.0.113.8"), ("nobody", "203.0.113.9")):
        began = time.monotonic()
        answers = [form.send(name, "wrong", address) for _ in range(12)]
        took[name] = time.monotonic() - began
        pages[name] = [(status, re.sub(r'value="\w{64}"', "", text).replace(name, "…")) for status, _, text in answers]
    told.say(f"twelve tries of a known name {took[OWNER]:.1f} s, of an unknown one {took['nobody']:.1f} s")
    if pages[OWNER] != pages["nobody"]:
        yield "a known and an unknown name are answered differently"


if __name__ == "__main__":
    sys.exit(main())
