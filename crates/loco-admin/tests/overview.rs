//! The first page's cards, the search over everything, saved views, background jobs.
use crate::support::{Caller, TestApp};
use serde_json::Value;

fn query(pairs: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

async fn found(who: &Caller, typed: &str) -> Value {
    let answer = who
        .clone()
        .for_json()
        .page(&format!("/admin/search/?{}", query(&[("q", typed)])))
        .await;
    serde_json::from_str(&answer.text).unwrap()
}

#[tokio::test]
async fn no_page_costs_more_queries_when_there_is_more_to_show() {
    let app = TestApp::with_queue().await;
    let admin = app.admin().await;
    let author = app.author("Leo", "Tolstoy").await;
    let book = app.book("War", &author).await;
    let key = book.id.to_string();
    let (change, history) = (
        format!("/admin/books/{key}/change/"),
        format!("/admin/books/{key}/history/"),
    );
    let parent = format!("/admin/authors/{}/change/", author.id);
    let add = async |number: u32| {
        app.failed_job(&format!("job-{number}"), "letters", "no server")
            .await;
        app.user_named(&format!("reader{number}")).await;
        app.note(&format!("Note {number}"), &book).await;
        if number < 3 {
            let genre = app.genre(&format!("Genre {number}")).await;
            app.pair(&book, &genre).await;
        }
        app.book(&format!("War {number}"), &author).await;
        let text = format!("Summary {number}");
        admin.fill_in(&change, &[("summary", &text)], "_save").await;
    };
    add(0).await;
    let pages = [
        "/admin/",
        "/admin/jobs/",
        "/admin/search/?q=a",
        "/admin/users/?per_page=200",
        "/admin/users/?per_page=200&q=r&facets=1",
        "/admin/log/?per_page=200",
        "/admin/log/?per_page=200&q=war&at=today&facets=1",
        "/admin/notes/",
        "/admin/books/?per_page=200&facets=1",
        "/admin/books/choices/author_id/?q=t",
        "/admin/books/export/",
        &history,
        &change,
        &parent,
    ];
    let cost = async |path: &str| {
        let before = app.queries();
        admin.page(path).await;
        app.queries() - before
    };
    let mut costs = Vec::new();
    for path in pages {
        cost(path).await;
        costs.push(cost(path).await);
    }
    for number in 1..=30 {
        add(number).await;
    }
    for (path, few) in pages.iter().zip(costs) {
        let many = cost(path).await;
        assert!(many <= few, "{path}: {few} for one, {many} for thirty more");
    }
}

#[tokio::test]
async fn the_first_page_shows_figures_and_charts_with_their_values_in_words() {
    let app = TestApp::start().await;
    let author = app.author("Leo", "Tolstoy").await;
    app.book("War and Peace", &author).await;
    let page = app.librarian().await.page("/admin/").await;
    assert_eq!(page.texts(".figure"), ["1"]);
    assert_eq!(
        page.texts(".bars caption"),
        ["By status: 2 values from 1 to 4"]
    );
    assert_eq!(
        page.attributes("svg.chart", "aria-label"),
        ["Lately: 3 values from 0 to 9"]
    );
    assert_eq!(page.texts(".ends"), ["Mon from 0 to 9 Wed"]);
    assert_eq!(
        page.texts(".values tr"),
        ["Available 4", "On loan 1", "Mon 0", "Tue 9", "Wed 3"]
    );
    assert_eq!(page.attributes("svg rect", "width"), ["100.0", "25.0"]);
    assert!(page.text.contains("This figure could not be worked out."));
    assert!(!page.text.contains("style=\""), "nothing inline");
    assert_eq!(page.link("Books"), "/admin/books/");
}

#[test]
fn what_was_counted_up_to_a_limit_says_so() {
    use loco_admin::Figure;
    assert_eq!(Figure::capped(7, 10), Figure::from(7_i64));
    assert_ne!(
        Figure::capped(11, 10),
        Figure::from(10_i64),
        "more than ten"
    );
}

#[tokio::test]
async fn a_card_is_for_those_who_have_its_permission() {
    let app = TestApp::start().await;
    let page = app
        .staff_with(&["catalog.view_genre"])
        .await
        .page("/admin/")
        .await;
    assert!(!page.has(".figure"));
}

#[tokio::test]
async fn one_search_finds_rows_of_all_models_and_pages() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "War").await;
    app.book("War and Peace", &author).await;
    for number in 0..6 {
        app.book(&format!("War {number}"), &author).await;
    }
    let page = librarian.page("/admin/search/?q=war").await;
    assert_eq!(page.texts(".card h2"), ["Books", "Authors"]);
    assert_eq!(page.texts(".found li").len(), 6, "five books and an author");
    let all = librarian
        .page(&page.link("All Books that were found"))
        .await;
    assert_eq!(all.rows().len(), 7);
    let answer = found(&librarian, "book").await;
    let pages: Vec<&str> = answer["pages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|page| page["label"].as_str().unwrap())
        .collect();
    assert_eq!(pages, ["Books", "Add: Books"]);
    let nothing = librarian.page("/admin/search/?q=zzzz").await;
    assert!(nothing.text.contains("Nothing found"));
    assert_eq!(librarian.get("/admin/search/").await.status, 200);
    let odd = query(&[("q", "\"100% _ ^= '\u{0}")]);
    assert_eq!(
        librarian.get(&format!("/admin/search/?{odd}")).await.status,
        200
    );
}

#[tokio::test]
async fn the_search_shows_nobody_what_the_lists_do_not() {
    let app = TestApp::start().await;
    let author = app.author("Leo", "Tolstoy").await;
    app.author("Leo", "Hidden").await;
    app.book("Leo", &author).await;
    let genres = app.staff_with(&["catalog.view_genre"]).await;
    assert_eq!(found(&genres, "leo").await["found"], serde_json::json!([]));
    let viewer = app.viewer().await;
    let answer = found(&viewer, "leo").await.to_string();
    assert!(answer.contains("Tolstoy, Leo") && !answer.contains("Hidden"));
    assert_eq!(
        app.reader().await.get("/admin/search/?q=leo").await.status,
        403
    );
}

#[tokio::test]
async fn shortcuts_can_be_turned_off() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    assert!(librarian.page("/admin/").await.has("body[data-shortcuts]"));
    let form = [("shortcuts", "off"), ("next", "/admin/")];
    let answer = librarian.post("/admin/preferences/", &form).await;
    let cookie = answer.header("set-cookie").split(';').next().unwrap();
    assert_eq!(cookie, "shortcuts=off");
    let page = librarian.with_cookie(cookie).page("/admin/").await;
    assert!(!page.has("body[data-shortcuts]"));
}

#[tokio::test]
async fn a_view_of_a_list_is_saved_under_a_name_and_shared_with_everybody_or_not() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let list = librarian
        .page("/admin/books/?status=o&o=-title&page=2")
        .await;
    let kept = list.attributes(".save-view [name=query]", "value");
    let answer = librarian
        .post(
            "/admin/books/views/",
            &[("name", "On loan"), ("query", &kept[0])],
        )
        .await;
    assert_eq!(answer.location(), "/admin/books/?status=o&o=-title");
    let again = librarian
        .post(
            "/admin/books/views/",
            &[("name", "On loan"), ("query", "status=a")],
        )
        .await;
    assert!(again.header("set-cookie").contains("already"));
    let shared = [
        ("name", "Available"),
        ("query", "status=a"),
        ("shared", "1"),
    ];
    librarian.post("/admin/books/views/", &shared).await;

    let mine = librarian.page("/admin/books/").await;
    assert_eq!(mine.texts(".saved li a"), ["Available", "On loan"]);
    assert_eq!(mine.link("On loan"), "/admin/books/?status=o&o=-title");
    let viewer = app.viewer().await;
    let theirs = viewer.page("/admin/books/?status=a").await;
    assert_eq!(theirs.texts(".saved li a"), ["Available"]);
    assert!(!theirs.has(".saved li form"), "it is not theirs to delete");

    let open = librarian.page("/admin/books/?status=a").await;
    let delete = open.attributes(".saved li form", "action");
    assert_eq!(viewer.post(&delete[0], &[]).await.status, 404);
    assert_eq!(
        librarian.post(&delete[0], &[]).await.location(),
        "/admin/books/"
    );
    let mine = librarian.page("/admin/books/").await;
    assert_eq!(mine.texts(".saved li a"), ["On loan"]);
}

#[tokio::test]
async fn a_view_needs_a_name_and_something_to_save() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    for (name, saved, sentence) in [
        ("", "status=a", "at+most+100"),
        ("All", "", "nothing+to+save"),
    ] {
        let answer = librarian
            .post("/admin/books/views/", &[("name", name), ("query", saved)])
            .await;
        assert_eq!(answer.status, 303);
        assert!(answer.header("set-cookie").contains(sentence), "{sentence}");
    }
    let nonsense = [("name", "x"), ("query", "nonsense=1")];
    let answer = librarian.post("/admin/books/views/", &nonsense).await;
    assert_eq!(answer.status, 400);
    let nobody = app.staff_with(&["catalog.view_genre"]).await;
    let form = [("name", "x"), ("query", "status=a")];
    assert_eq!(nobody.post("/admin/books/views/", &form).await.status, 403);
}

#[tokio::test]
async fn failed_jobs_are_shown_with_their_reason_and_run_again() {
    let app = TestApp::with_queue().await;
    let admin = app.admin().await;
    let page = admin.page("/admin/jobs/").await;
    assert!(page.text.contains("No job has failed."));
    for (id, name) in [("01A", "SendNotice"), ("01B", "Reindex")] {
        app.failed_job(id, name, "the mail server was away").await;
    }
    let page = admin.page("/admin/jobs/").await;
    let mut names = page.texts(".rows tbody th");
    names.sort();
    assert_eq!(names, ["Reindex", "SendNotice"]);
    assert!(page.text.contains("the mail server was away"));
    admin.post("/admin/jobs/", &[("id", "01A")]).await;
    let page = admin.page("/admin/jobs/").await;
    assert_eq!(page.texts(".rows tbody th"), ["Reindex"]);
    admin.post("/admin/jobs/", &[]).await;
    let page = admin.page("/admin/jobs/").await;
    assert!(page.text.contains("No job has failed."));
    assert_eq!(app.librarian().await.get("/admin/jobs/").await.status, 403);
}

#[tokio::test]
async fn an_application_without_a_queue_says_so() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let page = admin.page("/admin/jobs/").await;
    assert!(page.text.contains("This application has no queue"));
    let answer = admin.post("/admin/jobs/", &[]).await;
    assert_eq!(answer.status, 400);
}
