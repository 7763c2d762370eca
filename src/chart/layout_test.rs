//! What holds for every chart, whatever it shows: it is well-formed, its texts stay on the page,
//! and no text stands on another.
//!
//! With `BMC_GALLERY=FOLDER` the pictures are written there, to be looked at.

use resvg::usvg::roxmltree::{Document, Node};

use super::*;
use crate::assess::assess;
use crate::canvas::{Block, Language};
use crate::catalogue::{Catalogue, Rubric};
use crate::portfolio::{
    CanvasDraft, EntryDraft, Field, Part, Portfolio, PortfolioBuilder, display_names,
};

/// A text on the page: left, top, right, bottom, in pixels.
struct Placed {
    text: String,
    frame: [f64; 4],
}

fn placed(node: Node<'_, '_>) -> Placed {
    let number =
        |name: &str| node.attribute(name).and_then(|v| v.parse::<f64>().ok()).unwrap_or(0.0);
    let (x, y, size) = (number("x") / 10.0, number("y") / 10.0, number("font-size") / 10.0);
    let text = node.text().unwrap_or_default().to_owned();
    let bold = node.attribute("font-weight").is_some();
    let wide = font::width(&text, size, bold);
    let start = match node.attribute("text-anchor") {
        Some("middle") => -wide / 2.0,
        Some("end") => -wide,
        _ => 0.0,
    };
    let frame = if node.attribute("transform").is_some() {
        [x - size * 0.7, y - start - wide, x, y - start]
    } else {
        [x + start, y - size * 0.7, x + start + wide, y]
    };
    Placed { text, frame }
}

/// Checks a picture, and writes it when it is asked for.
fn check(name: &str, picture: Result<Picture, ChartError>) {
    let picture = picture.unwrap_or_else(|error| panic!("{name}: {error}"));
    let svg = picture.svg();
    if let Ok(folder) = std::env::var("BMC_GALLERY") {
        let png = picture.png(1.6).expect("a PNG");
        std::fs::write(format!("{folder}/{name}.png"), png).expect("a folder to write to");
    }
    let document = Document::parse(&svg).unwrap_or_else(|error| panic!("{name}: {error}"));
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    for tag in ["title", "desc"] {
        let words = root.children().find(|node| node.has_tag_name(tag)).and_then(|n| n.text());
        assert!(words.is_some_and(|words| !words.trim().is_empty()), "{name}: no {tag}");
    }
    let (width, height) = picture.size();
    let texts: Vec<Placed> =
        document.descendants().filter(|n| n.has_tag_name("text")).map(placed).collect();
    assert!(!texts.is_empty());
    for (number, one) in texts.iter().enumerate() {
        let [left, top, right, bottom] = one.frame;
        let inside = left >= 0.0 && top >= 0.0 && right <= width && bottom <= height;
        assert!(inside, "{name}: '{}' runs off the page: {:?}", one.text, one.frame);
        for other in texts.iter().skip(number + 1) {
            let [l, t, r, b] = other.frame;
            let apart = right <= l + 0.5 || r <= left + 0.5 || bottom <= t + 0.5 || b <= top + 0.5;
            assert!(apart, "{name}: '{}' stands on '{}'", one.text, other.text);
        }
    }
}

const LONG: &str = "Coöperatieve vereniging voor wijkgebonden zonne-energie, warmteopslag en deelmobiliteit \
                    Bovenkarspelsewaterschapsheuvelrug-Noordoost en omstreken";

/// Canvases of growing length; the first have names that are long or hostile.
fn portfolio(count: usize, versions: usize) -> Portfolio {
    let texts = ["Customers who pay € 12 a month", "Repair subscription", LONG, "Shop in the town"];
    let mut drafts = Vec::new();
    for number in 0..count {
        for version in 1..=versions {
            let title = match number {
                0 => LONG.to_owned(),
                1 => "<script>\u{1b}[31m\u{202e}\"'&".to_owned(),
                2 => "W".repeat(90),
                _ => format!("Venture {number}"),
            };
            let mut draft = CanvasDraft {
                id: format!("c{number:03}"),
                version: Some(version.to_string()),
                ..CanvasDraft::default()
            };
            draft.fields[Field::Title as usize] = Some(title);
            draft.fields[Field::Date as usize] = Some(format!("2025-0{}-01", version % 9 + 1));
            for (place, block) in Block::ALL.into_iter().enumerate() {
                for entry in 0..(number * 7 + place * 3 + version) % 6 {
                    draft
                        .entries
                        .push(EntryDraft::new(block, texts[(entry + place) % texts.len()]));
                }
            }
            drafts.push(draft);
        }
    }
    let mut builder = PortfolioBuilder::new();
    builder.push(Part::from_drafts("made", drafts).0);
    builder.build().expect("a portfolio")
}

fn looks() -> [Look; 2] {
    [Look::PLAIN, Look { language: Language::Nl, theme: Theme::Dark }]
}

#[test]
fn charts_of_scores_hold_at_any_number_of_canvases_in_both_languages() {
    let catalogue = Catalogue::builtin().expect("the catalogue");
    let rubric = Rubric::load(
        "rubric",
        "leave-out = [\"kr-1\", \"kr-2\", \"kr-3\", \"kr-4\"]\n[scale]\nmin = 1\nmax = 10\npass = 5.5",
        &catalogue,
    )
    .expect("a rubric");
    for count in [1, 3, 12, 100] {
        let portfolio = portfolio(count, 1);
        for (look, rubric) in looks().into_iter().zip([Rubric::default(), rubric.clone()]) {
            let judged = assess(&portfolio, &catalogue, &rubric).expect("a judgement");
            let language = look.language;
            let name = |chart: &str| format!("{chart}-{count}-{language}");
            let by_question = Heatmap::by_question(&judged, language, 100).expect("data");
            check(&name("heatmap"), heatmap(&by_question, None, look));
            let by_block = Heatmap::by_block(&judged, language, 60).expect("data");
            check(&name("blocks"), heatmap(&by_block, None, look));
            let data = Profiles::of(&judged, language, 100).expect("data");
            check(&name("radar"), radar(&data, None, look));
            check(&name("profile"), profiles(&data, None, look));
            check(
                &name("distribution"),
                distribution(&Distribution::of(&judged, None), None, look),
            );
            let all = measures(&judged, language).expect("measures");
            let names = display_names(&portfolio, language).expect("names");
            let point = |place: usize| MapPoint {
                name: names[place].clone(),
                x: all[0].values[place],
                y: all[2].values[place],
                size: all[3].values[place].filter(|_| place % 4 != 1),
            };
            let axis = |m: &Measure| MapAxis { name: m.name.clone(), unit: m.unit.clone() };
            let points = (0..count).map(point).collect();
            let data =
                Map { x: axis(&all[0]), y: axis(&all[2]), size: Some(axis(&all[3])), points };
            check(&name("map"), map(&data, None, look));
        }
    }
}

#[test]
fn a_drawn_canvas_holds_with_nothing_in_it_and_with_very_much() {
    let catalogue = Catalogue::builtin().expect("the catalogue");
    let rubric = Rubric::default();
    let portfolio = portfolio(8, 1);
    let judged = assess(&portfolio, &catalogue, &rubric).expect("a judgement");
    for place in 0..8 {
        for (look, color) in looks().into_iter().zip([PosterColor::State, PosterColor::Segment]) {
            let data = Poster::of(&judged, place, look.language).expect("data").expect("a canvas");
            let name = format!("canvas-{place}-{}", look.language);
            check(&name, poster(&data, None, color, look));
        }
    }
    let mut data = Poster::of(&judged, 0, Language::En).expect("data").expect("a canvas");
    let entry = PosterEntry {
        text: LONG.repeat(3),
        amount: Some("€1.2M a year".to_owned()),
        group: Some(LONG.to_owned()),
        segments: vec![0, 1, 2, 3, 4, 5],
    };
    for block in &mut data.blocks {
        block.entries = vec![entry.clone(); 12];
        block.more = 5;
    }
    check("canvas-full", poster(&data, None, PosterColor::Segment, Look::PLAIN));
}

#[test]
fn charts_of_versions_hold_for_one_canvas_and_for_many() {
    let catalogue = Catalogue::builtin().expect("the catalogue");
    let rubric = Rubric::default();
    for (count, versions) in [(1, 2), (3, 5), (30, 2), (2, 40)] {
        let portfolio = portfolio(count, versions);
        let judged = assess(&portfolio, &catalogue, &rubric).expect("a judgement");
        for look in looks() {
            let name = |chart: &str| format!("{chart}-{count}x{versions}-{}", look.language);
            let data = Slope::of(&judged, look.language, 40).expect("data");
            check(&name("slope"), slope(&data, None, look));
            let mut data = History::of(&judged, 30).expect("data");
            check(&name("history"), history(&data, None, look));
            for (number, moment) in data.courses.iter_mut().flat_map(|c| &mut c.moments).enumerate()
            {
                moment.revenue = (number % 3 != 1).then(|| Span::exact(1e4 * number as f64));
                moment.cost = Some(Span { low: 2e4, high: 3e4 + 1e3 * number as f64 });
            }
            data.currency = Some("EUR".to_owned());
            check(&name("history-money"), history(&data, None, look));
        }
    }
}

/// Amounts of every kind: exact, a range, unknown, nothing, a loss, very much.
fn span(number: usize) -> Option<Span> {
    match number % 6 {
        0 => Some(Span::exact(48_000.0)),
        1 => Some(Span { low: 20_000.0, high: 61_500.0 }),
        2 => None,
        3 => Some(Span::exact(0.0)),
        4 => Some(Span::exact(930.0)),
        _ => Some(Span { low: 120_000.0, high: 120_000.0 }),
    }
}

fn title(number: usize) -> String {
    if number == 0 { LONG.to_owned() } else { format!("Venture {number}") }
}

#[test]
fn charts_of_money_hold_with_unknown_amounts_losses_and_equal_values() {
    for look in looks() {
        let language = look.language;
        for count in [1, 3, 12, 100] {
            let name = |chart: &str| format!("{chart}-{count}-{language}");
            let row = |number: usize| {
                let (revenue, cost) = (span(number), span(number * 5 + 1));
                let margin = revenue
                    .zip(cost)
                    .map(|(r, c)| Span { low: r.low - c.high, high: r.high - c.low });
                BalanceRow { name: title(number), revenue, cost, margin }
            };
            let currency = Some("EUR".to_owned());
            let rows = (0..count).map(row).collect();
            let data =
                Balance { rows, currency: currency.clone(), all: count + 3, other_currency: 3 };
            check(&name("balance"), balance(&data, None, look));
            let parts = |number: usize| {
                span(number).map(|s| Parts { first: s.low, second: s.high / 2.0, unknown: 900.0 })
            };
            let row = |n: usize| MixRow { name: title(n), cost: parts(n), revenue: parts(n + 1) };
            let rows = (0..count).map(row).collect();
            let data = Mix { rows, currency: currency.clone(), all: count, other_currency: 0 };
            check(&name("mix"), mix(&data, None, look));
            let step =
                |n: usize| WaterfallStep { name: title(n), amount: span(n).map(Span::middle) };
            let data = Waterfall {
                name: title(0),
                streams: (0..count).map(step).collect(),
                costs: (0..count * 2).map(step).collect(),
                currency,
            };
            check(&name("waterfall"), waterfall(&data, None, look));
            if count > 1 {
                let value = |a: usize, b: usize| {
                    ((a + b) % 7 != 3).then(|| 1.0 / (1.0 + (a as f64 - b as f64).abs()))
                };
                let data = Likeness {
                    names: (0..count).map(title).collect(),
                    groups: (0..count).map(|n| n / 3).collect(),
                    values: (0..count).map(|a| (0..count).map(|b| value(a, b)).collect()).collect(),
                    all: count,
                };
                check(&name("likeness"), likeness(&data, None, look));
            }
        }
    }
}

#[test]
fn a_break_even_chart_holds_wherever_the_point_is() {
    for look in looks() {
        for (number, (price, point, volume)) in [
            (55.0, Some(410.0), Some(560.0)),
            (55.0, Some(410.0), Some(40.0)),
            (55.0, Some(410.0), Some(411.0)),
            (55.0, Some(410.0), None),
            (10.0, None, Some(500.0)),
            (55.0, Some(0.0), Some(0.0)),
        ]
        .into_iter()
        .enumerate()
        {
            let fixed = point.map_or(20_000.0, |point| point * 40.0);
            let data = BreakEven {
                name: title(number),
                sold: if number == 3 { Sold::Revenue } else { Sold::Units(title(number)) },
                price,
                variable: 15.0,
                fixed,
                volume,
                point,
                currency: Some("EUR".to_owned()),
            };
            check(&format!("break-even-{number}-{}", look.language), break_even(&data, None, look));
        }
    }
}

#[test]
fn a_png_is_the_svg_with_the_embedded_font_and_always_the_same() {
    let data = Distribution {
        scale: (0.0, 100.0),
        decimals: 0,
        percent: true,
        step: 10.0,
        bins: vec![(0, 1); 10],
        pass: None,
        median: Some(50.0),
        mean: Some(50.0),
    };
    let draw = || {
        let picture = distribution(&data, Some("Überblick €"), Look::PLAIN).expect("a picture");
        (picture.png(1.0).expect("a PNG"), picture.lacking().to_vec())
    };
    let (png, lacking) = draw();
    assert_eq!(png, draw().0);
    assert!(lacking.is_empty());
    // Text was drawn: the ink of the title is somewhere in its line, which a missing font would
    // leave white.
    let pixels = resvg::tiny_skia::Pixmap::decode_png(&png).expect("the PNG");
    let dark = |y: u32| (24..160).filter_map(|x| pixels.pixel(x, y)).any(|p| p.red() < 60);
    assert!((24..44).any(dark));
}
