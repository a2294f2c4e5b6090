//! The engine's multiplexed stream: frames of a header of eight bytes (stream, three zeros, length) and their content.
//! Content is handed on as it comes, without waiting for the whole frame.

use bytes::{Buf, Bytes, BytesMut};
use paddock_core::port::{Chunk, Stdio};

const HEADER: usize = 8;

/// Takes bytes as they come from the connection.
pub(crate) struct Demux {
    /// With a terminal there is one stream, without frames.
    raw: bool,
    header: BytesMut,
    open: Option<(Stdio, usize)>,
}

impl Demux {
    pub(crate) fn new(tty: bool) -> Self {
        Demux { raw: tty, header: BytesMut::with_capacity(HEADER), open: None }
    }

    /// The content in `bytes`, in order.
    pub(crate) fn take(&mut self, mut bytes: Bytes) -> Vec<Chunk> {
        if self.raw {
            return vec![Chunk { stream: Stdio::Out, bytes }];
        }
        let mut chunks = Vec::new();
        while !bytes.is_empty() {
            if let Some((stream, left)) = &mut self.open {
                let part = bytes.split_to(bytes.len().min(*left));
                *left -= part.len();
                chunks.push(Chunk { stream: *stream, bytes: part });
            } else {
                let missing = HEADER - self.header.len();
                self.header.extend_from_slice(&bytes.split_to(bytes.len().min(missing)));
                if self.header.len() < HEADER {
                    break;
                }
                let stream = if self.header[0] == 2 { Stdio::Err } else { Stdio::Out };
                self.header.advance(4);
                self.open = Some((stream, self.header.get_u32() as usize));
                self.header.clear();
            }
            if matches!(self.open, Some((_, 0))) {
                self.open = None;
            }
        }
        chunks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(stream: u8, text: &str) -> Vec<u8> {
        let mut bytes = vec![stream, 0, 0, 0];
        bytes.extend((text.len() as u32).to_be_bytes());
        bytes.extend(text.as_bytes());
        bytes
    }

    #[test]
    fn frames_may_be_cut_anywhere() {
        let whole = [frame(1, "out"), frame(2, ""), frame(2, "err"), frame(1, "more")].concat();
        for size in 1..=whole.len() {
            let mut demux = Demux::new(false);
            let (mut out, mut err) = (Vec::new(), Vec::new());
            for part in whole.chunks(size) {
                for chunk in demux.take(Bytes::copy_from_slice(part)) {
                    match chunk.stream {
                        Stdio::Out => out.extend_from_slice(&chunk.bytes),
                        Stdio::Err => err.extend_from_slice(&chunk.bytes),
                    }
                }
            }
            assert_eq!((out.as_slice(), err.as_slice()), (&b"outmore"[..], &b"err"[..]), "cut into pieces of {size}");
        }
    }
}
