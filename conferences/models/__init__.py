from conferences.models.attendance import AttendanceDecision, PairDecision
from conferences.models.availability import Availability
from conferences.models.brief import Brief, BriefItem, BriefSignature, InformationReport
from conferences.models.calendar_feed import CalendarFeed
from conferences.models.check import Check
from conferences.models.day import PartTime
from conferences.models.development import Course, DevelopmentSession, SessionAttendance
from conferences.models.entry import Entry, StepWording
from conferences.models.feedback import Feedback, FeedbackAnswer
from conferences.models.figures import CaseFigure, ChildFigure, FigureDirty
from conferences.models.hidden_measure import HiddenMeasure
from conferences.models.meeting import Meeting, MeetingParty
from conferences.models.meeting_invitation import MeetingInvitation
from conferences.models.pack import PackReader
from conferences.models.participant import Need, Participant, PreparationContact
from conferences.models.plan import FamilyPlan, PlanAction, PlanAgreement, PlanAnswer
from conferences.models.plan_copy import CopyOmission, PlanCopy
from conferences.models.prepared_file import FilePiece, PreparedFile
from conferences.models.published_edition import PublishedEdition
from conferences.models.reflection import Reflection, ReflectionReply, RewordedPrompt
from conferences.models.resource import Away, Booking, Resource, WeeklyHours
from conferences.models.review import ActionReview, ReviewRecord
from conferences.models.summaries import FigureCell, FigureMonth

__all__ = [
    "ActionReview",
    "AttendanceDecision",
    "Availability",
    "Away",
    "Booking",
    "Brief",
    "BriefItem",
    "BriefSignature",
    "CalendarFeed",
    "CaseFigure",
    "Check",
    "ChildFigure",
    "CopyOmission",
    "Course",
    "DevelopmentSession",
    "Entry",
    "FamilyPlan",
    "Feedback",
    "FeedbackAnswer",
    "FigureCell",
    "FigureDirty",
    "FigureMonth",
    "FilePiece",
    "HiddenMeasure",
    "InformationReport",
    "Meeting",
    "MeetingInvitation",
    "MeetingParty",
    "Need",
    "PackReader",
    "PairDecision",
    "PartTime",
    "Participant",
    "PlanAction",
    "PlanAgreement",
    "PlanAnswer",
    "PlanCopy",
    "PreparationContact",
    "PreparedFile",
    "PublishedEdition",
    "Reflection",
    "ReflectionReply",
    "Resource",
    "ReviewRecord",
    "RewordedPrompt",
    "SessionAttendance",
    "StepWording",
    "WeeklyHours",
]
