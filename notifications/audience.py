"""Who is told of what, and in which words: one line an event and a circle of people.

The first line that fits a person is the one they are told by. Nobody is told of what they did
themselves, nor of what they may not read; a line with even_if_unreadable names no more than the
title, and reaches those who could read the record until now.
"""

from dataclasses import dataclass

from notifications.domain_event import Happened
from notifications.events import account, company, contact, deal, invoice, note, project, ticket
from notifications.stakeholders import (
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

    event: type[Happened]
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
    event: type[Happened],
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
    tell(company.CompanyCreated, responsible, "{by} created {label} and assigned it to you."),
    tell(company.CompanyUpdated, responsible, "{by} changed {label}."),
    tell(company.CompanyReassigned, the_new, "{by} assigned {label} to you."),
    tell(company.CompanyReassigned, the_old, NO_LONGER, even_if_unreadable=True),
    tell(company.CompanyReassigned, the_others, "{by} assigned {label} to {to}."),
    tell(company.CompanyDeleted, responsible, WAS_DELETED, even_if_unreadable=True),
    tell(contact.ContactUpdated, customer_managers, "{by} changed {label}."),
    tell(contact.ContactLinked, named_managers, "{by} linked {label} to {company}."),
    tell(contact.ContactLinked, customer_managers, "{by} changed {label}."),
    tell(contact.ContactUnlinked, named_managers, "{by} unlinked {label} from {company}."),
    tell(contact.ContactUnlinked, customer_managers, "{by} changed {label}."),
    tell(deal.DealCreated, responsible, "{by} created {label} and assigned it to you."),
    tell(deal.DealCreated, customer_managers, "{by} created {label} for {customer}."),
    tell(deal.DealUpdated, responsible, "{by} changed {label}."),
    tell(deal.DealUpdated, customer_managers, "{by} changed {label}."),
    tell(deal.DealMoved, responsible, "{by} moved {label} to {phase}."),
    tell(deal.DealMoved, customer_managers, "{by} moved {label} to {phase}."),
    tell(deal.DealWon, responsible, "{by} won {label}."),
    tell(deal.DealWon, customer_managers, "{by} won {label}."),
    tell(deal.DealLost, responsible, "{by} closed {label} as lost."),
    tell(deal.DealLost, customer_managers, "{by} closed {label} as lost."),
    tell(deal.DealReassigned, the_new, "{by} assigned {label} to you."),
    tell(deal.DealReassigned, the_old, NO_LONGER, even_if_unreadable=True),
    tell(deal.DealReassigned, the_others, "{by} assigned {label} to {to}."),
    tell(deal.DealReassigned, customer_managers, "{by} assigned {label} to {to}."),
    tell(deal.DealNeedsAttention, responsible, "{label} has been in {phase} for too long."),
    tell(deal.DealDeleted, responsible, WAS_DELETED, even_if_unreadable=True),
    tell(deal.DealDeleted, customer_managers, WAS_DELETED, even_if_unreadable=True),
    tell(deal.QuotationAccepted, responsible, "{quotation} for {label} was accepted."),
    tell(deal.QuotationAccepted, customer_managers, "{quotation} for {label} was accepted."),
    tell(invoice.InvoiceBooked, customer_managers, "{by} booked {label} for {customer}."),
    tell(invoice.InvoiceSent, customer_managers, "{by} sent {label} to {customer}."),
    tell(invoice.InvoicePaid, customer_managers, "{customer} paid {label}."),
    tell(project.ProjectCreated, responsible, "{by} created {label} and made you an owner of it."),
    tell(project.ProjectCreated, customer_managers, "{by} created {label} for {customer}."),
    tell(project.ProjectUpdated, responsible, "{by} changed {label}."),
    tell(project.ProjectClosed, responsible, "{by} closed {label}."),
    tell(project.ProjectClosed, participants, "{by} closed {label}."),
    tell(project.ProjectOwnerAdded, the_new, "{by} made you an owner of {label}."),
    tell(project.ProjectOwnerAdded, the_others, "{by} made {who} an owner of {label}."),
    tell(project.ProjectOwnerRemoved, the_old, NO_LONGER, even_if_unreadable=True),
    tell(project.ProjectOwnerRemoved, the_others, "{by} removed {who} from the owners of {label}."),
    tell(project.ProjectParticipantAdded, concerned, "{by} added you to {label}."),
    tell(project.ProjectParticipantAdded, responsible, "{by} added {who} to {label}."),
    tell(project.ProjectParticipantRemoved, concerned, "{by} removed you from {label}."),
    tell(project.ProjectParticipantRemoved, responsible, "{by} removed {who} from {label}."),
    tell(project.ProjectDeleted, responsible, WAS_DELETED, even_if_unreadable=True),
    tell(project.ProjectDeleted, participants, WAS_DELETED, even_if_unreadable=True),
    tell(ticket.TicketCreated, responsible, "New, and yours: {label}."),
    tell(ticket.TicketCreated, customer_managers, "New from {customer}: {label}."),
    tell(ticket.TicketAssigned, the_new, "{by} assigned {label} to you."),
    tell(ticket.TicketAssigned, the_old, NO_LONGER, even_if_unreadable=True),
    tell(ticket.TicketUnassigned, the_old, NO_LONGER, even_if_unreadable=True),
    tell(ticket.InternalNoteAdded, concerned, "{by} mentioned you in a note on {label}."),
    tell(ticket.InternalNoteAdded, responsible, "{by} added a note to {label}."),
    tell(ticket.CustomerReplied, responsible, "The customer replied to {label}."),
    tell(ticket.ColleagueReplied, responsible, "{by} answered {label}.", by_default=False),
    tell(ticket.TicketClosed, responsible, "{by} closed {label}."),
    tell(ticket.TicketReopened, responsible, "{label} is open again."),
    tell(note.NoteAdded, concerned, "{by} mentioned you in a note on {label}."),
    tell(note.NoteAdded, responsible, "{by} added a note to {label}."),
    tell(note.NoteAdded, customer_managers, "{by} added a note to {label}."),
    tell(account.UserDeactivated, concerned, "{by} deactivated {label}; now yours: {count}."),
    tell(account.UserDeactivated, admins, "{by} deactivated {label}."),
    tell(account.AccessChanged, concerned, "{by} changed what you may do."),
    tell(
        account.ResponsibilitiesTransferred,
        concerned,
        "{by} transferred responsibilities: {counts}.",
    ),
    tell(
        account.RecordsImported,
        concerned,
        "An import changed what you are responsible for: {counts}.",
    ),
)
