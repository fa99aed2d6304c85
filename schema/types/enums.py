"""Registers the enums of other layers with GraphQL; annotations use the enums themselves."""

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
    Booster: "Booster: an addition to the plan of an account.",
    HandoverAction: "Action for a role of a user who is deactivated.",
    ChangeKind: "Kind of change of a record, as the viewer sees it.",
    CompanyStatus: "Whether the account still does business with a company.",
    CrmAccess: "Companies and deals that a user may see.",
    CustomFieldType: "Type of the values of a custom field.",
    DealStatus: "Whether a deal is open, won or lost.",
    EventKind: "Kind of event that users can be notified of.",
    Feature: "Feature that the operator of the service can enable for an account.",
    InvoiceStatus: "Status of an invoice.",
    MessageType: "Type of a message in a ticket: who wrote it, and for whom.",
    Module: "Module: a part of the product that can be disabled for a user.",
    NotificationReason: "Reason why a user gets a notification.",
    Plan: "Plan of an account, which brings modules; the smallest first.",
    ProjectAccess: "Projects that a user may see, and whether the user may change all of them.",
    ProjectEditors: "Users who may change a project, in addition to its owners and administrators.",
    ProjectStatus: "Status of a project.",
    QuotationStatus: "Whether a quotation is open, accepted or refused.",
    RecordKind: "Kind of record.",
    ResponsibilityRole: "Role in which a user is responsible for a record, or takes part in it.",
    SegmentEditors: "Users who may change a segment, among those who may see it.",
    SegmentMatch: "Whether a record must meet all rules of a segment, or at least one.",
    SegmentOperator: "Operator that compares a field with the values of a rule.",
    SegmentVisibility: "Users who may see a segment.",
    TicketStatus: "Status of a ticket; it says who has to act next.",
    UserErrorCode: "Kind of problem that the user can correct.",
    UserStatus: "Whether a user is active or deactivated.",
}
for enum, description in DESCRIPTIONS.items():
    known: Any = strawberry.enum(enum, description=description)
    for value in known.__strawberry_definition__.values:
        value.description = VALUES.get(enum, {}).get(value.value)
