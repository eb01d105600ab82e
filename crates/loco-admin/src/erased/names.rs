//! Names that follow from a table's.
use sea_orm::EntityName;

use crate::ModelAdmin;

/// The model's name in permissions.
pub(crate) fn model_name<T: ModelAdmin + ?Sized>() -> String {
    if T::MODEL.is_empty() {
        singular(table_name::<T>()).replace('_', "")
    } else {
        T::MODEL.to_owned()
    }
}

pub(crate) fn table_name<T: ModelAdmin + ?Sized>() -> &'static str {
    T::Entity::default().table_name()
}

/// `categories` is `category`, `boxes` is `box`, `books` is `book`.
fn singular(plural: &str) -> String {
    if let Some(stem) = plural.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for ending in ["ses", "xes", "zes", "ches", "shes"] {
        if plural.ends_with(ending) {
            return plural[..plural.len() - 2].to_owned();
        }
    }
    match plural.strip_suffix('s') {
        Some(stem) if !stem.ends_with('s') => stem.to_owned(),
        _ => plural.to_owned(),
    }
}

/// What one row is called where nobody says it: `visitor note` for the model `visitornote` of the table
/// `visitor_notes`.
pub(crate) fn spoken(model: &str, table: &str) -> String {
    let words = singular(table);
    if words.replace('_', "") == model {
        words.replace('_', " ")
    } else {
        model.replace('_', " ")
    }
}

/// `due_back` is `Due back`; a column that points elsewhere is named after what is there.
pub(crate) fn humanized(name: &str) -> String {
    let name = name.strip_suffix("_id").unwrap_or(name);
    let spaced = name.replace('_', " ");
    let mut letters = spaced.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().collect::<String>() + letters.as_str(),
        None => spaced,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_from_tables_and_columns() {
        assert_eq!(singular("book_instances"), "book_instance");
        assert_eq!(singular("categories"), "category");
        assert_eq!(singular("boxes"), "box");
        assert_eq!(singular("news"), "new");
        assert_eq!(singular("address"), "address");
        assert_eq!(spoken("visitornote", "visitor_notes"), "visitor note");
        assert_eq!(spoken("copy", "book_instances"), "copy");
        assert_eq!(humanized("date_of_birth"), "Date of birth");
        assert_eq!(humanized("author_id"), "Author");
        assert_eq!(humanized("id"), "Id");
    }
}
