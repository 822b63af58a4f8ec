from django.db import migrations

from core.sqlfiles import RunSQLFile


class Migration(migrations.Migration):
    dependencies = [("leads", "0001_initial"), ("journal", "0001_initial")]

    operations = [
        RunSQLFile("leads", "fact_rules_v1"),
        RunSQLFile("leads", "lead_clock_v1"),
        RunSQLFile("leads", "lead_clock_at_v1"),
        RunSQLFile("leads", "lead_protection_as_of_v1"),
        RunSQLFile("leads", "lead_protections_v1"),
        RunSQLFile("leads", "lead_events_v1"),
        RunSQLFile("leads", "refresh_lead_protections_v1"),
        RunSQLFile("leads", "fact_triggers_v1"),
        RunSQLFile("leads", "lead_status_v1"),
        RunSQLFile("leads", "lead_ownerships_v1"),
        RunSQLFile("leads", "lead_handover_v1"),
        RunSQLFile("leads", "lead_reminder_triggers_v1"),
        RunSQLFile("leads", "lead_hold_procedures_v1"),
        RunSQLFile("leads", "monitoring_user_lead_v1"),
    ]
