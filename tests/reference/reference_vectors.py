#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs tests/vectors through the reference codecs of the tagged formats, so that both implementations answer them.

reference_vectors.py FOLDER [FILE…]   prints every vector that fails and exits 1, or one line and exits 0.
"""
import fnmatch
import json
import pathlib
import sys

import cramberry_reference as cramberry
import serialkit_reference as serialkit
from tagged_reference import Refused


def named(code, pattern):
    return any(fnmatch.fnmatch(c, p) or fnmatch.fnmatch(p, c) for c in code.split("|") for p in pattern.split("|"))


def meets(found, expected):
    """Whether a diagnostic has all the properties that a vector gives; what either leaves open is met."""
    severity, code, path, bits, within = found
    if not named(code, expected["code"]) or expected.get("severity", severity) != severity:
        return False
    if path is not None and expected.get("path", path) != path:
        return False
    wanted = expected.get("bits")
    if bits is None or wanted is None:
        return True
    return tuple(wanted) == tuple(bits)


def unmet(found, expected, tolerated):
    """What differs between the diagnostics found and those expected, or None."""
    left = list(found)
    for wanted in expected:
        match = next((f for f in left if meets(f, wanted)), None)
        if match is None:
            return "expected %s" % wanted
        left.remove(match)
    surplus = [f for f in left if f[0] != "maybe" and not any(named(f[1], t) for t in tolerated)]
    return "unexpected %s" % surplus[0:1] if surplus else None


def run(vector, op):
    """Diagnostics and result of the reference: (found, value or hex)."""
    module = {"serialkit": serialkit, "cramberry": cramberry}[vector["format"]]
    schema = module.Schema(vector["schema"], **({"files": vector["files"]} if "files" in vector else {}))
    limits = vector.get("limits")
    if op == "encode":
        encoder = module.Encoder(schema, limits)
        try:
            if vector.get("stream"):
                data = encoder.stream(vector.get("type"), vector["value"])
            else:
                data = encoder.run(vector["type"], vector["value"])
        except Refused as refused:
            return [("error", code, path, None, None) for code, path in refused.problems], None
        return [("maybe", "", None, None, None)], data.hex()
    decoder = module.Decoder(schema, bytes.fromhex(vector["hex"]), limits)
    value = decoder.stream(vector.get("type")) if vector.get("stream") else decoder.run(vector["type"])
    return [(f.severity, f.code, f.path, f.bits, f.within) for f in decoder.found], value


def failure(vector, op):
    found, result = run(vector, op)
    expected = vector.get("diagnostics", [])
    if op == "encode":
        expected = [e for e in expected if e["severity"] == "error"]
    difference = unmet(found, expected, vector.get("open", []))
    if difference:
        return difference + " in %s" % found
    if op == "encode":
        wanted = vector["hex"].replace(" ", "").lower() if "hex" in vector else None
        return None if result == wanted else "expected %s, got %s" % (wanted, result)
    if "value" in vector and json.dumps(result) != json.dumps(vector["value"]):
        return "expected %s, got %s" % (json.dumps(vector["value"]), json.dumps(result))
    return None


def main():
    folder = pathlib.Path(sys.argv[1])
    files = sys.argv[2:] or [f.name for f in sorted(folder.glob("*.json"))]
    count = failures = 0
    for name in files:
        for vector in json.loads((folder / name).read_text())["vectors"]:
            if vector["format"] not in ("serialkit", "cramberry") or vector.get("op") == "check":
                continue
            for op in {"both": ["encode", "decode"]}.get(vector.get("op", "both"), [vector.get("op")]):
                count += 1
                try:
                    problem = failure(vector, op)
                except NotImplementedError:
                    continue
                if problem:
                    failures += 1
                    print("%s: %s (%s): %s" % (name, vector["name"], op, problem))
    print("%d vectors, %d differ from the reference codecs" % (count, failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
