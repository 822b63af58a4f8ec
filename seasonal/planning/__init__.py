"""What seasons and campaigns make of the load: at an instant, over a year, in words. Pure Python over loaded rows."""
