//! The least of HTTP/1.1 that a bare client needs: one request over one fresh stream, a whole JSON answer back.
//!
//! Refuses everything else (streams, redirects, TLS). It is what the measurements compare Paddock with, and how they talk
//! to WebDriver; nothing in it may cost time that is not the other side's.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;

pub struct Reply {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Reply {
    /// The body of a success as JSON (an empty one is null); otherwise an error with what the server said.
    pub fn json(self, asked: &str) -> Result<Value> {
        let text = String::from_utf8_lossy(&self.body);
        if !(200..300).contains(&self.status) {
            bail!("{asked}: {} {}", self.status, text.trim());
        }
        if text.trim().is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_str(&text).with_context(|| format!("{asked}: the answer is no JSON"))
    }
}

/// One request to a server on this machine.
pub fn local(port: u16, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
    let asked = format!("{method} {path}");
    let stream =
        TcpStream::connect(("127.0.0.1", port)).with_context(|| format!("{asked}: no connection to port {port}"))?;
    exchange(stream, method, path, body).with_context(|| asked.clone())?.json(&asked)
}

pub fn exchange(mut stream: impl Read + Write, method: &str, path: &str, body: Option<&Value>) -> Result<Reply> {
    let body = body.map_or_else(String::new, Value::to_string);
    let mut request = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n");
    if !body.is_empty() || method == "POST" {
        request += &format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len());
    }
    request += "\r\n";
    request += &body;
    stream.write_all(request.as_bytes())?;
    stream.flush()?;
    answer(BufReader::new(stream))
}

fn answer(mut reader: impl BufRead) -> Result<Reply> {
    let first = line(&mut reader)?;
    let status = first.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.ok_or_else(|| anyhow!("the answer does not begin as HTTP: {first:?}"))?;
    let (mut length, mut chunked) = (None, false);
    loop {
        let header = line(&mut reader)?.to_ascii_lowercase();
        match header.split_once(':').map(|(name, value)| (name, value.trim())) {
            None if header.is_empty() => break,
            None => bail!("not a header: {header:?}"),
            Some(("content-length", value)) => length = Some(value.parse::<u64>()?),
            Some(("transfer-encoding", value)) => chunked = value.contains("chunked"),
            Some(_) => {}
        }
    }
    let mut body = Vec::new();
    match (status, chunked, length) {
        (204 | 304, ..) => {}
        (_, true, _) => read_chunks(&mut reader, &mut body)?,
        (_, false, Some(length)) => drop(reader.take(length).read_to_end(&mut body)?),
        (_, false, None) => drop(reader.read_to_end(&mut body)?),
    }
    Ok(Reply { status, body })
}

fn read_chunks(reader: &mut impl BufRead, body: &mut Vec<u8>) -> Result<()> {
    loop {
        let size = line(reader)?;
        let digits = size.split(';').next().unwrap_or("").trim();
        let size = u64::from_str_radix(digits, 16).with_context(|| format!("not the size of a chunk: {size:?}"))?;
        reader.take(size).read_to_end(body)?;
        line(reader)?;
        if size == 0 {
            return Ok(());
        }
    }
}

fn line(reader: &mut impl BufRead) -> Result<String> {
    let mut text = String::new();
    if reader.read_line(&mut text)? == 0 {
        bail!("the connection was closed within the answer");
    }
    Ok(text.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(answered: &str, expect: (u16, &str)) {
        let reply = answer(answered.as_bytes()).expect("a whole answer");
        assert_eq!((reply.status, String::from_utf8_lossy(&reply.body).as_ref()), expect);
    }

    #[test]
    fn answers_of_each_kind() {
        check("HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}rest", (201, "{}"));
        check(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n",
            (200, "abcde"),
        );
        check("HTTP/1.1 204 No Content\r\n\r\n", (204, ""));
        check("HTTP/1.0 200 OK\r\n\r\nto the end", (200, "to the end"));
    }
}
