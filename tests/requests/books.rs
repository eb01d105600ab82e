//! Books.

use crate::support::{
    TestApp,
    builders::{a_book, a_copy, a_genre, a_language, an_author, an_isbn},
};

const CREATE: &str = "/catalog/book/create/";

#[tokio::test]
async fn a_librarian_adds_and_changes_a_book() {
    let app = TestApp::boot().await;
    let author = an_author().named("Jane", "Austen").save(&app).await;
    let (one, two) = (a_genre(&app, "Novel").await, a_genre(&app, "Satire").await);
    let english = a_language(&app, "English").await;
    let librarian = app.librarian().await;
    let (author, one, two, english) = (
        author.id.to_string(),
        one.id.to_string(),
        two.id.to_string(),
        english.id.to_string(),
    );
    let fields = [
        ("title", "Emma"),
        ("author", author.as_str()),
        ("summary", "A matchmaker.\r\n\r\nErrs."),
        ("isbn", "0-306-40615-2"),
        ("genre", one.as_str()),
        ("genre", two.as_str()),
        ("language", english.as_str()),
    ];
    let url = librarian
        .post(CREATE, &fields)
        .await
        .expect_status(303)
        .location()
        .to_owned();
    let page = librarian.get(&url).await.expect_status(200);
    assert_eq!(page.first("h1"), "Emma");
    assert!(page.text().contains("978-0-306-40615-7"));
    assert_eq!(page.all(".tags li"), ["Novel", "Satire"]);
    let form = librarian
        .get(&format!("{url}/update/"))
        .await
        .expect_status(200);
    assert_eq!(
        form.attributes("input[name=genre][checked]", "value").len(),
        2
    );
    assert_eq!(
        form.attributes("#id_author option[selected]", "value"),
        std::slice::from_ref(&author)
    );
    let changed = [
        ("title", "Emma, again"),
        ("author", author.as_str()),
        ("summary", "x"),
        ("isbn", "9780306406157"),
    ];
    librarian
        .post(&format!("{url}/update/"), &changed)
        .await
        .expect_status(303);
    let page = librarian.get(&url).await;
    assert_eq!(page.first("h1"), "Emma, again");
    assert!(!page.has(".tags"));
}

#[tokio::test]
async fn what_is_wrong_with_a_book_comes_back_beside_what_was_typed() {
    let app = TestApp::boot().await;
    let author = an_author().save(&app).await.id.to_string();
    let taken = a_book().with_isbn("9780306406157").save(&app).await;
    let librarian = app.librarian().await;
    let long = "x".repeat(1_001);
    for (title, author, summary, isbn, genre, language, wrong) in [
        ("", "", "", "", "", "", "title,author,summary,isbn"),
        ("T", author.as_str(), "s", "9780306406158", "", "", "isbn"),
        ("T", author.as_str(), "s", "123", "", "", "isbn"),
        (
            "T",
            author.as_str(),
            "s",
            taken.isbn.as_str(),
            "",
            "",
            "isbn",
        ),
        (
            "T",
            "4711",
            "s",
            "0306406152",
            "99",
            "x",
            "author,isbn,genre,language",
        ),
        (
            "T",
            author.as_str(),
            long.as_str(),
            "9799000000003",
            "",
            "",
            "summary",
        ),
    ] {
        let mut fields = vec![
            ("title", title),
            ("author", author),
            ("summary", summary),
            ("isbn", isbn),
        ];
        if !genre.is_empty() {
            fields.push(("genre", genre));
        }
        if !language.is_empty() {
            fields.push(("language", language));
        }
        let page = librarian.post(CREATE, &fields).await.expect_status(200);
        let mut named: Vec<String> = page
            .attributes(".error-summary a", "href")
            .iter()
            .map(|href| href.trim_start_matches("#id_").to_owned())
            .collect();
        named.sort();
        let mut wrong: Vec<&str> = wrong.split(',').collect();
        wrong.sort_unstable();
        assert_eq!(named, wrong);
        assert_eq!(page.value_of("title"), title);
        assert_eq!(page.value_of("isbn"), isbn);
    }
}

#[tokio::test]
async fn books_are_found_by_title_author_and_isbn() {
    let app = TestApp::boot().await;
    let author = an_author().named("Albert", "Camus").save(&app).await;
    a_book()
        .titled("L'Étranger")
        .by(&author)
        .with_isbn("9780306406157")
        .save(&app)
        .await;
    a_book().titled("Emma").save(&app).await;
    for query in [
        "etranger",
        "L%27%C3%89tranger",
        "camus",
        "cam+etr",
        "9780306406157",
        "978-0-306-40615-7",
    ] {
        let found = app
            .anonymous()
            .get(&format!("/catalog/books/?q={query}"))
            .await
            .expect_status(200);
        assert_eq!(found.all("tbody .title"), ["L'Étranger"], "{query}");
    }
    for odd in [
        "%00",
        "%22+OR+1",
        "*",
        "%27%3B--",
        "%F0%9F%95%AE",
        "%ff",
        &"x".repeat(5_000),
    ] {
        app.anonymous()
            .get(&format!("/catalog/books/?q={odd}"))
            .await
            .expect_status(200);
    }
}

#[tokio::test]
async fn a_book_with_copies_is_not_deleted() {
    let app = TestApp::boot().await;
    let book = a_book().save(&app).await;
    let copy = a_copy().of(&book).save(&app).await;
    let librarian = app.librarian().await;
    let delete = format!("{}/delete/", book.url());
    librarian.post(&delete, &[]).await.expect_status(303);
    let page = librarian.get(&delete).await.expect_status(200);
    assert_eq!(page.attributes(".error-summary li a", "href"), [copy.url()]);
    librarian
        .post(&format!("{}/delete/", copy.url()), &[])
        .await
        .expect_status(303);
    librarian.post(&delete, &[]).await.expect_status(303);
    librarian.get(&book.url()).await.expect_status(404);
}

#[tokio::test]
async fn readers_and_strangers_do_not_change_books_and_copies() {
    let app = TestApp::boot().await;
    let book = a_book().save(&app).await;
    let copy = a_copy().of(&book).save(&app).await;
    let reader = app.reader().await;
    for path in [
        CREATE.to_owned(),
        format!("{}/update/", book.url()),
        format!("{}/delete/", book.url()),
        "/catalog/bookinstance/create/".to_owned(),
        format!("{}/update/", copy.url()),
        format!("{}/delete/", copy.url()),
    ] {
        reader.get(&path).await.expect_status(403);
        reader.post(&path, &[]).await.expect_status(403);
        app.anonymous().get(&path).await.expect_status(302);
    }
}

/// Nobody chooses from a list of thousands: then the author is looked for by name, a few at a time.
#[tokio::test]
async fn an_author_among_many_is_looked_for_by_name() {
    let app = TestApp::boot().await;
    for number in 0..200 {
        let name = format!("Doe {number:03}");
        an_author().named("Jane", &name).save(&app).await;
    }
    let librarian = app.librarian().await;
    let few = librarian.get(CREATE).await;
    let choices = few.all("select#id_author option");
    assert_eq!((choices.len(), choices[0].as_str()), (201, "Choose …"));
    assert_eq!(few.all("select#id_language option"), ["None"]);
    let austen = an_author().named("Jane", "Austen").save(&app).await;
    let many = librarian.get(CREATE).await;
    assert!(!many.has("select#id_author") && many.has("#id_author_name"));
    assert!(!many.has("[name=author]"), "nobody is chosen yet");
    let named = |name: &'static str| {
        let librarian = &librarian;
        async move {
            let isbn = an_isbn();
            let fields = [
                ("title", "Emma"),
                ("author_name", name),
                ("summary", "A matchmaker errs."),
                ("isbn", isbn.as_str()),
            ];
            librarian.post(CREATE, &fields).await
        }
    };
    let found = named("austen").await.expect_status(303);
    let book = librarian.get(found.location()).await;
    assert_eq!(book.attributes(".byline a", "href"), [austen.url()]);
    // Of those who fit, one is to be chosen; nobody is chosen for the librarian.
    let several = named("doe").await.expect_status(200);
    assert_eq!(several.all("input[name=author][type=radio]").len(), 10);
    assert!(several.filled_in("author").is_empty());
    assert_eq!(several.value_of("title"), "Emma");
    assert!(
        several
            .first("#error_author")
            .contains("Several authors fit")
    );
    let none = named("nobody of this name").await.expect_status(200);
    assert_eq!(none.value_of("author_name"), "nobody of this name");
    assert!(none.first("#error_author").contains("There is no author"));
    for odd in ["a\u{0}b", "\u{202e}", "%", "'", "\"", "*"] {
        named(odd).await.expect_status(200);
    }
    // Whoever is chosen already stays so when something else is wrong.
    let chosen = austen.id.to_string();
    let fields = [("title", ""), ("author", chosen.as_str())];
    let page = librarian.post(CREATE, &fields).await.expect_status(200);
    assert_eq!(page.filled_in("author"), [chosen]);
}

#[tokio::test]
async fn a_book_stays_without_its_language_when_that_goes() {
    let app = TestApp::boot().await;
    let language = a_language(&app, "English").await;
    let book = a_book().in_language(&language).save(&app).await;
    let librarian = app.librarian().await;
    let page = librarian.get(&book.url()).await;
    assert!(page.has(&format!("a[href='{}']", language.url())));
    let delete = format!("{}/delete/", language.url());
    assert!(
        librarian
            .get(&delete)
            .await
            .first("main")
            .contains("books stay")
    );
    librarian.post(&delete, &[]).await.expect_status(303);
    let page = librarian.get(&book.url()).await.expect_status(200);
    assert!(!page.has(&format!("a[href='{}']", language.url())));
}
