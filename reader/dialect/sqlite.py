"""How SQLite writes what both databases can do."""

from collections.abc import Mapping, Sequence

from pypika_tortoise import Dialects, SqlContext

from reader.compile.terms import symbols

Pairs = Sequence[tuple[str, str]]

#: Both databases bound the arguments of a function; a pair takes two.
PAIRS_A_CALL = 48
#: Raises that a value is too long.
TOO_LONG = "zeroblob(2147483647)"


class SQLite:
    """SQLite, from 3.38 on."""

    name = "sqlite"
    context = SqlContext('"', "'", '"', Dialects.SQLITE)
    build, find = "json_object", "instr"
    #: Joins two tables in the order in which they are written.
    join = "CROSS JOIN"

    def refuses(self, sql: str) -> bool:
        """Whether a statement may be nested too deeply."""
        # The parser takes 100 symbols at once; a statement itself begins with four.
        return symbols(sql) > 96

    def parameter(self, number: int, kind: str) -> str:
        """The place of a bound value; kind is int, flag, text, timestamp or date."""
        return f"?{number}"

    def behind(self, table: str, row: str, found: str, asked: str, order: str = "") -> str:
        """What follows FROM where something is asked of the rows that a condition finds alone."""
        asked = f" AND ({asked}) IS TRUE" if asked else ""
        return f'"{table}" {row} WHERE {found}{asked}'

    def found_by_others(self, condition: str) -> str:
        """A condition that is asked of the rows that others find.

        An index that gives the order is preferred to one that finds the rows, however few.
        """
        return f"({condition}) IS TRUE"

    def looked_up(self, ids: str, table: str, row: str, on: str) -> str:
        """What follows FROM for the rows that are looked up for each of some ids, by v.id."""
        return f'({ids}) v {self.join} "{table}" {row} ON {on}'

    def differs(self, column: str, values: Sequence[str]) -> str:
        """0 where a text is one of some values, and 1 where it is not, in the same steps."""
        return f"(1 - min(1, instr('|{'|'.join(values)}|', '|' || {column} || '|')))"

    def elements(self, place: str, kind: str) -> str:
        """The elements of a JSON array that is bound at a place."""
        return f"SELECT value FROM json_each({place})"

    def chosen(self, column: str) -> str:
        """The texts in a column that holds a JSON array of such."""
        return f"SELECT value FROM json_each({column})"

    def numbered(self, place: str) -> str:
        """The elements of a JSON array of texts, with their positions, as a table."""
        return f"(SELECT key AS position, value AS element FROM json_each({place}))"

    def items(self, column: str) -> str:
        """The elements of a JSON array in a column, with their positions, as a table."""
        return f"(SELECT key AS position, value AS element FROM json_each({column}))"

    def member(self, element: str, name: str) -> str:
        """A member of a JSON object, as text."""
        return f"json_extract({element}, '$.{name}')"

    def member_json(self, element: str, name: str) -> str:
        """A member of a JSON object, as JSON."""
        return f"json_extract({element}, '$.{name}')"

    def before_colon(self, text: str) -> tuple[str, str]:
        """The two parts of "Company:42": the text, and the number."""
        at = f"instr({text}, ':')"
        return f"substr({text}, 1, {at} - 1)", f"CAST(substr({text}, {at} + 1) AS INTEGER)"

    def boolean(self, condition: str) -> str:
        """A condition as JSON."""
        return f"CASE WHEN {condition} THEN json('true') ELSE json('false') END"

    def json(self, text: str) -> str:
        """Text that is JSON already."""
        return f"json({text})"

    def text(self, column: str) -> str:
        """A column of JSON as text."""
        return column

    def mark(self, text: str) -> str:
        """A mark that stands for a value."""
        return f"'{text}'"

    def masked(self, condition: str, value: str, hidden: str) -> str:
        """A value where a condition holds, and a mark where it does not."""
        return f"CASE WHEN {condition} THEN {value} ELSE {self.mark(hidden)} END"

    def unless(self, marks: Mapping[str, str], value: str) -> str:
        """A value, or the mark of the first condition that does not hold."""
        refused = " ".join(f"WHEN NOT {it} THEN '{mark}'" for it, mark in marks.items())
        return f"CASE {refused} ELSE {value} END"

    def array(self, element: str, only: str | None = None) -> str:
        """All the elements of a group as a JSON array, [] for none."""
        return f"json_group_array({element})" + (f" FILTER (WHERE {only})" if only else "")

    def moment(self, column: str) -> str:
        """A time stamp, which Tortoise writes as "2026-01-31 12:00:00.123+00:00", by RFC 3339."""
        return f"(substr({column}, 1, 10) || 'T' || substr({column}, 12, 8) || 'Z')"

    def seconds(self, column: str) -> str:
        """A time stamp as whole seconds since 1970."""
        return f"unixepoch(substr({column}, 1, 19))"

    def hundredths(self, column: str) -> str:
        """A number of hundredths as a decimal text."""
        return f"printf('%.2f', {column} / 100.0)"

    def millionths(self, column: str) -> str:
        """A number of millionths as a decimal text, without zeros at its end."""
        return f"rtrim(rtrim(printf('%.6f', {column} / 1000000.0), '0'), '.')"

    def cursor(self, parts: Sequence[str]) -> str:
        """The place of a row in an order, as text that clients need not understand."""
        return f"lower(hex(json_array({', '.join(parts)})))"

    def same(self, left: str, right: str) -> str:
        """Equality in which two nulls are equal."""
        return f"{left} IS {right}"

    def order(self, column: str, descending: bool, nullable: bool) -> str:
        """A key of an order; null is the smallest."""
        return f"{column} DESC" if descending else column

    def collated(self, column: str) -> str:
        """A text as it is ordered: by code points, whatever the database's locale."""
        return column

    def padded(self, number: str) -> str:
        """A number as text that sorts as the number does."""
        return f"printf('%09d', {number})"

    def object(self, pairs: Pairs) -> str:
        """A JSON object of names and expressions."""
        parts = [
            pairs[start : start + PAIRS_A_CALL] for start in range(0, len(pairs) or 1, PAIRS_A_CALL)
        ]
        return self.small(parts[0]) if len(parts) == 1 else self.merged(parts)

    def small(self, pairs: Pairs) -> str:
        """A JSON object of as many pairs as a function takes."""
        written = ", ".join(f"'{key}', {value}" for key, value in pairs)
        return f"{self.build}({written})"

    def merged(self, parts: Sequence[Pairs]) -> str:
        """A JSON object of more pairs; of what can be written, the least deep."""
        inner = []
        for part in parts:
            form = ",".join(f'"{key}":%s' for key, _ in part)
            values = ", ".join(f"json_quote({value})" for _, value in part)
            # What is too long is NULL to printf, and an error to every other function.
            inner.append(f"coalesce(printf('{form}', {values}), {TOO_LONG})")
        return "json('{' || " + " || ',' || ".join(inner) + " || '}')"
