# SPDX-License-Identifier: MIT
"""Compiles generated TypeScript under the strict rules and runs it with Node.js; see run.py."""
import glob
import os
import shutil
import subprocess
import sys

FEATURES = "json,validation,builders,equals,clone,dispatch"
PATTERNS = ("patterns",)
TEXT_IS_UNICODE = True
CODEC = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "codec.py")
STRICT = ["--strict", "--noImplicitAny", "--noUnusedLocals", "--noImplicitReturns", "--noImplicitOverride",
          "--noFallthroughCasesInSwitch", "--noUncheckedIndexedAccess", "--exactOptionalPropertyTypes"]
RUNTIME = "wirebench_runtime.ts"


def compiler():
    """tsc, or the one that TSC names."""
    return os.environ.get("TSC") or shutil.which("tsc")


def missing():
    wanted = {"Node.js (node)": shutil.which("node"), "TypeScript (tsc)": compiler()}
    absent = [name for name, path in wanted.items() if not path]
    return "missing: " + ", ".join(absent) if absent else ""


def collect(work, modules):
    """All modules in one folder, where they share one runtime, which is the same text for every schema."""
    source = os.path.join(work, "src")
    shutil.rmtree(source, ignore_errors=True)
    os.makedirs(source)
    runtime = None
    for module in modules:
        folder = os.path.join(work, "gen", module)
        shutil.copy(os.path.join(folder, module + ".ts"), source)
        with open(os.path.join(folder, RUNTIME), encoding="utf-8") as file:
            text = file.read()
        if runtime is not None and text != runtime:
            raise SystemExit("The runtime of %s is not that of the other schemas." % module)
        runtime = text
    shutil.copy(os.path.join(work, "gen", modules[0], RUNTIME), source)
    shutil.copy(os.path.join(os.path.dirname(os.path.abspath(__file__)), "driver.ts"), source)
    return source


def compile_all(work, source):
    """Compiles everything in a folder; gives the folder of the programs."""
    out = os.path.join(work, "out")
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    with open(os.path.join(out, "package.json"), "w") as file:
        file.write('{"type": "module"}\n')
    # No types of other packages that happen to be installed.
    types = os.path.join(work, "types")
    os.makedirs(types, exist_ok=True)
    response = os.path.join(work, "tsc.txt")
    with open(response, "w") as file:
        file.write("\n".join(STRICT + ["--target", "ES2020", "--module", "ES2020", "--moduleResolution", "node",
                                       "--lib", "ES2020,DOM", "--typeRoots", types, "--outDir", out,
                                       *sorted(glob.glob(os.path.join(source, "*.ts")))]))
    subprocess.run([compiler(), "@" + response], capture_output=True, text=True, check=True)
    return out


def build(work, modules):
    out = compile_all(work, collect(work, modules))
    return ["node", os.path.join(out, "driver.js"), sys.executable, CODEC]
