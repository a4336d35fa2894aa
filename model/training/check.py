"""Reads a GGUF with llama.cpp, an implementation not ours: python check.py tiny.gguf tiny-eval.txt

Prints greedy text, how much of it repeats itself, and the perplexity of the held-out book. Exit
status 1 when the text of the empty prompt repeats within 32 tokens, or when openings of the
held-out verses lead into loops more often than LOOPS_ALLOWED.
"""

import argparse
import math
import sys
from pathlib import Path

import numpy
from llama_cpp import Llama

PROMPTS = [
    "",
    "In the beginning",
    "And Jesus said",
    "The LORD is my",
    "Now it came to pass",
    "The word of the LORD",
    "And David said unto",
]
GENERATED, WATCHED = 64, 32
REPEATED_RUN = 6  # tokens; a run this long that comes twice reads as a loop
OPENING_WORDS = 3
LOOPS_ALLOWED = 0.4  # of the verses; it was 0.50 before unlikelihood.py, 0.31 after


def greedy(model: Llama, prompt: str, count: int) -> tuple[list[int], list[int]]:
    """(prompt ids, generated ids); the lowest id wins a tie."""
    prompt_ids = model.tokenize(prompt.encode(), add_bos=True, special=False)
    model.reset()
    model.eval(prompt_ids)
    ids: list[int] = []
    while len(ids) < count:
        token = int(numpy.argmax(model.scores[model.n_tokens - 1]))
        if token == model.token_eos():
            break
        ids.append(token)
        model.eval([token])
    return prompt_ids, ids


def first_repetition(ids: list[int]) -> int | None:
    """Where a run of REPEATED_RUN tokens ends that was there before."""
    seen = set()
    for end in range(REPEATED_RUN, len(ids) + 1):
        run = tuple(ids[end - REPEATED_RUN : end])
        if run in seen:
            return end
        seen.add(run)
    return None


def loop_share(model: Llama, text: str) -> float:
    """Of the verses of `text`, those whose first words lead into a repetition at once."""
    openings = [" ".join(line.split()[:OPENING_WORDS]) for line in text.splitlines() if line]
    continued = (greedy(model, opening, WATCHED)[1] for opening in openings)
    return sum(first_repetition(ids) is not None for ids in continued) / len(openings)


def perplexity(model: Llama, text: str, tokens: int) -> float:
    """Over the first `tokens` tokens as one sequence, the begin token among them."""
    ids = model.tokenize(text.encode(), add_bos=True, special=False)[:tokens]
    model.reset()
    model.eval(ids)
    logits = model.scores[: len(ids) - 1].astype(numpy.float64)
    logits -= logits.max(axis=1, keepdims=True)
    chosen = logits[numpy.arange(len(ids) - 1), ids[1:]]
    return math.exp(float(numpy.mean(numpy.log(numpy.exp(logits).sum(axis=1)) - chosen)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("text", type=Path)
    arguments = parser.parse_args()
    model = Llama(
        str(arguments.model), n_ctx=512, n_batch=512, logits_all=True, n_threads=1, verbose=False
    )
    failed = False
    for prompt in PROMPTS:
        prompt_ids, ids = greedy(model, prompt, GENERATED)
        repeats = first_repetition(ids)
        failed |= prompt == "" and repeats is not None and repeats <= WATCHED
        print(f"--- {prompt!r} {prompt_ids}, {len(ids)} tokens, repeats at {repeats}")
        print(prompt + model.detokenize(ids).decode(errors="replace"))
    text = arguments.text.read_text()
    share = loop_share(model, text)
    failed |= share > LOOPS_ALLOWED
    print(f"--- loops within {WATCHED} tokens behind {share:.0%} of the verses' openings")
    for tokens in (256, 512):
        print(f"perplexity over {tokens} tokens: {perplexity(model, text, tokens):.3f}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
