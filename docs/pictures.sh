#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Makes the pictures of docs/images anew: docs/pictures.sh BUILD-FOLDER, with the window and its tests built there.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
build=${1:?Say where the program is built, as in: docs/pictures.sh build-dev}
export QT_QPA_PLATFORM=offscreen

# Views by themselves and windows in a certain state: the tests leave them.
"$build/tests/app_window_pictures_test" >/dev/null
for picture in docs/images/*.png; do
    name=$(basename "$picture")
    if [ -e "$build/artifacts/$name" ]; then cp "$build/artifacts/$name" "$picture"; fi
done

# take NAME SIZE THEME ARGUMENTS…: a picture of the program itself.
take() {
    "$build/bin/wirebench" --screenshot "docs/images/$1.png" --size "$2" --theme "$3" "${@:4}" 2>/dev/null
}
for theme in light dark; do
    take "window-$theme" 1440x900 "$theme" --select total_length \
        schemas/bitschema/ipv4_header.bitschema.json schemas/bitschema/ipv4_header.bin
done
take window-serialkit-light 1920x1080 light schemas/serialkit/structured_log.{skit,bin}
take window-cramberry-dark 1920x1080 dark schemas/cramberry/orders.{cramberry,bin}
