//! Conditions that make no sense, such as a year that is no number: what was typed goes back into its form, with what is
//! wrong beside it, and the list is shown without it.
use super::address::unknown_value;
use super::filters;
use super::operators::{self, Operator};
use super::{Address, operators::Typed};
use crate::declare::FilterKind;
use crate::erased::Entry;
use crate::error::Result;
use crate::visit::Visit;

/// What somebody typed into a filter's form.
#[derive(Clone, Debug)]
pub(crate) struct Wrong {
    /// As in the address: `published__less`.
    pub parameter: String,
    pub typed: String,
    /// What is wrong with it, in the person's language.
    pub message: String,
}

/// Takes the conditions out of an address that make no sense. What no form sends is refused as a whole.
pub(super) fn sort_out(visit: &Visit, entry: &Entry, address: &mut Address) -> Result<()> {
    for (parameter, typed) in std::mem::take(&mut address.filters) {
        let known = filters::known(entry, &parameter);
        let makes_sense = known.is_some_and(|(filter, part)| {
            filters::condition(visit, entry, filter, part, &typed).is_some()
        });
        if makes_sense {
            address.filters.push((parameter, typed));
            continue;
        }
        let key = known.and_then(|(filter, part)| {
            let field = entry.field(filter.name)?;
            match filter.kind {
                FilterKind::Operators => {
                    operators::mistake(visit, field, Operator::parse(part)?, &typed)
                }
                FilterKind::Field if matches!(part, "from" | "to") => Some("admin-error-day"),
                _ => None,
            }
        });
        let Some(key) = key else {
            return Err(unknown_value(visit, &parameter, &typed));
        };
        address.wrong.push(Wrong {
            message: visit.text(key),
            parameter,
            typed,
        });
    }
    Ok(())
}

impl Wrong {
    /// The operator and the values, as they go back into the form.
    pub(super) fn apart(&self) -> Option<Typed> {
        let (_, operator) = self.parameter.rsplit_once("__")?;
        Some(Typed::apart(Operator::parse(operator)?, &self.typed))
    }
}
