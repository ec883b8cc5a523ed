from .address import Address, SigningIn
from .clock import ClockOffset
from .correction import Correction
from .credential import Credential
from .membership import Membership
from .notice import Heartbeat, Notice
from .office import Appointment
from .person import Person
from .proposal import OperatorAct, Proposal
from .supervisor import SupervisorApproval
from .trust import AccessEntry, FreshSignIn, SpentForm

__all__ = [
    "AccessEntry",
    "Address",
    "Appointment",
    "ClockOffset",
    "Correction",
    "Credential",
    "FreshSignIn",
    "Heartbeat",
    "Membership",
    "Notice",
    "OperatorAct",
    "Person",
    "Proposal",
    "SigningIn",
    "SpentForm",
    "SupervisorApproval",
]
