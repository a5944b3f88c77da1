"""What people of a network are to the children of a case, as a meeting keeps it."""

from collections.abc import Iterable

from cases.models import CaseChild, Relationship


def relation_to(young: Iterable[CaseChild], people: Iterable[int]) -> dict[int, str]:
    """What each of these people is to the children, in the family's words, by their key."""
    children = {child.person_id: child.person for child in young}
    ties = Relationship.objects.current().between(list(children), list(people))
    words: dict[int, list[str]] = {}
    for tie in ties.select_related("person", "relative").order_by("pk"):
        child = children.get(tie.relative_id) or children.get(tie.person_id)
        if child:
            words.setdefault(tie.other_than(child).pk, []).append(tie.word_for_other_to(child))
    return {key: ", ".join(dict.fromkeys(said))[:100] for key, said in words.items()}
