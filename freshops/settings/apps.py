"""Applications, middleware, templates, static files."""

from freshops.settings.base import BASE_DIR, environment

# From the top down: imports go down only. Each may bring `api/urls.py`, `metrics.py`, `sql/grants_vN.sql`.
PROJECT_APPS = [
    "operations.console",
    "operations.warroom",
    "operations.incidents",
    "operations.monitoring",
    "operations.kpis",
    "operations.costs",
    "operations.facts",
    "operations.runbooks",
    "seasonal",
    "leads",
    "journal",
    "core",
]

INSTALLED_APPS = [
    "freshops",
    "operations.console.apps.ConsoleConfig",
    "operations.warroom",
    "operations.incidents",
    "operations.monitoring",
    "operations.kpis",
    "operations.costs",
    "operations.facts",
    "operations.runbooks",
    "seasonal",
    "leads",
    "journal",
    "core",
    "operations.console.apps.ConsoleAdminConfig",  # django.contrib.admin, on our site
    "django.forms",  # its templates, which FORM_RENDERER looks for among the others
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "pghistory",
    "pgtrigger",
    "rest_framework",
    "knox",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "csp",
    "django_celery_beat",
    "django_prometheus",
    "django_structlog",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.latency.LatencyMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "core.middleware.UserLanguageMiddleware",
    "core.middleware.HistoryContextMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it replaces the answer to a refused login
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

ROOT_URLCONF = "freshops.urls"
WSGI_APPLICATION = "freshops.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEBUG = environment.debug

STATIC_URL = "/static/"
STATIC_ROOT = environment.data_dir / "static"
# In a demo straight from the apps, with nothing to collect first.
WHITENOISE_USE_FINDERS = environment.demo
_COLLECTED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
_AS_THEY_ARE = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _AS_THEY_ARE if environment.demo else _COLLECTED},
}
MEDIA_ROOT = environment.data_dir / "media"
# Imports are confirmed in a second request, perhaps by another process: the file waits here.
FILE_UPLOAD_PERMISSIONS = 0o600

# Where people reach this installation, without a slash at the end: links in mails start with it.
PUBLIC_URL = environment.public_url
# Where a representative reads about a lead, with {lead_id} in it; empty: its page in the admin.
LEAD_LINK_URL = environment.lead_link_url
DATA_DIR = environment.data_dir
DEMO = environment.demo
DEMO_LEADS = environment.demo_leads
METRICS_TOKEN = environment.metrics_token
# Where the baselines of capacity plans, and the load of the moment, are measured; empty: the former are entered.
PROMETHEUS_URL = environment.prometheus_url
# Whose public holidays working days are counted by.
OPERATIONS_STATE = environment.operations_state
