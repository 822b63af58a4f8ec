-- What the application may write. Lines of a timeline are added, and then neither changed nor deleted; incidents stay.
GRANT INSERT ON incident_timeline TO freshops_app;
GRANT INSERT, UPDATE ON incidents, incident_alerts, incident_checklist, incident_pages, escalation_audits,
    watchdog_beats TO freshops_app;
GRANT INSERT, UPDATE, DELETE ON incident_roles, incident_leads, incident_events, on_call_shifts TO freshops_app;
