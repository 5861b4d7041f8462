"""Spells out what mypyc would leave to the interpreter, in copies of our modules: the sources stay as they are.

Of two things it makes slow C, although nothing about them is open. A constant of a module is looked up by name each time unless it is
declared Final. The `__init__` that `dataclass` writes at run time is Python, and sets the fields of a compiled class from outside. A third
thing, looking for something in (*A, *B), it does not take. And a `cached_property` has no `__dict__` to keep its value in: it would be
worked out anew each time. A `NamedTuple` is made by a function that `namedtuple` evaluates from a string, which takes three times as long
as to make the tuple of its class.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

FUTURE = "from __future__ import annotations"
_CONSTANT = re.compile(r"_*[A-Z][A-Z0-9_]*")
_HEADER = f"{FUTURE}; from typing import Any as Any_, Final as Final_, cast as cast_; new_: Final_[Any_] = tuple.__new__"
_COMMENT = re.compile("#.*")
_OWN = ("__init__", "__post_init__", "__new__")


class Insertion(NamedTuple):
    """Text that goes before column `column`, in bytes, of a line that counts from 1; `over`: how many bytes it replaces."""

    line: int
    column: int
    text: bytes
    over: int = 0


Tuples = dict[str, list[str | None]]
"""The named tuples of a module by their names: of each field the default as it is written, None where it has none."""


def spelled(source: str, tuples: Mapping[str, Tuples] | None = None) -> str:
    """The same module, its constants Final, the `__init__` of its dataclasses written out. No line loses its comment.

    `tuples`: the named tuples of other modules, by the modules' names.
    """
    tree = ast.parse(source)
    made = _made(tree, {**_imported(tree, tuples or {}), **named_tuples(source)}, source)
    insertions = [*_constants(tree), *_initialisers(tree, source), *_unpacked(tree), *_kept_values(tree, source), *made]
    if not insertions:
        return source
    lines = source.encode().split(b"\n")
    for line, column, text, over in sorted(insertions, reverse=True):
        found = lines[line - 1]
        lines[line - 1] = found[:column] + text + found[column + over :]
    told = b"\n".join(lines).decode()
    if FUTURE not in told:
        raise ValueError(f"a module to compile begins with {FUTURE!r}")
    return told.replace(FUTURE, _HEADER, 1)


def named_tuples(source: str) -> Tuples:
    """The named tuples that a module defines."""
    classes = (node for node in ast.parse(source).body if isinstance(node, ast.ClassDef))
    named = (node for node in classes if any(isinstance(base, ast.Name) and base.id == "NamedTuple" for base in node.bases))
    return {
        node.name: [_text(source, part.value) if part.value else None for part in node.body if isinstance(part, ast.AnnAssign)]
        for node in named
    }


def _imported(tree: ast.Module, tuples: Mapping[str, Tuples]) -> Tuples:
    """The named tuples that a module takes from others."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module in tuples]
    return {
        name.name: found[name.name]
        for node in imports
        if (found := tuples[node.module or ""])
        for name in node.names
        if name.name in found and name.asname is None
    }


def _made(tree: ast.Module, tuples: Tuples, source: str) -> Iterator[Insertion]:
    """Named tuples made of arguments by position: Pair(a, b) as the tuple (a, b) of that class, the defaults written out."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in tuples and node.args):
            continue
        given, fields = node.args, tuples[node.func.id]
        rest = fields[len(given) :]
        if node.keywords or any(isinstance(one, ast.Starred) for one in given) or any(default is None for default in rest):
            continue
        name, last = node.func, given[-1]
        closing = Insertion(node.end_lineno or 0, (node.end_col_offset or 0) - 1, b"")
        behind = _COMMENT.sub("", _between(source, last.end_lineno or 0, last.end_col_offset or 0, closing))
        told = ("" if "," in behind else ",") + "".join(f" {default}," for default in rest)
        yield Insertion(name.lineno, name.col_offset, f"cast_({name.id}, new_(".encode())
        yield Insertion(name.end_lineno or 0, name.end_col_offset or 0, b", (", 1)
        yield closing._replace(text=told.encode())
        yield closing._replace(column=closing.column + 1, text=b"))")


def _between(source: str, line: int, column: int, end: Insertion) -> str:
    """The text from a line and column, in bytes, to another."""
    lines = [found.encode() for found in source.split("\n")[line - 1 : end.line]]
    lines[-1] = lines[-1][: end.column]
    lines[0] = lines[0][column:]
    return b"\n".join(lines).decode()


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
