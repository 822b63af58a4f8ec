"""The application with the bench's bare view beside it: `gunicorn bench.serving_wsgi`."""

from django.conf import settings

from freshops.wsgi import application

settings.ROOT_URLCONF = "bench.serving_urls"

__all__ = ["application"]
