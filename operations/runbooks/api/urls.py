"""/api/v1/runbooks/, /api/v1/guided-operations/ and /api/v1/checks/."""

from operations.runbooks.api.checks.urls import urlpatterns as checks
from operations.runbooks.api.guided.urls import urlpatterns as guided
from operations.runbooks.api.library.urls import urlpatterns as library

urlpatterns = [*library, *guided, *checks]
