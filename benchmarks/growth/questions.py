"""What is asked of an account, whatever its size."""

from dataclasses import dataclass

PAGE = "nodes { id title status assignedTo { name } }"
ORDERS = ("TITLE", "AMOUNT", "STATUS", "EXPECTED_CLOSING", "CLOSED_AT", "CREATED_AT", "UPDATED_AT")


@dataclass(frozen=True)
class GrowthQuestion:
    """A document, and how many times its cost at the smaller size it may cost at the larger."""

    name: str
    text: str
    times: float | None


def deals(arguments: str, asked: str = PAGE) -> str:
    """A document that asks for deals."""
    return f"{{ deals({arguments}) {{ {asked} }} }}"


PAGES = [
    GrowthQuestion(
        f"page by {field.lower()} {direction.lower()}",
        deals(f"first: 50, orderBy: {{field: {field}, direction: {direction}}}"),
        1.5,
    )
    for field in ORDERS
    for direction in ("ASC", "DESC")
]
FILTERED = [
    GrowthQuestion(f"page of {name}", deals(f"first: 50, filter: {{{condition}}}{order}"), 1.5)
    for name, condition, order in (
        ("open, largest first", "status: [OPEN]", ", orderBy: {field: AMOUNT, direction: DESC}"),
        ("open, newest first", "status: [OPEN]", ", orderBy: {field: CREATED_AT, direction: DESC}"),
        ("won, by title", "status: [WON]", ""),
        ("one phase, by title", 'phase: ["Phase:2"]', ""),
        ("one company", 'company: ["Company:77"]', ""),
        ("one assignee, by title", 'assignedTo: {is: "User:9"}', ""),
        (
            "one assignee, newest first",
            'assignedTo: {is: "User:9"}',
            ", orderBy: {field: CREATED_AT, direction: DESC}",
        ),
        ("mine, open", "assignedTo: {isMe: true}, status: [OPEN]", ""),
        ("an amount, by title", 'amount: {min: "89000.00"}', ""),
        ("a month", 'createdAt: {from: "2024-02-01T00:00:00Z", to: "2024-03-01T00:00:00Z"}', ""),
    )
]
SEARCHES = [
    GrowthQuestion("search that few match", deals('first: 50, filter: {search: "zugsp"}'), 3),
    GrowthQuestion(
        "search that few match, counted",
        deals('first: 50, filter: {search: "zugsp"}', "totalCount"),
        3,
    ),
    GrowthQuestion("search that many match", deals('first: 50, filter: {search: "renew"}'), 3),
]
#: A count walks what it counts; what it may cost is said beside the same SQL by hand.
COUNTS = [
    GrowthQuestion("count of all", deals("first: 0", "totalCount"), None),
    GrowthQuestion(
        "count of open", deals("first: 0, filter: {status: [OPEN]}", "totalCount"), None
    ),
    GrowthQuestion(
        "by responsible", deals("first: 0", "byResponsible { user { name } count }"), None
    ),
]
QUESTIONS = [*PAGES, *FILTERED, *SEARCHES, *COUNTS]
