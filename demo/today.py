"""What people did this morning to invoices, projects and tickets, through the same doors."""

from demo.work import ANSWERS, ASIDE, THANKS
from orm.account import Account
from orm.deal import DealStatus
from orm.invoice import Invoice, InvoiceStatus
from orm.message import MessageType
from orm.project import ProjectOwner, ProjectStatus
from orm.quotation import Quotation, QuotationStatus
from orm.ticket import Ticket, TicketStatus
from permissions.viewer import Viewer
from resolvers import invoice, message, project, quotation, ticket
from resolvers.project import people
from resolvers.write.transaction import system_transaction


async def this_morning(account: Account, ada: Viewer, farah: Viewer, tom: Viewer) -> None:
    """Let invoices, an offer, a project and two tickets go their way."""
    async with system_transaction(ada.database, account.id):
        invoices = Invoice.filter(account_id=account.id).order_by("-id")
        draft = await invoices.filter(status=InvoiceStatus.DRAFT).first()
        due = await invoices.filter(status=InvoiceStatus.OUTSTANDING).first()
        offers = Quotation.filter(account_id=account.id, status=QuotationStatus.OPEN)
        offer = await offers.filter(deal__status=DealStatus.OPEN).order_by("-id").first()
        owners = ProjectOwner.filter(user_id=farah.id, project__status=ProjectStatus.ACTIVE)
        owned = await owners.order_by("-id").first()
        tickets = Ticket.filter(account_id=account.id, status=TicketStatus.NEW)
        first, second = await tickets.order_by("number").limit(2)
    assert draft is not None
    assert due is not None
    assert offer is not None
    assert owned is not None
    await invoice.book(ada, id=draft.id)
    await invoice.send(ada, id=draft.id)
    await invoice.pay(farah, id=due.id)
    await quotation.accept(tom, id=offer.id)
    await people.add_owner(ada, id=owned.project_id, user=tom.id)
    await project.close(tom, id=owned.project_id)
    await ticket.assign(tom, id=first.id, assigned_to=farah.id)
    await _say(tom, first, MessageType.INTERNAL, ASIDE[1])
    await _say(farah, first, MessageType.REPLY, ANSWERS[0])
    await _say(tom, first, MessageType.CUSTOMER, THANKS[0])
    await ticket.assign(ada, id=second.id, assigned_to=tom.id)
    await ticket.close(ada, id=second.id)


async def _say(viewer: Viewer, to: Ticket, type_: MessageType, body: str) -> None:
    await message.add(viewer, id=to.id, type=type_, body=body)
