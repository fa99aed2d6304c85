"""Permissions on invoices."""

from orm.invoice import Invoice
from orm.user import Module
from permissions.company import unlimited
from permissions.deal import manager, with_contact
from permissions.rule import Access, admin, allow, nobody, with_module


class InvoiceAccess(Access[Invoice]):
    """Permissions on invoices."""

    model = Invoice
    module = Module.INVOICES

    read = allow(unlimited, manager, with_contact)
    create = allow(with_module)
    update = allow(unlimited, manager, with_contact)
    book = allow(unlimited, manager, with_contact)
    send = allow(unlimited, manager, with_contact)
    pay = allow(unlimited, manager, with_contact)
    assign = allow(nobody)
    delete = allow(manager, admin)
