//! Declarations that cannot work stop the start, with a sentence that says what to do.
use crate::support::models::{authors, books, genres};
use crate::support::{AuthorAdmin, BookAdmin, GenreAdmin};
use books::Column as B;
use loco_admin::{
    Action, AdminSite, Col, Filter, Inline, Many, ModelAdmin, Options, Widget, named, row,
};

macro_rules! declared {
    ($options:expr) => {{
        struct Wrong;
        impl ModelAdmin for Wrong {
            type Entity = books::Entity;
            const APP: &'static str = "catalog";
            fn options() -> Options<books::Entity> {
                $options
            }
        }
        AdminSite::new().add::<Wrong>().problems()
    }};
}

#[test]
fn a_site_in_order_has_no_problems() {
    let site = AdminSite::new()
        .add::<BookAdmin>()
        .add::<AuthorAdmin>()
        .add::<GenreAdmin>();
    assert_eq!(site.problems(), Vec::<String>::new());
    let permissions: Vec<String> = site
        .permissions()
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(permissions[0], "catalog.view_book");
    assert_eq!(permissions.len(), 13);
    assert!(
        permissions.contains(&"catalog.decide_print".to_owned()),
        "what fields need can be given out as well"
    );
}

#[test]
fn a_model_that_would_be_called_by_the_sites_own_words_is_refused() {
    struct SaveAdmin;
    impl ModelAdmin for SaveAdmin {
        type Entity = genres::Entity;
        const APP: &'static str = "catalog";
        const MODEL: &'static str = "save";
    }
    let problems = AdminSite::new().add::<SaveAdmin>().problems();
    assert_eq!(
        problems,
        [
            "admin: the message admin-save is the site's own, and would name a model or a field; give the model \
             another MODEL, or the field another name."
        ]
    );
}

#[test]
fn each_mistake_names_the_model_the_field_and_the_remedy() {
    let cases = [
        (
            declared!(Options::new().filters([Filter::field(B::Title)])),
            "admin books: title: a filter cannot tell which values to offer; give the field .choices(…), or use Filter::empty or Filter::custom.",
        ),
        (
            declared!(Options::new().filters([Filter::operators(B::AuthorId)])),
            "admin books: author_id: Filter::operators compares texts, numbers, days, choices and yes/no that are not secret; use Filter::field or Filter::custom.",
        ),
        (
            declared!(Options::new().widget(B::AuthorId, Widget::Autocomplete)),
            "admin books: author_id: register the model of authors as well, so that it can be searched.",
        ),
        (
            declared!(Options::new().fieldset("", [row![named("nothing")]])),
            "admin books: nothing: the form names a field that is not there; declare it with .many(…) or .computed(…).",
        ),
        (
            declared!(Options::new().fieldset("", [row![B::Title], row![B::Title]])),
            "admin books: title: the form has this field twice; take one out.",
        ),
        (
            declared!(Options::new().many(Many::to("genres", genres::Entity))),
            "admin books: genres: register the model of genres as well, .hidden() if it needs no place on the index.",
        ),
        (
            declared!(Options::new().inline(Inline::tabular(authors::Column::Id))),
            "admin books: inline authors: register its model as well, .hidden() if it needs no place on the index.",
        ),
        (
            declared!(Options::new().action(Action::new("lend", "Lend"))),
            "admin books: lend: the action does nothing; give it .within(…) or .each(…).",
        ),
        (
            declared!(Options::new().date_hierarchy(B::Title)),
            "admin books: title: date_hierarchy wants a date or an instant.",
        ),
        (
            declared!(Options::new().list([Col::field(B::Id).editable()])),
            "admin books: id: only a column of the table that is not read-only can be edited in the list; take .editable() away.",
        ),
        (
            declared!(Options::new().bulk_edit([B::Id])),
            "admin books: id: only a column of the table that is not read-only can be changed over several rows; take it out of .bulk_edit(…).",
        ),
        (
            declared!(Options::new().per_page(0)),
            "admin books: per_page: give a number from 1 to 1000.",
        ),
    ];
    for (problems, wanted) in cases {
        assert_eq!(problems, [wanted]);
    }
}

#[test]
fn two_models_cannot_share_an_address_or_a_table() {
    let problems = AdminSite::new()
        .add::<GenreAdmin>()
        .add::<GenreAdmin>()
        .problems();
    assert_eq!(problems.len(), 2);
    assert!(problems[0].contains("give one of them another SLUG"));
}
