"""The viewer: the user who sends a request, with what the rules need to know."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import orjson
from pypika_tortoise.terms import Term

from orm.account import Feature
from orm.database.database import Database
from orm.database.fair_turns import Origin
from orm.entitlements import Booster, Plan, modules_with
from orm.user import CrmAccess, Module, ProjectAccess


@dataclass(frozen=True)
class AccessProfile:
    """The facts about a viewer that rules may use, besides the id.

    Two viewers of the same access profile are under the same rules, but for their ids; lists are
    kept as the database writes them, so that a statement can compare them.
    """

    is_admin: bool
    crm_access: CrmAccess
    project_access: ProjectAccess
    sees_financials: bool
    modules_json: str
    plan: Plan
    boosters_json: str
    features_json: str
    #: Whether the viewer is the operator of the service, who is in no account.
    is_operator: bool = False

    @property
    def modules(self) -> frozenset[Module]:
        """The modules that are enabled for the user; the account may lack some of them."""
        known = {module.value for module in Module}
        return frozenset(Module(name) for name in orjson.loads(self.modules_json) if name in known)

    @property
    def boosters(self) -> frozenset[Booster]:
        """The boosters of the account."""
        return frozenset(Booster(name) for name in orjson.loads(self.boosters_json))

    @property
    def features(self) -> frozenset[Feature]:
        """The features that the operator has enabled for the account."""
        return frozenset(Feature(name) for name in orjson.loads(self.features_json))

    @property
    def available(self) -> frozenset[Module]:
        """The modules that are enabled for the user and that the account has."""
        return self.modules & modules_with(self.plan, self.boosters)

    @cached_property
    def _hash(self) -> int:
        return hash((self.modules_json, self.boosters_json, self.features_json, self.is_admin))

    def __hash__(self) -> int:
        # Asked at every read.
        return self._hash

    def same(self, other: "AccessProfile") -> bool:
        """Whether two profiles mean the same, even if the database writes them differently."""
        return self._meaning == other._meaning

    @property
    def _meaning(self) -> "AccessProfile":
        return replace(
            self,
            modules_json=_in_order(self.modules_json),
            boosters_json=_in_order(self.boosters_json),
            features_json=_in_order(self.features_json),
        )


def _in_order(listed: str) -> str:
    return orjson.dumps(sorted(orjson.loads(listed))).decode()


@dataclass(frozen=True)
class Viewer:
    """The viewer; in a statement for many viewers, the ids are SQL terms instead of numbers."""

    id: Any
    account_id: Any
    profile: AccessProfile
    #: The hash of the session's token; None without a session.
    token_hash: str | None = None
    #: The end of the session, in seconds since 1970.
    expires_at: int = 0
    #: None for people who are only asked about, such as whether they may read a record.
    acts_on: Database | None = field(default=None, compare=False, repr=False)

    @property
    def database(self) -> Database:
        """The database that the viewer has signed in to."""
        assert self.acts_on, "who is only asked about does nothing"
        return self.acts_on

    @property
    def origin(self) -> Origin:
        """The origin of the viewer's work, for fair turns."""
        return Origin(self.account_id, self.id)

    @property
    def is_admin(self) -> bool:
        """Whether the viewer is an administrator of the account."""
        return self.profile.is_admin

    @property
    def is_operator(self) -> bool:
        """Whether the viewer is the operator of the service, and no user of an account."""
        return self.profile.is_operator

    @property
    def limited_crm(self) -> bool:
        """Whether the viewer reads only what belongs to their companies; never for an admin."""
        return not self.is_admin and self.profile.crm_access is CrmAccess.LIMITED_CRM

    @property
    def limited_deals(self) -> bool:
        """Whether the viewer reads only their own deals and the deals of their companies."""
        return not self.is_admin and self.profile.crm_access is CrmAccess.LIMITED_DEALS

    @property
    def limited_projects(self) -> bool:
        """Whether the viewer reads only the projects that they own or take part in."""
        limited = self.profile.project_access is ProjectAccess.BY_PARTICIPATION
        return limited and not self.is_admin

    @property
    def administers_projects(self) -> bool:
        """Whether the viewer may change every project."""
        return self.is_admin or self.profile.project_access is ProjectAccess.ADMIN

    @property
    def sees_financials(self) -> bool:
        """Whether the viewer may see the budget and margin of their projects."""
        return self.profile.sees_financials

    @property
    def second_responsibles(self) -> bool:
        """Whether second responsible users count."""
        return Feature.SECOND_ACCOUNT_MANAGER in self.profile.features

    def has(self, module: Module | None) -> bool:
        """Whether a module is enabled for the viewer, and the account has it."""
        return module is None or module in self.profile.available

    @property
    def has_every_module(self) -> bool:
        """Whether every kind of record is available to the viewer."""
        return self.profile.available == frozenset(Module)

    def with_every_module(self) -> "Viewer":
        """The same viewer, as if every module were enabled and the account had it."""
        modules, boosters = (orjson.dumps(list(every)).decode() for every in (Module, Booster))
        profile = replace(
            self.profile, plan=Plan.BOOST, modules_json=modules, boosters_json=boosters
        )
        return replace(self, profile=profile)

    def as_term(self, id: Term, account_id: Term) -> "Viewer":
        """A viewer with the same access profile, whose ids are SQL terms."""
        return replace(self, id=id, account_id=account_id, token_hash=None)


#: The operator of the service. No row has these ids, so the operator reads nothing in an account.
OPERATOR = Viewer(
    id=0,
    account_id=0,
    profile=AccessProfile(
        is_admin=False,
        crm_access=CrmAccess.FULL,
        project_access=ProjectAccess.BY_PARTICIPATION,
        sees_financials=False,
        modules_json="[]",
        plan=Plan.GO,
        boosters_json="[]",
        features_json="[]",
        is_operator=True,
    ),
)


def operator_on(database: Database) -> Viewer:
    """The operator of the service, who acts on a database."""
    return replace(OPERATOR, acts_on=database)
