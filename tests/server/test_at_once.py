"""What the operator does is felt at once by whoever is connected."""

import json
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.server.conftest import Fjord, Whose
from tests.server.running import serving

INVITE = """mutation ($input: InviteUserInput!) {
  inviteUser(input: $input) { user { id } userErrors { message } }
}"""
CREATE = """mutation ($input: CreateCompanyInput!) {
  createCompany(input: $input) { company { id } userErrors { message } }
}"""
UPDATE = """mutation ($input: UpdateCompanyInput!) {
  updateCompany(input: $input) { company { id } userErrors { message } }
}"""
WATCH = "subscription { recordChanges { change recordId } }"


def write(url: str, token: str, made: str, document: str, **given: str) -> str:
    """Do something, and answer the id of what it made."""
    answer = httpx.post(
        f"{url}/graphql",
        json={"query": document, "variables": {"input": given}},
        headers={"authorization": f"Bearer {token}"},
    )
    payload = next(iter(answer.json()["data"].values()))
    assert payload["userErrors"] == []
    return str(payload[made]["id"])


def watch(ws: ClientConnection, token: str, mark: Callable[[int], object]) -> None:
    """Subscribe to every change of a record, and let something be marked until it is heard."""
    payload = {"authorization": f"Bearer {token}"}
    ws.send(json.dumps({"type": "connection_init", "payload": payload}))
    assert json.loads(ws.recv(20)) == {"type": "connection_ack"}
    ws.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": WATCH}}))
    # Nothing tells that a stream has begun; it hears from then on.
    for number in range(200):
        mark(number)
        with suppress(TimeoutError):
            ws.recv(0.1)
            return
    raise AssertionError("the stream never began")


def heard(ws: ClientConnection) -> Any:
    """The next change that is no mark."""
    while True:
        change = json.loads(ws.recv(20))["payload"]["data"]["recordChanges"]
        if change["change"] != "UPDATED":
            return change


@pytest.mark.parametrize(
    "database_url",
    ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)],
    indirect=True,
)
def test_switching_seconds_and_setting_a_password_reach_an_open_stream(
    whose: Whose, fjord: Fjord, database_url: str, tmp_path: Path
) -> None:
    of, feature = ("--account", fjord.name), "second-account-manager"
    dora = fjord.ada.replace("ada", "dora")
    ada = whose("user", "token", fjord.ada).out.strip()
    assert whose("feature", "enable", feature, *of).code == 0
    with serving(database_url, tmp_path) as running:
        url = running.url()
        limited = {"lastName": "Crm", "crmAccess": "LIMITED_CRM"}
        first, second = (
            write(url, ada, "user", INVITE, email=email, firstName=name, **limited)
            for email, name in ((f"x{dora}", "Cleo"), (dora, "Dora"))
        )
        managers = {"accountManager": first, "secondAccountManager": second}
        company = write(url, ada, "company", CREATE, name="Big one", **managers)
        token = whose("user", "token", dora).out.strip()
        socket = url.replace("http", "ws", 1) + "/graphql"
        with connect(socket, subprotocols=[Subprotocol("graphql-transport-ws")]) as ws:
            mark = partial(write, url, ada, "company", UPDATE, id=company)
            watch(ws, token, lambda number: mark(city=f"Mark {number}"))
            changes = []
            for verb in ("disable", "enable"):
                whose("feature", verb, feature, *of)
                changes.append(heard(ws))
            whose("user", "password", dora, typed="correct horse battery\n")
            with pytest.raises(ConnectionClosed) as closed:
                ws.recv(20)

    assert changes == [
        {"change": "LOST", "recordId": company},
        {"change": "GAINED", "recordId": company},
    ]
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401
