//! Bad input ends in a message that names file and place, says what is wrong and what to do, and
//! does not stop the other files.

use std::sync::LazyLock;

use bmc::catalogue::Catalogue;
use bmc::read::{Input, Note, Outcome, Severity, read};

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: LazyLock<Catalogue> =
        LazyLock::new(|| Catalogue::builtin().expect("the catalogue is sound"));
    &CATALOGUE
}

fn outcome(name: &str, bytes: impl Into<Vec<u8>>) -> Outcome {
    read(vec![Input::bytes(name, bytes.into())], catalogue()).expect("frames can be joined")
}

/// The only note about a file that could not be read.
fn error(name: &str, bytes: impl Into<Vec<u8>>) -> String {
    let outcome = outcome(name, bytes);
    assert!(outcome.portfolio.is_empty(), "nothing of it is scored");
    let errors: Vec<&Note> =
        outcome.notes.iter().filter(|note| note.severity == Severity::Error).collect();
    assert_eq!(errors.len(), 1, "{:?}", outcome.notes);
    errors[0].to_string()
}

const HEADER: &str = "canvas,block,text\n";

#[test]
fn an_empty_file_is_named() {
    assert_eq!(error("a.csv", ""), "a.csv: the file is empty");
    assert_eq!(error("a.json", " \n"), "a.json: the file is empty");
}

#[test]
fn a_header_without_rows_is_named() {
    assert_eq!(error("a.csv", HEADER), "a.csv: has a header but no rows");
}

#[test]
fn a_missing_column_is_named_with_what_was_found() {
    let message = error("a.csv", "canvas,onderdeel,text\nx,cs,y\n");
    assert!(message.starts_with(
        "a.csv: the required column block is missing; found: canvas, onderdeel, text"
    ));
    let message = error("a.csv", "block,remark\ncs,y\n");
    assert!(message.contains("the required columns canvas and text are missing"), "{message}");
}

#[test]
fn ragged_rows_are_named_by_number() {
    let message = error("a.csv", format!("{HEADER}x,cs,one\nx,cs,two, three\nx,cs\n"));
    assert!(message.starts_with("a.csv: row 3: has 4 fields, but the header has 3; 2 rows"));
    assert!(message.contains("rows 3, 4"), "{message}");
    assert!(message.contains("put quotes around"), "{message}");
}

#[test]
fn an_unclosed_quote_is_named_where_it_opens() {
    let message = error("a.csv", format!("{HEADER}x,cs,one\nx,cs,\"two\nx,vp,three\n"));
    assert!(message.starts_with("a.csv: row 3: a quoted field begins here and never ends"));
}

#[test]
fn binary_files_are_called_binary() {
    assert!(error("a.csv", b"canvas,block,text\nx,cs,a\0b\n".to_vec()).contains("is binary"));
    assert!(error("a.csv", b"PK\x03\x04\x14\x00".to_vec()).contains("a damaged zip archive"));
    assert!(error("a.csv", b"%PDF-1.7 binary".to_vec()).contains("this is a PDF, not a text"));
}

#[test]
fn invalid_utf8_is_named_by_line_and_byte() {
    let mut bytes = format!("{HEADER}x,cs,één café, crème\n").into_bytes();
    bytes.extend(b"x,vp,\xff\n");
    let message = error("a.csv", bytes);
    assert!(message.starts_with("a.csv: line 3: byte "), "{message}");
    assert!(message.contains("0xff") && message.contains("save the file as UTF-8"), "{message}");
}

#[test]
fn json_that_is_nested_too_deep_is_refused() {
    let deep = format!("{{\"blocks\": {{\"cs\": {}{}}}}}", "[".repeat(200), "]".repeat(200));
    let message = error("a.json", deep);
    assert!(message.contains("nested more than 127 levels deep"), "{message}");
    assert!(message.contains("line 1, column"), "{message}");
}

#[test]
fn duplicate_keys_are_refused_with_their_place() {
    let text = "{\"canvas\": \"x\",\n \"channels\": [\"a\"],\n \"channels\": [\"b\"]}";
    let message = error("a.json", text);
    assert!(message.contains("line 3, column"), "{message}");
    assert!(message.contains("the key \"channels\" stands here twice"), "{message}");
}

#[test]
fn an_unknown_block_is_left_out_with_a_suggestion_and_the_rest_is_read() {
    let outcome = outcome("a.csv", format!("{HEADER}x,cs,one\nx,chanels,two\nx,weather,three\n"));
    assert_eq!(outcome.portfolio.entry_count(), 1);
    assert!(!outcome.has_errors());
    let notes: Vec<String> = outcome.notes.iter().map(Note::to_string).collect();
    assert_eq!(
        notes,
        [
            "a.csv: row 3: 'chanels' is no building block: 1 entry left out (did you mean \
             'channels'?)",
            "a.csv: row 4: 'weather' is no building block: 1 entry left out",
        ]
    );
}

#[test]
fn a_canvas_id_of_ten_thousand_characters_is_refused() {
    let outcome = outcome("a.csv", format!("{HEADER}{},cs,one\nfine,cs,two\n", "é".repeat(10_000)));
    assert_eq!(outcome.portfolio.len(), 1);
    assert!(outcome.has_errors());
    let message = outcome.notes[0].to_string();
    assert!(message.starts_with("a.csv: row 2: the canvas id 'éééé"), "{message}");
    assert!(message.contains("has 10000 characters") && message.len() < 400, "{message}");
}

#[test]
fn a_cell_of_50_megabytes_is_refused_and_the_rest_is_read() {
    let outcome =
        outcome("a.csv", format!("{HEADER}x,cs,\"{}\"\nx,cs,two\n", "word ".repeat(10_000_000)));
    assert_eq!(outcome.portfolio.entry_count(), 1);
    assert!(outcome.has_errors());
    assert!(outcome.notes[0].to_string().contains("row 2: a text of 50000000 bytes"));
    let json = format!("{{\"channels\": [\"{}\", \"two\"]}}", "word ".repeat(10_000_000));
    let outcome = self::outcome("a.json", json);
    assert_eq!(outcome.portfolio.entry_count(), 1);
    assert!(outcome.has_errors());
}

#[test]
fn messages_show_control_and_direction_characters_safely() {
    let outcome = outcome("a\u{1b}[31m.csv", format!("{HEADER}x,\u{202e}kcolb\u{7},one\n"));
    let message = outcome.notes[0].to_string();
    assert!(message.starts_with("a\\u{1b}[31m.csv: row 2: '\\u{202e}kcolb\\u{7}'"), "{message}");
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let inputs = vec![
        Input::bytes("bad.json", b"{".to_vec()),
        Input::bytes("good.json", b"{\"channels\": [\"Shop\"]}".to_vec()),
    ];
    let outcome = read(inputs, catalogue()).expect("frames can be joined");
    assert_eq!(outcome.portfolio.len(), 1);
    assert!(outcome.has_errors());
}

#[test]
fn a_canvas_that_comes_twice_is_kept_under_another_name_and_said() {
    let json = b"{\"canvas\": \"x\", \"channels\": [\"Shop\"]}".to_vec();
    let inputs = vec![Input::bytes("a.json", json.clone()), Input::bytes("b.json", json)];
    let outcome = read(inputs, catalogue()).expect("frames can be joined");
    assert_eq!(outcome.portfolio.len(), 2);
    assert_eq!(
        outcome.notes[0].to_string(),
        "b.json: canvas 'x' version '1' is in a.json already: kept as 'x~2'"
    );
}

#[test]
fn columns_and_keys_that_are_not_understood_are_said_once() {
    let outcome = outcome("a.csv", "canvas,block,text,mood\nx,cs,one,good\nx,cs,two,bad\n");
    assert_eq!(outcome.notes.len(), 1);
    assert!(outcome.notes[0].to_string().contains("the column 'mood' is not understood"));
    let json = "[{\"channels\": [\"a\"], \"chanels\": 1}, {\"channels\": [\"b\"], \"chanels\": 2}]";
    let outcome = self::outcome("a.json", json);
    assert_eq!(
        outcome.notes[0].to_string(),
        "a.json: $[0].chanels: the key 'chanels' is not understood and was left out (2 times) \
         (did you mean 'channels'?)"
    );
}

proptest::proptest! {
    /// Whatever bytes come in, reading ends without a panic and says something when it reads
    /// nothing.
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        let outcome = outcome("a", bytes);
        assert!(!outcome.notes.is_empty() || !outcome.portfolio.is_empty());
    }

    /// The same for texts that begin like a table or like JSON.
    #[test]
    fn no_text_makes_a_reader_panic(start in "(canvas,block,text\n|\\{\"canvas\":|\\[|cs;vp;ch\n)", rest in "[a-z\",;{}\\[\\]:\n |€é]{0,200}") {
        let outcome = outcome("a", format!("{start}{rest}"));
        assert!(!outcome.notes.is_empty() || !outcome.portfolio.is_empty());
    }
}
