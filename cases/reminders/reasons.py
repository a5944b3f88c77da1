"""Why a reminder was cancelled, held back or failed: a code in the row, words on the page."""

STOPPED = "stopped"
BY_HAND = "by_hand"
CASE_ENDED = "case_ended"
CASE_ON_HOLD = "case_on_hold"
RESTRICTED = "restricted"
HIDDEN = "hidden"
KEPT_AWAY = "kept_away"
DIED = "died"
LEFT = "left"
NO_SAFE_WAY = "no_safe_way"
SHARED = "shared"
TOO_YOUNG = "too_young"
LONG_AGO = "long_ago"
LANGUAGE = "language"
NOT_SAFE_TIME = "not_safe_time"
TOO_MANY = "too_many"
SENDING_OFF = "sending_off"
TOO_LATE = "too_late"
REFUSED = "refused"
TRIED_TOO_OFTEN = "tried_too_often"
NOT_KNOWN_IF_SENT = "not_known_if_sent"
RULE_GONE = "rule_gone"
CHANGED = "changed"
MOVED = "moved"
SAFE_HOUR = "safe_hour"
NO_PHONE = "no_phone"
RING = "ring"
WITHDRAWN = "withdrawn"
NO_PROVIDER = "no_provider"
OLD_SHEET = "old_sheet"

WORDS = {
    STOPPED: "It no longer applies.",
    BY_HAND: "Somebody stopped it.",
    CASE_ENDED: "The case has ended.",
    CASE_ON_HOLD: "The case is on hold.",
    RESTRICTED: "The case is restricted: nothing goes out by itself.",
    HIDDEN: "They may not know of this case.",
    KEPT_AWAY: "They do not take part, or are heard another way.",
    DIED: "They have died.",
    LEFT: "They no longer work here.",
    NO_SAFE_WAY: "No way to write to them is confirmed as safe.",
    SHARED: "Somebody else uses or sees what it would go to.",
    TOO_YOUNG: "They are under 16, or their age is not known, and nobody was agreed to pass it on.",
    LONG_AGO: "What is safe was confirmed too long ago.",
    LANGUAGE: "They read another language.",
    NOT_SAFE_TIME: "There is no safe hour left before it is too late.",
    TOO_MANY: "They have had three messages that day.",
    SENDING_OFF: "Sending is switched off.",
    TOO_LATE: "It was too late to send it.",
    REFUSED: "The provider refused it.",
    TRIED_TOO_OFTEN: "It was tried several times and did not go.",
    NOT_KNOWN_IF_SENT: "The mail server did not say whether it took it.",
    RULE_GONE: "This reminder is not used any more.",
    CHANGED: "Something has changed since it was looked at.",
    MOVED: "It goes later: the day has changed.",
    SAFE_HOUR: "It waits for an hour at which it is safe to write.",
    NO_PHONE: "The coordinator has no work phone to be rung on.",
    WITHDRAWN: "They do not agree, or no longer agree, to be contacted about this.",
    RING: "Somebody rings them about this.",
    OLD_SHEET: "A remark from the old sheet about them is not settled yet.",
    NO_PROVIDER: "This service cannot send it that way.",
}


def words(code: str) -> str:
    """The sentence for a code; the code itself where a newer version wrote it."""
    return WORDS.get(code, code)
