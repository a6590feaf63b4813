# SPDX-License-Identifier: MIT
"""What generated code has to do: requests with the answers of wirebench-cli, from the vectors, their truncations and
random schemas and values."""
import glob
import json
import os
import random
import struct
import subprocess
import sys

from patterns import add_patterns

HERE = os.path.dirname(os.path.abspath(__file__))
VECTORS = os.path.join(HERE, "..", "vectors")
REFERENCE = os.path.join(HERE, "..", "reference")


class Case:
    """A request to a driver (README of core/codegen), what wirebench-cli answers to it, and where it comes from."""

    def __init__(self, kind, name, schema, request):
        self.kind, self.name, self.schema, self.request = kind, name, schema, request
        self.answer = None

    @property
    def format(self):
        return self.schema.format

    def warned(self, code):
        return any(d["code"] == code for d in self.answer.get("diagnostics", []))


class Schema:
    """A schema with its files; `module` is the name its generated code goes by."""

    def __init__(self, module, format, text, syntax, files):
        self.module, self.format, self.text, self.syntax, self.files = module, format, text, syntax, files


class Cases:
    def __init__(self):
        self.schemas, self.cases, self._known = [], [], {}

    def schema(self, request):
        key = json.dumps([request[k] if k in request else None for k in ("format", "schema", "schema_format", "files")])
        if key not in self._known:
            module = "s%03d" % len(self.schemas)
            text = request["schema"] if isinstance(request["schema"], str) else json.dumps(request["schema"])
            self._known[key] = Schema(module, request["format"], text, request.get("schema_format"),
                                      request.get("files", {}))
            self.schemas.append(self._known[key])
        return self._known[key]

    def add(self, kind, name, request):
        self.cases.append(Case(kind, name, self.schema(request), request))


def vector_requests(vector):
    """The encode and decode requests of a vector."""
    base = {k: vector[k] for k in ("format", "schema", "schema_format", "type", "files", "limits", "stream", "framing")
            if k in vector}
    op = vector.get("op", "both")
    if op in ("both", "encode") and "value" in vector:
        yield {**base, "op": "encode", "value": vector["value"]}
    if op in ("both", "decode") and "hex" in vector:
        yield {**base, "op": "decode", "hex": vector["hex"].replace(" ", "")}


def add_vectors(cases):
    for path in sorted(glob.glob(os.path.join(VECTORS, "*.json"))):
        with open(path, encoding="utf-8") as file:
            vectors = json.load(file)["vectors"]
        for vector in vectors:
            for request in vector_requests(vector):
                cases.add("vectors", vector["name"], request)
                if request["op"] == "decode":
                    data = request["hex"]
                    for end in range(0, len(data), 2):
                        cases.add("truncated", "%s, first %d bytes" % (vector["name"], end // 2),
                                  {**request, "hex": data[:end]})


def add_random(cases, rounds, seed):
    sys.path.insert(0, REFERENCE)
    import differential
    for name, maker in differential.MAKERS.items():
        rng = random.Random("%s %d" % (name, seed))
        for number in range(rounds):
            for case in maker(rng):
                cases.add("random", "%s, round %d" % (name, number), case.request)


def ask(program, requests):
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    done = subprocess.run([program, "batch"], input=lines, capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(requests):
        raise SystemExit("%d requests, %d answers of batch" % (len(requests), len(answers)))
    return answers


def check_request(schema):
    request = {"op": "check", "format": schema.format, "schema": schema.text, "files": schema.files}
    return {**request, "schema_format": schema.syntax} if schema.syntax else request


def ask_core(program, cases):
    """Fills in the answers; leaves out schemas with errors, for which no code is generated."""
    checks = ask(program, [check_request(schema) for schema in cases.schemas])
    cases.schemas = [schema for schema, check in zip(cases.schemas, checks) if check["ok"]]
    sound = {schema.module for schema in cases.schemas}
    cases.cases = [case for case in cases.cases if case.schema.module in sound]
    for case, answer in zip(cases.cases, ask(program, [case.request for case in cases.cases])):
        case.answer = answer


def collect(program, rounds, seed):
    cases = Cases()
    add_vectors(cases)
    add_random(cases, rounds, seed)
    add_patterns(cases, rounds, seed)
    ask_core(program, cases)
    return cases


def same(a, b, unordered=False):
    """Equal values; numbers that a float32 cannot tell apart are equal. With `unordered`, members of objects and pairs
    in arrays may stand in another order."""
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, (int, float)) and isinstance(b, (int, float)) and (isinstance(a, float) or isinstance(b, float)):
        if a == b:
            return str(a)[0] == str(b)[0] or a != 0
        return abs(a) < 3.5e38 and abs(b) < 3.5e38 and struct.pack("<f", a) == struct.pack("<f", b)
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        keys = (set if unordered else list)
        return keys(a) == keys(b) and all(same(a[k], b[k], unordered) for k in a)
    if isinstance(a, list):
        if unordered and all(isinstance(e, list) and len(e) == 2 for e in a + b):
            a, b = sorted(a, key=json.dumps), sorted(b, key=json.dumps)
        return len(a) == len(b) and all(same(x, y, unordered) for x, y in zip(a, b))
    return a == b
