//! A minimal GGUF writer for tests: everything can be made wrong, and it tells where the numbers are
//! that a mutation should aim at.

/// Codes of metadata value types.
pub const U16: u32 = 2;
pub const U32: u32 = 4;
pub const F32: u32 = 6;
pub const BOOL: u32 = 7;
pub const STRING: u32 = 8;
pub const ARRAY: u32 = 9;

#[derive(Clone, Debug)]
pub struct Tensor {
    pub name: String,
    pub shape: Vec<u64>,
    pub kind: u32,
    pub data: Vec<u8>,
    /// Overrides the offset that follows from the tensors before.
    pub offset: Option<u64>,
}

/// A file to be written.
#[derive(Clone, Debug)]
pub struct Writer {
    pub magic: [u8; 4],
    pub version: u32,
    /// Override the counts that follow from the lists.
    pub tensor_count: Option<u64>,
    pub metadata_count: Option<u64>,
    /// Key and encoded value with its type code in front.
    pub metadata: Vec<(String, Vec<u8>)>,
    pub tensors: Vec<Tensor>,
}

impl Writer {
    /// A valid model of one layer with every tensor type that is imported or quantised.
    pub fn model() -> Writer {
        const WIDTH: u64 = 32;
        const INNER: u64 = 64;
        let tokens = byte_level_tokens();
        let vocabulary = tokens.len() as u64;
        let mut writer = Writer {
            magic: *b"GGUF",
            version: 3,
            tensor_count: None,
            metadata_count: None,
            metadata: Vec::new(),
            tensors: Vec::new(),
        };
        writer.set("general.architecture", string("llama"));
        writer.set("llama.block_count", word(1));
        writer.set("llama.context_length", word(64));
        writer.set("llama.embedding_length", word(WIDTH as u32));
        writer.set("llama.feed_forward_length", word(INNER as u32));
        writer.set("llama.attention.head_count", word(4));
        writer.set("llama.attention.head_count_kv", word(2));
        writer.set("llama.attention.layer_norm_rms_epsilon", float(1e-5));
        writer.set("llama.rope.dimension_count", word(8));
        writer.set("llama.rope.freq_base", float(1e4));
        writer.set("tokenizer.ggml.model", string("gpt2"));
        writer.set("tokenizer.ggml.pre", string("gpt-2"));
        writer.set("tokenizer.ggml.bos_token_id", word(256));
        writer.set("tokenizer.ggml.add_bos_token", boolean(1));
        let kinds: Vec<u32> = (0..vocabulary)
            .map(|id| if id == 256 { 3 } else { 1 })
            .collect();
        writer.set("tokenizer.ggml.token_type", words(5, &kinds));
        writer.set("tokenizer.ggml.merges", strings(&["t h", "th e"]));
        let texts: Vec<&str> = tokens.iter().map(String::as_str).collect();
        writer.set("tokenizer.ggml.tokens", strings(&texts));

        writer.tensor("token_embd.weight", &[WIDTH, vocabulary], 8);
        writer.tensor("output_norm.weight", &[WIDTH], 0);
        writer.tensor("blk.0.attn_norm.weight", &[WIDTH], 0);
        writer.tensor("blk.0.ffn_norm.weight", &[WIDTH], 0);
        writer.tensor("blk.0.attn_q.weight", &[WIDTH, WIDTH], 2);
        writer.tensor("blk.0.attn_k.weight", &[WIDTH, 16], 3);
        writer.tensor("blk.0.attn_v.weight", &[WIDTH, 16], 8);
        writer.tensor("blk.0.attn_output.weight", &[WIDTH, WIDTH], 1);
        writer.tensor("blk.0.ffn_gate.weight", &[WIDTH, INNER], 30);
        writer.tensor("blk.0.ffn_up.weight", &[WIDTH, INNER], 0);
        writer.tensor("blk.0.ffn_down.weight", &[INNER, WIDTH], 6);
        writer
    }

    /// [`model`](Writer::model) as one of another architecture, with the vectors that such a layer has.
    pub fn of(architecture: &str) -> Writer {
        let mut writer = Writer::model();
        for (key, _) in &mut writer.metadata {
            *key = key.replacen("llama.", &format!("{architecture}."), 1);
        }
        writer.set("general.architecture", string(architecture));
        let vectors: &[(&str, u64)] = match architecture {
            "qwen2" => &[
                ("attn_q.bias", 32),
                ("attn_k.bias", 16),
                ("attn_v.bias", 16),
            ],
            "qwen3" => &[("attn_q_norm.weight", 8), ("attn_k_norm.weight", 8)],
            _ => &[],
        };
        for (name, length) in vectors {
            writer.tensor(&format!("blk.0.{name}"), &[*length], 0);
        }
        writer
    }

    /// [`model`](Writer::model) with its layer `count` times.
    pub fn layers(count: u32) -> Writer {
        let mut writer = Writer::model();
        let first = writer.tensors.clone();
        let own = first
            .iter()
            .filter_map(|t| Some((t, t.name.strip_prefix("blk.0.")?)));
        for layer in 1..count {
            for (tensor, name) in own.clone() {
                let name = format!("blk.{layer}.{name}");
                writer.tensors.push(Tensor {
                    name,
                    ..tensor.clone()
                });
            }
        }
        writer.set("llama.block_count", word(count));
        writer
    }

    /// Sets or replaces a metadata value.
    pub fn set(&mut self, key: &str, value: Vec<u8>) {
        match self.metadata.iter_mut().find(|entry| entry.0 == key) {
            Some(entry) => entry.1 = value,
            None => self.metadata.push((key.to_owned(), value)),
        }
    }

    pub fn remove(&mut self, key: &str) {
        self.metadata.retain(|entry| entry.0 != key);
    }

    /// Appends a tensor of small valid numbers.
    pub fn tensor(&mut self, name: &str, shape: &[u64], kind: u32) {
        let values: u64 = shape.iter().product();
        self.tensors.push(Tensor {
            name: name.to_owned(),
            shape: shape.to_vec(),
            kind,
            data: valid_data(kind, values as usize),
            offset: None,
        });
    }

    pub fn tensor_mut(&mut self, name: &str) -> &mut Tensor {
        let mut tensors = self.tensors.iter_mut();
        tensors
            .find(|tensor| tensor.name == name)
            .expect("the model has it")
    }

    /// The model in `count` files, tensors dealt out in turn, as `llama-gguf-split` writes the keys.
    pub fn shards(&self, count: usize) -> Vec<Writer> {
        let shard = |number: usize| {
            let mut shard = self.clone();
            if number > 0 {
                shard.metadata.clear();
            }
            let own = self.tensors.iter().skip(number).step_by(count);
            shard.tensors = own.cloned().collect();
            shard.set("split.no", short(number as u16));
            shard.set("split.count", short(count as u16));
            shard.set("split.tensors.count", word(self.tensors.len() as u32));
            shard
        };
        (0..count).map(shard).collect()
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.bytes_and_fields().0
    }

    /// The file, and the offsets of its counts, lengths, types, dimensions and offsets.
    pub fn bytes_and_fields(&self) -> (Vec<u8>, Vec<usize>) {
        let mut out = self.magic.to_vec();
        let mut fields = vec![4, 8, 16];
        out.extend(self.version.to_le_bytes());
        let tensor_count = self.tensor_count.unwrap_or(self.tensors.len() as u64);
        let metadata_count = self.metadata_count.unwrap_or(self.metadata.len() as u64);
        out.extend(tensor_count.to_le_bytes());
        out.extend(metadata_count.to_le_bytes());
        for (key, value) in &self.metadata {
            fields.push(out.len());
            out.extend(text(key));
            fields.extend([out.len(), out.len() + 4, out.len() + 8]);
            out.extend(value);
        }
        let mut next = 0;
        for tensor in &self.tensors {
            fields.push(out.len());
            out.extend(text(&tensor.name));
            fields.push(out.len());
            out.extend((tensor.shape.len() as u32).to_le_bytes());
            for dimension in &tensor.shape {
                fields.push(out.len());
                out.extend(dimension.to_le_bytes());
            }
            fields.extend([out.len(), out.len() + 4]);
            out.extend(tensor.kind.to_le_bytes());
            out.extend(tensor.offset.unwrap_or(next).to_le_bytes());
            next = (next + tensor.data.len() as u64).next_multiple_of(32);
        }
        for tensor in &self.tensors {
            out.resize(out.len().next_multiple_of(32), 0);
            out.extend(&tensor.data);
        }
        (out, fields)
    }
}

/// The 256 characters of the byte alphabet, a control token, and what the merges make.
fn byte_level_tokens() -> Vec<String> {
    let printable = |c: &u32| matches!(c, 0x21..=0x7E | 0xA1..=0xAC | 0xAE..=0xFF);
    let stand_ins = 0x100..0x100 + (0..256).filter(|c| !printable(c)).count() as u32;
    let characters = (0..256).filter(printable).chain(stand_ins);
    let letters = characters.filter_map(char::from_u32).map(String::from);
    let longer = ["<|begin|>", "th", "the"].map(String::from);
    letters.chain(longer).collect()
}

/// Blocks whose scales are 1/64 and whose integers run through all values.
fn valid_data(kind: u32, values: usize) -> Vec<u8> {
    const SCALE: [u8; 2] = 0x2400u16.to_le_bytes();
    let mut counter = 0u8;
    let mut next = || {
        counter = counter.wrapping_mul(5).wrapping_add(17);
        counter
    };
    let mut blocks = |scales: usize, quants: usize| -> Vec<u8> {
        let mut block = || {
            let mut block = SCALE.repeat(scales);
            block.extend((0..quants).map(|_| next()));
            block
        };
        (0..values / 32).flat_map(|_| block()).collect()
    };
    match kind {
        0 => floats((0..values).map(|i| (i % 7) as f32 / 8.0 - 0.25)),
        1 => [0x24, 0xB0].repeat(values),
        30 => [0x80, 0x3D].repeat(values),
        2 => blocks(1, 16),
        3 => blocks(2, 16),
        6 => blocks(1, 20),
        8 => blocks(1, 32),
        _ => vec![0; values],
    }
}

/// The bytes of an F32 tensor.
pub fn floats(values: impl Iterator<Item = f32>) -> Vec<u8> {
    values.flat_map(f32::to_le_bytes).collect()
}

/// A length and the bytes of a string.
pub fn text(value: &str) -> Vec<u8> {
    let mut out = (value.len() as u64).to_le_bytes().to_vec();
    out.extend(value.as_bytes());
    out
}

fn value(kind: u32, payload: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes(), payload].concat()
}

pub fn short(number: u16) -> Vec<u8> {
    value(U16, &number.to_le_bytes())
}

pub fn word(number: u32) -> Vec<u8> {
    value(U32, &number.to_le_bytes())
}

pub fn float(number: f32) -> Vec<u8> {
    value(F32, &number.to_le_bytes())
}

pub fn boolean(byte: u8) -> Vec<u8> {
    value(BOOL, &[byte])
}

pub fn string(content: &str) -> Vec<u8> {
    value(STRING, &text(content))
}

/// An array header that claims `count` elements, and whatever follows it.
pub fn array(element: u32, count: u64, payload: &[u8]) -> Vec<u8> {
    let mut out = element.to_le_bytes().to_vec();
    out.extend(count.to_le_bytes());
    out.extend(payload);
    value(ARRAY, &out)
}

pub fn words(element: u32, numbers: &[u32]) -> Vec<u8> {
    let payload: Vec<u8> = numbers.iter().flat_map(|n| n.to_le_bytes()).collect();
    array(element, numbers.len() as u64, &payload)
}

pub fn strings(contents: &[&str]) -> Vec<u8> {
    let payload: Vec<u8> = contents.iter().flat_map(|content| text(content)).collect();
    array(STRING, contents.len() as u64, &payload)
}
