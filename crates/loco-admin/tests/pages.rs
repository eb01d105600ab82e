//! Pages of a list: how they lead on and back, and what they cost.
use crate::support::{Answer, Caller, TestApp, day};
use sea_orm::Set;

#[tokio::test]
async fn pages_hold_as_many_rows_as_somebody_chooses() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    for number in 0..25 {
        app.book(&format!("Book {number:02}"), &author).await;
    }
    let page = librarian.page("/admin/books/?per_page=20").await;
    assert_eq!(page.rows().len(), 20);
    assert_eq!(page.texts(".pages [role=status]"), ["25 in all"]);
    let page = librarian.page(&page.link("Next")).await;
    assert_eq!(page.rows().len(), 5);
    assert!(page.texts(".pages").join("").contains("Page 2 of 2"));
    let page = librarian.page("/admin/books/?page=9").await;
    assert_eq!(page.texts(".empty h2"), ["This page is empty"]);
}

#[tokio::test]
async fn the_keys_of_books_have_an_order_of_their_own() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    for _ in 0..30 {
        app.book("Same", &author).await;
    }
    let mut seen: Vec<String> = Vec::new();
    for page in 1..=2 {
        let page = librarian
            .page(&format!("/admin/books/?per_page=20&page={page}"))
            .await;
        seen.extend(page.attributes(".rows tbody th a", "href"));
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 30, "no row twice, none left out");
}

/// All rows of a list by its links, forwards and back again.
async fn leafed(librarian: &Caller, from: &str) -> (Vec<String>, Vec<String>) {
    let keys = |page: &Answer| page.attributes(".rows tbody th a", "href");
    let mut page = librarian.page(from).await;
    let mut there = vec![keys(&page)];
    while page.has("a[rel=next]") {
        page = librarian.page(&page.link("Next")).await;
        there.push(keys(&page));
    }
    let mut back = vec![keys(&page)];
    while page.has("a[rel=prev]") {
        page = librarian.page(&page.link("Previous")).await;
        back.push(keys(&page));
    }
    back.reverse();
    (there.concat(), back.concat())
}

#[tokio::test]
async fn pages_begin_where_their_neighbour_ends_in_every_order() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let authors = [
        app.author("Leo", "Tolstoy").await,
        app.author("Jane", "Austen").await,
    ];
    for number in 0..70_u32 {
        app.book_with(
            &format!("Title, {}", number / 20),
            &authors[number as usize % 2],
            |book| {
                // Several on a day, and some on none.
                let days = (number % 7 > 0).then(|| day(2026, 1, 1 + number % 7));
                book.published = Set(days);
                book.status = Set(["a", "o"][number as usize % 2].into());
            },
        )
        .await;
    }
    for order in [
        "",
        "o=-title",
        "o=published",
        "o=-published",
        "o=published,-title",
        "o=-published,status",
        "o=author_id",
        "o=-author_id,published",
        "o=in_print",
    ] {
        let (there, back) = leafed(&librarian, &format!("/admin/books/?per_page=20&{order}")).await;
        let numbered = {
            let mut all = Vec::new();
            for number in 1..=4 {
                let page = librarian
                    .page(&format!("/admin/books/?per_page=20&page={number}&{order}"))
                    .await;
                all.extend(page.attributes(".rows tbody th a", "href"));
            }
            all
        };
        assert_eq!(there.len(), 70, "{order}");
        assert_eq!(there, numbered, "{order}");
        assert_eq!(there, back, "{order}");
    }
}

#[tokio::test]
async fn a_page_stays_where_it_is_when_rows_come_and_go_before_it() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    for number in 0..45 {
        app.book(&format!("Book {number:02}"), &author).await;
    }
    let page = librarian.page("/admin/books/?per_page=20").await;
    app.book("A new one", &author).await;
    let second = librarian.page(&page.link("Next")).await;
    assert_eq!(second.rows()[0], "Book 20", "no row is shown twice");
    assert!(second.texts(".pages").join("").contains("Page 2 of 3"));
    let first = librarian.page(&second.link("Previous")).await;
    assert_eq!(first.rows()[0], "A new one");
    let forged = second.link("Next").replace("page=3", "page=900");
    let third = librarian.page(&forged).await;
    assert_eq!(third.rows()[0], "Book 40");
    assert!(third.texts(".pages").join("").contains("Page 3 of 3"));
    let beyond = librarian
        .page("/admin/books/?page=7&after=zzz,00000000-0000-0000-0000-000000000000")
        .await;
    assert_eq!(beyond.texts(".empty h2"), ["This page is empty"]);
}

#[tokio::test]
async fn a_list_costs_as_many_queries_for_a_hundred_rows_as_for_one() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let genre = app.genre("Novel").await;
    let book = app.book("One", &author).await;
    app.pair(&book, &genre).await;
    let count = async || {
        let before = app.queries();
        librarian.page("/admin/books/?per_page=200").await;
        app.queries() - before
    };
    count().await;
    let one = count().await;
    for number in 0..100 {
        let author = app.author("Author", &format!("Number {number}")).await;
        let book = app.book(&format!("Book {number}"), &author).await;
        app.pair(&book, &genre).await;
    }
    let many = count().await;
    assert!(many <= one, "{one} for one row, {many} for a hundred");
}

#[tokio::test]
async fn a_deep_page_costs_as_many_queries_as_the_first() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    app.many_authors(300).await;
    let cost = async |path: &str| {
        let before = app.queries();
        let page = librarian.page(path).await;
        (app.queries() - before, page)
    };
    cost("/admin/authors/?per_page=20").await;
    let (first, mut page) = cost("/admin/authors/?per_page=20").await;
    let mut deep = first;
    for _ in 0..10 {
        (deep, page) = cost(&page.link("Next")).await;
    }
    assert!(page.texts(".pages").join("").contains("Page 11"));
    assert_eq!(deep, first);
}

#[tokio::test]
async fn beyond_what_is_counted_pages_go_on() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    app.many_authors(330).await;
    let page = librarian.page("/admin/authors/?per_page=50").await;
    assert_eq!(page.texts(".pages [role=status]"), ["More than 250 in all"]);
    assert!(
        !page.text.contains(">Last<"),
        "nobody knows which is the last"
    );
    let (there, back) = leafed(&librarian, "/admin/authors/?per_page=50").await;
    assert_eq!(there.len(), 330);
    assert_eq!(there, back);
    let page = librarian
        .page("/admin/authors/?facets=1&last_name__contains=32&born__empty=1")
        .await;
    assert_eq!(page.texts(".pages [role=status]"), ["13 in all"]);
    let page = librarian.page("/admin/authors/?facets=1").await;
    assert_eq!(
        page.texts(".filter li a"),
        ["All 250+", "Empty 250+", "Not empty 0+"]
    );
}
