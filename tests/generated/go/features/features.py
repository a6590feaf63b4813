#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests what generated Go code offers beside coding: features.py WIREBENCH_CLI FOLDER. Exits 77 without Go."""
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SCHEMAS = {"orders": "orders.cramberry", "plug": "plug.sdp", "sensor": "sensor.bitschema.json", "notes": "notes.skit"}
FEATURES = "dispatch,validation,builders,equals,clone,pools,hooks"


def main():
    program, work = sys.argv[1:]
    if not shutil.which("go"):
        print("SKIPPED: go is not installed (package golang-go).")
        return 77
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work)
    with open(os.path.join(work, "go.mod"), "w") as file:
        file.write("module features\n\ngo 1.19\n")
    for package, schema in SCHEMAS.items():
        folder = os.path.join(work, package)
        subprocess.run([program, "generate", os.path.join(HERE, schema), "--lang", "go", "--out", folder, "--package", package,
                        "--with", FEATURES], check=True)
        shutil.copy(os.path.join(HERE, package + "_test.go"), folder)
        bare = os.path.join(work, package + "_bare")  # what nobody asks for is not needed by the rest
        subprocess.run([program, "generate", os.path.join(HERE, schema), "--lang", "go", "--out", bare, "--package",
                        package + "_bare"], check=True)
    untidy = subprocess.run(["gofmt", "-l", "."], cwd=work, capture_output=True, text=True, check=True).stdout
    if untidy:
        print("gofmt would change:\n" + untidy)
        return 1
    vetted = subprocess.run(["go", "vet", "./..."], cwd=work).returncode
    return vetted or subprocess.run(["go", "test", "./..."], cwd=work).returncode


if __name__ == "__main__":
    sys.exit(main())
