"""The portal as the bench serves it."""

import os

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

if os.environ.get("BENCH_KEEPS") in ("pieces", "nothing"):
    from programs import columns

    columns.KEPT_TEXTS = 0  # A word is looked up for each request, as if nobody had searched for it.
