//! The cards as the first page shows them.
use serde::Serialize;

use super::card::{Card, CardCx, Content};
use super::chart;
use crate::number;
use crate::visit::Visit;

/// More values than this are no chart that somebody can read.
const MOST: usize = 60;

#[derive(Serialize)]
pub(crate) struct CardView {
    label: String,
    url: Option<&'static str>,
    figure: Option<String>,
    /// The points of a line.
    line: Option<String>,
    /// What the chart shows, for those who read it.
    values: Vec<ValueView>,
    /// The chart in a sentence.
    said: String,
    /// Where a line begins and ends, and between what it lies.
    first: String,
    last: String,
    range: String,
    failed: bool,
}

#[derive(Serialize)]
struct ValueView {
    name: String,
    number: String,
    /// The length of its bar, in percent.
    share: f64,
}

/// The cards that this person may see. One that fails says so, and keeps nobody from the others.
pub(crate) async fn views(visit: &Visit) -> Vec<CardView> {
    let mut views = Vec::new();
    for card in visit.site.cards() {
        if card.needs.is_none_or(|needs| visit.staff.can(needs)) {
            views.push(view(visit, card).await);
        }
    }
    views
}

async fn view(visit: &Visit, card: &Card) -> CardView {
    let cx = CardCx {
        app: visit.app.clone(),
        staff: visit.staff.clone(),
        now: visit.now,
        today: visit.today(),
        language: visit.language,
        zone: visit.site.zone(),
    };
    let label = visit.said(&card.label);
    let mut view = CardView {
        url: card.link.filter(|link| link.starts_with("/admin/")),
        figure: None,
        line: None,
        values: Vec::new(),
        said: String::new(),
        first: String::new(),
        last: String::new(),
        range: String::new(),
        failed: false,
        label,
    };
    let number = |number: i64| number::whole(number, visit.language);
    let (values, is_line) = match (card.load)(cx).await {
        Ok(Content::Figure(figure)) => {
            let value = number(figure.value);
            view.figure = Some(if figure.more {
                visit.text_with("admin-more-than", &[("count", value.into())])
            } else {
                value
            });
            return view;
        }
        Ok(Content::Bars(values)) => (values, false),
        Ok(Content::Line(values)) => (values, true),
        Err(error) => {
            tracing::error!(%error, card = card.label, "a card of the admin's first page failed");
            view.failed = true;
            return view;
        }
    };
    let values = &values[..values.len().min(MOST)];
    let numbers: Vec<i64> = values.iter().map(|(_, value)| *value).collect();
    let (Some(most), Some(least)) = (numbers.iter().max(), numbers.iter().min()) else {
        return view;
    };
    let (least, most) = (number(*least), number(*most));
    view.said = visit.text_with(
        "admin-card-said",
        &[
            ("card", view.label.as_str().into()),
            ("count", numbers.len().into()),
            ("least", least.as_str().into()),
            ("most", most.as_str().into()),
        ],
    );
    view.range = visit.text_with(
        "admin-card-range",
        &[("least", least.into()), ("most", most.into())],
    );
    view.values = values
        .iter()
        .zip(chart::bars(&numbers))
        .map(|((name, value), share)| ValueView {
            name: visit.said(name),
            number: number(*value),
            share,
        })
        .collect();
    let name = |value: Option<&ValueView>| value.map_or_else(String::new, |one| one.name.clone());
    view.first = name(view.values.first());
    view.last = name(view.values.last());
    view.line = is_line.then(|| chart::line(&numbers));
    view
}
