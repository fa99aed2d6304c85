"""What many changes at once did to what somebody is responsible for, in words."""

from collections import Counter

from orm.record import RecordKind
from resolvers.write.words import listed

#: How many of what, for each user: of a kind of record, or of what else people have.
Counts = Counter[tuple[int, str]]
NOUNS: dict[str, tuple[str, str]] = {
    **{kind: (kind.one, kind.many) for kind in RecordKind},
    "CUSTOM_FIELD": ("custom field", "custom fields"),
    "PARTICIPATION": ("participation in a project", "participations in projects"),
    "TASK": ("task", "tasks"),
}


def in_words(counts: Counts, form: str = "{}") -> dict[int, str]:
    """How many records of each kind, for each user."""
    words: dict[int, list[str]] = {}
    for (user, kind), count in sorted(counts.items()):
        words.setdefault(user, []).append(f"{count} {NOUNS[kind][count != 1]}")
    return {user: form.format(listed(some)) for user, some in words.items()}


def summaries(
    gained: Counts, lost: Counts, changed: Counts | None = None
) -> dict[int, dict[str, str]]:
    """The word {counts} of a summary, for each who gained, lost or has something that changed."""
    sides = (
        in_words(gained, "{} now yours"),
        in_words(lost, "{} no longer yours"),
        in_words(changed or Counter(), "{} of yours changed"),
    )
    people = sorted({user for side in sides for user in side})
    return {
        user: {"counts": ", ".join(side[user] for side in sides if user in side)} for user in people
    }
