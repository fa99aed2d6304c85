"""The three questions that are measured."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Question:
    """A document with its variables, and how many times the usual way Whose is to be over HTTP."""

    name: str
    title: str
    text: str
    variables: dict[str, Any]
    times_usual: float


Q1 = Question(
    "Q1",
    "50 companies with 8 scalars and manager",
    """query Companies($first: Int!) {
  companies(first: $first) {
    nodes {
      id name status email phone city country version
      accountManager { id name }
    }
  }
}""",
    {"first": 50},
    25,
)
Q2 = Question(
    "Q2",
    "50 companies with both managers and the first 5 deals of each with assignee",
    """query CompaniesWithDeals($first: Int!, $deals: Int!) {
  companies(first: $first) {
    nodes {
      id name status
      accountManager { id name }
      secondAccountManager { id name }
      deals(first: $deals) {
        nodes { id title status amount { amount currency } assignedTo { id name } }
      }
    }
  }
}""",
    {"first": 50, "deals": 5},
    60,
)
Q3 = Question(
    "Q3",
    "one company with manager",
    """query OneCompany($id: ID!) {
  company(id: $id) { id name status email city country accountManager { id name } }
}""",
    {"id": "Company:1"},
    25,
)
QUESTIONS = (Q1, Q2, Q3)
