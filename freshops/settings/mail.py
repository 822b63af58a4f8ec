"""Outgoing mail: EMAIL_URL, or the sink that `make run` starts beside a demo."""

import dj_email_url

from freshops.mailsink.address import sink_url
from freshops.settings.base import environment

_CONFIG = dj_email_url.parse(environment.email_url or sink_url(environment.data_dir))

EMAIL_BACKEND = _CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = _CONFIG["EMAIL_HOST"]
EMAIL_PORT = _CONFIG["EMAIL_PORT"]
EMAIL_HOST_USER = _CONFIG["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _CONFIG["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _CONFIG["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _CONFIG["EMAIL_USE_SSL"]
EMAIL_FILE_PATH = _CONFIG["EMAIL_FILE_PATH"]
EMAIL_TIMEOUT = 20  # seconds; a mail server that hangs must not hold a worker
EMAIL_USE_LOCALTIME = True
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.email_from
