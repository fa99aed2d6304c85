"""The model says what should be by itself: nothing of the service is asked."""

import ast
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MODEL = ["world.py", "may.py", "told.py", "act.py", "holding.py", "changed.py"]
MODEL += ["showing/expected.py", "showing/kept.py"]


@pytest.mark.parametrize("file", [*MODEL, "doing"])
def test_it_imports_nothing_but_itself(file: str) -> None:
    found = sorted((HERE / file).glob("*.py")) or [HERE / file]
    for module in found:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}"]
            else:
                names = [it.name for it in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                own = name.startswith("tests.oracle")
                assert own or name.partition(".")[0] in sys.stdlib_module_names, (module, name)
