from conferences.models.meeting import Meeting, MeetingParty

__all__ = ["Meeting", "MeetingParty"]
