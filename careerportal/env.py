"""The one place that reads the environment.

Values come from the process environment first, then from `.env` beside manage.py (`make setup`
writes one for a developer's machine). A missing value says how to mend it.
"""

from importlib.util import find_spec
from ipaddress import ip_network
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"

YES, NO = ("true", "yes", "on", "1", "y", "ok"), ("false", "no", "off", "0", "n")


def yes_or_no(name, *, default):
    """Return whether a setting says yes; what is neither yes nor no is refused, not taken for one of them."""
    said = env.str(name, default="").strip()
    if not said:
        return default
    if said.lower() not in YES + NO:
        raise ImproperlyConfigured(f"{name}={said!r} is neither yes nor no. Write {name}=true or {name}=false.")
    return said.lower() in YES


def whole_number(name, *, default, least=0):
    """Return the whole number that a setting says, or refuse to start."""
    said = env.str(name, default="").strip()
    if not said:
        return default
    try:
        number = int(said)
    except ValueError:
        number = None
    if number is None or number < least:
        raise ImproperlyConfigured(
            f"{name}={said!r} must be a whole number, {least} or more. Write for example {name}={max(default, least)}, "
            "or leave it out."
        )
    return number


DEBUG = yes_or_no("DEBUG", default=False)


def secret_key():
    """Return SECRET_KEY, or refuse to start and say how to make one. On a developer's machine any long key will do."""
    key = env.str("SECRET_KEY", default="")
    if len(key) < 50 or len(set(key)) < 5:
        wrong = "is missing or too weak (50 characters or more are needed)"
    elif not DEBUG and key.startswith("django-insecure-"):
        wrong = "is the one of a developer's machine (it begins with django-insecure-), which others may know"
    elif not DEBUG and len(set(key)) < 10:
        wrong = f"is too easy to guess: it is made of {len(set(key))} different characters"
    else:
        return key
    raise ImproperlyConfigured(
        f"SECRET_KEY {wrong}. On your own machine run `make setup`, which writes one into .env. On a server set it in "
        'the environment; make one with: python -c "import secrets; print(secrets.token_urlsafe(50))"'
    )


def allowed_hosts():
    """Return the host names the site answers to; a server must name its own."""
    hosts = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEBUG else [])
    if not hosts:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS is empty. Set it to the names this site is reached by, for example "
            "ALLOWED_HOSTS=careers.example.org (several are parted by commas)."
        )
    return hosts


def database(*, read_only=False):
    """Return Django's settings of the database: SQLite under var/ unless DATABASE_URL says otherwise.

    With `read_only` the database itself refuses every write.
    """
    url = env.str("DATABASE_URL", default="")
    config = (
        _database_at(url, "DATABASE_URL")
        if url
        else {"NAME": str(BASE_DIR / "var" / "portal.sqlite3"), "ENGINE": SQLITE}
    )
    if config["ENGINE"] == SQLITE:
        Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        config["OPTIONS"] = {
            # Writers wait for each other instead of failing; readers never wait (write-ahead log).
            "timeout": 20,
            # Read-only, one that is to write at once would be refused even to look.
            "transaction_mode": "DEFERRED" if read_only else "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000"
            + ("; PRAGMA query_only=ON" if read_only else ""),
        }
    elif read_only:
        config.setdefault("OPTIONS", {})["options"] = "-c default_transaction_read_only=on"
    # A server may have closed a kept connection; a file has not.
    return config | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": config["ENGINE"] != SQLITE}


def _database_at(url, name):
    """Return what Django needs to reach a database; the address may hold a password and is never repeated."""
    is_ours = env.DB_SCHEMES.get(url.partition("://")[0]) in (SQLITE, POSTGRESQL)
    try:
        config = env.db_url_config(url) if is_ours else {}
    except ValueError:
        config = {}
    if not config.get("NAME"):
        raise ImproperlyConfigured(
            f"{name} is not the address of a PostgreSQL or SQLite database. Write it as "
            "postgres://USER:PASSWORD@HOST:5432/NAME, with signs such as # @ / : in the password as %23 %40 %2F %3A; "
            "or as sqlite:////folder/file.sqlite3."
        )
    return config


def replicas():
    """Return Django's settings of the replicas that REPLICA_URLS names, as replica_1, replica_2, …; usually none."""
    urls = env.list("REPLICA_URLS", default=[])
    configs = {f"replica_{number}": _database_at(url, "REPLICA_URLS") for number, url in enumerate(urls, 1)}
    if configs and SQLITE in {database()["ENGINE"], *(config["ENGINE"] for config in configs.values())}:
        raise ImproperlyConfigured(
            "REPLICA_URLS names streaming replicas of PostgreSQL, parted by commas, and needs a DATABASE_URL of "
            "PostgreSQL too. Set both, or leave REPLICA_URLS out."
        )
    for config in configs.values():
        config.setdefault("OPTIONS", {}).setdefault("connect_timeout", 2)
        config["CONN_MAX_AGE"] = 60
        config["TEST"] = {"MIRROR": "default"}
    return configs


def redis_url():
    """Return the address of Redis, empty where there is none."""
    url = env.str("REDIS_URL", default="")
    if url:
        from redis.connection import parse_url  # Who has no Redis waits for no part of it.

        try:
            parse_url(url)
        except ValueError:
            raise ImproperlyConfigured(
                "REDIS_URL is not the address of a Redis server. Write it as redis://127.0.0.1:6379/0, with a password "
                "as redis://:PASSWORD@127.0.0.1:6379/0, or leave it out."
            ) from None
    return url


def cache(name=""):
    """Return Django's settings of a cache: Redis when REDIS_URL is set, this process's memory otherwise."""
    if redis_url():
        backend = "careerportal.operations.redis_cache.ForgivingRedisCache"
        return {"BACKEND": backend, "LOCATION": redis_url(), "KEY_PREFIX": name}
    return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}


def log_format():
    """Return the name of the class that writes log lines: Json where LOG_FORMAT=json, Line otherwise."""
    formats = {"json": "Json", "text": "Line"}
    asked = env.str("LOG_FORMAT", default="text")
    if asked not in formats:
        raise ImproperlyConfigured(f"LOG_FORMAT={asked!r} is not known. Use text for people or json for programs.")
    return formats[asked]


def second_factor():
    """Return whether staff must have a second factor: "optional" or "required"."""
    asked = env.str("ADMIN_SECOND_FACTOR", default="optional")
    if asked not in ("optional", "required"):
        raise ImproperlyConfigured(f"ADMIN_SECOND_FACTOR={asked!r} is not known. Use optional or required.")
    return asked


def metrics():
    """Return whether requests are counted for Prometheus; refuse where the package for it is missing."""
    asked = yes_or_no("METRICS", default=False)
    if asked and find_spec("prometheus_client") is None:
        raise ImproperlyConfigured(
            "METRICS=true needs prometheus-client, which is not installed. Install it with: "
            "pip install --require-hashes --requirement requirements-metrics.txt, or unset METRICS."
        )
    return asked


def metrics_token():
    """Return the bearer token of who reads the metrics from elsewhere; empty: nobody does."""
    token = env.str("METRICS_TOKEN", default="")
    if token and len(token) < 20:
        raise ImproperlyConfigured(
            "METRICS_TOKEN is too easy to guess (20 characters or more are needed). Make one with: "
            'python -c "import secrets; print(secrets.token_urlsafe(30))"'
        )
    return token


def metrics_from():
    """Return the networks that may read the metrics without a token: this machine, unless METRICS_FROM names others."""
    said = env.list("METRICS_FROM", default=["127.0.0.1", "::1"])
    try:
        return [ip_network(one.strip()) for one in said]
    except ValueError as error:
        raise ImproperlyConfigured(
            f"METRICS_FROM: {error}. Write networks parted by commas, such as 10.0.0.0/8."
        ) from None
