# SPDX-License-Identifier: MIT
"""What the features.py of languages share that have a program beside their schemas."""
import glob
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def run(language, name, adapter, build):
    """Generates code for LANGUAGE/schemas, compiles it with the program LANGUAGE/`name`, and runs that: the arguments
    are WIREBENCH_CLI FOLDER. `build(work, source, files)` compiles `files`, the program and the code in the folder
    `source`, and gives the command line; it raises CalledProcessError when they do not compile. The program's last
    line is "done". Gives the exit status: 77 when the language's tools are missing."""
    cli, work = sys.argv[1], os.path.abspath(sys.argv[2])
    if adapter.missing():
        print("SKIPPED: " + adapter.missing())
        return 77
    shutil.rmtree(work, ignore_errors=True)
    source = os.path.join(work, "src")
    schemas = sorted(glob.glob(os.path.join(HERE, language, "schemas", "*")))
    subprocess.run([cli, "generate", *schemas, "--lang", language, "--out", source, "--with", adapter.FEATURES],
                   check=True)
    code = sorted(glob.glob(os.path.join(source, "*" + os.path.splitext(name)[1])))
    try:
        command = build(work, source, [os.path.join(HERE, language, name), *code])
    except subprocess.CalledProcessError as error:
        print((error.stdout or "") + (error.stderr or ""))
        return 1
    done = subprocess.run(command, capture_output=True, text=True)
    print(done.stdout + done.stderr)
    return 0 if done.returncode == 0 and done.stdout.endswith("done\n") else 1
