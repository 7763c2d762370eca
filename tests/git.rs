//! What a team sees when git calls the tool, with the git that is installed here.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const BMC: &str = env!("CARGO_BIN_EXE_bmc");

const FIRST: &str = r#"{
  "canvas": "bakery",
  "blocks": {
    "customer_segments": [
      "Families in the neighbourhood",
      "Cafés that want fresh bread every morning"
    ],
    "channels": [
      "Shop in the high street",
      "Delivery by cargo bicycle"
    ],
    "revenue_streams": [
      "Bread at the counter: € 3 per loaf"
    ]
  }
}
"#;

/// A repository of its own, untouched by whatever is configured on this machine.
struct Repository {
    folder: tempfile::TempDir,
}

impl Repository {
    fn new() -> Self {
        let repository = Self { folder: tempfile::tempdir().expect("as it should be") };
        repository.git(&["init", "-q", "-b", "main"]);
        repository.git(&["config", "user.name", "Tester"]);
        repository.git(&["config", "user.email", "tester@example.org"]);
        repository.write("shop.bmc.json", FIRST);
        repository.commit("first");
        repository
    }

    /// With the drivers set up by the program itself.
    fn installed() -> Self {
        let repository = Self::new();
        repository.bmc(&["git", "install"]);
        repository.commit("attributes");
        repository
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Output {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.path()).env_clear();
        command.env("PATH", std::env::var_os("PATH").expect("as it should be"));
        command.env("HOME", self.path()).env("LANG", "C").env("GIT_CONFIG_NOSYSTEM", "1");
        command.env("GIT_PAGER", "cat");
        command.output().expect("as it should be")
    }

    fn try_git(&self, arguments: &[&str]) -> (i32, String) {
        let output = self.command("git", arguments);
        let text = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap_or(-1), String::from_utf8(text).expect("as it should be"))
    }

    fn git(&self, arguments: &[&str]) -> String {
        let (code, text) = self.try_git(arguments);
        assert_eq!(code, 0, "git {arguments:?}: {text}");
        text
    }

    fn bmc(&self, arguments: &[&str]) -> String {
        let output = self.command(BMC, arguments);
        let text =
            String::from_utf8([output.stdout, output.stderr].concat()).expect("as it should be");
        assert!(output.status.success(), "bmc {arguments:?}: {text}");
        text
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path().join(name), text).expect("as it should be");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).expect("as it should be")
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", message]);
    }

    /// `main` and `other`, each with its own version of the canvas; `main` is checked out.
    fn branches(&self, main: &str, other: &str) {
        self.git(&["checkout", "-q", "-b", "other"]);
        self.write("shop.bmc.json", other);
        self.commit("other");
        self.git(&["checkout", "-q", "main"]);
        self.write("shop.bmc.json", main);
        self.commit("main");
    }
}

fn has(text: &str, wanted: &[&str]) {
    for one in wanted {
        assert!(text.contains(one), "'{one}' is not in\n{text}");
    }
}

#[test]
fn git_diff_shows_what_changed_in_the_business() {
    let repository = Repository::installed();
    repository.write("shop.bmc.json", &FIRST.replace("€ 3", "€ 4"));
    let text = repository.git(&["diff"]);
    has(&text, &["--- shop.bmc.json", "Revenue streams", "€ [-3-]{+4+} per loaf"]);
    assert!(!text.contains("@@"), "{text}");
    fs::create_dir(repository.path().join("sub")).expect("as it should be");
    let inside = repository.command("git", &["-C", "sub", "diff"]);
    assert_eq!(String::from_utf8(inside.stdout).expect("as it should be"), text);
    let (code, _) = repository.try_git(&["diff", "--exit-code"]);
    assert_eq!(code, 1);
}

#[test]
fn git_log_shows_it_by_entry_and_as_facts() {
    let repository = Repository::installed();
    repository.write("shop.bmc.json", &FIRST.replace("€ 3", "€ 4"));
    repository.commit("dearer");
    let text = repository.git(&["log", "-p", "-1", "--ext-diff"]);
    has(&text, &["dearer", "€ [-3-]{+4+} per loaf"]);
    let text = repository.git(&["log", "-p", "-1"]);
    has(&text, &["-- Bread at the counter: € 3 per loaf", "+- Bread at the counter: € 4 per loaf"]);
}

#[test]
fn git_difftool_shows_it_too() {
    let repository = Repository::installed();
    repository.write("shop.bmc.json", &FIRST.replace("€ 3", "€ 4"));
    let text = repository.git(&["difftool", "-y", "-t", "bmc"]);
    has(&text, &["€ [-3-]{+4+} per loaf"]);
    let text = repository.git(&["difftool", "-d", "-t", "bmc"]);
    has(&text, &["€ [-3-]{+4+} per loaf"]);
}

#[test]
fn a_renamed_and_a_deleted_canvas_are_shown() {
    let repository = Repository::installed();
    repository.git(&["mv", "shop.bmc.json", "my bakery.bmc.json"]);
    repository.write("my bakery.bmc.json", &FIRST.replace("€ 3", "€ 4"));
    repository.git(&["add", "-A"]);
    let text = repository.git(&["diff", "--cached", "-M"]);
    has(&text, &["shop.bmc.json → my bakery.bmc.json", "€ [-3-]{+4+} per loaf"]);
    repository.commit("renamed");
    repository.git(&["rm", "-q", "my bakery.bmc.json"]);
    let text = repository.git(&["diff", "--cached"]);
    has(&text, &["Canvas removed: bakery (5 entries)"]);
}

#[test]
fn what_is_no_canvas_any_more_is_shown_line_by_line() {
    let repository = Repository::installed();
    repository.write("shop.bmc.json", &FIRST.replace("\"channels\": [", "\"channels\": [["));
    let text = repository.git(&["diff"]);
    has(&text, &["@@", "+    \"channels\": [["]);
}

#[test]
fn changes_to_the_same_list_merge_cleanly() {
    let repository = Repository::installed();
    let other = FIRST.replace(
        "\"Delivery by cargo bicycle\"",
        "\"Delivery by cargo bicycle\",\n      \"Stall on the market\"",
    );
    let main = FIRST
        .replace("\"Delivery by cargo bicycle\"", "\"Delivery by electric cargo bicycle\"")
        .replace("€ 3", "€ 4");
    // The two touch neighbouring lines, which git alone cannot merge.
    let plain = Repository::new();
    plain.branches(&main, &other);
    assert_eq!(plain.try_git(&["merge", "-q", "other"]).0, 1);
    repository.branches(&main, &other);
    repository.git(&["merge", "-q", "-m", "merged", "other"]);
    let merged = repository.read("shop.bmc.json");
    let expected = main.replace(
        "\"Delivery by electric cargo bicycle\"",
        "\"Delivery by electric cargo bicycle\",\n      \"Stall on the market\"",
    );
    assert_eq!(merged, expected);
}

#[test]
fn two_prices_for_one_loaf_are_a_conflict_that_can_be_read() {
    let repository = Repository::installed();
    repository.branches(&FIRST.replace("€ 3", "€ 4"), &FIRST.replace("€ 3", "€ 5"));
    let (code, said) = repository.try_git(&["merge", "other"]);
    assert_eq!(code, 1, "{said}");
    has(&said, &["CONFLICT", "1 place to decide on"]);
    let text = repository.read("shop.bmc.json");
    has(&text, &["<<<<<<< ", "|||||||", "€ 3 per loaf", "=======", "€ 5 per loaf", ">>>>>>> "]);
    let marked = text.lines().filter(|line| line.contains("per loaf")).count();
    assert_eq!(marked, 3, "{text}");
    let (code, text) = repository.try_git(&["diff", "--ours"]);
    assert_eq!(code, 0, "{text}");
}

#[test]
fn tables_are_merged_row_by_row_and_other_formats_line_by_line() {
    let repository = Repository::installed();
    let table = "canvas,block,text\nbakery,channels,Shop\nbakery,channels,Web shop\n";
    repository.write("all.bmc.csv", table);
    repository.write("shop.bmc.md", "# Bakery\n\n## Channels\n\n- Shop\n- Web shop\n");
    repository.commit("two more");
    repository.git(&["checkout", "-q", "-b", "other"]);
    repository.write("all.bmc.csv", &format!("{table}bakery,channels,Market\n"));
    repository.write("shop.bmc.md", "# Bakery\n\n## Channels\n\n- Shop\n- Market\n");
    repository.commit("other");
    repository.git(&["checkout", "-q", "main"]);
    repository.write("all.bmc.csv", &table.replace("Web shop", "Web shop with click and collect"));
    repository.write("shop.bmc.md", "# Bakery\n\n## Channels\n\n- Shop\n- Web shop, new\n");
    repository.commit("main");
    assert_eq!(repository.try_git(&["merge", "other"]).0, 1);
    let expected = "canvas,block,text\nbakery,channels,Shop\n\
                    bakery,channels,Web shop with click and collect\nbakery,channels,Market\n";
    assert_eq!(repository.read("all.bmc.csv"), expected);
    has(&repository.read("shop.bmc.md"), &["<<<<<<<", "- Web shop, new", "- Market", ">>>>>>>"]);
}

#[test]
fn when_the_merge_driver_crashes_our_version_is_left_alone() {
    let repository = Repository::installed();
    let main = FIRST.replace("€ 3", "€ 4");
    repository.branches(&main, &FIRST.replace("€ 3", "€ 5"));
    let driver = format!("'{BMC}' git merge-driver no-such-file %A %B %L %P");
    repository.git(&["config", "merge.bmc.driver", &driver]);
    let (code, said) = repository.try_git(&["merge", "other"]);
    assert!(code > 0, "{said}");
    has(&said, &["no-such-file: cannot be read"]);
    assert_eq!(repository.read("shop.bmc.json"), main);
    let crashed = repository.command(BMC, &["git", "merge-driver", "a", "b", "c"]);
    assert_eq!(crashed.status.code(), Some(129));
}

#[test]
fn installing_says_what_it_writes_and_uninstalling_takes_it_back() {
    let repository = Repository::new();
    repository.write(".gitattributes", "*.png binary\n");
    let before = (repository.read(".git/config"), repository.read(".gitattributes"));
    let said = repository.bmc(&["git", "install", "--dry-run"]);
    has(&said, &["diff.bmc.command", "merge.bmc.driver", "*.bmc.json diff=bmc merge=bmc"]);
    let now = (repository.read(".git/config"), repository.read(".gitattributes"));
    assert_eq!(now, before);
    repository.bmc(&["git", "install", "--pattern", "canvas/*.json"]);
    repository.bmc(&["git", "install", "--pattern", "canvas/*.json"]);
    let attributes = repository.read(".gitattributes");
    has(&attributes, &["*.png binary\n", "canvas/*.json diff=bmc merge=bmc\n"]);
    assert_eq!(attributes.matches("diff=bmc").count(), 1);
    repository.bmc(&["git", "uninstall"]);
    assert_eq!(repository.read(".gitattributes"), before.1);
    assert!(!repository.read(".git/config").contains("bmc"));
    has(&repository.bmc(&["git", "uninstall"]), &["nothing to take back"]);
}

#[test]
fn installing_says_when_no_file_has_a_name_it_acts_on() {
    let repository = Repository::new();
    assert!(!repository.bmc(&["git", "install"]).contains("No file that git knows"));
    let said = repository.bmc(&["git", "install", "--pattern", "canvas.md"]);
    has(&said, &["No file that git knows is called canvas.md", "--pattern"]);
    fs::create_dir(repository.path().join("docs")).expect("as it should be");
    repository.write("docs/canvas.md", "# Shop\n");
    assert!(
        !repository
            .bmc(&["git", "install", "--pattern", "canvas.md"])
            .contains("No file that git knows")
    );
}

#[test]
fn a_side_may_be_what_git_has_under_a_revision() {
    let repository = Repository::new();
    repository.write("shop.bmc.json", &FIRST.replace("€ 3", "€ 4"));
    let output = repository.command(BMC, &["diff", "HEAD:shop.bmc.json", "shop.bmc.json"]);
    let said = String::from_utf8(output.stdout).expect("as it should be");
    has(&said, &["€ [-3-]{+4+} per loaf"]);
    assert!(!said.contains("New canvas"), "{said}");
    let table = "canvas,version,block,text\nshop,1,channels,Quay\nshop,2,channels,Web site\n";
    repository.write("both:shop.csv", table);
    let output = repository.command(BMC, &["diff", "both:shop.csv@1", "both:shop.csv@2"]);
    has(&String::from_utf8(output.stdout).expect("as it should be"), &["Web site"]);
    let output = repository.command(BMC, &["diff", "HEAD:shap.bmc.json", "shop.bmc.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let said = String::from_utf8(output.stderr).expect("as it should be");
    has(&said, &["HEAD:shap.bmc.json: no such file, and git says"]);
}

#[test]
fn installing_for_all_repositories_writes_to_the_users_own_files() {
    let repository = Repository::new();
    repository.bmc(&["git", "install", "--global"]);
    has(&repository.read(".gitconfig"), &["[merge \"bmc\"]"]);
    has(&repository.read(".config/git/attributes"), &["*.bmc.json diff=bmc merge=bmc"]);
    repository.write("shop.bmc.json", &FIRST.replace("€ 3", "€ 4"));
    has(&repository.git(&["diff"]), &["€ [-3-]{+4+} per loaf"]);
    repository.bmc(&["git", "uninstall", "--global"]);
    assert!(!repository.path().join(".config/git/attributes").exists());
}
