//! Who uses the admin site, and what they may do.
use std::ops::Deref;

use loco_oidc::CurrentUser;

/// Something that is done with a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// Look at rows.
    View,
    /// Make rows.
    Add,
    /// Change rows.
    Change,
    /// Delete rows.
    Delete,
}

impl Op {
    /// The first half of a permission's second half: `view` in `catalog.view_book`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Add => "add",
            Self::Change => "change",
            Self::Delete => "delete",
        }
    }
}

/// Somebody who may enter the admin site. Dereferences to [`CurrentUser`].
#[derive(Clone, Debug)]
pub struct Staff(pub(crate) CurrentUser);

impl Staff {
    /// Whether they have the permission for this, such as `catalog.view_book`. Who may change rows
    /// may look at them.
    #[must_use]
    pub fn has(&self, op: Op, app: &str, model: &str) -> bool {
        let can = |op: Op| self.0.can(&format!("{app}.{}_{model}", op.as_str()));
        can(op) || op == Op::View && can(Op::Change)
    }
}

impl Deref for Staff {
    type Target = CurrentUser;
    fn deref(&self) -> &CurrentUser {
        &self.0
    }
}
