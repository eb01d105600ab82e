//! A row of any model, as the generic part of the admin sees it.
use std::any::Any;
use std::sync::Arc;

use sea_orm::Value;

use crate::key::Key;

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
}
