"""/api/v1/: each app's `api/urls.py`, and the description of it all."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

API_APPS = [app for app in settings.PROJECT_APPS if find_spec(f"{app}.api") and find_spec(f"{app}.api.urls")]

urlpatterns: list[URLPattern | URLResolver] = [
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api-docs"),
    *(path("", include(f"{app}.api.urls")) for app in API_APPS),
]
