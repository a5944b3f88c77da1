from accounts.models.absence import Absence
from accounts.models.access_event import AccessEvent
from accounts.models.factor_reset import FactorReset
from accounts.models.invitation import Invitation
from accounts.models.outbox_message import OutboxMessage
from accounts.models.submitted_form import SubmittedForm
from accounts.models.team import Membership, Role, Team
from accounts.models.user import User

__all__ = [
    "Absence",
    "AccessEvent",
    "FactorReset",
    "Invitation",
    "Membership",
    "OutboxMessage",
    "Role",
    "SubmittedForm",
    "Team",
    "User",
]
