//! Messages that the next page shows once. They travel in a signed cookie, never in the database.

use serde::{Deserialize, Serialize};

pub const COOKIE: &str = "messages";

/// More would not fit a cookie, and nobody would read them.
const MOST: usize = 4;
const LONGEST: usize = 400;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    Success,
    Warning,
}

/// One message, already in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub tone: Tone,
    pub text: String,
}

impl Message {
    #[must_use]
    pub fn success(text: impl Into<String>) -> Self {
        Self {
            tone: Tone::Success,
            text: text.into(),
        }
    }

    #[must_use]
    pub fn warning(text: impl Into<String>) -> Self {
        Self {
            tone: Tone::Warning,
            text: text.into(),
        }
    }
}

/// The cookie's value for these messages: the newest few, each cut to a readable length.
#[must_use]
pub fn encode(messages: &[Message]) -> String {
    let newest = &messages[messages.len().saturating_sub(MOST)..];
    let short: Vec<Message> = newest
        .iter()
        .map(|message| Message {
            tone: message.tone,
            text: message.text.chars().take(LONGEST).collect(),
        })
        .collect();
    serde_json::to_string(&short).unwrap_or_default()
}

/// The messages in a cookie's value; none when it is not ours.
#[must_use]
pub fn decode(value: &str) -> Vec<Message> {
    serde_json::from_str(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_newest_messages_are_kept_and_long_ones_are_cut() {
        let many: Vec<Message> = (0..9)
            .map(|n| Message::success(format!("{n}{}", "ä".repeat(900))))
            .collect();
        let kept = decode(&encode(&many));
        assert_eq!(kept.len(), MOST);
        assert!(kept[0].text.starts_with('5'));
        assert!(
            kept.iter()
                .all(|message| message.text.chars().count() == LONGEST)
        );
    }

    #[test]
    fn a_foreign_value_is_no_message() {
        assert!(decode("nonsense").is_empty());
    }
}
