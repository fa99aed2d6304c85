"""Who is told of what, and in which words: one line an event and a circle of people.

The first line that fits a person is the one they are told by. Nobody is told of what they did
themselves, nor of what they may not read; a line with even_if_unreadable names no more than the
title, and reaches those who could read the record until now.
"""

from dataclasses import dataclass

from notifications.domain_event import DomainEvent
from notifications.events import account, company, contact, deal, invoice, note, project, ticket
from notifications.stakeholders import (
    Recipients,
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
class AudienceRule:
    """One line of the table."""

    event: type[DomainEvent]
    who: Recipients
    text: str
    reason: Reason
    even_if_unreadable: bool = False
    #: Whether those are told who have not said whether they want to be.
    by_default: bool = True


REASONS: dict[Recipients, Reason] = {
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


def notify(
    event: type[DomainEvent],
    who: Recipients,
    text: str,
    *,
    even_if_unreadable: bool = False,
    by_default: bool = True,
) -> AudienceRule:
    """A line: of this event, these people are told so."""
    return AudienceRule(event, who, text, REASONS[who], even_if_unreadable, by_default)


NO_LONGER = "You are no longer responsible for {label}."
WAS_DELETED = "{label} was deleted."

AUDIENCE = (
    notify(company.CompanyCreated, responsible, "{by} created {label} and assigned it to you."),
    notify(company.CompanyUpdated, responsible, "{by} changed {label}."),
    notify(company.CompanyReassigned, the_new, "{by} assigned {label} to you."),
    notify(company.CompanyReassigned, the_old, NO_LONGER, even_if_unreadable=True),
    notify(company.CompanyReassigned, the_others, "{by} assigned {label} to {to}."),
    notify(company.CompanyDeleted, responsible, WAS_DELETED, even_if_unreadable=True),
    notify(contact.ContactUpdated, customer_managers, "{by} changed {label}."),
    notify(contact.ContactLinked, named_managers, "{by} linked {label} to {company}."),
    notify(contact.ContactLinked, customer_managers, "{by} changed {label}."),
    notify(contact.ContactUnlinked, named_managers, "{by} unlinked {label} from {company}."),
    notify(contact.ContactUnlinked, customer_managers, "{by} changed {label}."),
    notify(deal.DealCreated, responsible, "{by} created {label} and assigned it to you."),
    notify(deal.DealCreated, customer_managers, "{by} created {label} for {customer}."),
    notify(deal.DealUpdated, responsible, "{by} changed {label}."),
    notify(deal.DealUpdated, customer_managers, "{by} changed {label}."),
    notify(deal.DealMoved, responsible, "{by} moved {label} to {phase}."),
    notify(deal.DealMoved, customer_managers, "{by} moved {label} to {phase}."),
    notify(deal.DealWon, responsible, "{by} won {label}."),
    notify(deal.DealWon, customer_managers, "{by} won {label}."),
    notify(deal.DealLost, responsible, "{by} closed {label} as lost."),
    notify(deal.DealLost, customer_managers, "{by} closed {label} as lost."),
    notify(deal.DealReassigned, the_new, "{by} assigned {label} to you."),
    notify(deal.DealReassigned, the_old, NO_LONGER, even_if_unreadable=True),
    notify(deal.DealReassigned, the_others, "{by} assigned {label} to {to}."),
    notify(deal.DealReassigned, customer_managers, "{by} assigned {label} to {to}."),
    notify(deal.DealNeedsAttention, responsible, "{label} has been in {phase} for too long."),
    notify(deal.DealDeleted, responsible, WAS_DELETED, even_if_unreadable=True),
    notify(deal.DealDeleted, customer_managers, WAS_DELETED, even_if_unreadable=True),
    notify(deal.QuotationAccepted, responsible, "{quotation} for {label} was accepted."),
    notify(deal.QuotationAccepted, customer_managers, "{quotation} for {label} was accepted."),
    notify(invoice.InvoiceBooked, customer_managers, "{by} booked {label} for {customer}."),
    notify(invoice.InvoiceSent, customer_managers, "{by} sent {label} to {customer}."),
    notify(invoice.InvoicePaid, customer_managers, "{customer} paid {label}."),
    notify(
        project.ProjectCreated, responsible, "{by} created {label} and made you an owner of it."
    ),
    notify(project.ProjectCreated, customer_managers, "{by} created {label} for {customer}."),
    notify(project.ProjectUpdated, responsible, "{by} changed {label}."),
    notify(project.ProjectClosed, responsible, "{by} closed {label}."),
    notify(project.ProjectClosed, participants, "{by} closed {label}."),
    notify(project.ProjectOwnerAdded, the_new, "{by} made you an owner of {label}."),
    notify(project.ProjectOwnerAdded, the_others, "{by} made {who} an owner of {label}."),
    notify(project.ProjectOwnerRemoved, the_old, NO_LONGER, even_if_unreadable=True),
    notify(
        project.ProjectOwnerRemoved, the_others, "{by} removed {who} from the owners of {label}."
    ),
    notify(project.ProjectParticipantAdded, concerned, "{by} added you to {label}."),
    notify(project.ProjectParticipantAdded, responsible, "{by} added {who} to {label}."),
    notify(project.ProjectParticipantRemoved, concerned, "{by} removed you from {label}."),
    notify(project.ProjectParticipantRemoved, responsible, "{by} removed {who} from {label}."),
    notify(project.ProjectDeleted, responsible, WAS_DELETED, even_if_unreadable=True),
    notify(project.ProjectDeleted, participants, WAS_DELETED, even_if_unreadable=True),
    notify(ticket.TicketCreated, responsible, "New, and yours: {label}."),
    notify(ticket.TicketCreated, customer_managers, "New from {customer}: {label}."),
    notify(ticket.TicketAssigned, the_new, "{by} assigned {label} to you."),
    notify(ticket.TicketAssigned, the_old, NO_LONGER, even_if_unreadable=True),
    notify(ticket.TicketUnassigned, the_old, NO_LONGER, even_if_unreadable=True),
    notify(ticket.InternalNoteAdded, concerned, "{by} mentioned you in a note on {label}."),
    notify(ticket.InternalNoteAdded, responsible, "{by} added a note to {label}."),
    notify(ticket.CustomerReplied, responsible, "The customer replied to {label}."),
    notify(ticket.ColleagueReplied, responsible, "{by} answered {label}.", by_default=False),
    notify(ticket.TicketClosed, responsible, "{by} closed {label}."),
    notify(ticket.TicketReopened, responsible, "{label} is open again."),
    notify(note.NoteAdded, concerned, "{by} mentioned you in a note on {label}."),
    notify(note.NoteAdded, responsible, "{by} added a note to {label}."),
    notify(note.NoteAdded, customer_managers, "{by} added a note to {label}."),
    notify(account.UserDeactivated, concerned, "{by} deactivated {label}; now yours: {count}."),
    notify(account.UserDeactivated, admins, "{by} deactivated {label}."),
    notify(account.AccessChanged, concerned, "{by} changed what you may do."),
    notify(
        account.ResponsibilitiesTransferred,
        concerned,
        "{by} transferred responsibilities: {counts}.",
    ),
    notify(
        account.RecordsImported,
        concerned,
        "An import changed what you are responsible for: {counts}.",
    ),
)
