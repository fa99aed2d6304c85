"""How PostgreSQL writes what SQLite writes otherwise."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from pypika_tortoise import Dialects, SqlContext

from reader.dialect.sqlite import Pairs, SQLite


class PostgreSQL(SQLite):
    """PostgreSQL, from 14 on."""

    name = "postgresql"
    context = SqlContext('"', "'", '"', Dialects.POSTGRESQL)
    build, find = "json_build_object", "strpos"
    join = "JOIN"
    types: ClassVar = {
        "int": "::bigint",
        "text": "::text",
        "timestamp": "::text::timestamptz",
        "date": "::text::date",
        "flag": "::boolean",
    }

    def refuses(self, sql: str) -> bool:
        """Whether a statement may be nested too deeply."""
        return False

    def parameter(self, number: int, kind: str) -> str:
        """The place of a bound value; kind is int, flag, text, timestamp or date."""
        return f"${number}{self.types[kind]}"

    def behind(self, table: str, row: str, found: str, asked: str, order: str = "") -> str:
        """What follows FROM where something is asked of the rows that a condition finds alone."""
        # The planner takes no condition past an OFFSET, and keeps the order from below one.
        order = f" ORDER BY {order}" if order else ""
        rows = f'SELECT * FROM "{table}" {row} WHERE {found}{order} OFFSET 0'
        where = f" WHERE {asked}" if asked else ""
        return f"({rows}) {row}{where}"

    def found_by_others(self, condition: str) -> str:
        """A condition that is asked of the rows that others find; the planner sees how few."""
        return condition

    def looked_up(self, ids: str, table: str, row: str, on: str) -> str:
        """What follows FROM for the rows that are looked up for each of some ids, by v.id."""
        # A join that the planner chooses may begin with the table, and walk past hidden rows.
        rows = f'SELECT * FROM "{table}" {row} WHERE {on} OFFSET 0'
        return f"({ids}) v CROSS JOIN LATERAL ({rows}) {row}"

    def differs(self, column: str, values: Sequence[str]) -> str:
        """0 where a text is one of some values, and 1 where it is not, in the same steps."""
        return f"(1 - least(1, strpos('|{'|'.join(values)}|', '|' || {column} || '|')))"

    def elements(self, place: str, kind: str) -> str:
        """The elements of a JSON array that is bound at a place."""
        return f"SELECT value{self.types[kind]} FROM json_array_elements_text({place}::json)"

    def chosen(self, column: str) -> str:
        """The texts in a column that holds a JSON array of such."""
        return f"SELECT value FROM jsonb_array_elements_text({column}) value"

    def numbered(self, place: str) -> str:
        """The elements of a JSON array of texts, with their positions, as a table."""
        rows = f"json_array_elements_text({place}::json) WITH ORDINALITY AS e(element, position)"
        return f"(SELECT position, element FROM {rows})"

    def items(self, column: str) -> str:
        """The elements of a JSON array in a column, with their positions, as a table."""
        rows = f"jsonb_array_elements({column}) WITH ORDINALITY AS e(element, position)"
        return f"(SELECT position, element FROM {rows})"

    def member(self, element: str, name: str) -> str:
        """A member of a JSON object, as text."""
        return f"({element} ->> '{name}')"

    def member_json(self, element: str, name: str) -> str:
        """A member of a JSON object, as JSON."""
        return f"({element} -> '{name}')"

    def before_colon(self, text: str) -> tuple[str, str]:
        """The two parts of "Company:42": the text, and the number."""
        return f"split_part({text}, ':', 1)", f"split_part({text}, ':', 2)::bigint"

    def boolean(self, condition: str) -> str:
        """A condition as JSON."""
        return f"coalesce({condition}, false)"

    def json(self, text: str) -> str:
        """Text that is JSON already."""
        return f"({text})::json"

    def text(self, column: str) -> str:
        """A column of JSON as text."""
        return f"{column}::text"

    def mark(self, text: str) -> str:
        """A mark that stands for a value."""
        return f"to_json('{text}'::text)"

    def masked(self, condition: str, value: str, hidden: str) -> str:
        """A value where a condition holds, and a mark where it does not."""
        return f"CASE WHEN {condition} THEN to_json({value}) ELSE {self.mark(hidden)} END"

    def unless(self, marks: Mapping[str, str], value: str) -> str:
        """A value, or the mark of the first condition that does not hold."""
        json = {it: f"to_json('{mark}'::text)" for it, mark in marks.items()}
        refused = " ".join(f"WHEN NOT {it} THEN {mark}" for it, mark in json.items())
        return f"CASE {refused} ELSE to_json({value}) END"

    def array(self, element: str, only: str | None = None) -> str:
        """All the elements of a group as a JSON array, [] for none."""
        rows = f"json_agg({element})" + (f" FILTER (WHERE {only})" if only else "")
        return f"coalesce({rows}, '[]'::json)"

    def moment(self, column: str) -> str:
        """A time stamp by RFC 3339."""
        return f"""to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""

    def seconds(self, column: str) -> str:
        """A time stamp as whole seconds since 1970."""
        return f"floor(extract(epoch FROM {column}))::bigint"

    def hundredths(self, column: str) -> str:
        """A number of hundredths as a decimal text."""
        return f"to_char({column} / 100.0, 'FM9999999999999990.00')"

    def millionths(self, column: str) -> str:
        """A number of millionths as a decimal text, without zeros at its end."""
        return f"rtrim(rtrim(to_char({column} / 1000000.0, 'FM999999990.000000'), '0'), '.')"

    def cursor(self, parts: Sequence[str]) -> str:
        """The place of a row in an order, as text that clients need not understand."""
        text = f"json_build_array({', '.join(parts)})::text"
        return f"encode(convert_to({text}, 'UTF8'), 'hex')"

    def same(self, left: str, right: str) -> str:
        """Equality in which two nulls are equal."""
        return f"{left} IS NOT DISTINCT FROM {right}"

    def order(self, column: str, descending: bool, nullable: bool) -> str:
        """A key of an order; null is the smallest."""
        nulls = (" NULLS LAST" if descending else " NULLS FIRST") if nullable else ""
        return f"{column} DESC{nulls}" if descending else f"{column}{nulls}"

    def collated(self, column: str) -> str:
        """A text as it is ordered: by code points, whatever the database's locale."""
        return f'{column} COLLATE "C"'

    def padded(self, number: str) -> str:
        """A number as text that sorts as the number does."""
        return f"lpad(({number})::text, 9, '0')"

    def merged(self, parts: Sequence[Pairs]) -> str:
        """A JSON object of more pairs."""
        objects = [self.small(part) for part in parts]
        inner = " || ',' || ".join(f"substr(left(({o})::text, -1), 2)" for o in objects)
        return f"('{{' || {inner} || '}}')::json"
