//! What is written can be read: the contrast of the style sheet's colours, by day and by night (WCAG 2.2, 1.4.3 and
//! 1.4.11).
use std::collections::BTreeMap;

const STYLE_SHEET: &str = include_str!("../assets/admin.css");

/// What is written on every surface.
const TEXTS: [&str; 5] = ["ink", "soft", "link", "danger", "success"];
const SURFACES: [&str; 6] = [
    "paper",
    "raised",
    "sunken",
    "danger-wash",
    "warning-wash",
    "success-wash",
];
/// What is written elsewhere, and on what.
const LETTERING: [(&str, &str); 4] = [
    ("cloth-ink", "cloth"),
    ("fill-ink", "action"),
    ("fill-ink", "action-hover"),
    ("fill-ink", "danger-fill"),
];
/// What says something without words: edges of fields, the focus, marks, charts and ticks.
const SIGNS: [(&str, &[&str]); 6] = [
    ("rule-strong", &SURFACES),
    ("focus", &SURFACES),
    ("warning", &SURFACES),
    ("mark", &["paper", "raised", "sunken"]),
    ("action", &["paper", "raised"]),
    ("gilt", &["cloth"]),
];
/// Lines between things that stand apart without them.
const ORNAMENTS: [&str; 1] = ["rule"];

/// Each colour by its name: by day, and by night.
fn colours() -> BTreeMap<&'static str, [[f64; 3]; 2]> {
    let mut colours = BTreeMap::new();
    for line in STYLE_SHEET.lines() {
        let Some((name, value)) = line
            .trim()
            .strip_prefix("--")
            .and_then(|rule| rule.split_once(": light-dark("))
        else {
            continue;
        };
        let (day, night) = value.trim_end_matches(");").split_once(", ").unwrap();
        colours.insert(name, [day, night].map(channels));
    }
    colours
}

fn channels(colour: &str) -> [f64; 3] {
    let digits = colour.strip_prefix('#').unwrap();
    assert_eq!(digits.len(), 6, "{colour}");
    [0, 2, 4].map(|place| {
        let channel = u8::from_str_radix(&digits[place..place + 2], 16).unwrap();
        f64::from(channel) / 255.0
    })
}

/// The relative luminance, as WCAG defines it.
fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(|channel| {
        if channel <= 0.04045 {
            channel / 12.92
        } else {
            ((channel + 0.055) / 1.055).powf(2.4)
        }
    });
    0.0722f64.mul_add(blue, 0.2126f64.mul_add(red, 0.7152 * green))
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn texts_and_signs_stand_out_from_what_they_are_on_by_day_and_by_night() {
    let colours = colours();
    let texts = TEXTS
        .iter()
        .flat_map(|text| SURFACES.map(|surface| (*text, surface, 4.5)));
    let lettering = LETTERING.map(|(text, surface)| (text, surface, 4.5));
    let signs = SIGNS
        .iter()
        .flat_map(|(sign, surfaces)| surfaces.iter().map(|surface| (*sign, *surface, 3.0)));
    for (what, on, least) in texts.chain(lettering).chain(signs) {
        for (place, time) in ["day", "night"].into_iter().enumerate() {
            let is = contrast(colours[what][place], colours[on][place]);
            assert!(is >= least, "{what} on {on} by {time}: {is:.2}");
        }
    }
}

#[test]
fn no_colour_of_the_style_sheet_is_left_unmeasured() {
    let measured: Vec<&str> = TEXTS
        .into_iter()
        .chain(SURFACES)
        .chain(LETTERING.into_iter().flat_map(<[&str; 2]>::from))
        .chain(SIGNS.into_iter().map(|(sign, _)| sign))
        .chain(ORNAMENTS)
        .collect();
    for name in colours().keys() {
        assert!(measured.contains(name), "{name} is on nothing");
    }
    let (_, rules) = STYLE_SHEET.split_once("\n}\n").unwrap();
    for line in rules.lines() {
        assert!(
            !line.contains(": #") && !line.contains(" #"),
            "a colour without a name: {line}"
        );
    }
}
