//! The API's description as its page shows it.

use serde::Serialize;
use serde_json::Value;

use super::Language;

/// What `api/docs.html` gets.
#[derive(Serialize)]
pub struct ApiDocs {
    /// The address of the library, without a final slash.
    base_url: String,
    issuer: String,
    /// Where tokens are given out; a name for it where only the provider's own description says.
    token_endpoint: String,
    sections: Vec<Section>,
    schemas: Vec<Schema>,
    problems: Vec<Problem>,
}

/// The operations on one kind of thing.
#[derive(Serialize)]
struct Section {
    name: String,
    text: String,
    operations: Vec<Operation>,
}

#[derive(Serialize)]
struct Operation {
    id: String,
    method: String,
    path: String,
    summary: String,
    text: String,
    /// Whether it wants a token.
    token: bool,
    /// The scope that the token must have.
    scope: String,
    parameters: Vec<Member>,
    body: Option<Shape>,
    body_type: String,
    answers: Vec<Answer>,
}

#[derive(Serialize)]
struct Answer {
    status: String,
    text: String,
    shape: Option<Shape>,
}

/// The type of a value, with the schema that describes it, if there is one.
#[derive(Serialize)]
struct Shape {
    text: String,
    schema: Option<String>,
}

#[derive(Serialize)]
struct Schema {
    name: String,
    text: String,
    members: Vec<Member>,
}

/// A member of a body, or a parameter.
#[derive(Serialize)]
struct Member {
    name: String,
    /// Where a parameter stands.
    place: String,
    shape: Shape,
    required: bool,
    text: String,
    limits: String,
}

#[derive(Serialize)]
struct Problem {
    code: &'static str,
    status: u16,
    title: String,
}

impl ApiDocs {
    /// The page of a description (OpenAPI 3.1, as JSON).
    #[must_use]
    pub fn new(description: &Value, base_url: &str, issuer: &str, language: Language) -> Self {
        let sections = list(&description["tags"]).iter().map(|tag| Section {
            name: text(&tag["name"]),
            text: text(&tag["description"]),
            operations: operations(description, &text(&tag["name"])),
        });
        let schemas = members(&description["components"]["schemas"])
            .map(|(name, schema)| Schema::new(name, schema));
        Self {
            base_url: base_url.trim_end_matches('/').to_owned(),
            issuer: issuer.to_owned(),
            token_endpoint: if issuer.contains("/realms/") {
                format!("{issuer}/protocol/openid-connect/token")
            } else {
                "\"$TOKEN_ENDPOINT\"".to_owned()
            },
            sections: sections.collect(),
            schemas: schemas.collect(),
            problems: crate::controllers::api::problem::CODES
                .iter()
                .map(|(code, status, words)| Problem {
                    code,
                    status: *status,
                    title: language.text(&format!("{words}{code}-title")).into_owned(),
                })
                .collect(),
        }
    }
}

/// The operations with a tag: by path, and in the order in which people look for methods.
fn operations(description: &Value, tag: &str) -> Vec<Operation> {
    let mut found = Vec::new();
    for (path, item) in members(&description["paths"]) {
        for method in ["get", "post", "put", "patch", "delete"] {
            let operation = &item[method];
            if operation["tags"][0] == tag {
                found.push(Operation::new(method, path, operation));
            }
        }
    }
    found
}

impl Operation {
    fn new(method: &str, path: &str, operation: &Value) -> Self {
        let (body_type, body) = members(&operation["requestBody"]["content"])
            .next()
            .map(|(kind, content)| (kind.clone(), Shape::of(&content["schema"])))
            .unzip();
        let wanted = &operation["security"][0]["oidc"];
        Self {
            id: text(&operation["operationId"]),
            method: method.to_uppercase(),
            path: path.to_owned(),
            summary: text(&operation["summary"]),
            text: text(&operation["description"]),
            token: wanted.is_array(),
            scope: text(&wanted[0]),
            parameters: list(&operation["parameters"])
                .iter()
                .map(Member::of_parameter)
                .collect(),
            body,
            body_type: body_type.unwrap_or_default(),
            answers: members(&operation["responses"])
                .map(|(status, answer)| Answer {
                    status: status.clone(),
                    text: text(&answer["description"]),
                    shape: members(&answer["content"])
                        .next()
                        .map(|(_, content)| Shape::of(&content["schema"])),
                })
                .collect(),
        }
    }
}

impl Schema {
    fn new(name: &str, schema: &Value) -> Self {
        let words = list(&schema["enum"]);
        let mut words: Vec<String> = words
            .iter()
            .map(|word| format!("`{}`", text(word)))
            .collect();
        let explained = text(&schema["description"]);
        if !explained.is_empty() {
            words.insert(0, explained);
        }
        Self {
            name: name.to_owned(),
            text: words.join(" "),
            members: members(&schema["properties"])
                .map(|(name, member)| Member {
                    name: name.clone(),
                    place: String::new(),
                    required: list(&schema["required"]).iter().any(|known| known == name),
                    text: text(&member["description"]),
                    limits: limits(member),
                    shape: Shape::of(member),
                })
                .collect(),
        }
    }
}

impl Member {
    fn of_parameter(parameter: &Value) -> Self {
        Self {
            name: text(&parameter["name"]),
            place: text(&parameter["in"]),
            required: parameter["required"] == true,
            text: text(&parameter["description"]),
            limits: limits(&parameter["schema"]),
            shape: Shape::of(&parameter["schema"]),
        }
    }
}

impl Shape {
    /// A type as people write it: `integer`, `Book`, `Link[]`, `string (date) | null`.
    fn of(schema: &Value) -> Self {
        let alternatives = ["oneOf", "anyOf", "allOf"]
            .iter()
            .find_map(|of| schema[of].as_array());
        if let Some(alternatives) = alternatives {
            let shapes: Vec<Self> = alternatives.iter().map(Self::of).collect();
            return Self {
                text: join(shapes.iter().map(|shape| shape.text.clone())),
                schema: shapes.into_iter().find_map(|shape| shape.schema),
            };
        }
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.rsplit('/').next().unwrap_or_default();
            return Self {
                text: name.to_owned(),
                schema: Some(name.to_owned()),
            };
        }
        let types: Vec<String> = match &schema["type"] {
            Value::Array(types) => types.iter().map(text).collect(),
            one => vec![text(one)],
        };
        let inner = (schema["items"].is_object()).then(|| Self::of(&schema["items"]));
        let format = text(&schema["format"]);
        let written = types.into_iter().map(|kind| match (kind.as_str(), &inner) {
            ("array", Some(inner)) => format!("{}[]", inner.text),
            ("string", _) if !format.is_empty() => format!("string ({format})"),
            _ => kind,
        });
        Self {
            text: join(written),
            schema: inner.and_then(|inner| inner.schema),
        }
    }
}

/// What a value may measure: `1–200`.
fn limits(schema: &Value) -> String {
    let range = |least: &str, most: &str| match (&schema[least], &schema[most]) {
        (Value::Null, Value::Null) => None,
        (least, Value::Null) => Some(format!("≥ {least}")),
        (Value::Null, most) => Some(format!("≤ {most}")),
        (least, most) => Some(format!("{least}–{most}")),
    };
    range("minLength", "maxLength")
        .or_else(|| range("minimum", "maximum"))
        .unwrap_or_default()
}

/// `null` last.
fn join(kinds: impl Iterator<Item = String>) -> String {
    let mut kinds: Vec<String> = kinds.collect();
    kinds.sort_by_key(|kind| kind == "null");
    kinds.join(" | ")
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}
