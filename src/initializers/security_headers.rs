//! Headers that tell browsers what this site never does: foreign scripts, inline code, being framed.

use async_trait::async_trait;
use axum::{
    Router as AxumRouter,
    http::{
        HeaderName, HeaderValue,
        header::{
            CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
            X_CONTENT_TYPE_OPTIONS,
        },
    },
    middleware::map_response,
    response::Response,
};
use loco_rs::{
    Error, Result,
    app::{AppContext, Initializer},
};
use url::Url;

pub struct SecurityHeaders;

#[async_trait]
impl Initializer for SecurityHeaders {
    fn name(&self) -> String {
        "security-headers".to_owned()
    }

    async fn after_routes(&self, router: AxumRouter, ctx: &AppContext) -> Result<AxumRouter> {
        let headers = headers(ctx)?;
        Ok(router.layer(map_response(move |mut response: Response| {
            let present = response.headers_mut();
            for (name, value) in &headers {
                // A page with other needs sets its own.
                present.entry(name).or_insert_with(|| value.clone());
            }
            std::future::ready(response)
        })))
    }
}

fn headers(ctx: &AppContext) -> Result<Vec<(HeaderName, HeaderValue)>> {
    let fixed = |value| HeaderValue::from_static(value);
    let mut headers = vec![
        (CONTENT_SECURITY_POLICY, content_security_policy(ctx)?),
        (X_CONTENT_TYPE_OPTIONS, fixed("nosniff")),
        (REFERRER_POLICY, fixed("same-origin")),
        (
            HeaderName::from_static("permissions-policy"),
            fixed("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            fixed("same-origin"),
        ),
    ];
    if ctx.config.server.host.starts_with("https://") {
        headers.push((
            STRICT_TRANSPORT_SECURITY,
            fixed("max-age=31536000; includeSubDomains"),
        ));
    }
    Ok(headers)
}

/// Signing out is a form whose answer redirects to the provider, so `form-action` names the provider too.
fn content_security_policy(ctx: &AppContext) -> Result<HeaderValue> {
    let provider = provider_origin(ctx).map_or_else(String::new, |origin| format!(" {origin}"));
    let policy = format!(
        "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; form-action 'self'{provider}"
    );
    HeaderValue::from_str(&policy).map_err(Error::from)
}

fn provider_origin(ctx: &AppContext) -> Option<String> {
    let issuer = ctx
        .config
        .settings
        .as_ref()?
        .get("oidc")?
        .get("issuer")?
        .as_str()?;
    let origin = Url::parse(issuer).ok()?.origin();
    origin.is_tuple().then(|| origin.ascii_serialization())
}
