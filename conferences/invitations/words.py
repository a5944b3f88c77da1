"""The words of a text message, an email, a letter, and of what is told: for a reader of nine."""

from cases.reminders.words_for_time import long_day, short_day, time_words
from conferences.invitations.said import Purpose, Said, how_long
from conferences.models import MeetingInvitation, Participant

Channel, Way = MeetingInvitation.Channel, Participant.Way
BY = {Way.VIDEO.value: "by video", Way.PHONE.value: "by phone"}


def subject_of(said: Said, channel: str) -> str:
    """What stands over an email; a text and what is told have no subject."""
    if channel in (Channel.TEXT, Channel.TOLD):
        return ""
    start = f"Meeting {said.reference}" if said.reference else _capital(said.word)
    return {
        Purpose.CHANGE.value: f"{start}: something has changed",
        Purpose.CANCELLATION.value: f"{start}: please do not come",
    }.get(said.purpose, start)


def text_of(said: Said, channel: str) -> str:
    """What one person gets to read, or hears, whole."""
    if channel == Channel.TEXT:
        return _text_message(said)
    lines = [f"Hello {said.name},", *_news(said)]
    if said.purpose != Purpose.CANCELLATION:
        lines += [_facts(said), *_about(said)]
    lines.append(f"Questions? Ring {said.coordinator} on {said.phone}.")
    if channel != Channel.TOLD:
        lines.append("This message is just for you. Please do not pass it on.")
        lines.append(said.coordinator)
    return "\n\n".join(lines)


def _text_message(said: Said) -> str:
    when = f"on {short_day(said.starts_at)} at {time_words(said.starts_at)}"
    by = f" {BY[said.way]}" if said.way in BY else ""
    ring = f"Ring {said.coordinator} on {said.phone}."
    if said.purpose == Purpose.CANCELLATION:
        if said.is_for_them_alone:
            return f"You do not need to come to the meeting {when}. Questions? {ring}"
        return f"The meeting {when} is off. Questions? {ring}"
    if said.purpose == Purpose.CHANGE and said.has_new_time:
        return f"Your meeting{by} is now {when}. Questions? {ring}"
    if said.purpose == Purpose.CHANGE:
        return f"There is news about your meeting {when}. Please ring {said.coordinator} on {said.phone}."
    return f"You have a meeting{by} {when}. Questions? {ring}"


def _news(said: Said) -> list[str]:
    about = f" about {said.reference}" if said.reference else ""
    if said.purpose == Purpose.CANCELLATION:
        when = f"on {long_day(said.starts_at)} at {time_words(said.starts_at)}"
        if said.is_for_them_alone:
            return [f"You do not need to come to the meeting{about} {when}."]
        return [
            f"The {said.word}{about} {when} is off. Please do not come that day.",
            f"{said.coordinator} will tell you if there is a new day.",
        ]
    if said.purpose == Purpose.CHANGE:
        what = "day or time" if said.has_new_time else "place"
        return [f"Your {said.word}{about} has a new {what}. Here is what is right now."]
    return [f"You are invited to a {said.word}{about}."]


def _facts(said: Said) -> str:
    facts = [
        f"When: {long_day(said.starts_at)} at {time_words(said.starts_at)}",
        f"How long: about {how_long(said.ends_at - said.starts_at)}",
    ]
    if said.way in BY:
        facts.append(f"How: {BY[said.way]}. {said.coordinator} will tell you what to do.")
    elif said.place is None:
        facts.append(f"Where: {said.coordinator} will tell you.")
    else:
        facts.append(f"Where: {said.place.line}")
        if said.place.directions:
            facts.append(f"How to get there: {said.place.directions}")
    return "\n".join(facts)


def _about(said: Said) -> list[str]:
    if not said.has_rights:
        return [f"Please tell {said.coordinator} if you can come."]
    return [
        "You do not have to come. You can say yes now and change your mind later. "
        f"Please tell {said.coordinator}: yes, no or not sure.",
        f"You can bring somebody to help you. Tell {said.coordinator} first who it is.",
        f"Tell {said.coordinator} if you need an interpreter, a lift, someone to look after "
        "children, food you can eat, breaks, or help to get in.",
    ]


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
