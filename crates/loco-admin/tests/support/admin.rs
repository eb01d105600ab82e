//! What the test application declares.
use super::models::{authors, books, genres, notes};
use authors::Column as A;
use books::Column as B;
use loco_admin::{
    Action, ActionCx, ActionTx, Asc, Col, Count, Filter, FormErrors, Import, Inline, Many,
    ModelAdmin, Op, Options, SaveCx, Search, SearchCx, Staff, Widget, named, row,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, Condition, IntoActiveModel, Order, QueryFilter,
    Select,
    sea_query::{Expr, ExprTrait, Func, Query},
};

/// Nothing is said: everything follows from the table.
pub struct GenreAdmin;

impl ModelAdmin for GenreAdmin {
    type Entity = genres::Entity;
    const APP: &'static str = "catalog";
}

pub struct AuthorAdmin;

impl ModelAdmin for AuthorAdmin {
    type Entity = authors::Entity;
    const APP: &'static str = "catalog";
    fn options() -> Options<authors::Entity> {
        Options::new()
            .display(|author: &authors::Model| {
                format!("{}, {}", author.last_name, author.first_name)
            })
            .order([(A::LastName, Asc)])
            .search([
                Search::contains(A::FirstName),
                Search::contains(A::LastName),
            ])
            .filters([Filter::operators(A::LastName), Filter::empty(A::Born)])
            .count(Count::Capped(250))
            .inline(
                Inline::tabular(B::AuthorId)
                    .columns([B::Title, B::Isbn, B::Status])
                    .extra(2)
                    .max(50)
                    .show_change_link(),
            )
            .import(Import::new().most_megabytes(1).most_rows(50))
    }

    /// Nobody sees the authors that are to be kept out of sight, whatever they may do.
    fn scope(_: &Staff, rows: Select<authors::Entity>) -> Select<authors::Entity> {
        rows.filter(A::LastName.ne("Hidden"))
    }
}

pub struct BookAdmin;

impl ModelAdmin for BookAdmin {
    type Entity = books::Entity;
    const APP: &'static str = "catalog";
    fn options() -> Options<books::Entity> {
        Options::new()
            .label("book", "books")
            .list([
                Col::field(B::Title).link(),
                Col::field(B::AuthorId).order_via(B::AuthorId, [A::LastName, A::FirstName]),
                Col::field(B::Status).editable(),
                Col::field(B::InPrint),
                Col::field(B::Published),
                Col::computed("length", "Length of the title", |book: &books::Model| {
                    i64::try_from(book.title.chars().count()).unwrap_or_default()
                }),
                Col::many("genres", "Genre", 3, |genre: &genres::Model| {
                    genre.name.clone()
                }),
            ])
            .order([(B::Title, Asc)])
            .search([
                Search::contains(B::Title),
                Search::exact(B::Isbn),
                Search::via(B::AuthorId, [A::LastName]),
            ])
            .filters([
                Filter::field(B::Status),
                Filter::field(B::InPrint),
                Filter::field(B::AuthorId),
                Filter::field(B::Published),
                Filter::many("genre", genres::Entity),
                Filter::empty(B::Summary),
                Filter::operators(B::Title),
                Filter::operators(B::Published),
                Filter::operators(B::InPrint),
                Filter::operators(B::UpdatedAt),
                Filter::custom("title_length", "Title", [("short", "Short")], |_, _| {
                    Condition::all().add(B::Title.like("____"))
                }),
            ])
            .date_hierarchy(B::Published)
            .choices(
                B::Status,
                [("a", "Available"), ("o", "On loan"), ("x", "Lost")],
            )
            .fieldset("", [row![B::Title, B::AuthorId], row![B::Summary, B::Id]])
            .fieldset(
                "Catalogue",
                [row![B::Isbn, B::Status], row![named("genres")]],
            )
            .description("As printed on the back.")
            .collapsed(
                "More",
                [
                    row![B::InPrint, B::Published],
                    row![B::UpdatedAt, named("spine")],
                ],
            )
            .many(Many::to("genres", genres::Entity).two_lists())
            .computed("spine", "On the spine", |book: &books::Model| {
                book.title.to_uppercase()
            })
            .optional([B::Summary])
            .widget(B::Status, Widget::Radio)
            .needs(B::InPrint, "catalog.decide_print")
            .help(B::Isbn, "13 digits.")
            .validate(B::Isbn, |isbn| {
                if isbn.chars().all(|digit| digit.is_ascii_digit()) {
                    Ok(())
                } else {
                    Err("Only digits.".into())
                }
            })
            .import(Import::by(B::Isbn).most_megabytes(60).most_rows(1_000_000))
            .save_as_new()
            .action(Action::new("lend", "Lend").each(lend))
            .action(Action::new("lose", "Lose").within(lose))
            .bulk_edit([B::Status, B::InPrint, B::AuthorId, B::Title, B::Isbn])
    }

    fn can(staff: &Staff, op: Op, book: Option<&books::Model>) -> bool {
        staff.has(op, "catalog", "book")
            && book.is_none_or(|book| op == Op::View || book.title != "Frozen")
    }

    async fn before_save(cx: &SaveCx<'_>, book: &mut books::ActiveModel) -> Result<(), FormErrors> {
        if let ActiveValue::Set(title) = &book.title
            && title == "Forbidden"
        {
            return Err(FormErrors::field(B::Title, "Not with this title."));
        }
        if cx.is_new() && book.in_print.is_not_set() {
            book.in_print = ActiveValue::Set(true);
        }
        Ok(())
    }
}

/// A book that is available is lent; another says why not.
async fn lend(cx: ActionCx, book: books::Model) -> Result<(), String> {
    if book.status != "a" {
        return Err(format!("{} is not available.", book.title));
    }
    let mut lent = book.into_active_model();
    lent.status = ActiveValue::Set("o".into());
    lent.update(&cx.app.db)
        .await
        .map(drop)
        .map_err(|error| error.to_string())
}

/// A book is lost, unless it is one that nobody can lose: that is found out when it has happened.
async fn lose(cx: &ActionTx, book: books::Model) -> Result<(), String> {
    let keep = book.title == "Never lost";
    let mut lost = book.into_active_model();
    lost.status = ActiveValue::Set("x".into());
    let lost = lost
        .update(&cx.db)
        .await
        .map_err(|error| error.to_string())?;
    let (db, note) = (cx.app.db.clone(), format!("Lost: {}", lost.title));
    cx.after_commit(async move {
        let note = notes::ActiveModel {
            title: ActiveValue::Set(note),
            book_id: ActiveValue::Set(lost.id),
            ..Default::default()
        };
        note.insert(&db).await.unwrap();
    });
    if keep {
        return Err(format!("{} cannot be lost.", lost.title));
    }
    Ok(())
}

/// Notes about books, which go along with them.
pub struct NoteAdmin;

impl ModelAdmin for NoteAdmin {
    type Entity = notes::Entity;
    const APP: &'static str = "catalog";
    fn options() -> Options<notes::Entity> {
        Options::new()
            .hidden()
            .list([
                Col::field(notes::Column::Title).link(),
                Col::field(notes::Column::ShelfId).editable(),
            ])
            .bulk_edit([notes::Column::ShelfId])
            .search([Search::custom(found)])
            .count(Count::Capped(3))
            .import(Import::new())
    }

    /// Nobody sees secret notes.
    fn scope(_: &Staff, rows: Select<notes::Entity>) -> Select<notes::Entity> {
        rows.filter(notes::Column::Title.ne("Secret"))
    }
}

/// An index of the application's own, as far as this test needs one.
fn found(words: &[String], cx: &SearchCx) -> Condition {
    let mut found = Query::select();
    found
        .column(notes::Column::Id)
        .from(notes::Entity)
        .and_where(
            Expr::expr(Func::lower(Expr::col(notes::Column::Title)))
                .like(format!("%{}%", words.join(" "))),
        )
        .order_by(notes::Column::Id, Order::Asc);
    if let Some(most) = cx.most {
        found.limit(most);
    }
    Condition::all().add(notes::Column::Id.in_subquery(found))
}
