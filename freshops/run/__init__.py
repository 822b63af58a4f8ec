"""`make run`: everything on this machine, from nothing, and stopped by one Ctrl-C."""
