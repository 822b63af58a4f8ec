"""Switching a season on and off in the admin: what changes, what is not ready, why; then by POST."""

from collections.abc import Callable, Sequence

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.person import signed_in
from core.console.previews import Preview
from core.errors import DomainError
from core.models import User
from core.operating import OperatingMode
from seasonal.admin.activation_tables import readiness_table
from seasonal.admin.base import FiguresAdmin
from seasonal.admin.mode_texts import changes_between
from seasonal.models import Season, SeasonActivation
from seasonal.operating import effective_mode, frozen, merged, profile_for
from seasonal.readiness import ReadinessFailure
from seasonal.rights import ACTIVATE
from seasonal.services.activation import activate_season, renew_profile, roll_back_activation
from seasonal.services.readiness import readiness_of

Deed = Callable[[Season, User, str], object]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Kept with the season."),
    )


class ActivationPages(FiguresAdmin):
    """The addresses activate/, rollback/ and profile/ of a season."""

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        return [
            path("<int:pk>/activate/", guarded(self.activate_view), name="seasonal_season_activate"),
            path("<int:pk>/rollback/", guarded(self.rollback_view), name="seasonal_season_rollback"),
            path("<int:pk>/profile/", guarded(self.profile_view), name="seasonal_season_profile"),
            *super().get_urls(),
        ]

    def activate_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what would change and what is not ready, then switch it on."""
        season = self._switched(request, pk)
        failures = readiness_of(season, timezone.now())
        preview = Preview(
            question=_("Activate “%(season)s”?") % {"season": season},
            confirm=_("Activate"),
            changes=changes_between(effective_mode(), self._mode(season, is_on=True)),
            consequences=[
                _("It counts in all processes within seconds. It ends by itself after the last day."),
                _("It can be rolled back at any time; then everything is as before."),
            ],
            warning=_("It is not ready: %(count)s points. Say why it is activated all the same.")
            % {"count": len(failures)}
            if failures
            else "",
        )

        def activate(one: Season, actor: User, reason: str) -> object:
            return activate_season(season=one, actor=actor, reason=reason)

        return self._decide(request, season, preview, activate, _("“%(season)s” is active."), failures=failures)

    def rollback_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what would change back, then switch it off."""
        season = self._switched(request, pk)
        preview = Preview(
            question=_("Roll back the activation of “%(season)s”?") % {"season": season},
            confirm=_("Roll back"),
            changes=changes_between(effective_mode(), self._mode(season, is_on=False)),
            consequences=[
                _("The season is open again. It is not activated by itself any more: only a person does that."),
            ],
            warning=_("This takes back what was made ready for the load of the season."),
        )

        def roll_back(one: Season, actor: User, reason: str) -> None:
            roll_back_activation(season=one, actor=actor, reason=reason)

        return self._decide(request, season, preview, roll_back, _("“%(season)s” is rolled back."))

    def profile_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what the profile of its kind would change by now, then have the season follow it."""
        season = self._switched(request, pk)
        preview = Preview(
            question=_("Run “%(season)s” by the operating profile as it is now?") % {"season": season},
            confirm=_("Take over"),
            changes=changes_between(effective_mode(), self._mode(season, is_on=True)),
            consequences=[_("It counts in all processes within seconds.")],
        )

        def renew(one: Season, actor: User, reason: str) -> object:
            return renew_profile(season=one, actor=actor, reason=reason)

        return self._decide(request, season, preview, renew, _("“%(season)s” follows its profile."))

    def _decide(
        self,
        request: HttpRequest,
        season: Season,
        preview: Preview,
        deed: Deed,
        done: str,
        *,
        failures: Sequence[ReadinessFailure] = (),
    ) -> HttpResponse:
        page = reverse("admin:seasonal_season_change", args=[season.pk])
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                deed(season, signed_in(request), form.cleaned_data["reason"])
            except DomainError as refused:
                if refused.field != "reason":
                    messages.error(request, str(refused))
                    return redirect(page)
                form.add_error("reason", str(refused))
            else:
                messages.success(request, done % {"season": season})
                return redirect(page)
        tables = [readiness_table(failures)] if failures else []
        labels = {"before_label": _("Now"), "after_label": _("Afterwards"), "cancel_url": page}
        told = {"title": preview.confirm, "original": season, "preview": preview, "form": form, "tables": tables}
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/seasonal/activation.html", {**frame, **labels, **told}, status=status)

    def _switched(self, request: HttpRequest, pk: int) -> Season:
        """The season, for those who may switch it."""
        if not request.user.has_perm(ACTIVATE):
            raise PermissionDenied
        season = Season.objects.filter(pk=pk).first()
        if season is None:
            raise Http404
        return season

    def _mode(self, season: Season, *, is_on: bool) -> OperatingMode:
        """The mode as it would be with or without a season."""
        others = [each for each in SeasonActivation.objects.in_force() if each.season_id != season.pk]
        own = SeasonActivation(season=season, profile=frozen(profile_for(season.kind)))
        return merged([*others, own] if is_on else others)
