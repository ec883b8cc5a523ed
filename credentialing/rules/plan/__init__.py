"""Looking ahead: the earliest day a file could go to the committee, and the dates to keep until then."""

from .groups import HOLD
from .intensives import Coming
from .plan import Plan, plan
from .step import Kind, Step

__all__ = ["HOLD", "Coming", "Kind", "Plan", "Step", "plan"]
