"""What a reflection asks: the five Rs with their qualities, and the window of to, for, with, not.

The Rs and their fifteen "we are" qualities are those that Devon County Council publishes; the
questions are ours, as is the wording of the window, which West Berkshire Council explains.
"""

from dataclasses import dataclass, replace

from conferences.models import Reflection, RewordedPrompt

SOURCE = (
    "The five Rs and their fifteen qualities are Devon County Council’s principles of restorative "
    "practice. The questions are this product’s own."
)
WINDOW_SOURCE = (
    "The social discipline window, as West Berkshire Council explains it: how much challenge, and "
    "how much support, there was."
)
Place = Reflection.Place
# In a sentence, and what each pane is.
WINDOW = {
    Place.TO: ("high challenge, low support", "Things were done to people."),
    Place.WITH: ("high challenge, high support", "Things were done with people."),
    Place.NOT: ("low challenge, low support", "Not much was done at all."),
    Place.FOR: ("low challenge, high support", "Things were done for people."),
}


@dataclass(frozen=True)
class Prompt:
    """One R. `qualities` are what comes after "We are"."""

    key: str
    name: str
    qualities: tuple[str, ...]
    question: str
    reworded: RewordedPrompt | None = None

    @property
    def we_are(self) -> str:
        return ", ".join(self.qualities)


PUBLISHED = (
    Prompt(
        "relational",
        "Relational",
        ("trustworthy", "caring", "collaborative"),
        "What did we do to build trust, and what did we do together?",
    ),
    Prompt(
        "respect",
        "Respect",
        ("participatory", "honest", "inclusive"),
        "Who was heard, and who was not? What was hard to say honestly?",
    ),
    Prompt(
        "responsibility",
        "Responsibility",
        ("empowering", "informed", "risk-aware"),
        "Whose decision was it? What did we know of the risk, and what did we leave to others?",
    ),
    Prompt(
        "resilience",
        "Resilience",
        ("trauma-informed", "curious", "patient"),
        "What may have happened to people that we could not see? Where did we ask, or wait?",
    ),
    Prompt(
        "reflective",
        "Reflective",
        ("flexible", "responsive", "outcomes-focused"),
        "What would I do another way, and what would be better for people then?",
    ),
)
BY_KEY = {prompt.key: prompt for prompt in PUBLISHED}


def prompts() -> list[Prompt]:
    """The five as this service words them: one query."""
    reworded = {
        row.key: row for row in RewordedPrompt.objects.select_related("changed_by") if row.question
    }
    return [_as_worded(prompt, reworded.get(prompt.key)) for prompt in PUBLISHED]


def qualities_in(text: str) -> tuple[str, ...]:
    """Words with commas between, each once."""
    return tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))


def _as_worded(prompt: Prompt, row: RewordedPrompt | None) -> Prompt:
    if row is None:
        return prompt
    return replace(
        prompt, question=row.question, qualities=qualities_in(row.qualities), reworded=row
    )
