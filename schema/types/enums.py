"""The enums of the other layers, as GraphQL shows them; annotations name the enums themselves."""

from typing import Any

import strawberry

from orm.account import Feature
from orm.company import CompanyStatus
from orm.custom_field import CustomFieldType
from orm.deal import DealStatus
from orm.entitlements import Booster, Plan
from orm.event import EventKind
from orm.invoice import InvoiceStatus
from orm.message import MessageType
from orm.notification import NotificationReason
from orm.project import ProjectEditors, ProjectStatus
from orm.quotation import QuotationStatus
from orm.record import RecordKind, ResponsibilityRole
from orm.segment import SegmentEditors, SegmentMatch, SegmentOperator, SegmentVisibility
from orm.ticket import TicketStatus
from orm.user import CrmAccess, Module, ProjectAccess, UserStatus
from resolvers.transfer import HandoverAction
from resolvers.write.errors import UserErrorCode
from schema.types.enum_values import VALUES
from subscriptions.stored_event import ChangeKind

DESCRIPTIONS = {
    Booster: "What can be added to a plan.",
    HandoverAction: "What becomes of a role of who leaves.",
    ChangeKind: "What happened to a record, for who hears of it.",
    CompanyStatus: "Whether one does business with a company.",
    CrmAccess: "Which companies and deals a user may see.",
    CustomFieldType: "What a custom field holds.",
    DealStatus: "How a deal ended, if it did.",
    EventKind: "What can happen.",
    Feature: "What the operator of the service can switch on for an account.",
    InvoiceStatus: "How far an invoice is.",
    MessageType: "Who says what to whom in a ticket.",
    Module: "What can be switched off for a user.",
    NotificationReason: "Why somebody is told.",
    Plan: "What an account has taken, the smallest first.",
    ProjectAccess: "Which projects a user may see, and whether they may change all of them.",
    ProjectEditors: "Who may change a project, beside its owners and administrators.",
    ProjectStatus: "How far a project is.",
    QuotationStatus: "What became of a quotation.",
    RecordKind: "The kinds of record.",
    ResponsibilityRole: "In which role somebody is responsible.",
    SegmentEditors: "Who may change a segment, of those who see it.",
    SegmentMatch: "Whether all rules have to hold, or any.",
    SegmentOperator: "What can be asked of a field.",
    SegmentVisibility: "Who sees a segment.",
    TicketStatus: "Whose turn it is in a ticket.",
    UserErrorCode: "What a caller can mend.",
    UserStatus: "Whether a user still works here.",
}
for enum, description in DESCRIPTIONS.items():
    known: Any = strawberry.enum(enum, description=description)
    for value in known.__strawberry_definition__.values:
        value.description = VALUES.get(enum, {}).get(value.value)
