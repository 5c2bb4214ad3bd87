"""The WSGI entry point: `gunicorn careerportal.wsgi`."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerportal.settings")

application = get_wsgi_application()


def load():
    """Load every view, and reckon which build this is, while the code is still that which was started.

    gunicorn makes its workers of this process. One that starts after a new version was fetched and before the restart
    would otherwise run new views on old models, and keep old pages under the name of the new build.
    """
    from django.conf import settings

    from careerportal.sync import kept_pages

    import_module(settings.ROOT_URLCONF)
    kept_pages.build()


load()
