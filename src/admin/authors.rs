//! Authors, with the books they wrote on their page.

use loco_admin::{
    Asc, Col, Filter, FormErrors, Import, Inline, ModelAdmin, Options, SaveCx, Search, row,
};

use super::refusal::message;
use crate::models::{
    Problem, among_authors,
    authors::{ActiveModel, Column as C, Entity, Model},
    books,
};

pub struct AuthorAdmin;

impl ModelAdmin for AuthorAdmin {
    type Entity = Entity;
    const APP: &'static str = "catalog";

    fn options() -> Options<Entity> {
        Options::new()
            .display(Model::to_string)
            .list([
                Col::field(C::LastName).order_by([C::SortName]),
                Col::field(C::FirstName),
                Col::field(C::DateOfBirth),
                Col::field(C::DateOfDeath),
            ])
            .order([(C::SortName, Asc)])
            .search([Search::custom(|words, cx| {
                among_authors(C::Id, &words.join(" "), cx.backend, cx.most)
            })])
            .search_help("authors-search")
            .filters([
                Filter::operators(C::LastName),
                Filter::operators(C::DateOfBirth),
                Filter::operators(C::DateOfDeath),
            ])
            .follows(C::SortName, C::LastName)
            .fieldset(
                "",
                [
                    row![C::FirstName],
                    row![C::LastName],
                    row![C::DateOfBirth, C::DateOfDeath],
                ],
            )
            .max_length(C::FirstName, 100)
            .max_length(C::LastName, 100)
            .inline(
                Inline::tabular(books::Column::AuthorId)
                    .columns([
                        books::Column::Title,
                        books::Column::Summary,
                        books::Column::Isbn,
                        books::Column::LanguageId,
                    ])
                    .extra(0)
                    .show_change_link(),
            )
            .view_on_site(Model::url)
            .import(Import::new())
    }

    async fn before_save(_: &SaveCx<'_>, author: &mut ActiveModel) -> Result<(), FormErrors> {
        let born = author.date_of_birth.try_as_ref().copied().flatten();
        let died = author.date_of_death.try_as_ref().copied().flatten();
        if born.is_some_and(|born| died.is_some_and(|died| died < born)) {
            return Err(FormErrors::field(
                C::DateOfDeath,
                message(Problem::DiedBeforeBirth),
            ));
        }
        Ok(())
    }
}
