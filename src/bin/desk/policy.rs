//! What a page of the bundle may do: each carries its policy, which names what it brought by hash.

use base64::Engine;
use sha2::{Digest, Sha256, Sha384};

/// A page with its policy: what it may run is what it has, piece by piece. A host that sends a policy of its own can only
/// forbid more.
pub fn guarded(page: &str) -> String {
    let hashes = |tag: &str| -> String {
        let open = format!("<{tag}");
        let pieces = page.split(&open).skip(1).filter_map(|rest| {
            let (attributes, rest) = rest.split_once('>')?;
            let is_run = !attributes.contains("text/plain") && !attributes.contains("ld+json");
            is_run.then(|| rest.split_once(&format!("</{tag}>"))).flatten()
        });
        pieces.map(|(piece, _)| format!(" 'sha256-{}'", base64(&Sha256::digest(piece.as_bytes())))).collect()
    };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{}; style-src{}; img-src 'self' data:; connect-src 'self' data:; \
         worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'",
        hashes("script"),
        hashes("style")
    );
    // After the charset, which must stand at the very beginning.
    let charset = "<meta charset=\"utf-8\">\n";
    page.replacen(charset, &format!("{charset}<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n"), 1)
}

/// The same page without its policy, to be given another.
pub fn unguarded(page: &str) -> String {
    page.lines()
        .filter(|line| !line.starts_with("<meta http-equiv=\"Content-Security-Policy\""))
        .map(|line| format!("{line}\n"))
        .collect()
}

pub fn base64(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// What a browser is told to expect of a file.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", base64(&Sha384::digest(bytes)))
}
