"""Rights on API endpoints: the same permission codes as in the admin, for reading too."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from rest_framework.permissions import BasePermission, DjangoModelPermissions, IsAuthenticated
from rest_framework.request import Request

if TYPE_CHECKING:  # DRF's views import this module: importing them here would go round in a circle
    from rest_framework.views import APIView


class ModelPermissions(DjangoModelPermissions):
    """Like Django's own, but reading needs the view permission. A view without a queryset must name its permissions."""

    perms_map = {
        **DjangoModelPermissions.perms_map,
        "GET": ["%(app_label)s.view_%(model_name)s"],
        "HEAD": ["%(app_label)s.view_%(model_name)s"],
        "OPTIONS": [],
    }


class RightsByMethod(IsAuthenticated):
    """A user with the right that `rights` names for the method; a method without an entry is refused later, as such."""

    rights: ClassVar[Mapping[str, str]] = {}

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Whether the user may."""
        right = self.rights.get("GET" if request.method == "HEAD" else str(request.method))
        return bool(super().has_permission(request, view)) and (right is None or request.user.has_perm(right))


def requires(**rights: str) -> type[BasePermission]:
    """A permission class: `requires(GET="leads.view_lead", POST="leads.place_hold")`."""
    return type("Requires", (RightsByMethod,), {"rights": rights})
