#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Proves the generated code of one language against wirebench-cli.

run.py LANGUAGE WIREBENCH_CLI [--work DIR] [--rounds N] [--seed N] [--only FORMAT] [--keep-going N]

For every vector, every truncation of its bytes, and random schemas, values and broken buffers: the generated code
encodes to the same bytes, decodes to the same value, and refuses what wirebench-cli calls an error. Writes
DIR/result.json for matrix.py. Exits 0, 1 on a difference, 77 when the language's tools are missing.

tests/generated/LANGUAGE/adapter.py has
    FEATURES           the features to generate, with "dispatch"
    PREFIX             (optional) the package prefix of the generated code
    MAPS_ARE_SORTED    (optional) whether a map forgets the order of its entries on the wire
    PATTERNS           (optional) which kinds of patterns.py are checked by rules of fields: "patterns", "RE2"
    TEXT_IS_UNICODE    whether the language's text cannot hold bytes that are not UTF-8 (then those are refused)
    missing() -> str   names what is not installed; empty when all is there
    build(work, modules) -> list of str
                       compiles the code in work/gen/MODULE/ for each of `modules` (a list of names) with the driver; gives
                       the driver's command line. Raises subprocess.CalledProcessError when it does not compile.
"""
import argparse
import collections
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import threading

import cases as all_cases

HERE = os.path.dirname(os.path.abspath(__file__))
SUFFIX = {"sdp": ".sdp", "serialkit": ".skit", "cramberry": ".cramberry"}


def load_adapter(language):
    path = os.path.join(HERE, language, "adapter.py")
    spec = importlib.util.spec_from_file_location("adapter", path)
    adapter = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(adapter)
    return adapter


def write_schema(folder, schema):
    """Writes the schema and its imports; gives the path."""
    for name, text in schema.files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    suffix = SUFFIX.get(schema.format) or ".%s.%s" % (schema.format, schema.syntax or "json")
    path = os.path.join(folder, schema.module + suffix)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(schema.text)
    return path


def generate(program, language, adapter, work, schemas):
    """Generates code for the schemas; gives what was refused, by module."""
    refused = {}
    prefix = ["--package-prefix", adapter.PREFIX] if hasattr(adapter, "PREFIX") else []
    for schema in schemas:
        folder = os.path.join(work, "schemas", schema.module)
        os.makedirs(folder, exist_ok=True)
        path = write_schema(folder, schema)
        done = subprocess.run([program, "generate", path, "--wire", schema.format, "--lang", language, "--out",
                               os.path.join(work, "gen", schema.module), "--package", schema.module, "--with",
                               adapter.FEATURES, *prefix], capture_output=True, text=True)
        if done.returncode != 0:
            refused[schema.module] = done.stderr.strip()
    return refused


def driver_request(case, adapter):
    request = {k: case.request[k] for k in ("op", "type", "value", "hex", "stream", "framing", "limits")
               if k in case.request}
    request["module"] = case.schema.module
    if case.request["op"] == "decode" and not adapter.TEXT_IS_UNICODE:
        request["validate_utf8"] = False
    return request


def talk(command, requests):
    """The driver's answers; a short list when it died."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def feed():
        try:
            for request in requests:
                process.stdin.write(json.dumps(request) + "\n")
            process.stdin.close()
        except BrokenPipeError:
            pass

    feeder = threading.Thread(target=feed)
    feeder.start()
    answers = process.stdout.read().splitlines()
    feeder.join()
    return answers, process.wait()


def refuses_text(answer):
    return not answer["ok"] and answer.get("error", "").startswith("invalid-utf8")


def difference(case, answer, adapter):
    """What is wrong with an answer; empty when it is right, None when it does not count."""
    expected = case.answer
    if not answer["ok"] and answer.get("error", "").startswith("compression") and expected["ok"]:
        return None
    accepts = expected["ok"]
    unchecked = case.request.get("limits", {}).get("validate_utf8") is False
    if adapter.TEXT_IS_UNICODE and (case.warned("invalid-utf8") or (unchecked and refuses_text(answer))):
        accepts = False
    if answer["ok"] != accepts:
        return "is refused: %s" % answer.get("error") if accepts else "is accepted"
    if not accepts:
        return ""
    if case.request["op"] == "encode":
        return "" if answer["hex"] == expected["hex"] else "gives other bytes"
    unordered = getattr(adapter, "MAPS_ARE_SORTED", False) and case.warned("non-canonical-order")
    return "" if all_cases.same(answer["value"], expected.get("value"), unordered) else "gives another value"


def compare(cases, answers, status, adapter, keep_going):
    results = collections.defaultdict(lambda: [0, 0, 0])  # right, wrong, left out
    shown = 0
    for number, case in enumerate(cases):
        line = answers[number] if number < len(answers) else None
        try:
            wrong = difference(case, json.loads(line), adapter) if line is not None else "ends the driver"
        except (ValueError, KeyError) as error:
            wrong = "gives an unreadable answer (%s)" % error
        result = results[case.format, case.kind]
        result[2 if wrong is None else 1 if wrong else 0] += 1
        if wrong and shown < keep_going:
            shown += 1
            print("%s (%s): %s %s\n  schema   %s %s\n  request  %s\n  core     %s\n  answer   %s" % (
                case.format, case.kind, case.name, wrong, case.schema.module, case.schema.text,
                json.dumps({k: v for k, v in case.request.items() if k not in ("schema", "format")}),
                json.dumps(case.answer), line))
        if line is None:
            print("The driver ended with status %d before request %d of %d." % (status, number + 1, len(cases)))
            break
    return results


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("language")
    parser.add_argument("program")
    parser.add_argument("--work")
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--seed", type=int, default=20260101)
    parser.add_argument("--only")
    parser.add_argument("--keep-going", type=int, default=5)
    options = parser.parse_args()

    work = os.path.abspath(options.work or os.path.join("generated", options.language))
    shutil.rmtree(os.path.join(work, "gen"), ignore_errors=True)
    os.makedirs(work, exist_ok=True)
    adapter = load_adapter(options.language)
    missing = adapter.missing()
    if missing:
        print("SKIPPED: generated %s is not tested, because %s" % (options.language, missing))
        with open(os.path.join(work, "result.json"), "w") as file:
            json.dump({"language": options.language, "skipped": missing}, file)
        return 77
    cases = all_cases.collect(options.program, options.rounds, options.seed)
    if options.only:
        cases.cases = [case for case in cases.cases if case.format == options.only]
        cases.schemas = [schema for schema in cases.schemas if schema.format == options.only]
    left_out = {"patterns", "RE2"} - set(getattr(adapter, "PATTERNS", ()))
    cases.cases = [case for case in cases.cases if case.kind not in left_out]
    refused = generate(options.program, options.language, adapter, work, cases.schemas)
    for module, reason in list(refused.items())[:options.keep_going]:
        print("%s: no code: %s" % (module, reason))
    modules = [schema.module for schema in cases.schemas if schema.module not in refused]
    try:
        command = adapter.build(work, modules)
    except subprocess.CalledProcessError as error:
        print("%s\n%s\nThe generated code does not compile: %s" % (error.stdout or "", error.stderr or "", error))
        return 1
    kept = [case for case in cases.cases if case.schema.module not in refused]
    answers, status = talk(command, [driver_request(case, adapter) for case in kept])
    results = compare(kept, answers, status, adapter, options.keep_going)
    for case in cases.cases:
        if case.schema.module in refused:
            results[case.format, case.kind][1] += 1
    result = {"language": options.language, "results": [[*key, *value] for key, value in sorted(results.items())]}
    with open(os.path.join(work, "result.json"), "w") as file:
        json.dump(result, file)
    for (format, kind), (right, wrong, left_out) in sorted(results.items()):
        print("%-10s %-10s %6d right %5d wrong %5d left out" % (format, kind, right, wrong, left_out))
    return 1 if status or not kept or any(value[1] for value in results.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
