"""Write `docs/diagnostics.md` from the list of codes: `python scripts/diagnostics_reference.py`."""

from __future__ import annotations

import ast
import inspect
import itertools
from collections.abc import Iterator
from pathlib import Path

from reportgen import diagnostics
from reportgen.diagnostics import Code

TARGET = Path(__file__).parent.parent / "docs" / "diagnostics.md"
HEAD = """# Diagnostics

What `reportgen check` and `reportgen build` say when something is wrong: a place, a code, what is wrong, and
what would be right.

```text
index.md:12:9: error[column-unknown]: there is no column 'gues'
  :group: gues
          ^^^^
  help: did you mean 'guess'?
```

A build with errors writes nothing, so that the last good site stays. A warning does not stop it, unless
`--strict` is given.

Written from the list in the code by `python scripts/diagnostics_reference.py`; a test compares.

| code | meaning |
|---|---|
"""


def reference() -> str:
    """The page."""
    return HEAD + "".join(f"| `{code}` | {text} |\n" for code, text in sorted(meanings()))


def meanings() -> Iterator[tuple[str, str]]:
    """Every code and the text below it."""
    tree = ast.parse(inspect.getsource(diagnostics))
    body = next(n.body for n in tree.body if isinstance(n, ast.ClassDef) and n.name == Code.__name__)
    for member, text in itertools.pairwise(body):
        if isinstance(member, ast.Assign) and isinstance(text, ast.Expr):
            yield str(ast.literal_eval(member.value)), " ".join(str(ast.literal_eval(text.value)).split())


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")
