"""Descriptions of enum values whose names do not say enough."""

from enum import StrEnum

from orm.account import Feature
from orm.entitlements import Booster, Plan
from orm.invoice import InvoiceStatus
from orm.message import MessageType
from orm.notification import NotificationReason
from orm.project import ProjectEditors
from orm.record import ResponsibilityRole
from orm.segment import SegmentEditors, SegmentMatch, SegmentOperator, SegmentVisibility
from orm.ticket import TicketStatus
from orm.user import CrmAccess, ProjectAccess
from resolvers.transfer import HandoverAction
from resolvers.write.errors import UserErrorCode
from subscriptions.stored_event import ChangeKind

#: By the enum, since equal values of different enums are equal.
VALUES: dict[type[StrEnum], dict[str, str]] = {
    Booster: {
        "PROJECT_MANAGEMENT": "Adds the module PROJECTS.",
        "SHARED_INBOX": "Adds the module TICKETS.",
    },
    ChangeKind: {
        "CREATED": "The record was created.",
        "UPDATED": "The record, or a part of it, was changed.",
        "DELETED": "The record was deleted.",
        "GAINED": "The viewer may now read the record, or it has entered the segment.",
        "LOST": "The viewer may no longer read the record, or it has left the segment.",
    },
    CrmAccess: {
        "FULL": "All companies and deals.",
        "LIMITED_CRM": "Companies that the user manages, and the records that belong to them.",
        "LIMITED_DEALS": "All companies, but only deals that the user is responsible for, and deals"
        " of companies that the user manages.",
    },
    Feature: {
        "SECOND_ACCOUNT_MANAGER": "A company or a deal can have a second responsible user, with"
        " the same rights as the first.",
    },
    HandoverAction: {
        "TRANSFER": "Another user gets the role.",
        "LEAVE": "The deactivated user keeps the role.",
        "CLEAR": "Nobody has the role any more. Refused for deals and for the last owner of a"
        " project.",
    },
    InvoiceStatus: {
        "DRAFT": "The invoice is not booked and has no number.",
        "OUTSTANDING": "The invoice is booked and not paid.",
        "PAID": "The invoice is paid.",
    },
    MessageType: {
        "CUSTOMER": "Message from the customer to the colleagues.",
        "REPLY": "Reply from a colleague to the customer.",
        "INTERNAL": "Internal note among colleagues, which the customer must not see.",
        "THIRD_PARTY": "Message from or to somebody else.",
    },
    NotificationReason: {
        "BECAME_RESPONSIBLE": "The viewer became responsible for the record.",
        "NO_LONGER_RESPONSIBLE": "The viewer is no longer responsible for the record.",
        "RESPONSIBLE": "The viewer is responsible for the record.",
        "MANAGES_THE_CUSTOMER": "The viewer manages a company that the record belongs to.",
        "CONCERNED": "The event is about the viewer, or mentions the viewer.",
        "TAKES_PART": "The viewer takes part in the project.",
        "ADMINISTRATOR": "The viewer is an administrator of the account.",
    },
    Plan: {
        "GO": "Companies, contacts, deals and invoices.",
        "MOVE": "The modules of GO, and projects.",
        "BOOST": "The modules of MOVE, and tickets.",
    },
    ProjectAccess: {
        "BY_PARTICIPATION": "Projects that the user owns or takes part in.",
        "ALL": "All projects.",
        "ADMIN": "All projects, with the right to change each of them.",
    },
    ProjectEditors: {
        "OWNERS": "Nobody else.",
        "OWNERS_AND_PARTICIPANTS": "Participants of the project.",
        "EVERYONE": "Everyone who may read the project.",
    },
    ResponsibilityRole: {
        "ACCOUNT_MANAGER": "Account manager of a company.",
        "SECOND_ACCOUNT_MANAGER": "Second account manager of a company.",
        "ASSIGNED_TO": "User who is responsible for a deal.",
        "SECOND_ASSIGNED_TO": "Second user who is responsible for a deal.",
        "PROJECT_OWNER": "Owner of a project; there can be several.",
        "PROJECT_PARTICIPANT": "Participant of a project; members of a team that takes part do not"
        " have this role.",
        "TASK_ASSIGNEE": "User who does a task of a project.",
        "TICKET_ASSIGNEE": "User who is responsible for a ticket.",
        "CUSTOM_FIELD": "User in a custom field of a record of any kind.",
    },
    SegmentEditors: {
        "OWNER": "The owner of the segment.",
        "EVERYONE": "Everyone who may see the segment.",
    },
    SegmentMatch: {
        "ALL": "A record must meet all rules.",
        "ANY": "A record must meet at least one rule.",
    },
    SegmentOperator: {
        "IS": "The field has this value.",
        "IS_NOT": "The field has another value, or no value.",
        "IS_ME": "The field contains the viewer.",
        "IN": "The field has one of these values.",
        "IN_TEAM": "The field contains a member of this team.",
        "IS_EMPTY": "The field has no value.",
        "IS_NOT_EMPTY": "The field has a value.",
        "CONTAINS": "The field contains this text, ignoring case.",
        "AT_LEAST": "The field has this value, or a higher or later one.",
        "AT_MOST": "The field has this value, or a lower or earlier one.",
        "IN_LAST_DAYS": "The date in the field is at most this number of days ago.",
        "IN_NEXT_DAYS": "The date in the field is at most this number of days ahead.",
    },
    SegmentVisibility: {
        "PRIVATE": "The owner of the segment.",
        "SHARED": "Everyone who has the module of its kind of record.",
    },
    TicketStatus: {
        "NEW": "Nobody has acted yet.",
        "OPEN": "The colleagues have to act.",
        "WAITING_FOR_CUSTOMER": "The customer has to act.",
        "ESCALATED": "Somebody who can decide has to act.",
        "CLOSED": "Nobody has to act any more.",
    },
    UserErrorCode: {
        "INVALID": "The value is not valid.",
        "REQUIRED": "A value is missing.",
        "NOT_FOUND": "No object with this id exists that the viewer may read.",
        "RESPONSIBLE_REQUIRED": "The record must have a responsible user.",
        "USER_INACTIVE": "The user is deactivated.",
        "ASSIGNEE_LACKS_MODULE": "The user does not have the module of this kind of record.",
        "SAME_AS_FIRST": "The second responsible user is the same as the first.",
        "SECOND_WITHOUT_FIRST": "There can be no second responsible user without a first.",
        "FEATURE_NOT_ENABLED": "The operator has not enabled the feature for the account.",
        "LOSS_OF_OWN_ACCESS": "The viewer would lose the right to read the record. Set"
        " confirmLossOfAccess to write all the same.",
        "LAST_OWNER": "The last active owner of a project cannot be removed.",
        "LAST_ADMIN": "The last active administrator of an account cannot be removed.",
        "RESTRICTION_NOT_ALLOWED": "Administrators cannot be limited, and leads of teams cannot"
        " have LIMITED_CRM access.",
        "VERSION_CONFLICT": "Somebody has changed the object since that version.",
        "VIEW_IMMUTABLE": "The built-in list of all records cannot be changed.",
        "DUPLICATE": "The same value exists already.",
    },
}
