"""The schema, whole."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from schema.account import Account, AccountQueries
from schema.company import Company, CompanyQueries
from schema.deal import Deal, DealQueries
from schema.node import NodeQueries
from schema.note import Note
from schema.notification import Notification, NotificationQueries
from schema.pipeline import Phase, Pipeline, PipelineQueries
from schema.team import Team, TeamQueries
from schema.user import User, UserQueries


@strawberry.type(description="What can be read.")
class Query(
    UserQueries,
    AccountQueries,
    NodeQueries,
    CompanyQueries,
    DealQueries,
    TeamQueries,
    PipelineQueries,
    NotificationQueries,
):
    """What can be read."""


TYPES = [Account, Company, Deal, Note, Notification, Phase, Pipeline, Team, User]
schema = strawberry.Schema(Query, types=TYPES, config=StrawberryConfig(auto_camel_case=True))
