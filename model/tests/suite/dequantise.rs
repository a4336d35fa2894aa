//! Decoding of every tensor type against the `gguf` Python package (fixtures/make.py).

use crate::writer::{Tensor, Writer};
use harmonia_model::gguf::{Gguf, TensorType};
use serde_json::Value;

fn bytes(value: &Value) -> Vec<u8> {
    let hex = value.as_str().unwrap().as_bytes();
    let (pairs, _) = hex.as_chunks::<2>();
    let byte = |pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    pairs.iter().map(|pair| byte(pair)).collect()
}

#[test]
fn every_type_decodes_to_the_same_bits() {
    let entries: Vec<Value> =
        serde_json::from_str(include_str!("../fixtures/dequantise.json")).unwrap();
    assert_eq!(entries.len(), TensorType::ALL.len());
    for (entry, kind) in entries.iter().zip(TensorType::ALL) {
        assert_eq!(entry["type"], kind.name());
        let expected: Vec<f32> = bytes(&entry["values"])
            .as_chunks::<4>()
            .0
            .iter()
            .map(|word| f32::from_le_bytes(*word))
            .collect();
        let mut writer = Writer::model();
        writer.tensors = vec![Tensor {
            name: "x".to_owned(),
            shape: vec![expected.len() as u64],
            kind: kind.code(),
            data: bytes(&entry["bytes"]),
            offset: None,
        }];
        let file = writer.bytes();
        let gguf = Gguf::parse(&file).unwrap();
        let decoded = gguf.tensor("x").unwrap().dequantise().unwrap();
        assert_eq!(decoded, expected, "{}", kind.name());
    }
}
