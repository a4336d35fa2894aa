#!/usr/bin/env bash
# Text of the bundled model, every matrix and all attention by the simulated accelerator.
#
#   scripts/demo.sh [PROMPT]
#
# The first run installs Verilator if it is missing, builds, and turns the engine's Verilog into a
# simulation; later runs start at once. Text is on standard output, everything else on standard error.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/setup.sh
echo "demo: building harmonia" >&2
cargo build --release --locked --quiet --package harmonia-cli
echo "demo: harmonia run --model tiny --device sim" >&2
cargo run --release --locked --quiet --package harmonia-cli -- \
    run --model tiny --device sim --tokens 48 --prompt "${1-And David said unto}"
