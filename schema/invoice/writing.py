"""What can be written to invoices."""

import datetime

import strawberry

from resolvers import invoice as resolvers
from schema.custom_field.writing import FIRST, SET, CustomFieldInput
from schema.invoice import Invoice
from schema.types.fields import given, mutation, ref
from schema.types.money import MoneyInput
from schema.types.payload import CONFIRM, VERSION, WRITTEN, DeleteInput, DeletePayload, UserError


@strawberry.input(description="An invoice to be drafted.")
class CreateInvoiceInput:
    """An invoice to be drafted."""

    customer: strawberry.ID = ref("Who pays; a company or a contact.", "Company", "Contact")
    total: MoneyInput | None = given("How much; nothing when not said.", null="is left out")
    deal: strawberry.ID | None = ref("For which deal.", "Deal")
    project: strawberry.ID | None = ref("For which project.", "Project")
    due_on: datetime.date | None = given("Until when it is to be paid.")
    custom_fields: list[CustomFieldInput] | None = given(FIRST)
    confirm_loss_of_access: bool | None = given(CONFIRM, null="is left out")


@strawberry.input(description="What is to be changed of an invoice; what is left out stays.")
class UpdateInvoiceInput:
    """What is to be changed of an invoice."""

    id: strawberry.ID = ref("Which.", "Invoice")
    version: int | None = given(VERSION, null="is left out")
    customer: strawberry.ID | None = ref(
        "Who pays; of a draft only.", "Company", "Contact", null="is refused"
    )
    total: MoneyInput | None = given("How much; of a draft only.", null="is refused")
    deal: strawberry.ID | None = ref("For which deal.", "Deal")
    project: strawberry.ID | None = ref("For which project.", "Project")
    due_on: datetime.date | None = given("Until when it is to be paid.")
    custom_fields: list[CustomFieldInput] | None = given(SET)
    confirm_loss_of_access: bool | None = given(CONFIRM, null="is left out")


@strawberry.input(description="The invoice that something is done to.")
class InvoiceInput:
    """The invoice that something is done to."""

    id: strawberry.ID = ref("Which.", "Invoice")
    version: int | None = given(VERSION, null="is left out")


@strawberry.type(description="What became of a write to an invoice.")
class InvoicePayload:
    """What became of a write to an invoice."""

    invoice: Invoice | None = strawberry.field(description=WRITTEN)
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.type
class InvoiceMutations:
    """The roots that write invoices."""

    create_invoice: InvoicePayload = mutation(
        "Draft an invoice.", resolvers.create, CreateInvoiceInput
    )
    update_invoice: InvoicePayload = mutation(
        "Change an invoice.", resolvers.update, UpdateInvoiceInput
    )
    delete_invoice: DeletePayload = mutation(
        "Delete a draft.", resolvers.delete, DeleteInput, "Invoice"
    )
    book_invoice: InvoicePayload = mutation(
        "Give a draft the account's next number.", resolvers.book, InvoiceInput
    )
    send_invoice: InvoicePayload = mutation(
        "Say that an invoice was sent to the customer, maybe once more.",
        resolvers.send,
        InvoiceInput,
    )
    pay_invoice: InvoicePayload = mutation(
        "Say that an invoice was paid.", resolvers.pay, InvoiceInput
    )
