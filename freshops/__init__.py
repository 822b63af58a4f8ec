"""FreshOps: composition of the apps. Settings, URLs, API, tasks, embedded services."""
