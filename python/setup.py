# SPDX-License-Identifier: GPL-2.0-only
"""Builds the package with the module's own CMake and takes the library along.

The build folder is build/ of the repository, where what is missing or old is built first. With
ISAC_BUILD it is the one that this names, and what it holds is taken as it is.
"""
import atexit
import fcntl
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

ROOT = Path(__file__).resolve().parent.parent
READY = os.environ.get("ISAC_BUILD")
BUILD = Path(READY or ROOT / "build").resolve()
SUFFIX = sysconfig.get_config_var("EXT_SUFFIX")


def version():
    """The module's version, from the one place where it stands."""
    text = (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")
    return re.search(r"set\(ISAC_AIGC_VERSION ([0-9.]+)\)", text).group(1)


def run(*command):
    """Run a program, or end with what it was."""
    code = subprocess.call(command)
    if code != 0:
        sys.exit(f"isac-aigc: {' '.join(map(str, command))} failed with exit code {code}")


def make():
    """Bring the build folder up to date."""
    BUILD.mkdir(parents=True, exist_ok=True)
    # The lock of ./isac: one of us at a time builds in a folder.
    with open(BUILD / ".lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (BUILD / "build.ninja").exists():
            run("cmake", "-S", ROOT, "-B", BUILD, "-G", "Ninja")
        run("ninja", "-C", BUILD, "isac-python")


class Build(build_ext):
    """CMake's target, then copies of what it made."""

    def run(self):
        if not READY:
            make()
        target = Path(self.get_ext_fullpath("isac_aigc._core")).parent
        target.mkdir(parents=True, exist_ok=True)
        module = BUILD / "python" / "isac_aigc" / f"_core{SUFFIX}"
        if not module.exists():
            sys.exit(f"isac-aigc: {module} was not built: {BUILD} is for another Python")
        for file in (module, BUILD / "lib" / "libisac-aigc.so"):
            shutil.copy(file, target)
            # Symbols for debuggers are ten times as large as the rest.
            if shutil.which("strip"):
                run("strip", "--strip-debug", target / file.name)


# What setuptools writes on its way would otherwise lie about in the repository.
SCRATCH = tempfile.mkdtemp(prefix="isac-aigc-")
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)
setup(
    version=version(),
    options={"build": {"build_base": SCRATCH}, "egg_info": {"egg_base": SCRATCH}},
    ext_modules=[Extension("isac_aigc._core", sources=[])],
    cmdclass={"build_ext": Build},
)
