"""Global ids, such as "Company:42": the type of a row and its number."""

from collections.abc import Sequence

from orm.errors import BadInput


def local_id(text: object, types: Sequence[str], where: str) -> tuple[str, int]:
    """The type and the number in a global id of one of some types. Raises BadInput."""
    name, _, number = str(text).partition(":")
    if name not in types or not _is_number(number):
        wanted = types[0] if len(types) == 1 else "known kind"
        raise BadInput(f"{where}: this is not the id of a {wanted}.")
    return name, int(number)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18 and text[0] != "0"
