#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compiles features.cpp with code for the schemas beside it, and runs it: features.py WIREBENCH_CLI FOLDER."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import adapter
import feature_program


def build(work, source, files):
    return [adapter.compile_and_link(work, source, files)]


if __name__ == "__main__":
    sys.exit(feature_program.run("cpp", "features.cpp", adapter, build))
