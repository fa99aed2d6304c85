"""What an operation is refused with."""

import json
from typing import Any

from orm.errors import OperationError
from orm.user import User
from reader.errors import Refused
from tests.reading.asking import Asking
from tests.reading.documents import Written

BAD, COSTLY = "BAD_USER_INPUT", "OPERATION_TOO_COSTLY"
TOO_LONG = "Syntax Error: Document contains more than"


def brief(value: Any) -> str:
    """A name for a value that may be long."""
    return ascii(value)[:30]


async def ask(asking: Asking, text: str, **variables: Any) -> dict[str, Any]:
    """What the administrator of the first account is answered."""
    return await asking.read(asking.world.get(User, 1), Written(text, variables))


async def refusal(asking: Asking, text: str, **variables: Any) -> tuple[str, str]:
    """The code and the message with which an operation is refused; nothing else may be raised."""
    try:
        answer = await ask(asking, text, **variables)
    except Refused as refused:
        json.dumps(refused.errors).encode()
        return refused.errors[0]["extensions"]["code"], refused.errors[0]["message"]
    except OperationError as error:
        return error.code, str(error)
    return "ANSWERED", json.dumps(answer)[:200]
