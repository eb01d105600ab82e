//! A form as its template shows it: each field with what was typed and what is wrong, and a summary on top.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Serialize;

use super::Language;
use crate::forms::{FieldErrors, Fields, Typed};

#[derive(Serialize)]
pub struct FormView<'a> {
    fields: BTreeMap<&'static str, FieldView<'a>>,
    mistakes: Vec<Mistake>,
    /// Somebody else has changed the thing since the form was opened.
    stale: bool,
}

#[derive(Serialize)]
struct FieldView<'a> {
    value: Typed<'a>,
    error: Option<Cow<'static, str>>,
}

#[derive(Serialize)]
struct Mistake {
    field: &'static str,
    /// What the field is called.
    label: Option<Cow<'static, str>>,
    text: Cow<'static, str>,
}

impl<'a> FormView<'a> {
    /// A form that nobody has sent yet.
    #[must_use]
    pub fn fresh<F: Fields>(form: &'a F) -> Self {
        Self::refused(form, &FieldErrors::default(), Language::default())
    }

    /// A form that comes back with what is wrong.
    #[must_use]
    pub fn refused<F: Fields>(form: &'a F, errors: &FieldErrors, language: Language) -> Self {
        let field = |(name, value)| {
            let error = errors.of(name).map(|reason| reason.text(language));
            (name, FieldView { value, error })
        };
        let mistakes = errors
            .iter()
            .map(|(field, reason)| Mistake {
                field,
                label: F::label(field).map(|key| language.text(key)),
                text: reason.text(language),
            })
            .collect();
        Self {
            fields: form.typed().into_iter().map(field).collect(),
            mistakes,
            stale: false,
        }
    }

    /// A form that comes back because somebody else was faster.
    #[must_use]
    pub fn stale(form: &'a impl Fields) -> Self {
        Self {
            stale: true,
            ..Self::fresh(form)
        }
    }
}
