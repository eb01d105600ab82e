//! A small client of the API: gets a token, for itself or for a person, and reads, borrows and returns with it.
//!
//! `api_client service` (client credentials) or `api_client device` (device flow, RFC 8628); docs/api.md has the
//! commands. Whatever OpenID provider it is, everything but the issuer is discovered.

use std::{collections::HashMap, error::Error, time::Duration};

use clap::{Parser, ValueEnum};
use reqwest::{Client, Response, StatusCode};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

/// Reads the catalogue and borrows a book through the API.
#[derive(Parser)]
struct Arguments {
    /// For whom: the program itself, or a person who signs in elsewhere.
    #[arg(value_enum)]
    grant: Grant,
    /// Where the library is.
    #[arg(long, env = "BASE_URL", default_value = "http://localhost:5150")]
    library: String,
    /// Where people and programs get tokens.
    #[arg(
        long,
        env = "OIDC_ISSUER",
        default_value = "http://localhost:5150/openid-provider/realms/locallibrary"
    )]
    issuer: String,
    #[arg(long, default_value = "locallibrary-api")]
    client_id: String,
    #[arg(long, env = "API_CLIENT_SECRET", hide_env_values = true)]
    client_secret: Option<String>,
    /// What to look for in the catalogue.
    #[arg(long, default_value = "austen")]
    search: String,
    /// Borrow the first copy that is found, and show the loan.
    #[arg(long)]
    borrow: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Grant {
    Service,
    Device,
}

/// What the provider says about itself (OpenID Connect Discovery).
#[derive(Deserialize)]
struct Provider {
    token_endpoint: String,
    device_authorization_endpoint: Option<String>,
}

#[derive(Deserialize)]
struct Token {
    access_token: String,
}

/// What a person needs to let the device in (RFC 8628, section 3.2).
#[derive(Deserialize)]
struct Device {
    device_code: String,
    user_code: String,
    verification_uri: String,
    verification_uri_complete: Option<String>,
    expires_in: u64,
    interval: Option<u64>,
}

#[derive(Deserialize)]
struct List {
    items: Vec<Value>,
    next: Option<String>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let http = Client::builder().timeout(Duration::from_secs(10)).build()?;
    let issuer = arguments.issuer.trim_end_matches('/');
    let discovery = format!("{issuer}/.well-known/openid-configuration");
    let provider: Provider = read(http.get(discovery).send().await?).await?;
    let token = match arguments.grant {
        Grant::Service => service_token(&http, &provider, &arguments).await?,
        Grant::Device => device_token(&http, &provider, &arguments).await?,
    };
    let library = Library {
        http,
        base_url: arguments.library.trim_end_matches('/').to_owned(),
        token: token.access_token,
    };

    let me: Value = library.get("/api/v1/me").await?;
    println!("I am {} and may {}", me["username"], me["scopes"]);

    let found = library
        .all(&format!("/api/v1/books?limit=5&q={}", arguments.search))
        .await?;
    println!("{} books fit “{}”", found.len(), arguments.search);
    for book in &found {
        println!("  {} by {}", book["title"], book["author"]["name"]);
    }
    if arguments.borrow {
        library.borrow_one_of(&found).await?;
    }
    Ok(())
}

/// The program acts for itself, as its service account (RFC 6749, section 4.4).
async fn service_token(http: &Client, provider: &Provider, arguments: &Arguments) -> Result<Token> {
    let form = HashMap::from([("grant_type", "client_credentials"), ("scope", "loans")]);
    let request = http.post(&provider.token_endpoint).form(&form);
    read(
        request
            .basic_auth(&arguments.client_id, arguments.client_secret.as_ref())
            .send()
            .await?,
    )
    .await
}

/// A person lets the program in, on a device with a browser.
async fn device_token(http: &Client, provider: &Provider, arguments: &Arguments) -> Result<Token> {
    let endpoint = provider
        .device_authorization_endpoint
        .as_ref()
        .ok_or("the provider offers no device flow")?;
    let secret = arguments.client_secret.as_ref();
    let form = HashMap::from([("scope", "openid loans")]);
    let request = http.post(endpoint).form(&form);
    let device: Device = read(
        request
            .basic_auth(&arguments.client_id, secret)
            .send()
            .await?,
    )
    .await?;
    let address = device
        .verification_uri_complete
        .as_ref()
        .unwrap_or(&device.verification_uri);
    println!("Open {address} and enter {}", device.user_code);

    let form = HashMap::from([
        ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
        ("device_code", device.device_code.as_str()),
    ]);
    let mut interval = Duration::from_secs(device.interval.unwrap_or(5));
    let mut left = Duration::from_secs(device.expires_in);
    while let Some(rest) = left.checked_sub(interval) {
        left = rest;
        tokio::time::sleep(interval).await;
        let request = http.post(&provider.token_endpoint).form(&form);
        let answer = request
            .basic_auth(&arguments.client_id, secret)
            .send()
            .await?;
        if answer.status().is_success() {
            return Ok(answer.json().await?);
        }
        let refused: Value = answer.json().await?;
        match refused["error"].as_str() {
            Some("authorization_pending") => {}
            // RFC 8628, section 3.5.
            Some("slow_down") => interval += Duration::from_secs(5),
            _ => return Err(format!("the provider refused: {refused}").into()),
        }
    }
    Err("nobody let the device in".into())
}

/// The library, for whoever the token belongs to.
struct Library {
    http: Client,
    base_url: String,
    token: String,
}

impl Library {
    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        let request = self.http.get(format!("{}{path}", self.base_url));
        read(request.bearer_auth(&self.token).send().await?).await
    }

    /// Every page of a list.
    async fn all(&self, path: &str) -> Result<Vec<Value>> {
        let mut items = Vec::new();
        let mut next = Some(path.to_owned());
        while let Some(path) = next {
            let page: List = self.get(&path).await?;
            items.extend(page.items);
            next = page.next;
        }
        Ok(items)
    }

    /// Borrows a copy that is available. Somebody else may be faster: then the next one.
    async fn borrow_one_of(&self, books: &[Value]) -> Result<()> {
        for book in books {
            for copy in self
                .all(&format!("/api/v1/copies?book={}", book["id"]))
                .await?
            {
                let (Some("available"), Some(url)) =
                    (copy["status"].as_str(), copy["url"].as_str())
                else {
                    continue;
                };
                let request = self.http.post(format!("{}{url}/checkout", self.base_url));
                let answer = request.bearer_auth(&self.token).send().await?;
                if answer.status() == StatusCode::CONFLICT {
                    let problem: Value = answer.json().await?;
                    println!("{}: {}", book["title"], problem["detail"]);
                    continue;
                }
                let loan: Value = read(answer).await?;
                println!("Borrowed {} until {}", loan["book"]["name"], loan["due_on"]);
                return Ok(());
            }
        }
        println!("There is no copy that can be borrowed now.");
        Ok(())
    }
}

/// The JSON of an answer; a problem document says what is wrong otherwise.
async fn read<T: DeserializeOwned>(answer: Response) -> Result<T> {
    let status = answer.status();
    let url = answer.url().clone();
    if status.is_success() {
        return Ok(answer.json().await?);
    }
    Err(format!("{url} answered {status}: {}", answer.text().await?).into())
}
