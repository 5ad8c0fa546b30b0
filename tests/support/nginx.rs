//! Debian's nginx with the configuration that `docs/` hands to publishers: a real host, which can be taken away and come
//! back with another build.

use super::wait_for;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, io, process};

pub struct Nginx {
    child: Child,
    folder: PathBuf,
    pub port: u16,
}

/// What it answers.
pub struct Answer {
    pub status: u16,
    /// Names in small letters.
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Nginx {
    /// Serves a bundle on this port, or on a free one; `None` where there is no nginx.
    pub fn start(bundle: &Path, port: Option<u16>) -> Option<Nginx> {
        let Some(program) = env::var_os("ATTESTED_NGINX") else {
            static TOLD: Once = Once::new();
            TOLD.call_once(|| {
                let _ =
                    writeln!(io::stderr(), "tests with nginx skipped: ATTESTED_NGINX names none; `cargo xtask test` brings one");
            });
            return None;
        };
        let free = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
        let port = port.unwrap_or_else(|| free().expect("a free port").port());
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("attested-nginx-{}-{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = env::temp_dir().join(name);
        fs::create_dir_all(&folder).expect("a folder for nginx");
        let bundle = bundle.canonicalize().expect("the bundle is there");
        let mut ready = fs::read_to_string("docs/nginx.conf").expect("the configuration is in the repository");
        let changes = [
            ("listen 8080;", format!("listen 127.0.0.1:{port};")),
            ("alias /srv/attested/;", format!("alias {}/;", bundle.display())),
        ];
        for (from, to) in changes {
            assert_eq!(ready.matches(from).count(), 1, "docs/nginx.conf has lost its `{from}`");
            ready = ready.replace(from, &to);
        }
        fs::write(folder.join("ready.conf"), ready).expect("the folder can be written");
        // What a system's own nginx.conf says around it; in this folder alone.
        let around = "daemon off;\nmaster_process off;\npid nginx.pid;\nevents {}\nhttp {\naccess_log off;\n\
                      client_body_temp_path t1;\nproxy_temp_path t2;\nfastcgi_temp_path t3;\nuwsgi_temp_path t4;\nscgi_temp_path t5;\n\
                      include ready.conf;\n}\n";
        fs::write(folder.join("nginx.conf"), around).expect("the folder can be written");
        let mut command = Command::new(program);
        command.arg("-e").arg("stderr").arg("-p").arg(&folder).arg("-c").arg(folder.join("nginx.conf")).stdin(Stdio::null());
        let mut child = command.spawn().expect("nginx starts");
        wait_for("nginx listens", || {
            assert_eq!(child.try_wait().expect("it can be asked"), None, "nginx has ended: see its lines above");
            TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()
        });
        Some(Nginx { child, folder, port })
    }

    pub fn page(&self) -> String {
        format!("http://127.0.0.1:{}/explainer/", self.port)
    }

    /// Asks for a file of the bundle.
    #[track_caller]
    pub fn get(&self, name: &str, headers: &str) -> Answer {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("nginx listens");
        write!(stream, "GET /explainer/{name} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n")
            .expect("it reads");
        let mut all = Vec::new();
        stream.read_to_end(&mut all).expect("it answers");
        let end = all.windows(4).position(|four| four == b"\r\n\r\n").expect("an empty line ends the head");
        let head = String::from_utf8_lossy(&all[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let line = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_string()));
        Answer { status, headers: head.lines().filter_map(line).collect(), body: all[end + 4..].to_vec() }
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}
