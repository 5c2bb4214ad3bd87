"""The WSGI entry point: `gunicorn careerportal.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerportal.settings")

application = get_wsgi_application()
