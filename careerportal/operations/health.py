"""What a load balancer asks: is this process alive, and is it fit to be sent readers?"""

from secrets import token_hex

from django.core.cache import caches
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from careerportal.operations import replicas
from programs.models import Program

CACHE_KEY = "healthz"


@require_safe
@never_cache
def live(request):
    """200 as long as this process answers at all. It asks nothing else, so a lost database never restarts it."""
    return JsonResponse({"status": "live"})


@require_safe
@never_cache
def ready(request):
    """200 when everything that pages need is there, else 503; `checks` names what is missing.

    A cache that is away makes pages slower, not wrong, so it is reported and does not count. Nor does a primary that
    is away while a replica can be read: readers are served, and who writes hears 503.
    """
    checks = {"database": _database(), "cache": _cache()}
    if checks["database"] == "ok":
        checks |= {"migrations": _migrations(), "data": _data()}
    fit = all(said == "ok" for name, said in checks.items() if name != "cache")
    if found := replicas.known():
        readable = sum(replica.is_readable() for replica in found)
        checks["replicas"] = f"{readable} of {len(found)} can be read"
        fit = fit or (checks["database"] != "ok" and readable > 0)
    body = {"status": "ready" if fit else "not ready", "checks": checks}
    return JsonResponse(body, status=200 if fit else 503)


def _database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return "cannot be reached"
    return "ok"


def _migrations():
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} not applied: run manage.py migrate" if waiting else "ok"


def _data():
    return "ok" if Program.objects.published().exists() else "no programs: run manage.py load_starter_data"


def _cache():
    value = token_hex(8)
    try:
        caches["default"].set(CACHE_KEY, value, 10)
        kept = caches["default"].get(CACHE_KEY)
    except Exception as error:  # Each backend fails in its own way; which one is not ours to know.
        return f"away ({type(error).__name__})"
    return "ok" if kept == value else "does not keep what it is given"
