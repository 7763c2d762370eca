//! The shapes in which people keep canvases, as they should be read.

use bmc::canvas::{Attribute, Block};
use bmc::catalogue::Catalogue;
use bmc::read::{Input, Outcome, read};

/// The catalogue, loaded once for all tests.
fn catalogue() -> &'static Catalogue {
    static CATALOGUE: std::sync::OnceLock<Catalogue> = std::sync::OnceLock::new();
    CATALOGUE.get_or_init(|| Catalogue::builtin().expect("as it should be"))
}

fn outcome(name: &str, bytes: impl Into<Vec<u8>>) -> Outcome {
    let catalogue = catalogue();
    read(vec![Input::bytes(name, bytes.into())], catalogue).expect("as it should be")
}

/// `code: [group] text` for every entry of the only canvas.
fn entries(name: &str, bytes: impl Into<Vec<u8>>) -> Vec<String> {
    let outcome = outcome(name, bytes);
    assert!(!outcome.has_errors(), "{:?}", outcome.notes);
    assert_eq!(outcome.portfolio.len(), 1);
    let views = outcome.portfolio.views().expect("as it should be");
    let show = |entry: &bmc::canvas::Entry<'_>| {
        let group = entry.group.map_or(String::new(), |group| format!("[{group}] "));
        format!("{}: {group}{}", entry.block.code(), entry.text)
    };
    views.get(0).expect("as it should be").entries.iter().map(show).collect()
}

fn notes(name: &str, bytes: &str) -> String {
    outcome(name, bytes).notes.iter().map(|note| format!("{note}\n")).collect()
}

#[test]
fn headings_of_any_level_with_lists_sub_headings_and_labels() {
    let text = "# Boat hire\n\n### 1. 👥 Customer Segments (who)\n#### Locals\n- Families\n- Anglers,\n  \
                mostly at dawn\n1. **Clubs**\n   - rowing\n   - sailing\n\n**Tourists:**\n- Day trips\n\n\
                ### Channels\nPeople find us through:\n- the harbour\n";
    assert_eq!(
        entries("boats.md", text),
        [
            "cs: [Locals] Families",
            "cs: [Locals] Anglers, mostly at dawn",
            "cs: [Locals] Clubs; rowing; sailing",
            "cs: [Tourists] Day trips",
            "ch: [People find us through] the harbour",
        ]
    );
}

#[test]
fn a_table_under_a_heading_gives_an_entry_per_row() {
    let text = "## Cost structure\n\n| Item | Per month |\n|---|--:|\n| **Rent** | € 900 |\n| Power | |\n\n\
                ## Key partners\nHarbour master.\n";
    assert_eq!(
        entries("x.md", text),
        [
            "kp: Harbour master.",
            "co: [Item | Per month] Rent | € 900",
            "co: [Item | Per month] Power",
        ]
    );
}

#[test]
fn a_table_laid_out_as_the_canvas_with_breaks_in_its_cells() {
    let text = "| **Key Partners** | **Key Activities** | **Value Proposition** | **Customer Relations** | **Customer Segments** |\n\
                |---|---|---|---|---|\n\
                | Bank<br>Harbour | • Hire • Repair | Out on the water in minutes | | Families |\n\
                | | **Key Resources** | | **Channels** | |\n\
                | | Boats | | Quay<br>Site | |\n\
                | **Costs** || | **Revenue Streams** ||\n\
                | Rent<br>Paint ||| By the hour ||\n";
    assert_eq!(
        entries("x.md", text),
        [
            "cs: Families",
            "vp: Out on the water in minutes",
            "ch: Quay",
            "ch: Site",
            "rs: By the hour",
            "kr: Boats",
            "ka: Hire",
            "ka: Repair",
            "kp: Bank",
            "kp: Harbour",
            "co: Rent",
            "co: Paint",
        ]
    );
}

#[test]
fn a_table_with_a_row_per_block() {
    let text = "| Blok | Invulling |\n|---|---|\n| Klantsegmenten | Gezinnen<br>Vissers |\n| Kanalen | De haven |\n\
                | Kostenstructuur | Huur |\n| Risico's | Storm |\n";
    assert_eq!(entries("x.md", text), ["cs: Gezinnen", "cs: Vissers", "ch: De haven", "co: Huur"]);
}

#[test]
fn numbered_or_bold_lines_as_titles() {
    let numbered = "Boats\n\n1. Key Partners\nHarbour: moorings\n\n2. Channels\nThe quay\nThe web site\n\n\
                    3. Cost Structure\nRent\n\n4. Key Metrics\nHours hired\n";
    assert_eq!(
        entries("x.md", numbered),
        ["ch: The quay", "ch: The web site", "kp: Harbour: moorings", "co: Rent"]
    );
    let more = numbered.replace("4. Key Metrics", "4. Revenue Streams / What Sustains Us");
    assert!(entries("x.md", more).contains(&"rs: Hours hired".to_owned()));
    let bold =
        "**Customer Segments:**\n- Families\n\n**Channels**\n- Quay\n\n**Key Partners**\n- Bank\n";
    assert_eq!(entries("x.md", bold), ["cs: Families", "ch: Quay", "kp: Bank"]);
}

#[test]
fn names_in_front_of_their_text() {
    let text = "- **Customer segments**: families\n- **Channels**: the quay\n- **Competitors**: buses\n\
                - **Costs**: rent\n\nThat is all.\n";
    assert_eq!(entries("x.md", text), ["cs: families", "ch: the quay", "co: rent"]);
    assert!(notes("x.md", text).contains("'Competitors'"));
}

#[test]
fn a_label_and_a_sign_on_each_line() {
    let text = "# Kaasboerderij\n\nklanten: wandelaars, horeca\nwaarde: kaas van eigen melk\nkanalen: hofwinkel\n\
                relatie: proeverij\ninkomsten: kaas per stuk\n";
    let wanted = [
        "cs: wandelaars, horeca",
        "vp: kaas van eigen melk",
        "ch: hofwinkel",
        "cr: proeverij",
        "rs: kaas per stuk",
    ];
    assert_eq!(entries("x.md", text), wanted);
    for sign in [" - ", " → ", " -> "] {
        assert_eq!(entries("x.md", text.replace(": ", sign)), wanted, "{sign}");
    }
    let sentences = text.replace(": ", ". ").replace('\n', "\n\n");
    assert_eq!(entries("x.md", sentences), wanted);
    // One such line in a text about something else is none.
    let table = "Customers → book trips\n\n| Block | Details |\n|--|--|\n| Channels | App |\n\
                 | Key partners | Harbours |\n| Cost structure | Fuel |\n";
    assert_eq!(entries("x.md", table), ["ch: App", "kp: Harbours", "co: Fuel"]);
}

#[test]
fn what_people_say_instead_of_a_block_s_name() {
    let words = [
        "Who",
        "Why us",
        "How they find us",
        "Contact",
        "Money",
        "What we need",
        "What we do",
        "With",
        "Costs",
    ];
    let page = |write: &dyn Fn(&str) -> String| -> String {
        words.iter().map(|word| format!("{}- about {word}\n\n", write(word))).collect()
    };
    let wanted: Vec<String> = Block::ALL
        .into_iter()
        .zip(words)
        .map(|(block, word)| format!("{}: about {word}", block.code()))
        .collect();
    let shapes: [&dyn Fn(&str) -> String; 4] = [
        &|word| format!("## {word}\n\n"),
        &|word| format!("**{word}.**\n"),
        &|word| format!("{}\n", word.to_lowercase()),
        &|word| format!("{}:\n\n", word.to_uppercase()),
    ];
    for (number, shape) in shapes.into_iter().enumerate() {
        assert_eq!(entries("x.md", page(shape)), wanted, "shape {number}");
    }
    // A page about something else has such headings, too.
    let page = "# A library\n\n## Why\nSpeed.\n\n## What we need\nCare.\n\n## Contact\nBy mail.\n";
    assert!(notes("README.md", page).contains("holds no canvas"));
    let beside = "## Channels\n- shop\n\n## Cost structure\n- rent\n\n## Contact\n- by mail\n";
    assert_eq!(entries("x.md", beside), ["ch: shop", "co: rent"]);
}

#[test]
fn a_whole_file_in_a_fence_and_drawings_beside_the_canvas() {
    let text = "```markdown\n## Channels\n- Quay\n## Costs\n- Rent\n## Key partners\n- Bank\n```\n";
    assert_eq!(entries("x.md", text), ["ch: Quay", "kp: Bank", "co: Rent"]);
    let drawn = "## Channels\n- Quay\n## Costs\n- Rent\n\n```\n| KEY PARTNERS | x |\n```\n";
    assert_eq!(entries("x.md", drawn), ["ch: Quay", "co: Rent"]);
}

/// The boxes' widths do not matter, which letters of two columns shift.
#[test]
fn a_canvas_that_is_drawn_is_read_box_by_box() {
    let drawn = "# Boats\n```\n\
        ┌──────────────┬─────────────┬───────────┬───────────┬──────────┐\n\
        │ KEY PARTNERS │ KEY         │ VALUE     │ CUSTOMER  │ CUSTOMER │\n\
        │              │ ACTIVITIES  │ PROPOSI-  │ RELATIONS │ SEGMENTS │\n\
        │ • Harbour    │ - Repair 🛶 │ TION      │           │          │\n\
        │   master     │             │           │ Own desk  │ Families │\n\
        │ • Bank       ├─────────────┤ Quiet     ├───────────┤ Schools  │\n\
        │              │ Resources   │ rowing    │ CHANNELS  │ nearby   │\n\
        │              │ * 12 boats  │           │ The quay  │          │\n\
        ├──────────────┴─────────────┼───────────┴───────────┴──────────┤\n\
        │ Cost structure             │ Revenue streams                  │\n\
        │ Mooring + storage          │ € 9 an hour                      │\n\
        └────────────────────────────┴──────────────────────────────────┘\n```\n";
    let expected = [
        "cs: Families",
        "cs: Schools nearby",
        "vp: Quiet rowing",
        "ch: The quay",
        "cr: Own desk",
        "rs: € 9 an hour",
        "kr: 12 boats",
        "ka: Repair 🛶",
        "kp: Harbour master",
        "kp: Bank",
        "co: Mooring + storage",
    ];
    assert_eq!(entries("x.md", drawn), expected);
    let ascii = "+-------------+-----------+\n| Channels    | Costs     |\n| - The quay  | - Rent    |\n\
                 +-------------+-----------+\n| Key partners            |\n| - Bank                  |\n\
                 +-------------------------+\n";
    assert_eq!(entries("x.md", ascii), ["ch: The quay", "kp: Bank", "co: Rent"]);
    let beside = format!(
        "## Channels\n- Quay\n## Costs\n- Rent\n## Key partners\n- Bank\n\n{}",
        &drawn[8..]
    );
    assert_eq!(entries("x.md", beside.as_str()), ["ch: Quay", "kp: Bank", "co: Rent"]);
    assert!(notes("x.md", &beside).contains("left out a drawing"), "{}", notes("x.md", &beside));
}

#[test]
fn sections_that_are_no_block_are_left_out_and_named_once() {
    let text = "# Boats\n## Channels\n- Quay\n## Costs\n- Rent\n## KPIs\n- Hours\n### Target\n- 900\n## Risks\n- Storm\n";
    assert_eq!(entries("x.md", text), ["ch: Quay", "co: Rent"]);
    let said = notes("x.md", text);
    assert_eq!(said.matches("left out").count(), 1, "{said}");
    assert!(said.contains("'KPIs', 'Risks'"), "{said}");
}

#[test]
fn a_line_that_a_block_name_leads_counts_wherever_it_stands() {
    let text = "# Rowing school\n## Customer segments\n- Beginners\n## Channels\n- Quay\n\
                ## Costs\n- Boats\n## Risks\n### What we do about them\n\
                - **Partnerships**: two clubs nearby\n- **Weather**: an indoor pool\n";
    let read = entries("a.md", text);
    assert!(read.contains(&"kp: [What we do about them] two clubs nearby".to_owned()), "{read:?}");
    assert_eq!(read.len(), 4, "{read:?}");
}

#[test]
fn a_bold_line_that_is_no_block_ends_the_one_before() {
    let text = "**Customer Seg.:**\n- Beginners\n\n**Key Resources and Skills:**\n- Boats\n\n\
                **Key Challenges:**\n- Will it rain?\n- Too few quays\n\n**Marketing Channels:**\n- Quay\n\n\
                **Revenue & Funding:**\n- Lessons\n";
    assert_eq!(entries("a.md", text), ["cs: Beginners", "ch: Quay", "rs: Lessons", "kr: Boats"]);
    assert!(notes("a.md", text).contains("Key Challenges"), "{}", notes("a.md", text));
}

#[test]
fn questions_and_placeholders_of_a_template_are_no_entries() {
    let text = "## Channels\n*How do you reach them?*\n- Quay\n- [Insert channel]\n## Costs\n**What does it cost?**\n- Rent\n";
    assert_eq!(entries("x.md", text), ["ch: Quay", "co: Rent"]);
    assert!(notes("x.md", text).contains("3 lines of the template"));
}

#[test]
fn html_pages_with_a_container_per_block_and_with_a_table() {
    let page = "<!DOCTYPE html><html><head><title>Boats &amp; more</title><style>p{}</style></head><body>\
                <nav>Costs</nav><div class=b><h2>Channels</h2><ul><li>Quay<ul><li>north</ul><li>Site</ul></div>\
                <div class=b><h2>Cost structure</h2><p>Rent<br>Paint</p></div><script>var x='<h2>Partners</h2>'</script>";
    assert_eq!(entries("x.html", page), ["ch: Quay; north", "ch: Site", "co: Rent", "co: Paint"]);
    let table = "<table><tr><th>Key partners<th>Channels<th>Costs<tr><td rowspan=2><ul><li>Bank</ul><td>Quay<td>Rent\
                 <tr><td>Site<td>Paint</table>";
    assert_eq!(
        entries("x.html", table),
        ["ch: Quay", "ch: Site", "kp: Bank", "co: Rent", "co: Paint"]
    );
}

#[test]
fn a_name_in_bold_with_text_behind_it_heads_a_cell() {
    let broken =
        "<h2>Key <br> Partners</h2><p>Bank</p><h2>Channels<br>How we reach them</h2><p>Quay</p>";
    assert!(entries("x.html", broken).contains(&"kp: Bank".to_owned()));
    let page = "<table><tr><td><b>Channels</b> The quay<ul><li>Web site</li></ul></td>\
                <td><b>Key partners</b><ul><li>Bank</li></ul></td></tr>\
                <tr><td><b>Cost structure</b> Rent<br>Boats</td></tr></table>";
    assert_eq!(
        entries("x.html", page),
        ["ch: The quay", "ch: Web site", "kp: Bank", "co: Rent", "co: Boats"]
    );
}

#[test]
fn canvases_in_other_languages_are_read_with_a_warning() {
    let text = "## Kundensegmente\n- Familien und Vereine, die mit dem Boot auf den See wollen\n## Kanäle\n- Der Steg\n\
                ## Schlüsselpartner\n- Die Gemeinde und der Hafen, mit dem wir einen Vertrag haben\n## Kostenstruktur\n- Miete für das Haus\n";
    assert_eq!(entries("x.md", text).len(), 4);
    assert!(notes("x.md", text).contains("looks German"));
    let english = "## Customer segments\n- Families who want to be out on the water and see the lake for a day\n## Costs\n- The rent of the house\n";
    assert!(!notes("x.md", english).contains("looks"));
}

#[test]
fn json_of_other_tools_is_read() {
    let named = r#"{"Boats": {"channels": ["Quay"], "cost_structure": ["Rent"]}}"#;
    assert_eq!(entries("x.json", named), ["ch: Quay", "co: Rent"]);
    let flat = r#"{"displayName": "Boats", "canvasData": {"customerSegments": "Families", "keyPartners": ["Bank"]}}"#;
    assert_eq!(entries("x.json", flat), ["cs: Families", "kp: Bank"]);
    let nested = r#"{"keyActivities": ["Hire", {"head": "Yard", "items": ["Paint", "Caulk"]}], "channels": null}"#;
    assert_eq!(entries("x.json", nested), ["ka: Hire", "ka: [Yard] Paint", "ka: [Yard] Caulk"]);
    let notes = r#"{"info": {"name": "Boats"}, "notes": {"n2": {"type": "c", "text": "Rent"}, "n1": {"type": "dc", "text": "Quay"}}, "notesOrder": ["n1", "n2"]}"#;
    assert_eq!(entries("x.json", notes), ["ch: Quay", "co: Rent"]);
    let cards = r#"[{"id": 1, "name": "Bank", "bmo": {"type": "pn"}}, {"id": 2, "name": "Hours", "bmo": {"type": "r"}}]"#;
    assert_eq!(entries("x.json", cards), ["kp: Bank", "rs: Hours"]);
    let board = r##"{"nodes": [{"type": "text", "text": "# Channels\n- Quay", "x": 0, "y": 0, "width": 9, "height": 9},
        {"type": "group", "label": "COSTS 🏷️", "x": 100, "y": 0, "width": 100, "height": 100},
        {"type": "text", "text": "Rent", "x": 110, "y": 10, "width": 10, "height": 10}], "edges": []}"##;
    assert_eq!(entries("x.canvas.json", board), ["ch: Quay", "co: Rent"]);
}

#[test]
fn a_canvas_within_other_objects_is_found() {
    let text = r#"{"name": "Boats", "plan": {"year": 3, "model": {"canvas": {
        "keyPartners": ["Harbour"], "channels": {"online": ["Site"], "offline": ["Quay"]},
        "cost_structure": {"fixed_costs": [{"item": "Rent", "amount": "1200"}]}}}}}"#;
    assert_eq!(
        entries("x.json", text),
        ["kp: Harbour", "ch: [online] Site", "ch: [offline] Quay", "co: [fixed costs] Rent"]
    );
    assert!(notes("x.json", text).contains("year"), "{}", notes("x.json", text));
}

#[test]
fn exports_of_project_tools_and_plain_outlines() {
    let xml = "<?xml version=\"1.0\"?><canvas key=\"obmcanvas\"><title>Boats & more</title><element key=\"obm_cs\"><item><author id=\"1\" firstname=\"N\"/>\
               <description>Families</description><data>12 asked</data></item></element><element key=\"obm_fc\"><item><description>Rent</description></item></element></canvas>";
    assert_eq!(entries("x.xml", xml), ["cs: Families | 12 asked", "co: Rent"]);
    let outline = "🏷️ Cost Structure\n    Rent\n    Paint\n🚚 Channels\n    the quay\n💰 Revenue Streams\n    by the hour\n";
    assert_eq!(
        entries("x.txt", outline),
        ["ch: the quay", "rs: by the hour", "co: Rent", "co: Paint"]
    );
    let keyed = "# Boats\n\n## Channels {channels}\n\n[How do you reach them?]\n\nThe quay.\n\n## Cost structure {cost-structure}\n\nRent.\n";
    assert_eq!(entries("x.md", keyed), ["ch: The quay.", "co: Rent."]);
    let underlined = "Boats\n-----\n\n ### Customer Segments\n\nFamilies.\n\n ### Value Proposition\n\nOut on the water.\n";
    assert_eq!(entries("x.md", underlined), ["cs: Families.", "vp: Out on the water."]);
}

const BMML: &str = "version: \"2.0\"\nmeta: {name: Boats, portfolio: explore, stage: validation}\n\
    customer_segments:\n  - id: cs-locals\n    name: Locals\n    jobs: [{id: job-out, description: be outside}]\n\
    value_propositions: [{id: vp-hire, name: Hire by the hour}]\n\
    fits: [{id: fit-1, for: {value_propositions: [vp-hire], customer_segments: [cs-locals]}}]\n\
    revenue_streams:\n  - id: rs-fee\n    name: Fee\n    from: {customer_segments: [cs-locals]}\n    for: {value_propositions: [vp-hire]}\n\
    costs: [{id: cost-yard, name: Yard}]\n";

#[test]
fn bmml_keeps_ids_links_and_typed_attributes() {
    let outcome = outcome("boats.bmml", BMML);
    assert!(outcome.notes.is_empty(), "{:?}", outcome.notes);
    let views = outcome.portfolio.views().expect("as it should be");
    let canvas = views.get(0).expect("as it should be");
    assert_eq!(canvas.id, "Boats");
    let find = |text: &str| {
        canvas.entries.iter().find(|entry| entry.text == text).expect("as it should be")
    };
    assert_eq!(find("be outside").group, Some("Jobs"));
    assert_eq!(find("be outside").attribute(Attribute::For), Some("cs-locals"));
    assert_eq!(find("Hire by the hour").links().collect::<Vec<_>>(), ["cs-locals"]);
    assert_eq!(find("Fee").links().collect::<Vec<_>>(), ["cs-locals", "vp-hire"]);
    assert_eq!(find("Yard").block, Block::CostStructure);
}

#[test]
fn version_one_of_bmml_says_what_kind_things_are() {
    let text = "version: \"1.0\"\nmeta: {name: Boats}\nchannels:\n  - {id: ch-quay, type: direct, segments: [cs-locals], phases: [awareness, after_sales]}\n\
                key_resources: [{id: kr-fleet, name: Fleet, type: physical}]\n\
                cost_structure: {type: cost_driven, major_costs: [{name: Paint, type: variable, linked_to: [kr-fleet]}]}\n";
    let outcome = outcome("boats.yaml", text);
    let views = outcome.portfolio.views().expect("as it should be");
    let canvas = views.get(0).expect("as it should be");
    let of =
        |block| canvas.entries.iter().find(|entry| entry.block == block).expect("as it should be");
    assert_eq!(of(Block::Channels).attribute(Attribute::Phase), Some("awareness, after sales"));
    assert_eq!(of(Block::KeyResources).attribute(Attribute::Kind), Some("physical"));
    assert_eq!(of(Block::CostStructure).attribute(Attribute::Nature), Some("variable"));
    assert_eq!(of(Block::CostStructure).links().collect::<Vec<_>>(), ["kr-fleet"]);
}

#[test]
fn a_form_with_dutch_headers_semicolons_and_windows_1252() {
    let text = "ID;Begintijd;Tijd van voltooien;E-mail;Naam;Naam van jullie onderneming;1. Wie zijn jullie klanten? (klantsegmenten);Wat kost het? Beschrijf de kostenstructuur\n\
                1;9/9/26 18:01;9/9/26 18:10;a@x.nl;Noor;Bootverhuur;Gezinnen;Huur \u{20ac} 900\n\
                2;9/9/26 18:02;9/9/26 18:12;b@x.nl;Adèle;Fietshoek;Forenzen;Onderdelen;\n\
                3;9/9/26 18:05;9/9/26 18:40;a@x.nl;Noor;Bootverhuur;Gezinnen;Huur \u{20ac} 950\n";
    // One row has a separator too many, as hand-edited exports do; without it all is well.
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let broken = outcome("form.csv", bytes.into_owned());
    assert!(broken.has_errors());
    let text = text.replace("Onderdelen;\n", "Onderdelen\n");
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    let outcome = outcome("form.csv", bytes.into_owned());
    assert!(!outcome.has_errors(), "{:?}", outcome.notes);
    let views = outcome.portfolio.views().expect("as it should be");
    let ids: Vec<&str> =
        (0..views.len()).map(|place| views.get(place).expect("as it should be").id).collect();
    assert_eq!(ids, ["Bootverhuur", "Fietshoek"]);
    let boats = views.get(0).expect("as it should be");
    assert_eq!(boats.entries[1].text, "Huur € 950", "the last submission counts");
    let said: String = outcome.notes.iter().map(ToString::to_string).collect();
    assert!(said.contains("1 earlier answer was left out") && said.contains("row 2"), "{said}");
}

#[test]
fn the_last_submission_counts_whatever_the_order_of_rows() {
    let header = "Timestamp,Email Address,Team,Channels,Costs\n";
    let first = "2026/05/28 7:01:33 PM GMT+2,a@x.nl,Boats,Quay;Site;,Rent\n";
    let last = "2026/05/29 9:00:00 AM GMT+2,a@x.nl,Boats,Quay,Rent\n";
    let up = entries("x.csv", format!("{header}{first}{last}"));
    assert_eq!(up, ["ch: Quay", "co: Rent"]);
    assert_eq!(entries("x.csv", format!("{header}{last}{first}")), up);
}

/// What is odd in the very last bytes of a large file is read as in a small one.
#[test]
fn a_stray_quote_at_the_end_of_a_large_file_is_read_as_in_a_small_one() {
    let mut text = String::from("canvas,block,text\n");
    while text.len() < 3 << 19 {
        text.push_str("bakery,channels,A stall on the market square\n");
    }
    text.push_str("bakery,channels,\"A stall\" by the fountain");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.csv");
    std::fs::write(&path, &text).unwrap();
    let whole = read(vec![Input::bytes("large.csv", text.into_bytes())], catalogue()).unwrap();
    let mapped = read(vec![Input::file(&path)], catalogue()).unwrap();
    assert!(!mapped.has_errors());
    let entries = |outcome: &Outcome| outcome.portfolio.entries().unwrap();
    assert!(entries(&mapped).equals_missing(&entries(&whole)));
}

/// A file that is read in several pieces: every entry keeps its own canvas, text and columns.
#[test]
fn a_large_table_is_the_same_whether_it_is_plain_or_not() {
    let mut plain = String::from("canvas,title,block,text,amount\n");
    for row in 0..60_000_usize {
        let canvas = row % 700;
        let amount = if row.is_multiple_of(9) { row.to_string() } else { String::new() };
        plain += &format!(
            "c{canvas},\"The \"\"{canvas}\"\" shop\",channels,\"Leaflet {row}, in the street\",{amount}\n"
        );
    }
    assert!(plain.len() > 3 << 20, "it is cut into several pieces");
    // A quote within a field makes the careful reader read the whole.
    let odd = format!("{plain}c0,,channels,A 12\" leaflet,\n");
    let folder = tempfile::tempdir().expect("a folder");
    let read_file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("it is written");
        let outcome = read(vec![Input::file(&path)], catalogue()).expect("as it should be");
        assert!(outcome.notes.is_empty(), "{:?}", outcome.notes);
        outcome.portfolio
    };
    let (plain, odd) = (read_file("plain.csv", &plain), read_file("odd.csv", &odd));
    assert_eq!((plain.len(), plain.entry_count(), odd.entry_count()), (700, 60_000, 60_001));
    let title = plain.canvases().column("title").expect("a column").str().expect("texts");
    let (plain_views, odd_views) = (plain.views().expect("views"), odd.views().expect("views"));
    for place in 0..plain.len() {
        let (one, other) =
            (plain_views.get(place).expect("one"), odd_views.get(place).expect("one"));
        let number: usize = one.id[1..].parse().expect("a number");
        assert_eq!(title.get(place), Some(format!("The \"{number}\" shop").as_str()));
        let added = usize::from(number == 0);
        assert_eq!((one.id, one.entries.len() + added), (other.id, other.entries.len()));
        for (at, (entry, same)) in one.entries.iter().zip(&other.entries).enumerate() {
            let row = number + 700 * at;
            assert_eq!(entry.text, format!("Leaflet {row}, in the street"));
            let amount = row.is_multiple_of(9).then(|| row.to_string());
            assert_eq!(entry.attribute(Attribute::Amount), amount.as_deref());
            assert_eq!(
                (entry.text, entry.attribute(Attribute::Amount)),
                (same.text, same.attribute(Attribute::Amount))
            );
            assert_eq!(plain_views.row(place, at), u32::try_from(row + 2).ok());
        }
    }
}
