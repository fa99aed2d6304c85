"""First and second responsibles of a record, as an input sets them."""

from dataclasses import dataclass, replace

from notifications.domain_event import DomainEvent
from orm.record import Record
from orm.user import Module, User
from permissions.viewer import Viewer
from resolvers.write.errors import UserErrorCode, invalid
from resolvers.write.lookup import find_assignee, is_active


class Unset:
    """What an input did not say."""


UNSET = Unset()
NewResponsible = int | None | Unset


@dataclass(frozen=True)
class ResponsibleColumns:
    """The two roles of a kind of record: their columns, their names in inputs, what they need."""

    first: str
    second: str
    first_input: str
    second_input: str
    module: Module
    required: bool

    async def set(
        self, viewer: Viewer, row: Record, first: NewResponsible, second: NewResponsible
    ) -> None:
        """Put on the row what was said of the two; the rest stays. Raises Invalid."""
        now, other = getattr(row, self.first), getattr(row, self.second)
        # Who is deactivated does not move up.
        moves_up = first is None and other is not None and await is_active(other)
        decided = self.decide(
            row, first, second, second_responsibles=viewer.second_responsibles, moves_up=moves_up
        )
        if isinstance(first, int) and first != now:
            await find_assignee(viewer, first, module=self.module, path=self.first_input)
        if isinstance(second, int) and second != other:
            await find_assignee(viewer, second, module=self.module, path=self.second_input)
        self.put(row, *decided)

    def decide(
        self,
        row: Record,
        first: NewResponsible,
        second: NewResponsible,
        *,
        second_responsibles: bool,
        moves_up: bool,
    ) -> tuple[int | None, int | None]:
        """Who is first and who is second by what was said of the two. Raises Invalid.

        seconds: whether they count. moves_up: whether the second of now may become the first.
        """
        now, other = getattr(row, self.first), getattr(row, self.second)
        if isinstance(second, int) and second != other and not second_responsibles:
            message = "Second responsibles are not switched on for this account."
            raise invalid(UserErrorCode.FEATURE_NOT_ENABLED, message, self.second_input)
        new_first = now if isinstance(first, Unset) else first
        new_second = other if isinstance(second, Unset) else second
        if new_first is None and self.required:
            message = "Somebody has to be responsible."
            raise invalid(UserErrorCode.RESPONSIBLE_REQUIRED, message, self.first_input)
        if first is None and isinstance(second, Unset):
            # A second who does not count does not move up either.
            new_first, new_second = (other if second_responsibles and moves_up else None), None
        elif not second_responsibles and new_first == other:
            new_second = None
        self._check(new_first, new_second, second)
        return new_first, new_second

    def put(self, row: Record, first: int | None, second: int | None) -> None:
        """Write the two on the row."""
        setattr(row, self.first, first)
        setattr(row, self.second, second)

    def _check(self, first: int | None, second: int | None, said: NewResponsible) -> None:
        if second is None:
            return
        if first is None and isinstance(said, int):
            message = "A second responsible needs a first."
            raise invalid(UserErrorCode.SECOND_WITHOUT_FIRST, message, self.second_input)
        if first == second:
            message = "The second responsible is somebody else than the first."
            where = self.second_input if isinstance(said, int) else self.first_input
            raise invalid(UserErrorCode.SAME_AS_FIRST, message, where)


async def reassigned(
    event: type[DomainEvent], row: Record, before: list[int], *, second_responsibles: bool
) -> DomainEvent:
    """That others are responsible for a record, in words; whoever stays is "you" to themselves."""
    ids = row.responsibles(second_responsibles=second_responsibles)
    names = {user.id: user.name for user in await User.filter(id__in=ids)} if ids else {}
    alone = " alone" if len(ids) == 1 and ids[0] in before else ""

    def to(reader: int | None = None) -> str:
        people = ["you" if id_ == reader else names[id_] for id_ in ids]
        return (" and ".join(people) or "nobody") + alone

    own = {id_: {"to": to(id_)} for id_ in ids if id_ in before}
    return replace(event.to(row, to=to()), own=own)


COMPANY = ResponsibleColumns(
    "account_manager_id",
    "second_account_manager_id",
    "accountManager",
    "secondAccountManager",
    Module.COMPANIES_AND_CONTACTS,
    required=False,
)
DEAL = ResponsibleColumns(
    "assigned_to_id",
    "second_assigned_to_id",
    "assignedTo",
    "secondAssignedTo",
    Module.DEALS,
    required=True,
)
