"""The HTTP API: tokens, rights, limits, errors, description."""

from datetime import timedelta

from freshops.settings.base import environment

REST_FRAMEWORK = {
    # Tokens only: a browser session must not be a way around the admin's confirmations.
    "DEFAULT_AUTHENTICATION_CLASSES": ["core.api.authentication.CountedTokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "core.api.permissions.ModelPermissions",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["core.api.parsers.StrictJSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "core.api.pagination.CursorLimitPagination",
    "DEFAULT_SCHEMA_CLASS": "core.api.schema.ProblemAutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "core.api.throttling.AnonymousThrottle",
        "core.api.throttling.UserThrottle",
        "core.api.throttling.WriteThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anonymous": environment.rate_anonymous,
        "catering": environment.rate_catering,
        "login": environment.rate_login,
        "user": environment.rate_user,
        "write": environment.rate_write,
    },
    "NUM_PROXIES": 1 if environment.behind_proxy else 0,
    "EXCEPTION_HANDLER": "core.problems.exception_handler",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

REST_KNOX = {"TOKEN_TTL": timedelta(days=90), "TOKEN_LIMIT_PER_USER": 10, "AUTO_REFRESH": False}

SPECTACULAR_SETTINGS = {
    "TITLE": "FreshOps",
    "DESCRIPTION": "Protection of leads: who is protected until when, and why; and what happened, in events.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [
        "core.api.authentication.CountedTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "core.api.schema.share_problems",
        "journal.api.openapi.describe_events",
    ],
    # One name for each set of choices, wherever it appears.
    "ENUM_NAME_OVERRIDES": {
        "ChecklistItemState": "operations.incidents.api.serializers.ITEM_STATES",
        "ConsumerState": "journal.api.serializers.CONSUMER_STATES",
        "EventStatus": "journal.api.serializers.EVENT_STATUSES",
        "HoldReason": "leads.models.HoldReason",
        "IncidentSource": "operations.incidents.api.serializers.SOURCES",
        "IncidentState": "operations.incidents.api.serializers.STATES",
        "IncidentSubject": "operations.incidents.api.serializers.SUBJECTS",
        "KpiDirection": "operations.kpis.api.serializers.DIRECTIONS",
        "KpiSubject": "operations.kpis.api.serializers.SUBJECTS",
        "KpiUnit": "operations.kpis.api.serializers.UNITS",
        "KpiVerdict": "operations.kpis.api.serializers.VERDICTS",
        "Language": "core.models.user.Language",
        "LeadStatus": "leads.models.LeadStatus",
        "OwnershipMode": "leads.models.OwnershipMode",
        "ReminderStatus": "leads.models.ReminderStatus",
        "Responsibility": "operations.incidents.api.serializers.TEAMS",
        "RunbookLanguage": "operations.runbooks.api.serializers.runbooks.RUNBOOK_LANGUAGES",
        "RunbookOrigin": "operations.runbooks.api.serializers.library.ORIGINS",
        "RunbookSeverity": "operations.runbooks.api.serializers.runbooks.SEVERITIES",
        "RunbookStepKind": "operations.runbooks.api.serializers.runbooks.STEP_KINDS",
        "SentEventState": "journal.api.serializers.SENT_STATES",
        "StateEnum": "leads.protection.State",
        "Territory": "core.territory.Territory",
        "TimelineEntryKind": "operations.incidents.api.serializers.KINDS",
        "UnitEnum": "operations.runbooks.api.checks.serializers.UNITS",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"persistAuthorization": False},
}
