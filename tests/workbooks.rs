//! Workbooks as people and forms make them.

use bmc::canvas::Block;
use bmc::catalogue::Catalogue;
use bmc::read::{Input, Outcome, read};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

fn outcome(book: &mut Workbook) -> Outcome {
    let bytes = book.save_to_buffer().expect("as it should be");
    let catalogue = Catalogue::builtin().expect("as it should be");
    read(vec![Input::bytes("course.xlsx", bytes)], &catalogue).expect("as it should be")
}

fn ids(outcome: &Outcome) -> Vec<String> {
    let views = outcome.portfolio.views().expect("as it should be");
    (0..views.len()).map(|place| views.get(place).expect("as it should be").id.to_owned()).collect()
}

fn texts(outcome: &Outcome, canvas: usize) -> Vec<String> {
    let views = outcome.portfolio.views().expect("as it should be");
    let show = |entry: &bmc::canvas::Entry<'_>| format!("{}: {}", entry.block.code(), entry.text);
    views.get(canvas).expect("as it should be").entries.iter().map(show).collect()
}

#[test]
fn a_form_that_was_downloaded_as_a_workbook_counts_each_last_answer() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let header = [
        "ID",
        "Start time",
        "Completion time",
        "Email",
        "Name",
        "What is the name of your venture?",
        "Who are your customers? (customer segments)\u{a0}\n",
        "Points - Who are your customers? (customer segments)",
        "How do you reach them? Describe your channels.",
    ];
    for (column, title) in (0_u16..).zip(header) {
        sheet.write_string(0, column, title).expect("as it should be");
    }
    let date = Format::new().set_num_format("m/d/yy h:mm:ss");
    let answers =
        [("Boats", "Families;Clubs;", 10), ("Bikes", "Commuters", 11), ("Boats", "Families;", 12)];
    for (row, (team, customers, hour)) in (1_u32..).zip(answers) {
        sheet.write_number(row, 0, f64::from(row)).expect("as it should be");
        let time = ExcelDateTime::from_ymd(2026, 9, 9)
            .expect("as it should be")
            .and_hms(hour, 30, 0)
            .expect("as it should be");
        sheet.write_datetime_with_format(row, 2, &time, &date).expect("as it should be");
        sheet.write_string(row, 3, "anonymous").expect("as it should be");
        sheet.write_string(row, 5, team).expect("as it should be");
        sheet.write_string(row, 6, customers).expect("as it should be");
        sheet.write_number(row, 7, 3.0).expect("as it should be");
        sheet.write_string(row, 8, "The quay").expect("as it should be");
    }
    let outcome = outcome(&mut book);
    assert!(!outcome.has_errors(), "{:?}", outcome.notes);
    assert_eq!(ids(&outcome), ["Bikes", "Boats"]);
    assert_eq!(texts(&outcome, 1), ["cs: Families", "ch: The quay"]);
    let said: String = outcome.notes.iter().map(|note| format!("{note}\n")).collect();
    assert!(said.contains("1 earlier answer was left out"), "{said}");
    let dates = outcome
        .portfolio
        .canvases()
        .column("date")
        .expect("as it should be")
        .get(1)
        .expect("as it should be")
        .to_string();
    assert!(dates.contains("2026-09-09 12:30:00"), "{dates}");
}

#[test]
fn a_canvas_drawn_in_cells_is_read_where_its_names_stand() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let cells = [
        (0, 0, "Business Model Canvas: Boats"),
        (2, 0, "Key Partners"),
        (2, 1, "Key Activities"),
        (2, 2, "Value Propositions"),
        (2, 3, "Customer Relationships"),
        (2, 4, "Customer Segments"),
        (3, 0, "Bank"),
        (3, 1, "Hire\nRepair"),
        (3, 2, "On the water in minutes"),
        (3, 4, "- Families"),
        (4, 4, "- Clubs"),
        (6, 1, "Key Resources"),
        (6, 3, "Channels"),
        (7, 1, "12 boats"),
        (7, 3, "The quay"),
        (9, 0, "Cost Structure"),
        (9, 3, "Revenue Streams"),
        (10, 0, "Rent"),
        (10, 3, "By the hour"),
    ];
    for (row, column, text) in cells {
        sheet.write_string(row, column, text).expect("as it should be");
    }
    let outcome = outcome(&mut book);
    assert!(!outcome.has_errors(), "{:?}", outcome.notes);
    assert_eq!(
        texts(&outcome, 0),
        [
            "cs: Families",
            "cs: Clubs",
            "vp: On the water in minutes",
            "ch: The quay",
            "rs: By the hour",
            "kr: 12 boats",
            "ka: Hire",
            "ka: Repair",
            "kp: Bank",
            "co: Rent",
        ]
    );
}

#[test]
fn every_sheet_is_a_canvas_and_other_sheets_are_named() {
    let mut book = Workbook::new();
    for name in ["Boats", "Bikes"] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).expect("as it should be");
        for (row, (block, text)) in
            (0_u32..).zip([("Klantsegmenten", "Gezinnen"), ("Kanalen", "Kade"), ("Kosten", "Huur")])
        {
            sheet.write_string(row, 0, block).expect("as it should be");
            sheet.write_string(row, 1, text).expect("as it should be");
        }
    }
    let notes = book.add_worksheet();
    notes.set_name("Planning").expect("as it should be");
    notes.write_string(0, 0, "Week 1").expect("as it should be");
    let outcome = outcome(&mut book);
    assert_eq!(ids(&outcome), ["Bikes", "Boats"]);
    assert_eq!(texts(&outcome, 0), ["cs: Gezinnen", "ch: Kade", "co: Huur"]);
    let said: String = outcome.notes.iter().map(|note| format!("{note}\n")).collect();
    assert!(said.contains("sheet 'Planning'") && said.contains("left out"), "{said}");
}

#[test]
fn a_table_with_a_row_per_entry_keeps_its_row_numbers() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows = [
        ["canvas", "block", "text"],
        ["boats", "channels", "=cmd()"],
        ["boats", "kanalen", "Quay"],
    ];
    for (row, cells) in [0_u32, 1, 4].into_iter().zip(rows) {
        for (column, text) in (0_u16..).zip(cells) {
            sheet.write_string(row, column, text).expect("as it should be");
        }
    }
    let outcome = outcome(&mut book);
    assert!(!outcome.has_errors(), "{:?}", outcome.notes);
    let views = outcome.portfolio.views().expect("as it should be");
    let canvas = views.get(0).expect("as it should be");
    assert!(canvas.entries.iter().all(|entry| entry.block == Block::Channels));
    assert_eq!(canvas.entries[0].text, "=cmd()");
    assert_eq!((views.row(0, 0), views.row(0, 1)), (Some(2), Some(5)));
}
