"""Where seasons are found."""

from django.utils.translation import gettext_lazy as _

from core.console.navigation import Group, NavigationItem
from seasonal.rights import VIEW, WORK

NAVIGATION = tuple(
    NavigationItem(
        group=Group.SEASONS,
        label=label,
        url_name=f"admin:seasonal_{name}",
        permission=WORK if name == "seasonreport_changelist" else VIEW,  # costs of all kinds are in it
    )
    for name, label in (
        ("season_planner", _("Year planner")),
        ("season_changelist", _("Seasons")),
        ("milestone_changelist", _("Milestones")),
        ("freezewindow_changelist", _("Release freezes")),
        ("dailyreview_changelist", _("Daily reviews")),
        ("drillrecord_changelist", _("Drills")),
        ("seasonreport_changelist", _("Reports")),
        ("campaign_changelist", _("Campaigns")),
        ("capacityplan_calculator", _("Capacity calculator")),
        ("capacityplan_changelist", _("Capacity plans")),
        ("provisioning_changelist", _("Prepared capacity")),
        ("loadtest_changelist", _("Load tests")),
        ("baseline_changelist", _("Baselines")),
        ("burstbaseline_changelist", _("Bursts")),
        ("fleetsize_changelist", _("Approved sizes")),
        ("targetutilisation_changelist", _("Target utilisations")),
        ("operatingprofile_changelist", _("Operating profiles")),
        ("hourlyprice_changelist", _("Hourly prices")),
        ("databaselimit_changelist", _("Limits of the database")),
        ("region_changelist", _("Regions")),
        ("regionshare_changelist", _("Shares of regions")),
        ("milestonetemplate_changelist", _("Milestones of playbooks")),
        ("latenotice_changelist", _("Mails about what is late")),
        ("calendarfeed_changelist", _("Calendar address")),
    )
)
