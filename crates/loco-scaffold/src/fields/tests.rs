//! What the command line says of fields, and what it may not.

use super::*;

fn field(text: &str) -> Field {
    Field::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn refusal(texts: &[&str]) -> String {
    let texts: Vec<String> = texts.iter().map(ToString::to_string).collect();
    parse(&texts).expect_err("refused").to_string()
}

#[test]
fn marks_say_what_must_be_there_and_unlike_all_others() {
    assert!(field("title:string!").required);
    assert!(field("isbn:string^").required && field("isbn:string^").unique);
    for text in ["due:date", "due:date?", "summary:text"] {
        assert!(!field(text).required, "{text}");
    }
}

#[test]
fn lengths_are_said_in_brackets_or_behind_a_colon() {
    assert_eq!(field("code:string(20)^").kind, Kind::Line { max: 20 });
    assert_eq!(field("code:string:20").kind, Kind::Line { max: 20 });
    assert_eq!(field("summary:text").kind, Kind::Paragraphs { max: 1_000 });
    assert!(refusal(&["code:string(0)"]).contains("from 1 to"));
}

#[test]
fn digits_are_counted() {
    for (text, digits, behind) in [
        ("price:decimal", 12, 2),
        ("price:decimal:8:3!", 8, 3),
        ("price:decimal(8,3)", 8, 3),
        ("price:decimal_len:8:3", 8, 3),
        ("price:decimal:5", 5, 0),
    ] {
        assert_eq!(field(text).kind, Kind::Decimal { digits, behind }, "{text}");
    }
    for text in [
        "price:decimal:16:2",
        "price:decimal:2:3",
        "price:decimal:x",
        "price:decimal:0:0",
    ] {
        assert!(refusal(&[text]).contains("behind the point"), "{text}");
    }
}

#[test]
fn other_types_have_forms_too() {
    for (text, kind) in [
        ("weight:float!", Kind::Float),
        ("weight:double", Kind::Float),
        ("opens:time", Kind::Time),
        ("begins:date_time!", Kind::Moment),
        ("serial:uuid^", Kind::Uuid),
        ("extra:json", Kind::Json),
        ("extra:jsonb!", Kind::Json),
    ] {
        assert_eq!(field(text).kind, kind, "{text}");
    }
}

#[test]
fn choices_are_words() {
    let both = [
        field("format:enum:hardback,e_book!"),
        field("format:enum(hardback,EBook)!"),
    ];
    for one in &both {
        assert_eq!(
            one.kind,
            Kind::Choice(vec!["hardback".into(), "e_book".into()])
        );
        assert!(one.required);
    }
    assert!(refusal(&["format:enum:a,A"]).contains("twice"));
    assert!(refusal(&["format:enum:a"]).contains("two choices"));
}

#[test]
fn references_point_to_what_they_are_named_after_or_to_what_is_said() {
    let author = field("author:references");
    assert_eq!(
        (author.column().as_str(), author.required),
        ("author_id", true)
    );
    assert!(!field("author:references?").required);
    for text in [
        "reviewer:references:author?",
        "reviewer:references(author)?",
        "reviewer_id:references?:author",
    ] {
        let reviewer = field(text);
        assert_eq!(
            reviewer.kind,
            Kind::Reference(Name::of_target("author")),
            "{text}"
        );
        assert_eq!(
            (reviewer.column().as_str(), reviewer.required),
            ("reviewer_id", false),
            "{text}"
        );
    }
    assert_eq!(
        field("genres:many-to-many").kind,
        Kind::Many(Name::of_target("genre"))
    );
    assert_eq!(
        field("tags:m2m:genre").kind,
        Kind::Many(Name::of_target("genre"))
    );
    assert!(refusal(&["genre:many-to-many"]).contains("genres"));
}

#[test]
fn a_mistake_is_named_with_what_was_meant() {
    assert!(refusal(&["title:sting"]).contains("`title:string`"));
    assert!(refusal(&["title"]).contains("no type"));
    assert!(refusal(&["title:string", "Title:text"]).contains("twice"));
    assert!(refusal(&["cover:blob"]).contains("generate migration"));
    assert!(refusal(&["at:tstz"]).contains("generate migration"));
    assert!(refusal(&["type:string"]).contains("Rust's own"));
    assert!(refusal(&["id:int"]).contains("every resource has it"));
    assert!(refusal(&["title:string!", "sort_title:string"]).contains("ordered by"));
    assert!(refusal(&["author:references", "author_id:int"]).contains("twice"));
    assert!(refusal(&["title:string!?"]).contains("both"));
    assert!(refusal(&["x:bool^"]).contains("unique"));
    for text in ["x:json^", "x:float^", "x:text^", "x:enum:a,b^"] {
        assert!(refusal(&[text]).contains("unique"), "{text}");
    }
}
