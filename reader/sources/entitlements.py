"""The modules that an account has, as SQL: what comes with its plan, and with its boosters."""

from orm.entitlements import WITH_BOOSTER, WITH_PLAN
from orm.user import Module
from reader.compile.compiler import Compiler


def write_modules(c: Compiler, plan: str, boosters: str) -> str:
    """The modules that come with a plan and boosters, which are columns of a row, as JSON."""
    row, text = c.new_row(), c.dialect.text(boosters)
    having = []
    for module in Module:
        plans = ", ".join(f"'{it}'" for it, modules in WITH_PLAN.items() if module in modules)
        added = [f"{text} LIKE '%\"{it}\"%'" for it, of in WITH_BOOSTER.items() if of is module]
        either = " OR ".join([f"{plan} IN ({plans})", *added])
        having.append(f"SELECT '{module}' AS module WHERE {either}")
    return f"(SELECT {c.dialect.array(f'{row}.module')} FROM ({' UNION ALL '.join(having)}) {row})"
