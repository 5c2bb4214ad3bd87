"""The portal's own settings, as in production but without TLS, with two pages of the bench's own beside it."""

import os

os.environ.setdefault("SECRET_KEY", "bench-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ")
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost")

from careerportal.settings import *  # noqa: F403
from careerportal.settings import BASE_DIR, CACHES, MIDDLEWARE, STORAGES, TEMPLATES

SECURE_SSL_REDIRECT = False
ROOT_URLCONF = "bench.urls"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
TEMPLATES = [TEMPLATES[0] | {"DIRS": [*TEMPLATES[0]["DIRS"], BASE_DIR / "bench" / "templates"]}, *TEMPLATES[1:]]
ANONYMOUS_PER_MINUTE = 100_000_000  # Counted as ever, and never reached.
LOGGING = {"version": 1, "disable_existing_loggers": False}
if os.environ.get("BENCH_KEEPS", "pages") != "pages":
    # Every page is made anew, as if nobody had asked for it since the data changed.
    CACHES = CACHES | {"pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
if os.environ.get("BENCH_KEEPS") == "nothing":
    MIDDLEWARE = ["bench.forgetful.forget_everything", *MIDDLEWARE]
