"""All that is recorded about leads, to prove that something changed nothing."""

from django.db import connection

_TABLES = (
    "leads",
    "lead_holds",
    "lead_handover_holds",
    "lead_activities",
    "lead_ownerships",
    "lead_status_changes",
    "lead_reminders",
    "lead_expiries",
    "lead_contacts",
    "lead_protections",
    "lead_protection_changes",
    "protection_policies",
    "integration.event_journal",
    "leads_leadevent",
    "leads_leadholdevent",
    "leads_leadactivityevent",
    "leads_leadownershipevent",
    "leads_leadstatuschangeevent",
    "leads_leadreminderevent",
)
_ROWS = " UNION ALL ".join(
    f"SELECT '{table}', md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM {table} t" for table in _TABLES
)


def snapshot() -> dict[str, str | None]:
    """A digest of every table; None for an empty one."""
    with connection.cursor() as cursor:
        cursor.execute(_ROWS)
        return dict(cursor.fetchall())
