"""Permissions on quotations."""

from orm.quotation import Quotation
from orm.user import Module
from permissions.deal import DealAccess
from permissions.rule import Access, Rule, allow, with_its

reader = Rule("everyone who may read its deal", with_its("deal_id", DealAccess, "read"))
editor = Rule("everyone who may change its deal", with_its("deal_id", DealAccess, "update"))


class QuotationAccess(Access[Quotation]):
    """Permissions on quotations."""

    model = Quotation
    module = Module.DEALS

    read = allow(reader)
    update = allow(editor)
    accept = allow(editor)
    refuse = allow(editor)
    delete = allow(editor)
