"""The viewer's account, as clients see it."""

import strawberry

from orm.account import Account as OrmAccount
from orm.account import Feature
from permissions.account import AccountAccess
from reader.source import Mine
from schema.fields import column, come, entity
from schema.record import Node


@entity(OrmAccount, AccountAccess)
@strawberry.type(description="One organisation, whose rows nobody else ever sees.")
class Account(Node):
    """One organisation."""

    name: str = column("What it is called.")
    features: list[Feature] = column("What the operator of the service has switched on.")


@strawberry.type
class AccountQueries:
    """The roots that read an account."""

    account: Account = come("The viewer's account.", Mine())
