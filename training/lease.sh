#!/usr/bin/env bash
# A GPU for half an hour, on a machine without network: what travels there and what comes back.
#
#   training/lease.sh pack                 here: prepared data, recipe and checkpoint into one file
#   training/lease.sh train MINUTES OUT    there: train for so many minutes, put the results into OUT
#   training/lease.sh unpack FOLDER        here: put what came back to where the recipe wants it
#
# CONFIG names the configuration (training/configs/gpu.toml); PACK the packed file. See README.md.
set -euo pipefail
cd "$(dirname "$0")/.."

config=${CONFIG:-training/configs/gpu.toml}
pack=${PACK:-build/training/lease.tar.gz}
python=${PYTHON:-python3}
[ -f "$config" ] || tar -xzf "$pack"
out=$(sed -n 's/^out = "\(.*\)"/\1/p' "$config")
piece=15m    # of what comes back
most=$((64 * 1024 * 1024))    # bytes that may travel

case "${1:-}" in
pack)
    "$python" -m training "$config" --to align
    mkdir -p "$(dirname "$pack")"
    things=(training/*.py training/lease.sh "$config" translate/__init__.py translate/errors.py translate/languages.py
        "$out/prepare" "$out/vocabulary" "$out/align")
    [ ! -f "$out/train/last.pt" ] || things+=("$out/train")
    tar -czf "$pack" "${things[@]}"
    size=$(stat -c %s "$pack")
    echo "$pack: $((size / 1024)) KiB"
    [ "$size" -le "$most" ] || { echo "That is more than may travel." >&2; exit 1; }
    ;;
train)
    minutes=$2 results=$3
    # Where it was unpacked already there may be a newer checkpoint than the packed one.
    [ -d "$out/prepare" ] || tar -xzf "$pack"
    "$python" -c 'import torch, sentencepiece, numpy
print(torch.cuda.get_device_name() if torch.cuda.is_available() else "no GPU here")'
    status=0
    PYTHONUNBUFFERED=1 "$python" -m training "$config" --from train --to train --for "$minutes" || status=$?
    [ "$status" -eq 0 ] || [ "$status" -eq 75 ] || exit "$status"
    mkdir -p "$results"
    cp "$out/train/curve.tsv" "$results/"
    # The best weights come back every time, since a machine may be gone before the next stretch.
    "$python" -c 'import pathlib, sys; from training.checkpoint import shrink
shrink(*map(pathlib.Path, sys.argv[1:]))' "$out/train/best.pt" "$out/train/half.pt"
    split -b "$piece" -d "$out/train/half.pt" "$results/best.pt."
    sha256sum < "$out/train/half.pt" > "$results/sha256"
    echo "exit code $status (75: there is more to do)"
    ;;
unpack)
    mkdir -p "$out/train"
    cat "$2"/best.pt.* > "$out/train/best.pt"
    cp "$2/curve.tsv" "$out/train/"
    sha256sum < "$out/train/best.pt" | cmp - "$2/sha256"
    echo "Go on with: $python -m training $config --from export"
    ;;
*)
    sed -n '2,/^set/s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
