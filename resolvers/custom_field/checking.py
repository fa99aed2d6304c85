"""What a custom field may hold, by its type: the columns of a value, or what is wrong with it."""

import datetime
import re
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import TypedDict
from urllib.parse import urlsplit

from orm.custom_field import CustomFieldDefinition, CustomFieldType, CustomFieldValue
from orm.errors import BadInput
from orm.record import Columns
from orm.values.scaled_number import millionths
from permissions.company import CompanyAccess
from permissions.contact import ContactAccess
from permissions.viewer import Viewer
from resolvers.write.errors import UserErrorCode, invalid
from resolvers.write.lookup import find_assignee, find_row
from resolvers.write.money import Money, money
from resolvers.write.text_validation import address, flaw

PHONE = re.compile(r"\+?[0-9(][0-9 ()./-]{1,40}[0-9]( ?(x|ext\.?) ?[0-9]{1,6})?")
MOST_CHARACTERS = {
    CustomFieldType.TEXT: 500,
    CustomFieldType.LONG_TEXT: 20_000,
    CustomFieldType.EMAIL: 254,
    CustomFieldType.PHONE: 60,
    CustomFieldType.URL: 2_000,
}
#: The field of an input that goes with each type; text with all others.
GIVEN_AS = {
    CustomFieldType.SELECT: "options",
    CustomFieldType.MULTI_SELECT: "options",
    CustomFieldType.DATE: "date",
    CustomFieldType.MONEY: "money",
    CustomFieldType.INTEGER: "integer",
    CustomFieldType.NUMBER: "number",
    CustomFieldType.BOOLEAN: "boolean",
    CustomFieldType.COMPANY: "company",
    CustomFieldType.CONTACT: "contact",
    CustomFieldType.USER: "user",
}


#: What a record has in the field so far.
Before = CustomFieldValue | None


class FieldValue(TypedDict, total=False):
    """What an input gives for a custom field, by the type of the field; null and none alike."""

    field: int
    text: str | None
    options: list[str] | None
    date: datetime.date | None
    money: Money | None
    integer: int | None
    number: Decimal | None
    boolean: bool | None
    company: int | None
    contact: int | None
    user: int | None


async def columns_of(
    viewer: Viewer,
    definition: CustomFieldDefinition,
    given: FieldValue,
    before: Before,
) -> Columns | None:
    """The columns of a value that is given, None for nothing. Raises Invalid."""
    key = GIVEN_AS.get(definition.type, "text")
    said = {name: value for name, value in given.items() if value is not None and name != "field"}
    for name in said.keys() - {key}:
        message = f"{definition.label} is of the type {definition.type}; give it as {key}."
        raise invalid(UserErrorCode.INVALID, message, name)
    if said.get(key) in (None, []):
        if definition.required:
            raise invalid(UserErrorCode.REQUIRED, f"{definition.label} is required.")
        return None
    return await CHECKS[key](viewer, definition, said[key], before)


async def _text(
    viewer: Viewer, definition: CustomFieldDefinition, text: str, before: Before
) -> Columns:
    if len(text) > (most := MOST_CHARACTERS[definition.type]):
        raise invalid(UserErrorCode.INVALID, f"It has more than {most} characters.", "text")
    lines = definition.type is CustomFieldType.LONG_TEXT
    if wrong := flaw(text, lines=lines) or _malformed(definition.type, text):
        raise invalid(UserErrorCode.INVALID, wrong, "text")
    return {"text": address(text) if definition.type is CustomFieldType.EMAIL else text}


def _malformed(type_: CustomFieldType, text: str) -> str | None:
    match type_:
        case CustomFieldType.EMAIL if not address(text):
            return "This is not an e-mail address."
        case CustomFieldType.PHONE if not PHONE.fullmatch(text):
            return "This is not a telephone number, such as +32 9 298 06 15."
        case CustomFieldType.URL if not _is_url(text):
            return "This is not an address on the web, such as https://www.example.org/."
    return None


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in text
    except ValueError:
        return False


async def _options(
    viewer: Viewer, definition: CustomFieldDefinition, chosen: list[str], before: Before
) -> Columns:
    for number, option in enumerate(chosen):
        if option not in definition.options:
            message = f"This is no option of {definition.label}."
            raise invalid(UserErrorCode.INVALID, message, "options", str(number))
    options = [option for option in definition.options if option in chosen]
    if definition.type is CustomFieldType.SELECT and len(options) > 1:
        raise invalid(UserErrorCode.INVALID, "Only one can be chosen.", "options")
    return {"options": options}


async def _number(
    viewer: Viewer, definition: CustomFieldDefinition, number: Decimal, before: Before
) -> Columns:
    try:
        return {"millionths": millionths(number, "number")}
    except BadInput:
        message = "A number has at most six decimals, and nine digits before them."
        raise invalid(UserErrorCode.INVALID, message, "number") from None


async def _money(
    viewer: Viewer,
    definition: CustomFieldDefinition,
    given: Money,
    before: Before,
) -> Columns:
    currency = before.currency if before and before.currency else "EUR"
    cents, currency = money(given, currency, path="money")
    return {"amount_cents": cents, "currency": currency}


async def _user(
    viewer: Viewer,
    definition: CustomFieldDefinition,
    user: int,
    before: Before,
) -> Columns:
    # Who is named already may be so again, though they have left.
    if before is None or before.user_id != user:
        await find_assignee(viewer, user, module=None, path="user")
    return {"user_id": user}


async def _company(
    viewer: Viewer, definition: CustomFieldDefinition, company: int, before: Before
) -> Columns:
    await find_row(viewer, CompanyAccess.read, company, path="company")
    return {"company_id": company}


async def _contact(
    viewer: Viewer, definition: CustomFieldDefinition, contact: int, before: Before
) -> Columns:
    await find_row(viewer, ContactAccess.read, contact, path="contact")
    return {"contact_id": contact}


def _plain(column: str) -> Callable[..., Awaitable[Columns]]:
    async def check(
        viewer: Viewer, definition: CustomFieldDefinition, value: object, before: Before
    ) -> Columns:
        return {column: value}

    return check


CHECKS: dict[str, Callable[..., Awaitable[Columns]]] = {
    "text": _text,
    "options": _options,
    "date": _plain("day"),
    "money": _money,
    "integer": _plain("whole"),
    "number": _number,
    "boolean": _plain("flag"),
    "company": _company,
    "contact": _contact,
    "user": _user,
}
