//! Every way a file can be wrong, and the message that a user gets for it.
//!
//! The snapshot beside this file is the list; `cargo insta review` after a change of wording.

use crate::writer::{F32, STRING, Writer, array, boolean, float, string, strings, word, words};
use harmonia_model::{Model, WeightChoice};

/// What is done to a valid file.
type Change = fn(&mut Writer);

const NAN: [u8; 4] = f32::NAN.to_le_bytes();
const HALF_INFINITY: [u8; 2] = 0x7C00u16.to_le_bytes();

/// Changes of the structure.
const STRUCTURE: &[(&str, Change)] = &[
    ("another magic", |w| w.magic = *b"ggml"),
    ("version 1", |w| w.version = 1),
    ("version 4", |w| w.version = 4),
    ("big-endian version 3", |w| w.version = 3u32.swap_bytes()),
    ("10^9 tensors", |w| w.tensor_count = Some(1_000_000_000)),
    ("2^64 - 1 tensors", |w| w.tensor_count = Some(u64::MAX)),
    ("10^9 metadata entries", |w| {
        w.metadata_count = Some(1_000_000_000)
    }),
    ("one metadata entry too many", |w| {
        w.metadata_count = Some(w.metadata.len() as u64 + 1)
    }),
    ("one tensor too many", |w| {
        w.tensor_count = Some(w.tensors.len() as u64 + 1)
    }),
    ("a key twice", |w| {
        w.metadata.push(("llama.block_count".into(), word(1)))
    }),
    ("unknown value type 13", |w| {
        w.set("x", 13u32.to_le_bytes().to_vec())
    }),
    ("a bool of 2", |w| {
        w.set("tokenizer.ggml.add_bos_token", boolean(2))
    }),
    ("a string that is no UTF-8", |w| {
        w.set(
            "general.name",
            [8, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0xC3, 0x28].to_vec(),
        );
    }),
    ("a string of 2^64 - 1 bytes", |w| {
        w.set("general.name", [vec![8, 0, 0, 0], vec![0xFF; 8]].concat());
    }),
    ("an array of 2^61 floats", |w| {
        w.set("x", array(F32, 1 << 61, &[]))
    }),
    ("an array of 10^12 strings", |w| {
        w.set("x", array(STRING, 1_000_000_000_000, &[]))
    }),
    ("arrays nested 100 deep", |w| {
        let inner: Vec<u8> = [9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0].repeat(100);
        w.set("x", [vec![9, 0, 0, 0], inner].concat());
    }),
    ("a hostile key", |w| {
        w.metadata
            .extend(vec![("\u{1b}[2J".repeat(40), word(1)); 2])
    }),
    ("alignment 3", |w| w.set("general.alignment", word(3))),
    ("alignment 0", |w| w.set("general.alignment", word(0))),
    ("alignment as a string", |w| {
        w.set("general.alignment", string("32"))
    }),
];

/// Changes of the tensor table and of the weights.
const TENSORS: &[(&str, Change)] = &[
    ("a tensor twice", |w| {
        let copy = w.tensors[1].clone();
        w.tensors.push(copy);
    }),
    ("no dimensions", |w| {
        w.tensor_mut("output_norm.weight").shape = vec![]
    }),
    ("five dimensions", |w| {
        w.tensor_mut("output_norm.weight").shape = vec![32, 1, 1, 1, 1]
    }),
    ("a dimension of zero", |w| {
        w.tensor_mut("output_norm.weight").shape = vec![0]
    }),
    ("2^80 values", |w| {
        w.tensor_mut("blk.0.attn_q.weight").shape = vec![1 << 40, 1 << 40]
    }),
    ("2^63 values of 4 bytes", |w| {
        w.tensor_mut("blk.0.ffn_up.weight").shape = vec![1 << 63]
    }),
    ("type IQ4_XS", |w| {
        w.tensor_mut("blk.0.attn_q.weight").kind = 23
    }),
    ("type 4242", |w| {
        w.tensor_mut("blk.0.attn_q.weight").kind = 4242
    }),
    ("33 columns of Q4_0", |w| {
        w.tensor_mut("blk.0.attn_q.weight").shape = vec![33, 32]
    }),
    ("a misaligned offset", |w| {
        w.tensor_mut("blk.0.attn_q.weight").offset = Some(33)
    }),
    ("an offset beyond the file", |w| {
        w.tensor_mut("blk.0.attn_q.weight").offset = Some(1 << 40)
    }),
    ("an offset that overflows", |w| {
        w.tensor_mut("blk.0.attn_q.weight").offset = Some(u64::MAX - 31);
    }),
    ("two tensors in one place", |w| {
        w.tensor_mut("blk.0.attn_q.weight").offset = Some(0)
    }),
    ("no output norm", |w| {
        w.tensors.retain(|t| t.name != "output_norm.weight")
    }),
    ("no embedding", |w| {
        w.tensors.retain(|t| t.name != "token_embd.weight")
    }),
    ("no second layer", |w| w.set("llama.block_count", word(2))),
    ("65,536 layers", |w| {
        w.set("llama.block_count", word(65_536))
    }),
    ("a bias of another length", |w| {
        w.tensor("blk.0.attn_q.bias", &[16], 0)
    }),
    ("NaN in a bias", |w| {
        w.tensor("blk.0.attn_k.bias", &[16], 0);
        w.tensor_mut("blk.0.attn_k.bias").data[4..8].copy_from_slice(&NAN);
    }),
    ("a bias of a norm", |w| {
        w.tensor("blk.0.attn_norm.bias", &[32], 0)
    }),
    ("a norm of query heads in llama", |w| {
        w.tensor("blk.0.attn_q_norm.weight", &[8], 0)
    }),
    ("a bias of the output head", |w| {
        w.tensor("output.bias", &[259], 0)
    }),
    ("a bias in layer 1 alone", |w| {
        *w = Writer::layers(2);
        w.tensor("blk.1.attn_q.bias", &[32], 0);
    }),
    ("a bias in layer 0 alone", |w| {
        *w = Writer::layers(2);
        w.tensor("blk.0.attn_q.bias", &[32], 0);
    }),
    ("qwen2 without a bias of keys", |w| {
        *w = Writer::of("qwen2");
        w.tensors.retain(|t| t.name != "blk.0.attn_k.bias");
    }),
    ("qwen2 with a bias of the attention's output", |w| {
        *w = Writer::of("qwen2");
        w.tensor("blk.0.attn_output.bias", &[32], 0);
    }),
    ("qwen2 with RoPE factors", |w| {
        *w = Writer::of("qwen2");
        w.tensor("rope_freqs.weight", &[4], 0);
        w.tensor_mut("rope_freqs.weight").data = 1f32.to_le_bytes().repeat(4);
    }),
    ("qwen3 without a norm of key heads", |w| {
        *w = Writer::of("qwen3");
        w.tensors.retain(|t| t.name != "blk.0.attn_k_norm.weight");
    }),
    ("qwen3 with a norm of the whole query", |w| {
        *w = Writer::of("qwen3");
        w.tensors.retain(|t| t.name != "blk.0.attn_q_norm.weight");
        w.tensor("blk.0.attn_q_norm.weight", &[32], 0);
    }),
    ("a mixture of experts", |w| {
        w.tensor("blk.0.ffn_gate_exps.weight", &[32, 64, 4], 0)
    }),
    ("a tensor of a layer that is not there", |w| {
        w.tensor("blk.7.attn_q.weight", &[32, 32], 0)
    }),
    ("a tensor of another model", |w| {
        w.tensor("token_types.weight", &[32, 2], 0)
    }),
    ("a transposed matrix", |w| {
        w.tensor_mut("blk.0.ffn_up.weight").shape = vec![64, 32]
    }),
    ("an embedding of another width", |w| {
        w.set("llama.embedding_length", word(64))
    }),
    ("NaN in a float matrix", |w| {
        w.tensor_mut("blk.0.ffn_up.weight").data[400..404].copy_from_slice(&NAN)
    }),
    ("NaN in a norm", |w| {
        w.tensor_mut("output_norm.weight").data[8..12].copy_from_slice(&NAN)
    }),
    ("infinity in an F16 matrix", |w| {
        w.tensor_mut("blk.0.attn_output.weight").data[2..4].copy_from_slice(&HALF_INFINITY);
    }),
    ("an infinite Q4_0 scale", |w| {
        w.tensor_mut("blk.0.attn_q.weight").data[18..20].copy_from_slice(&HALF_INFINITY);
    }),
    ("an infinite Q4_1 minimum", |w| {
        w.tensor_mut("blk.0.attn_k.weight").data[22..24].copy_from_slice(&HALF_INFINITY);
    }),
    ("an infinite Q8_0 scale in the embedding", |w| {
        w.tensor_mut("token_embd.weight").data[34..36].copy_from_slice(&HALF_INFINITY);
    }),
    ("an infinite Q5_0 scale", |w| {
        w.tensor_mut("blk.0.ffn_down.weight").data[22..24].copy_from_slice(&HALF_INFINITY);
    }),
    ("weights beyond the range of FP16 scales", |w| {
        let huge = 1e30f32.to_le_bytes();
        w.tensor_mut("blk.0.ffn_up.weight").data[0..4].copy_from_slice(&huge);
    }),
];

/// Changes of the configuration.
const CONFIGURATION: &[(&str, Change)] = &[
    ("no architecture", |w| w.remove("general.architecture")),
    ("architecture qwen3moe", |w| {
        w.set("general.architecture", string("qwen3moe"))
    }),
    ("architecture qwen2 with keys of llama", |w| {
        w.set("general.architecture", string("qwen2"))
    }),
    ("qwen3 with 128 experts", |w| {
        *w = Writer::of("qwen3");
        w.set("qwen3.expert_count", word(128));
    }),
    ("qwen2 with a sliding window", |w| {
        *w = Writer::of("qwen2");
        w.set("qwen2.attention.sliding_window", word(32));
    }),
    ("qwen2 with another pairing", |w| {
        *w = Writer::of("qwen2");
        let layout = string("Meta AI original pth");
        w.set("qwen2.tensor_data_layout", layout);
    }),
    ("qwen2 with sections of RoPE", |w| {
        *w = Writer::of("qwen2");
        w.set("qwen2.rope.dimension_sections", words(5, &[16, 24, 24, 0]));
    }),
    ("qwen3 that classifies", |w| {
        *w = Writer::of("qwen3");
        w.set("qwen3.classifier.output_labels", strings(&["yes", "no"]));
    }),
    ("architecture as a number", |w| {
        w.set("general.architecture", word(1))
    }),
    ("8 experts", |w| w.set("llama.expert_count", word(8))),
    ("no layer count", |w| w.remove("llama.block_count")),
    ("a layer count in words", |w| {
        w.set("llama.block_count", string("one"))
    }),
    ("no layers", |w| w.set("llama.block_count", word(0))),
    ("2^32 - 1 wide", |w| {
        w.set("llama.embedding_length", word(u32::MAX))
    }),
    ("no context", |w| w.set("llama.context_length", word(0))),
    ("no heads", |w| w.set("llama.attention.head_count", word(0))),
    ("5 heads over a width of 32", |w| {
        w.set("llama.attention.head_count", word(5));
        w.set("llama.attention.head_count_kv", word(5));
    }),
    ("3 KV heads for 4 heads", |w| {
        w.set("llama.attention.head_count_kv", word(3))
    }),
    ("head counts of two layers", |w| {
        w.set("llama.attention.head_count_kv", words(4, &[2, 2]))
    }),
    ("epsilon NaN", |w| {
        w.set("llama.attention.layer_norm_rms_epsilon", float(f32::NAN))
    }),
    ("no epsilon", |w| {
        w.remove("llama.attention.layer_norm_rms_epsilon")
    }),
    ("7 RoPE dimensions", |w| {
        w.set("llama.rope.dimension_count", word(7))
    }),
    ("16 RoPE dimensions of 8", |w| {
        w.set("llama.rope.dimension_count", word(16))
    }),
    ("RoPE base 0", |w| w.set("llama.rope.freq_base", float(0.0))),
    ("RoPE base as an integer", |w| {
        w.set("llama.rope.freq_base", word(10_000))
    }),
    ("LongRoPE", |w| {
        w.set("llama.rope.scaling.type", string("longrope"))
    }),
    ("YaRN without a factor", |w| {
        w.set("llama.rope.scaling.type", string("yarn"))
    }),
    ("YaRN of base 1", |w| {
        yarn(w, "rope.freq_base", float(1.0));
    }),
    ("YaRN by halves", |w| {
        yarn(w, "rope.scaling.yarn_ext_factor", float(0.5))
    }),
    ("YaRN of another length", |w| {
        yarn(w, "rope.scaling.yarn_attn_factor", float(1.0))
    }),
    ("YaRN's length without YaRN", |w| {
        w.set("llama.rope.scaling.yarn_attn_factor", float(1.25))
    }),
    ("YaRN with a logarithm's multiplier", |w| {
        yarn(w, "rope.scaling.yarn_log_multiplier", float(1.0))
    }),
    ("YaRN with a beta of 0", |w| {
        yarn(w, "rope.scaling.yarn_beta_fast", float(0.0))
    }),
    ("YaRN of no context", |w| {
        yarn(w, "rope.scaling.original_context_length", word(0))
    }),
    ("linear scaling without a factor", |w| {
        w.set("llama.rope.scaling.type", string("linear"))
    }),
    ("scaling factor -1", |w| {
        w.set("llama.rope.scaling.factor", float(-1.0))
    }),
    ("3 RoPE factors for 4 pairs", |w| {
        w.tensor("rope_freqs.weight", &[3], 0)
    }),
    ("a RoPE factor below zero", |w| {
        w.tensor("rope_freqs.weight", &[4], 0)
    }),
    ("another vocabulary size", |w| {
        w.set("llama.vocab_size", word(1000))
    }),
];

/// YaRN with one key more.
fn yarn(w: &mut Writer, key: &str, value: Vec<u8>) {
    w.set("llama.rope.scaling.type", string("yarn"));
    w.set("llama.rope.scaling.factor", float(4.0));
    w.set(&format!("llama.{key}"), value);
}

/// Changes of the vocabulary.
const VOCABULARY: &[(&str, Change)] = &[
    ("no tokenizer", |w| w.remove("tokenizer.ggml.model")),
    ("tokenizer bert", |w| {
        w.set("tokenizer.ggml.model", string("bert"))
    }),
    ("pre-tokenizer deepseek-llm", |w| {
        w.set("tokenizer.ggml.pre", string("deepseek-llm"))
    }),
    ("no tokens", |w| w.remove("tokenizer.ggml.tokens")),
    ("tokens that are numbers", |w| {
        w.set("tokenizer.ggml.tokens", words(4, &[1, 2]))
    }),
    ("two tokens", |w| {
        w.set("tokenizer.ggml.tokens", strings(&["a", "b"]))
    }),
    ("a token twice", |w| {
        let tokens: Vec<String> = (0..259).map(|i| (i % 258).to_string()).collect();
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        w.set("tokenizer.ggml.tokens", strings(&tokens));
    }),
    ("too few token types", |w| {
        w.set("tokenizer.ggml.token_type", words(5, &[1, 1]))
    }),
    ("token type 9", |w| {
        w.set("tokenizer.ggml.token_type", words(5, &[9; 259]))
    }),
    ("no merges", |w| w.remove("tokenizer.ggml.merges")),
    ("a merge of one part", |w| {
        w.set("tokenizer.ggml.merges", strings(&["th"]))
    }),
    ("a merge to no token", |w| {
        w.set("tokenizer.ggml.merges", strings(&["t h", "q x"]))
    }),
    ("BOS outside of the vocabulary", |w| {
        w.set("tokenizer.ggml.bos_token_id", word(259))
    }),
    ("EOS as a string", |w| {
        w.set("tokenizer.ggml.eos_token_id", string("</s>"))
    }),
    ("SentencePiece without scores", |w| {
        w.set("tokenizer.ggml.model", string("llama"))
    }),
    ("SentencePiece with a NaN score", |w| {
        w.set("tokenizer.ggml.model", string("llama"));
        w.set("tokenizer.ggml.scores", array(F32, 259, &NAN.repeat(259)));
    }),
    ("SentencePiece with too few scores", |w| {
        w.set("tokenizer.ggml.model", string("llama"));
        w.set("tokenizer.ggml.scores", array(F32, 1, &NAN));
    }),
];

fn load(bytes: &[u8]) -> Result<Model, harmonia_model::ModelError> {
    Model::from_bytes(bytes, WeightChoice::Auto, &mut |_, _| {})
}

/// One line an input: what was done, the code, the message.
fn refusals(changes: &[(&str, Change)]) -> String {
    let line = |(name, change): &(&str, Change)| {
        let mut writer = Writer::model();
        change(&mut writer);
        refusal(name, &writer.bytes())
    };
    changes.iter().map(line).collect()
}

fn refusal(name: &str, bytes: &[u8]) -> String {
    match load(bytes) {
        Ok(_) => panic!("{name}: was loaded"),
        Err(error) => format!("{name} -> {}: {error}\n", error.code()),
    }
}

#[test]
fn the_unchanged_model_loads() {
    let model = load(&Writer::model().bytes()).unwrap();
    assert_eq!(model.linears.len(), 8);
}

#[test]
fn version_2_is_read_as_version_3() {
    let mut writer = Writer::model();
    let model = load(&writer.bytes()).unwrap();
    writer.version = 2;
    assert_eq!(load(&writer.bytes()).unwrap().linears, model.linears);
}

/// Lengths that no writer can be made to write.
#[test]
fn lengths() {
    let valid = Writer::model().bytes();
    let patched = |name, at: usize, number: u64| {
        let mut bytes = valid.clone();
        bytes[at..at + 8].copy_from_slice(&number.to_le_bytes());
        refusal(name, &bytes)
    };
    let key = 24;
    let tensor_name = valid
        .windows(17)
        .position(|w| w == b"token_embd.weight")
        .unwrap();
    let lines = [
        patched("a key of 2^63 bytes", key, 1 << 63),
        patched("a key of 2^64 - 1 bytes", key, u64::MAX),
        patched(
            "a tensor name of 10^15 bytes",
            tensor_name - 8,
            1_000_000_000_000_000,
        ),
        patched("2^32 - 1 dimensions", tensor_name + 17, u64::from(u32::MAX)),
    ];
    insta::assert_snapshot!(lines.concat());
}

#[test]
fn structure() {
    insta::assert_snapshot!(refusals(STRUCTURE));
}

#[test]
fn tensors() {
    insta::assert_snapshot!(refusals(TENSORS));
}

#[test]
fn configuration() {
    insta::assert_snapshot!(refusals(CONFIGURATION));
}

#[test]
fn vocabulary() {
    insta::assert_snapshot!(refusals(VOCABULARY));
}

#[test]
fn cut_anywhere() {
    let bytes = Writer::model().bytes();
    let places = [
        0,
        3,
        6,
        12,
        20,
        30,
        60,
        500,
        2000,
        bytes.len() / 2,
        bytes.len() - 1,
    ];
    let lines = places.map(|end| refusal(&format!("cut after {end} bytes"), &bytes[..end]));
    insta::assert_snapshot!(lines.concat());
    for end in 0..bytes.len() {
        assert!(load(&bytes[..end]).is_err(), "cut after {end} bytes");
    }
}

#[test]
fn files() {
    let folder = tempfile::tempdir().unwrap();
    let open = |path: &std::path::Path| {
        let error = Model::open(path, WeightChoice::Auto, &mut |_, _| {}).unwrap_err();
        let message = error
            .to_string()
            .replace(&folder.path().display().to_string(), "DIR");
        format!(
            "{} -> {}: {message}\n",
            path.file_name().unwrap().display(),
            error.code()
        )
    };
    let empty = folder.path().join("empty.gguf");
    std::fs::write(&empty, []).unwrap();
    let mut lines = vec![open(&folder.path().join("absent.gguf")), open(&empty)];
    let written: [(&str, &[u8]); 11] = [
        ("noise.gguf", b"\x01\x02\x03\x04\x05"),
        ("zeros.gguf", &[0; 4096]),
        (
            "pointer.gguf",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 93\n",
        ),
        ("page.gguf", b"\n<!DOCTYPE html>\n<html lang=\"en\">"),
        ("answer.gguf", b"{\"error\":\"Entry not found\"}"),
        ("model.gguf.gz", b"\x1F\x8B\x08\x08"),
        ("pytorch_model.bin", b"PK\x03\x04\0\0\x08\x08"),
        ("consolidated.pth", b"\x80\x02\x8A\x0Al"),
        ("model.safetensors", b"\x40\0\0\0\0\0\0\0{\"a\":1}"),
        ("ggml-model-q4_0.bin", b"tjgg\x03\0\0\0"),
        ("cut.gguf", &Writer::model().bytes()[..9000]),
    ];
    for (name, bytes) in written {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        lines.push(open(&path));
    }
    let inner = folder.path().join("folder");
    std::fs::create_dir(&inner).unwrap();
    lines.push(open(&inner));
    lines.push(open(std::path::Path::new("/dev/null")));
    insta::assert_snapshot!(lines.concat());
}
