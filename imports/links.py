"""What rows beside them tie records to: a contact to companies, a project to its owners."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tortoise.models import Model

from orm.record import Columns, ResponsibilityRole
from resolvers.write.batches import chunks

#: The details of a tie, such as the position of a contact at a company.
Details = Columns


@dataclass(frozen=True)
class Link:
    """A table that ties records to something: of says what its rows belong to, to to what."""

    model: type[Model]
    of: str
    to: str
    #: What the report calls it.
    called: str
    #: In which role it makes a user responsible, if it does.
    role: ResponsibilityRole | None = None

    async def existing(self, ids: Iterable[int]) -> dict[int, dict[int, Model]]:
        """The rows of some records, by what they are tied to."""
        found: dict[int, dict[int, Model]] = defaultdict(dict)
        for some in chunks(ids):
            for row in await self.model.filter(**{f"{self.of}__in": some}).order_by("id"):
                if (to := getattr(row, self.to)) is not None:
                    found[getattr(row, self.of)][to] = row
        return found

    async def write(self, account_id: int, tied: Mapping[int, "LinkedRows"]) -> None:
        """Tie records, by their ids, to what they are to be tied to."""
        every = tied.values()
        for gone in chunks(row.pk for it in every for row in it.gone):
            await self.model.filter(id__in=gone).delete()
        for row, details in [pair for it in every for pair in it.altered]:
            await row.update_from_dict(details).save(update_fields=list(details))
        new = [
            self.model(**{"account_id": account_id, self.of: id_, self.to: to.pk, **details})
            for id_, it in tied.items()
            for to, details in it.added
        ]
        await self.model.bulk_create(new, batch_size=500)


@dataclass(eq=False)
class LinkedRows:
    """What one record is tied to, and what it will be, once what is new has an id."""

    link: Link
    had: dict[int, Model]
    wanted: list[tuple[Model, Details]] = field(default_factory=list)
    #: Whether the row says what is wanted; what it does not say stays.
    said: bool = False

    def want(self, wanted: list[tuple[Model, Details]]) -> None:
        """Say what the record is to be tied to, each thing once."""
        self.wanted = list({id(thing): (thing, details) for thing, details in wanted}.values())
        self.said = True

    @property
    def added(self) -> list[tuple[Model, Details]]:
        """What it was not tied to before."""
        return [(thing, details) for thing, details in self.wanted if thing.pk not in self.had]

    @property
    def gone(self) -> list[Model]:
        """The rows of what it is no longer tied to."""
        kept = {thing.pk for thing, _ in self.wanted}
        return [row for to, row in self.had.items() if self.said and to not in kept]

    @property
    def altered(self) -> list[tuple[Model, Details]]:
        """The rows that stay, with other details."""
        staying = [(self.had[it.pk], details) for it, details in self.wanted if it.pk in self.had]
        return [
            (row, details)
            for row, details in staying
            if any(getattr(row, name) != value for name, value in details.items())
        ]

    @property
    def changed(self) -> bool:
        """Whether anything of it is."""
        return bool(self.added or self.gone or self.altered)

    @property
    def count(self) -> int:
        """How much the record will be tied to."""
        return len(self.wanted) if self.said else len(self.had)
