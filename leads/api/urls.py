"""/api/v1/leads/ and /api/v1/holds/."""

from django.urls import path

from leads.api.views.holds import LeadHoldsView, ReleaseHoldView
from leads.api.views.leads import LeadDetailView, LeadListView
from leads.api.views.protection import ProtectionView

urlpatterns = [
    path("leads/", LeadListView.as_view(), name="api-leads"),
    path("leads/<int:lead_id>/", LeadDetailView.as_view(), name="api-lead"),
    path("leads/<int:lead_id>/protection/", ProtectionView.as_view(), name="api-protection"),
    path("leads/<int:lead_id>/holds/", LeadHoldsView.as_view(), name="api-lead-holds"),
    path("holds/<int:hold_id>/release/", ReleaseHoldView.as_view(), name="api-release-hold"),
]
