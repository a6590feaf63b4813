# SPDX-License-Identifier: MIT
"""Swift for run.py: the runtime and each schema are modules of their own, linked into one program."""
import concurrent.futures
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
CODEC = os.path.join(HERE, "..", "codec.py")
FEATURES = "json,validation,builders,equals,clone,dispatch"
PATTERNS = ("patterns", "RE2")
TEXT_IS_UNICODE = True
PREFIX = "WirebenchRuntime"
STRICT = ["-swift-version", "5", "-warnings-as-errors", "-Onone"]


def missing():
    return "" if shutil.which("swiftc") else "swiftc is not installed"


def run(arguments):
    subprocess.run(["swiftc", *STRICT, *arguments], capture_output=True, text=True, check=True)


def compile_module(out, name, source):
    """A module: what others import, and its code."""
    run(["-parse-as-library", "-module-name", name, "-I", out, "-c", "-emit-module", "-emit-module-path",
         os.path.join(out, name + ".swiftmodule"), "-o", os.path.join(out, name + ".o"), source])


def runtime_of(work, modules):
    """The runtime, which must be the same text for every schema."""
    texts = set()
    for module in modules:
        with open(os.path.join(work, "gen", module, PREFIX + ".swift"), encoding="utf-8") as file:
            texts.add(file.read())
    if len(texts) != 1:
        raise SystemExit("The runtimes of the schemas differ.")
    return os.path.join(work, "gen", modules[0], PREFIX + ".swift")


def main_text(modules):
    names = [(module, module.capitalize() + "Schema") for module in modules]
    lines = ["import WirebenchRuntime"]
    lines.extend("import %s" % module for module, _ in names)
    lines.append("var modules: [String: WireDispatcher] = [:]")
    lines.extend('modules["%s"] = %s.dispatcher' % (module, schema) for module, schema in names)
    lines.append("serve(modules)")
    return "\n".join(lines) + "\n"


def build(work, modules):
    out = os.path.join(work, "out")
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    compile_module(out, PREFIX, runtime_of(work, modules))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        sources = [os.path.join(work, "gen", module, module + ".swift") for module in modules]
        list(pool.map(lambda name, source: compile_module(out, name, source), modules, sources))
    main = os.path.join(out, "main.swift")
    with open(main, "w", encoding="utf-8") as file:
        file.write(main_text(modules))
    program = os.path.join(out, "driver")
    objects = os.path.join(out, "objects.txt")
    with open(objects, "w") as file:
        file.write("\n".join(os.path.join(out, name + ".o") for name in [PREFIX, *modules]))
    run(["-module-name", "driver", "-I", out, "-o", program, main, os.path.join(HERE, "driver.swift"), "@" + objects])
    return [program, sys.executable, CODEC]
