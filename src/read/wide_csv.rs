//! Wide CSV: a row per canvas, a column per block or per guiding question.

use super::form::{self, Answer, System};
use super::language;
use super::note::Note;
use super::source::Source;
use super::table::{self, Role, Shape};
use crate::canvas::{Attribute, Block};
use crate::portfolio::{CanvasDraft, EntryDraft, Field, Part};
use crate::text::unguarded;

/// Reads a wide table.
pub(super) fn read(source: &Source<'_>, notes: &mut Vec<Note>) -> Result<Part, Note> {
    let header = table::header(source)?;
    let body = source.text.get(header.start..).unwrap_or_default();
    let fields = header.names.len();
    let scan = table::scan(body, header.separator, fields);
    if let Some(note) = table::broken(source, &scan, fields) {
        return Err(note);
    }
    if scan.rows <= 1 {
        return Err(Note::error(source.name, "has a header but no rows"));
    }
    let roles = header.roles(source.catalogue, &Shape::Wide);
    for (name, _) in header.names.iter().zip(&roles).filter(|(_, role)| **role == Role::Unknown) {
        let message = format!("the column '{name}' is not understood and was left out");
        notes.push(Note::warning(source.name, message).at("row 1"));
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(header.separator)
        .flexible(true)
        .from_reader(body.as_bytes());
    let mut answers = Vec::new();
    for (number, record) in reader.records().enumerate() {
        let row = u32::try_from(number + 2).unwrap_or(u32::MAX);
        match record {
            Ok(record) if record.iter().all(|cell| cell.trim().is_empty()) => {}
            Ok(record) => answers.push(canvas(source, &record, &roles, row, scan.rows == 2)),
            Err(error) => {
                notes.push(Note::error(source.name, error.to_string()).at(format!("row {row}")));
            }
        }
    }
    let drafts = if header.is_form() {
        form::keep_last(source.name, answers, notes)
    } else {
        answers.into_iter().map(|(_, draft)| draft).collect()
    };
    let mut foreign = Vec::new();
    for draft in &drafts {
        language::note(source, draft, std::iter::empty(), &mut foreign);
    }
    language::add(source.name, drafts.len(), foreign, notes);
    let (part, rejected) = Part::from_drafts(source.name, drafts);
    for rejected in rejected {
        let place = rejected.row.map_or_else(|| "a row".to_owned(), |row| format!("row {row}"));
        notes.push(Note::error(source.name, rejected.message).at(place));
    }
    Ok(part)
}

fn canvas(
    source: &Source<'_>,
    record: &csv::StringRecord,
    roles: &[Role],
    row: u32,
    only: bool,
) -> (Answer, CanvasDraft) {
    let (stem, version) = source.stem();
    let id = if only { stem } else { format!("{stem}-{row}") };
    let mut draft = CanvasDraft { id, version, ..CanvasDraft::default() };
    let mut answer = Answer { row, ..Answer::default() };
    let (mut named, mut person, mut email) = (None, None, None);
    for (cell, role) in record.iter().zip(roles) {
        let given = Some(unguarded(cell.trim())).filter(|cell| !cell.is_empty());
        match (role, given) {
            (_, None) => {}
            (Role::Canvas, Some(cell)) => named = Some(cell),
            (Role::System(System::Person), Some(cell)) => person = Some(cell),
            (Role::System(System::Email), Some(cell)) => email = Some(cell),
            (Role::System(System::Number), Some(cell)) => answer.number = cell.parse().ok(),
            (Role::System(System::Completed), Some(cell)) => answer.time = cell.to_owned(),
            (Role::Version, Some(cell)) => draft.version = Some(cell.to_owned()),
            (Role::Field(field), Some(cell)) => {
                draft.fields[*field as usize] = Some(cell.to_owned());
            }
            (Role::OfBlock(block), Some(cell)) => {
                draft.entries.extend(entries(*block, cell, row));
            }
            (Role::OfQuestion(place), Some(cell)) => {
                let Some(question) = source.catalogue.questions.get(*place) else { continue };
                for mut entry in entries(question.block, cell, row) {
                    entry.attributes[Attribute::Question as usize] = Some(question.id.clone());
                    draft.entries.push(entry);
                }
            }
            _ => {}
        }
    }
    let person = person.filter(|person| form::identity(person).is_some());
    let email = email.filter(|email| form::identity(email).is_some());
    // An address is personal: it tells people apart, and names nothing.
    if let Some(name) = named.or(person) {
        draft.id = name.to_owned();
    }
    answer.who = named.or(email).or(person).and_then(form::identity);
    let date = &mut draft.fields[Field::Date as usize];
    if date.is_none() && !answer.time.is_empty() {
        *date = Some(answer.time.clone());
    }
    let author = &mut draft.fields[Field::Author as usize];
    if author.is_none() {
        *author = person.map(str::to_owned);
    }
    (answer, draft)
}

/// The entries in a cell: one per line; in a single line, one per bullet or per `;`.
fn entries(block: Block, cell: &str, row: u32) -> Vec<EntryDraft> {
    if let Some(items) = list_literal(cell) {
        let entry = |text| EntryDraft { row: Some(row), ..EntryDraft::new(block, text) };
        return items.into_iter().map(entry).collect();
    }
    let mut lines: Vec<&str> = cell.lines().filter(|line| !line.trim().is_empty()).collect();
    // A single line that is marked as one entry is one, whatever separators are in it.
    let marked = lines.first().is_some_and(|line| line.trim_start().starts_with(['•', '-', '*']));
    if lines.len() == 1 && !(marked && lines[0].matches('•').count() <= 1) {
        let bullets = ['•', '▪', '●', '◦'];
        lines = if cell.contains(bullets) {
            cell.split(bullets).collect()
        } else {
            cell.split(';').collect()
        };
    }
    let clean = |line: &str| {
        let line = line.trim();
        let bullet = ["- ", "* ", "– ", "• ", "+ "].into_iter();
        let marked = bullet.filter_map(|mark| line.strip_prefix(mark)).next();
        let glued = || line.strip_prefix(['•', '▪', '●', '◦']);
        marked.or_else(glued).unwrap_or(line).trim().to_owned()
    };
    lines
        .into_iter()
        .map(clean)
        .filter(|text| !text.is_empty())
        .map(|text| EntryDraft { row: Some(row), ..EntryDraft::new(block, text) })
        .collect()
}

/// The texts of a cell that holds a list as programs write it: `["a", "b"]` or `['a', 'b']`.
fn list_literal(cell: &str) -> Option<Vec<String>> {
    let inner = cell.trim().strip_prefix('[')?.strip_suffix(']')?;
    let mut items = Vec::new();
    let mut rest = inner.trim_start();
    while !rest.is_empty() {
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let mut text = String::new();
        let mut escaped = false;
        let mut end = None;
        for (at, c) in rest.char_indices().skip(1) {
            match (escaped, c) {
                (true, 'n') => text.push(' '),
                (true, c) => text.push(c),
                (false, '\\') => {}
                (false, c) if c == quote => {
                    end = Some(at + c.len_utf8());
                    break;
                }
                (false, c) => text.push(c),
            }
            escaped = !escaped && c == '\\';
        }
        rest = rest.get(end?..)?.trim_start();
        if !text.trim().is_empty() {
            items.push(text.trim().to_owned());
        }
        match rest.strip_prefix(',') {
            Some(more) => rest = more.trim_start(),
            None if rest.is_empty() => {}
            None => return None,
        }
    }
    Some(items)
}

#[cfg(test)]
mod tests {
    use super::entries;
    use crate::canvas::Block;

    fn texts(cell: &str) -> Vec<String> {
        entries(Block::Channels, cell, 2).into_iter().map(|entry| entry.text).collect()
    }

    #[test]
    fn a_cell_holds_an_entry_per_line_bullet_or_semicolon() {
        assert_eq!(texts("- Shop\n- Web; app"), ["Shop", "Web; app"]);
        assert_eq!(texts("Shop; Web ;"), ["Shop", "Web"]);
        assert_eq!(texts("• Shop • Web"), ["Shop", "Web"]);
        assert_eq!(texts("Shop, web"), ["Shop, web"]);
        assert_eq!(texts("['Shop; mall', \"John's\", ]"), ["Shop; mall", "John's"]);
        assert_eq!(texts("[later]"), ["[later]"]);
        assert!(texts("[]").is_empty());
    }
}
