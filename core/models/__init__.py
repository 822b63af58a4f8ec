from core.models.job_run import JobRun
from core.models.user import User

__all__ = ["JobRun", "User"]
