//! What narrows a list: filters, conditions, counts beside them, dates.
use crate::support::{TestApp, day};
use sea_orm::Set;

#[tokio::test]
async fn filters_let_through_what_they_say() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let other = app.author("Jane", "Austen").await;
    let novel = app.genre("Novel").await;
    let war = app
        .book_with("War", &author, |book| {
            book.status = Set("o".into());
            book.published = Set(Some(day(2026, 3, 14)));
            book.summary = Set("Long.".into());
        })
        .await;
    app.pair(&war, &novel).await;
    app.book_with("Emma", &other, |book| {
        book.in_print = Set(false);
        book.published = Set(Some(day(2025, 12, 31)));
    })
    .await;
    let rows = async |query: &str| {
        librarian
            .page(&format!("/admin/books/?{query}"))
            .await
            .rows()
    };
    assert_eq!(rows("status=o").await, ["War"]);
    assert_eq!(rows("in_print=false").await, ["Emma"]);
    assert_eq!(rows(&format!("author_id={}", author.id)).await, ["War"]);
    assert_eq!(rows(&format!("genre={}", novel.id)).await, ["War"]);
    assert_eq!(rows("summary__empty=1").await, ["Emma"]);
    assert_eq!(rows("summary__empty=0").await, ["War"]);
    assert_eq!(rows("title_length=short").await, ["Emma"]);
    assert_eq!(rows("published=past-7-days").await, ["War"]);
    assert_eq!(rows("published=this-year").await, ["War"]);
    assert_eq!(rows("published=before-today").await, ["Emma", "War"]);
    assert_eq!(
        rows("published__from=2025-12-31&published__to=2026-03-13").await,
        ["Emma"]
    );
    assert_eq!(rows("status=o&in_print=false").await, Vec::<String>::new());
    let page = librarian.page("/admin/books/?status=o").await;
    assert_eq!(page.texts(".filter [aria-current]")[0], "On loan");
    let page = librarian.page(&page.link("Clear all filters")).await;
    assert_eq!(page.rows(), ["Emma", "War"]);
}

#[tokio::test]
async fn conditions_are_put_together_and_each_can_be_taken_away_again() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    for (title, published) in [
        ("War and Peace", Some(day(1869, 1, 5))),
        ("The War", Some(day(1869, 1, 6))),
        ("100% true", None),
    ] {
        app.book_with(title, &author, |book| {
            book.published = Set(published);
            book.in_print = Set(published.is_some());
        })
        .await;
    }
    let rows = async |query: &str| {
        librarian
            .page(&format!("/admin/books/?{query}"))
            .await
            .rows()
    };
    let all = ["100% true", "The War", "War and Peace"];
    for (query, found) in [
        ("title__contains=war", &all[1..]),
        ("title__contains=0%25+t", &all[..1]),
        ("title__begins=WAR", &all[2..]),
        ("title__is=The+War", &all[1..2]),
        ("title__is=the+war", &[]),
        ("title__empty=1", &[]),
        ("title__empty=0", &all[..]),
        ("published__is=1869-01-05", &all[2..]),
        ("published__less=1869-01-06", &all[2..]),
        ("published__greater=1869-01-05", &all[1..2]),
        ("published__between=1869-01-05..1869-01-06", &all[1..]),
        ("published__between=1869-01-06..", &all[1..2]),
        ("published__between=..1869-01-05", &all[2..]),
        ("published__empty=1", &all[..1]),
        ("updated_at__is=2026-03-15", &all[..]),
        ("updated_at__greater=2026-03-15", &[]),
        ("in_print__not=true", &all[..1]),
        ("title__contains=war&title__contains=peace", &all[2..]),
    ] {
        assert_eq!(rows(query).await, found, "{query}");
    }
    assert_eq!(
        rows("published__not=1869-01-05").await,
        ["100% true", "The War"],
        "no day is another day"
    );
    let page = librarian
        .page("/admin/books/?title__op=contains&title__value=war&published__op=between&published__value=1869-01-05&published__and=1869-01-05&status=a")
        .await;
    assert_eq!(page.rows(), ["War and Peace"], "as the form sends them");
    assert_eq!(
        page.texts(".chips a"),
        [
            "Status: Available × take away",
            "Published is between 5 Jan 1869 – 5 Jan 1869 × take away",
            "Title contains war × take away",
        ]
    );
    let page = librarian
        .page(&page.link("Published is between 5 Jan 1869 – 5 Jan 1869 × take away"))
        .await;
    assert_eq!(page.rows(), ["The War", "War and Peace"]);
    assert_eq!(
        page.attributes("form[aria-label=Title] input[type=hidden]", "name"),
        ["status", "title__contains"],
        "what holds already goes along"
    );
    let page = librarian
        .page("/admin/books/?title__op=contains&title__value=&published__op=is&published__value=")
        .await;
    assert_eq!(page.rows(), all, "nothing was typed");
    let many: String = (0..40).map(|n| format!("title__contains={n}&")).collect();
    let answer = librarian.get(&format!("/admin/books/?{many}")).await;
    assert_eq!(answer.status, 400);
    assert!(answer.texts("main p")[0].starts_with("More than 30 conditions"));
}

#[tokio::test]
async fn counts_stand_beside_what_filters_offer_for_whoever_asks() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let novel = app.genre("Novel").await;
    app.genre("Poetry").await;
    for (title, status) in [("War", "a"), ("Emma", "a"), ("Lent", "o")] {
        let book = app
            .book_with(title, &author, |book| book.status = Set(status.into()))
            .await;
        app.pair(&book, &novel).await;
    }
    let page = librarian.page("/admin/books/").await;
    assert!(!page.has(".filter .count"), "they cost something");
    let page = librarian.page(&page.link("Show counts")).await;
    let links = page.texts(".filter li a");
    for offered in [
        "All 3",
        "Available 2",
        "On loan 1",
        "Lost 0",
        "Yes 3",
        "No 0",
        "Novel 3",
        "Poetry 0",
        "Short 2",
        "Not empty 0",
        "Tolstoy, Leo 3",
    ] {
        assert!(links.contains(&offered.to_owned()), "{offered}: {links:?}");
    }
    let page = librarian.page(&page.link("On loan 1")).await;
    let links = page.texts(".filter li a");
    for offered in ["All 3", "Available 2", "On loan 1", "Novel 1", "Yes 1"] {
        assert!(
            links.contains(&offered.to_owned()),
            "a filter counts without itself, the others with it: {offered}: {links:?}"
        );
    }
    let count = async |query: &str| {
        let before = app.queries();
        librarian.page(&format!("/admin/books/?{query}")).await;
        app.queries() - before
    };
    let (without, with) = (count("status=o").await, count("status=o&facets=1").await);
    assert_eq!(
        with,
        without + 3,
        "one for what is set, one for all others, one for the pairs"
    );
}

#[tokio::test]
async fn dates_open_up_by_years_months_and_days() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    for (title, date) in [
        ("Old", day(2024, 5, 1)),
        ("March", day(2026, 3, 2)),
        ("April", day(2026, 4, 30)),
    ] {
        app.book_with(title, &author, |book| book.published = Set(Some(date)))
            .await;
    }
    let page = librarian.page("/admin/books/").await;
    assert_eq!(page.texts(".period li"), ["2026", "2025", "2024"]);
    let page = librarian.page(&page.link("2026")).await;
    assert_eq!(page.rows(), ["April", "March"]);
    assert_eq!(
        page.texts(".period li"),
        ["‹ All dates", "2026", "March 2026", "April 2026"]
    );
    let page = librarian.page(&page.link("April 2026")).await;
    assert_eq!(page.rows(), ["April"]);
    let page = librarian.page(&page.link("30 Apr 2026")).await;
    assert_eq!(page.rows(), ["April"]);
}

#[tokio::test]
async fn many_rows_are_searched_for_and_not_listed() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    for number in 0..6 {
        app.author("Author", &format!("Number {number}")).await;
    }
    app.book("War", &author).await;
    let page = librarian.page("/admin/books/").await;
    let lookup = page.link("Choose …");
    let page = librarian.page(&format!("{lookup}&q=tolst")).await;
    assert_eq!(page.texts(".found a"), ["Tolstoy, Leo"]);
    let page = librarian.page(&page.link("Tolstoy, Leo")).await;
    assert_eq!(page.rows(), ["War"]);
    assert_eq!(page.texts(".filter strong"), ["Tolstoy, Leo"]);
    let json = librarian
        .for_json()
        .get("/admin/books/choices/author_id/?q=leo")
        .await;
    assert!(
        json.text.contains("\"label\":\"Tolstoy, Leo\""),
        "{}",
        json.text
    );
}

#[tokio::test]
async fn choices_are_for_those_who_may_see_what_they_are_about() {
    let app = TestApp::start().await;
    let somebody = app.staff_with(&["catalog.view_book"]).await;
    let answer = somebody.get("/admin/books/choices/author_id/?q=x").await;
    assert_eq!(answer.status, 403);
}

#[tokio::test]
async fn what_makes_no_sense_in_a_filter_comes_back_into_its_form_with_what_is_wrong() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    for (title, status) in [("War", "a"), ("Peace", "o")] {
        app.book_with(title, &author, |book| book.status = Set(status.into()))
            .await;
    }
    let day = "Please enter a day such as 2026-03-31.";
    for (query, operator, value, and, message) in [
        ("published__less=tomorrow", "less", "tomorrow", "", day),
        (
            "published__op=less&published__value=tomorrow",
            "less",
            "tomorrow",
            "",
            day,
        ),
        (
            "published__between=2026-01-01..2026-02-30",
            "between",
            "2026-01-01",
            "2026-02-30",
            day,
        ),
        (
            "published__between=2026-01-01",
            "between",
            "2026-01-01",
            "",
            "Please enter a beginning, an end, or both.",
        ),
    ] {
        let answer = librarian
            .get(&format!("/admin/books/?status=a&{query}"))
            .await;
        assert_eq!(answer.status, 400, "{query}");
        assert_eq!(answer.rows(), ["War"], "{query}: the rest holds");
        assert_eq!(answer.errors_at("published__value"), [message], "{query}");
        let typed = |name: &str| {
            answer.attributes(
                &format!("form[aria-label=Published] [name={name}]"),
                "value",
            )
        };
        assert_eq!(
            answer.attributes("[name=published__op] option[selected]", "value"),
            [operator],
            "{query}"
        );
        assert_eq!(typed("published__value"), [value], "{query}");
        assert_eq!(typed("published__and"), [and], "{query}");
        assert_eq!(typed("status"), ["a"], "{query}: what holds goes along");
        assert_eq!(
            answer.attributes("[name=published__value]", "type"),
            ["text"],
            "a browser shows no words in a field for a day"
        );
        assert!(
            answer.texts("[role=alert] li")[0].ends_with(message),
            "{query}"
        );
        assert!(
            !answer.link("Title").contains("published"),
            "no link goes on with it"
        );
    }
    let answer = librarian
        .get("/admin/books/?published__from=2026-02-30&published__to=2026-03-01&in_print__is=maybe")
        .await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.errors_at("published__from"), [day]);
    assert!(answer.errors_at("published__to").is_empty());
    assert_eq!(
        answer.attributes("[name=published__from]", "value"),
        ["2026-02-30"]
    );
    assert_eq!(
        answer.attributes(".range > label > [name=published__to]", "value"),
        ["2026-03-01"]
    );
    assert_eq!(
        answer.errors_at("in_print__value"),
        ["Please choose something that is offered."]
    );
    let german = librarian.clone().in_german();
    let answer = german.get("/admin/books/?published__less=morgen").await;
    assert_eq!(
        answer.texts("[role=alert] li"),
        ["Published ist vor „morgen“: Bitte geben Sie einen Tag ein, etwa 2026-03-31."]
    );
    // Where there is no form to come back to, nothing is done.
    let form = [
        ("_action", "lose"),
        ("_all", "1"),
        ("_query", "published__less=tomorrow"),
        ("_confirmed", "1"),
    ];
    for path in ["actions", "export", "views"] {
        let path = format!("/admin/books/{path}/");
        let form = [&form[..], &[("query", "published__less=tomorrow")]].concat();
        assert_eq!(librarian.post(&path, &form).await.status, 400, "{path}");
    }
}
