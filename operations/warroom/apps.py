from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WarroomConfig(AppConfig):
    """A season's war room. It has no rows of its own: it shows what the other apps know."""

    name = "operations.warroom"
    label = "warroom"
    verbose_name = _("War rooms of seasons")

    def ready(self) -> None:
        from operations.warroom.admin.views import WAR_ROOM
        from seasonal.admin import season_pages

        season_pages.register(WAR_ROOM)
