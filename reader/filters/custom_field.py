"""What records have in custom fields, as conditions on the records."""

from collections.abc import Callable
from dataclasses import dataclass

from tortoise.expressions import Q

from orm.custom_field import CustomFieldType, CustomFieldValue
from orm.record import RecordKind
from permissions.custom_field import CustomFieldDefinitionAccess, naming_what_they_may_read
from reader.compile.arguments import Leaf, Tree
from reader.compile.binding import id_of
from reader.compile.compiler import Compiler
from reader.compile.rules import one_by_one
from reader.cost import CONDITIONS
from reader.filters.comparison import AnyComparison, Comparison, FilteredRow
from reader.filters.comparisons import Between, Contains, Is, Shares
from reader.filters.references import Names
from reader.filters.responsible import Responsible


@dataclass(frozen=True)
class Test:
    """What a test asks of a value, and of which types of custom field it can be asked."""

    types: tuple[CustomFieldType, ...]
    #: None where it asks only whether there is a value.
    comparison: AnyComparison | None


WRITTEN = (
    CustomFieldType.TEXT,
    CustomFieldType.LONG_TEXT,
    CustomFieldType.EMAIL,
    CustomFieldType.PHONE,
    CustomFieldType.URL,
)
CHOSEN = (CustomFieldType.SELECT, CustomFieldType.MULTI_SELECT)
#: By their names in filters.
TESTS = {
    "isEmpty": Test(tuple(CustomFieldType), None),
    "text": Test(WRITTEN, Contains("search")),
    "options": Test(CHOSEN, Shares("options")),
    "number": Test((CustomFieldType.NUMBER,), Between("millionths", "millionths")),
    "integer": Test((CustomFieldType.INTEGER,), Between("whole", "int")),
    "money": Test((CustomFieldType.MONEY,), Between("amount_cents", "hundredths")),
    "date": Test((CustomFieldType.DATE,), Between("day", "date")),
    "boolean": Test((CustomFieldType.BOOLEAN,), Is("flag")),
    "user": Test((CustomFieldType.USER,), Responsible("user_id")),
    "company": Test((CustomFieldType.COMPANY,), Names("company_id", "Company")),
    "contact": Test((CustomFieldType.CONTACT,), Names("contact_id", "Contact")),
}


@dataclass(frozen=True)
class CustomField(Comparison[Tree]):
    """What the record has in the custom field that the given value names."""

    def write(self, on: FilteredRow, value: Tree, where: str) -> str:
        """That it holds for a value. Raises BadInput."""
        kind = on.model.kind  # type: ignore[attr-defined]
        return CustomFields(on).all_of(kind, value, where)

    def conditions(self, value: Tree) -> int:
        """How many conditions it counts for, since it looks into another table."""
        return CONDITIONS * max(1, len(value) - 1)


@dataclass(frozen=True)
class CustomFields:
    """Compiles what is said of the custom fields of the records under one alias."""

    on: FilteredRow

    @property
    def c(self) -> Compiler:
        """The compiler of the statement."""
        return self.on.c

    def _holds(self, row: str, comparison: AnyComparison, value: Tree, where: str) -> str:
        """That a comparison holds for the row of a value, by its alias."""
        return self.on.beside(CustomFieldValue, row).holds(comparison, value, where)

    def all_of(self, kind: RecordKind, value: Tree, where: str) -> str:
        """That everything holds which a filter says of the custom field that it names."""
        field = id_of(value["field"], "CustomFieldDefinition", f"{where}.field")
        place = self.c.bind(field, "int")
        conditions = []
        for test, asked in value.items():
            if test != "field" and asked is not None:
                # What is asked of no such field holds for nobody; that is no answer.
                message = f"{where}.field: {no_such_field(kind, test)}"
                if not self.on.known:
                    self.c.demand(self._is_defined(place, kind, test), message)
                conditions.append(self.test(place, test, asked, f"{where}.{test}"))
        # A bound value has a place even where nothing is asked; PostgreSQL refuses what has none.
        return " AND ".join(conditions) or f"{place} = {place}"

    def test(self, field: str, test: str, value: Tree, where: str) -> str:
        """That one of the tests holds; field: the place of its id. Empty is who has no value.

        A range without bounds asks nothing, as somebody of whom nothing is said.
        """
        comparison = TESTS[test].comparison
        if comparison is None:
            return self._is_empty(field, value)
        if isinstance(value, dict) and all(it is None for it in value.values()):
            return "1 = 1"
        if not isinstance(comparison, Responsible):
            return self._has(field, lambda row: self._holds(row, comparison, value, where))
        parts = [
            self._names(field, comparison, name, leaf, f"{where}.{name}")
            for name, leaf in value.items()
            if leaf is not None
        ]
        return " AND ".join(parts)

    def _names(self, field: str, user: Responsible, name: str, leaf: Leaf, where: str) -> str:
        """That one thing holds which is said of the user; nobody is not the viewer."""
        if name == "isEmpty":
            return self._is_empty(field, leaf)
        if name == "isMe" and not leaf.now:
            me = {name: Leaf(True, leaf.get)}
            return f"NOT {self._found(field, lambda row: self._holds(row, user, me, where))}"
        return self._found(field, lambda row: self._holds(row, user, {name: leaf}, where))

    def _has(self, field: str, holds: Callable[[str], str]) -> str:
        """That the record at hand has such a value; a page does not look at all values first."""
        row = self.c.new_row()
        found = (
            f'SELECT 1 FROM "custom_field_value" {row} WHERE {row}.definition_id = {field}'
            f" AND {row}.record_id = {self.on.row}.id AND {holds(row)}"
        )
        return one_by_one(found) if self.on.each else f"EXISTS ({found})"

    def _found(self, field: str, holds: Callable[[str], str]) -> str:
        """The same where an index finds the values, so that few of them lead to the records.

        Who sees in part is led by what they see, since there may be values of what is hidden.
        """
        if self.on.each:
            return self._has(field, holds)
        row = self.c.new_row()
        return (
            f'{self.on.row}.id IN (SELECT {row}.record_id FROM "custom_field_value" {row}'
            f" WHERE {row}.definition_id = {field} AND {holds(row)})"
        )

    def _is_empty(self, field: str, value: Leaf) -> str:
        some = self._has(field, self._is_seen)
        return f"NOT {some}" if value.now else some

    def _is_seen(self, row: str) -> str:
        seen = naming_what_they_may_read(self.c.viewer)
        return self.c.where(seen, CustomFieldValue, row) if isinstance(seen, Q) else "1 = 1"

    def _is_defined(self, field: str, kind: RecordKind, test: str) -> str:
        types = ", ".join(f"'{type_}'" for type_ in TESTS[test].types)
        return (
            'EXISTS (SELECT 1 FROM "custom_field_definition" d'
            f" WHERE d.id = {self.c.named(CustomFieldDefinitionAccess, field)}"
            f" AND d.level = '{kind}' AND d.type IN ({types}))"
        )


def no_such_field(kind: RecordKind, test: str) -> str:
    """What is said where there is no custom field of a kind of record that a test goes with."""
    types = TESTS[test].types
    of_type = "" if len(types) == len(CustomFieldType) else f" of the type {' or '.join(types)}"
    return f"{kind} has no such custom field{of_type}."
