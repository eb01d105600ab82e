//! The cards as the first page shows them.
use serde::Serialize;

use super::card::{Card, CardCx, Content};
use super::chart::{self, Chart};
use crate::show;
use crate::visit::Visit;

/// More values than this are no chart that somebody can read.
const MOST: usize = 60;

#[derive(Serialize)]
pub(crate) struct CardView {
    label: String,
    url: Option<&'static str>,
    figure: Option<String>,
    chart: Option<Chart>,
    /// What the chart shows, for those who read it: name and value.
    values: Vec<(String, String)>,
    /// The chart in a sentence.
    said: String,
    failed: bool,
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
        chart: None,
        values: Vec::new(),
        said: String::new(),
        failed: false,
        label,
    };
    let number = |number: i64| show::number(number, visit.language);
    let (values, draw): (_, fn(&[i64]) -> Chart) = match (card.load)(cx).await {
        Ok(Content::Figure(figure)) => {
            let value = number(figure.value);
            view.figure = Some(if figure.more {
                visit.text_with("admin-more-than", &[("count", value.into())])
            } else {
                value
            });
            return view;
        }
        Ok(Content::Bars(values)) => (values, chart::bars),
        Ok(Content::Line(values)) => (values, chart::line),
        Err(error) => {
            tracing::error!(%error, card = card.label, "a card of the admin's first page failed");
            view.failed = true;
            return view;
        }
    };
    let values = &values[..values.len().min(MOST)];
    let numbers: Vec<i64> = values.iter().map(|(_, value)| *value).collect();
    if let (Some(most), Some(least)) = (numbers.iter().max(), numbers.iter().min()) {
        view.said = visit.text_with(
            "admin-card-said",
            &[
                ("card", view.label.as_str().into()),
                ("count", numbers.len().into()),
                ("least", number(*least).into()),
                ("most", number(*most).into()),
            ],
        );
    }
    view.values = values
        .iter()
        .map(|(name, value)| (visit.said(name), number(*value)))
        .collect();
    view.chart = (!numbers.is_empty()).then(|| draw(&numbers));
    view
}
