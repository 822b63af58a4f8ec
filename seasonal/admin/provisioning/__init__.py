"""The preparation of a season's capacity in the admin: its progress, its manifests."""

from seasonal.admin.provisioning import doors

__all__ = ["doors"]
