"""Which operation comes next."""

from collections.abc import Callable

from hypothesis import strategies as st

from tests.model.world import Contact, Invoice, Project, Ticket
from tests.oracle.choosing import fields, importing, people, sales, segments, work
from tests.oracle.choosing.choosing import Choosing, Drawn, simple
from tests.oracle.verbs import Operation

CHOICES: dict[str, Callable[[Choosing, str], Drawn]] = {
    "create_company": sales.create_company,
    "update_company": sales.update_company,
    "assign_company": sales.assign_company,
    "delete_company": sales.delete_company,
    "create_deal": sales.create_deal,
    "update_deal": sales.update_deal,
    "assign_deal": sales.assign_deal,
    "move_deal": sales.move_deal,
    "close_deal": sales.close_deal,
    "delete_deal": sales.delete_deal,
    "create_contact": sales.create_contact,
    "update_contact": sales.update_contact,
    "link": sales.link,
    "unlink": sales.link,
    "delete_contact": simple(Contact),
    "create_quotation": sales.create_quotation,
    "update_quotation": sales.update_quotation,
    "accept": sales.quotation,
    "refuse": sales.quotation,
    "delete_quotation": sales.quotation,
    "create_invoice": sales.create_invoice,
    "update_invoice": sales.update_invoice,
    "book": simple(Invoice),
    "send": simple(Invoice),
    "pay": simple(Invoice),
    "delete_invoice": simple(Invoice),
    "create_ticket": work.create_ticket,
    "update_ticket": work.update_ticket,
    "assign_ticket": work.assign_ticket,
    "say": work.say,
    "close_ticket": simple(Ticket),
    "reopen_ticket": simple(Ticket),
    "delete_ticket": simple(Ticket),
    "elapse": work.elapse,
    "import_records": importing.import_records,
    "import_people": importing.import_people,
    "create_project": work.create_project,
    "update_project": work.update_project,
    "close_project": simple(Project),
    "delete_project": simple(Project),
    "add_owner": work.owner,
    "remove_owner": work.owner,
    "add_participant": work.participant,
    "remove_participant": work.participant,
    "create_task": work.create_task,
    "complete_task": work.task,
    "delete_task": work.task,
    "define_field": fields.define,
    "rename_field": fields.rename,
    "remove_field": fields.remove,
    "set_field": fields.put,
    "create_segment": segments.create,
    "update_segment": segments.update,
    "delete_segment": segments.delete,
    "create_inbox": people.create_inbox,
    "update_inbox": people.update_inbox,
    "delete_inbox": people.delete_inbox,
    "create_team": people.create_team,
    "update_team": people.update_team,
    "delete_team": people.delete_team,
    "invite": people.invite,
    "prefer": people.prefer,
    "mark_read": people.mark_read,
    "snooze": people.snooze,
    "plan": people.plan,
    "boost": people.boost,
    "add_note": work.add_note,
    "set_access": people.set_access,
    "deactivate": people.deactivate,
    "transfer": people.transfer,
    "switch_seconds": people.switch_seconds,
}
#: What decides who sees and hears of much comes more often; what the operator does, seldom, since
#: the service then makes up its mind about everybody anew.
WEIGHTS = {
    **dict.fromkeys(("assign_company", "assign_deal", "set_access"), 5),
    **dict.fromkeys(("say", "link", "unlink", "add_note", "deactivate", "transfer"), 3),
    "set_field": 4,
    **dict.fromkeys(
        ("switch_seconds", "plan", "boost", "create_inbox", "create_team", "invite"), 1
    ),
}
OFTEN = [name for name in CHOICES for _ in range(WEIGHTS.get(name, 2))]
PROJECT = ("project", "owner", "participant", "task")
#: The verbs of each kind, to dwell on one.
ABOUT = {
    "Company": ["create_company", "update_company", "assign_company", "delete_company"],
    "Contact": ["create_contact", "update_contact", "link", "unlink", "delete_contact"],
    "Deal": ["create_deal", "update_deal", "assign_deal", "move_deal", "close_deal", "delete_deal"],
    "DealNeedsAttention": ["elapse", "create_deal", "move_deal", "assign_deal"],
    "Quotation": ["create_quotation", "update_quotation", "accept", "refuse", "delete_quotation"],
    "Invoice": ["create_invoice", "update_invoice", "book", "send", "pay", "delete_invoice"],
    "Project": [name for name in CHOICES if name.endswith(PROJECT)],
    "Task": ["create_project", "create_task", "complete_task", "delete_task"],
    "Colleague": ["say", "say", "say", "prefer"],
    "Ticket": [
        "create_ticket",
        "update_ticket",
        "assign_ticket",
        "say",
        "close_ticket",
        "reopen_ticket",
    ],
    "Note": ["add_note"],
    "RecordsImported": ["import_records"],
    "Team": ["create_team", "update_team", "delete_team", "import_people", "add_participant"],
    "User": ["deactivate", "transfer", "set_access", "invite"],
    "Inbox": ["create_inbox", "update_inbox", "delete_inbox"],
    "Segment": ["create_segment", "update_segment", "delete_segment"],
    "CustomField": ["define_field", "rename_field", "remove_field", "set_field"],
}


#: What the names of events and verbs have in common.
WORDS = {
    "Deleted": "delete_",
    "Created": "create_",
    "Updated": "update_",
    "Reassigned": "assign_",
    "Unassigned": "assign_",
    "Unlinked": "unlink",
    "Booked": "book",
    "Sent": "send",
    "send": "send",
    "Paid": "pay",
    "Moved": "move",
    "Won": "close_",
    "Lost": "close_",
    "Reopened": "reopen_",
    "Accepted": "accept",
    "OwnerAdded": "add_owner",
    "OwnerRemoved": "owner",
    "ParticipantAdded": "add_participant",
    "ParticipantRemoved": "remove_participant",
}


def dwell(name: str) -> None:
    """Choose more often what is about a kind, from now on; an empty name is about all alike."""
    OFTEN[:] = [it for it in CHOICES for _ in range(WEIGHTS.get(it, 2))]
    for kind, verbs in ABOUT.items():
        if name.startswith(kind):
            # What is said of one event is shown by what it comes from.
            words = [verb for word, verb in WORDS.items() if word in name]
            single = [verb for verb in verbs if any(word in verb for word in words)]
            verbs = single or verbs
            OFTEN.extend(verbs * (len(OFTEN) // len(verbs)))
            OFTEN.extend(["switch_seconds", "plan", "set_access"] * 2)


def operation(it: Choosing) -> Operation:
    """What comes next."""
    name = it.draw(st.sampled_from(OFTEN))
    return Operation(*CHOICES[name](it, name))
