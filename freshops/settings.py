"""Bootstrap settings; the house replaces them."""

import os

SECRET_KEY = os.environ.get("SECRET_KEY", "bootstrap")
DEBUG = True
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "pghistory",
    "pgtrigger",
    "core",
]
AUTH_USER_MODEL = "core.User"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": os.environ.get("PGHOST", ""),
        "USER": "postgres",
        "NAME": "postgres",
    }
}
USE_TZ = True
TIME_ZONE = "Europe/Berlin"
LANGUAGE_CODE = "de"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
