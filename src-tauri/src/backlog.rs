//! What a terminal has to show and has not been sent yet.
//!
//! A flood of plain lines comes faster than any window draws. Lines that would be drawn and scrolled out of the terminal's memory at once
//! are left out: what is on the screen and in the scrollback afterwards is the same to the letter, and a `cat` of a large log takes as long
//! as the engine needs for it. Anything but plain lines (colours, cursor movements, other controls) is never left out, and neither is
//! what stands just behind it; there the window's pace holds.

/// Lines that a terminal of the window remembers: `scrollback` of `ui/src/lab/terminal/surface.ts`, and more rows than a screen has.
const LINES: usize = 5000 + 500;
/// After so many more bytes it is worth a look at what can be left out.
const LOOK: usize = 256 << 10;
/// Bytes that are kept at most, but for the last chunk.
const FULL: usize = 4 << 20;

pub struct Backlog {
    bytes: Vec<u8>,
    /// How far the bytes were looked at.
    seen: usize,
    /// From here on, to `seen`, there are only plain lines, and this is the start of one; none while a control is too near.
    plain: Option<usize>,
    /// Whether the line at `seen` has a letter, which ends any control sequence before it.
    letter: bool,
    lines: usize,
    look: usize,
    /// The length at which to look next.
    look_at: usize,
}

impl Default for Backlog {
    fn default() -> Self {
        Backlog::keeping(LINES, LOOK)
    }
}

impl Backlog {
    fn keeping(lines: usize, look: usize) -> Self {
        Backlog { bytes: Vec::new(), seen: 0, plain: None, letter: false, lines, look, look_at: look }
    }

    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether nothing more should be read for now.
    pub fn is_full(&self) -> bool {
        self.bytes.len() >= FULL
    }

    /// Returns how many bytes were left out.
    pub fn push(&mut self, bytes: &[u8]) -> usize {
        self.bytes.extend_from_slice(bytes);
        if self.bytes.len() < self.look_at {
            return 0;
        }
        let left_out = self.leave_out();
        self.look_at = self.bytes.len() + self.look;
        left_out
    }

    /// The next bytes in their order, at most so many.
    pub fn take(&mut self, most: usize) -> Vec<u8> {
        let taken = self.bytes.len().min(most);
        let rest = self.bytes.split_off(taken);
        self.seen = self.seen.saturating_sub(taken);
        // Where it was cut within the plain lines, the next end of a line begins them anew.
        self.plain = self.plain.and_then(|plain| plain.checked_sub(taken));
        self.look_at = self.look_at.min(rest.len() + self.look);
        std::mem::replace(&mut self.bytes, rest)
    }

    /// Leaves out the plain lines before the last `lines` ones.
    fn leave_out(&mut self) -> usize {
        self.look_at_the_rest();
        let Some(plain) = self.plain else { return 0 };
        let mut ends = self.bytes[plain..self.seen].windows(2).enumerate().rev().filter(|(_, pair)| pair == b"\r\n");
        let Some((last, _)) = ends.nth(self.lines) else { return 0 };
        let left_out = last + 2;
        self.bytes.drain(plain..plain + left_out);
        self.seen -= left_out;
        left_out
    }

    fn look_at_the_rest(&mut self) {
        for at in self.seen..self.bytes.len() {
            let (before, byte) = (at.checked_sub(1).map(|before| self.bytes[before]), self.bytes[at]);
            match byte {
                b'\n' if before == Some(b'\r') => {
                    if self.letter {
                        self.plain.get_or_insert(at + 1);
                    }
                    self.letter = false;
                }
                b'\t' | b'\n' | b'\r' => {}
                // U+0080 to U+009F are controls too.
                0x80..=0x9f if before == Some(0xc2) => self.control(),
                b' '..=b'~' | 0x80.. => self.letter |= byte.is_ascii_alphabetic(),
                _ => self.control(),
            }
        }
        self.seen = self.bytes.len();
    }

    fn control(&mut self) {
        self.plain = None;
        self.letter = false;
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use super::*;

    const ROWS: NonZeroU16 = NonZeroU16::new(6).unwrap();
    const COLS: NonZeroU16 = NonZeroU16::new(20).unwrap();
    const REMEMBERED: usize = 20;

    /// Everything that a terminal shows and remembers.
    fn shown(pieces: &[Vec<u8>]) -> (Vec<String>, (u16, u16)) {
        let mut terminal = vt100::Parser::new(ROWS, COLS, REMEMBERED);
        pieces.iter().for_each(|piece| terminal.process(piece));
        let cursor = terminal.screen().cursor_position();
        let pages = (0..=REMEMBERED).rev().map(|back| {
            terminal.screen_mut().set_scrollback(back);
            terminal.screen().contents_formatted()
        });
        (pages.collect(), cursor)
    }

    /// Feeds `text` in chunks of `chunk` bytes, takes `most` bytes now and then, and compares. Returns the bytes that were left out.
    fn check(text: &str, chunk: usize, most: usize) -> usize {
        let mut backlog = Backlog::keeping(REMEMBERED + usize::from(ROWS.get()), 64);
        let (mut sent, mut left_out) = (Vec::new(), 0);
        for (n, piece) in text.as_bytes().chunks(chunk).enumerate() {
            left_out += backlog.push(piece);
            if n % 7 == 3 {
                sent.push(backlog.take(most));
            }
        }
        while !backlog.is_empty() {
            sent.push(backlog.take(most));
        }
        assert_eq!(shown(&sent), shown(&[text.as_bytes().to_vec()]), "chunks of {chunk}, {most} taken, of {text:?}");
        assert_eq!(left_out, text.len() - sent.iter().map(Vec::len).sum::<usize>());
        left_out
    }

    #[test]
    fn what_is_seen_afterwards_is_the_same() {
        let lines = |n: usize| (0..n).map(|n| format!("line {n} of a log\r\n")).collect::<String>();
        let texts = [
            lines(300),
            format!("\x1b[31mred from here on\r\n{}", lines(200)),
            format!("{}\x1b[2J\x1b[3;4Hmoved{}", lines(100), lines(100)),
            format!("{}\u{9b}32mgreen by one sign\r\n{}", lines(60), lines(90)),
            format!("\x1b]0;a title\x07{}\x1b[?1049h{}\x1b[?1049l{}", lines(50), lines(50), lines(50)),
            "a line much longer than the screen is wide, with é, € and 日本 in it\r\n".repeat(80),
            "10 %\r20 %\r30 %\r\n".repeat(90) + "no end of line",
            "\x1b[3\r\n1\r\n2\r\n".repeat(60) + &lines(70),
            "bare\nnewlines\n".repeat(90),
            "\x1b[2;4r".to_owned() + &lines(120),
        ];
        for text in &texts {
            for (chunk, most) in [(1, 40), (13, 64), (64, 200), (500, 37), (5000, 5000)] {
                check(text, chunk, most);
            }
        }
    }

    #[test]
    fn a_flood_of_lines_costs_next_to_nothing_and_colours_are_all_kept() {
        let flood = "a line as long as those of a log\r\n".repeat(4000);
        assert!(check(&flood, 4096, 128) > flood.len() * 9 / 10, "nine tenths are never looked at");
        let coloured = "\x1b[32mok\x1b[0m a line of a log\r\n".repeat(400);
        assert_eq!(check(&coloured, 512, 128), 0);
    }

    #[test]
    fn what_cannot_be_left_out_is_held_back() {
        let mut backlog = Backlog::default();
        while !backlog.is_full() {
            backlog.push(&[b'x'; 64 << 10]);
        }
        assert_eq!(backlog.len(), FULL);
    }
}
