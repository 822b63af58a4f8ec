"""From a season to the fleet: windows of hours, cron triggers that say them, and the proof that they do."""
