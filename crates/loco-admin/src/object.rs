//! A row of any model, as the generic part of the admin sees it.
use std::any::Any;
use std::sync::Arc;

use sea_orm::Value;
use sha2::{Digest, Sha256};

use crate::key::Key;
use crate::value;

/// A row: its values in the order of the model's fields, and the typed model for the declaration's
/// own functions.
#[derive(Clone)]
pub(crate) struct Object {
    pub key: Key,
    pub values: Arc<[Value]>,
    pub label: String,
    typed: Arc<dyn Any + Send + Sync>,
}

impl Object {
    pub fn new<M: Send + Sync + 'static>(key: Key, values: Vec<Value>, model: M) -> Self {
        Self {
            key,
            values: values.into(),
            label: String::new(),
            typed: Arc::new(model),
        }
    }

    pub fn model<M: 'static>(&self) -> Option<&M> {
        self.typed.downcast_ref()
    }

    pub fn any(&self) -> &(dyn Any + Send + Sync) {
        &*self.typed
    }

    /// What a form was made from: two rows with the same values have the same version.
    pub fn version(&self) -> String {
        let mut hash = Sha256::new();
        for value in self.values.iter() {
            match value::text(value) {
                Some(text) => {
                    hash.update(text.len().to_le_bytes());
                    hash.update(text);
                }
                None => hash.update([0xff]),
            }
        }
        hash.finalize()
            .iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}
