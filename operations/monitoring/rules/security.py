"""Whether the records are whole, and whether somebody tries to get in."""

from operations.monitoring.periodic_jobs import age_limits
from operations.monitoring.rules.rule import Rule, Watch
from operations.monitoring.rules.series import greatest, recorded

GAPS = recorded("freshops_audit_gaps", "what")

RECORDINGS = (GAPS,)
RULES = (
    Rule(
        "AuditGap",
        f"{GAPS.record} > 0",
        "{{ $value }} gaps in the records: {{ $labels.what }}",
        "Events without their rows, or totals that differ from what they count.",
        watches=(
            Watch("freshops_audit_gaps"),
            # The gauge keeps its value when nobody looks any more.
            Watch("freshops_audit_age_seconds", older_than=age_limits()["audit"]),
        ),
    ),
    Rule(
        "LoginAttack",
        # A forgetful colleague is one, an office that was moved two or three.
        f"{greatest('freshops_login_lockouts')} >= 5",
        "{{ $value }} sign-ins are locked out after wrong passwords",
        "Each is a name tried from an address until it was shut out.",
        watches=(Watch("freshops_login_lockouts"),),
    ),
)
