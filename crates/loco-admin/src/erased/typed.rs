//! The object-safe core of one declaration.
use std::marker::PhantomData;

use async_trait::async_trait;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ActiveModelTrait, Condition, DbErr, EntityTrait, IntoActiveModel, Iterable, ModelTrait,
    QueryFilter, QuerySelect, QueryTrait, Value,
};

use super::ErasedAdmin;
use super::reflect;
use crate::declare::{FormErrors, SaveCx};
use crate::key::Key;
use crate::object::Object;
use crate::value;
use crate::{Db, ModelAdmin, Op, Staff};

type Model<T> = <<T as ModelAdmin>::Entity as EntityTrait>::Model;
type ActiveModel<T> = <<T as ModelAdmin>::Entity as EntityTrait>::ActiveModel;
type Column<T> = <<T as ModelAdmin>::Entity as EntityTrait>::Column;

/// A declaration behind [`ErasedAdmin`].
pub(crate) struct Typed<T> {
    columns: Vec<usize>,
    declaration: PhantomData<fn() -> T>,
}

impl<T: ModelAdmin> Typed<T> {
    pub fn new() -> Self {
        Self {
            columns: reflect::keys::<T::Entity>(),
            declaration: PhantomData,
        }
    }

    fn object(&self, model: Model<T>) -> Object
    where
        Model<T>: Sync + 'static,
    {
        let values: Vec<Value> = Column::<T>::iter()
            .map(|column| model.get(column))
            .collect();
        let key = Key(self
            .columns
            .iter()
            .map(|place| values[*place].clone())
            .collect());
        Object::new(key, values, model)
    }
}

fn gone() -> FormErrors {
    FormErrors::form("admin-error-gone")
}

#[async_trait]
impl<T> ErasedAdmin for Typed<T>
where
    T: ModelAdmin,
    Model<T>: IntoActiveModel<ActiveModel<T>> + Sync + 'static,
    ActiveModel<T>: Send + 'static,
{
    fn can(&self, staff: &Staff, op: Op, object: Option<&Object>) -> bool {
        T::can(staff, op, object.and_then(Object::model::<Model<T>>))
    }

    fn scope(&self, staff: &Staff) -> SelectStatement {
        let mut rows = T::scope(staff, T::Entity::find()).into_query();
        rows.clear_selects();
        rows.clear_order_by();
        rows
    }

    async fn load(
        &self,
        db: &Db<'_>,
        staff: &Staff,
        condition: Condition,
        limit: u64,
        lock: bool,
    ) -> Result<Vec<Object>, DbErr> {
        let mut rows = T::scope(staff, T::Entity::find())
            .filter(condition)
            .order_by_id_asc()
            .limit(limit);
        if lock {
            rows = rows.lock_exclusive();
        }
        let models = rows.all(db).await?;
        Ok(models.into_iter().map(|model| self.object(model)).collect())
    }

    async fn write(
        &self,
        cx: &SaveCx<'_>,
        before: Option<&Object>,
        changes: &[(usize, Value)],
    ) -> Result<Object, FormErrors> {
        let mut row = match before {
            Some(object) => object
                .model::<Model<T>>()
                .ok_or_else(gone)?
                .clone()
                .into_active_model(),
            None => <ActiveModel<T> as ActiveModelTrait>::default(),
        };
        let columns: Vec<Column<T>> = Column::<T>::iter().collect();
        for column in &columns {
            let stamped = match sea_orm::IdenStatic::as_str(column) {
                "created_at" => before.is_none(),
                "updated_at" => true,
                _ => false,
            };
            let of = Model::<T>::get_value_type(*column);
            if let Some(now) = value::of_instant(&of, cx.now).filter(|_| stamped) {
                row.try_set(*column, now)?;
            }
        }
        for (place, value) in changes {
            row.try_set(columns[*place], value.clone())?;
        }
        T::before_save(cx, &mut row).await?;
        let saved = match before {
            Some(_) => row.update(cx.db).await,
            None => row.insert(cx.db).await,
        };
        match saved {
            Ok(model) => Ok(self.object(model)),
            Err(DbErr::RecordNotUpdated) => Err(gone()),
            Err(error) => Err(error.into()),
        }
    }

    async fn after_write(&self, cx: &SaveCx<'_>, object: &Object) -> Result<(), FormErrors> {
        let model = object.model::<Model<T>>().ok_or_else(gone)?;
        T::after_save(cx, model).await
    }

    async fn remove(&self, cx: &SaveCx<'_>, object: &Object) -> Result<(), FormErrors> {
        let model = object.model::<Model<T>>().ok_or_else(gone)?;
        T::before_delete(cx, model).await?;
        let deleted = model.clone().into_active_model().delete(cx.db).await?;
        if deleted.rows_affected == 0 {
            return Err(gone());
        }
        Ok(())
    }
}
