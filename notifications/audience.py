"""Who is told of what, and in which words: one line an event and a circle of people.

The first line that fits a person is the one they are told by. Nobody is told of what they did
themselves, nor of what they may not read; a line with even_if_unreadable names no more than the
title, and reaches those who could read the record until now.
"""

from dataclasses import dataclass

from notifications import events as e
from notifications.circle import (
    Selector,
    admins,
    concerned,
    customer_managers,
    named_managers,
    participants,
    responsible,
    the_new,
    the_old,
    the_others,
)
from orm.notification import NotificationReason as Reason


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    event: type[e.Happened]
    who: Selector
    text: str
    reason: Reason
    even_if_unreadable: bool = False
    #: Whether those are told who have not said whether they want to be.
    by_default: bool = True


REASONS: dict[Selector, Reason] = {
    responsible: Reason.RESPONSIBLE,
    the_others: Reason.RESPONSIBLE,
    the_new: Reason.BECAME_RESPONSIBLE,
    the_old: Reason.NO_LONGER_RESPONSIBLE,
    participants: Reason.TAKES_PART,
    customer_managers: Reason.MANAGES_THE_CUSTOMER,
    named_managers: Reason.MANAGES_THE_CUSTOMER,
    admins: Reason.ADMINISTRATOR,
    concerned: Reason.CONCERNED,
}


def tell(
    event: type[e.Happened],
    who: Selector,
    text: str,
    *,
    even_if_unreadable: bool = False,
    by_default: bool = True,
) -> Line:
    """A line: of this event, these people are told so."""
    return Line(event, who, text, REASONS[who], even_if_unreadable, by_default)


NO_LONGER = "You are no longer responsible for {label}."
WAS_DELETED = "{label} was deleted."

AUDIENCE = (
    tell(e.CompanyCreated, responsible, "{by} created {label} and assigned it to you."),
    tell(e.CompanyUpdated, responsible, "{by} changed {label}."),
    tell(e.CompanyReassigned, the_new, "{by} assigned {label} to you."),
    tell(e.CompanyReassigned, the_old, NO_LONGER, even_if_unreadable=True),
    tell(e.CompanyReassigned, the_others, "{by} assigned {label} to {to}."),
    tell(e.CompanyDeleted, responsible, WAS_DELETED, even_if_unreadable=True),
    tell(e.ContactUpdated, customer_managers, "{by} changed {label}."),
    tell(e.ContactLinked, named_managers, "{by} linked {label} to {company}."),
    tell(e.ContactLinked, customer_managers, "{by} changed {label}."),
    tell(e.ContactUnlinked, named_managers, "{by} unlinked {label} from {company}."),
    tell(e.ContactUnlinked, customer_managers, "{by} changed {label}."),
    tell(e.DealCreated, responsible, "{by} created {label} and assigned it to you."),
    tell(e.DealCreated, customer_managers, "{by} created {label} for {customer}."),
    tell(e.DealUpdated, responsible, "{by} changed {label}."),
    tell(e.DealUpdated, customer_managers, "{by} changed {label}."),
    tell(e.DealMoved, responsible, "{by} moved {label} to {phase}."),
    tell(e.DealMoved, customer_managers, "{by} moved {label} to {phase}."),
    tell(e.DealWon, responsible, "{by} won {label}."),
    tell(e.DealWon, customer_managers, "{by} won {label}."),
    tell(e.DealLost, responsible, "{by} closed {label} as lost."),
    tell(e.DealLost, customer_managers, "{by} closed {label} as lost."),
    tell(e.DealReassigned, the_new, "{by} assigned {label} to you."),
    tell(e.DealReassigned, the_old, NO_LONGER, even_if_unreadable=True),
    tell(e.DealReassigned, the_others, "{by} assigned {label} to {to}."),
    tell(e.DealReassigned, customer_managers, "{by} assigned {label} to {to}."),
    tell(e.DealNeedsAttention, responsible, "{label} has been in {phase} for too long."),
    tell(e.DealDeleted, responsible, WAS_DELETED, even_if_unreadable=True),
    tell(e.DealDeleted, customer_managers, WAS_DELETED, even_if_unreadable=True),
    tell(e.QuotationAccepted, responsible, "{quotation} for {label} was accepted."),
    tell(e.QuotationAccepted, customer_managers, "{quotation} for {label} was accepted."),
    tell(e.InvoiceBooked, customer_managers, "{by} booked {label} for {customer}."),
    tell(e.InvoiceSent, customer_managers, "{by} sent {label} to {customer}."),
    tell(e.InvoicePaid, customer_managers, "{customer} paid {label}."),
    tell(e.ProjectCreated, responsible, "{by} created {label} and made you an owner of it."),
    tell(e.ProjectCreated, customer_managers, "{by} created {label} for {customer}."),
    tell(e.ProjectUpdated, responsible, "{by} changed {label}."),
    tell(e.ProjectClosed, responsible, "{by} closed {label}."),
    tell(e.ProjectClosed, participants, "{by} closed {label}."),
    tell(e.ProjectOwnerAdded, the_new, "{by} made you an owner of {label}."),
    tell(e.ProjectOwnerAdded, the_others, "{by} made {who} an owner of {label}."),
    tell(e.ProjectOwnerRemoved, the_old, NO_LONGER, even_if_unreadable=True),
    tell(e.ProjectOwnerRemoved, the_others, "{by} removed {who} from the owners of {label}."),
    tell(e.ProjectParticipantAdded, concerned, "{by} added you to {label}."),
    tell(e.ProjectParticipantAdded, responsible, "{by} added {who} to {label}."),
    tell(e.ProjectParticipantRemoved, concerned, "{by} removed you from {label}."),
    tell(e.ProjectParticipantRemoved, responsible, "{by} removed {who} from {label}."),
    tell(e.ProjectDeleted, responsible, WAS_DELETED, even_if_unreadable=True),
    tell(e.ProjectDeleted, participants, WAS_DELETED, even_if_unreadable=True),
    tell(e.TicketCreated, responsible, "New, and yours: {label}."),
    tell(e.TicketCreated, customer_managers, "New from {customer}: {label}."),
    tell(e.TicketAssigned, the_new, "{by} assigned {label} to you."),
    tell(e.TicketAssigned, the_old, NO_LONGER, even_if_unreadable=True),
    tell(e.TicketUnassigned, the_old, NO_LONGER, even_if_unreadable=True),
    tell(e.InternalNoteAdded, concerned, "{by} mentioned you in a note on {label}."),
    tell(e.InternalNoteAdded, responsible, "{by} added a note to {label}."),
    tell(e.CustomerReplied, responsible, "The customer replied to {label}."),
    tell(e.ColleagueReplied, responsible, "{by} answered {label}.", by_default=False),
    tell(e.TicketClosed, responsible, "{by} closed {label}."),
    tell(e.TicketReopened, responsible, "{label} is open again."),
    tell(e.NoteAdded, concerned, "{by} mentioned you in a note on {label}."),
    tell(e.NoteAdded, responsible, "{by} added a note to {label}."),
    tell(e.NoteAdded, customer_managers, "{by} added a note to {label}."),
    tell(e.UserDeactivated, concerned, "{by} deactivated {label}; now yours: {count}."),
    tell(e.UserDeactivated, admins, "{by} deactivated {label}."),
    tell(e.AccessChanged, concerned, "{by} changed what you may do."),
    tell(e.ResponsibilitiesTransferred, concerned, "{by} transferred responsibilities: {counts}."),
    tell(e.RecordsImported, concerned, "An import changed what you are responsible for: {counts}."),
)
