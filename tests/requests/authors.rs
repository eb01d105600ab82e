//! Authors, as MDN's tutorial tests them, and past it.

use crate::support::{
    TestApp,
    builders::{a_book, an_author},
};

const CREATE: &str = "/catalog/author/create/";

async fn thirteen_authors(app: &TestApp) {
    for number in 0..13 {
        an_author()
            .named(
                &format!("Dominique {number}"),
                &format!("Surname {number:02}"),
            )
            .save(app)
            .await;
    }
}

#[tokio::test]
async fn ten_authors_stand_on_the_first_page_and_three_on_the_second() {
    let app = TestApp::boot().await;
    thirteen_authors(&app).await;
    let first = app
        .anonymous()
        .get("/catalog/authors/")
        .await
        .expect_status(200);
    assert_eq!(first.all("tbody tr").len(), 10);
    assert!(first.has(".pagination a[rel=next]"));
    let second = app
        .anonymous()
        .get("/catalog/authors/?page=2")
        .await
        .expect_status(200);
    assert_eq!(second.all("tbody tr").len(), 3);
    assert!(second.has(".pagination a[rel=prev]"));
    let next = first.attributes(".pagination a[rel=next]", "href");
    assert_eq!(app.anonymous().get(&next[0]).await.all("tbody tr").len(), 3);
}

#[tokio::test]
async fn authors_are_found_by_the_beginning_of_their_name() {
    let app = TestApp::boot().await;
    an_author().named("Emily", "Brontë").save(&app).await;
    an_author().named("Jane", "Austen").save(&app).await;
    let found = app
        .anonymous()
        .get("/catalog/authors/?q=bront")
        .await
        .expect_status(200);
    assert_eq!(found.all("tbody .title"), ["Brontë, Emily"]);
    let none = app
        .anonymous()
        .get("/catalog/authors/?q=zzz")
        .await
        .expect_status(200);
    assert_eq!(none.first(".empty h2"), "Nothing found");
}

#[tokio::test]
async fn somebody_who_is_not_signed_in_is_sent_to_sign_in_first() {
    let app = TestApp::boot().await;
    let author = an_author().save(&app).await;
    let answer = app.anonymous().get(CREATE).await.expect_status(302);
    assert_eq!(
        answer.location(),
        "/oidc/authenticate/?next=%2Fcatalog%2Fauthor%2Fcreate%2F"
    );
    for page in ["update", "delete"] {
        app.anonymous()
            .get(&format!("{}/{page}/", author.url()))
            .await
            .expect_status(302);
        app.anonymous()
            .post(&format!("{}/{page}/", author.url()), &[])
            .await
            .expect_status(401);
    }
}

#[tokio::test]
async fn a_reader_may_not_change_authors() {
    let app = TestApp::boot().await;
    let author = an_author().save(&app).await;
    let reader = app.reader().await;
    for path in [
        CREATE.to_owned(),
        format!("{}/update/", author.url()),
        format!("{}/delete/", author.url()),
    ] {
        reader.get(&path).await.expect_status(403);
        reader.post(&path, &[]).await.expect_status(403);
    }
    assert!(!reader.get(&author.url()).await.has("a[href$='/delete/']"));
}

#[tokio::test]
async fn the_form_proposes_mdns_date_of_death() {
    let app = TestApp::boot().await;
    let form = app.librarian().await.get(CREATE).await.expect_status(200);
    assert_eq!(form.value_of("date_of_death"), "2023-11-11");
    assert_eq!(form.first("label[for=id_first_name]"), "First name");
    assert_eq!(form.first("label[for=id_last_name]"), "Last name");
    assert!(
        form.first("label[for=id_date_of_birth]")
            .starts_with("Date of birth")
    );
    assert!(
        form.first("label[for=id_date_of_death]")
            .starts_with("Died")
    );
    assert_eq!(form.attributes("#id_first_name", "maxlength"), ["100"]);
}

#[tokio::test]
async fn a_librarian_adds_changes_and_deletes_an_author() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    let created = librarian
        .post(
            CREATE,
            &[
                ("first_name", " Emily "),
                ("last_name", "Bronte\u{308}"),
                ("date_of_birth", "1818-07-30"),
            ],
        )
        .await
        .expect_status(303);
    let url = created.location().to_owned();
    assert!(url.starts_with("/catalog/author/"), "{url}");
    let page = librarian.get(&url).await;
    assert_eq!(page.first("h1"), "Brontë, Emily");
    assert!(page.first(".messages").contains("Brontë, Emily was added"));
    assert!(
        !librarian.get(&url).await.has(".messages"),
        "a message is shown once"
    );
    let changed = [
        ("first_name", "Emily Jane"),
        ("last_name", "Brontë"),
        ("date_of_death", "19.12.1848"),
    ];
    librarian
        .post(&format!("{url}/update/"), &changed)
        .await
        .expect_status(303);
    assert_eq!(librarian.get(&url).await.first("h1"), "Brontë, Emily Jane");
    let question = librarian
        .get(&format!("{url}/delete/"))
        .await
        .expect_status(200);
    assert!(question.has("form button.danger"));
    librarian
        .post(&format!("{url}/delete/"), &[])
        .await
        .expect_status(303);
    librarian.get(&url).await.expect_status(404);
}

#[tokio::test]
async fn an_author_with_books_is_not_deleted() {
    let app = TestApp::boot().await;
    let author = an_author().save(&app).await;
    let book = a_book().titled("Emma").by(&author).save(&app).await;
    let librarian = app.librarian().await;
    let delete = format!("{}/delete/", author.url());
    let answer = librarian.post(&delete, &[]).await.expect_status(303);
    assert_eq!(answer.location(), delete);
    let page = librarian.get(&delete).await.expect_status(200);
    assert_eq!(page.attributes(".error-summary li a", "href"), [book.url()]);
    assert!(!page.has("button.danger"));
    librarian.get(&author.url()).await.expect_status(200);
}

#[tokio::test]
async fn what_is_wrong_comes_back_beside_what_was_typed() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    let long = "é".repeat(101);
    for (first, last, born, died, wrong) in [
        ("", "", "", "", vec!["first_name", "last_name"]),
        (long.as_str(), "Doe", "", "", vec!["first_name"]),
        (
            "Jane\u{0}",
            "Do\u{202e}e",
            "",
            "",
            vec!["first_name", "last_name"],
        ),
        (
            "Jane",
            "Doe",
            "1818-02-30",
            "soon",
            vec!["date_of_birth", "date_of_death"],
        ),
        (
            "Jane",
            "Doe",
            "1900-01-01",
            "1899-12-31",
            vec!["date_of_death"],
        ),
    ] {
        let fields = [
            ("first_name", first),
            ("last_name", last),
            ("date_of_birth", born),
            ("date_of_death", died),
        ];
        let page = librarian.post(CREATE, &fields).await.expect_status(200);
        assert_eq!(
            page.attributes("[aria-invalid=true]", "name"),
            wrong,
            "{fields:?}"
        );
        assert_eq!(page.all(".error-summary li").len(), wrong.len());
        assert_eq!(page.value_of("date_of_birth"), born);
    }
    assert_eq!(
        librarian
            .get("/catalog/authors/")
            .await
            .all("tbody tr")
            .len(),
        0
    );
}

#[tokio::test]
async fn of_two_who_edit_the_second_sees_that_the_first_was_faster() {
    let app = TestApp::boot().await;
    let author = an_author().save(&app).await;
    let librarian = app.librarian().await;
    let update = format!("{}/update/", author.url());
    let version = librarian.get(&update).await.value_of("version");
    let edit = |name: &'static str, version: String| {
        let fields = [
            ("first_name", name.to_owned()),
            ("last_name", "Doe".to_owned()),
            ("version", version),
        ];
        let (librarian, update) = (&librarian, &update);
        async move {
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            librarian.post(update, &fields).await
        }
    };
    edit("First", version.clone()).await.expect_status(303);
    let second = edit("Second", version).await.expect_status(409);
    assert_eq!(second.value_of("first_name"), "Second");
    edit("Second", second.value_of("version"))
        .await
        .expect_status(303);
    assert_eq!(
        librarian.get(&author.url()).await.first("h1"),
        "Doe, Second"
    );
}
