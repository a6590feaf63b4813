#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compiles features.swift with code for the schemas beside it, and runs it: features.py WIREBENCH_CLI FOLDER."""
import glob
import os
import shutil
import subprocess
import sys

import adapter

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    program, work = sys.argv[1], os.path.abspath(sys.argv[2])
    if adapter.missing():
        print("SKIPPED: " + adapter.missing())
        return 77
    shutil.rmtree(work, ignore_errors=True)
    source = os.path.join(work, "src")
    schemas = sorted(glob.glob(os.path.join(HERE, "schemas", "*")))
    subprocess.run([program, "generate", *schemas, "--lang", "swift", "--out", source, "--with", adapter.FEATURES],
                   check=True)
    # All in one module, as in an app; the runtime stands beside the schemas.
    sources = sorted(glob.glob(os.path.join(source, "*.swift"))) + [os.path.join(HERE, "features.swift")]
    features = os.path.join(work, "features")
    try:
        adapter.run(["-parse-as-library", "-module-name", "features", "-o", features, *sources])
    except subprocess.CalledProcessError as error:
        print(error.stdout + error.stderr)
        return 1
    done = subprocess.run([features], capture_output=True, text=True)
    print(done.stdout + done.stderr)
    return 0 if done.returncode == 0 and done.stdout.endswith("done\n") else 1


if __name__ == "__main__":
    sys.exit(main())
