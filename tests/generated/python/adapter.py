# SPDX-License-Identifier: MIT
"""Runs the generated Python as it is, once mypy and black agree with it where they are installed: see run.py."""
import os
import shutil
import subprocess
import sys

FEATURES = "json,validation,builders,equals,clone,hooks,dispatch"
PATTERNS = ("patterns",)
TEXT_IS_UNICODE = False


def missing():
    return "" if sys.version_info >= (3, 10) else "Python is older than 3.10"


def check(command, folder, paths):
    if shutil.which(command[0]) and paths:
        subprocess.run([*command, *paths], cwd=folder, check=True, capture_output=True, text=True)


def build(work, modules):
    gen = os.path.join(work, "gen")
    flat = os.path.join(work, "flat")  # all modules beside one runtime
    shutil.rmtree(flat, ignore_errors=True)
    os.makedirs(flat)
    for module in modules:
        shutil.copy(os.path.join(gen, module, module + ".py"), flat)
    if modules:
        shutil.copy(os.path.join(gen, modules[0], "wirebench_runtime.py"), flat)
    paths = [module + ".py" for module in modules]
    check(["mypy", "--strict", "--no-incremental"], flat, [*paths, "wirebench_runtime.py"])
    check(["black", "--check", "--fast", "--diff", "--workers", "2"], flat, [*paths, "wirebench_runtime.py"])
    return [sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "driver.py"), flat]
