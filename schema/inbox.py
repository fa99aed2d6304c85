"""A shared inbox, as clients see it."""

import strawberry

from orm.inbox import Inbox as OrmInbox
from permissions.inbox import InboxAccess
from reader.sources.many import Many
from resolvers import inbox as resolvers
from schema.types.fields import column, come, entity, given, mutation, ref, text
from schema.types.payload import DeleteByIdInput, DeletePayload, UserError
from schema.types.record import Node

ADMIN_ONLY = f"Open to {InboxAccess.create.words}."
CLOSE_AFTER = (
    "After how many days in which the customer does not answer a ticket is closed; null for never."
)


@entity(OrmInbox, InboxAccess, order=("name",))
@strawberry.type(
    description="An address that customers write to, and that colleagues share."
    f" Visible to {InboxAccess.read.words}."
)
class Inbox(Node):
    """An address that customers write to, and that colleagues share."""

    name: str = column("What it is called.")
    email: str | None = column("The address that customers write to.")
    close_after_days: int | None = column(CLOSE_AFTER)


@strawberry.type
class InboxQueries:
    """The roots that read inboxes."""

    inboxes: list[Inbox] = come("The inboxes of the account.", Many())


@strawberry.input(description="An inbox to be created.")
class CreateInboxInput:
    """An inbox to be created."""

    name: str = text("What it is called.")
    email: str | None = text("The address that customers write to.", 254)
    close_after_days: int | None = given(CLOSE_AFTER)


@strawberry.input(description="What is to be changed of an inbox; what is left out stays.")
class UpdateInboxInput:
    """What is to be changed of an inbox."""

    id: strawberry.ID = ref("Which.", "Inbox")
    name: str | None = text("What it is called.", null="is refused")
    email: str | None = text("The address that customers write to.", 254)
    close_after_days: int | None = given(CLOSE_AFTER)


@strawberry.type(description="What became of a write to an inbox.")
class InboxPayload:
    """What became of a write to an inbox."""

    inbox: Inbox | None = strawberry.field(description="It; null when nothing was written.")
    user_errors: list[UserError] = strawberry.field(description="What the caller can mend.")


@strawberry.type
class InboxMutations:
    """The roots that write inboxes."""

    create_inbox: InboxPayload = mutation(
        f"Create a shared inbox. {ADMIN_ONLY}", resolvers.create, CreateInboxInput
    )
    update_inbox: InboxPayload = mutation(
        f"Change a shared inbox. {ADMIN_ONLY}", resolvers.update, UpdateInboxInput
    )
    delete_inbox: DeletePayload = mutation(
        f"Delete a shared inbox that no ticket is in. {ADMIN_ONLY}",
        resolvers.delete,
        DeleteByIdInput,
        "Inbox",
    )
