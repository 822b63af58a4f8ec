"""Settings of the tests: the real ones, on servers of the run's own, with nothing from the developer's shell."""

import os
import tempfile
from pathlib import Path

# Set by the process that starts the run, inherited by its xdist workers: all share one pair of servers.
RUN_FOLDER = "FRESHOPS_TEST_RUN_FOLDER"
PREFIX = "freshops-test-"

if RUN_FOLDER not in os.environ:
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "EMAIL_URL", "METRICS_TOKEN", "PORT"):
        os.environ.pop(name, None)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir="/tmp"))  # short: there are sockets in it
    folder.chmod(0o711)  # as root, the servers run as another account
    os.environ[RUN_FOLDER] = str(folder)
os.environ |= {
    "FRESHOPS_DATA_DIR": os.environ[RUN_FOLDER],
    "EMBEDDED_FSYNC": "off",
    "LOG_LEVEL": "WARNING",
    "RATE_ANONYMOUS": "100000/min",
    "RATE_CATERING": "100000/min",
    "RATE_LOGIN": "100000/min",
    "RATE_USER": "100000/min",
    "RATE_WRITE": "100000/min",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright runs an event loop beside the live server's database
}

from freshops.embedded.layout import DATABASE  # noqa: E402
from freshops.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["*"]
DATABASES["default"]["TEST"] = {"TEMPLATE": DATABASE}  # noqa: F405  migrated already (tests.template)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; nothing here is worth protecting
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True  # no collected files here; the live server takes them from the apps
