#!/usr/bin/env python3
"""The emulator's speed beside llama.cpp: tokens per second of processor time, one thread each, taking turns.

    python3 -m venv v && v/bin/pip install xllamacpp
    cargo build --release -p harmonia-cli
    v/bin/python scripts/beside-llama.py MODEL.gguf [--harmonia target/release/harmonia] [--turns 5]

Every run is a process of its own. What counts is the processor time between two runs that differ in the number of
tokens only, so that loading cancels out and other work on the machine matters little. Decoding: 20 and 220 tokens
behind a short prompt. Prefill: that prompt and
one of 256 words more, one token of text.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys

SHORT = "The capital of France is"
WORD = " tower"


def llama(model, prompt, tokens):
    """Runs in a process of its own: prints how many tokens the prompt had and how many came."""
    import xllamacpp as x

    params = x.CommonParams()
    params.model.path = model
    params.cpuparams.n_threads = 1
    params.cpuparams_batch.n_threads = 1
    params.n_ctx = 1024
    params.n_parallel = 1
    params.warmup = False
    params.n_gpu_layers = 0
    request = {
        "prompt": prompt,
        "n_predict": tokens,
        "temperature": 0,
        "ignore_eos": True,
        "cache_prompt": False,
    }
    answer = x.Server(params).handle_completions(request)
    answer = answer if isinstance(answer, dict) else json.loads(answer)
    usage = answer["usage"]
    print(usage["prompt_tokens"], usage["completion_tokens"], flush=True)
    os._exit(0)


def cost(command):
    """Processor seconds of a command, and its standard output."""
    before = os.times()
    one = {**os.environ, "RAYON_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=one)
    after = os.times()
    return (after.children_user + after.children_system) - (before.children_user + before.children_system), done.stdout


def run(side, args, prompt, tokens):
    """Processor seconds, and tokens that went through the model: prompt, and text but its last one."""
    if side == "llama.cpp":
        seconds, out = cost([sys.executable, __file__, args.model, "--child", prompt, str(tokens)])
        prompt_tokens, generated = map(int, out.split()[-2:])
    else:
        command = [args.harmonia, "run", "--device", "emulator", "--json"]
        seconds, out = cost(command + ["--model", args.model, "--prompt", prompt, "--tokens", str(tokens)])
        report = json.loads(out)
        prompt_tokens, generated = len(report["prompt_tokens"]), len(report["tokens"])
    if generated != tokens:
        sys.exit(f"{side} ended after {generated} of {tokens} tokens: choose another prompt")
    return seconds, prompt_tokens + generated - 1


def rate(side, args, few, many):
    """Tokens per second of processor time between two runs."""
    (less, before), (more, after) = (run(side, args, *what) for what in (few, many))
    return (after - before) / (more - less)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="GGUF file")
    parser.add_argument("--harmonia", default="target/release/harmonia", help="the program [target/release/harmonia]")
    parser.add_argument("--turns", type=int, default=5, help="runs of each side [5]")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        llama(args.model, args.child[0], int(args.child[1]))
    long = SHORT + WORD * 256
    what = {"decode": ((SHORT, 20), (SHORT, 220)), "prefill": ((SHORT, 1), (long, 1))}
    for name, (few, many) in what.items():
        ratios = []
        for turn in range(args.turns):
            ours, theirs = (rate(side, args, few, many) for side in ("emulator", "llama.cpp"))
            ratios.append(ours / theirs)
            print(f"{name} {turn + 1}: emulator {ours:.1f}, llama.cpp {theirs:.1f} tokens per CPU second, ratio {ratios[-1]:.2f}", flush=True)
        print(f"{name}: median ratio {statistics.median(ratios):.2f}")


main()
