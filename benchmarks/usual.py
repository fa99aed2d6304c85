"""The usual Strawberry way: resolvers, DataLoaders, Tortoise instances, a permission class."""

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import strawberry
from strawberry.permission import BasePermission
from strawberry.types import Info

from benchmarks.questions import Question
from benchmarks.usual_rows import Context, readable_companies, signed_in
from benchmarks.world import Person
from orm.company import Company as CompanyRow
from orm.company import CompanyStatus
from orm.deal import Deal as DealRow
from orm.deal import DealStatus

strawberry.enum(CompanyStatus)
strawberry.enum(DealStatus)


class IsSignedIn(BasePermission):
    """Only who has signed in may ask."""

    message = "Sign in first."

    def has_permission(self, source: Any, info: Info, **kwargs: Any) -> bool:
        """Whether there is a viewer."""
        return info.context.viewer is not None


@strawberry.type
class User:
    """A person."""

    id: strawberry.ID
    name: str


@strawberry.type
class Money:
    """An amount."""

    amount: Decimal
    currency: str


@strawberry.type
class Deal:
    """What may be sold."""

    row: strawberry.Private[DealRow]
    id: strawberry.ID
    title: str
    status: DealStatus

    @strawberry.field
    def amount(self) -> Money | None:
        """What it is worth."""
        if self.row.amount_cents is None:
            return None
        return Money(amount=Decimal(self.row.amount_cents).scaleb(-2), currency=self.row.currency)

    @strawberry.field
    async def assigned_to(self, info: Info) -> User | None:
        """Who is responsible for it."""
        return await user(info, self.row.assigned_to_id)


@strawberry.type
class Deals:
    """A page of deals."""

    nodes: list[Deal]


@strawberry.type
class Company:
    """A customer."""

    row: strawberry.Private[CompanyRow]
    id: strawberry.ID
    name: str
    status: CompanyStatus
    email: str | None
    phone: str | None
    city: str | None
    country: str | None
    version: int

    @strawberry.field
    async def account_manager(self, info: Info) -> User | None:
        """Who is responsible for it."""
        return await user(info, self.row.account_manager_id)

    @strawberry.field
    async def second_account_manager(self, info: Info) -> User | None:
        """Who else is."""
        return await user(info, self.row.second_account_manager_id)

    @strawberry.field
    async def deals(self, info: Info, first: int) -> Deals:
        """What may be sold to it."""
        rows = (await info.context.deals.load(self.row.id))[:first]
        return Deals(nodes=[deal(row) for row in rows])


@strawberry.type
class Companies:
    """A page of companies."""

    nodes: list[Company]


async def user(info: Info, id_: int | None) -> User | None:
    """A user, loaded with the others of the request."""
    row = None if id_ is None else await info.context.users.load(id_)
    return User(id=strawberry.ID(f"User:{row.id}"), name=row.name) if row else None


def deal(row: DealRow) -> Deal:
    """A deal of a row."""
    return Deal(row=row, id=strawberry.ID(f"Deal:{row.id}"), title=row.title, status=row.status)


def company(row: CompanyRow) -> Company:
    """A company of a row."""
    return Company(
        row=row,
        id=strawberry.ID(f"Company:{row.id}"),
        name=row.name,
        status=row.status,
        email=row.email,
        phone=row.phone,
        city=row.city,
        country=row.country,
        version=row.version,
    )


@strawberry.type
class Query:
    """What can be asked."""

    @strawberry.field(permission_classes=[IsSignedIn])  # type: ignore[untyped-decorator]
    async def companies(self, info: Info, first: int) -> Companies:
        """The companies that the viewer may read."""
        rows = readable_companies(info.context.viewer).order_by("name", "id").limit(first)
        return Companies(nodes=[company(row) for row in await rows])

    @strawberry.field(permission_classes=[IsSignedIn])  # type: ignore[untyped-decorator]
    async def company(self, info: Info, id: strawberry.ID) -> Company | None:
        """A company."""
        number = int(id.removeprefix("Company:"))
        row = await readable_companies(info.context.viewer).get_or_none(id=number)
        return company(row) if row else None


def made(extensions: Iterable[Any] = ()) -> strawberry.Schema:
    """The schema, with extensions or, as usual, without."""
    return strawberry.Schema(Query, extensions=list(extensions))


class Usual:
    """Answers through Strawberry's own execution."""

    def __init__(self, name: str = "usual", extensions: Iterable[Any] = ()) -> None:
        self.name = name
        self._schema = made(extensions)

    async def answer(self, question: Question, person: Person) -> bytes:
        """The whole answer, encoded as Strawberry's view does."""
        result = await self._schema.execute(
            question.text,
            variable_values=question.variables,
            context_value=Context(await signed_in(person.token)),
        )
        assert not result.errors, result.errors
        return json.dumps({"data": result.data}, separators=(",", ":")).encode()
