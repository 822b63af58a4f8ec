"""The shares of a territory's regions: set all at once from a day on."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.person import signed_in
from core.console.badges import Tone, badge
from core.errors import DomainError
from seasonal.admin.base import FiguresAdmin
from seasonal.admin.texts import percent, territory_name
from seasonal.models import Region, RegionShare
from seasonal.rights import own_territories
from seasonal.services.shares import set_shares


class SharesForm(forms.Form):
    """A share for each region of a territory."""

    def __init__(self, data: Any, *, territory: str) -> None:
        super().__init__(data)
        self.regions = list(Region.objects.filter(territory=territory))
        newest = {
            row.region_id: row.percent
            for row in RegionShare.objects.filter(region__in=self.regions).order_by("valid_from")
        }
        calendar = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        self.fields["valid_from"] = forms.DateField(label=_("From"), widget=calendar)
        for region in self.regions:
            self.fields[f"share-{region.code}"] = forms.DecimalField(
                label=_("%(region)s, in percent") % {"region": region.name},
                min_value=0,
                max_value=100,
                decimal_places=2,
                localize=True,
                initial=newest.get(region.pk),
            )
        self.fields["is_assumption"] = forms.BooleanField(
            label=_("assumption"), required=False, initial=True, help_text=_("Not measured: somebody supposes it.")
        )
        self.fields["source"] = forms.CharField(label=_("source"), max_length=255, required=False)

    def values(self) -> dict[str, Any]:
        """What `set_shares` takes."""
        data = self.cleaned_data
        percents: dict[str, Decimal] = {region.code: data[f"share-{region.code}"] for region in self.regions}
        day: date = data["valid_from"]
        return {
            "valid_from": day,
            "percents": percents,
            "is_assumption": data["is_assumption"],
            "source": data["source"],
        }


@admin.register(RegionShare)
class ShareAdmin(FiguresAdmin):
    """Shares are never changed one by one: they are the whole of a territory."""

    territory_path = "region__territory"
    list_display = ("region", "territory_column", "percent_column", "from_column", "assumption_column", "source")
    list_select_related = ("region",)
    list_filter = ("region__territory",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The shares of `?territory=`, by default the first of one's own that has several regions."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        user = signed_in(request)
        own = own_territories(user)
        territory = request.GET.get("territory") or next(iter(own), "")
        if territory not in own:
            raise Http404
        form = SharesForm(request.POST or None, territory=territory)
        if request.method == "POST" and form.is_valid():
            try:
                set_shares(actor=user, territory=territory, **form.values())
            except DomainError as refused:
                form.add_error(refused.field if refused.field in form.fields else None, str(refused))
            else:
                messages.success(request, _("The shares of %(territory)s are set.") % {
                    "territory": territory_name(territory),
                })  # fmt: skip
                return redirect("admin:seasonal_regionshare_changelist")
        page = {
            "title": _("Shares of the regions: %(territory)s") % {"territory": territory_name(territory)},
            "form": form,
            "confirm": _("Set"),
            "cancel_url": reverse("admin:seasonal_regionshare_changelist"),
            "note": _("They come to 100 %. Those of an earlier day stay valid until this one."),
            "opts": self.opts,
            "media": self.media,
        }
        context = {**self.admin_site.each_context(request), **page}
        return TemplateResponse(request, "admin/costs/form.html", context, status=422 if form.errors else 200)

    @admin.display(description=gettext_lazy("territory"), ordering="region__territory")
    def territory_column(self, row: RegionShare) -> str:
        return territory_name(row.region.territory)

    @admin.display(description=gettext_lazy("share"))
    def percent_column(self, row: RegionShare) -> str:
        return percent(row.percent / 100)

    @admin.display(description=gettext_lazy("assumption"))
    def assumption_column(self, row: RegionShare) -> SafeString | str:
        return badge(_("assumption"), Tone.WARNING, icon="info") if row.is_assumption else _("no")
