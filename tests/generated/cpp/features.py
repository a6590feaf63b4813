#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compiles features.cpp with code for the schemas beside it, and runs it: features.py WIREBENCH_CLI FOLDER."""
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
    os.makedirs(work)
    for schema in sorted(glob.glob(os.path.join(HERE, "schemas", "*"))):
        subprocess.run([program, "generate", schema, "--lang", "cpp", "--out", work, "--with", adapter.FEATURES],
                       check=True)
    sources = [os.path.join(HERE, "features.cpp"), *sorted(glob.glob(os.path.join(work, "*.cpp")))]
    try:
        driver = adapter.compile_and_link(work, work, sources)
    except subprocess.CalledProcessError as error:
        print(error.stdout, error.stderr)
        return 1
    done = subprocess.run([driver], capture_output=True, text=True)
    print(done.stdout + done.stderr)
    return 0 if done.returncode == 0 and "done" in done.stdout else 1


if __name__ == "__main__":
    sys.exit(main())
