"""The model says what should be by itself: nothing of the service is asked."""

import ast
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ORACLE = HERE.parent / "oracle"
MODEL = [
    *sorted(it for it in HERE.glob("*.py") if it != Path(__file__)),
    *(ORACLE / name for name in ("act.py", "changed.py")),
    *(ORACLE / "showing" / name for name in ("expected.py", "kept.py")),
    *sorted((ORACLE / "doing").glob("*.py")),
]


@pytest.mark.parametrize("module", MODEL, ids=lambda it: f"{it.parent.name}/{it.name}")
def test_it_imports_nothing_but_itself(module: Path) -> None:
    own = ("tests.model",) if module.parent == HERE else ("tests.model", "tests.oracle")
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}"]
        else:
            names = [it.name for it in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            standard = name.partition(".")[0] in sys.stdlib_module_names
            assert standard or name.startswith(own), (module, name)
