"""What everybody is asked after every step, and the answer in a form that can be compared."""

from typing import Any

import orjson

from tests.model.statistics import NEVER
from tests.model.world import CRM, DEALS, INVOICES, KINDS, PROJECTS, TICKETS, Key
from tests.oracle.showing import figures

PAGE = "{ totalCount nodes { id } }"
#: How much is asked of a list in a list; of longer ones, the count alone is compared.
FEW = 12
ALL = f"(first: {FEW}) {PAGE}"
RECORD = f"""label version
  responsibilities {{ role user {{ id }} }} notes{ALL} viewerCan {{ read update assign delete }}
  customFields {{ field {{ id }} text number user {{ id }} company {{ id }} contact {{ id }} }}
  responsibilityHistory(first: 20) {{ nodes {{ role from {{ id }} to {{ id }} by {{ id }} }} }}"""
CUSTOMER = "customer { __typename ... on Company { id } ... on Contact { id } }"
FIELDS = {
    "Company": f"""{RECORD}
      accountManager {{ id }} secondAccountManager {{ id }}
      deals{ALL} contacts{ALL} invoices{ALL} tickets{ALL} projects{ALL}""",
    "Contact": f"""{RECORD}
      companies {{ company {{ id }} }} deals{ALL} invoices{ALL} createdBy {{ id }}""",
    "Deal": f"""{RECORD} status phase {{ id }} {CUSTOMER}
      assignedTo {{ id }} secondAssignedTo {{ id }} quotations {{ id }}""",
    "Invoice": f"{RECORD} {CUSTOMER} paid: status about: deal {{ id }}",
    "Ticket": f"""{RECORD} {CUSTOMER} number turn: status assignee: assignedTo {{ id }}
      reopened replyCount messages{ALL} inbox {{ id }} closedAutomatically closedBy {{ id }}""",
    "Project": f"""{RECORD} state: status editors budget {{ amount }} owners {{ id }}
      participants {{ __typename ... on User {{ id }} ... on Team {{ id }} }}
      customers {{ __typename ... on Company {{ id }} ... on Contact {{ id }} }}
      invoices{ALL} tasks{ALL}""",
    "Task": """project { id } done doer: assignee {
      __typename ... on User { id } ... on Team { id } }""",
    "Quotation": "title offer: status of: deal { id }",
    "Message": "type sentBy { id } ticket { id }",
    "Note": "record { id } author { id } mentions { id }",
    "CustomFieldDefinition": "level: kind",
    "Segment": "of: kind",
    "Team": "called: name led: lead { id } members { id }",
    "User": f"""works: status isAdmin crmAccess modules teams {{ id }}
      responsibleFor {{ companies{ALL} deals{ALL} tickets{ALL} projects{ALL} }}""",
}
#: The variables that say whether a module is there, and the lists of each kind by these.
FLAGS = {"crm": CRM, "deals": DEALS, "invoices": INVOICES, "projects": PROJECTS, "tickets": TICKETS}
LISTS = {
    it.plural: flag
    for it in KINDS.values()
    for flag, module in FLAGS.items()
    if module == it.module
}
VARIABLES = ", ".join(
    [f"${it}: [ID!]!" for it in FIELDS] + [f"${name}: Boolean!" for name in FLAGS]
)
#: The nodes of each type apart, so that a page in one costs nothing for the others.
NODES = "{type_}: nodes(ids: ${type_}) {{ __typename id ... on {type_} {{ {fields} }} }}"
DOCUMENT = f"""query($me: ID!, $inbox: ID!, {VARIABLES}) {{
  {" ".join(NODES.format(type_=type_, fields=fields) for type_, fields in FIELDS.items())}
  {" ".join(f"{name}(first: 100) @include(if: ${flag}) {PAGE}" for name, flag in LISTS.items())}
  ours: companies(first: 100, filter: {{ accountManager: {{ isMe: true }} }}) @include(if: $crm)
    {PAGE}
  won: deals(first: 100, filter: {{ status: [WON] }}) @include(if: $deals) {PAGE}
  taken: tickets(first: 100, filter: {{ assignedTo: {{ isMe: true }} }}) @include(if: $tickets)
    {PAGE}
  account {{ id }} teams {{ id name lead {{ id }} members {{ id }} }}
  pipelines {{ phases {{ id }} }}
  customFieldDefinitions {{ id label type }}
  inboxes @include(if: $tickets) {{ id name closeAfterDays }}
  {figures.ASKED}
  notifications(first: 100) {{ totalCount nodes {{
    sequence event reason text read by {{ id }} record {{ id }} recordLabel
  }} }}
  unreadNotificationCount
}}"""
BRIEF = """... on Record {
    label viewerCan { read update assign delete } customFields { field { id } }
  }
  ... on Company { responsibilityHistory(first: 20) { nodes { role } } }
  ... on Contact { companies { company { id } } }
  ... on Project { budget { amount } }
  ... on User { isAdmin crmAccess modules }"""
#: Less of it, for who asks very often: whether one sees something, and may do what.
BRIEFLY = f"""query({VARIABLES}) {{
  {" ".join(f"{type_}: nodes(ids: ${type_}) {{ __typename id {BRIEF} }}" for type_ in FIELDS)}
  {" ".join(f"{name}(first: 100) @include(if: ${flag}) {PAGE}" for name, flag in LISTS.items())}
  account {{ id }} teams {{ id }} pipelines {{ phases {{ id }} }}
  customFieldDefinitions {{ id label type }}
  inboxes @include(if: $tickets) {{ name }}
}}"""


def by_type(ids: list[Key]) -> dict[str, list[Key]]:
    """The ids of each type, as the documents ask for them."""
    return {type_: [it for it in ids if it.partition(":")[0] == type_] for type_ in FIELDS}


ORDERED = ("notifications",)


def sorted_lists(value: Any, key: str = "") -> Any:
    """The same with every list in one order, but for those whose order is part of the answer."""
    if isinstance(value, dict):
        if value.keys() == NEVER.keys():
            return figures.to_the_day(value)
        if value.get("totalCount", 0) > FEW and key not in LISTS:
            return {"totalCount": value["totalCount"]}
        return {
            name: it if name in ORDERED else sorted_lists(it, name) for name, it in value.items()
        }
    if isinstance(value, list):
        return sorted(map(sorted_lists, value), key=orjson.dumps)
    return value


def as_asked(shown: Any, answered: Any) -> Any:
    """What the model says, of that which was asked."""
    if isinstance(shown, dict) and isinstance(answered, dict):
        return {
            name: as_asked(it, answered[name]) for name, it in shown.items() if name in answered
        }
    if isinstance(shown, list) and isinstance(answered, list) and len(shown) == len(answered):
        return [as_asked(one, other) for one, other in zip(shown, answered, strict=True)]
    return shown


def difference(one: Any, other: Any, path: str = "") -> str:
    """Where two answers differ first, in words; empty where they do not."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        parts = ((one[name], other[name], f"{path}.{name}") for name in one)
        return next((found for it in parts if (found := difference(*it))), "")
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        parts = ((a, b, f"{path}.{at}") for at, (a, b) in pairs)
        return next((found for it in parts if (found := difference(*it))), "")
    return "" if one == other else f"{path} is {one}, but the model says {other}"
