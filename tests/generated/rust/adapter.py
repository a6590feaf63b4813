# SPDX-License-Identifier: MIT
"""Rust for run.py: one program of all modules, compiled without cargo."""
import os
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
FEATURES = "dispatch,json,validation,builders"
PATTERNS = ("patterns", "RE2")
MAPS_ARE_SORTED = True
TEXT_IS_UNICODE = True

MODULE = """        driver::Module {{
            name: "{0}",
            limits: {0}::LIMITS,
            encode: {0}::encode_json,
            decode: {0}::decode_json,
            encode_stream: {0}::encode_stream_json,
            decode_stream: {0}::decode_stream_json,
            view_agrees: {0}::view_agrees,
        }},
"""


def missing():
    return "" if shutil.which("rustc") else "rustc is not installed"


def build(work, modules):
    runtime = os.path.join(work, "gen", modules[0], "wirebench_runtime.rs")
    lines = ["#![forbid(unsafe_code)]\n#![deny(warnings)]\n"]
    own = [(name, os.path.join(HERE, name + ".rs")) for name in ("driver", "inflate")]
    for name, path in own + [("wirebench_runtime", runtime)] + [
            (name, os.path.join(work, "gen", name, name + ".rs")) for name in modules]:
        lines.append('#[path = "%s"]\nmod %s;\n' % (path, name))
    lines.append("\nfn main() {\n    driver::run(vec![\n")
    lines.extend(MODULE.format(name) for name in modules)
    lines.append("    ]);\n}\n")
    source = os.path.join(work, "main.rs")
    with open(source, "w") as file:
        file.writelines(lines)
    program = os.path.join(work, "driver")
    subprocess.run(["rustc", "--edition", "2021", "-C", "debuginfo=0", "-o", program, source],
                   capture_output=True, text=True, check=True)
    return [program]
