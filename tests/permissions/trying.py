"""How each permission of docs/permissions.md is tried through the API."""

from collections.abc import Awaitable, Callable
from typing import Any

from reader.compile.entity import ENTITIES
from tests.permissions.cast import Cast
from tests.world.people import Person, Refused, Thing

WORDS = {
    "FORBIDDEN": "forbidden",
    "NOT_FOUND": "absent",
    "UNAUTHENTICATED": "sign in",
    "FEATURE_NOT_AVAILABLE": "not available",
}
Try = Callable[[Cast, str], Awaitable[str]]


async def answered(asking: Awaitable[Any]) -> str:
    """What became of a question or a write, in a word."""
    try:
        found = await asking
    except Refused as refused:
        return WORDS[refused.code]
    return "absent" if found is False else "yes"


async def inside(asking: Awaitable[Any]) -> str:
    """What became of asking for what is in something, which is absent where that is refused."""
    found = await answered(asking)
    return "absent" if found == "not available" else found


def by_all(by_id: str, elsewhere: str) -> str:
    """What its roots and its id answer alike, and other ways in do not, if it is not available."""
    if by_id == "not available":
        assert elsewhere == "absent"
        return by_id
    return all_alike(by_id, elsewhere)


def all_alike(*found: str) -> str:
    """What several ways to the same thing answer, which must be one answer."""
    assert len(set(found)) == 1, found
    return found[0]


async def by_root(person: Person, thing: Thing) -> str:
    """By the root field of its type, and by the list with its count."""
    one, many = thing.type.lower(), thing.kind.many
    label = ENTITIES[thing.type].label

    async def single() -> bool:
        found = await person.ask(f"query($id: ID!) {{ {one}(id: $id) {{ id }} }}", id=thing.gid)
        return bool(found[one] is not None)

    async def listed() -> bool:
        filter_ = f'filter: {{ search: "{await _label_of(thing)}" }}'
        found = await person.ask(f"{{ {many}({filter_}) {{ nodes {{ id {label} }} totalCount }} }}")
        ids: list[str] = [node["id"] for node in found[many]["nodes"]]
        assert found[many]["totalCount"] == len(ids)
        return thing.gid in ids

    if await answered(single()) == "not available":
        return all_alike("not available", await answered(listed()))
    return all_alike(await answered(single()), await answered(listed()))


async def _label_of(thing: Thing) -> str:
    from orm.company import Company
    from orm.deal import Deal
    from orm.project import Project

    models: dict[str, Any] = {"Company": Company, "Deal": Deal, "Project": Project}
    model = models[thing.type]
    row = await model.get(id=thing.id)
    return str(row.label)


async def by_node(person: Person, thing: Thing) -> str:
    """By node and nodes."""

    async def several() -> bool:
        found = await person.ask("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[thing.gid])
        return bool(found["nodes"] != [None])

    return all_alike(await answered(person.can_read(thing)), await answered(several()))


async def nested(person: Person, thing: Thing, owner: Person) -> str:
    """Below the user who is responsible for it."""
    many = thing.kind.many

    async def found() -> bool:
        fields = f"responsibleFor {{ {many}(first: 100) {{ nodes {{ id }} totalCount }} }}"
        user = await person.see(Thing("User", owner.id), fields)
        if user is None:
            return False
        listed = user["responsibleFor"][many]
        assert listed["totalCount"] == len(listed["nodes"])
        return {"id": thing.gid} in listed["nodes"]

    return await answered(found())


def read(type_: str) -> Try:
    """Reading a company or a deal, by every way that leads there."""

    async def attempt(cast: Cast, column: str) -> str:
        thing = await cast.record(type_, column)
        person = cast.people[column]
        responsibles = cast._managers(column) if type_ == "Company" else cast._responsibles(column)
        owner = next(iter(responsibles.values()))
        by_id = all_alike(await by_node(person, thing), await by_root(person, thing))
        return by_all(by_id, await nested(person, thing, owner))

    return attempt


def write(type_: str, verb: str, do: Callable[[Person, Thing, Cast], Awaitable[Any]]) -> Try:
    """Writing to a company or a deal; what is refused changes nothing, and viewerCan agrees."""

    async def attempt(cast: Cast, column: str) -> str:
        thing, person = await cast.record(type_, column), cast.people[column]
        claims = await can(person, thing)
        before = await cast.crm.tables()
        became = await answered(do(person, thing, cast))
        if became != "yes":
            assert await cast.crm.tables() == before
        else:
            assert await cast.crm.tables() != before
        if claims is not None and verb in claims:
            assert claims[verb] is (became == "yes"), claims
        return became

    return attempt


async def can(person: Person, thing: Thing) -> dict[str, bool] | None:
    """What the API says that somebody can do to a record that they can read."""
    try:
        seen = await person.see(thing, "viewerCan { read update assign delete }")
    except Refused:
        return None
    found: dict[str, bool] | None = seen and seen["viewerCan"]
    return found


def create(do: Callable[[Person], Awaitable[Any]]) -> Try:
    """Creating something."""

    async def attempt(cast: Cast, column: str) -> str:
        return await answered(do(cast.people[column]))

    return attempt


def note(type_: str) -> Try:
    """Reading a note, by its id and below its record."""

    async def attempt(cast: Cast, column: str) -> str:
        thing, person = await cast.record(type_, column), cast.people[column]
        written = await cast.note(thing)

        async def below() -> bool:
            seen = await person.see(thing, "notes { nodes { id } totalCount }")
            return bool(seen) and seen["notes"] == {"nodes": [{"id": written.gid}], "totalCount": 1}

        return all_alike(await by_node(person, written), await inside(below()))

    return attempt


def history(type_: str) -> Try:
    """Reading who was responsible."""

    async def attempt(cast: Cast, column: str) -> str:
        thing, person = await cast.record(type_, column), cast.people[column]
        await cast.history(thing)

        async def below() -> bool:
            seen = await person.see(thing, "responsibilityHistory { nodes { reason } totalCount }")
            expected = {"nodes": [{"reason": "Secret"}], "totalCount": 1}
            return bool(seen) and seen["responsibilityHistory"] == expected

        return await inside(below())

    return attempt


async def own_notification(cast: Cast, column: str) -> str:
    """Reading what one was told oneself."""
    return await _notification_of(cast, cast.people[column], cast.people[column])


async def colleagues_notification(cast: Cast, column: str) -> str:
    """Reading what somebody else was told."""
    return await _notification_of(cast, await cast.crm.person("finn"), cast.people[column])


async def _notification_of(cast: Cast, recipient: Person, person: Person) -> str:
    from orm.event import Event, EventKind
    from orm.notification import Notification, NotificationReason

    async with cast.crm.runtime.database.writing():
        sequence = await Event.all().count() + 1_000
        event = await Event.create(
            account_id=recipient.account_id,
            sequence=sequence,
            kind=EventKind.ACCESS_CHANGED,
            label="Secret",
            at="2026-01-01T00:00:00Z",
        )
        row = await Notification.create(
            account_id=recipient.account_id,
            recipient_id=recipient.id,
            sequence=sequence,
            event=event,
            reason=NotificationReason.CONCERNED,
            text="Secret",
        )
    thing = Thing("Notification", row.id)

    async def listed() -> bool:
        found = await person.ask("{ notifications { nodes { id } totalCount } }")
        return {"id": thing.gid} in found["notifications"]["nodes"]

    return all_alike(await by_node(person, thing), await answered(listed()))


def listed(root: str, type_: str) -> Try:
    """Reading what everybody of the account may read."""

    async def attempt(cast: Cast, column: str) -> str:
        person, theirs = cast.people[column], await cast.crm.person("lena")
        found = (await theirs.ask(f"{{ {root} {{ id }} }}"))[root]
        ids = {row["id"] for row in (found if isinstance(found, list) else [found])}

        async def shown() -> bool:
            mine = (await person.ask(f"{{ {root} {{ id }} }}"))[root]
            return ids <= {row["id"] for row in (mine if isinstance(mine, list) else [mine])}

        (one, *_) = [Thing.of(id_) for id_ in sorted(ids)]
        assert one.type == type_
        return all_alike(await answered(shown()), await by_node(person, one))

    return attempt


async def phase(cast: Cast, column: str) -> str:
    """Reading a phase."""
    return await by_node(cast.people[column], cast.crm.new)


async def colleague(cast: Cast, column: str) -> str:
    """Reading the name of a colleague."""
    person, finn = cast.people[column], await cast.crm.person("finn")

    async def in_the_list() -> bool:
        found = await person.ask("{ users(first: 100) { nodes { id name } } }")
        return {"id": finn.gid, "name": finn.name} in found["users"]["nodes"]

    return all_alike(await by_node(person, Thing("User", finn.id)), await answered(in_the_list()))


PRIVATE = (
    *("email", "language", "timeZone", "isAdmin", "crmAccess", "modules", "projectAccess"),
    "seesFinancials",
)


async def _private(person: Person, of: Person) -> str:
    """Each private field, masked alone and with its path."""
    user, found = f"... on User {{ name {' '.join(PRIVATE)} }}", []
    document = f"query($id: ID!) {{ node(id: $id) {{ {user} }} }}"
    answer = await person.answer(document, id=of.gid)
    node, errors = (answer["data"] or {}).get("node"), answer.get("errors", [])
    if node is None:
        return WORDS[errors[0]["extensions"]["code"]] if errors else "absent"
    assert node["name"] == of.name
    for name in PRIVATE:
        codes = [error["extensions"]["code"] for error in errors if error["path"][-1] == name]
        assert codes == ([] if node[name] is not None else ["FORBIDDEN"])
        found.append("yes" if node[name] is not None else "forbidden")
    return all_alike(*found)


async def private_of_colleague(cast: Cast, column: str) -> str:
    """Reading a colleague's private fields."""
    return await _private(cast.people[column], await cast.crm.person("finn"))


async def private_of_oneself(cast: Cast, column: str) -> str:
    """Reading one's own private fields."""
    return await _private(cast.people[column], cast.people[column])


def team(do: Callable[[Person, Thing], Awaitable[Any]]) -> Try:
    """Something that is done to a team; what is refused changes nothing."""

    async def attempt(cast: Cast, column: str) -> str:
        south = await cast.crm.team(f"South {column}", await cast.crm.person("finn"))
        before = await cast.crm.tables()
        became = await answered(do(cast.people[column], south))
        assert (await cast.crm.tables() != before) is (became == "yes")
        return became

    return attempt


def administer(do: Callable[[Person, Person], Awaitable[Any]]) -> Try:
    """Something that is done to a colleague; what is refused changes nothing."""

    async def attempt(cast: Cast, column: str) -> str:
        colleague = await cast.crm.another(f"Colleague{column.title().replace(' ', '')}")
        await cast.crm.deal(assigned_to=colleague)
        before = await cast.crm.tables()
        became = await answered(do(cast.people[column], colleague))
        assert (await cast.crm.tables() != before) is (became == "yes")
        return became

    return attempt


async def administer_account(cast: Cast, column: str) -> str:
    """Doing to an account what only the operator of the service does."""
    person, before = cast.people[column], await cast.crm.tables()
    became = [
        await answered(person.ask("{ accounts { totalCount } }")),
        await answered(person.write("setPlan", account=f"Account:{person.account_id}", plan="GO")),
    ]
    assert await cast.crm.tables() == before
    return all_alike(*became)


async def _give(person: Person, thing: Thing, cast: Cast) -> None:
    # The administrator is nobody's responsible yet; the rest may lose sight of it by that.
    to = await cast.crm.person("finn")
    await person.assign(thing, to=to, confirmLossOfAccess=True)


async def _deactivate(person: Person, colleague: Person) -> None:
    await person.deactivate(colleague, {"role": "ASSIGNED_TO", "action": "LEAVE", "to": None})


async def _take(person: Person, colleague: Person) -> None:
    await person.transfer(colleague, person)


async def _change(person: Person, thing: Thing, cast: Cast) -> None:
    await person.rename(thing, "Otherwise")


async def _move(person: Person, thing: Thing, cast: Cast) -> None:
    await person.move(thing, cast.crm.next)


async def _close(person: Person, thing: Thing, cast: Cast) -> None:
    await person.close(thing)


async def _delete(person: Person, thing: Thing, cast: Cast) -> None:
    await person.delete(thing)


async def _note(person: Person, thing: Thing, cast: Cast) -> None:
    await person.note(thing, "Hello")


TRIES: dict[str, Try] = {
    "account.read": listed("account", "Account"),
    "account.administer": administer_account,
    "company.read": read("Company"),
    "company.create": create(lambda person: person.write("createCompany", name="New")),
    "company.update": write("Company", "update", _change),
    "company.assign": write("Company", "assign", _give),
    "company.delete": write("Company", "delete", _delete),
    "deal.read": read("Deal"),
    "deal.create": create(
        lambda person: person.write("createDeal", title="New", confirmLossOfAccess=True)
    ),
    "deal.update": write("Deal", "update", _change),
    "deal.move": write("Deal", "update", _move),
    "deal.close": write("Deal", "update", _close),
    "deal.assign": write("Deal", "assign", _give),
    "deal.delete": write("Deal", "delete", _delete),
    "note.read of the company": note("Company"),
    "note.read of the deal": note("Deal"),
    "note.add to the company": write("Company", "read", _note),
    "note.add to the deal": write("Deal", "read", _note),
    "history.read of the company": history("Company"),
    "history.read of the deal": history("Deal"),
    "notification.read of one's own": own_notification,
    "notification.read of a colleague's": colleagues_notification,
    "phase.read": phase,
    "pipeline.read": listed("pipelines", "Pipeline"),
    "team.read": listed("teams", "Team"),
    "team.create": create(lambda person: person.create("Team", name="New")),
    "team.update": team(lambda person, south: person.update(south, members=[])),
    "team.delete": team(lambda person, south: person.delete(south)),
    "user.read of a colleague": colleague,
    "user.read_private of a colleague": private_of_colleague,
    "user.read_private of oneself": private_of_oneself,
    "user.invite": create(lambda person: person.invite(f"new{id(person)}@new.example")),
    "user.set_access of a colleague": administer(
        lambda person, colleague: person.set_access(colleague, crmAccess="LIMITED_DEALS")
    ),
    "user.deactivate a colleague": administer(_deactivate),
    "user.transfer from a colleague": administer(_take),
}
