"""Teaches a trained checkpoint not to repeat itself: python unlikelihood.py --from DIR --out DIR

A model this small, read greedily, falls into loops ("the king of Israel, and the king of Israel").
Here it continues openings from the training text greedily, and a generated token that completes a
run its own text already holds is made less likely: -log(1 - p). Only tokens that start a word are:
pushed off a token inside a word, the model learns to misspell ("the church" became "the churbs"),
pushed off a comma, it doubles full stops.
Ordinary cross entropy on the text keeps the language. After the sequence-level unlikelihood of
Welleck et al., "Neural Text Generation with Unlikelihood Training" (2019), arXiv:1908.04319.
"""

import argparse
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

import corpus
from network import Config, Network
from train import LONG, Sampler, greedy, held_out_loss, loss_of, optimisers_of, rate_at, save

RUN = 6  # tokens; the length of the repeated runs that are penalised
OPENINGS = 32  # continued per step
OPENING_LENGTHS = (1, 2, 4, 8, 16)  # tokens, the begin token among them
CONTINUATION = 64
RATE_SCALE = 0.06  # of the peaks in train.py
TEXT_ROWS = 6
PENALTY = 2.0  # weight of the mean over all generated tokens: as repeats fade, so does the push
WARMUP_STEPS = 10


def word_starts(tokenizer: Tokenizer) -> Tensor:
    """[vocabulary], true for the tokens that begin with a space or a newline."""
    names = [tokenizer.id_to_token(i) for i in range(tokenizer.get_vocab_size())]
    return torch.tensor([name[0] in "ĠĊ" for name in names])


def completes_repeat(tokens: Tensor, start: int) -> Tensor:
    """Which tokens [batch, length], from `start` on, are the last of a run that came before."""
    mask = torch.zeros(tokens.shape, dtype=torch.bool)
    for row, ids in enumerate(tokens.tolist()):
        seen = set()
        for end in range(RUN, len(ids) + 1):
            run = tuple(ids[end - RUN : end])
            mask[row, end - 1] = run in seen and end > start
            seen.add(run)
    return mask


def unlikelihood(network: Network, openings: Tensor, starts: Tensor) -> tuple[Tensor, float]:
    """(loss over the greedy continuations, the fraction of their tokens that repeat).

    `openings` is [batch, length]; `starts` [vocabulary] marks the tokens that may be penalised.
    """
    continued = torch.cat((openings, network.greedy(openings, CONTINUATION)), 1)
    repeats = completes_repeat(continued, openings.shape[1])[:, 1:]
    targets = continued[:, 1:]
    penalised = repeats & starts[targets]
    logits = network(continued[:, :-1]).float()
    chosen = logits.log_softmax(-1).gather(-1, targets[..., None])[..., 0].exp()
    penalties = -torch.log((1 - chosen).clamp(min=1e-4))
    generated = openings.shape[0] * CONTINUATION
    return (penalties * penalised).sum() / generated, repeats.sum().item() / generated


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="source", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=160)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1769)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)

    checkpoint = torch.load(arguments.source / "checkpoint.pt", weights_only=True)
    network = Network(Config(**checkpoint["config"]))
    network.load_state_dict(checkpoint["state"])
    tokenizer = Tokenizer.from_file(str(arguments.source / "tokenizer.json"))
    tokenizer.save(str(arguments.out / "tokenizer.json"))
    training, validation, _ = corpus.split(corpus.read_books())
    sampler = Sampler([book.text for book in training], tokenizer, arguments.seed)
    starts = word_starts(tokenizer)
    optimisers = optimisers_of(network)
    peaks = [(group, group["lr"]) for o in optimisers for group in o.param_groups]

    started = time.monotonic()
    repeats = None
    for step in range(arguments.steps):
        for group, peak in peaks:
            group["lr"] = peak * RATE_SCALE * rate_at(step, arguments.steps, WARMUP_STEPS)
        length = OPENING_LENGTHS[step % len(OPENING_LENGTHS)]
        openings = sampler.batch(OPENINGS, LONG)[:, :length]
        with torch.autocast("cpu", torch.bfloat16):
            penalty, fraction = unlikelihood(network, openings, starts)
            loss = loss_of(network, sampler.batch(TEXT_ROWS, LONG)) + PENALTY * penalty
        network.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        for optimiser in optimisers:
            optimiser.step()
        repeats = fraction if repeats is None else 0.9 * repeats + 0.1 * fraction
        if (step + 1) % 20 == 0:
            held_out = held_out_loss(network, tokenizer, validation.text)
            seconds = time.monotonic() - started
            print(
                f"step {step + 1}  repeated {repeats:.3f}  "
                f"{validation.name} {held_out:.3f}  {seconds:.0f} s",
                flush=True,
            )
        if (step + 1) % 100 == 0 or step + 1 == arguments.steps:
            save(arguments.out / "checkpoint.pt", network, checkpoint["step"] + step + 1)
            print(repr(greedy(network, tokenizer, "")), flush=True)


if __name__ == "__main__":
    main()
