//! Loading and checking the catalogue.

use toml::Spanned;

use super::blocks::BlockNames;
use super::check::Check;
use super::empty::EmptyPhrases;
use super::error::DataError;
use super::kinship::Kinship;
use super::question::{Example, ExampleEntry, Level, Question, Texts};
use super::rule::{AnyOf, Blocks, Clause, Flag, How, Need, Predicate, Rule, Test};
use super::vocabulary::Vocabulary;
use super::{beside, builtin, raw};
use crate::canvas::{Block, Language};
use crate::text::{Bits, Lexicon, Scanned, tokenise};

/// Everything that canvases are judged by.
pub struct Catalogue {
    /// What the blocks are called.
    pub blocks: BlockNames,
    /// The 44 guiding questions, in canvas order.
    pub questions: Vec<Question>,
    /// The 30 consistency checks, in the order of their publication.
    pub checks: Vec<Check>,
    /// Which concepts belong together.
    pub kinship: Kinship,
    /// The concepts and their words.
    pub vocabulary: Vocabulary,
    /// Fingerprints of texts that are no answer.
    empty: EmptyPhrases,
}

impl Catalogue {
    /// The catalogue that is part of the tool.
    ///
    /// # Errors
    /// When a data file is wrong, which the project's tests rule out for what is shipped.
    pub fn builtin() -> Result<Self, DataError> {
        let mut catalogue =
            Self::load(builtin::BLOCKS, builtin::WORDS, &builtin::VOCABULARY, &builtin::QUESTIONS)?;
        catalogue.load_checks(builtin::BALANCE, &builtin::CHECKS)?;
        Ok(catalogue)
    }

    /// The catalogue that is part of the tool, with some of its data files replaced: each by its
    /// path below `data/` (`questions/cs.toml`, `vocabulary/value.toml`, `words.toml`) and its text.
    ///
    /// # Errors
    /// When a file is none of the catalogue's, or the first thing that is wrong in one.
    pub fn with_files(files: &[(String, String)]) -> Result<Self, DataError> {
        let single = [builtin::BLOCKS, builtin::WORDS, builtin::BALANCE];
        let judging = || single.into_iter().chain(builtin::VOCABULARY).chain(builtin::QUESTIONS);
        let all = || judging().chain(builtin::CHECKS);
        if let Some((name, _)) = files.iter().find(|(name, _)| all().all(|(path, _)| path != name))
        {
            let known: Vec<&str> = all().map(|(path, _)| path).collect();
            let message = format!("is no file of the catalogue: it has {}", known.join(", "));
            return Err(DataError::file(name, message));
        }
        let text = |(path, text): (&'static str, &'static str)| -> (&str, &str) {
            match files.iter().find(|(name, _)| name == path) {
                Some((name, text)) => (name, text),
                None => (path, text),
            }
        };
        let mut catalogue = Self::load(
            text(builtin::BLOCKS),
            text(builtin::WORDS),
            &builtin::VOCABULARY.map(text),
            &builtin::QUESTIONS.map(text),
        )?;
        catalogue.load_checks(text(builtin::BALANCE), &builtin::CHECKS.map(text))?;
        Ok(catalogue)
    }

    /// A catalogue from data files, each a name for messages and its text.
    ///
    /// # Errors
    /// The first thing that is wrong, with file and line.
    pub fn load(
        blocks: (&str, &str),
        words: (&str, &str),
        vocabulary: &[(&str, &str)],
        questions: &[(&str, &str)],
    ) -> Result<Self, DataError> {
        let raw_words: raw::WordsFile =
            toml::from_str(words.1).map_err(|error| DataError::toml(words.0, words.1, &error))?;
        let (vocabulary, (names, read)) = beside(
            || Vocabulary::load(vocabulary, &raw_words, words.0),
            || (BlockNames::load(blocks.0, blocks.1), read_questions(questions)),
        );
        let (names, vocabulary) = (names?, vocabulary?);
        let mut all: Vec<Question> = Vec::new();
        for ((file, text), raw) in questions.iter().zip(read) {
            let raw = raw?;
            let file = File { file, text, vocabulary: &vocabulary };
            let block = file.block(&raw.block)?;
            for question in raw.question {
                let offset = question.id.span().start;
                let question = file.question(block, question)?;
                if all.iter().any(|known| known.id == question.id) {
                    let message = format!("the question '{}' stands here twice", question.id);
                    return Err(file.error(offset, message));
                }
                all.push(question);
            }
        }
        let empty = empty_phrases(&names, &raw_words, &all, &vocabulary);
        let (checks, kinship) = (Vec::new(), Kinship::default());
        Ok(Self { blocks: names, questions: all, checks, kinship, vocabulary, empty })
    }

    /// Adds the checks from their data files; replaces those that were there.
    ///
    /// # Errors
    /// The first thing that is wrong, with file and line.
    pub fn load_checks(
        &mut self,
        kinship: (&str, &str),
        checks: &[(&str, &str)],
    ) -> Result<(), DataError> {
        self.kinship = Kinship::load(kinship.0, kinship.1, &self.vocabulary)?;
        let mut all: Vec<Check> = Vec::new();
        for (file, text) in checks {
            let check = Check::load(file, text, &self.vocabulary)?;
            let unknown = check.from.iter().find(|id| self.question(id).is_none());
            if let Some(id) = unknown {
                return Err(DataError::file(file, format!("'{id}' is no guiding question")));
            }
            if all.iter().any(|known| known.id == check.id) {
                return Err(DataError::file(file, format!("the check '{}' is there", check.id)));
            }
            all.push(check);
        }
        self.checks = all;
        Ok(())
    }

    /// The check with this id.
    #[must_use]
    pub fn check(&self, id: &str) -> Option<&Check> {
        self.checks.iter().find(|check| check.id == id)
    }

    /// The question with this id.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// Whether a text says nothing: no words, a placeholder, a lone block name, or a question of the
    /// catalogue itself.
    #[must_use]
    pub fn is_empty_phrase(&self, scanned: &Scanned, lexicon: &Lexicon<'_>) -> bool {
        self.empty.contains(scanned, lexicon)
    }
}

/// The question files as they are written, or what is wrong with each.
fn read_questions(files: &[(&str, &str)]) -> Vec<Result<raw::QuestionFile, DataError>> {
    let read = |(file, text): &(&str, &str)| {
        toml::from_str(text).map_err(|error| DataError::toml(file, text, &error))
    };
    files.iter().map(read).collect()
}

/// The fingerprints of all texts that say nothing.
fn empty_phrases(
    names: &BlockNames,
    words: &raw::WordsFile,
    questions: &[Question],
    vocabulary: &Vocabulary,
) -> EmptyPhrases {
    let mut lexicon = Lexicon::new(vocabulary.matcher());
    let mut scanned = Scanned::default();
    let placeholders = words.placeholders.iter().map(String::as_str).chain([""]);
    let asks = questions.iter().flat_map(|q| q.texts.iter().map(|text| text.ask.as_str()));
    let blocks = names.known_names();
    let mut empty = EmptyPhrases::new();
    for text in placeholders.chain(asks).chain(blocks) {
        tokenise(text, &mut lexicon, &mut scanned);
        empty.insert(&scanned, &lexicon);
    }
    empty
}

/// A question file while it is being checked.
struct File<'a> {
    file: &'a str,
    text: &'a str,
    vocabulary: &'a Vocabulary,
}

impl File<'_> {
    fn error(&self, offset: usize, message: impl Into<String>) -> DataError {
        DataError::at(self.file, self.text, offset, message)
    }

    fn block(&self, code: &Spanned<String>) -> Result<Block, DataError> {
        Block::from_code(code.get_ref()).ok_or_else(|| {
            let message = format!("'{}' is no block: use cs … co", code.get_ref());
            self.error(code.span().start, message)
        })
    }

    fn question(&self, block: Block, raw: raw::Question) -> Result<Question, DataError> {
        let offset = raw.id.span().start;
        let id = raw.id.into_inner();
        let number = id.strip_prefix(block.code()).and_then(|rest| rest.strip_prefix('-'));
        if number.is_none_or(|n| n.parse::<u8>().is_err()) {
            let message = format!("the id '{id}' is not of the form '{}-1'", block.code());
            return Err(self.error(offset, message));
        }
        if !(raw.weight.is_finite() && raw.weight >= 0.0) {
            return Err(self.error(offset, "a weight is a number of 0 or more"));
        }
        let rules = raw.evidence.into_iter().map(|rule| self.rule(block, rule));
        let examples = raw.example.into_iter().map(|example| self.example(example));
        Ok(Question {
            id,
            block,
            weight: raw.weight,
            texts: [texts(raw.en), texts(raw.nl)],
            rules: rules.collect::<Result<_, _>>()?,
            examples: examples.collect::<Result<_, _>>()?,
        })
    }

    fn rule(&self, home: Block, raw: raw::Evidence) -> Result<Rule, DataError> {
        let offset = raw.gives.span().start;
        let gives = match Level::from_name(raw.gives.get_ref()) {
            Some(level) if level != Level::NotFound => level,
            _ => {
                let message = "'gives' is one of answered, none, partly";
                return Err(self.error(offset, message));
            }
        };
        let say = [raw.say.en.clone(), raw.say.nl.clone()];
        let (own, with) = raw.into_clauses();
        let mut clauses = vec![self.clause(home, own, offset)?];
        for clause in with {
            let offset = clause.span().start;
            clauses.push(self.clause(home, clause.into_inner(), offset)?);
        }
        Ok(Rule { gives, say, clauses })
    }

    fn clause(&self, home: Block, raw: raw::Clause, offset: usize) -> Result<Clause, DataError> {
        let blocks = self.blocks(home, raw.blocks.as_deref())?;
        let test = match (raw.kinds.is_some(), raw.tie.is_some(), raw.empty) {
            (true, false, None) => self.kinds(raw, offset)?,
            (false, true, None) => self.tie(&raw, offset)?,
            (false, false, Some(true)) => Test::Empty,
            (false, false, None) => Test::Entries {
                fits: Box::new(self.predicate(&raw)?),
                need: self.need(&raw, offset)?,
                max_items: raw.max_items,
                max_entries: raw.max_entries,
            },
            _ => {
                let message = "a rule has one of: any/and/not, kinds, tie, empty = true";
                return Err(self.error(offset, message));
            }
        };
        Ok(Clause { blocks, test })
    }

    fn predicate(&self, raw: &raw::Clause) -> Result<Predicate, DataError> {
        let and = raw.and.iter().map(|any| self.any_of(any));
        Ok(Predicate {
            any: raw.any.as_deref().map(|any| self.any_of(any)).transpose()?,
            and: and.collect::<Result<_, _>>()?,
            not: self.any_of(&raw.not)?,
        })
    }

    fn kinds(&self, raw: raw::Clause, offset: usize) -> Result<Test, DataError> {
        if raw.any.is_some() || !raw.and.is_empty() || !raw.not.is_empty() {
            return Err(self.error(offset, "'kinds' cannot be narrowed by any/and/not"));
        }
        let kinds = raw.kinds.unwrap_or_default();
        let min = raw
            .kinds_min
            .ok_or_else(|| self.error(offset, "'kinds' needs 'kinds-min': how many must occur"))?;
        if min == 0 || min as usize > kinds.len() {
            return Err(self.error(offset, "'kinds-min' is not between 1 and all kinds"));
        }
        let kinds = kinds.iter().map(|kind| self.any_of(kind));
        Ok(Test::Kinds { kinds: kinds.collect::<Result<_, _>>()?, min })
    }

    fn tie(&self, raw: &raw::Clause, offset: usize) -> Result<Test, DataError> {
        let tie = raw.tie.as_deref().unwrap_or_default();
        let [from, to] = tie else {
            return Err(self.error(offset, "'tie' names two blocks"));
        };
        let how = match raw.how.as_ref().map(|how| how.get_ref().as_str()) {
            Some("stated") => How::Stated,
            Some("shared") => How::Shared,
            Some("concept") => How::Concept,
            _ => return Err(self.error(offset, "'how' is stated, shared or concept")),
        };
        let mut by = Bits::EMPTY;
        for item in &raw.by {
            by.union(&self.family(item)?);
        }
        if (how == How::Concept) == by.is_empty() {
            let message =
                "'by' names the concepts of a tie with how = \"concept\", and of no other";
            return Err(self.error(offset, message));
        }
        let need = self.need(raw, offset)?;
        let fits = Box::new(self.predicate(raw)?);
        Ok(Test::Tie { from: self.block(from)?, to: self.block(to)?, fits, how, by, need })
    }

    fn need(&self, raw: &raw::Clause, offset: usize) -> Result<Need, DataError> {
        match (raw.entries, raw.items, raw.share) {
            (entries, None, None) => Ok(Need::Entries(entries.unwrap_or(1).max(1))),
            (None, Some(items), None) => Ok(Need::Items(items.max(1))),
            (None, None, Some(share)) if (0.0..=1.0).contains(&share) => Ok(Need::Share(share)),
            (None, None, Some(_)) => Err(self.error(offset, "'share' is between 0 and 1")),
            _ => Err(self.error(offset, "only one of entries, items, share")),
        }
    }

    fn blocks(&self, home: Block, raw: Option<&[Spanned<String>]>) -> Result<Blocks, DataError> {
        let Some(codes) = raw else { return Ok(Blocks::NONE.with(home)) };
        let mut blocks = Blocks::NONE;
        for code in codes {
            if code.get_ref() == "*" {
                return Ok(Blocks::ALL);
            }
            blocks = blocks.with(self.block(code)?);
        }
        Ok(blocks)
    }

    /// The concepts that an item means: one, or all that begin so (`theme-*`).
    fn family(&self, item: &Spanned<String>) -> Result<Bits, DataError> {
        let id = item.get_ref().as_str();
        let concepts = self.vocabulary.concepts().enumerate();
        let family: Bits = match id.strip_suffix('*') {
            Some(start) => concepts.filter(|(_, c)| c.id.starts_with(start)).map(|c| c.0).collect(),
            None => self.vocabulary.index(id).into_iter().collect(),
        };
        if family.is_empty() {
            let message = format!("'{id}' is no concept of the vocabulary");
            return Err(self.error(item.span().start, message));
        }
        Ok(family)
    }

    fn any_of(&self, items: &[Spanned<String>]) -> Result<AnyOf, DataError> {
        let mut any = AnyOf::default();
        for item in items {
            let (offset, item) = (item.span().start, item.get_ref().as_str());
            if let Some(flag) = item.strip_prefix('#') {
                let flag = Flag::from_name(flag).ok_or_else(|| {
                    let known: Vec<_> = Flag::ALL.iter().map(|flag| flag.name()).collect();
                    let message = format!("'{item}' is none of #{}", known.join(", #"));
                    self.error(offset, message)
                })?;
                any.flags |= flag.bit();
            } else {
                let (set, id) = match item.split_once(':') {
                    Some(("no", id)) => (&mut any.negated, id),
                    Some(("own", id)) => (&mut any.own, id),
                    Some(("head", id)) => (&mut any.head, id),
                    _ => (&mut any.met, item),
                };
                let index = self.vocabulary.index(id).ok_or_else(|| {
                    self.error(offset, format!("'{id}' is no concept of the vocabulary"))
                })?;
                set.insert(index);
            }
        }
        Ok(any.ready())
    }

    fn example(&self, raw: raw::Example) -> Result<Example, DataError> {
        let language = Language::from_tag(raw.lang.get_ref())
            .ok_or_else(|| self.error(raw.lang.span().start, "'lang' is en or nl"))?;
        let level = Level::from_name(raw.level.get_ref()).ok_or_else(|| {
            let message = "'level' is answered, partly, none or not-found";
            self.error(raw.level.span().start, message)
        })?;
        let mut entries = Vec::new();
        for (code, texts) in raw.blocks {
            let block = Block::from_code(&code).ok_or_else(|| {
                self.error(raw.lang.span().start, format!("'{code}' is no block"))
            })?;
            for text in texts {
                let (group, text) = match text {
                    raw::ExampleEntry::Text(text) => (None, text),
                    raw::ExampleEntry::Grouped { group, text } => (Some(group), text),
                };
                entries.push(ExampleEntry { block, group, text });
            }
        }
        Ok(Example { language, level, entries })
    }
}

fn texts(raw: raw::Texts) -> Texts {
    Texts {
        ask: raw.ask,
        why: raw.why,
        counts: raw.counts,
        partly: raw.partly,
        weak: raw.weak,
        better: raw.better,
        how: raw.how,
    }
}
