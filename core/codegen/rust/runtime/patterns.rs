/// A step of the search for a regular expression. Each names the step that comes next.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// The next byte is in the set with the first number.
    Byte(u16, u16),
    /// On at both.
    Split(u16, u16),
    /// There is a match.
    Found,
    /// On where these hold; no byte is taken.
    TextBegin(u16),
    TextEnd(u16),
    LineBegin(u16),
    LineEnd(u16),
    WordEdge(u16),
    NoWordEdge(u16),
}

/// A regular expression: its steps, and sets of bytes, a bit each.
#[derive(Debug)]
pub struct Pattern<const STEPS: usize, const SETS: usize> {
    pub steps: [Step; STEPS],
    pub sets: [[u32; 8]; SETS],
}

impl<const STEPS: usize, const SETS: usize> Pattern<STEPS, SETS> {
    /// Whether the text has a part that the pattern matches.
    pub fn finds(&self, text: &str) -> bool {
        let mut search = Search {
            steps: &self.steps,
            sets: &self.sets,
            text: text.as_bytes(),
            at: 0,
            queue: &mut [0; STEPS],
            queued: 0,
            here: &mut [false; STEPS],
            there: &mut [false; STEPS],
        };
        while !search.found_here() {
            if search.at == search.text.len() {
                return false;
            }
            search.at += 1;
        }
        true
    }
}

/// Follows all ways through the steps at once.
struct Search<'a> {
    steps: &'a [Step],
    sets: &'a [[u32; 8]],
    text: &'a [u8],
    at: usize,
    /// The steps that are marked in `here`.
    queue: &'a mut [u16],
    queued: usize,
    here: &'a mut [bool],
    there: &'a mut [bool],
}

impl Search<'_> {
    fn found_here(&mut self) -> bool {
        self.begin_here();
        let mut done = 0;
        while done < self.queued {
            let step = self.steps[usize::from(self.queue[done])];
            done += 1;
            match step {
                Step::Found => return true,
                Step::Byte(set, next) => {
                    if self.next_is_in(set) {
                        self.there[usize::from(next)] = true;
                    }
                }
                Step::Split(next, other) => {
                    self.reach(next);
                    self.reach(other);
                }
                Step::TextBegin(next) => self.reach_if(self.at == 0, next),
                Step::TextEnd(next) => self.reach_if(self.at == self.text.len(), next),
                Step::LineBegin(next) => self.reach_if(self.line_begins(), next),
                Step::LineEnd(next) => self.reach_if(self.line_ends(), next),
                Step::WordEdge(next) => self.reach_if(self.is_word_edge(), next),
                Step::NoWordEdge(next) => self.reach_if(!self.is_word_edge(), next),
            }
        }
        false
    }

    /// Begins with the steps that the byte before led to, and with the first: a match may begin
    /// anywhere.
    fn begin_here(&mut self) {
        std::mem::swap(&mut self.here, &mut self.there);
        self.there.fill(false);
        self.queued = 0;
        for step in 0..self.steps.len() {
            if self.here[step] {
                self.queue[self.queued] = step as u16;
                self.queued += 1;
            }
        }
        self.reach(0);
    }

    fn reach(&mut self, step: u16) {
        let mark = &mut self.here[usize::from(step)];
        if !*mark {
            *mark = true;
            self.queue[self.queued] = step;
            self.queued += 1;
        }
    }

    fn reach_if(&mut self, holds: bool, step: u16) {
        if holds {
            self.reach(step);
        }
    }

    fn next_is_in(&self, set: u16) -> bool {
        match self.text.get(self.at) {
            Some(&byte) => {
                let words = &self.sets[usize::from(set)];
                words[usize::from(byte / 32)] >> (byte % 32) & 1 != 0
            }
            None => false,
        }
    }

    fn line_begins(&self) -> bool {
        self.at == 0 || self.text[self.at - 1] == b'\n'
    }

    fn line_ends(&self) -> bool {
        matches!(self.text.get(self.at), None | Some(b'\n'))
    }

    fn is_word_edge(&self) -> bool {
        let is_word = |at: usize| self.text[at].is_ascii_alphanumeric() || self.text[at] == b'_';
        let before = self.at > 0 && is_word(self.at - 1);
        let behind = self.at < self.text.len() && is_word(self.at);
        before != behind
    }
}
