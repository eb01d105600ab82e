//! Copies of books: adding, changing, finding and deleting them. Lending them is in `lending.rs`.

use crate::support::{
    TestApp,
    builders::{a_book, a_copy, an_author},
};

#[tokio::test]
async fn a_librarian_adds_and_changes_a_copy() {
    let app = TestApp::boot().await;
    let book = a_book().titled("Emma").save(&app).await;
    let reader = app.reader().await;
    let librarian = app.librarian().await;
    let form = librarian
        .get(&format!("/catalog/bookinstance/create/?book={}", book.id))
        .await
        .expect_status(200);
    assert!(form.first(".lookup").contains("Emma"));
    let id = book.id.to_string();
    let fields = [
        ("book", id.as_str()),
        ("imprint", "Sample Press, 1999"),
        ("status", "a"),
    ];
    let url = librarian
        .post("/catalog/bookinstance/create/", &fields)
        .await
        .expect_status(303)
        .location()
        .to_owned();
    assert_eq!(librarian.get(&url).await.first(".badge"), "Available");
    let lent = [
        ("book", id.as_str()),
        ("imprint", "Sample Press, 1999"),
        ("status", "o"),
        ("due_back", "2026-03-20"),
        ("borrower", reader.user().username.as_str()),
    ];
    librarian
        .post(&format!("{url}/update/"), &lent)
        .await
        .expect_status(303);
    assert!(
        reader
            .get("/catalog/mybooks/")
            .await
            .first("tbody")
            .contains("Emma")
    );
    for (field, value) in [
        ("status", "x"),
        ("borrower", "nobody"),
        ("due_back", "2026-02-30"),
        ("imprint", ""),
    ] {
        let mut wrong = lent.to_vec();
        wrong.retain(|(name, _)| *name != field);
        wrong.push((field, value));
        let page = librarian
            .post(&format!("{url}/update/"), &wrong)
            .await
            .expect_status(200);
        assert_eq!(page.attributes("[aria-invalid=true]", "name"), [field]);
    }
}

#[tokio::test]
async fn a_copys_book_can_be_looked_for() {
    let app = TestApp::boot().await;
    a_book().titled("Emma").save(&app).await;
    a_book().titled("Emma in Love").save(&app).await;
    a_book().titled("Sanditon").save(&app).await;
    let librarian = app.librarian().await;
    let search = |query: &'static str| {
        let librarian = &librarian;
        async move {
            let fields = [("book_query", query), ("imprint", "Press"), ("status", "a")];
            librarian
                .post("/catalog/bookinstance/create/", &fields)
                .await
        }
    };
    search("sandi").await.expect_status(303);
    search("emma").await.expect_status(303);
    let several = search("em").await.expect_status(200);
    assert_eq!(several.all(".lookup li").len(), 2);
    let none = search("zzz").await.expect_status(200);
    assert_eq!(none.value_of("book_query"), "zzz");
}

#[tokio::test]
async fn a_copy_on_loan_is_not_deleted_and_many_reasons_are_counted() {
    let app = TestApp::boot().await;
    let book = a_book().save(&app).await;
    let (reader, librarian) = (app.reader().await, app.librarian().await);
    let lent = a_copy()
        .of(&book)
        .on_loan_to(reader.user(), TestApp::today())
        .save(&app)
        .await;
    let delete = format!("{}/delete/", lent.url());
    let answer = librarian.post(&delete, &[]).await.expect_status(303);
    assert_eq!(answer.location(), delete);
    let page = librarian.get(&delete).await.expect_status(200);
    assert!(page.first(".error-summary li").contains("Reader Example"));
    assert!(!page.has("button.danger"));
    librarian.get(&lent.url()).await.expect_status(200);
    for _ in 0..11 {
        a_copy().of(&book).save(&app).await;
    }
    let page = librarian.get(&format!("{}/delete/", book.url())).await;
    assert_eq!(page.all(".error-summary li").len(), 10);
    assert!(
        page.first(".error-summary")
            .contains("12 entries still point here")
    );
    assert!(page.first(".error-summary").contains("and 2 more"));
}

#[tokio::test]
async fn copies_are_found_by_their_book_and_by_their_number() {
    let app = TestApp::boot().await;
    let camus = an_author().named("Albert", "Camus").save(&app).await;
    let book = a_book()
        .titled("L'Étranger")
        .by(&camus)
        .with_isbn("9780306406157")
        .save(&app)
        .await;
    let reader = app.reader().await;
    let lent = a_copy()
        .of(&book)
        .on_loan_to(reader.user(), TestApp::today())
        .save(&app)
        .await;
    let mut shelf = vec![a_copy().of(&book).save(&app).await.url()];
    shelf.push(lent.url());
    a_copy().save(&app).await;
    for query in ["etranger", "camus", "978-0-306-40615-7"] {
        let found = app
            .anonymous()
            .get(&format!("/catalog/bookinstances/?q={query}"))
            .await
            .expect_status(200);
        assert_eq!(found.attributes("tbody .title a", "href"), shelf, "{query}");
        assert!(found.first(".page-head").contains("2 copies found"));
    }
    let number = app
        .anonymous()
        .get(&format!("/catalog/bookinstances/?q={}", lent.id))
        .await;
    assert_eq!(number.attributes("tbody .title a", "href"), [lent.url()]);
    for nothing in ["zzz", "00000000-0000-4000-8000-000000000000"] {
        let none = app
            .anonymous()
            .get(&format!("/catalog/bookinstances/?q={nothing}"))
            .await
            .expect_status(200);
        assert_eq!(none.first(".empty h2"), "Nothing found");
    }
    for _ in 0..11 {
        a_copy().of(&book).save(&app).await;
    }
    let path = "/catalog/bookinstances/?q=camus";
    let first = app.anonymous().get(path).await;
    assert_eq!(first.all("tbody tr").len(), 10);
    let next = first.attributes(".pagination [rel=next]", "href");
    assert_eq!(app.anonymous().get(&next[0]).await.all("tbody tr").len(), 3);
}
