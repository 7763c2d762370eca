//! Reports in a real browser. Needs node, chromium and `npm ci --ignore-scripts` in
//! `tests/browser`; without them the test is passed over with a loud line, except where `CI` is
//! `true`, where it fails.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "figures for people to read")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// A program on the path.
fn program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}

/// Texts that would do harm if they were taken for anything but text.
const HOSTILE: [&str; 5] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(2)>",
    "'</style></title></textarea><svg onload=globalThis.owned=1>",
    "\u{202e}txet\u{1b}[31m\u{200b}\u{7}",
    "]]>--><!--{{constructor.constructor('alert(3)')()}}javascript:alert(4)",
];

fn hostile(folder: &Path) -> PathBuf {
    let blocks = ["customer_segments", "value_propositions", "channels", "revenue_streams"];
    let mut canvases = Vec::new();
    for (number, text) in HOSTILE.iter().enumerate() {
        let mut by_block = serde_json::Map::new();
        for block in blocks {
            let entries: Vec<_> = HOSTILE
                .iter()
                .map(|entry| serde_json::json!({"text": format!("{entry} customers pay € 5 a month"), "group": text}))
                .collect();
            by_block.insert(block.to_owned(), entries.into());
        }
        canvases.push(serde_json::json!({
            "canvas": format!("{text}{number}"), "title": text, "author": text, "date": text, "stage": text,
            "version": text, "blocks": by_block,
        }));
    }
    let file = folder.join("hostile.json");
    let text = serde_json::json!({ "canvases": canvases }).to_string();
    std::fs::write(&file, text).expect("a folder to write to");
    file
}

/// The example's canvases again and again, until there are a thousand.
fn large(folder: &Path, example: &Path) -> PathBuf {
    let text = std::fs::read_to_string(example).expect("the example");
    let (head, body) = text.split_once('\n').expect("a header");
    let mut out = format!("{head}\n");
    for copy in 0..84 {
        for line in body.lines() {
            let (id, rest) = line.split_once(',').unwrap_or((line, ""));
            out.push_str(&format!("{id}-{copy},{rest}\n"));
        }
    }
    let file = folder.join("large.csv");
    std::fs::write(&file, out).expect("a folder to write to");
    file
}

fn report(folder: &Path, kind: &str, input: &Path, language: &str) -> String {
    let output = folder.join(format!("{kind}.html"));
    let done = Command::new(env!("CARGO_BIN_EXE_bmc"))
        .args(["report", "--quiet", "--lang", language, "-o"])
        .arg(&output)
        .arg(input)
        .output()
        .expect("the program to start");
    assert!(done.status.success(), "{kind}: {}", String::from_utf8_lossy(&done.stderr));
    let size = std::fs::metadata(&output).expect("the report").len();
    assert!(size < 10_000_000, "{kind}: {size} bytes");
    format!("{kind}={}", output.display())
}

#[test]
fn reports_do_in_a_browser_what_they_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scripts = root.join("tests/browser");
    let node = program(&["node"]);
    let browser = program(&["chromium", "chromium-browser", "google-chrome"]);
    let packages = scripts.join("node_modules/playwright-core").is_dir();
    let (Some(node), Some(browser), true) = (node, browser, packages) else {
        let missing = "PASSED OVER: reports were not opened in a browser, since chromium, node or the packages of \
                       tests/browser (npm ci --ignore-scripts) are not there";
        assert!(std::env::var("CI").is_ok_and(|ci| ci == "true").eq(&false), "{missing}");
        eprintln!("\n{missing}\n");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let example = root.join("data/examples/portfolio.csv");
    let one = root.join("data/examples/versions/fietsherstel-de-ketting@v3.json");
    let pages = [
        report(at, "portfolio", &example, "en"),
        report(at, "versions", &root.join("data/examples/versions"), "nl"),
        report(at, "one", &one, "nl"),
        report(at, "hostile", &hostile(at), "en"),
        report(at, "large", &large(at, &example), "en"),
    ];
    let done = Command::new(node)
        .arg(scripts.join("check.mjs"))
        .arg(browser)
        .args(pages)
        .output()
        .expect("node to start");
    let said = String::from_utf8_lossy(&done.stdout);
    eprintln!("{said}");
    assert!(done.status.success(), "{said}\n{}", String::from_utf8_lossy(&done.stderr));
}
