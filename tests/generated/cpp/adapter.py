# SPDX-License-Identifier: MIT
"""Generated C++: compiled with sanitizers and all warnings as errors, many schemas a translation unit."""
import functools
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import formatting

FEATURES = "dispatch,validation,builders,equals,clone,pools,hooks"
PATTERNS = ("patterns", "RE2")
TEXT_IS_UNICODE = False
MAPS_ARE_SORTED = True
HERE = os.path.dirname(os.path.abspath(__file__))
CHECKS = ["-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wsign-conversion", "-Werror"]
FLAGS = [*CHECKS, "-O0", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]
SCHEMAS_A_UNIT = 30
ENTRY = """        {"%(module)s", {%(module)s::encode_json, %(module)s::decode_json, %(module)s::encode_stream_json,
          %(module)s::decode_stream_json, %(module)s::view_agrees, %(module)s::kLimits}},
"""


LIBRARIES = [("zstd.h", "-lzstd"), ("lz4frame.h", "-llz4"), ("snappy-c.h", "-lsnappy")]


def exists(head):
    done = subprocess.run([compiler(), "-fsyntax-only", "-x", "c++", "-"], input="#include <%s>\n" % head,
                          capture_output=True, text=True)
    return done.returncode == 0


def links(path):
    """Whether the compiler has the libraries of the sanitizers, which clang's package lacks."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([path, *FLAGS, "-x", "c++", "-", "-o", os.path.join(folder, "program")],
                              input="int main() {}\n", capture_output=True, text=True)
    return done.returncode == 0


@functools.lru_cache(maxsize=None)
def compiler():
    """The one that makes the driver: clang, which takes half the time, where it is whole."""
    found = [path for path in map(shutil.which, ("clang++", "g++")) if path]
    return os.environ.get("CXX") or next(filter(links, found), None) or next(iter(found), None)


def others():
    """Compilers that look at the code too."""
    found = [shutil.which(name) for name in ("g++", "clang++")]
    return [path for path in found if path and path != compiler()]


def missing():
    return "" if compiler() else "neither g++ nor clang++ is installed"


def header(work, module):
    return '#include "%s"\n' % os.path.join(work, "gen", module, module + ".h")


def deep(work, modules):
    """Whether a header says that clang wants to be told of a large variant."""
    for module in modules:
        with open(os.path.join(work, "gen", module, module + ".h"), encoding="utf-8") as file:
            if "-fbracket-depth=" in file.read():
                return True
    return False


def build(work, modules):
    formatting.check(work, ".clang-format", True)
    folder = os.path.join(work, "build")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "modules.inc"), "w") as file:
        file.write("".join(header(work, module) for module in modules))
        file.write("\ntemplate <class Module>\nstd::map<std::string_view, Module> makeModules()\n{\n    return {\n")
        file.write("".join(ENTRY % {"module": module} for module in modules))
        file.write("    };\n}\n")
    sources = [os.path.join(HERE, "driver.cpp")]
    for first in range(0, len(modules), SCHEMAS_A_UNIT):
        path = os.path.join(folder, "unit%d.cpp" % first)
        with open(path, "w") as file:
            for module in modules[first:first + SCHEMAS_A_UNIT]:
                file.write('#include "%s"\n' % os.path.join(work, "gen", module, module + ".cpp"))
        sources.append(path)
    runtime = os.path.join(work, "gen", modules[0])
    return [compile_and_link(folder, runtime, sources, deep(work, modules))]


def compile_and_link(folder, runtime, sources, deep=False):
    objects = []
    running = []

    def wait(most):
        while len(running) > most:
            process = running.pop(0)
            output, _ = process.communicate()
            if process.returncode != 0:
                for other in running:
                    other.wait()
                raise subprocess.CalledProcessError(process.returncode, process.args, output[-20000:])

    def start(command):
        running.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True))
        wait(1)

    def depth(path):
        return ["-fbracket-depth=4096"] if deep and "clang" in os.path.basename(path) else []

    for source in sources:
        objects.append(os.path.join(folder, os.path.basename(source) + ".o"))
        start([compiler(), *FLAGS, *depth(compiler()), "-I", runtime, "-I", folder, "-c", source, "-o", objects[-1]])
        for other in others():
            start([other, *CHECKS, *depth(other), "-I", runtime, "-I", folder, "-fsyntax-only", source])
    wait(0)
    driver = os.path.join(folder, "driver")
    libraries = [name for head, name in LIBRARIES if exists(head)]
    subprocess.run([compiler(), *FLAGS, *objects, *libraries, "-o", driver], check=True, capture_output=True, text=True)
    return driver
