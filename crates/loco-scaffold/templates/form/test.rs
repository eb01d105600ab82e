//! The form for «article» «human».

use «library»::<% if has.fractions %>{forms::{«pascal»Form, Fields as _}, views::Language}<% else %>forms::{«pascal»Form, Fields as _}<% endif %>;

/// The form as somebody sends it.
fn sent(fields: &[(&str, &str)]) -> «pascal»Form {
    let fields: serde_json::Map<String, serde_json::Value> = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).into()))
        .collect();
    serde_json::from_value(fields.into()).expect("every field is a text")
}

const FILLED_IN: &[(&str, &str)] = &[
<%- for field in fields %>
    ("«field.name»", «field.written»),
<%- endfor %>
];

#[test]
fn what_is_filled_in_is_taken_and_shown_again() {
    let form = sent(FILLED_IN);
    assert!(form.values(<% if has.fractions %>Language::English<% endif %>).is_ok(), "{:?}", form.values(<% if has.fractions %>Language::English<% endif %>));
    let typed: Vec<&str> = form.typed().into_iter().map(|(name, _)| name).collect();
    let names: Vec<&str> = FILLED_IN.iter().map(|(name, _)| *name).collect();
    assert_eq!(typed, names);
}

#[test]
fn what_must_be_filled_in_is_missed_and_nothing_else() {
    let mut missed: Vec<&str> = sent(&[])
        .values(<% if has.fractions %>Language::English<% endif %>)
        .err()
        .map(|errors| errors.fields().collect())
        .unwrap_or_default();
    let mut needed: Vec<&str> = vec![<% for field in fields %><% if field.required %>"«field.name»", <% endif %><% endfor %>];
    needed.sort_unstable();
    missed.sort_unstable();
    assert_eq!(missed, needed);
}
<% if has.reasons %>
#[test]
fn what_makes_no_sense_is_refused_at_its_field() {
    let each = [<% for field in fields %><% if field.parse or field.kind == "choice" %>"«field.name»", <% endif %><% endfor %>];
    for wrong in each {
        let fields: Vec<(&str, &str)> = FILLED_IN
            .iter()
            .map(|(name, value)| (*name, if *name == wrong { "nonsense" } else { *value }))
            .collect();
        let errors = sent(&fields).values(<% if has.fractions %>Language::English<% endif %>).expect_err("it is refused");
        assert_eq!(errors.fields().collect::<Vec<_>>(), [wrong]);
    }
}
<% endif %>
