//! Pages of lists, by number and from their neighbours; counts; search.

use locallibrary::models::{
    Error, LibrarySettings, PageRequest, Pager,
    book_instances::{self, Status},
    books,
    counts::Counts,
};

use crate::support::{
    TestApp,
    builders::{a_book, a_copy, a_genre, a_language, an_author},
};

fn pager() -> Pager {
    Pager::new(&LibrarySettings::default())
}

/// Follows the way that a page's link shows.
fn follow(query: &str) -> PageRequest {
    let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    let of = |name: &str| {
        pairs
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    };
    PageRequest::parse(of("page"), of("after"), of("before")).expect("a link is valid")
}

async fn titles(app: &TestApp, wanted: &PageRequest) -> Vec<String> {
    let page = books::list::<books::Line>(app.db(), &pager(), wanted)
        .await
        .expect("there is such a page");
    page.items.into_iter().map(|line| line.title).collect()
}

#[tokio::test]
async fn books_come_ten_a_page_in_the_order_of_their_titles() {
    let app = TestApp::boot().await;
    let author = an_author().save(&app).await;
    for number in (0..23).rev() {
        a_book()
            .titled(&format!("Title. {number:02}"))
            .by(&author)
            .save(&app)
            .await;
    }
    let first = books::list::<books::Line>(app.db(), &pager(), &PageRequest::first())
        .await
        .expect("there");
    assert_eq!(
        (first.items.len(), first.total.value, first.pages()),
        (10, 23, 3)
    );
    assert_eq!(first.items[0].title, "Title. 00");
    assert_eq!(first.items[0].author(), author.to_string());
    assert!(first.previous.is_none());

    let second = follow(&first.next.expect("there is more").query);
    let by_key = titles(&app, &second).await;
    assert_eq!(by_key, titles(&app, &PageRequest::number(2)).await);

    let third = books::list::<books::Line>(app.db(), &pager(), &PageRequest::number(3))
        .await
        .expect("there");
    assert_eq!(third.items.len(), 3);
    assert!(third.next.is_none());
    let back = follow(&third.previous.expect("not the first").query);
    assert_eq!(titles(&app, &back).await, by_key);
}

#[tokio::test]
async fn a_page_that_is_none_is_not_found_and_a_made_up_key_does_no_harm() {
    let app = TestApp::boot().await;
    a_book().titled("Only one").save(&app).await;
    for page in ["0", "-1", "x", "1.5", "99999999999999999999"] {
        let wanted = PageRequest::parse(Some(page), None, None);
        assert!(matches!(wanted, Err(Error::NotFound)), "{page}");
    }
    for number in [2, 101, 1_000_000, u64::MAX] {
        let page =
            books::list::<books::Line>(app.db(), &pager(), &PageRequest::number(number)).await;
        assert!(matches!(page, Err(Error::NotFound)), "{number}");
    }
    for key in [
        "",
        "x",
        "1",
        "1.2",
        "1.2.\u{0}",
        "99.1.zzz",
        "'.\".--",
        "1.1.aaa",
    ] {
        for (after, before) in [(Some(key), None), (None, Some(key))] {
            let wanted = PageRequest::parse(Some("1"), after, before).expect("a page");
            assert_eq!(titles(&app, &wanted).await, ["Only one"], "{key}");
        }
    }
}

#[tokio::test]
async fn a_page_beyond_the_thousandth_row_is_the_same_by_number_and_by_key() {
    let app = TestApp::boot().await;
    let author = an_author().save(&app).await;
    let load = locallibrary::models::bulk::Load::begin(app.db())
        .await
        .expect("begins");
    insert_books(&load, author.id, 2_345).await;
    load.finish().await.expect("ends");

    let pager = pager();
    let deep = books::list::<books::Line>(app.db(), &pager, &PageRequest::number(220))
        .await
        .expect("there");
    assert_eq!(deep.total.value, 2_345);
    assert_eq!(deep.items[0].title, "Loaded 02190");
    let next = follow(&deep.next.expect("there is more").query);
    let next = books::list::<books::Line>(app.db(), &pager, &next)
        .await
        .expect("there");
    let number = books::list::<books::Line>(app.db(), &pager, &PageRequest::number(221))
        .await
        .expect("there");
    assert_eq!(next.items, number.items);
    assert_eq!(next.number, 221);

    // A book that comes before all others moves every page by one, for whoever remembers the order too.
    a_book().titled("Aaa").by(&author).save(&app).await;
    let moved = books::list::<books::Line>(app.db(), &pager, &PageRequest::number(220))
        .await
        .expect("there");
    assert_eq!(moved.items[0].title, "Loaded 02189");
    let last = books::list::<books::Line>(app.db(), &pager, &PageRequest::number(235))
        .await
        .expect("there");
    assert_eq!(last.items.len(), 6);
    let past = books::list::<books::Line>(app.db(), &pager, &PageRequest::number(236)).await;
    assert!(matches!(past, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_load_counts_and_indexes_its_rows_and_an_interrupted_one_leaves_nothing() {
    let app = TestApp::boot().await;
    let author = an_author().save(&app).await;
    let load = locallibrary::models::bulk::Load::begin(app.db())
        .await
        .expect("begins");
    insert_books(&load, author.id, 10).await;
    drop(load);
    let counts = Counts::read(app.db()).await.expect("counts");
    assert_eq!((counts.books, counts.authors), (0, 1));

    let load = locallibrary::models::bulk::Load::begin(app.db())
        .await
        .expect("begins");
    insert_books(&load, author.id, 20).await;
    load.finish().await.expect("ends");
    let after = a_book().titled("Loaded later").save(&app).await;
    let counts = Counts::read(app.db()).await.expect("counts");
    assert_eq!((counts.books, counts.authors), (21, 2));
    assert_eq!(found(&app, "loaded").await.len(), 21);
    after.remove(app.db()).await.expect("no copies");
    assert_eq!(found(&app, "loaded").await.len(), 20);
}

async fn insert_books(load: &locallibrary::models::bulk::Load, author_id: i32, many: usize) {
    use sea_orm::{EntityTrait, Set};
    let now = chrono::Utc::now();
    let rows: Vec<books::ActiveModel> = (0..many)
        .map(|number| books::ActiveModel {
            title: Set(format!("Loaded {number:05}")),
            sort_title: Set(format!("loaded {number:05}")),
            author_id: Set(author_id),
            summary: Set("One of many.".into()),
            isbn: Set(format!("97970000{number:05}")),
            language_id: Set(None),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        })
        .collect();
    for rows in rows.chunks(500) {
        books::Entity::insert_many(rows.to_vec())
            .exec_without_returning(load.transaction())
            .await
            .expect("rows go in");
    }
}

async fn found(app: &TestApp, query: &str) -> Vec<String> {
    let mut titles = Vec::new();
    let mut number = 1;
    loop {
        let page =
            books::search::<books::Line>(app.db(), &pager(), query, &PageRequest::number(number))
                .await
                .expect("a search never fails");
        titles.extend(page.items.into_iter().map(|line| line.title));
        if page.next.is_none() {
            return titles;
        }
        number += 1;
    }
}

#[tokio::test]
async fn a_book_is_found_by_words_beginnings_and_isbn_without_regard_to_diacritics() {
    let app = TestApp::boot().await;
    let camus = an_author().named("Albert", "Camus").save(&app).await;
    let lem = an_author().named("Stanisław", "Lem").save(&app).await;
    let stranger = a_book()
        .titled("L'Étranger")
        .by(&camus)
        .with_isbn("978-0-306-40615-7")
        .save(&app)
        .await;
    a_book().titled("Solaris").by(&lem).save(&app).await;
    for query in [
        "etranger",
        "ÉTRANG",
        "camus etr",
        "albert l'etranger",
        "9780306406157",
        "978-0-306-40615-7",
        "0-306-40615-2",
        "978-0-306",
    ] {
        assert_eq!(found(&app, query).await, ["L'Étranger"], "{query}");
    }
    assert_eq!(found(&app, "stanislaw").await, ["Solaris"]);
    assert!(found(&app, "camus solaris").await.is_empty());

    let mut values = camus.values();
    values.last_name = "Kamü".into();
    camus
        .change(app.db(), &values, None, app.clock.now())
        .await
        .expect("valid");
    assert_eq!(found(&app, "kamu").await, ["L'Étranger"]);
    assert!(found(&app, "camus").await.is_empty());

    let mut values = stranger.values(app.db()).await.expect("there");
    values.title = "Der Fremde".into();
    stranger
        .change(app.db(), &values, None, app.clock.now())
        .await
        .expect("valid");
    assert_eq!(found(&app, "fremde").await, ["Der Fremde"]);
    assert!(found(&app, "etranger").await.is_empty());
}

#[tokio::test]
async fn nothing_that_is_typed_breaks_the_search() {
    let app = TestApp::boot().await;
    a_book().titled("NOT and OR").save(&app).await;
    for query in [
        "",
        " ",
        "\"",
        "'",
        "\"\"\"",
        "*",
        "a*",
        "(",
        ")",
        "AND",
        "NEAR(a b)",
        "title:x",
        "-x",
        "^x",
        "\u{0}",
        "\u{1b}[0m",
        "!!",
        "&",
        "|",
        "<->",
        ":*",
        "%",
        "\\",
        "😀",
        "日本",
        "' OR 1=1 --",
    ] {
        found(&app, query).await;
    }
    found(&app, &"x".repeat(100_000)).await;
    assert_eq!(found(&app, "not OR and").await, ["NOT and OR"]);
}

#[tokio::test]
async fn counts_follow_every_change() {
    let app = TestApp::boot().await;
    let rules = LibrarySettings::default();
    let reader = app.user("reader").await;
    let (db, now) = (app.db(), app.clock.now());
    a_genre(&app, "Fantasy").await;
    let language = a_language(&app, "English").await;
    let book = a_book().in_language(&language).save(&app).await;
    let copy = a_copy().of(&book).save(&app).await;
    a_copy().of(&book).in_maintenance().save(&app).await;
    let counts = || async { Counts::read(db).await.expect("counts") };
    let start = counts().await;
    assert_eq!(
        start,
        Counts {
            books: 1,
            copies: 2,
            copies_available: 1,
            copies_on_loan: 0,
            authors: 1,
            genres: 1,
            languages: 1
        }
    );
    copy.check_out(db, &reader, now, &rules)
        .await
        .expect("available");
    let lent = counts().await;
    assert_eq!((lent.copies_available, lent.copies_on_loan), (0, 1));
    copy.give_back(db, now, &rules).await.expect("on loan");
    assert_eq!(counts().await, start);
    let copy = book_instances::find(db, copy.id).await.expect("there");
    copy.remove(db, now, &rules).await.expect("not on loan");
    language.remove(db).await.expect("there");
    let end = counts().await;
    assert_eq!((end.copies, end.copies_available, end.languages), (1, 0, 0));
    assert_eq!(
        books::find(db, book.id).await.expect("there").language_id,
        None
    );
}

#[tokio::test]
async fn copies_are_listed_by_due_date_and_loans_by_reader() {
    let app = TestApp::boot().await;
    let (one, other) = (app.user("reader").await, app.user("other").await);
    let today = TestApp::today();
    let late = a_copy().on_loan_to(&one, today).save(&app).await;
    let soon = a_copy()
        .on_loan_to(&other, today - chrono::Days::new(3))
        .save(&app)
        .await;
    let shelf = a_copy().save(&app).await;
    let ids = |page: locallibrary::models::Page<book_instances::Line>| {
        page.items
            .into_iter()
            .map(|copy| copy.id)
            .collect::<Vec<_>>()
    };
    let (pager, first) = (pager(), PageRequest::first());
    let all = book_instances::list(app.db(), &pager, &first)
        .await
        .expect("there");
    assert_eq!(ids(all), [shelf.id, soon.id, late.id]);
    let on_loan = book_instances::on_loan::<book_instances::Line>(app.db(), &pager, &first)
        .await
        .expect("there");
    let [first_due, second_due] = &on_loan.items[..] else {
        panic!("two copies are on loan");
    };
    assert_eq!(first_due.borrower(), Some(other.display_name()));
    assert_eq!(first_due.state(), Status::OnLoan);
    assert!(first_due.is_overdue(today));
    assert!(!second_due.is_overdue(today));
    assert!(first_due.loan_id.is_some());
    assert_eq!(ids(on_loan), [soon.id, late.id]);
    let own = book_instances::borrowed_by(app.db(), &pager, one.id, &first)
        .await
        .expect("there");
    assert_eq!(own.total.value, 1);
    assert_eq!(ids(own), [late.id]);
}
