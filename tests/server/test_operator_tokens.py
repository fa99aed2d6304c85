"""Tokens of the operator, from the command line."""

import uuid
from typing import Any

from orm.operator import OperatorToken
from permissions.tokens import token_hash
from resolvers.runtime.runtime import Runtime
from tests.server.conftest import Whose
from tests.server.looking import see


def test_a_token_stands_alone_on_standard_output_and_only_its_hash_is_kept(
    whose: Whose, database_url: str
) -> None:
    name = f"billing {uuid.uuid4().hex}"

    said = whose("operator", "token", name, "--days", "7")

    async def work(runtime: Runtime) -> Any:
        return [row.token_hash for row in await OperatorToken.filter(name=name)]

    assert (said.code, said.out.count("\n"), len(said.out.strip())) == (0, 1, 43)
    assert see(database_url, work) == [token_hash(said.out.strip())]


def test_tokens_are_listed_until_they_are_taken_back(whose: Whose) -> None:
    name = f"billing {uuid.uuid4().hex}"
    for _ in range(2):
        whose("operator", "token", name)

    def listed() -> int:
        return sum(line.startswith(name) for line in whose("operator", "list").lines)

    assert listed() == 2
    assert whose("operator", "revoke", name).lines == [f"2 tokens of {name} taken back."]
    assert listed() == 0


def test_a_token_that_is_not_there_is_refused_in_one_line(whose: Whose) -> None:
    said = whose("operator", "revoke", "nobody's")

    line = "whose: There is no token nobody's; `whose operator list` names them all.\n"
    assert (said.code, said.out, said.err) == (1, "", line)
