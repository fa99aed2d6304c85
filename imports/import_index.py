"""What an account holds that rows to import may name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tortoise.models import Model

from imports.row import RowRefused
from orm.account import Account, Feature
from orm.company import Company
from orm.contact import Contact
from orm.entitlements import modules_with
from orm.inbox import Inbox
from orm.pipeline import Phase, Pipeline
from orm.record import Columns, Record
from orm.team import Team
from orm.user import Module, User, UserStatus
from resolvers.write.batches import chunks

R = TypeVar("R", bound=Record)


async def by_external_id(model: type[Model], account_id: int, keys: Sequence[str]) -> Columns:
    """The rows of an account that have one of some external ids."""
    found: Columns = {}
    for some in chunks(keys):
        for row in await model.filter(account_id=account_id, external_id__in=some):
            found[row.external_id] = row  # type: ignore[attr-defined]
    return found


@dataclass
class ImportIndex:
    """What there is in an account, by what rows call it."""

    account: Account
    users: dict[str, User] = field(default_factory=dict)
    by_email: dict[str, User] = field(default_factory=dict)
    by_id: dict[int, User] = field(default_factory=dict)
    teams: list[Team] = field(default_factory=list)
    pipelines: list[Pipeline] = field(default_factory=list)
    phases: list[Phase] = field(default_factory=list)
    inboxes: list[Inbox] = field(default_factory=list)
    #: Records that rows are about or name, by their class; also those that this import is about
    #: to create, which have no id yet.
    records: dict[type[Record], Columns] = field(default_factory=dict)

    @classmethod
    async def of(cls, account: Account) -> "ImportIndex":
        """Read it."""
        known = cls(account)
        for user in await User.filter(account_id=account.id).order_by("id"):
            known.remember(user)
        known.teams = await Team.filter(account_id=account.id).order_by("id")
        known.pipelines = await Pipeline.filter(account_id=account.id).order_by("id")
        phases = Phase.filter(account_id=account.id).order_by("pipeline_id", "position", "id")
        known.phases = await phases
        known.inboxes = await Inbox.filter(account_id=account.id).order_by("id")
        return known

    @property
    def second_responsibles(self) -> bool:
        """Whether second responsibles count."""
        return Feature.SECOND_ACCOUNT_MANAGER in self.account.features

    async def find(self, model: type[Record], keys: Iterable[str]) -> None:
        """Read those records of a class that have one of some external ids."""
        some = sorted(set(keys))
        self.records[model] = await by_external_id(model, self.account.id, some)

    def remember(self, user: User) -> None:
        """A user who exists now."""
        if user.external_id:
            self.users[user.external_id] = user
        self.by_email[user.email] = user
        self.by_id[user.id] = user

    def user(self, name: str) -> User:
        """The user of an external id, or else of an e-mail. Raises RowRefused."""
        user = self.users.get(name) or self.by_email.get(name.lower())
        if user is None:
            raise RowRefused(f'There is no user "{name}".')
        return user

    def responsible(self, name: str, module: Module) -> User:
        """A user who can be made responsible. Raises RowRefused."""
        user = self.user(name)
        if user.status is not UserStatus.ACTIVE:
            raise RowRefused(f"{user.name} is deactivated.")
        if module.value not in user.modules:
            raise RowRefused(f"{user.name} does not have the module that this belongs to.")
        return user

    def name_of(self, user_id: int | None) -> str:
        """What a user is called, for the report."""
        return self.by_id[user_id].name if user_id else "nobody"

    def pipeline(self, name: str) -> Pipeline | None:
        """The pipeline of a name."""
        return next((it for it in self.pipelines if it.name == name), None)

    def check_plan(self, module: Module | None) -> None:
        """Refuse what the account's plan does not have. Raises RowRefused."""
        if module and module not in modules_with(self.account.plan, self.account.boosters):
            raise RowRefused("This is not in the plan of the account.")

    def phase(self, name: str | None, pipeline: str | None) -> Phase:
        """The phase of a name, in a pipeline or in the first that has it. Raises RowRefused."""
        inside = self.pipeline(pipeline) if pipeline else None
        if pipeline and inside is None:
            raise RowRefused(f'There is no pipeline "{pipeline}".')
        for phase in self.phases:
            if name in (None, phase.name) and (not inside or phase.pipeline_id == inside.id):
                return phase
        raise RowRefused(f'There is no phase "{name}".' if name else "There are no phases yet.")

    def inbox(self, name: str | None) -> Inbox:
        """The inbox of a name, or else the first. Raises RowRefused."""
        for inbox in self.inboxes:
            if name in (None, inbox.name):
                return inbox
        raise RowRefused(f'There is no inbox "{name}".' if name else "There are no inboxes yet.")

    def company(self, name: str) -> Company:
        """The company of an external id. Raises RowRefused."""
        return self._record(Company, name)

    def contact(self, name: str) -> Contact:
        """The contact of an external id. Raises RowRefused."""
        return self._record(Contact, name)

    def team(self, name: str) -> Team:
        """The team of an external id, or else of a name. Raises RowRefused."""
        for called in ("external_id", "name"):
            for team in self.teams:
                if getattr(team, called) == name:
                    return team
        raise RowRefused(f'There is no team "{name}".')

    def _record(self, model: type[R], name: str) -> R:
        found: R | None = self.records.get(model, {}).get(name)
        if found is None:
            raise RowRefused(f'There is no {model.kind.lower()} "{name}".')
        return found
