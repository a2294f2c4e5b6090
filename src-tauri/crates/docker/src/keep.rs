//! A bounded record of output: its beginning and its end.

use std::collections::VecDeque;

/// Keeps at most `limit` bytes: all of a shorter text; of a longer one the first half and the last half, with a line between
/// them that says how much was left out, where there is room for it.
pub(crate) struct Keep {
    limit: usize,
    head: Vec<u8>,
    tail: VecDeque<u8>,
    total: u64,
}

impl Keep {
    pub(crate) fn new(limit: usize) -> Self {
        Keep { limit, head: Vec::new(), tail: VecDeque::new(), total: 0 }
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.total += bytes.len() as u64;
        let room = self.limit / 2 - self.head.len();
        let (first, rest) = bytes.split_at(bytes.len().min(room));
        self.head.extend_from_slice(first);
        let most = self.limit - self.limit / 2;
        let rest = &rest[rest.len().saturating_sub(most)..];
        let too_many = (self.tail.len() + rest.len()).saturating_sub(most);
        self.tail.drain(..too_many);
        self.tail.extend(rest);
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        let Keep { limit, mut head, tail, total } = self;
        let mut tail = Vec::from(tail);
        if total > limit as u64 {
            let line = |left_out: u64| format!("\n[... {left_out} bytes left out ...]\n");
            // The line takes its room from both sides; its own length changes the figure it names.
            let room = line(total).len();
            if room * 2 <= limit {
                head.truncate(head.len() - room.div_ceil(2));
                tail.drain(..room / 2);
                let left_out = total - head.len() as u64 - tail.len() as u64;
                head.extend_from_slice(line(left_out).as_bytes());
            }
        }
        head.extend(tail);
        head
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(limit: usize, parts: &[&str]) -> String {
        let mut keep = Keep::new(limit);
        for part in parts {
            keep.push(part.as_bytes());
        }
        String::from_utf8(keep.into_bytes()).unwrap()
    }

    #[test]
    fn what_fits_is_kept_whole() {
        assert_eq!(kept(10, &["01234", "56789"]), "0123456789");
        assert_eq!(kept(11, &["0123456789", "a"]), "0123456789a");
        assert_eq!(kept(0, &["x"]), "");
    }

    #[test]
    fn of_more_the_beginning_and_the_end_are_kept() {
        assert_eq!(kept(4, &["abc", "def", "ghi"]), "abhi", "no room for words");
        let long = "x".repeat(1000);
        let text = kept(100, &["begin ", &long, &long, " end"]);
        assert!(text.starts_with("begin ") && text.ends_with(" end"), "{text}");
        assert!(text.len() <= 100, "{} bytes", text.len());
        let kept_x = text.bytes().filter(|b| *b == b'x').count();
        assert!(text.contains(&format!("[... {} bytes left out ...]", 2000 - kept_x)), "{text}");
    }
}
