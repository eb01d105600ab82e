//! Charts as SVG, made here so that no script has to.

/// The `viewBox` of a line.
const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 96.0;
/// Air around a line, so that its ends are not cut.
const AIR: f64 = 3.0;

fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// Each value as a share of the highest, from 0 to 1.
#[allow(
    clippy::cast_precision_loss,
    reason = "a tenth of a pixel is all that a chart shows"
)]
fn shares(values: &[i64]) -> impl Iterator<Item = f64> {
    let most = values.iter().copied().max().unwrap_or_default().max(1);
    values
        .iter()
        .map(move |value| (*value).max(0) as f64 / most as f64)
}

/// The length of each value's bar, in percent of the highest.
pub(super) fn bars(values: &[i64]) -> Vec<f64> {
    shares(values).map(|share| rounded(share * 100.0)).collect()
}

/// The points of a line, as `polyline` wants them.
#[allow(clippy::cast_precision_loss, reason = "charts have few values")]
pub(super) fn line(values: &[i64]) -> String {
    let step = (WIDTH - 2.0 * AIR) / values.len().saturating_sub(1).max(1) as f64;
    let points: Vec<String> = shares(values)
        .enumerate()
        .map(|(place, share)| {
            let x = rounded(AIR + place as f64 * step);
            let y = rounded(HEIGHT - AIR - (HEIGHT - 2.0 * AIR) * share);
            format!("{x},{y}")
        })
        .collect();
    points.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_value_reaches_the_top_and_zero_the_bottom() {
        assert_eq!(bars(&[10, 5, 0, -3]), [100.0, 50.0, 0.0, 0.0]);
        assert_eq!(line(&[0, 10]), "3,93 317,3");
    }

    #[test]
    fn nothing_and_a_single_value_are_charts_too() {
        assert_eq!(bars(&[]), Vec::<f64>::new());
        assert_eq!(line(&[7]), "3,3");
        assert_eq!(bars(&[0]), [0.0]);
    }
}
