#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Answers the requests of run.py with generated code: driver.py FOLDER, which holds MODULE/MODULE.py."""
import importlib
import os
import sys
import traceback

FOLDER = sys.argv[1]
LIMITS = {"message": "message_bytes", "depth": "depth", "string": "string_bytes", "array": "array_elements",
          "total": "total_elements", "time": "seconds", "strict": "strict", "validate_utf8": "validate_utf8"}


def load(name):
    sys.path.insert(0, os.path.join(FOLDER, name))
    try:
        return importlib.import_module(name)
    finally:
        del sys.path[0]


def limits_of(module, rt, request):
    changes = {LIMITS[key]: value for key, value in request.get("limits", {}).items()}
    if "validate_utf8" in request:
        changes["validate_utf8"] = request["validate_utf8"]
    return rt.dataclasses.replace(module.LIMITS, **changes)


def answer(request, module, rt):
    limits = limits_of(module, rt, request)
    name = request.get("type", "")
    if request["op"] == "encode":
        if request.get("stream"):
            data = module.encode_stream_json(request["value"], name, request.get("framing", ""), limits)
        else:
            data = module.encode_json(name, request["value"], limits)
        return {"ok": True, "hex": data.hex()}
    data = bytes.fromhex(request["hex"])
    if request.get("stream"):
        value = module.decode_stream_json(data, name, request.get("framing", ""), limits)
    else:
        value = module.decode_json(name, data, limits)
    return {"ok": True, "value": value}


def main():
    modules = {}
    for line in sys.stdin:
        rt = sys.modules.get("wirebench_runtime")
        if rt is None:
            sys.path.insert(0, os.path.join(FOLDER, sorted(os.listdir(FOLDER))[0]))
            rt = importlib.import_module("wirebench_runtime")
        request = rt.loads(line)
        if request["module"] not in modules:
            modules[request["module"]] = load(request["module"])
        try:
            result = answer(request, modules[request["module"]], rt)
        except rt.WireError as error:
            result = {"ok": False, "error": "%s %s" % (error.code, error)}
        except Exception as error:  # neither right nor a refusal
            result = {"ok": "fault", "error": traceback.format_exc()[-500:]}
        print(rt.json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
