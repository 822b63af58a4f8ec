"""Users in the admin, and what people set for themselves."""

from core.admin import users

__all__ = ["users"]
