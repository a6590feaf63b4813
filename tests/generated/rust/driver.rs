// SPDX-License-Identifier: MIT
//! Answers the requests of tests/generated/run.py: one JSON line in, one JSON line out.
use crate::inflate;
use crate::wirebench_runtime as rt;
use rt::json::{self, Value};
use std::io::{BufRead, Write};

type Encoded = Result<Vec<u8>, rt::EncodeError>;
type Decoded = Result<String, rt::DecodeError>;

/// The functions of one generated module.
pub struct Module {
    pub name: &'static str,
    pub limits: rt::Limits,
    pub encode: fn(&str, &Value, &rt::Limits) -> Encoded,
    pub decode: fn(&str, &[u8], &rt::Limits) -> Decoded,
    pub encode_stream: fn(&str, &str, &Value, &rt::Limits) -> Encoded,
    pub decode_stream: fn(&str, &str, &[u8], &rt::Limits, Option<rt::Inflate>) -> Decoded,
    pub view_agrees: fn(&str, &[u8], &rt::Limits) -> bool,
}

fn text<'r>(request: &'r Value, key: &str) -> &'r str {
    request.get(key).and_then(Value::as_text).unwrap_or("")
}

fn number(request: &Value, key: &str, usual: u64) -> u64 {
    match request.get(key) {
        Some(Value::Number(text)) => text.parse().unwrap_or(usual),
        _ => usual,
    }
}

fn limits_of(request: &Value, usual: &rt::Limits) -> rt::Limits {
    let given = request.get("limits").unwrap_or(&Value::Null);
    rt::Limits {
        message_bytes: number(given, "message", usual.message_bytes),
        depth: number(given, "depth", u64::from(usual.depth)) as u32,
        string_bytes: number(given, "string", usual.string_bytes),
        array_elements: number(given, "array", usual.array_elements),
        total_elements: number(given, "total", usual.total_elements),
        milliseconds: match given.get("time") {
            Some(Value::Number(text)) => {
                let seconds: f64 = text.parse().unwrap_or(0.0);
                (seconds * 1000.0).ceil() as u64
            }
            _ => usual.milliseconds,
        },
        strict: given.get("strict") == Some(&Value::Bool(true)) || usual.strict,
    }
}

pub fn from_hex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(16)).collect();
    digits
        .chunks_exact(2)
        .map(|pair| (pair[0] << 4 | pair[1]) as u8)
        .collect()
}

fn answer(modules: &[Module], line: &str) -> Result<String, String> {
    let request = json::parse(line).map_err(|error| error.to_string())?;
    let module = modules
        .iter()
        .find(|module| module.name == text(&request, "module"));
    let module = module.ok_or("unknown-module")?;
    let limits = limits_of(&request, &module.limits);
    let stream = request.get("stream") == Some(&Value::Bool(true));
    let (framing, type_name) = (text(&request, "framing"), text(&request, "type"));
    if text(&request, "op") == "encode" {
        let value = request.get("value").unwrap_or(&Value::Null);
        let bytes = if stream {
            (module.encode_stream)(framing, type_name, value, &limits)
        } else {
            (module.encode)(type_name, value, &limits)
        };
        let bytes = bytes.map_err(|error| error.to_string())?;
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        return Ok(format!("{{\"ok\":true,\"hex\":\"{hex}\"}}"));
    }
    let bytes = from_hex(text(&request, "hex"));
    let value = if stream {
        let inflate = Box::new(inflate::inflate);
        (module.decode_stream)(framing, type_name, &bytes, &limits, Some(inflate))
    } else {
        if !(module.view_agrees)(type_name, &bytes, &limits) {
            return Ok(String::from(
                "the view of these bytes differs from their value",
            ));
        }
        (module.decode)(type_name, &bytes, &limits)
    };
    let value = value.map_err(|error| error.to_string())?;
    Ok(format!("{{\"ok\":true,\"value\":{value}}}"))
}

/// Structs are read recursively, so deep ones need more stack than a thread has.
const STACK: usize = 256 << 20;

fn serve(modules: &[Module]) {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("stdin can be read");
        let answer = answer(modules, &line).unwrap_or_else(|error| {
            let mut text = String::from("{\"ok\":false,\"error\":");
            json::write_text(&mut text, &error);
            text + "}"
        });
        writeln!(out, "{answer}").expect("stdout can be written");
    }
}

pub fn run(modules: Vec<Module>) {
    let thread = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || serve(&modules));
    thread
        .expect("a thread can be started")
        .join()
        .expect("no request ends the driver");
}
