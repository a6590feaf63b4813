# SPDX-License-Identifier: MIT
"""Generated C: compiled with sanitizers and all warnings as errors, many schemas a translation unit."""
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import formatting

FEATURES = "json,validation,builders,equals,clone,dispatch"
PATTERNS = ("patterns", "RE2")
TEXT_IS_UNICODE = False
HERE = os.path.dirname(os.path.abspath(__file__))
FLAGS = ["-std=c11", "-O0", "-g1", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror",
         "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
SCHEMAS_A_UNIT = 100
LIBRARIES = [("zstd.h", "HAS_ZSTD", "-lzstd"), ("lz4frame.h", "HAS_LZ4", "-llz4"),
             ("snappy-c.h", "HAS_SNAPPY", "-lsnappy")]


def compiler():
    return os.environ.get("CC") or shutil.which("gcc") or shutil.which("clang")


def missing():
    return "" if compiler() else "neither gcc nor clang is installed"


def exists(head):
    done = subprocess.run([compiler(), "-fsyntax-only", "-x", "c", "-"], input="#include <%s>\n" % head,
                          capture_output=True, text=True)
    return done.returncode == 0


def include(work, module, suffix):
    return '#include "%s"\n' % os.path.join(work, "gen", module, module + suffix)


def build(work, modules):
    formatting.check(work, "core/codegen/c/runtime/.clang-format", False)
    folder = os.path.join(work, "build")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "modules.inc"), "w") as file:
        file.write("".join("extern const wb_schema %s_schema;\n" % module for module in modules))
        file.write("static const module modules[] = {\n")
        file.write("".join('    {"%s", &%s_schema},\n' % (module, module) for module in modules))
        file.write("};\n")
    runtime = os.path.join(work, "gen", modules[0])
    sources = [os.path.join(HERE, "driver.c"), os.path.join(runtime, "wirebench_runtime.c")]
    for first in range(0, len(modules), SCHEMAS_A_UNIT):
        sources.append(os.path.join(folder, "unit%d.c" % first))
        with open(sources[-1], "w") as file:
            for module in modules[first:first + SCHEMAS_A_UNIT]:
                file.write(include(work, module, ".c"))
    return [compile_and_link(folder, runtime, sources)]


def compile_and_link(folder, runtime, sources):
    objects = []
    libraries = [entry for entry in LIBRARIES if exists(entry[0])]
    defines = ["-D" + macro for _, macro, _ in libraries]
    for source in sources:
        objects.append(os.path.join(folder, os.path.basename(source) + ".o"))
        subprocess.run([compiler(), *FLAGS, *defines, "-I", runtime, "-I", folder, "-c", source, "-o", objects[-1]], check=True,
                       capture_output=True, text=True)
    driver = os.path.join(folder, "driver")
    subprocess.run([compiler(), *FLAGS, *objects, *[flag for _, _, flag in libraries], "-o", driver], check=True, capture_output=True, text=True)
    return driver
