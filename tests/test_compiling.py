"""The compiled install: what is spelled out for mypyc means what it meant, and where such an install is made it finds the same rows."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from compiling.modules import modules, named_tuples_of_all
from compiling.spelling import keeps_in_dataclass, spelled

ROOT = Path(__file__).resolve().parent.parent
COMPILED = ROOT / ".venv-compiled/bin/python"
FUTURE = "from __future__ import annotations\n"
FINAL = (
    "from __future__ import annotations; from typing import Any as Any_, Final as Final_, cast as cast_; "
    "new_: Final_[Any_] = tuple.__new__\n"
)


@pytest.mark.parametrize(
    "source, expected",
    [
        pytest.param('_WORD = "字"  # 词\n', '_WORD: Final_ = "字"  # 词\n', id="constant"),
        pytest.param("SIZES: dict[str, int] = {}\n", "SIZES: Final_[dict[str, int]] = {}\n", id="constant with its type"),
        pytest.param("A = 1\nA = 2\n", None, id="set twice"),
        pytest.param("A = 1\ndef f():\n    global A\n    A = 2\n", None, id="set by a function"),
        pytest.param("Entry = dict[str, str]\n", None, id="name of a type"),
        pytest.param("A, B = 1, 2\n", None, id="two at once"),
        pytest.param("f = 'x' in (*'词', *a)\n", "f = 'x' in tuple((*'词', *a))\n", id="unpacked to look in"),
        pytest.param("f = 'x' in ('词', a)\n", None, id="looked in as it stands"),
        pytest.param(
            "@dataclass\nclass Pair:\n    a: int\n    b: str = '乙'\n",
            "@dataclass(init=False)\nclass Pair:\n    a: int\n    b: str = '乙'\n"
            "    def __init__(self, a: int, b: str = '乙') -> None:\n        self.a = a\n        self.b = b\n",
            id="dataclass",
        ),
        pytest.param(
            "@dataclass(slots=True)\nclass One:\n    a: int\n\n    def f(self):\n        pass\n",
            "@dataclass(init=False, slots=True)\nclass One:\n    a: int\n"
            "    def __init__(self, a: int) -> None:\n        self.a = a\n\n    def f(self):\n        pass\n",
            id="dataclass with slots and a method",
        ),
        pytest.param("@dataclass(frozen=True)\nclass One:\n    a: int\n", None, id="frozen"),
        pytest.param("@dataclass\nclass Many:\n    a: list[int] = field(default_factory=list)\n", None, id="made anew"),
        pytest.param("@dataclass\nclass Two(One):\n    b: int\n", None, id="of another class"),
        pytest.param("@dataclass\nclass One:\n    a: int\n\n    def __post_init__(self):\n        pass\n", None, id="with a second step"),
    ],
)
def test_constants_and_initialisers_are_spelled_out(source, expected):
    assert spelled(FUTURE + source) == (FUTURE + source if expected is None else FINAL + expected)


def test_a_spelled_out_class_is_the_same_class():
    source = FUTURE + "from dataclasses import dataclass\n\n\n@dataclass(slots=True)\nclass One:\n    a: int\n    b: int = 2\n"
    plain, told = {}, {}
    exec(source, plain)
    exec(spelled(source), told)
    for arguments in ((1,), (1, 3)):
        assert repr(plain["One"](*arguments)) == repr(told["One"](*arguments))
    assert told["One"](1) == told["One"](1, 2) != told["One"](1, 3)


def test_a_cached_property_is_worked_out_once():
    source = (
        FUTURE + "from functools import cached_property\n\n\nclass Page:\n    worked = 0\n\n    @cached_property\n"
        "    def title(self) -> str | None:\n        self.worked += 1\n        return None\n"
    )
    told = {}
    exec(spelled(source), told)
    page, other = told["Page"](), told["Page"]()
    assert (page.title, page.title, page.worked) == (None, None, 1)
    assert other.worked == 0
    assert keeps_in_dataclass(source.replace("class Page", "@dataclass(frozen=True)\nclass Page"))
    assert not keeps_in_dataclass(source)


PAIR = "from typing import NamedTuple\nclass Pair(NamedTuple):\n    a: object\n    b: object\n    c: object = None\n"


@pytest.mark.parametrize(
    "made, expected",
    [
        pytest.param("Pair(1, 2, 3)", "cast_(Pair, new_(Pair, (1, 2, 3,)))", id="whole"),
        pytest.param("Pair(1, 2)", "cast_(Pair, new_(Pair, (1, 2, None,)))", id="with a default"),
        pytest.param("Pair(1, 2, 3,)", "cast_(Pair, new_(Pair, (1, 2, 3,)))", id="with a comma"),
        pytest.param(
            "Pair(1, Pair(2, 3, 4), Pair('，', 6))",
            "cast_(Pair, new_(Pair, (1, cast_(Pair, new_(Pair, (2, 3, 4,))), cast_(Pair, new_(Pair, ('，', 6, None,))),)))",
            id="one in another",
        ),
        pytest.param("Pair(\n    1,  # 一, 二\n    2\n)", "cast_(Pair, new_(Pair, (\n    1,  # 一, 二\n    2\n, None,)))", id="over lines"),
        pytest.param("Pair(*(1, 2))", "Pair(*(1, 2))", id="unpacked"),
        pytest.param("Pair(1, b=2)", "Pair(1, b=2)", id="by name"),
    ],
)
def test_a_named_tuple_is_made_as_a_tuple(made, expected):
    source = FUTURE + PAIR + f"PAIR = {made}\n"
    told = spelled(source)
    assert told.partition("PAIR: Final_ = ")[2] == expected + "\n"
    plain, changed = {}, {}
    exec(source, plain)
    exec(told, changed)
    assert repr(plain["PAIR"]) == repr(changed["PAIR"])


def test_a_named_tuple_of_another_module_is_known():
    source = FUTURE + "from kaozheng.tasks.text import Span\n\n\ndef f():\n    return Span(1, 2)\n"
    tuples = {"kaozheng.tasks.text": {"Span": [None, None]}, "kaozheng.tasks.other": {"Other": [None]}}
    assert "return cast_(Span, new_(Span, (1, 2,)))" in spelled(source, tuples)
    assert spelled(source.replace("text import", "elsewhere import"), tuples) == source.replace("text import", "elsewhere import")


def test_all_modules_to_compile_can_be_spelled_out():
    chosen, tuples = list(modules(ROOT)), named_tuples_of_all(ROOT)
    assert tuples["kaozheng.tasks.text"]["Span"] == [None, None]
    assert Path("tasks/extract/counts.py") in chosen
    for path in chosen:
        compile(spelled((ROOT / path).read_text(encoding="utf-8"), tuples), str(path), "exec")


def test_the_compiler_is_the_one_that_is_locked():
    pinned = re.search(r"mypy\[mypyc\]==([\d.]+)", (ROOT / "setup.py").read_text(encoding="utf-8"))
    assert pinned
    assert f"\nmypy=={pinned[1]} " in (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")


def test_a_compiled_install_finds_the_same_rows():
    if not COMPILED.exists():
        pytest.skip("no compiled install: make compiled")
    command = [sys.executable, "benchmarks/compiled.py", str(COMPILED), "samples/documents"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
