"""How bad it is, computed from what is at stake. docs/incidents.md has the table for people."""

from operations.incidents.impact.assessing import Assessment, assess
from operations.incidents.impact.measuring import LOST_LATELY, Impact, measure_impact
from operations.incidents.impact.rules import RULES, Reason, Rule, rate

__all__ = ["LOST_LATELY", "RULES", "Assessment", "Impact", "Reason", "Rule", "assess", "measure_impact", "rate"]
