//! One registered model: its fields, its declaration, and its typed core.
use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, SelectStatement};
use sea_orm::{Condition, DbErr, EntityTrait, IntoActiveModel, Value};

use super::{ErasedAdmin, Typed, model_name, names, reflect};
use crate::declare::{Declaration, DeclaredMany, OrderBy};
use crate::field::Field;
use crate::key::Key;
use crate::object::Object;
use crate::value;
use crate::{Db, ModelAdmin, Op, Staff};

/// More keys than this go into several queries: databases limit what a query may carry.
const KEYS_A_QUERY: usize = 400;

/// Rows of another table that point to a model.
#[derive(Clone, Debug)]
pub(crate) struct Incoming {
    pub table: String,
    pub column: String,
    pub to: String,
}

/// One registered model.
#[derive(Clone)]
pub(crate) struct Entry {
    pub app: &'static str,
    pub model: String,
    pub slug: &'static str,
    pub table: &'static str,
    pub fields: Vec<Field>,
    /// The places of the primary key's columns among the fields.
    pub keys: Vec<usize>,
    pub incoming: Vec<Incoming>,
    pub declaration: Declaration,
    core: Arc<dyn ErasedAdmin>,
}

impl Entry {
    pub fn of<T>() -> Self
    where
        T: ModelAdmin,
        <T::Entity as EntityTrait>::Model:
            IntoActiveModel<<T::Entity as EntityTrait>::ActiveModel> + Sync + 'static,
        <T::Entity as EntityTrait>::ActiveModel: Send + 'static,
    {
        let declaration = T::options().declaration;
        let table = names::table_name::<T>();
        Self {
            app: T::APP,
            model: model_name::<T>(),
            slug: if T::SLUG.is_empty() { table } else { T::SLUG },
            table,
            fields: reflect::fields::<T::Entity>(&declaration),
            keys: reflect::keys::<T::Entity>(),
            incoming: reflect::incoming::<T::Entity>()
                .into_iter()
                .map(|(table, column, to)| Incoming { table, column, to })
                .collect(),
            declaration,
            core: Arc::new(Typed::<T>::new()),
        }
    }

    pub fn core(&self) -> &dyn ErasedAdmin {
        &*self.core
    }

    pub fn place(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    pub fn many(&self, name: &str) -> Option<&DeclaredMany> {
        self.declaration.many.iter().find(|many| many.name == name)
    }

    /// Whether somebody may do it, with this row or at all.
    pub fn can(&self, staff: &Staff, op: Op, object: Option<&Object>) -> bool {
        let offered = match op {
            Op::Add => self.declaration.adds,
            Op::Delete => self.declaration.deletes,
            Op::View | Op::Change => true,
        };
        offered && self.core.can(staff, op, object)
    }

    /// A column of this model's table.
    pub fn column(&self, name: &str) -> Expr {
        Expr::col((Alias::new(self.table), Alias::new(name)))
    }

    /// What stands in for a column: a column that has the same values, and this one where that has none.
    pub fn stands_for(&self, field: &Field) -> Option<(Expr, NaiveDate)> {
        let all = &self.declaration.stand_ins;
        let stand_in = all.iter().find(|one| one.like == field.name)?;
        Some((self.column(stand_in.name), stand_in.none))
    }

    /// The column to be sorted by instead of this one.
    pub fn stand_in(&self, by: &OrderBy) -> OrderBy {
        let all = &self.declaration.stand_ins;
        match all.iter().find(|one| one.like == by.column) {
            Some(stand_in) if by.via.is_none() => OrderBy {
                column: stand_in.name,
                like: Some(stand_in.like),
                ..by.clone()
            },
            _ => by.clone(),
        }
    }

    /// The columns of the primary key.
    pub fn key_columns(&self) -> Vec<Expr> {
        self.keys
            .iter()
            .map(|place| self.column(self.fields[*place].name))
            .collect()
    }

    /// The rows that this person sees.
    pub fn scope(&self, staff: &Staff) -> SelectStatement {
        self.core.scope(staff)
    }

    /// The key of an address, if it can be one of this model.
    pub fn parse_key(&self, text: &str) -> Option<Key> {
        let types: Vec<_> = self
            .keys
            .iter()
            .map(|place| self.fields[*place].array.clone())
            .collect();
        Key::parse(&types, text)
    }

    fn dress(&self, mut object: Object) -> Object {
        object.label = match &self.declaration.display {
            Some(display) => display(&object),
            None => self.usual_label(&object),
        };
        if object.label.trim().is_empty() {
            object.label = format!("#{}", object.key.text());
        }
        object
    }

    fn usual_label(&self, object: &Object) -> String {
        ["name", "title", "label", "username", "codename"]
            .iter()
            .find_map(|name| value::text(&object.values[self.place(name)?]))
            .unwrap_or_default()
    }

    /// The rows within the scope that meet a condition, at most `limit`.
    pub async fn load_where(
        &self,
        db: &Db<'_>,
        staff: &Staff,
        condition: Condition,
        limit: u64,
        lock: bool,
    ) -> Result<Vec<Object>, DbErr> {
        let objects = self.core.load(db, staff, condition, limit, lock).await?;
        Ok(objects
            .into_iter()
            .map(|object| self.dress(object))
            .collect())
    }

    fn with_keys(&self, keys: &[Key]) -> Condition {
        if let [place] = self.keys[..] {
            let values = keys.iter().map(|key| key.0[0].clone());
            return Condition::all().add(self.column(self.fields[place].name).is_in(values));
        }
        keys.iter().fold(Condition::any(), |any, key| {
            let all = self
                .keys
                .iter()
                .zip(&key.0)
                .fold(Condition::all(), |all, (place, value)| {
                    all.add(self.column(self.fields[*place].name).eq(value.clone()))
                });
            any.add(all)
        })
    }

    /// The rows with these keys, in their order; those out of scope are left out.
    pub async fn load(
        &self,
        db: &Db<'_>,
        staff: &Staff,
        keys: &[Key],
        lock: bool,
    ) -> Result<Vec<Object>, DbErr> {
        let mut found = HashMap::new();
        for some in keys.chunks(KEYS_A_QUERY) {
            let limit = some.len() as u64;
            let objects = self
                .load_where(db, staff, self.with_keys(some), limit, lock)
                .await?;
            found.extend(
                objects
                    .into_iter()
                    .map(|object| (object.key.text(), object)),
            );
        }
        Ok(keys
            .iter()
            .filter_map(|key| found.remove(&key.text()))
            .collect())
    }

    /// The row with this key, if this person sees it.
    pub async fn find(
        &self,
        db: &Db<'_>,
        staff: &Staff,
        key: &Key,
        lock: bool,
    ) -> Result<Option<Object>, DbErr> {
        Ok(self
            .load(db, staff, std::slice::from_ref(key), lock)
            .await?
            .pop())
    }

    /// The keys that a query gives, which selects nothing yet.
    pub async fn keys_of(
        &self,
        db: &Db<'_>,
        mut query: SelectStatement,
    ) -> Result<Vec<Key>, DbErr> {
        use sea_orm::ConnectionTrait;
        for place in &self.keys {
            query.expr(self.column(self.fields[*place].name));
        }
        let rows = db.query_all(&query).await?;
        rows.iter().map(|row| self.read_key(row)).collect()
    }

    /// The key with which a row begins.
    pub fn read_key(&self, row: &sea_orm::QueryResult) -> Result<Key, DbErr> {
        self.keys
            .iter()
            .enumerate()
            .map(|(index, place)| value::get(row, index, &self.fields[*place].array))
            .collect::<Result<Vec<Value>, _>>()
            .map(Key)
    }

    /// A row as it was written in this transaction.
    pub fn dressed(&self, object: Object) -> Object {
        self.dress(object)
    }

    /// Addresses of this model's pages.
    pub fn url(&self) -> String {
        format!("/admin/{}/", self.slug)
    }

    pub fn add_url(&self) -> String {
        format!("/admin/{}/add/", self.slug)
    }

    pub fn object_url(&self, key: &Key, page: &str) -> String {
        format!("/admin/{}/{}/{page}/", self.slug, key.text())
    }
}
