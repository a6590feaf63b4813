#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Answers the requests of run.py with generated code: driver.py FOLDER, which holds MODULE.py and the runtime."""
import importlib
import os
import sys
import traceback

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import codec

LIMITS = {"message": "message_bytes", "depth": "depth", "string": "string_bytes", "array": "array_elements",
          "total": "total_elements", "time": "seconds", "strict": "strict", "validate_utf8": "validate_utf8"}


def limits_of(module, rt, request):
    changes = {LIMITS[key]: value for key, value in request.get("limits", {}).items()}
    if "validate_utf8" in request:
        changes["validate_utf8"] = request["validate_utf8"]
    return rt.dataclasses.replace(module.LIMITS, **changes)


def decompressions(rt):
    """The functions for compressed payloads by algorithm."""
    def function(name):
        def decompress(data, most):
            try:
                return codec.decompress(name, data, most)
            except codec.TooLarge:
                raise rt.DecodeError("limit-message", "More comes out than may.", 0) from None
        return decompress
    return {name: function(name) for name in codec.ALGORITHMS}


def compressions():
    return {name: lambda data, level, name=name: codec.compress(name, data, level) for name in codec.ALGORITHMS}


def stream_value(module, rt, data, name, framing, limits):
    """The values of a stream, which are the same when it comes in pieces."""
    functions = decompressions(rt)
    try:
        value = module.decode_stream_json(data, name, framing, limits, functions)
    except rt.DecodeError as error:
        value = error
    try:
        step = 1 + len(data) // 500
        pieces = [data[at:at + step] for at in range(0, len(data), step)]
        same = module.decode_stream_json(pieces, name, framing, limits, functions)
    except rt.DecodeError as error:
        same = error
    if repr(value) != repr(same) and not (isinstance(value, Exception) and isinstance(same, Exception)):
        raise AssertionError("as a whole %r, in pieces %r" % (value, same))
    if isinstance(value, Exception):
        raise value
    return value


def answer(request, module, rt):
    limits = limits_of(module, rt, request)
    name = request.get("type", "")
    if request["op"] == "encode":
        if request.get("stream"):
            data = module.encode_stream_json(request["value"], name, request.get("framing", ""), limits,
                                             compressions())
        else:
            data = module.encode_json(name, request["value"], limits)
        return {"ok": True, "hex": data.hex()}
    data = bytes.fromhex(request["hex"])
    if request.get("stream"):
        value = stream_value(module, rt, data, name, request.get("framing", ""), limits)
    else:
        value = module.decode_json(name, data, limits)
        views = module.decode_json(name, data, rt.dataclasses.replace(limits, no_copy=True))
        if repr(views) != repr(value):
            raise AssertionError("without copies it is %r" % views)
    return {"ok": True, "value": value}


def main():
    sys.path.insert(0, sys.argv[1])
    rt = importlib.import_module("wirebench_runtime")
    for line in sys.stdin:
        request = rt.loads(line)
        try:
            result = answer(request, importlib.import_module(request["module"]), rt)
        except rt.WireError as error:
            result = {"ok": False, "error": "%s %s" % (error.code, error)}
        except Exception:  # neither right nor a refusal
            result = {"ok": "fault", "error": traceback.format_exc()[-500:]}
        print(rt.json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
