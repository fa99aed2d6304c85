"""Builds the schema from all its parts."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from reader.filters.segments.filters import know_filters
from schema.account import Account, AccountMutations, AccountQueries
from schema.administration import UserMutations
from schema.company import Company, CompanyQueries
from schema.company.writing import CompanyMutations
from schema.contact import Contact, ContactQueries
from schema.contact.writing import ContactMutations
from schema.custom_field import CustomFieldDefinition, CustomFieldQueries
from schema.custom_field.writing import CustomFieldMutations
from schema.deal import Deal, DealQueries
from schema.deal.writing import DealMutations
from schema.inbox import Inbox, InboxMutations, InboxQueries
from schema.invoice import Invoice, InvoiceQueries
from schema.invoice.writing import InvoiceMutations
from schema.message import Message, MessageMutations
from schema.note import Note, NoteMutations
from schema.notification import Notification, NotificationMutations, NotificationQueries
from schema.pipeline import Phase, Pipeline, PipelineQueries
from schema.preference import PreferenceMutations, PreferenceQueries
from schema.project import Project, ProjectQueries
from schema.project.writing import ProjectMutations
from schema.quotation import Quotation, QuotationMutations
from schema.segment import Segment, SegmentMutations, SegmentQueries
from schema.session import SessionMutations
from schema.subscription import Subscription
from schema.task import Task, TaskMutations, TaskQueries
from schema.team import Team, TeamMutations, TeamQueries
from schema.ticket import Ticket, TicketQueries
from schema.ticket.statistics import StatisticsQueries
from schema.ticket.writing import TicketMutations
from schema.types.node import NodeQueries
from schema.types.scalars import SCALARS
from schema.user import User, UserQueries, ViewerQueries


@strawberry.type(description="Root of all queries.")
class Query(
    ViewerQueries,
    AccountQueries,
    NodeQueries,
    CompanyQueries,
    ContactQueries,
    DealQueries,
    InvoiceQueries,
    ProjectQueries,
    TaskQueries,
    InboxQueries,
    TicketQueries,
    StatisticsQueries,
    UserQueries,
    TeamQueries,
    PipelineQueries,
    SegmentQueries,
    CustomFieldQueries,
    NotificationQueries,
    PreferenceQueries,
):
    """Root of all queries."""


@strawberry.type(description="Root of all mutations.")
class Mutation(
    SessionMutations,
    AccountMutations,
    CompanyMutations,
    ContactMutations,
    DealMutations,
    QuotationMutations,
    InvoiceMutations,
    ProjectMutations,
    TaskMutations,
    InboxMutations,
    TicketMutations,
    MessageMutations,
    NoteMutations,
    UserMutations,
    TeamMutations,
    SegmentMutations,
    CustomFieldMutations,
    NotificationMutations,
    PreferenceMutations,
):
    """Root of all mutations."""


TYPES = [
    *(Account, Company, Contact, CustomFieldDefinition, Deal, Inbox, Invoice, Message, Note),
    *(Notification, Phase, Pipeline, Project, Quotation, Segment, Task, Team, Ticket, User),
]
CONFIG = StrawberryConfig(auto_camel_case=True, scalar_map=SCALARS)
schema = strawberry.Schema(Query, Mutation, Subscription, types=TYPES, config=CONFIG)
know_filters(schema._schema.query_type)
