"""Opens an incident by an alert, or runs one tick of the escalation: a process to kill."""

import sys
from datetime import UTC, datetime

import django

if __name__ == "__main__":
    django.setup()
    from operations.incidents.services.escalation import escalate
    from operations.incidents.services.signals import take_signals
    from operations.incidents.signals import Signal

    if sys.argv[1] == "open":
        take_signals(signals=[Signal("CpuHigh", "c0ffee", datetime.now(UTC), labels={"alertname": "CpuHigh"})])
    else:
        escalate()
