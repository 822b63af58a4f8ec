"""What the other settings files build on. Lower case: Django takes only upper-case names for settings."""

import django_stubs_ext

from freshops.embedded.layout import Layout
from freshops.environment import BASE_DIR, read

__all__ = ["BASE_DIR", "embedded", "environment"]

# Lets classes say at run time what they are generic over, as the strict types want it: ModelAdmin[Lead].
django_stubs_ext.monkeypatch()

environment = read()
embedded = Layout(environment.data_dir)
