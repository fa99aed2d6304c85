"""The shared inbox in the schema."""

import strawberry

from orm.inbox import Inbox as OrmInbox
from permissions.inbox import InboxAccess
from reader.sources.many import Many
from resolvers import inbox as resolvers
from schema.types.fields import column, come, entity, given, mutation, ref, text
from schema.types.payload import USER_ERRORS, DeleteByIdInput, DeletePayload, UserError, changes
from schema.types.record import Node

ADMIN_ONLY = f"Open to {InboxAccess.create.words}."
CLOSE_AFTER = (
    "Number of days without an answer of the customer after which a ticket is closed automatically;"
    " null for never."
)


@entity(OrmInbox, InboxAccess, order=("name",))
@strawberry.type(
    description="Shared inbox: an address that customers write to and that colleagues answer"
    f" together. Visible to {InboxAccess.read.words}."
)
class Inbox(Node):
    """Shared inbox: an address that customers write to and that colleagues answer together."""

    name: str = column("Name of the inbox.")
    email: str | None = column("E-mail address that customers write to; null if there is none.")
    close_after_days: int | None = column(CLOSE_AFTER)


@strawberry.type
class InboxQueries:
    """Queries for inboxes."""

    inboxes: list[Inbox] = come("Shared inboxes of the account, by name.", Many())


@strawberry.input(description="Shared inbox to create.")
class CreateInboxInput:
    """Shared inbox to create."""

    name: str = text("Name of the inbox.")
    email: str | None = text("E-mail address that customers write to.", 254)
    close_after_days: int | None = given(CLOSE_AFTER)


@strawberry.input(description=changes("a shared inbox"))
class UpdateInboxInput:
    """Changes to a shared inbox."""

    id: strawberry.ID = ref("Id of the inbox.", "Inbox")
    name: str | None = text("Name of the inbox.", null="is refused")
    email: str | None = text("E-mail address that customers write to.", 254)
    close_after_days: int | None = given(CLOSE_AFTER)


@strawberry.type(description="Result of a write to a shared inbox.")
class InboxPayload:
    """Result of a write to a shared inbox."""

    inbox: Inbox | None = strawberry.field(
        description="Inbox after the write; null if nothing was written."
    )
    user_errors: list[UserError] = strawberry.field(description=USER_ERRORS)


@strawberry.type
class InboxMutations:
    """Mutations of inboxes."""

    create_inbox: InboxPayload = mutation(
        f"Create a shared inbox. {ADMIN_ONLY}", resolvers.create, CreateInboxInput
    )
    update_inbox: InboxPayload = mutation(
        f"Change a shared inbox. {ADMIN_ONLY}", resolvers.update, UpdateInboxInput
    )
    delete_inbox: DeletePayload = mutation(
        f"Delete a shared inbox; it must not contain tickets. {ADMIN_ONLY}",
        resolvers.delete,
        DeleteByIdInput,
        "Inbox",
    )
