"""A Llama-architecture transformer, small enough to train on two processor cores.

Pre-norm blocks of grouped-query attention and SwiGLU, RMSNorm, rotary positions, embedding
shared with the output. Rotary pairs are (2i, 2i+1), the order GGUF's `llama` architecture
stores, so the export permutes nothing.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass(frozen=True)
class Config:
    vocabulary: int = 1024
    context: int = 512
    width: int = 128
    layers: int = 5
    heads: int = 4
    kv_heads: int = 2  # two query heads share a key/value head
    head_size: int = 32
    feed_forward: int = 320  # 5 layers of 320 keep the whole below a million parameters
    rope_base: float = 10_000.0
    norm_epsilon: float = 1e-5


class RmsNorm(nn.Module):
    def __init__(self, width: int, epsilon: float):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.epsilon = epsilon

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.epsilon) * self.weight


def rotary_table(config: Config) -> tuple[Tensor, Tensor]:
    """Cosines and sines, [context, head_size / 2]; angle = position * base^(-2i / head_size)."""
    exponents = torch.arange(0, config.head_size, 2) / config.head_size
    angles = torch.outer(torch.arange(config.context).float(), config.rope_base**-exponents)
    return angles.cos(), angles.sin()


def rotate(x: Tensor, cosines: Tensor, sines: Tensor) -> Tensor:
    """Turns each pair (2i, 2i+1) of x [batch, heads, tokens, head_size] by its position's angle."""
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack((even * cosines - odd * sines, even * sines + odd * cosines), -1).flatten(-2)


class Block(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        width, kv_width = config.width, config.kv_heads * config.head_size
        self.attention_norm = RmsNorm(width, config.norm_epsilon)
        self.query = nn.Linear(width, config.heads * config.head_size, bias=False)
        self.key = nn.Linear(width, kv_width, bias=False)
        self.value = nn.Linear(width, kv_width, bias=False)
        self.attention_output = nn.Linear(config.heads * config.head_size, width, bias=False)
        self.feed_forward_norm = RmsNorm(width, config.norm_epsilon)
        self.gate = nn.Linear(width, config.feed_forward, bias=False)
        self.up = nn.Linear(width, config.feed_forward, bias=False)
        self.down = nn.Linear(config.feed_forward, width, bias=False)

    def attend(
        self, x: Tensor, cosines: Tensor, sines: Tensor, past: list[Tensor] | None
    ) -> Tensor:
        batch, tokens, _ = x.shape

        def by_head(projection: nn.Linear) -> Tensor:
            return projection(x).view(batch, tokens, -1, self.config.head_size).transpose(1, 2)

        query = rotate(by_head(self.query), cosines, sines)
        key = rotate(by_head(self.key), cosines, sines)
        value = by_head(self.value)
        first = not past
        if past is not None:
            if past:
                key, value = torch.cat((past[0], key), 2), torch.cat((past[1], value), 2)
            past[:] = [key, value]
        sharing = self.config.heads // self.config.kv_heads
        mixed = F.scaled_dot_product_attention(
            query,
            key.repeat_interleave(sharing, 1),
            value.repeat_interleave(sharing, 1),
            is_causal=first,
        )
        return self.attention_output(mixed.transpose(1, 2).reshape(batch, tokens, -1))

    def forward(
        self, x: Tensor, cosines: Tensor, sines: Tensor, past: list[Tensor] | None
    ) -> Tensor:
        x = x + self.attend(self.attention_norm(x), cosines, sines, past)
        h = self.feed_forward_norm(x)
        return x + self.down(F.silu(self.gate(h)) * self.up(h))


class Network(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocabulary, config.width)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.layers))
        self.output_norm = RmsNorm(config.width, config.norm_epsilon)
        cosines, sines = rotary_table(config)
        self.register_buffer("cosines", cosines, persistent=False)
        self.register_buffer("sines", sines, persistent=False)

        nn.init.normal_(self.embedding.weight, std=0.02)
        for name, parameter in self.named_parameters():
            if parameter.ndim == 2 and "embedding" not in name:
                # What a block adds to the residual stream starts small, whatever the depth.
                adds = "attention_output" in name or "down" in name
                shrink = (2 * config.layers) ** -0.5 if adds else 1.0
                nn.init.normal_(parameter, std=shrink * parameter.shape[1] ** -0.5)

    def forward(self, tokens: Tensor, past: list[list[Tensor]] | None = None) -> Tensor:
        """Logits [batch, tokens, vocabulary] of token ids [batch, tokens].

        `past` holds one list a layer, empty at first; each call leaves its keys and values there
        and reads those of the calls before. After the first, a call takes one token.
        """
        start = past[0][0].shape[2] if past and past[0] else 0
        end = start + tokens.shape[1]
        cosines, sines = self.cosines[start:end], self.sines[start:end]
        x = self.embedding(tokens)
        for layer, block in enumerate(self.blocks):
            x = block(x, cosines, sines, past[layer] if past is not None else None)
        return F.linear(self.output_norm(x), self.embedding.weight)

    @torch.no_grad()
    def greedy(self, tokens: Tensor, count: int) -> Tensor:
        """The `count` likeliest tokens, one after another, behind tokens [batch, length]."""
        past: list[list[Tensor]] = [[] for _ in self.blocks]
        generated = [self(tokens, past)[:, -1:].argmax(-1)]
        while len(generated) < count:
            generated.append(self(generated[-1], past)[:, -1:].argmax(-1))
        return torch.cat(generated, 1)

    def parameter_count(self) -> int:
        return sum(parameter.numel() for parameter in self.parameters())
