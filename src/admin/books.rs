//! Books, with their copies on their page.

use loco_admin::{
    Asc, Col, Filter, FormErrors, Import, Inline, Many, ModelAdmin, Options, SaveCx, Search,
    Widget, named, row,
};
use sea_orm::Set;

use super::refusal::message;
use crate::models::{
    among_books, authors, book_instances,
    books::{ActiveModel, Column as C, Entity, MAX_SUMMARY, MAX_TITLE, Model},
    genres, isbn,
};

pub struct BookAdmin;

impl ModelAdmin for BookAdmin {
    type Entity = Entity;
    const APP: &'static str = "catalog";

    fn options() -> Options<Entity> {
        Options::new()
            .display(|book: &Model| book.title.clone())
            .list([
                Col::field(C::Title)
                    .order_by([C::SortTitle, C::AuthorId])
                    .link(),
                Col::field(C::AuthorId).order_via(C::AuthorId, [authors::Column::SortName]),
                Col::many(
                    "display_genre",
                    "admin-book-genre",
                    3,
                    |genre: &genres::Model| genre.name.clone(),
                ),
            ])
            // The index is in this order.
            .order([(C::SortTitle, Asc), (C::AuthorId, Asc)])
            .search([Search::custom(|words, cx| {
                among_books(C::Id, &words.join(" "), cx.backend, cx.most)
            })])
            .search_help("books-search")
            .filters([
                Filter::field(C::LanguageId),
                Filter::many("genre", genres::Entity),
                Filter::operators(C::Title),
                Filter::operators(C::Isbn),
            ])
            .fieldset(
                "",
                [
                    row![C::Title],
                    row![C::AuthorId],
                    row![C::Summary],
                    row![C::Isbn, C::LanguageId],
                    row![named("genres")],
                ],
            )
            .many(Many::to("genres", genres::Entity).two_lists())
            .follows(C::SortTitle, C::Title)
            .max_length(C::Title, MAX_TITLE as u32)
            .max_length(C::Summary, MAX_SUMMARY as u32)
            .widget(C::Summary, Widget::Textarea { rows: 7 })
            .help(C::Isbn, "book-isbn-help")
            .validate(C::Isbn, |typed| {
                isbn::parse(typed).map(drop).map_err(message)
            })
            .inline(
                Inline::tabular(book_instances::Column::BookId)
                    .columns([
                        book_instances::Column::Imprint,
                        book_instances::Column::Status,
                        book_instances::Column::DueBack,
                        book_instances::Column::BorrowerId,
                    ])
                    .extra(0)
                    .show_change_link(),
            )
            .view_on_site(Model::url)
            .bulk_edit([C::LanguageId, C::AuthorId])
            .import(Import::by(C::Isbn))
    }

    async fn before_save(_: &SaveCx<'_>, book: &mut ActiveModel) -> Result<(), FormErrors> {
        if let Set(typed) = &book.isbn {
            let digits = isbn::parse(typed)
                .map_err(|problem| FormErrors::field(C::Isbn, message(problem)))?;
            book.isbn = Set(digits);
        }
        Ok(())
    }
}
