"""The people around a project in docs/permissions.md, and how what they may is tried."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Self

from orm.user import UserStatus
from tests.permissions.cast import Cast
from tests.permissions.events import Event
from tests.permissions.trying import (
    WORDS,
    Try,
    all_alike,
    answered,
    by_all,
    by_node,
    by_root,
    create,
    history,
    inside,
    note,
    write,
)
from tests.world.crm import Crm
from tests.world.people import Person, Thing

PART: dict[str, Any] = {"project_access": "BY_PARTICIPATION"}
RIGHTS: dict[str, dict[str, Any]] = {
    "admin": {"is_admin": True},
    "project admin": {"project_access": "ADMIN"},
    "all projects": {},
    "owner": PART,
    "participant": PART,
    "member": PART,
    "manager": {},
    "stranger": PART,
    "no module": {"modules": ["COMPANIES_AND_CONTACTS", "DEALS"]},
    "deactivated": PART,
}


@dataclass
class Staff(Cast):
    """Everyone around a project."""

    team: Thing = field(default_factory=lambda: Thing("Team", 0))
    editors: str = "OWNERS"

    @classmethod
    async def around(cls, crm: Crm, *, financials: bool = True, editors: str = "OWNERS") -> Self:
        """All of them, and an administrator who is none of them and does things."""
        staff = cls(crm, editors=editors)
        for column, rights in RIGHTS.items():
            name = column.title().replace(" ", "")
            staff.people[column] = await crm.another(name, **rights, sees_financials=financials)
        staff.people["foreign"] = await crm.person("eve")
        staff.people["anonymous"] = crm.nobody()
        await crm.person("finn")
        staff.team = await crm.team("South", staff.people["member"])
        await crm.project("Elsewhere", owners=[staff.people["stranger"]])
        await crm.have(staff.people["deactivated"], status=UserStatus.DEACTIVATED)
        return staff

    @property
    def owners(self) -> list[Person]:
        """Who owns the project."""
        return [self.people[name] for name in ("owner", "no module", "deactivated")]

    async def record(self, type_: str, column: str) -> Thing:
        """A project with everybody around it."""
        self._things += 1
        company = await self.crm.company(
            f"Company {self._things}", account_manager=self.people["manager"]
        )
        return await self.crm.project(
            f"Project {self._things}",
            owners=self.owners,
            participants=[self.people["participant"], self.team],
            customers=[company],
            editors=self.editors,
            budget_cents=100,
            margin_cents=10,
        )


async def read(cast: Cast, column: str) -> str:
    """Reading a project, by every way that leads there."""
    thing, person = await cast.record("Project", column), cast.people[column]
    owner = Thing("User", cast.people["owner"].id)

    async def nested() -> bool:
        fields = "responsibleFor { projects(first: 100) { nodes { id } totalCount } }"
        user = await person.see(owner, fields)
        if user is None:
            return False
        listed = user["responsibleFor"]["projects"]
        assert listed["totalCount"] == len(listed["nodes"])
        return {"id": thing.gid} in listed["nodes"]

    by_id = all_alike(await by_node(person, thing), await by_root(person, thing))
    return by_all(by_id, await answered(nested()))


async def financials(cast: Cast, column: str) -> str:
    """Reading the budget and the margin of a project, each masked alone and with its path."""
    thing, person, found = await cast.record("Project", column), cast.people[column], []
    for name in ("budget", "margin"):
        document = f"query($id: ID!) {{ project(id: $id) {{ title {name} {{ amount }} }} }}"
        answer = await person.answer(document, id=thing.gid)
        project, errors = (answer["data"] or {}).get("project"), answer.get("errors", [])
        if project is None:
            found.append(WORDS[errors[0]["extensions"]["code"]] if errors else "absent")
        elif project[name] is None:
            assert [error["path"] for error in errors] == [["project", name]]
            found.append(WORDS[errors[0]["extensions"]["code"]])
        else:
            found.append("yes")
    return all_alike(*found)


async def read_task(cast: Cast, column: str) -> str:
    """Reading a task, by its root and below its project."""
    project, person = await cast.record("Project", column), cast.people[column]
    task = await cast.crm.task(project)

    async def by_id() -> bool:
        found = await person.ask("query($id: ID!) { task(id: $id) { id } }", id=task.gid)
        return bool(found["task"] is not None)

    async def below() -> bool:
        seen = await person.see(project, "tasks { nodes { id } totalCount }")
        return bool(seen) and seen["tasks"] == {"nodes": [{"id": task.gid}], "totalCount": 1}

    found = all_alike(await by_node(person, task), await answered(by_id()))
    return by_all(found, await inside(below()))


def update(do: Callable[[Person, Thing, Cast], Awaitable[Any]]) -> Try:
    """Something for which one needs to be allowed to change the project."""
    return write("Project", "update", do)


async def _with_task(person: Person, project: Thing, cast: Cast, mutation: str) -> None:
    task = await cast.crm.task(project)
    before = await cast.crm.tables()
    try:
        await person.write(mutation, "deletedId" if mutation == "deleteTask" else "", id=task)
    except Exception:
        assert await cast.crm.tables() == before
        await _without(cast, task)
        raise


async def _without(cast: Cast, task: Thing) -> None:
    from orm.task import Task

    async with cast.crm.runtime.database.writing():
        await Task.filter(id=task.id).delete()


async def _own(person: Person, project: Thing, cast: Cast) -> None:
    await person.write("addProjectOwner", id=project, user=await cast.crm.person("finn"))


TRIES: dict[str, Try] = {
    "project.read": read,
    "project.create": create(lambda person: person.create("Project", title="New")),
    "project.update": update(lambda person, it, cast: person.update(it, title="Otherwise")),
    "project.close": update(lambda person, it, cast: person.write("closeProject", id=it)),
    "project.assign": write("Project", "assign", _own),
    "project.delete": write("Project", "delete", lambda person, it, cast: person.delete(it)),
    "project.read_financials": financials,
    "task.read": read_task,
    "task.create": update(
        lambda person, it, cast: person.write("createTask", project=it, title="New")
    ),
    "task.update": update(lambda person, it, cast: _with_task(person, it, cast, "completeTask")),
    "task.delete": update(lambda person, it, cast: _with_task(person, it, cast, "deleteTask")),
    "note.read of the project": note("Project"),
    "note.add to the project": write(
        "Project", "read", lambda person, it, cast: person.note(it, "Hello")
    ),
    "history.read of the project": history("Project"),
}


def to(do: Callable[[Person, Thing, Cast, list[Person]], Awaitable[Any]]) -> Event:
    """Something that is done to a project."""

    async def happen(by: Person, cast: Cast, column: str, everyone: list[Person]) -> Thing:
        project = await cast.record("Project", column)
        await do(by, project, cast, everyone)
        return project

    return happen


async def created(by: Person, cast: Cast, column: str, everyone: list[Person]) -> Thing:
    """A project is created."""
    assert isinstance(cast, Staff)
    manager, participant = cast.people["manager"], cast.people["participant"]
    company = await cast.crm.company("Created", account_manager=manager)
    return await by.create(
        "Project",
        title="Created",
        owners=[cast.people["owner"]],
        participants=[participant, cast.team],
        customers=[company],
    )


def person(verb: str, name: str) -> Event:
    """Somebody else becomes an owner or a participant, or is none any more."""

    async def do(by: Person, project: Thing, cast: Cast, everyone: list[Person]) -> None:
        finn = await cast.crm.person(name)
        if verb.startswith("remove"):
            await by.write(verb.replace("remove", "add"), id=project, user=finn)
            await _forget(cast)
        await by.write(verb, id=project, user=finn)

    return to(do)


async def _forget(cast: Cast) -> None:
    """What led here told people as well."""
    from orm.notification import Notification

    async with cast.crm.runtime.database.writing():
        last = await Notification.all().order_by("-id").first()
        assert last
        await Notification.filter(event_id=last.event_id).delete()


EVENTS: dict[str, Event] = {
    "the project is created": created,
    "the project is updated": to(lambda by, it, cast, all_: by.update(it, title="Otherwise")),
    "the project is closed": to(lambda by, it, cast, all_: by.write("closeProject", id=it)),
    "an owner is added": person("addProjectOwner", "finn"),
    "an owner is removed": person("removeProjectOwner", "finn"),
    "a participant is added": person("addProjectParticipant", "finn"),
    "a participant is removed": person("removeProjectParticipant", "finn"),
    "a task is added": to(
        lambda by, it, cast, all_: by.write("createTask", project=it, title="New")
    ),
    "the project is deleted": to(lambda by, it, cast, all_: by.delete(it)),
    "a note on the project": to(lambda by, it, cast, all_: by.note(it, "Hello")),
    "a note on the project mentions them": to(
        lambda by, it, cast, all_: by.note(it, "Hello", *all_)
    ),
}
