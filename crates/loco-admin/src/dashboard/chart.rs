//! Charts as SVG, made here so that no script has to.
use serde::Serialize;

const WIDTH: f64 = 320.0;
const HEIGHT: f64 = 96.0;
/// Air around a line, so that its ends are not cut.
const AIR: f64 = 3.0;

/// The geometry of a chart, in the units of its `viewBox` (320 × 96).
#[derive(Debug, Default, PartialEq, Serialize)]
pub(super) struct Chart {
    /// x, y, width and height of each bar.
    pub bars: Vec<[f64; 4]>,
    /// The points of a line, as `polyline` wants them.
    pub line: String,
}

fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

#[allow(
    clippy::cast_precision_loss,
    reason = "a tenth of a pixel is all that a chart shows"
)]
fn shares(values: &[i64]) -> Vec<f64> {
    let most = values.iter().copied().max().unwrap_or_default().max(1);
    values
        .iter()
        .map(|value| (*value).max(0) as f64 / most as f64)
        .collect()
}

#[allow(clippy::cast_precision_loss, reason = "charts have few values")]
pub(super) fn bars(values: &[i64]) -> Chart {
    let step = WIDTH / values.len().max(1) as f64;
    Chart {
        bars: shares(values)
            .into_iter()
            .enumerate()
            .map(|(place, share)| {
                let height = rounded((HEIGHT - AIR) * share);
                [
                    rounded(place as f64 * step + step * 0.1),
                    rounded(HEIGHT - height),
                    rounded(step * 0.8),
                    height,
                ]
            })
            .collect(),
        line: String::new(),
    }
}

#[allow(clippy::cast_precision_loss, reason = "charts have few values")]
pub(super) fn line(values: &[i64]) -> Chart {
    let step = (WIDTH - 2.0 * AIR) / values.len().saturating_sub(1).max(1) as f64;
    let points: Vec<String> = shares(values)
        .into_iter()
        .enumerate()
        .map(|(place, share)| {
            let x = rounded(AIR + place as f64 * step);
            let y = rounded(HEIGHT - AIR - (HEIGHT - 2.0 * AIR) * share);
            format!("{x},{y}")
        })
        .collect();
    Chart {
        bars: Vec::new(),
        line: points.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_value_reaches_the_top_and_zero_the_bottom() {
        let chart = bars(&[10, 5, 0, -3]);
        let heights: Vec<f64> = chart.bars.iter().map(|bar| bar[3]).collect();
        assert_eq!(heights, [93.0, 46.5, 0.0, 0.0]);
        assert_eq!(line(&[0, 10]).line, "3,93 317,3");
    }

    #[test]
    fn nothing_and_a_single_value_are_charts_too() {
        assert_eq!(bars(&[]), Chart::default());
        assert_eq!(line(&[7]).line, "3,3");
        assert_eq!(bars(&[0]).bars[0][3], 0.0);
    }
}
