#!/usr/bin/env bash
# Everything that must hold before a change is merged; CI runs this and nothing else.
#
#   scripts/test.sh
#
# Formatting, lints, all tests (co-simulation of every block among them), the committed Verilog against
# what the source makes, three front ends on every configuration, the proofs, place-and-route reports against
# the Verilog, the page of the paper's comparison, and the two back ends bit by bit on the bundled model.
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n== %s (%d min %02d s)\n' "$*" $((SECONDS / 60)) $((SECONDS % 60)); }

step "tools"
scripts/setup.sh --all

step "formatting"
cargo fmt --all --check

step "lints"
cargo clippy --workspace --all-targets --locked --quiet -- -D warnings

step "documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked --quiet

step "tests"
cargo test --workspace --locked --quiet

# The tests have built it; asking again says where it is and keeps their profile.
cargo build --profile test --workspace --locked --quiet
harmonia=${CARGO_TARGET_DIR:-target}/debug/harmonia

step "committed Verilog"
"$harmonia" generate --check

step "front ends"
"$harmonia" check

step "proofs"
"$harmonia" prove

step "place-and-route reports"
if compgen -G "fpga/reports/*.json" > /dev/null; then
    "$harmonia" fmax --check
else
    echo "none is committed: nothing in configurations.toml has been placed and routed as it is now"
fi

step "the page of the paper's comparison"
"$harmonia" paper --part system --check

step "simulated engine against emulator, bit by bit"
"$harmonia" compare --a sim --b emulator --model tiny --tokens 4

step "passed"
