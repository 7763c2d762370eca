//! A finished chart: as SVG, and as PNG of that same SVG.

use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

use resvg::{tiny_skia, usvg};

use super::error::ChartError;
use super::font;
use super::paper::{HATCH, UNITS};
use plotters::style::RGBColor;

/// A finished chart.
#[derive(Clone, Debug)]
pub struct Picture {
    width: f64,
    height: f64,
    title: String,
    description: String,
    hatch: RGBColor,
    ground: RGBColor,
    /// The drawn elements, without the root.
    body: String,
    lacking: Vec<char>,
}

/// The typefaces of which the first one present is used. All have the widths of the embedded one.
const FAMILIES: &str = "Arial, Helvetica, 'Liberation Sans', 'Arimo', sans-serif";
/// The most pixels of a PNG: 64 million take 256 MB while it is drawn.
const MOST_PIXELS: f64 = 64e6;

impl Picture {
    /// From plotters' SVG.
    pub(super) fn new(
        drawn: &str,
        (width, height): (f64, f64),
        (title, description): (String, String),
        (ground, hatch): (RGBColor, RGBColor),
        lacking: Vec<char>,
    ) -> Self {
        Self { width, height, title, description, hatch, ground, body: body(drawn), lacking }
    }

    /// Width and height in pixels.
    #[must_use]
    pub const fn size(&self) -> (f64, f64) {
        (self.width, self.height)
    }

    /// What the chart is called.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What can be read from it, in words.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The characters in it that the embedded font lacks: an SVG viewer finds them in another
    /// font, a PNG shows boxes for them.
    #[must_use]
    pub fn lacking(&self) -> &[char] {
        &self.lacking
    }

    /// A whole SVG file.
    #[must_use]
    pub fn svg(&self) -> String {
        self.element("")
    }

    /// An SVG element for a page with others on it: `prefix` keeps their ids apart. It has a
    /// `viewBox`, and its height is left to the page. No line breaks stand between its parts: in a
    /// page each would be a node of its own.
    #[must_use]
    pub fn inline(&self, prefix: &str) -> String {
        self.element(prefix).replace(">\n<", "><")
    }

    fn element(&self, prefix: &str) -> String {
        let (w, h) = ((self.width * UNITS).round(), (self.height * UNITS).round());
        let mut out = String::with_capacity(self.body.len() + 1200);
        let size = if prefix.is_empty() {
            format!("width=\"{:.0}\" height=\"{:.0}\" ", self.width, self.height)
        } else {
            format!("width=\"{:.0}\" ", self.width)
        };
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" {size}viewBox=\"0 0 {w} {h}\" role=\"img\" \
             aria-labelledby=\"{prefix}title {prefix}desc\" font-family=\"{FAMILIES}\">\n\
             <title id=\"{prefix}title\">{}</title>\n<desc id=\"{prefix}desc\">{}</desc>\n",
            escaped(&self.title),
            escaped(&self.description)
        );
        let hatched = format!("fill=\"{}\"", hex(HATCH));
        if self.body.contains(&hatched) {
            let _ = writeln!(
                out,
                "<defs><pattern id=\"{prefix}hatch\" width=\"60\" height=\"60\" \
                 patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
                 <rect width=\"60\" height=\"60\" fill=\"{}\"/>\
                 <rect width=\"14\" height=\"60\" fill=\"{}\"/></pattern></defs>",
                hex(self.ground),
                hex(self.hatch)
            );
            out.push_str(&self.body.replace(&hatched, &format!("fill=\"url(#{prefix}hatch)\"")));
        } else {
            out.push_str(&self.body);
        }
        out.push_str("</svg>\n");
        out
    }

    /// The same picture as PNG, with the embedded font and no other; `scale` is pixels of the PNG
    /// per pixel of the SVG.
    ///
    /// # Errors
    /// When the picture would have more than 64 million pixels.
    pub fn png(&self, scale: f64) -> Result<Vec<u8>, ChartError> {
        let (width, height) = ((self.width * scale).ceil(), (self.height * scale).ceil());
        if !scale.is_finite() || scale <= 0.0 || width * height > MOST_PIXELS {
            return Err(ChartError::TooLarge(format!(
                "a PNG of {width:.0} by {height:.0} pixels is more than can be drawn: choose a \
                 smaller scale, show fewer canvases, or write SVG"
            )));
        }
        let failed = |what: &str| ChartError::Drawing(what.to_owned());
        let mut options =
            usvg::Options { font_family: font::FAMILY.to_owned(), ..Default::default() };
        options.fontdb = fonts();
        let tree = usvg::Tree::from_str(&self.svg(), &options)
            .map_err(|error| ChartError::Drawing(error.to_string()))?;
        let mut pixels = tiny_skia::Pixmap::new(width as u32, height as u32)
            .ok_or_else(|| failed("no room for the pixels"))?;
        let factor = scale as f32;
        resvg::render(
            &tree,
            tiny_skia::Transform::from_scale(factor, factor),
            &mut pixels.as_mut(),
        );
        pixels.encode_png().map_err(|error| ChartError::Drawing(error.to_string()))
    }
}

/// A font database with the embedded font alone.
fn fonts() -> Arc<usvg::fontdb::Database> {
    static FONTS: OnceLock<Arc<usvg::fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut fonts = usvg::fontdb::Database::new();
        for file in font::FILES {
            fonts.load_font_source(usvg::fontdb::Source::Binary(Arc::new(file)));
        }
        fonts.set_sans_serif_family(font::FAMILY);
        fonts.set_serif_family(font::FAMILY);
        Arc::new(fonts)
    };
    Arc::clone(FONTS.get_or_init(load))
}

fn hex(color: RGBColor) -> String {
    format!("#{:02X}{:02X}{:02X}", color.0, color.1, color.2)
}

/// A text as the content of an element.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c if is_xml(c) => out.push(c),
            _ => out.push('\u{fffd}'),
        }
    }
    out
}

/// Whether XML 1.0 allows a character.
const fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{20}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

/// plotters' elements without its root, one a line, in fewer words.
fn body(drawn: &str) -> String {
    let mut out = String::with_capacity(drawn.len());
    let mut in_text = false;
    for line in drawn.lines() {
        if line.starts_with("<svg") || line == "</svg>" {
            continue;
        }
        if in_text {
            if line == "</text>" {
                out.push_str("</text>\n");
                in_text = false;
            } else {
                out.extend(line.chars().map(|c| if is_xml(c) { c } else { '\u{fffd}' }));
            }
            continue;
        }
        in_text = line.starts_with("<text");
        out.push_str(&shortened(line));
        if !in_text {
            out.push('\n');
        }
    }
    out
}

/// A tag without what goes without saying, and with whole font sizes.
fn shortened(tag: &str) -> String {
    let mut tag = tag.to_owned();
    for superfluous in [
        " opacity=\"1\"",
        " stroke=\"none\"",
        " dy=\"-0.5ex\"",
        " font-family=\"sans-serif\"",
        " text-anchor=\"start\"",
    ] {
        tag = tag.replace(superfluous, "");
    }
    if tag.starts_with("<circle") && !tag.contains("stroke=\"") {
        tag = tag.replace(" stroke-width=\"1\"", "");
    }
    const SIZE: &str = " font-size=\"";
    if let Some(start) = tag.find(SIZE).map(|at| at + SIZE.len())
        && let Some(length) = tag[start..].find('"')
        && let Ok(size) = tag[start..start + length].parse::<f64>()
    {
        tag.replace_range(start..start + length, &format!("{}", size.round()));
    }
    tag
}
