"""Mutations of invoices."""

import datetime

import strawberry

from resolvers import invoice as resolvers
from schema.custom_field.writing import FIRST, SET, CustomFieldInput
from schema.invoice import Invoice
from schema.types.fields import given, mutation, ref
from schema.types.money import MoneyInput
from schema.types.payload import (
    CONFIRM,
    USER_ERRORS,
    VERSION,
    DeleteInput,
    DeletePayload,
    UserError,
    changes,
    written,
)


@strawberry.input(description="Invoice to create as a draft.")
class CreateInvoiceInput:
    """Invoice to create as a draft."""

    customer: strawberry.ID = ref("Id of the company or contact that pays.", "Company", "Contact")
    total: MoneyInput | None = given("Amount to pay; zero if left out.", null="is left out")
    deal: strawberry.ID | None = ref("Id of the deal that the invoice is for.", "Deal")
    project: strawberry.ID | None = ref("Id of the project that the invoice is for.", "Project")
    due_on: datetime.date | None = given("Last day for the payment.")
    custom_fields: list[CustomFieldInput] | None = given(FIRST)
    confirm_loss_of_access: bool | None = given(CONFIRM, null="is left out")


@strawberry.input(description=changes("an invoice"))
class UpdateInvoiceInput:
    """Changes to an invoice."""

    id: strawberry.ID = ref("Id of the invoice.", "Invoice")
    version: int | None = given(VERSION, null="is left out")
    customer: strawberry.ID | None = ref(
        "Id of the company or contact that pays. It can change only while the invoice is a draft.",
        "Company",
        "Contact",
        null="is refused",
    )
    total: MoneyInput | None = given(
        "Amount to pay. It can change only while the invoice is a draft.", null="is refused"
    )
    deal: strawberry.ID | None = ref("Id of the deal that the invoice is for.", "Deal")
    project: strawberry.ID | None = ref("Id of the project that the invoice is for.", "Project")
    due_on: datetime.date | None = given("Last day for the payment.")
    custom_fields: list[CustomFieldInput] | None = given(SET)
    confirm_loss_of_access: bool | None = given(CONFIRM, null="is left out")


@strawberry.input(description="Invoice to book, to mark as sent or to mark as paid.")
class InvoiceInput:
    """Invoice to book, to mark as sent or to mark as paid."""

    id: strawberry.ID = ref("Id of the invoice.", "Invoice")
    version: int | None = given(VERSION, null="is left out")


@strawberry.type(description="Result of a write to an invoice.")
class InvoicePayload:
    """Result of a write to an invoice."""

    invoice: Invoice | None = strawberry.field(description=written("invoice"))
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)


@strawberry.type
class InvoiceMutations:
    """Mutations of invoices."""

    create_invoice: InvoicePayload = mutation(
        "Create an invoice as a draft.", resolvers.create, CreateInvoiceInput
    )
    update_invoice: InvoicePayload = mutation(
        "Change an invoice.", resolvers.update, UpdateInvoiceInput
    )
    delete_invoice: DeletePayload = mutation(
        "Delete an invoice that is still a draft.", resolvers.delete, DeleteInput, "Invoice"
    )
    book_invoice: InvoicePayload = mutation(
        "Book a draft: give it the next invoice number of the account.",
        resolvers.book,
        InvoiceInput,
    )
    send_invoice: InvoicePayload = mutation(
        "Mark an invoice as sent to the customer. It can be sent more than once.",
        resolvers.send,
        InvoiceInput,
    )
    pay_invoice: InvoicePayload = mutation("Mark an invoice as paid.", resolvers.pay, InvoiceInput)
