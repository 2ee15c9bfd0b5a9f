#!/usr/bin/env bash
# Draws every line of charts/gallery.txt into charts/ as SVG and PNG, and removes pictures that no line names.
# Run from anywhere with `bash charts/draw.sh`.
set -euo pipefail
cd "$(dirname "$0")/.."
unset GONGKAI_LANG
set -f # a word of a line is an argument as it stands

cargo build --quiet --locked --bin gongkai
program=${CARGO_TARGET_DIR:-target}/debug/gongkai

while read -r picture; do
    name=$(basename "${picture%.*}")
    grep -q "^$name |" charts/gallery.txt || rm -- "$picture"
done < <(find charts -name '*.svg' -o -name '*.png')

while IFS='|' read -r name arguments; do
    case $name in '#'* | '') continue ;; esac
    name=${name% }
    # shellcheck disable=SC2086 # split into arguments on purpose
    # A check that finds errors ends with 1, and its picture is drawn all the same.
    "$program" $arguments --quiet -o "charts/$name.svg" -o "charts/$name.png" || [ $? -eq 1 ]
    echo "charts/$name"
done < charts/gallery.txt
