#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares wirebench-cli with the reference codecs on generated schemas, values and broken buffers.

differential.py WIREBENCH_CLI [ROUNDS [SEED [FORMAT]]]   prints the first difference and exits 1, or one line and
exits 0.
"""
import json
import random
import struct
import subprocess
import sys

import bitschema_reference as bits
import sdp_reference as sdp
import tagged_cases


class Case:
    """A request, and what the answer must hold."""

    def __init__(self, request, hex_text=None, value=None, codes=None):
        self.request, self.hex, self.value, self.codes = request, hex_text, value, codes

    def difference(self, answer):
        if self.hex is not None and answer.get("hex") != self.hex:
            return "bytes: expected %s" % self.hex
        if self.codes is None:
            return None
        found = {d["code"] for d in answer["diagnostics"]}
        if found != self.codes:
            return "codes: expected %s" % sorted(self.codes)
        if not same(answer.get("value"), self.value):
            return "value: expected %s" % json.dumps(self.value)
        return None


def same(a, b):
    """Equal values; float32 are compared as the float32 they stand for."""
    if isinstance(a, float) and isinstance(b, float):
        return a == b or struct.pack("<f", a) == struct.pack("<f", b) if abs(a) < 3.5e38 and abs(b) < 3.5e38 else a == b
    if isinstance(a, bool) or isinstance(b, bool) or type(a) is not type(b):
        return a is b if isinstance(a, bool) or isinstance(b, bool) else a == b
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[k], b[k]) for k in a)
    if isinstance(a, list):
        return len(a) == len(b) and all(map(same, a, b))
    return a == b


def broken(rng, data):
    """Some truncations and bit flips of `data`."""
    for _ in range(4):
        yield data[:rng.randint(0, len(data))]
    for _ in range(6):
        flipped = bytearray(data)
        if flipped:
            flipped[rng.randrange(len(flipped))] ^= 1 << rng.randrange(8)
        yield bytes(flipped)
    yield data + bytes([rng.randrange(256)])


def sdp_cases(rng):
    schema, root = sdp.random_schema(rng)
    base = {"format": "sdp", "schema": schema.text(), "type": root}
    value = sdp.random_value(rng, schema, root)
    data = sdp.encode(schema, root, value)
    yield Case({**base, "op": "encode", "value": value}, data.hex())
    for buffer in [data, *broken(rng, data)]:
        decoder = sdp.Decoder(schema, buffer)
        expected = decoder.run(root)
        yield Case({**base, "op": "decode", "hex": buffer.hex()}, None, expected, decoder.codes)


def bits_cases(rng):
    schema = bits.random_schema(rng)
    if all(f["type"] == "padding" for f in schema["fields"]):
        schema["fields"].append({"name": "last", "type": "bool"})
    base = {"format": "bitschema", "schema": json.dumps(schema)}
    fields = [f for f in schema["fields"] if f["type"] != "padding"]
    value = {f["name"]: bits.random_value(rng, f) for f in fields}
    data = bits.encode(schema, value)
    yield Case({**base, "op": "encode", "value": value}, data.hex())
    for buffer in [data, *broken(rng, data)]:
        if len(buffer) < len(data):
            continue
        decoder = bits.Decoder(schema, buffer)
        expected = decoder.run()
        yield Case({**base, "op": "decode", "hex": buffer.hex()}, None, expected, decoder.codes)


def serialkit_cases(rng):
    return tagged_cases.serialkit_cases(rng, broken, same)


def cramberry_cases(rng):
    return tagged_cases.cramberry_cases(rng, broken, same)


def serialkit_streams(rng):
    return tagged_cases.serialkit_streams(rng, broken, same)


def cramberry_streams(rng):
    return tagged_cases.cramberry_streams(rng, broken, same)


MAKERS = {"sdp": sdp_cases, "bitschema": bits_cases, "serialkit": serialkit_cases, "cramberry": cramberry_cases,
          "serialkit streams": serialkit_streams, "cramberry streams": cramberry_streams}


def main():
    program = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 20260101
    rng = random.Random(seed)
    wanted = sys.argv[4:5] or list(MAKERS)
    cases = [case for _ in range(rounds) for name in wanted for case in MAKERS[name](rng)]
    lines = "".join(json.dumps(case.request) + "\n" for case in cases)
    answers = subprocess.run([program, "batch"], input=lines, capture_output=True, text=True, check=True).stdout
    answers = answers.splitlines()
    if len(answers) != len(cases):
        print("%d requests, %d answers" % (len(cases), len(answers)))
        return 1
    for case, line in zip(cases, answers):
        difference = case.difference(json.loads(line))
        if difference:
            print("request  %s\nanswer   %s\n%s" % (json.dumps(case.request), line, difference))
            return 1
    print("%d requests agree with the reference codecs" % len(cases))
    return 0


if __name__ == "__main__":
    sys.exit(main())
