#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What generated Rust has that no request of run.py can ask for: features.py WIREBENCH_CLI FOLDER."""
import os
import shutil
import subprocess
import sys

import adapter

HERE = os.path.dirname(os.path.abspath(__file__))
SCHEMA = "package shop; type Item { @field(1) x: int32; } " \
         "type Order { @field(1) items: []Item; @field(2) n: [][]int32; @field(3) names: map<uint32, uint32>; }"


def main():
    program, work = sys.argv[1], os.path.abspath(sys.argv[2])
    if adapter.missing():
        print("SKIPPED: " + adapter.missing())
        return 77
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    schema = os.path.join(work, "shop.cramberry")
    with open(schema, "w", encoding="utf-8") as file:
        file.write(SCHEMA)
    # Without JSON: what nobody asks for is not needed by the rest.
    subprocess.run([program, "generate", schema, "--lang", "rust", "--out", work, "--package", "shop"], check=True)
    shutil.copy(os.path.join(HERE, "features.rs"), work)
    tests = os.path.join(work, "features")
    compiled = subprocess.run([adapter.compiler(), "--edition", "2021", "-C", "debuginfo=0", "-C", "opt-level=1", "--test",
                               "-o", tests, os.path.join(work, "features.rs")])
    return compiled.returncode or subprocess.run([tests, "-q"]).returncode


if __name__ == "__main__":
    sys.exit(main())
