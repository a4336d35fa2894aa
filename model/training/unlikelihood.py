"""Teaches a trained checkpoint not to repeat itself: python unlikelihood.py --from DIR --out DIR

A model this small, read greedily, falls into loops ("the king of Israel, and the king of Israel").
Here it continues openings from the training text greedily, and every generated token inside a
run of four that its own text already holds is made less likely: -log(1 - p). Ordinary
cross entropy on the text keeps the language. Sequence-level unlikelihood of Welleck et al.,
"Neural Text Generation with Unlikelihood Training" (2019), arXiv:1908.04319.
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

RUN = 4  # tokens; the length of the repeated runs that are penalised
OPENINGS = 32  # continued per step
OPENING_LENGTHS = (1, 2, 4, 8, 16)  # tokens, the begin token among them
CONTINUATION = 64
RATE_SCALE = 0.1  # of the peaks in train.py
TEXT_ROWS = 4


def repeated(tokens: Tensor, start: int) -> Tensor:
    """Which tokens [batch, length], from `start` on, belong to a run that came before."""
    mask = torch.zeros(tokens.shape, dtype=torch.bool)
    for row, ids in enumerate(tokens.tolist()):
        seen = set()
        for end in range(RUN, len(ids) + 1):
            run = tuple(ids[end - RUN : end])
            if run in seen:
                mask[row, max(end - RUN, start) : end] = True
            seen.add(run)
    return mask


def unlikelihood(network: Network, openings: Tensor) -> tuple[Tensor, float]:
    """(loss over the repeated tokens of the greedy continuations, their fraction)."""
    continued = torch.cat((openings, network.greedy(openings, CONTINUATION)), 1)
    mask = repeated(continued, openings.shape[1])[:, 1:]
    logits = network(continued[:, :-1])
    chosen = logits.log_softmax(-1).gather(-1, continued[:, 1:, None])[..., 0].exp()
    penalties = -torch.log((1 - chosen).clamp(min=1e-4))
    fraction = mask.sum().item() / (OPENINGS * CONTINUATION)
    return (penalties * mask).sum() / mask.sum().clamp(min=1), fraction


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="source", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--threads", type=int, default=2)
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
    optimisers = optimisers_of(network)
    peaks = [(group, group["lr"]) for o in optimisers for group in o.param_groups]

    started = time.monotonic()
    repeats = None
    for step in range(arguments.steps):
        for group, peak in peaks:
            group["lr"] = peak * RATE_SCALE * rate_at(step, arguments.steps)
        length = OPENING_LENGTHS[step % len(OPENING_LENGTHS)]
        openings = sampler.batch(OPENINGS, LONG)[:, :length]
        penalty, fraction = unlikelihood(network, openings)
        loss = loss_of(network, sampler.batch(TEXT_ROWS, LONG)) + penalty
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
