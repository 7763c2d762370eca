//! A link that names nothing on the canvas.

use crate::balance::finding::{Unjudged, Value};
use crate::balance::scene::{Items, Scene};

pub(super) fn run(scene: &Scene<'_>, items: &mut Items<'_>) {
    let ties = scene.ties;
    if ties.links == 0 {
        return items.cannot(Unjudged::NoneOfKind);
    }
    for _ in ties.broken.len()..ties.links as usize {
        items.holds();
    }
    for broken in &ties.broken {
        let values = vec![
            ("item", scene.name(broken.place)),
            ("link", Value::Text(broken.link.to_owned())),
        ];
        let evidence = vec![scene.evidence(broken.place, vec![broken.link.to_owned()])];
        items.fails("broken", values, evidence);
    }
}
