//! Messages that the next page shows once. They travel in a cookie that scripts cannot read.
use serde::{Deserialize, Serialize};

pub(crate) const COOKIE: &str = "admin_messages";

/// More would not fit a cookie, and nobody would read them.
const MOST: usize = 4;
const LONGEST: usize = 400;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Tone {
    Success,
    Warning,
}

/// One message, already in the person's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Message {
    pub tone: Tone,
    pub text: String,
    /// A path on this site that the message leads to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
}

impl Message {
    pub fn success(text: String) -> Self {
        Self {
            tone: Tone::Success,
            text,
            url: String::new(),
        }
    }

    pub fn warning(text: String) -> Self {
        Self {
            tone: Tone::Warning,
            text,
            url: String::new(),
        }
    }
}

/// The cookie's value for these messages: the newest few, each cut to a readable length.
pub(crate) fn encode(messages: &[Message]) -> String {
    let newest = &messages[messages.len().saturating_sub(MOST)..];
    let short: Vec<Message> = newest
        .iter()
        .map(|message| Message {
            text: message.text.chars().take(LONGEST).collect(),
            ..message.clone()
        })
        .collect();
    let json = serde_json::to_string(&short).unwrap_or_default();
    url::form_urlencoded::byte_serialize(json.as_bytes()).collect()
}

/// The messages in a cookie's value; none when it is not ours.
pub(crate) fn decode(value: &str) -> Vec<Message> {
    let json: String = url::form_urlencoded::parse(format!("m={value}").as_bytes())
        .map(|(_, value)| value.into_owned())
        .next()
        .unwrap_or_default();
    let mut messages: Vec<Message> = serde_json::from_str(&json).unwrap_or_default();
    for message in &mut messages {
        if !message.url.starts_with("/admin/") {
            message.url.clear();
        }
    }
    messages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_back_as_they_went() {
        let messages = vec![Message::success("„Äpfel“; = %20 \"x\"".into())];
        assert_eq!(decode(&encode(&messages)), messages);
        assert!(encode(&messages).is_ascii());
    }

    #[test]
    fn a_foreign_value_is_no_message() {
        assert!(decode("nonsense").is_empty());
        let elsewhere = Message {
            url: "https://evil.example".into(),
            ..Message::warning("x".into())
        };
        assert_eq!(decode(&encode(&[elsewhere]))[0].url, "");
    }
}
