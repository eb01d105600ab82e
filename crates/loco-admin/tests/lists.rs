//! Lists: columns, order, search, and what they refuse.
use crate::support::{TestApp, day};
use sea_orm::Set;

#[tokio::test]
async fn a_list_shows_columns_related_rows_computed_values_and_signs() {
    let app = TestApp::start().await;
    let author = app.author("Leo", "Tolstoy").await;
    let book = app
        .book_with("War and Peace", &author, |book| {
            book.published = Set(Some(day(1869, 1, 5)));
        })
        .await;
    for name in ["Novel", "Epic"] {
        let genre = app.genre(name).await;
        app.pair(&book, &genre).await;
    }
    let page = app.viewer().await.page("/admin/books/").await;
    assert_eq!(
        page.texts("thead th:not(.tick)"),
        [
            "Title",
            "Author",
            "Status",
            "In print",
            "Published",
            "Length of the title",
            "Genre"
        ]
    );
    assert_eq!(page.rows(), ["War and Peace"]);
    let cells = page.texts("tbody td:not(.tick)");
    assert_eq!(
        cells,
        [
            "Tolstoy, Leo",
            "Available",
            "Yes",
            "5 Jan 1869",
            "13",
            "Novel, Epic"
        ]
    );
    assert!(page.has("tbody .flag.yes"));
    assert_eq!(
        page.attributes(".rows td a", "href"),
        [format!("/admin/authors/{}/change/", author.id)]
    );
}

#[tokio::test]
async fn a_list_is_sorted_by_several_columns_and_each_can_be_taken_out_again() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let (austen, zola) = (
        app.author("Jane", "Austen").await,
        app.author("Emile", "Zola").await,
    );
    for (title, author) in [("B", &zola), ("A", &zola), ("C", &austen)] {
        app.book(title, author).await;
    }
    let page = librarian.page("/admin/books/").await;
    assert_eq!(page.rows(), ["A", "B", "C"], "as declared");
    let page = librarian.page(&page.link("Author")).await;
    assert_eq!(page.rows()[0], "C", "by the author's name, not by the key");
    let page = librarian.page(&page.link("Author ▲ 1")).await;
    assert_eq!(page.rows()[2], "C", "pressed again, it turns round");
    let page = librarian.page("/admin/books/?o=author_id,-title").await;
    assert_eq!(page.rows(), ["C", "B", "A"]);
    assert_eq!(
        page.attributes("th[aria-sort]", "aria-sort"),
        ["descending", "ascending"]
    );
    let without = page.link("× Do not sort by Author");
    assert_eq!(librarian.page(&without).await.rows(), ["C", "B", "A"]);
    assert!(!without.contains("author"));
    let page = librarian.page(&page.link("Usual order")).await;
    assert_eq!(page.rows(), ["A", "B", "C"]);
}

#[tokio::test]
async fn the_search_finds_rows_in_which_every_word_is() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let tolstoy = app.author("Leo", "Tolstoy").await;
    let wells = app.author("Herbert", "Wells").await;
    app.book("War and Peace", &tolstoy).await;
    app.book("The War of the Worlds", &wells).await;
    let odd = app.book("100% _true_", &wells).await;
    let find = async |q: &str| {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("q", q)
            .finish();
        librarian
            .page(&format!("/admin/books/?{query}"))
            .await
            .rows()
    };
    assert_eq!(
        find("war").await,
        ["The War of the Worlds", "War and Peace"]
    );
    assert_eq!(
        find("WAR tolstoy").await,
        ["War and Peace"],
        "all words, other tables too"
    );
    assert_eq!(find("\"and peace\"").await, ["War and Peace"]);
    assert!(find("\"peace and\"").await.is_empty());
    assert_eq!(find("^war").await, ["War and Peace"]);
    assert_eq!(
        find("=\"the war of the worlds\"").await,
        ["The War of the Worlds"]
    );
    assert_eq!(
        find("@war").await,
        ["The War of the Worlds", "War and Peace"]
    );
    assert!(find("@wor").await.is_empty());
    assert_eq!(find("100%").await, ["100% _true_"]);
    assert_eq!(
        find("_").await,
        ["100% _true_"],
        "signs of patterns are only signs"
    );
    assert_eq!(find(&odd.isbn).await, ["100% _true_"]);
    assert!(
        find(&odd.isbn[..8]).await.is_empty(),
        "the whole number only"
    );
}

#[tokio::test]
async fn what_a_list_does_not_know_is_refused_with_a_sentence() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    for query in [
        "nonsense=1",
        "title__regex=.*",
        "status=zzz",
        "in_print=maybe",
        "author_id=x",
        "author_id__empty=1",
        "published=sometimes",
        "summary__empty=2",
        "o=password",
        "o=length",
        "page=0",
        "page=-1",
        "page=99999999999999999999",
        "per_page=100000",
        "period=2026-13",
        "after=x",
        "before=a,b,c",
        "facets=yes",
        "title__between=a..b",
        "title__less=a",
        "isbn__contains=1",
        "published__contains=20",
        "title__empty=2",
        "title__op=regex&title__value=.*",
        "title__contains=%00",
        "q=%00",
    ] {
        let answer = librarian.get(&format!("/admin/books/?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        assert_eq!(
            answer.texts("h1"),
            ["This address does not work"],
            "{query}"
        );
        assert!(
            answer.texts("main p")[0].contains("Nothing was changed"),
            "{query}"
        );
    }
}

#[tokio::test]
async fn an_empty_declaration_is_already_a_good_list() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let page = admin.page("/admin/genres/").await;
    assert_eq!(page.texts(".empty h2"), ["There is nothing here yet"]);
    app.genre("Poetry").await;
    let page = admin.page("/admin/genres/").await;
    assert_eq!(page.texts("thead th:not(.tick)"), ["Name"]);
    assert_eq!(page.rows(), ["Poetry"]);
}

#[tokio::test]
async fn rows_out_of_scope_are_nowhere() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let hidden = app.author("Anna", "Hidden").await;
    app.author("Leo", "Tolstoy").await;
    assert_eq!(admin.page("/admin/authors/").await.rows().len(), 1);
    for page in ["change", "delete", "history"] {
        let path = format!("/admin/authors/{}/{page}/", hidden.id);
        assert_eq!(admin.get(&path).await.status, 404, "{page}");
    }
    let choices = admin.page("/admin/books/choices/author_id/").await;
    assert!(!choices.text.contains("Hidden"));
    let forged = admin
        .fill_in(
            "/admin/books/add/",
            &[
                ("title", "A"),
                ("isbn", "1"),
                ("status", "a"),
                ("author_id", &hidden.id.to_string()),
            ],
            "_save",
        )
        .await;
    assert_eq!(forged.status, 422);
    assert_eq!(
        forged.errors_at("author_id"),
        ["Please choose something that is offered."]
    );
}

#[tokio::test]
async fn a_search_that_stops_before_it_has_found_everything_says_so() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let author = app.author("Leo", "Tolstoy").await;
    let book = app.book("War", &author).await;
    for number in 1..=4 {
        app.note(&format!("Note {number} of 4"), &book).await;
    }
    let page = admin.page("/admin/notes/?q=note").await;
    assert_eq!(page.rows().len(), 3);
    assert!(
        page.texts(".notice")[0].starts_with("The search found more than 3."),
        "{:?}",
        page.texts(".notice")
    );
    let page = admin.page("/admin/notes/?q=3").await;
    assert_eq!(page.rows(), ["Note 3 of 4"]);
    assert!(!page.has(".notice"));
    assert!(!admin.page("/admin/notes/").await.has(".notice"));
    let page = admin.clone().in_german().page("/admin/notes/?q=note").await;
    assert!(page.texts(".notice")[0].starts_with("Die Suche hat mehr als 3 gefunden."));
}
