"""Load as a season brings it, sent to a running FreshOps: `make loadtest SEASON=christmas SCALE=5`."""
