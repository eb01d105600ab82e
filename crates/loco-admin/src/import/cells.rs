//! What the cells of a file say, as a form would have sent it.
use chrono::NaiveDate;

use crate::field::Field;
use crate::spreadsheet;
use crate::value::Kind;
use crate::visit::Visit;

/// The text of a cell as the field's input would send it: words that the pages show are taken for
/// what they stand for.
pub(super) fn text(visit: &Visit, field: &Field, cell: &str) -> String {
    let cell = spreadsheet::unescape(cell.trim()).replace("\r\n", "\n");
    let same = |words: &str| words.to_lowercase() == cell.to_lowercase();
    if cell.is_empty() {
        return cell;
    }
    if !field.choices.is_empty() && field.choice(&cell).is_none() {
        let meant = field
            .choices
            .iter()
            .find(|choice| same(&visit.said(&choice.label)));
        if let Some(choice) = meant {
            return choice.value.clone();
        }
    }
    match field.kind {
        Kind::Flag if same(&visit.text("admin-yes")) || same("true") => "true".to_owned(),
        Kind::Flag if same(&visit.text("admin-no")) || same("false") => "false".to_owned(),
        Kind::Flag if cell == "1" => "true".to_owned(),
        Kind::Flag if cell == "0" => "false".to_owned(),
        Kind::Day => {
            NaiveDate::parse_from_str(&cell, "%d.%m.%Y").map_or(cell, |day| day.to_string())
        }
        _ => cell,
    }
}
