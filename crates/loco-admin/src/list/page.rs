//! The page of a list.
use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use serde::Serialize;

use super::edits::{Edits, RowFields};
use super::offers::{self, Chip, FilterView};
use super::pages::{self, Pages, Size};
use super::period::{self, PeriodView};
use super::rows::{Counted, FEW};
use super::{Address, Rows, columns, facets, filters, matching, search};
use crate::Op;
use crate::actions::{self, Offered};
use crate::declare::{Count, DeclaredColumn};
use crate::erased::Entry;
use crate::error::Result;
use crate::export;
use crate::form::FieldView;
use crate::import;
use crate::labels;
use crate::number;
use crate::object::Object;
use crate::saved::{self, SavedView};
use crate::show::Shown;
use crate::visit::Visit;

#[derive(Serialize)]
struct ListView {
    model: String,
    one: String,
    url: String,
    here: String,
    add_url: Option<String>,
    export_url: Option<String>,
    import_url: Option<String>,
    views: Vec<SavedView>,
    searchable: bool,
    search_help: String,
    q: String,
    others: Vec<(String, String)>,
    narrowed: bool,
    clear_url: String,
    columns: Vec<ColumnView>,
    rows: Vec<RowView>,
    /// Some of the rows can be edited here.
    edits: bool,
    filters: Vec<FilterView>,
    chips: Vec<Chip>,
    /// Whether counts stand beside what filters offer, and where that is otherwise.
    counts: bool,
    counts_url: String,
    /// Whether filters offer anything that could be counted.
    offers: bool,
    period: Option<PeriodView>,
    total: String,
    /// Of what a search has found, the list shows so many; nothing where it shows all.
    search_stopped: Option<String>,
    /// Which columns so many rows are not sorted by.
    unsorted: Vec<String>,
    /// What was typed into filters and makes no sense, each with the filter.
    wrong: Vec<String>,
    pages: Pages,
    sizes: Vec<Size>,
    sorted: bool,
    unsorted_url: String,
    actions: Vec<Offered>,
    /// The query of the list, for an action on all of its rows.
    query: String,
}

#[derive(Serialize)]
struct ColumnView {
    name: &'static str,
    label: String,
    sort_url: Option<String>,
    /// `ascending` or `descending`, for `aria-sort`.
    sorted: Option<&'static str>,
    /// Its place among the columns that the list is sorted by.
    place: Option<usize>,
    unsort_url: Option<String>,
}

#[derive(Serialize)]
struct RowView {
    key: String,
    label: String,
    url: String,
    cells: Vec<CellView>,
    /// Of a row that can be edited here.
    version: String,
    above: Vec<String>,
}

#[derive(Serialize)]
struct CellView {
    name: &'static str,
    label: String,
    link: bool,
    field: Option<FieldView>,
    #[serde(flatten)]
    shown: Shown,
}

/// `GET /admin/{model}/`
pub(crate) async fn show(visit: Visit, Path(slug): Path<String>) -> Response {
    visit.respond(page(&visit, &slug).await)
}

/// The rows that an address lets through, as far as a list counts and shows them.
pub(super) fn narrowed<'a>(
    visit: &'a Visit,
    entry: &'a Entry,
    address: &Address,
) -> Result<Rows<'a>> {
    up_to(visit, entry, address, most(entry))
}

/// How many rows a search takes from an index of its own.
fn most(entry: &Entry) -> Option<u64> {
    match entry.declaration.counted() {
        Count::Capped(most) => Some(most),
        Count::Exact | Count::None => None,
    }
}

/// All rows that an address lets through.
pub(crate) fn everything<'a>(
    visit: &'a Visit,
    entry: &'a Entry,
    address: &Address,
) -> Result<Rows<'a>> {
    up_to(visit, entry, address, None)
}

fn up_to<'a>(
    visit: &'a Visit,
    entry: &'a Entry,
    address: &Address,
    most: Option<u64>,
) -> Result<Rows<'a>> {
    let mut rows = Rows::of(visit, entry);
    filters::narrow(&mut rows, address)?;
    if !address.q.is_empty() && !entry.declaration.search.is_empty() {
        matching(&mut rows, &address.q, most);
    }
    Ok(rows)
}

/// A list of so many rows is sorted by anything.
fn few(entry: &Entry) -> u64 {
    most(entry).map_or(FEW, |most| most.min(FEW))
}

/// Sorts the rows; returns the columns that so many rows are not sorted by.
fn order(
    rows: &mut Rows<'_>,
    columns: &[DeclaredColumn],
    address: &Address,
    counted: Counted,
) -> Vec<DeclaredColumn> {
    let is_short = matches!(counted, Counted::Exactly(count) if count <= few(rows.entry));
    let mut left_out = Vec::new();
    let mut last = None;
    for (name, down) in &address.order {
        let Some(column) = columns.iter().find(|column| column.name == *name) else {
            continue;
        };
        // Behind its first column, an index goes on with the usual order only.
        if !is_short && (column.few || last.is_some()) {
            left_out.push(column.clone());
            continue;
        }
        let by = column.order.as_deref().unwrap_or_default();
        for one in by {
            rows.order(one, *down);
            last = Some(*down);
        }
        if let Some(via) = by.last().and_then(|one| one.via) {
            rows.order_alike_there(via, *down);
        }
    }
    match last {
        Some(down) => rows.order_alike(down),
        None => rows.order_as_declared(),
    }
    left_out
}

async fn page(visit: &Visit, slug: &str) -> Result<Response> {
    let entry = visit.entry(slug, Op::View)?;
    let address = Address::read_as_typed(visit, entry, visit.query())?;
    let status = if address.wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::BAD_REQUEST
    };
    with_edits(visit, entry, &address, status, &Edits::default()).await
}

fn not_sorted(visit: &Visit, entry: &Entry, column: &DeclaredColumn) -> String {
    let most = number::whole(
        i64::try_from(few(entry)).unwrap_or(i64::MAX),
        visit.language,
    );
    let column = labels::field(visit, entry, column.name, column.label.as_deref());
    visit.text_with(
        "admin-list-not-sorted",
        &[("number", most.into()), ("column", column.into())],
    )
}

/// The list with what somebody typed into its rows.
pub(super) async fn with_edits(
    visit: &Visit,
    entry: &Entry,
    address: &Address,
    status: StatusCode,
    edits: &Edits,
) -> Result<Response> {
    let columns = columns::of(entry);
    let mut rows = narrowed(visit, entry, address)?;
    let counted = rows.count(entry.declaration.counted()).await?;
    rows.settle(counted, address.is_narrowed());
    let period = match entry.declaration.period.and_then(|name| entry.field(name)) {
        Some(field) => Some(period::view(visit, entry, address, field).await?),
        None => None,
    };
    let unsorted = order(&mut rows, &columns, address, counted);
    let size = address.per_page.unwrap_or(entry.declaration.per_page);
    // In another order, the page would lie beside another row.
    let beside = address.beside.as_ref().filter(|_| unsorted.is_empty());
    let slice = rows
        .slice(beside, address.page, size)
        .await?
        .ok_or_else(|| address.wrong_place(visit))?;
    let objects = entry
        .load(&visit.db(), &visit.staff, &slice.keys, false)
        .await?;
    let lines = lines(visit, entry, &columns, &objects, edits).await?;
    let search_stopped = match most(entry) {
        Some(most) if search::stopped(visit, entry, &address.q, most).await? => {
            let most = number::whole(i64::try_from(most).unwrap_or(i64::MAX), visit.language);
            Some(visit.text_with("admin-list-search-stopped", &[("number", most.into())]))
        }
        _ => None,
    };
    let mut filters = offers::views(visit, entry, address).await?;
    let counts = facets::shown(entry, address);
    if counts {
        facets::count(visit, entry, address, &mut filters).await?;
    }
    let view = ListView {
        model: labels::several(visit, entry),
        one: labels::one(visit, entry),
        url: entry.url(),
        here: address.url(),
        add_url: entry
            .can(&visit.staff, Op::Add, None)
            .then(|| entry.add_url()),
        export_url: export::offered(entry, address),
        import_url: import::offered(visit, entry),
        views: saved::of(visit, entry, address).await?,
        searchable: !entry.declaration.search.is_empty(),
        search_help: entry
            .declaration
            .search_help
            .as_deref()
            .map(|help| visit.said(help))
            .unwrap_or_default(),
        q: address.q.clone(),
        others: {
            let mut others = address.clone();
            others.q.clear();
            others.rewind();
            others.parameters()
        },
        narrowed: address.is_narrowed(),
        clear_url: entry.url(),
        columns: headers(visit, entry, &columns, address),
        edits: lines.iter().any(|line| !line.version.is_empty()),
        rows: lines,
        chips: offers::chips(visit, entry, address, &filters),
        offers: filters.iter().any(|filter| !filter.offers().is_empty()),
        filters,
        counts,
        counts_url: address.with(|address| address.facets = Some(!counts)),
        period,
        total: pages::total(visit, counted, entry.declaration.counted()),
        search_stopped,
        unsorted: unsorted
            .iter()
            .map(|column| not_sorted(visit, entry, column))
            .collect(),
        wrong: offers::wrong_in_words(visit, entry, address),
        pages: pages::beside(address, counted, size, &slice),
        sizes: pages::sizes(entry, address, size),
        sorted: !address.order.is_empty(),
        unsorted_url: address.with(|address| address.order.clear()),
        actions: actions::offered(visit, entry, None),
        query: address
            .url()
            .split_once('?')
            .map(|(_, query)| query.to_owned())
            .unwrap_or_default(),
    };
    let own = format!("{}/list.html", entry.slug);
    let template = if visit.site.views().has(&own) {
        &own
    } else {
        "list.html"
    };
    visit.page(status, template, &serde_json::json!({ "list": view }))
}

async fn lines(
    visit: &Visit,
    entry: &Entry,
    columns: &[DeclaredColumn],
    objects: &[Object],
    edits: &Edits,
) -> Result<Vec<RowView>> {
    let mut cells = columns::cells(visit, entry, columns, objects).await?;
    let any_link = columns.iter().any(|column| column.link);
    let names: Vec<String> = columns
        .iter()
        .map(|column| labels::field(visit, entry, column.name, column.label.as_deref()))
        .collect();
    let mut lines: Vec<RowView> = objects
        .iter()
        .map(|object| RowView {
            key: object.key.text(),
            label: object.label.clone(),
            url: entry.object_url(&object.key, "change"),
            cells: Vec::with_capacity(columns.len()),
            version: String::new(),
            above: Vec::new(),
        })
        .collect();
    let mut fields = edits.fields(visit, entry, columns, objects).await?;
    fields.resize_with(lines.len(), RowFields::default);
    for (place, column) in columns.iter().enumerate() {
        let shown = cells.remove(column.name).unwrap_or_default();
        for ((line, shown), row) in lines.iter_mut().zip(shown).zip(&mut fields) {
            line.version.clone_from(&row.version);
            line.above.clone_from(&row.above);
            line.cells.push(CellView {
                field: row.fields.remove(column.name),
                name: column.name,
                label: names[place].clone(),
                link: if any_link { column.link } else { place == 0 },
                shown,
            });
        }
    }
    Ok(lines)
}

fn headers(
    visit: &Visit,
    entry: &Entry,
    columns: &[DeclaredColumn],
    address: &Address,
) -> Vec<ColumnView> {
    columns
        .iter()
        .map(|column| {
            let place = address
                .order
                .iter()
                .position(|(name, _)| *name == column.name);
            let down = place.map(|place| address.order[place].1);
            let without = |address: &mut Address| {
                address.order.retain(|(name, _)| *name != column.name);
            };
            ColumnView {
                name: column.name,
                label: labels::field(visit, entry, column.name, column.label.as_deref()),
                // The column that is pressed comes first; pressed again, it turns round.
                sort_url: column.order.is_some().then(|| {
                    address.with(|address| {
                        without(address);
                        let turned = place == Some(0) && down == Some(false);
                        address.order.insert(0, (column.name, turned));
                    })
                }),
                sorted: down.map(|down| if down { "descending" } else { "ascending" }),
                place: place.map(|place| place + 1),
                unsort_url: place.map(|_| address.with(without)),
            }
        })
        .collect()
}
