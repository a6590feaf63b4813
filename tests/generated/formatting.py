# SPDX-License-Identifier: MIT
"""Whether clang-format leaves generated C and C++ as it is."""
import glob
import os
import shutil
import subprocess

SOURCES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
VERSION = "version 14."  # others lay out some things differently
FILES_A_PROCESS = 250


def formatter():
    """The program; None where there is none of the right version."""
    program = shutil.which("clang-format")
    if program is None:
        return None
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    return program if VERSION in said else None


def run(program, style, files):
    for first in range(0, len(files), FILES_A_PROCESS):
        subprocess.run([program, "--dry-run", "--Werror", "--style=file:" + style,
                        *files[first:first + FILES_A_PROCESS]], check=True, capture_output=True, text=True)


def check(work, style, keeps_breaks):
    """Raises CalledProcessError where clang-format would change a file below work/gen. `style` is a file of this
    project. With `keeps_breaks`, where the lines of a schema's own code break is up to the printer (ColumnLimit 0);
    all else is up to the style."""
    program = formatter()
    if program is None:
        return
    style = os.path.join(SOURCES, style)
    files = sorted(glob.glob(os.path.join(work, "gen", "*", "*.[ch]")) +
                   glob.glob(os.path.join(work, "gen", "*", "*.cpp")))
    runtime = {os.path.basename(path): path for path in files if os.path.basename(path).startswith("wirebench_")}
    run(program, style, sorted(runtime.values()))  # they are the same in all folders
    own = [path for path in files if not os.path.basename(path).startswith("wirebench_")]
    if keeps_breaks:
        with open(style, encoding="utf-8") as file:
            text = file.read()
        style = os.path.join(work, "style")
        with open(style, "w", encoding="utf-8") as file:
            file.write(text.replace("ColumnLimit: 120", "ColumnLimit: 0"))
    run(program, style, own)
