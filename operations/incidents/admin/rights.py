"""Who may do what with incidents and the rota, as the pages ask it."""

VIEW, WORK, COMMAND = "incidents.view_incident", "incidents.work_incident", "incidents.command_incident"
SEE_ROTA, SEE_AUDITS = "incidents.view_oncallshift", "incidents.view_escalationaudit"
SEE_CONTACTS, SEE_RUNBOOKS, SEE_LEADS, SEE_EVENTS = (
    "runbooks.view_contact",
    "runbooks.view_runbook",
    "leads.view_lead",
    "journal.view_event",
)
