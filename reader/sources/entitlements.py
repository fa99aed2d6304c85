"""The modules that an account has, as SQL: what comes with its plan, and with its boosters."""

from dataclasses import dataclass

from orm.entitlements import WITH_BOOSTER, WITH_PLAN
from orm.user import Module
from reader.compile.compiler import Compiler
from reader.compile.place import Place
from reader.compile.source import Source
from reader.compile.values import row_column


@dataclass(frozen=True)
class Modules(Source):
    """The modules that come with the plan and the boosters of the row."""

    def write(self, c: Compiler, place: Place) -> str:
        """As SQL of one JSON value."""
        plan, boosters = row_column(c, place, "plan"), row_column(c, place, "boosters")
        row, text = c.new_row(), c.dialect.text(boosters)
        having = []
        for module in Module:
            plans = ", ".join(f"'{it}'" for it, modules in WITH_PLAN.items() if module in modules)
            added = [f"{text} LIKE '%\"{it}\"%'" for it, of in WITH_BOOSTER.items() if of is module]
            either = " OR ".join([f"{plan} IN ({plans})", *added])
            having.append(f"SELECT '{module}' AS module WHERE {either}")
        modules = " UNION ALL ".join(having)
        return f"(SELECT {c.dialect.array(f'{row}.module')} FROM ({modules}) {row})"
