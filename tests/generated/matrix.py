#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints what the generated code of each language was proven on: matrix.py FOLDER, which holds LANGUAGE/result.json."""
import glob
import json
import os
import sys

KINDS = ("vectors", "truncated", "random")


def cell(result, format):
    rows = {kind: counts for name, kind, *counts in result["results"] if name == format}
    if not rows:
        return "-"
    parts = []
    for kind in KINDS:
        right, wrong, left_out = rows.get(kind, (0, 0, 0))
        parts.append("%d/%d" % (right, right + wrong) + (" (%d left out)" % left_out if left_out else ""))
    return " · ".join(parts)


def main():
    results = []
    for path in sorted(glob.glob(os.path.join(sys.argv[1], "*", "result.json"))):
        with open(path) as file:
            results.append(json.load(file))
    formats = sorted({row[0] for result in results for row in result.get("results", [])})
    print("Right of asked: %s" % " · ".join(KINDS))
    print("| language | %s |" % " | ".join(formats))
    print("|---|%s" % ("---|" * len(formats)))
    for result in results:
        if "skipped" in result:
            print("| %s | %s" % (result["language"], "skipped: %s |" % result["skipped"] + " |" * (len(formats) - 1)))
        else:
            print("| %s | %s |" % (result["language"], " | ".join(cell(result, format) for format in formats)))


if __name__ == "__main__":
    sys.exit(main())
