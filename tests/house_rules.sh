#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The rules of the house that a machine can see (ARCHITECTURE.md says why they hold). Prints each breach with its
# place and fails when there is one.
set -uo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
status=0

# breach SENTENCE GREP-ARGUMENTS…: every line git grep finds is a breach.
breach() {
    local sentence=$1 found
    shift
    found=$(git grep -nIE "$@") || return 0
    printf '%s:\n%s\n\n' "$sentence" "$found"
    status=1
}

# missing_line SENTENCE PATTERN PATHS…: every file without a line that matches is a breach.
missing_line() {
    local sentence=$1 pattern=$2 found
    shift 2
    found=$(git grep -LE "$pattern" -- "$@")
    [ -n "$found" ] || return 0
    printf '%s:\n%s\n\n' "$sentence" "$found"
    status=1
}

breach "core/ knows no Qt" '#include [<"]Q|QObject|qint64' -- 'core/*.h' 'core/*.cpp'
# Examples in the help of wirebench-cli name files, and so their suffixes.
breach "Only a format's own folder knows its name" -i -e '^[^/]*\b(bitschema|serialkit|sdp|cramberry)\b' \
    --and --not -e '  (echo .*)?wirebench-cli' -- \
    'widgets/*.h' 'widgets/*.cpp' 'app/*.h' 'app/*.cpp' 'core/base/*' 'core/wire/*' 'core/value/*' 'core/layout/*' \
    'core/inspect/*' 'core/syntax/*' 'core/schema/*'
breach "core/ does not look upwards" '#include "(widgets|app)/' -- 'core/*'
breach "widgets/ do not look upwards" '#include "app/' -- 'widgets/*'
breach "CMake lists name their files" 'file\(GLOB' -- '*CMakeLists.txt' '*.cmake'
breach "No paths of one machine in tracked files" '/(home/[a-z]|root/|work/)' -- ':!LICENSES'
breach "Tests neither sleep nor expect to fail" 'QTest::qSleep|QThread::m?sleep|QEXPECT_FAIL' -- 'tests/*.cpp'
# Two types of one name in one namespace are two meanings of one symbol: the linker takes either.
twice=$(git ls-files -- 'core/*.h' 'widgets/*.h' 'app/*.h' ':!core/codegen/*/runtime/*' | xargs awk '
    /^namespace .*\{$/ { space = $2 }
    /^(struct|class|union|enum|enum class) [A-Za-z]+( final)?( : .*)?( \{)?$/ {
        print space "::" ($2 == "class" ? $3 : $2)
    }' | sort | uniq -d)
if [ -n "$twice" ]; then
    printf 'A type is defined once; these are there twice:\n%s\n\n' "$twice"
    status=1
fi
missing_line "Files of the core are under the MIT licence" '^// SPDX-License-Identifier: MIT$' 'core/*.h' 'core/*.cpp'
missing_line "Files of the widgets and programs are under the GPL" '^// SPDX-License-Identifier: GPL-3.0-or-later$' \
    'widgets/*.h' 'widgets/*.cpp' 'app/*.h' 'app/*.cpp'
missing_line "Test files say their licence" '^// SPDX-License-Identifier: ' 'tests/*.h' 'tests/*.cpp'

exit $status
