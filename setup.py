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
COPIES = ROOT / "build/compiled"
ASKED = os.environ.get("KAOZHENG_COMPILE", "") not in ("", "0")
NEEDED = ["mypy[mypyc]==1.20.2", "numpy~=2.4"]  # as in requirements-dev.lock; numpy for its types
BUILDING = {"bdist_wheel", "build", "build_ext", "install"}
IN_PLACE = {"editable_wheel", "develop"}
# What is not compiled is checked by `make types`, with the types of all libraries at hand.
OPTIONS = ("--config-file=", "--namespace-packages", "--explicit-package-bases", "--ignore-missing-imports", "--follow-imports=silent")


def extensions() -> list[Extension]:
    """The extension modules of a compiled install. They are made from copies, and never laid beside the sources of a checkout."""
    if IN_PLACE & set(sys.argv):
        sys.exit("kaozheng: a compiled install cannot be editable: leave out -e, or unset KAOZHENG_COMPILE")
    if not BUILDING & set(sys.argv):
        return []  # asked only what the build needs
    command = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")[0]
    if os.name == "posix" and not shutil.which(command):
        sys.exit(f"kaozheng: KAOZHENG_COMPILE=1 needs a C compiler, and there is no {command}: install one, or unset KAOZHENG_COMPILE")
    return compiled()


def compiled() -> list[Extension]:
    from mypyc.build import mypycify

    sys.path.insert(0, str(ROOT))
    from compiling.modules import modules, named_tuples_of_all
    from compiling.spelling import spelled

    # They stand there under the name that they are installed by. What an earlier build left would be installed along with them.
    for left in (COPIES, *ROOT.glob("build/lib*")):
        shutil.rmtree(left, ignore_errors=True)
    shutil.copytree(ROOT / "tasks", COPIES / "kaozheng/tasks", ignore=shutil.ignore_patterns("__pycache__"))
    chosen = [COPIES / "kaozheng" / name for name in modules(ROOT)]
    tuples = named_tuples_of_all(ROOT)
    for path in chosen:
        path.write_text(spelled(path.read_text(encoding="utf-8"), tuples), encoding="utf-8")
    os.environ["MYPYPATH"] = str(COPIES)
    files = [str(path.relative_to(ROOT)) for path in chosen]
    return mypycify([*OPTIONS, *files], group_name="kaozheng", opt_level="3", debug_level="0", multi_file=True)


setup(**({"setup_requires": NEEDED, "ext_modules": extensions()} if ASKED else {}))
