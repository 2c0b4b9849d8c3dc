//! Who may ask: programs of this machine that mean this server, and no page of another site.

use crate::answer::Failure;

/// Nothing is loaded from elsewhere and nothing runs but our own modules, whatever stands in a
/// text.
pub(crate) const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
    img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// The headers that every answer has.
pub(crate) const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    // With `no-referrer` browsers would send the origin `null` with our own forms.
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

/// Whether a request may be answered. A name that leads to this machine is not enough
/// (DNS rebinding): it must be one of ours; and what another site sends is refused.
pub(crate) fn check(
    port: u16,
    host: Option<&str>,
    origin: Option<&str>,
    writes: bool,
) -> Result<(), Failure> {
    let names = [
        format!("127.0.0.1:{port}"),
        format!("localhost:{port}"),
        format!("[::1]:{port}"),
    ];
    let refused = |told: &str| Err(Failure::Refused(told.to_owned()));
    match host {
        Some(host) if names.iter().any(|name| host.eq_ignore_ascii_case(name)) => {}
        _ => return refused("the Host header names another server than this one"),
    }
    match origin {
        None if writes => refused("a decision must come from a page of this server"),
        Some(origin)
            if !names
                .iter()
                .any(|name| origin.eq_ignore_ascii_case(&format!("http://{name}"))) =>
        {
            refused("the Origin header names another site")
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_server_may_be_meant() {
        let here = Some("http://localhost:8123");
        assert!(check(8123, Some("127.0.0.1:8123"), None, false).is_ok());
        assert!(check(8123, Some("localhost:8123"), here, true).is_ok());
        assert!(check(8123, Some("localhost:8123"), None, true).is_err());
        assert!(check(8123, Some("localhost:8123"), Some("null"), true).is_err());
        assert!(check(8123, Some("localhost:9"), None, false).is_err());
        assert!(check(8123, Some("rebound.example:8123"), None, false).is_err());
        assert!(check(8123, None, None, false).is_err());
        assert!(
            check(8123, Some("localhost:8123"), Some("http://other.example"), false)
                .is_err()
        );
    }
}
