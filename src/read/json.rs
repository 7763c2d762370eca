//! JSON as a tree that keeps the order of keys and refuses doubles.

use std::fmt;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

/// A JSON value. Numbers are kept as decimal text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as decimal text.
    Number(String),
    /// A text.
    String(String),
    /// Values in their order.
    Array(Vec<Self>),
    /// Keys with their values, in the order of the text; no key stands in it twice.
    Object(Vec<(String, Self)>),
}

impl Json {
    /// Reads one value that is the whole text.
    ///
    /// `serde_json` stops at 128 levels, so deep nesting cannot exhaust the stack.
    ///
    /// # Errors
    /// When the text is no JSON, or a key stands twice in an object.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The text of a string, number or boolean; `None` for anything else.
    #[must_use]
    pub fn scalar(&self) -> Option<String> {
        match self {
            Self::String(text) | Self::Number(text) => Some(text.clone()),
            Self::Bool(value) => Some(value.to_string()),
            Self::Null | Self::Array(_) | Self::Object(_) => None,
        }
    }

    /// What it is, for messages.
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::String(_) => "a text",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }
}

/// Values in a list that is no list of canvases, and keys of an object, at most: thousands of times
/// what a canvas holds, so that a file cannot take memory out of proportion to its size.
const MOST_ITEMS: usize = 20_000;

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Tree { depth: 0, canvases: true })
    }
}

/// A value while it is being read.
#[derive(Clone, Copy)]
struct Tree {
    depth: usize,
    /// Whether a list here may be one of canvases, of which there may be any number.
    canvases: bool,
}

impl Tree {
    fn below(self, key: &str) -> Self {
        let canvases = self.depth == 0 && key.eq_ignore_ascii_case("canvases");
        Self { depth: self.depth + 1, canvases }
    }
}

impl<'de> DeserializeSeed<'de> for Tree {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        // The shortest text that gives the same number: what the file said, up to 15 digits.
        Ok(Json::Number(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Json, E> {
        Ok(Json::String(value))
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_none<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(self.below(""))? {
            if array.len() >= MOST_ITEMS && !(self.canvases && matches!(item, Json::Object(_))) {
                let message = format!("a list holds more than {MOST_ITEMS} values");
                return Err(de::Error::custom(message));
            }
            array.push(item);
        }
        Ok(Json::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut object: Vec<(String, Json)> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        while let Some(key) = items.next_key::<String>()? {
            if !seen.insert(key.clone()) {
                return Err(de::Error::custom(format!("the key \"{key}\" stands here twice")));
            }
            if object.len() >= MOST_ITEMS {
                let message = format!("an object has more than {MOST_ITEMS} keys");
                return Err(de::Error::custom(message));
            }
            let value = items.next_value_seed(self.below(&key))?;
            object.push((key, value));
        }
        Ok(Json::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn numbers_keep_their_digits() {
        assert_eq!(Json::parse("12.5").unwrap(), Json::Number("12.5".into()));
        assert_eq!(Json::parse("1250000").unwrap(), Json::Number("1250000".into()));
    }

    #[test]
    fn double_keys_and_deep_nesting_are_refused() {
        let error = Json::parse("{\"a\": 1,\n \"a\": 2}").unwrap_err().to_string();
        assert!(error.contains("the key \"a\" stands here twice at line 2"), "{error}");
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        assert!(Json::parse(&deep).unwrap_err().to_string().contains("recursion limit"));
    }
}
