from cases.models.alert import AlertChild, SafeguardingAlert
from cases.models.case import Case, CaseCounter
from cases.models.case_access import BreakGlass, CaseAccess, CompartmentMember, Exclusion
from cases.models.case_child import CaseChild
from cases.models.compartment import Compartment
from cases.models.consent import Consent
from cases.models.contact_point import ContactPoint
from cases.models.draft import Draft
from cases.models.earlier_summary import EarlierSummary
from cases.models.event import Event
from cases.models.fact import Fact
from cases.models.keep_apart import KeepApart
from cases.models.look_alike import LookAlike
from cases.models.network_member import NetworkMember
from cases.models.note import Note, NoteChild, NoteCorrection
from cases.models.notice import Notice
from cases.models.offer import Offer, OfferChild, OfferReply
from cases.models.person import Answer, NameWord, Person, PersonNameWord
from cases.models.referral import InformationRequest, Referral, Referrer
from cases.models.relationship import ParentalResponsibility, Relationship
from cases.models.reminder import Reminder
from cases.models.reminder_setting import (
    Heartbeat,
    ReminderSetting,
    ReminderText,
    SendingSwitch,
)
from cases.models.sheet_import import (
    ImportedCell,
    ImportedRecord,
    ImportedRow,
    KeptMapping,
    RefusedRow,
    SheetImport,
    SheetPiece,
)
from cases.models.task import Task

__all__ = [
    "AlertChild",
    "Answer",
    "BreakGlass",
    "Case",
    "CaseAccess",
    "CaseChild",
    "CaseCounter",
    "Compartment",
    "CompartmentMember",
    "Consent",
    "ContactPoint",
    "Draft",
    "EarlierSummary",
    "Event",
    "Exclusion",
    "Fact",
    "Heartbeat",
    "ImportedCell",
    "ImportedRecord",
    "ImportedRow",
    "InformationRequest",
    "KeepApart",
    "KeptMapping",
    "LookAlike",
    "NameWord",
    "NetworkMember",
    "Note",
    "NoteChild",
    "NoteCorrection",
    "Notice",
    "Offer",
    "OfferChild",
    "OfferReply",
    "ParentalResponsibility",
    "Person",
    "PersonNameWord",
    "Referral",
    "Referrer",
    "RefusedRow",
    "Relationship",
    "Reminder",
    "ReminderSetting",
    "ReminderText",
    "SafeguardingAlert",
    "SendingSwitch",
    "SheetImport",
    "SheetPiece",
    "Task",
]
