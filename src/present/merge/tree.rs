//! JSON with conflicts in it, and writing it.

use super::Marks;
use crate::read::Json;

/// A value, in which there may be conflicts.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Value(Json),
    Object(Vec<Part<(String, Self)>>),
    Array(Vec<Part<Self>>),
}

/// A member of an object or an item of an array, or several versions of some: base, ours, theirs.
#[derive(Clone, Debug)]
pub(super) enum Part<T> {
    One(T),
    Conflict([Vec<T>; 3]),
}

/// Writes a tree, indented by `unit` per level; with an empty `unit` on one line.
pub(super) struct Writer<'m> {
    pub(super) unit: String,
    pub(super) marks: &'m Marks,
    pub(super) conflicts: usize,
}

impl Writer<'_> {
    /// The tree as text that ends in a line feed.
    pub(super) fn write(&mut self, node: &Node) -> String {
        let mut out = String::new();
        self.node(&mut out, node, 0);
        out.push('\n');
        out
    }

    fn node(&mut self, out: &mut String, node: &Node, level: usize) {
        match node {
            Node::Value(value) => self.value(out, value, level),
            Node::Object(parts) => {
                let parts: Vec<Part<String>> = self.texts(parts, |writer, (key, node)| {
                    let mut text = format!("{}: ", quoted(key));
                    writer.node(&mut text, node, level + 1);
                    text
                });
                self.parts(out, ('{', '}'), parts, level);
            }
            Node::Array(parts) => {
                let parts: Vec<Part<String>> = self.texts(parts, |writer, node| {
                    let mut text = String::new();
                    writer.node(&mut text, node, level + 1);
                    text
                });
                self.parts(out, ('[', ']'), parts, level);
            }
        }
    }

    fn texts<T>(
        &mut self,
        parts: &[Part<T>],
        write: impl Fn(&mut Self, &T) -> String,
    ) -> Vec<Part<String>> {
        let mut texts = Vec::with_capacity(parts.len());
        for part in parts {
            texts.push(match part {
                Part::One(item) => Part::One(write(self, item)),
                Part::Conflict(sides) => {
                    let [base, ours, theirs] = sides;
                    let mut side =
                        |items: &[T]| items.iter().map(|item| write(self, item)).collect();
                    Part::Conflict([side(base), side(ours), side(theirs)])
                }
            });
        }
        texts
    }

    fn value(&mut self, out: &mut String, value: &Json, level: usize) {
        match value {
            Json::Null => out.push_str("null"),
            Json::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Json::Number(text) => out.push_str(text),
            Json::String(text) => out.push_str(&quoted(text)),
            Json::Array(items) => {
                let parts = items.iter().cloned().map(Node::Value).map(Part::One);
                self.node(out, &Node::Array(parts.collect()), level);
            }
            Json::Object(fields) => {
                let parts = fields.iter().cloned().map(|(key, value)| (key, Node::Value(value)));
                self.node(out, &Node::Object(parts.map(Part::One).collect()), level);
            }
        }
    }

    /// Parts between brackets, each but the last with a comma, whichever side is taken.
    fn parts(
        &mut self,
        out: &mut String,
        (open, close): (char, char),
        parts: Vec<Part<String>>,
        level: usize,
    ) {
        out.push(open);
        let parts = with_whole_end(parts);
        if parts.is_empty() {
            out.push(close);
            return;
        }
        let any_conflict = parts.iter().any(|part| matches!(part, Part::Conflict(_)));
        if self.unit.is_empty() && !any_conflict {
            let items: Vec<&str> = parts
                .iter()
                .filter_map(
                    |part| if let Part::One(text) = part { Some(text.as_str()) } else { None },
                )
                .collect();
            out.push_str(&items.join(","));
            out.push(close);
            return;
        }
        let indent = self.unit.repeat(level + 1);
        out.push('\n');
        let count = parts.len();
        for (number, part) in parts.into_iter().enumerate() {
            let comma = number + 1 < count;
            match part {
                Part::One(text) => out.push_str(&line(&indent, &text, comma)),
                Part::Conflict(sides) => {
                    self.conflicts += 1;
                    let side = |texts: &[String]| -> String {
                        let last = texts.len().saturating_sub(1);
                        let lines = texts.iter().enumerate();
                        lines.map(|(at, t)| line(&indent, t, comma || at < last)).collect()
                    };
                    let [base, ours, theirs] = sides.each_ref().map(|texts| side(texts));
                    self.marks.write(out, [&base, &ours, &theirs]);
                }
            }
        }
        out.push_str(&self.unit.repeat(level));
        out.push(close);
    }
}

fn line(indent: &str, text: &str, comma: bool) -> String {
    format!("{indent}{text}{}\n", if comma { "," } else { "" })
}

/// If the last part is a conflict in which a side is empty, what stands before it would have a
/// comma too many when that side is taken: so it is drawn into the conflict.
fn with_whole_end(mut parts: Vec<Part<String>>) -> Vec<Part<String>> {
    while parts.len() > 1 {
        let Some(Part::Conflict(sides)) = parts.last() else { break };
        if sides.iter().all(|side| !side.is_empty()) {
            break;
        }
        let (Some(Part::Conflict(last)), Some(before)) = (parts.pop(), parts.pop()) else { break };
        let mut drawn = match before {
            Part::One(text) => [vec![text.clone()], vec![text.clone()], vec![text]],
            Part::Conflict(sides) => sides,
        };
        for (drawn, last) in drawn.iter_mut().zip(last) {
            drawn.extend(last);
        }
        parts.push(Part::Conflict(drawn));
    }
    parts
}

/// A text as a JSON string.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::{Marks, Node, Part, Writer};
    use crate::read::Json;

    fn text(text: &str) -> Node {
        Node::Value(Json::String(text.to_owned()))
    }

    fn written(parts: Vec<Part<Node>>) -> String {
        let label = |name: &str| name.to_owned();
        let (ours, base, theirs) = (label("ours"), label("base"), label("theirs"));
        let marks = Marks { length: 7, ours, base, theirs };
        let mut writer = Writer { unit: "  ".to_owned(), marks: &marks, conflicts: 0 };
        writer.write(&Node::Array(parts))
    }

    /// What is left when a side of each conflict is taken.
    fn taken(text: &str, side: usize) -> String {
        let mut here = 3;
        let mut out = String::new();
        for line in text.lines() {
            match line.get(..7) {
                Some("<<<<<<<") => here = 0,
                Some("|||||||") => here = 1,
                Some("=======") => here = 2,
                Some(">>>>>>>") => here = 3,
                _ if here == 3 || here == side => out.push_str(line),
                _ => {}
            }
        }
        out
    }

    #[test]
    fn whichever_side_is_taken_the_rest_is_json() {
        let conflict = || Part::Conflict([vec![text("b")], vec![], vec![text("c"), text("d")]]);
        let one = || Part::One(text("a"));
        for parts in [
            vec![conflict()],
            vec![one(), conflict()],
            vec![conflict(), one()],
            vec![one(), conflict(), conflict()],
        ] {
            let text = written(parts);
            for side in 0..3 {
                let left = taken(&text, side);
                assert!(Json::parse(&left).is_ok(), "side {side} of\n{text}gives\n{left}");
            }
        }
    }
}
