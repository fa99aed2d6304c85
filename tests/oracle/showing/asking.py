"""What everybody is asked after every step, and the answer in a form that can be compared."""

from typing import Any

import orjson

PAGE = "{ totalCount nodes { id } }"
ALL = f"(first: 100) {PAGE}"
RECORD = f"""label version
  responsibilities {{ role user {{ id }} }} notes{ALL} viewerCan {{ read update assign delete }}
  responsibilityHistory(first: 100) {{ nodes {{ role from {{ id }} to {{ id }} by {{ id }} }} }}"""
FIELDS = {
    "Company": f"""{RECORD}
      accountManager {{ id }} secondAccountManager {{ id }} deals{ALL}""",
    "Deal": f"""{RECORD} status phase {{ id }} customer {{ __typename ... on Company {{ id }} }}
      assignedTo {{ id }} secondAssignedTo {{ id }}""",
    "Note": "record { id } author { id } mentions { id }",
    "User": f"""works: status isAdmin crmAccess modules
      responsibleFor {{ companies{ALL} deals{ALL} }}""",
}
LISTS = {"companies": "crm", "deals": "deals"}
DOCUMENT = f"""query($ids: [ID!]!, $crm: Boolean!, $deals: Boolean!) {{
  nodes(ids: $ids) {{ __typename id {
    " ".join(f"... on {type_} {{ {fields} }}" for type_, fields in FIELDS.items())
} }}
  companies(first: 100) @include(if: $crm) {PAGE}
  ours: companies(first: 100, filter: {{ accountManager: {{ isMe: true }} }}) @include(if: $crm)
    {PAGE}
  deals(first: 100) @include(if: $deals) {PAGE}
  won: deals(first: 100, filter: {{ status: [WON] }}) @include(if: $deals) {PAGE}
  notifications(first: 100) {{ totalCount nodes {{
    sequence event reason text by {{ id }} record {{ id }} recordLabel
  }} }}
  unreadNotificationCount
}}"""
ORDERED = ("notifications",)


def sorted_lists(value: Any, key: str = "") -> Any:
    """The same with every list in one order, but for those whose order is part of the answer."""
    if isinstance(value, dict):
        return {name: it if name in ORDERED else sorted_lists(it) for name, it in value.items()}
    if isinstance(value, list):
        return sorted(map(sorted_lists, value), key=orjson.dumps)
    return value
