"""Writes a checkpoint as GGUF:
python export.py --from DIR --to tiny.gguf --evaluation tiny-eval.txt

Matrices and the embedding become Q8_0, norms stay F32. The output shares the embedding, so there
is no `output.weight`. The held-out book is written beside the model.
"""

import argparse
import hashlib
import json
from pathlib import Path

import gguf
import torch
from tokenizers import Tokenizer

import corpus
from network import Config

# Our names to GGUF's, inside block N.
BLOCK_TENSORS = {
    "attention_norm": "attn_norm",
    "query": "attn_q",
    "key": "attn_k",
    "value": "attn_v",
    "attention_output": "attn_output",
    "feed_forward_norm": "ffn_norm",
    "gate": "ffn_gate",
    "up": "ffn_up",
    "down": "ffn_down",
}


def gguf_name(parameter: str) -> str:
    """`blocks.3.query.weight` is `blk.3.attn_q.weight`."""
    match parameter.split("."):
        case ["blocks", index, kind, "weight"]:
            return f"blk.{index}.{BLOCK_TENSORS[kind]}.weight"
        case ["embedding", "weight"]:
            return "token_embd.weight"
        case ["output_norm", "weight"]:
            return "output_norm.weight"
    raise ValueError(f"no GGUF name for {parameter}")


def add_metadata(writer: gguf.GGUFWriter, config: Config, steps: int) -> None:
    writer.add_name("harmonia-tiny")
    writer.add_description(
        f"Llama architecture, King James Version of the Bible, {steps} steps. "
        "Weights under the project's licence; the text is in the public domain."
    )
    writer.add_license("MIT OR Apache-2.0")
    writer.add_context_length(config.context)
    writer.add_embedding_length(config.width)
    writer.add_block_count(config.layers)
    writer.add_feed_forward_length(config.feed_forward)
    writer.add_head_count(config.heads)
    writer.add_head_count_kv(config.kv_heads)
    writer.add_rope_dimension_count(config.head_size)
    writer.add_rope_freq_base(config.rope_base)
    writer.add_layer_norm_rms_eps(config.norm_epsilon)
    writer.add_vocab_size(config.vocabulary)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)


def add_tokenizer(writer: gguf.GGUFWriter, tokenizer: Tokenizer, merges: list[str]) -> None:
    size = tokenizer.get_vocab_size()
    special = {corpus.BOS_ID, corpus.EOS_ID}
    types = [gguf.TokenType.CONTROL if i in special else gguf.TokenType.NORMAL for i in range(size)]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list([tokenizer.id_to_token(i) for i in range(size)])
    writer.add_token_types(types)
    writer.add_token_merges(merges)
    writer.add_bos_token_id(corpus.BOS_ID)
    writer.add_eos_token_id(corpus.EOS_ID)
    writer.add_add_bos_token(True)
    writer.add_add_eos_token(False)


def read_merges(path: Path) -> list[str]:
    """The merges of a `tokenizer.json`, each as the two parts with a space between."""
    merges = json.loads(path.read_text())["model"]["merges"]
    return [merge if isinstance(merge, str) else " ".join(merge) for merge in merges]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="source", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--evaluation", type=Path, required=True)
    arguments = parser.parse_args()

    checkpoint = torch.load(arguments.source / "checkpoint.pt", weights_only=True)
    config = Config(**checkpoint["config"])
    tokenizer_path = arguments.source / "tokenizer.json"
    writer = gguf.GGUFWriter(arguments.to, "llama")
    add_metadata(writer, config, checkpoint["step"])
    add_tokenizer(writer, Tokenizer.from_file(str(tokenizer_path)), read_merges(tokenizer_path))
    for name, parameter in checkpoint["state"].items():
        values = parameter.float().numpy()
        if values.ndim == 1:
            writer.add_tensor(gguf_name(name), values)
            continue
        quantised = gguf.quants.quantize(values, gguf.GGMLQuantizationType.Q8_0)
        writer.add_tensor(gguf_name(name), quantised, raw_dtype=gguf.GGMLQuantizationType.Q8_0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()

    _, _, evaluation = corpus.split(corpus.read_books())
    arguments.evaluation.write_text(evaluation.text + "\n")
    data = arguments.to.read_bytes()
    print(f"{arguments.to}: {len(data)} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
