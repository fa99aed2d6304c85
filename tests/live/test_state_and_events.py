"""What was fetched at the start, with the events heard since, is what is fetched again."""

import asyncio
import os
import random
from collections.abc import Callable
from typing import Any

import pytest

from orm.account import Feature
from permissions.viewer import operator_on
from resolvers.entitlements import set_feature
from tests.live.inside import Inside, Listening, inside
from tests.live.service import until
from tests.live.world import World

ROUNDS = 400 if os.environ.get("WHOSE_LONG") else 60
LISTENERS = ("ben", "cleo", "dan")
CHANGES = """subscription { recordChanges { change recordId kind record {
  __typename id version label responsibilities { role user { name } } } } }"""
STATE = """{ %s(first: 100) { nodes { __typename id version label
  responsibilities { role user { name } } } } }"""
MODULES = ["COMPANIES_AND_CONTACTS", "DEALS"]


def write(name: str, kind: str, payload: str = "") -> str:
    return f"""mutation ($input: {kind}Input!) {{
      {name}(input: $input) {{ {payload} userErrors {{ code message }} }} }}"""


async def state_of(graph: Inside, name: str) -> dict[str, Any]:
    state: dict[str, Any] = {}
    for kind in ("companies", "deals"):
        answer = await graph.ask(name, STATE % kind)
        if answer["data"]:
            state |= {node["id"]: node for node in answer["data"][kind]["nodes"]}
        else:
            assert answer["errors"][0]["extensions"]["code"] == "FEATURE_NOT_AVAILABLE"
    return state


class Chance:
    """Changes at random, by the administrator and by the operator."""

    def __init__(self, graph: Inside, seed: int) -> None:
        self.graph, self.pick = graph, random.Random(seed)
        self.companies = [f"Company:{n}" for n in range(1, 5)]
        self.deals = [f"Deal:{n}" for n in range(1, 13)]
        self.writes: list[Callable[[], Any]] = [
            *[self.assign_company, self.assign_deal] * 3,
            self.create_deal,
            self.delete_deal,
            self.move_deal,
            self.rename,
            self.restrict,
            self.modules,
            self.seconds,
            self.transfer,
        ]

    async def one(self) -> None:
        await self.pick.choice(self.writes)()

    def user(self) -> str:
        return f"User:{self.pick.choice(list(self.graph.world.ids.values()))}"

    def listener(self) -> str:
        return f"User:{self.graph.world.ids[self.pick.choice(LISTENERS)]}"

    async def ask(self, name: str, kind: str, /, **values: Any) -> Any:
        payload = {"createDeal": "deal { id }"}.get(name, "__typename")
        answer = await self.graph.ask("ada", write(name, kind, payload), input=values)
        for error in answer.get("errors", ()):
            assert error["extensions"]["code"] in ("NOT_FOUND", "FORBIDDEN"), answer
        return answer

    async def assign_company(self) -> None:
        values = {"id": self.pick.choice(self.companies)}
        first = self.pick.choice([None, self.user(), self.user()])
        second = self.pick.choice([None, self.user()]) if first else None
        await self.ask(
            "assignCompany",
            "AssignCompany",
            **values,
            accountManager=first,
            **({"secondAccountManager": second} if self.pick.random() < 0.5 else {}),
        )

    async def assign_deal(self) -> None:
        values: dict[str, Any] = {"id": self.pick.choice(self.deals), "assignedTo": self.user()}
        if self.pick.random() < 0.3:
            values["secondAssignedTo"] = self.user()
        await self.ask("assignDeal", "AssignDeal", **values)

    async def create_deal(self) -> None:
        company = self.pick.choice([None, *self.companies])
        values = {"title": "New", "customer": company, "assignedTo": self.user()}
        answer = await self.ask("createDeal", "CreateDeal", **values)
        if answer["data"] and answer["data"]["createDeal"]["deal"]:
            self.deals.append(answer["data"]["createDeal"]["deal"]["id"])

    async def delete_deal(self) -> None:
        await self.ask("deleteDeal", "Delete", id=self.pick.choice(self.deals))

    async def move_deal(self) -> None:
        company = self.pick.choice([None, *self.companies])
        await self.ask(
            "updateDeal", "UpdateDeal", id=self.pick.choice(self.deals), customer=company
        )

    async def rename(self) -> None:
        name = f"Name {self.pick.random()}"
        await self.ask(
            "updateCompany", "UpdateCompany", id=self.pick.choice(self.companies), name=name
        )

    async def restrict(self) -> None:
        access = self.pick.choice(["FULL", "LIMITED_CRM", "LIMITED_DEALS"])
        await self.ask("setUserAccess", "SetUserAccess", user=self.listener(), crmAccess=access)

    async def modules(self) -> None:
        modules = self.pick.choice([MODULES, MODULES, MODULES[:1], MODULES[1:]])
        await self.ask("setUserAccess", "SetUserAccess", user=self.listener(), modules=modules)

    async def seconds(self) -> None:
        on, feature = self.pick.random() < 0.7, Feature.SECOND_ACCOUNT_MANAGER
        await set_feature(
            operator_on(self.graph.runtime.database), account=1, feature=feature, enabled=on
        )

    async def transfer(self) -> None:
        await self.ask(
            "transferResponsibilities", "Transfer", **{"from": self.user(), "to": self.user()}
        )


def started(graph: Inside) -> int:
    """How many streams hear of everything from now on."""
    return sum(it.since > 0 for hub in graph.graph.hubs.by_account.values() for it in hub.listeners)


class Follower:
    """A mirror of what somebody may read."""

    def __init__(self, graph: Inside, name: str) -> None:
        self.graph, self.name = graph, name
        self.state: dict[str, Any] = {}
        self.events: list[Any] = []
        self.listening = Listening(graph.stream(graph.world.tokens[name], CHANGES))

    def folded(self) -> dict[str, Any]:
        """The state at the start with every event since."""
        state = dict(self.state)
        for event in self.listening.heard:
            change = event["recordChanges"]
            if change["record"] is None:
                state.pop(change["recordId"], None)
            else:
                state[change["recordId"]] = change["record"]
        return state


@pytest.mark.parametrize("seed", range(4))
async def test_state_fetched_at_the_start_and_the_events_since_are_the_state_fetched_again(
    world: World, seed: int
) -> None:
    async with inside(world) as graph:
        chance = Chance(graph, seed)
        await chance.ask("updateCompany", "UpdateCompany", id="Company:1", name="First")
        followers = [Follower(graph, name) for name in LISTENERS]
        await until(lambda: started(graph) == len(LISTENERS), "the start")
        for follower in followers:
            follower.state = await state_of(graph, follower.name)
        for _ in range(ROUNDS):
            await asyncio.gather(*(chance.one() for _ in range(chance.pick.randint(1, 4))))
            if chance.pick.random() < 0.3:
                await asyncio.sleep(0.02)
        for follower in followers:
            state = await state_of(graph, follower.name)
            await until_same(follower, state)
            assert follower.folded() == state
        for follower in followers:
            await follower.listening.close()


async def until_same(follower: Follower, state: dict[str, Any]) -> None:
    """Wait for the events to be heard; what differs after a while is shown by the test."""
    for _ in range(1000):
        if follower.listening.task.done() or follower.folded() == state:
            break
        await asyncio.sleep(0.01)
