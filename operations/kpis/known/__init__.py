"""The key figures that there are. To add one: an entry in its subject, its SQL, its targets (docs/monitoring.md)."""

from operations.kpis.known.help import HELP
from operations.kpis.known.incidents import INCIDENTS
from operations.kpis.known.money import MONEY
from operations.kpis.known.privacy import PRIVACY
from operations.kpis.known.protection import PROTECTION
from operations.kpis.known.supply import SUPPLY

KNOWN = (*PROTECTION, *SUPPLY, *MONEY, *HELP, *PRIVACY, *INCIDENTS)
