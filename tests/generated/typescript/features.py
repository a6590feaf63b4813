#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compiles features.ts with code for the schemas beside it, and runs it: features.py WIREBENCH_CLI FOLDER."""
import os
import shutil
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import adapter
import feature_program


def build(work, source, files):
    shutil.copy(files[0], source)
    return ["node", os.path.join(adapter.compile_all(work, source), "features.js")]


if __name__ == "__main__":
    sys.exit(feature_program.run("typescript", "features.ts", adapter, build))
