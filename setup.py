"""Compiles the modules that every mention passes through to C, where KAOZHENG_COMPILE=1 asks for it; else the install is pure Python.

All else about the package stands in pyproject.toml. README.md tells how to install it compiled, docs/decisions.md, 44, why one would.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import sysconfig
from pathlib import Path

from setuptools import Extension, setup

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

from compiling.modules import modules  # noqa: E402
from compiling.spelling import spelled  # noqa: E402

ASKED = os.environ.get("KAOZHENG_COMPILE", "") not in ("", "0")
COMPILER = "mypy[mypyc]==1.20.2"  # as in requirements-dev.lock
COPIES = Path("build/compiled")
BUILDING = {"bdist_wheel", "build", "build_ext", "install"}
IN_PLACE = {"editable_wheel", "develop"}


def extensions() -> list[Extension]:
    """The extension modules of a compiled install. They are made from copies, so that none ever lies beside the sources of a checkout."""
    if IN_PLACE & set(sys.argv):
        sys.exit("kaozheng: a compiled install cannot be editable: leave out -e, or unset KAOZHENG_COMPILE")
    if not BUILDING & set(sys.argv):
        return []  # asked only what the build needs
    _look_for_a_c_compiler()
    from mypyc.build import mypycify

    chosen = _copied()
    os.environ["MYPYPATH"] = str(COPIES)
    options = ["--config-file=", "--namespace-packages", "--explicit-package-bases", "--ignore-missing-imports"]
    return mypycify([*options, *chosen], group_name="kaozheng", opt_level=os.environ.get("KZOPT", "3"), debug_level="0", multi_file=True)


def _look_for_a_c_compiler() -> None:
    command = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")
    if os.name == "posix" and not shutil.which(command[0]):
        sys.exit(f"kaozheng: KAOZHENG_COMPILE=1 needs a C compiler, and there is no {command[0]}: install one, or unset KAOZHENG_COMPILE")


def _copied() -> list[str]:
    """Copies of the sources under the name that they are installed by; those that are compiled come first to be spelled out."""
    shutil.rmtree(COPIES, ignore_errors=True)
    shutil.copytree("tasks", COPIES / "kaozheng/tasks", ignore=shutil.ignore_patterns("__pycache__"))
    chosen = [COPIES / "kaozheng" / name for name in modules(ROOT)]
    for path in chosen:
        path.write_text(spelled(path.read_text(encoding="utf-8")), encoding="utf-8")
    return [str(path) for path in chosen]


setup(**({"setup_requires": [COMPILER], "ext_modules": extensions()} if ASKED else {}))
