//! What the building blocks are called, by people and in files.

use std::collections::{BTreeMap, BTreeSet};

use super::error::DataError;
use super::raw;
use crate::canvas::{Block, Language};
use crate::text::{fold, key};

/// The names of the nine building blocks.
#[derive(Clone, Debug)]
pub struct BlockNames {
    labels: Vec<[String; 2]>,
    by_key: BTreeMap<String, Known>,
    /// The keys of names of several words, by the stems of these.
    by_stem: BTreeMap<String, String>,
    /// Sure names as folded words between spaces, for finding them in a sentence.
    spoken: Vec<(String, Block)>,
    written: Vec<String>,
    /// Keys of the names of sections that stand beside the blocks and are none.
    beside: BTreeSet<String>,
    /// The same with casual names.
    casual: Option<Box<Self>>,
}

/// A known name.
#[derive(Clone, Debug)]
struct Known {
    block: Block,
    loose: bool,
    /// The lists that the name stands in: `en`, `nl`, `de`, …, `codes`.
    lists: Vec<String>,
}

/// What a name that people wrote stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedBlock<'a> {
    /// The block that is meant.
    pub block: Block,
    /// Whether the word also stands for other things, such as `Resources` above a list of links.
    pub loose: bool,
    /// The language of the name, where it is neither English nor Dutch: ISO 639-1. `None` for names
    /// that several of these languages share.
    pub foreign: Option<&'a str>,
}

/// A block name that people write is not longer than this: longer text is not compared.
const LONGEST_NAME: usize = 160;
/// A question that names a block is not longer than this.
const LONGEST_SENTENCE: usize = 600;
/// A name with fewer bytes is not looked for in sentences.
const SHORTEST_SPOKEN: usize = 8;
/// Signs between a name and what stands beside it.
const SIGNS: [char; 16] =
    ['(', ')', '[', ']', '{', '}', '/', '|', ':', '–', '—', '·', '•', '→', ',', '*'];
/// Words in front of a name that add nothing: `Our customers`, `De kanalen`, `Block 3`.
const FILLERS: [&str; 26] = [
    "the", "our", "your", "my", "block", "bmc", "section", "part", "obm", "de", "het", "onze",
    "blok", "la", "le", "les", "nos", "el", "los", "las", "nuestros", "os", "as", "unsere", "die",
    "i",
];

impl BlockNames {
    pub(super) fn load(file: &str, text: &str) -> Result<Self, DataError> {
        let raw: raw::BlockFile =
            toml::from_str(text).map_err(|error| DataError::toml(file, text, &error))?;
        let mut names = Self {
            labels: vec![Default::default(); Block::ALL.len()],
            by_key: BTreeMap::new(),
            by_stem: BTreeMap::new(),
            spoken: Vec::new(),
            written: Vec::new(),
            beside: raw.beside.iter().map(|name| key(name)).collect(),
            casual: None,
        };
        let mut casual = Vec::new();
        for (code, texts) in raw.block {
            let block = Block::from_code(&code)
                .ok_or_else(|| DataError::file(file, format!("'{code}' is no block")))?;
            let listed = texts.names.iter().flat_map(|(list, names)| {
                names.iter().map(move |name| (list.as_str(), name.as_str()))
            });
            let own = [("en", texts.en.as_str()), ("nl", &texts.nl), ("codes", block.name())];
            for (list, name) in listed.chain(own) {
                names.add(block, list, name).map_err(|message| DataError::file(file, message))?;
            }
            for name in &texts.loose {
                let known = names.by_key.get_mut(&key(name)).filter(|known| known.block == block);
                let known = known.ok_or_else(|| {
                    DataError::file(file, format!("'{name}' is loose but in no list of '{code}'"))
                })?;
                known.loose = true;
            }
            let listed = texts.names.values().flatten().chain([&texts.en, &texts.nl]);
            for name in listed.filter(|name| name.len() >= SHORTEST_SPOKEN) {
                if !texts.loose.contains(name) {
                    names.spoken.push((words(name), block));
                }
            }
            casual.extend(texts.casual.into_iter().map(|name| (block, name)));
            names.labels[block.index()] = [texts.en, texts.nl];
        }
        if let Some(block) = Block::ALL.into_iter().find(|b| names.labels[b.index()][0].is_empty())
        {
            return Err(DataError::file(file, format!("lacks the block '{}'", block.code())));
        }
        let mut wider = names.clone();
        for (block, name) in &casual {
            wider.add(*block, "en", name).map_err(|message| DataError::file(file, message))?;
            if let Some(known) = wider.by_key.get_mut(&key(name)) {
                known.loose = true;
            }
        }
        names.casual = Some(Box::new(wider));
        Ok(names)
    }

    fn add(&mut self, block: Block, list: &str, name: &str) -> Result<(), String> {
        let new = || Known { block, loose: false, lists: Vec::new() };
        self.written.push(name.to_owned());
        let known = self.by_key.entry(key(name)).or_insert_with(new);
        if known.block != block {
            return Err(format!("'{name}' names two blocks"));
        }
        let folded = fold(name);
        let words: Vec<&str> =
            folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        if words.len() > 1 {
            self.by_stem.entry(stems(&words)).or_insert_with(|| key(name));
        }
        if !known.lists.iter().any(|known| known == list) {
            known.lists.push(list.to_owned());
        }
        Ok(())
    }

    /// These names and those that people put in their place, such as `Who`, `Money` and `What we
    /// do`. They mean blocks only where most blocks are named.
    pub(crate) fn with_casual(&self) -> &Self {
        self.casual.as_deref().unwrap_or(self)
    }

    /// All names that are known, as they are written in the data.
    pub(super) fn known_names(&self) -> impl Iterator<Item = &str> {
        self.written.iter().map(String::as_str)
    }

    /// The name for people.
    #[must_use]
    pub fn label(&self, block: Block, language: Language) -> &str {
        &self.labels[block.index()][language as usize]
    }

    /// The block that a name means, in any spelling that is met in files: case, accents,
    /// separators, numbers and signs in front, a remark behind, two languages side by side.
    #[must_use]
    pub fn resolve(&self, name: &str) -> Option<Block> {
        self.find(name).map(|found| found.block)
    }

    /// The same with how sure and in which language.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<NamedBlock<'_>> {
        if name.len() > LONGEST_NAME {
            return None;
        }
        self.exact(name).or_else(|| self.in_parts(name)).map(Known::named)
    }

    /// The block of a text that is a block's name and nothing else: no remark beside it.
    #[must_use]
    pub fn title(&self, text: &str) -> Option<NamedBlock<'_>> {
        if text.len() > LONGEST_NAME {
            return None;
        }
        self.exact(text).or_else(|| self.side_by_side(text)).map(Known::named)
    }

    /// Whether a text is a block's name and nothing else.
    #[must_use]
    pub fn is_name(&self, text: &str) -> bool {
        self.title(text).is_some()
    }

    /// Whether a text is the name of a section that stands beside the blocks and is none, such as
    /// `Key challenges`.
    #[must_use]
    pub fn is_beside(&self, text: &str) -> bool {
        text.len() <= LONGEST_NAME && self.beside.contains(&key(text))
    }

    fn exact(&self, name: &str) -> Option<&Known> {
        // `r$` and `c$` lose their sign in a key, and `r` alone could be anything.
        match name.trim().to_lowercase().as_str() {
            "r$" => return self.by_key.get("rs"),
            "c$" => return self.by_key.get("co"),
            "€" | "€€" | "€€€" | "$" | "$$" | "$$$" => return self.by_key.get("money"),
            _ => {}
        }
        let whole = key(name);
        let bare = whole.trim_start_matches(|c: char| c.is_ascii_digit());
        if let Some(known) = self.by_singular(bare) {
            return Some(known);
        }
        // Signs such as ① and ７ fold to digits, words in front may add nothing.
        let folded = fold(name);
        let mut words =
            folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
        let mut skipped = false;
        while let Some(word) = words.peek() {
            let number = word.chars().all(|c| c.is_ascii_digit());
            if !number && !FILLERS.contains(word) && !self.is_code(word) {
                break;
            }
            skipped |= !number;
            words.next();
        }
        let rest: Vec<&str> = words.collect();
        let found = if skipped { self.by_singular(&rest.concat()) } else { None };
        // `Segments client` for `Segments clients`: the number of any word.
        let found = found
            .or_else(|| self.by_stem.get(&stems(&rest)).and_then(|known| self.by_key.get(known)));
        // `Revenue & funding` is listed as `revenue and funding`.
        found.or_else(|| match name.contains('&') {
            true => self.exact(&name.replace('&', " and ")),
            false => None,
        })
    }

    /// Whether a word is a block's code, such as people put in front of its name.
    fn is_code(&self, word: &str) -> bool {
        word.len() <= 3 && self.by_key.get(word).is_some_and(Known::is_code)
    }

    /// `KP · Key partners`, `Kosten / Costs`: names of one block side by side and nothing else.
    fn side_by_side(&self, text: &str) -> Option<&Known> {
        let mut parts = text.split(SIGNS).filter(|part| !part.trim().is_empty());
        let first = self.exact(parts.next()?)?;
        let rest: Option<Vec<&Known>> = parts.map(|part| self.exact(part)).collect();
        let rest = rest.filter(|rest| rest.iter().all(|known| known.block == first.block))?;
        rest.into_iter().chain([first]).find(|known| !known.is_code())
    }

    fn by_singular(&self, key: &str) -> Option<&Known> {
        let singular = || key.strip_suffix('s').and_then(|key| self.by_key.get(key));
        self.by_key.get(key).or_else(singular)
    }

    /// Names with something beside them: `Revenue Streams (Umsatz)`, `Kosten / Costs`,
    /// `Customer Segments {customer-segments}`, `1. Key partners – who helps us`.
    fn in_parts(&self, name: &str) -> Option<&Known> {
        let parts = name.split(SIGNS).flat_map(|part| part.split(" - "));
        let mut found: Option<&Known> = None;
        for part in parts.filter(|part| !part.trim().is_empty()) {
            match (self.exact(part), found) {
                (Some(known), None) => found = Some(known),
                // `Cost structure (CS)`: a code that clashes with the name is no code.
                (Some(known), Some(_)) if known.is_code() => {}
                (Some(known), Some(other)) if other.is_code() => found = Some(known),
                // Two names of different blocks: no single block is meant.
                (Some(known), Some(other)) if known.block != other.block => return None,
                // A sure name beside a loose one: the sure one tells.
                (Some(known), Some(other)) if other.loose && !known.loose => found = Some(known),
                _ => {}
            }
        }
        found.or_else(|| self.joined(name))
    }

    /// `Customer Segments & Users`: the first of several things, where no other is a block.
    fn joined(&self, name: &str) -> Option<&Known> {
        const JOINTS: [&str; 7] = [" & ", " and ", " en ", " und ", " et ", " y ", " e "];
        let lower = name.to_lowercase();
        let joint = JOINTS.into_iter().find(|joint| lower.contains(joint))?;
        let mut parts = lower.split(joint);
        let first = self.exact(parts.next()?).filter(|known| !known.loose)?;
        parts.all(|part| self.exact(part).is_none()).then_some(first)
    }

    /// The block that a sentence names, such as a form's question: one block, by a sure name.
    #[must_use]
    pub fn mentioned(&self, sentence: &str) -> Option<Block> {
        if sentence.len() > LONGEST_SENTENCE {
            return None;
        }
        let sentence = words(sentence);
        let mut found = None;
        for (name, block) in &self.spoken {
            if sentence.contains(name.as_str()) {
                match found {
                    Some(other) if other != *block => return None,
                    _ => found = Some(*block),
                }
            }
        }
        found
    }

    /// The known name that looks most like this one, for messages; `None` when nothing is near.
    #[must_use]
    pub fn suggestion(&self, name: &str) -> Option<Block> {
        if name.len() > LONGEST_NAME {
            return None;
        }
        let wanted = key(name);
        let near = self.by_key.iter().map(|(known, named)| {
            (strsim::normalized_damerau_levenshtein(&wanted, known), named.block)
        });
        near.filter(|(likeness, _)| *likeness >= 0.6)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, block)| block)
    }
}

/// The folded words of a text, a space before and behind each.
fn words(text: &str) -> String {
    let mut out = " ".to_owned();
    for word in fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        out.push_str(word);
        out.push(' ');
    }
    out
}

/// The words of a name, each without the `s` or `x` of a plural.
fn stems(words: &[&str]) -> String {
    let stem = |word: &&str| word.strip_suffix(['s', 'x']).unwrap_or(word).to_owned();
    words.iter().map(stem).collect::<Vec<_>>().join(" ")
}

impl Known {
    /// Whether it is a code, not a name.
    fn is_code(&self) -> bool {
        self.lists.len() == 1 && self.lists.iter().any(|list| list == "codes")
    }

    fn named(&self) -> NamedBlock<'_> {
        let ours = |list: &String| matches!(list.as_str(), "en" | "nl" | "codes");
        let foreign = match self.lists.as_slice() {
            [only] if !ours(only) => Some(only.as_str()),
            _ => None,
        };
        NamedBlock { block: self.block, loose: self.loose, foreign }
    }
}

#[cfg(test)]
mod tests {
    use crate::canvas::Block::{self, *};
    use crate::catalogue::Catalogue;

    fn block(name: &str) -> Option<Block> {
        Catalogue::builtin().unwrap().blocks.resolve(name)
    }

    #[test]
    fn names_are_understood_however_they_are_dressed() {
        for (name, expected) in [
            ("customer_segments", CustomerSegments),
            ("CUSTOMER SEGMENTS 🤗", CustomerSegments),
            ("📊 Customer Segments", CustomerSegments),
            ("keyPartnerships", KeyPartners),
            ("Key Resrces", KeyResources),
            ("obm_fc", CostStructure),
            ("C$", CostStructure),
            ("7. Key Activities (what must be done)", KeyActivities),
            ("Block 1: Customer Segments", CustomerSegments),
            ("② Value Proposition", ValuePropositions),
            ("Segmen Pelanggan (Customer Segments)", CustomerSegments),
            ("Customer Segments (Segmen Pelanggan)", CustomerSegments),
            ("Donor Segments (Customer Segments)", CustomerSegments),
            ("5. Revenue Streams / Sustainability Logic", RevenueStreams),
            ("Customer Segments {customer-segments}", CustomerSegments),
            ("8. Key Partnerships — **LOCKED: no deal yet**", KeyPartners),
            ("Our customers", CustomerSegments),
            ("Customer Segments & Users", CustomerSegments),
            ("Schlüsselaktivitäten", KeyActivities),
            ("Relations avec les clients", CustomerRelationships),
            ("Estructura de Costes", CostStructure),
            ("Proposta de valor", ValuePropositions),
            ("Flussi di ricavi", RevenueStreams),
            ("Mitra Utama", KeyPartners),
            ("Wat kost het? (kostenstructuur)", CostStructure),
            ("9. Cost Structure (CS$)", CostStructure),
            ("KP Key Partners", KeyPartners),
            ("SEGMENTS CLIENT", CustomerSegments),
            ("Channel 📣", Channels),
        ] {
            assert_eq!(block(name), Some(expected), "{name}");
        }
    }

    #[test]
    fn what_names_no_block_or_two_is_none() {
        for name in [
            "Key Metrics",
            "Risks and Mitigation",
            "Costs / Revenue",
            "Channels & Customer Relationships",
            "Unfair advantage",
            "",
            "🤗",
        ] {
            assert_eq!(block(name), None, "{name}");
        }
    }

    #[test]
    fn a_question_that_names_one_block_is_its() {
        let names = Catalogue::builtin().unwrap().blocks;
        let question = "Beschrijf jullie klantsegmenten: voor wie is het?";
        assert_eq!(names.mentioned(question), Some(CustomerSegments));
        assert_eq!(names.mentioned("Which channels serve your customer segments?"), None);
        assert_eq!(names.mentioned("What is your name?"), None);
    }

    #[test]
    fn a_name_tells_its_language_and_how_sure_it_is() {
        let catalogue = Catalogue::builtin().unwrap();
        let found = |name: &str| catalogue.blocks.find(name).unwrap();
        assert_eq!(found("Schlüsselressourcen").foreign, Some("de"));
        assert_eq!(found("Key resources").foreign, None);
        assert!(found("Resources").loose);
        assert!(!found("Key resources").loose);
    }

    #[test]
    fn a_remark_behind_a_name_makes_it_no_bare_name() {
        let names = Catalogue::builtin().unwrap().blocks;
        assert!(names.is_name("Key partners"));
        assert!(!names.is_name("Partners: two fertiliser makers"));
    }
}
