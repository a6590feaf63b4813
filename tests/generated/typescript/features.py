#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compiles features.ts with code for the schemas beside it, and runs it: features.py WIREBENCH_CLI FOLDER."""
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
    schemas = sorted(glob.glob(os.path.join(HERE, "schemas", "*")))
    source = os.path.join(work, "src")
    subprocess.run([program, "generate", *schemas, "--lang", "typescript", "--out", source, "--with", adapter.FEATURES],
                   check=True)
    shutil.copy(os.path.join(HERE, "features.ts"), source)
    try:
        out = adapter.compile_all(work, source)
    except subprocess.CalledProcessError as error:
        print(error.stdout)
        return 1
    done = subprocess.run(["node", os.path.join(out, "features.js")], capture_output=True, text=True)
    print(done.stdout + done.stderr)
    return 0 if done.returncode == 0 and "done" in done.stdout else 1


if __name__ == "__main__":
    sys.exit(main())
