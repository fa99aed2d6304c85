"""How a mapping makes text of the cells of a row, such as "{product} for {account}"."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from string import Formatter


def _address(name: str) -> str:
    """A name as the part of an e-mail address before the @, such as anna.snelling."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return ".".join(re.findall("[a-z0-9-]+", plain.lower()))


#: What can follow the name of a column, after a colon.
FORMS = {
    "": lambda cell: cell,
    "first": lambda cell: cell.partition(" ")[0],
    "rest": lambda cell: cell.partition(" ")[2].strip(),
    "address": _address,
}


class Template:
    """Text with the names of columns in braces."""

    def __init__(self, text: str) -> None:
        self.parts = list(_parts(text))
        self.columns = {column for _, column, _ in self.parts if column}

    def fits(self, cells: Mapping[str, str]) -> bool:
        """Whether no cell that it names is empty."""
        return all(cells[column] for column in self.columns)

    def render(self, cells: Mapping[str, str]) -> str:
        """The text for a row."""
        return "".join(
            literal + (FORMS[form](cells[column]) if column else "")
            for literal, column, form in self.parts
        )


def _parts(text: str) -> Iterator[tuple[str, str, str]]:
    """What stands before a column, the column and its form. Raises ValueError."""
    for literal, column, form, conversion in Formatter().parse(text):
        if column == "" or conversion or (form or "") not in FORMS:
            known = ", ".join(f"{{column:{name}}}" for name in FORMS if name)
            raise ValueError(f"write {{column}} or one of {known}")
        yield literal, column or "", form or ""
