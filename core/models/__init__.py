from core.models.idempotency_key import IdempotencyKey
from core.models.job_run import JobRun
from core.models.task_total import TaskOutcome, TaskTotal
from core.models.user import User

__all__ = ["IdempotencyKey", "JobRun", "TaskOutcome", "TaskTotal", "User"]
