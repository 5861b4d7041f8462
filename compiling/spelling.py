"""Spells out what mypyc would leave to the interpreter, in copies of our modules: the sources stay as they are.

Of two things it makes slow C, although nothing about them is open. A constant of a module is looked up by name each time unless it is
declared Final. The `__init__` that `dataclass` writes at run time is Python, and sets the fields of a compiled class from outside. A third
thing, looking for something in (*A, *B), it does not take. And a `cached_property` has no `__dict__` to keep its value in: it would be
worked out anew each time.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

FUTURE = "from __future__ import annotations"
_CONSTANT = re.compile(r"_*[A-Z][A-Z0-9_]*")
_OWN = ("__init__", "__post_init__", "__new__")


class Insertion(NamedTuple):
    """Text that goes before column `column`, in bytes, of a line that counts from 1; `over`: how many bytes it replaces."""

    line: int
    column: int
    text: bytes
    over: int = 0


def spelled(source: str) -> str:
    """The same module, its constants Final, the `__init__` of its dataclasses written out. No line loses its comment."""
    tree = ast.parse(source)
    insertions = [*_constants(tree), *_initialisers(tree, source), *_unpacked(tree), *_kept_values(tree, source)]
    if not insertions:
        return source
    lines = source.encode().split(b"\n")
    for line, column, text, over in sorted(insertions, reverse=True):
        found = lines[line - 1]
        lines[line - 1] = found[:column] + text + found[column + over :]
    told = b"\n".join(lines).decode()
    if FUTURE not in told:
        raise ValueError(f"a module to compile begins with {FUTURE!r}")
    return told.replace(FUTURE, f"{FUTURE}; from typing import Final as Final_", 1)


def _constants(tree: ast.Module) -> Iterator[Insertion]:
    """NAME = … at the top of a module, where nothing else ever sets that name."""
    stored = Counter(node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    for node in tree.body:
        if isinstance(node, ast.Assign):
            target = node.targets[0] if len(node.targets) == 1 else None
        elif isinstance(node, ast.AnnAssign) and node.value:
            target = node.target
        else:
            continue
        if isinstance(target, ast.Name) and _CONSTANT.fullmatch(target.id) and stored[target.id] == 1:
            if isinstance(node, ast.Assign):
                yield Insertion(target.end_lineno or 0, target.end_col_offset or 0, b": Final_")
            else:
                told = node.annotation
                yield Insertion(told.lineno, told.col_offset, b"Final_[")
                yield Insertion(told.end_lineno or 0, told.end_col_offset or 0, b"]")


def _unpacked(tree: ast.Module) -> Iterator[Insertion]:
    """x in (*A, *B), which mypyc does not take: in tuple((*A, *B))."""
    for node in ast.walk(tree):
        for among in node.comparators if isinstance(node, ast.Compare) else ():
            if isinstance(among, ast.Tuple | ast.List) and any(isinstance(part, ast.Starred) for part in among.elts):
                yield Insertion(among.lineno, among.col_offset, b"tuple(")
                yield Insertion(among.end_lineno or 0, among.end_col_offset or 0, b")")


def _kept_values(tree: ast.Module, source: str) -> Iterator[Insertion]:
    """A `cached_property` as a property that works its value out once and keeps it in a field of the class.

    Not in a dataclass, where that field would be one of its own: `keeps_in_dataclass` tells of those.
    """
    for node in ast.walk(tree):
        for method in _cached_properties(node) if isinstance(node, ast.ClassDef) and not _is_dataclass(node) else ():
            decorator, name, indent = method.decorator_list[0], method.name, " " * method.col_offset
            given = _text(source, method.returns) if method.returns else "object"
            told = (
                f"property\n{indent}def {name}(self) -> {given}:\n"
                f"{indent}    if self._kept_{name} is None:\n{indent}        self._kept_{name} = (self._find_{name}(),)\n"
                f"{indent}    return self._kept_{name}[0]\n"
                f"{indent}_kept_{name}: tuple[{given}] | None = None"
            )
            yield Insertion(decorator.lineno, decorator.col_offset, told.encode(), len("cached_property"))
            # Columns are in bytes, and so is the indent of code.
            yield Insertion(method.lineno, method.col_offset + len("def "), f"_find_{name}".encode(), len(name.encode()))


def keeps_in_dataclass(source: str) -> bool:
    """Whether a dataclass of a module has a `cached_property`, which cannot be spelled out."""
    return any(_cached_properties(node) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef) and _is_dataclass(node))


def _cached_properties(node: ast.ClassDef) -> list[ast.FunctionDef]:
    methods = [part for part in node.body if isinstance(part, ast.FunctionDef)]
    return [m for m in methods if any(isinstance(d, ast.Name) and d.id == "cached_property" for d in m.decorator_list)]


def _is_dataclass(node: ast.ClassDef) -> bool:
    called = (d.func if isinstance(d, ast.Call) else d for d in node.decorator_list)
    return any(isinstance(d, ast.Name) and d.id == "dataclass" for d in called)


def _initialisers(tree: ast.Module, source: str) -> Iterator[Insertion]:
    for node in ast.walk(tree):
        decorator = _plain_dataclass(node) if isinstance(node, ast.ClassDef) else None
        if decorator is None or not isinstance(node, ast.ClassDef):
            continue
        fields = [field for field in node.body if isinstance(field, ast.AnnAssign)]
        parameters = [f"{_text(source, f.target)}: {_text(source, f.annotation)}" + _default(source, f) for f in fields]
        indent = " " * fields[0].col_offset
        names = [_text(source, field.target) for field in fields]
        told = f"{indent}def __init__(self, {', '.join(parameters)}) -> None:\n" + "".join(f"{indent}    self.{n} = {n}\n" for n in names)
        if isinstance(decorator, ast.Call):
            yield Insertion(decorator.func.end_lineno or 0, (decorator.func.end_col_offset or 0) + 1, b"init=False, ")
        else:
            yield Insertion(decorator.end_lineno or 0, decorator.end_col_offset or 0, b"(init=False)")
        yield Insertion((fields[-1].end_lineno or 0) + 1, 0, told.encode())


def _plain_dataclass(node: ast.ClassDef) -> ast.expr | None:
    """The decorator of a dataclass whose `__init__` does nothing but set its fields, each once; None of other classes.

    That of a frozen one has to go round the class's own `__setattr__`.
    """
    for decorator in node.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        if not (isinstance(called, ast.Name) and called.id == "dataclass"):
            continue
        told = {keyword.arg for keyword in decorator.keywords} if isinstance(decorator, ast.Call) else set()
        fields = [field for field in node.body if isinstance(field, ast.AnnAssign)]
        made = any(isinstance(field.value, ast.Call) for field in fields)  # field(default_factory=…)
        own = any(isinstance(part, ast.FunctionDef) and part.name in _OWN for part in node.body)
        plain = fields and not node.bases and not made and not own and told <= {"slots", "eq"}
        return decorator if plain else None
    return None


def _default(source: str, field: ast.AnnAssign) -> str:
    return f" = {_text(source, field.value)}" if field.value else ""


def _text(source: str, node: ast.AST) -> str:
    return ast.get_source_segment(source, node) or ""
