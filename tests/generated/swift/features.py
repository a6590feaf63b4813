#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compiles features.swift with code for the schemas beside it, and runs it: features.py WIREBENCH_CLI FOLDER."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import adapter
import feature_program


def build(work, source, files):
    # All in one module, as in an app; the runtime stands beside the schemas.
    program = os.path.join(work, "features")
    adapter.run(["-parse-as-library", "-module-name", "features", "-o", program, *files])
    return [program]


if __name__ == "__main__":
    sys.exit(feature_program.run("swift", "features.swift", adapter, build))
