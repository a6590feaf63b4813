# SPDX-License-Identifier: MIT
"""Rust for run.py: one program of all modules, compiled without cargo; by clippy where that is installed, whose warnings
are errors too. rustfmt must leave the generated code as it is."""
import os
import shutil
import subprocess
import sys

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


def compiler():
    return "clippy-driver" if shutil.which("clippy-driver") else "rustc"


def run(command):
    subprocess.run(command, capture_output=True, text=True, check=True)


def build(work, modules):
    runtime = os.path.join(work, "gen", modules[0], "wirebench_runtime.rs")
    generated = [(name, os.path.join(work, "gen", name, name + ".rs")) for name in modules]
    if shutil.which("rustfmt"):
        run(["rustfmt", "--check", "--edition", "2021", runtime, *(path for _, path in generated)])
    lines = ["#![forbid(unsafe_code)]\n#![deny(warnings)]\n"]
    own = [(name, os.path.join(HERE, name + ".rs")) for name in ("driver", "inflate")]
    for name, path in [*own, ("wirebench_runtime", runtime), *generated]:
        lines.append('#[path = "%s"]\nmod %s;\n' % (path, name))
    lines.append("\nfn main() {\n    driver::run(vec![\n")
    lines.extend(MODULE.format(name) for name in modules)
    lines.append("    ]);\n}\n")
    source = os.path.join(work, "main.rs")
    with open(source, "w") as file:
        file.writelines(lines)
    program = os.path.join(work, "driver")
    run([compiler(), "--edition", "2021", "-C", "debuginfo=0", "-o", program, source])
    return [program, sys.executable, os.path.join(HERE, "..", "codec.py")]
