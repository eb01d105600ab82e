//! Lists: columns, order, search, filters, pages, and what they cost.
use crate::support::TestApp;
use chrono::NaiveDate;
use sea_orm::{EntityTrait, Set};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

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
    assert_eq!(with, without + 2, "one for what is set, one for all others");
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
        "published__from=2026-02-30",
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
        "published__less=tomorrow",
        "published__between=2026-01-01",
        "published__between=..",
        "in_print__is=maybe",
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
async fn leafed(librarian: &crate::support::Caller, from: &str) -> (Vec<String>, Vec<String>) {
    let keys = |page: &crate::support::Answer| page.attributes(".rows tbody th a", "href");
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

#[tokio::test]
async fn rows_are_edited_in_their_list_and_only_those_that_changed_are_saved() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let (war, peace) = (
        app.book("War", &author).await,
        app.book("Peace", &author).await,
    );
    app.book("Frozen", &author).await;
    let page = librarian.page("/admin/books/?o=-title").await;
    assert_eq!(
        page.attributes("[name$='-status'][checked]", "name").len(),
        2
    );
    let status = format!("{}-status", war.id);
    let answer = librarian
        .send(&page, "/admin/books/edits/", &[(&status, "o")], "_save")
        .await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    assert_eq!(
        answer.location(),
        "/admin/books/?o=-title",
        "back to the same list"
    );
    assert_eq!(app.stored(&war).await.unwrap().status, "o");
    assert_eq!(app.stored(&peace).await.unwrap().status, "a");
    let told = loco_admin::history::Entity::find()
        .all(&app.db)
        .await
        .unwrap();
    assert_eq!(told.len(), 1, "one row was saved");
}

#[tokio::test]
async fn a_row_of_a_list_that_is_wrong_or_was_changed_meanwhile_says_so() {
    let app = TestApp::start().await;
    let (librarian, admin) = (app.librarian().await, app.admin().await);
    let author = app.author("Leo", "Tolstoy").await;
    let (war, peace) = (
        app.book("War", &author).await,
        app.book("Peace", &author).await,
    );
    let page = librarian.page("/admin/books/").await;
    admin
        .fill_in(
            &format!("/admin/books/{}/change/", war.id),
            &[("title", "Theirs")],
            "_save",
        )
        .await;
    let (war_status, peace_status) = (format!("{}-status", war.id), format!("{}-status", peace.id));
    let answer = librarian
        .send(
            &page,
            "/admin/books/edits/",
            &[(&war_status, "o"), (&peace_status, "zzz")],
            "_save",
        )
        .await;
    assert_eq!(answer.status, 422);
    assert!(answer.texts("tr.wrong .errors")[0].starts_with("Somebody else changed this row"));
    assert_eq!(answer.errors_at(&peace_status).len(), 1);
    assert_eq!(
        app.stored(&war).await.unwrap().status,
        "a",
        "nothing was overwritten"
    );
    let viewer = app.viewer().await;
    assert_eq!(viewer.post("/admin/books/edits/", &[]).await.status, 403);
    assert!(!viewer.page("/admin/books/").await.has("#edits"));
}
