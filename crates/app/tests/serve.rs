//! The Accounts desk, asked over its socket as a browser would: every page, its faces, and what
//! is refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod common;

use common::{Folder, REPORT};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// A server that ends with its test.
struct Server {
    child: Child,
    port: u16,
}

struct Reply {
    status: u16,
    head: String,
    body: String,
}

impl Server {
    fn start(folder: &Folder, more: &[&str]) -> Self {
        Self::start_with(folder, more, &[])
    }

    fn start_with(folder: &Folder, more: &[&str], told: &[(&str, &str)]) -> Self {
        let mut child = Command::new(assert_cmd::cargo::cargo_bin("chancery"))
            .current_dir(folder.path())
            .args(["serve", "--port", "0"])
            .args(more)
            .envs(told.iter().copied())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address =
            lines.find(|line| line.as_ref().unwrap().starts_with("http://127.0.0.1:"));
        let address = address.expect("the server tells its address").unwrap();
        let port = address["http://127.0.0.1:".len()..].split('/').next().unwrap();
        Self { child, port: port.parse().unwrap() }
    }

    fn send(&self, method: &str, path: &str, headers: &str, body: &str) -> Reply {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\n{headers}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        let (head, body) = reply.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Reply { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &format!("Host: localhost:{}\r\n", self.port), "")
    }

    fn json(&self, path: &str) -> Value {
        let reply = self.get(path);
        assert_eq!(reply.status, 200, "{path}: {}", reply.body);
        serde_json::from_str(&reply.body).expect(path)
    }

    fn post(&self, form: &str) -> Reply {
        let port = self.port;
        let headers =
            format!("Host: localhost:{port}\r\nOrigin: http://localhost:{port}\r\n");
        self.send("POST", "/review", &headers, form)
    }

    /// The address of every page, with something that is there in the place of each name.
    fn pages(&self) -> Vec<String> {
        let first = |path: &str, column: &str| {
            let id = self.json(path)["rows"][0][column].as_str().expect(path).to_owned();
            id.replace('/', "%2F")
        };
        let names = [
            ("{incident}", first("/incidents.json", "id")),
            ("{event}", first("/events.json", "id")),
            ("{document}", first("/documents.json", "id")),
            ("{actor}", first("/actors.json", "id")),
            ("{party}", first("/dyads.json", "first")),
            ("{other}", first("/dyads.json", "second")),
            ("{rule}", first("/codebook.json", "id")),
        ];
        let described = self.json("/api.json");
        let paths = described["paths"].as_object().unwrap().keys();
        let filled = paths.map(|path| {
            names
                .iter()
                .fold(path.clone(), |path, (name, value)| path.replace(name, value))
        });
        filled.collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn built(documents: &[(&str, &str)]) -> Folder {
    let folder = Folder::new();
    for (path, text) in documents {
        folder.put(&format!("in/{path}"), text);
    }
    folder.ok(&["build", "in", "--quiet"]);
    folder
}

#[test]
fn every_page_is_there_in_every_face_under_a_strict_policy() {
    let folder = built(&[("a.txt", REPORT)]);
    let server = Server::start(&folder, &["--review"]);
    let pages = server.pages();
    assert!(pages.len() > 50, "{pages:?}");
    for page in pages {
        let reply = server.get(&page);
        assert_eq!(reply.status, 200, "{page}\n{}", reply.body);
        assert!(
            reply.head.contains("content-security-policy: default-src 'none'"),
            "{page}"
        );
        assert!(
            !reply.body.contains(" style=\"") && !reply.body.contains("<script>"),
            "{page}"
        );
        if page.ends_with(".json") {
            let table: Value = serde_json::from_str(&reply.body).expect(&page);
            assert!(table["title"].is_string() && table["rows"].is_array(), "{page}");
        }
    }
    assert_eq!(server.get("/nowhere").status, 404);
    assert_eq!(server.get("/events?status=mad").status, 400);
    assert_eq!(server.get("/documents/D-00.json").status, 404);
    assert_eq!(server.get("/assets/desk.css").status, 200);
}

#[test]
fn a_page_is_the_table_that_the_terminal_prints() {
    let folder = built(&[("a.txt", REPORT)]);
    let server = Server::start(&folder, &[]);
    for list in ["events", "incidents", "documents", "findings", "forecasts", "decisions"]
    {
        let printed = folder.ok(&[list, "--format", "csv"]);
        assert_eq!(server.get(&format!("/{list}.csv")).body, printed, "{list}");
        let printed: Value = serde_json::from_str(&folder.ok(&[list, "--json"])).unwrap();
        assert_eq!(server.json(&format!("/{list}.json")), printed, "{list}");
    }
    let printed = folder.ok(&["events", "--status", "denied", "--format", "csv"]);
    assert!(printed.lines().count() > 1);
    assert_eq!(server.get("/events.csv?status=denied").body, printed);
    let printed = folder.ok(&["search", "journalist", "--format", "csv"]);
    assert_eq!(server.get("/search.csv?q=journalist").body, printed);
}

#[test]
fn every_table_of_the_desk_is_printed_by_the_terminal_too() {
    let folder = built(&[("a.txt", REPORT)]);
    let server = Server::start(&folder, &[]);
    let asked = [
        "/search.csv?q=journalist",
        "/incidents.csv?status=denied&limit=1",
        "/dyads.csv?after=2021-02",
        "/accounts.csv?a=NOR&b=ISL",
    ];
    let pages = server.pages().into_iter().filter(|page| page.ends_with(".csv"));
    let all: Vec<String> = pages.chain(asked.map(str::to_owned)).collect();
    assert!(all.len() > 20, "{all:?}");
    for page in all {
        let address = page.replacen(".csv", "", 1);
        let served = server.get(&page);
        assert_eq!(served.status, 200, "{page}");
        assert_eq!(
            folder.ok(&["table", &address, "--format", "csv"]),
            served.body,
            "{page}"
        );
        let printed = folder.ok(&["table", &address, "--json"]);
        assert_eq!(
            server.get(&page.replacen(".csv", ".json", 1)).body,
            printed,
            "{page}"
        );
    }
    assert!(folder.ok(&["table", "dyads"]).contains("other party"));
    for bad in ["nowhere", "events?status=mad", "incidents/I-00"] {
        let outcome = folder.run(&["table", bad]);
        assert_eq!((outcome.code, outcome.err.contains("hint")), (2, true), "{bad}");
    }
}

#[test]
fn a_port_that_is_taken_is_told_with_another() {
    let folder = built(&[("a.txt", REPORT)]);
    let server = Server::start(&folder, &[]);
    let port = server.port.to_string();
    let outcome = folder.run(&["serve", "--port", &port]);
    let next = format!("--port {}", server.port + 1);
    assert_eq!(outcome.code, 2);
    for words in [port.as_str(), "another program", &next, "--port 0"] {
        assert!(outcome.err.contains(words), "`{words}` is not in:\n{}", outcome.err);
    }
}

#[cfg(unix)]
#[test]
fn told_to_stop_the_server_finishes_its_answers_and_ends_well() {
    for signal in ["TERM", "INT"] {
        let folder = built(&[("a.txt", REPORT)]);
        let mut server = Server::start(&folder, &[]);
        // An answer under way: half of a request is sent, the rest after the signal.
        let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
        write!(stream, "GET /events.csv HTTP/1.1\r\nHost: localhost:{}\r\n", server.port)
            .unwrap();
        assert_eq!(server.get("/events.csv").status, 200);
        let id = server.child.id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &id]).status();
        assert!(sent.unwrap().success());
        write!(stream, "Connection: close\r\n\r\n").unwrap();
        let mut reply = String::new();
        let _ = stream.read_to_string(&mut reply);
        let begun = std::time::Instant::now();
        let ended = server.child.wait().unwrap();
        assert_eq!(ended.code(), Some(0), "{signal}");
        assert!(begun.elapsed().as_secs() < 10, "{signal}");
        assert!(reply.is_empty() || reply.starts_with("HTTP/1.1 200"), "{reply}");
        assert!(TcpStream::connect(("127.0.0.1", server.port)).is_err());
    }
}

#[cfg(unix)]
#[test]
fn the_desk_opens_in_the_browser_that_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = built(&[("a.txt", REPORT)]);
    let browser =
        folder.put("browser", "#!/bin/sh\necho \"$1\" > opened\n").path().join("browser");
    std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o755)).unwrap();
    let server = Server::start_with(
        &folder,
        &["--open"],
        &[("BROWSER", browser.to_str().unwrap())],
    );
    let opened = folder.path().join("opened");
    let told = (0..100).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        std::fs::read_to_string(&opened).ok().filter(|told| told.ends_with('\n'))
    });
    assert_eq!(told, Some(format!("http://127.0.0.1:{}/\n", server.port)));
}

#[test]
fn a_cell_leads_to_its_words() {
    let folder = built(&[("a.txt", REPORT)]);
    let server = Server::start(&folder, &[]);
    let first = server.get("/").body;
    let link = first
        .split("href=\"")
        .find(|part| part.contains("?at="))
        .expect("a cell with words");
    let link = link.split(['"', '#']).next().unwrap();
    let page = server.get(link).body;
    assert!(page.contains("<mark class=\"here\" id=\"here\">"), "{link}");
    let denied = server.json("/events.json?status=denied")["rows"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let why = server.get(&format!("/events/{denied}")).body;
    assert!(why.contains("data-status=\"denied\"") && why.contains("id=\"main\""));
}

#[test]
fn what_a_document_says_never_becomes_a_page() {
    let attack = "<script>alert(1)</script>\"><img src=x onerror=alert(2)>' onclick='x";
    let text = format!(
        "Norway {attack} expelled two Icelandic diplomats in \u{202e}Oslo on 3 March 2021.\n\n\
         The minister \"{attack}\" said that Iceland had arrested a journalist.\n"
    );
    let folder = Folder::new();
    folder.put("in/<b>x.txt", &text).put(
        "in/manifest.csv",
        "path,url,publisher,author\n<b>x.txt,javascript:alert(1),<i>Paper</i>,\"<u onload=\"\"x\"\">\"\n",
    );
    folder.ok(&["build", "in", "--quiet"]);
    let server = Server::start(&folder, &["--review"]);
    let mut pages = server.pages();
    pages.push("/search?q=journalist".into());
    pages.push("/search?q=%22%3Cscript%3Ealert(1)%3C/script%3E".into());
    pages.push("/accounts?a=%3Cscript%3E&b=%22%3E%3Cimg".into());
    for page in
        pages.iter().filter(|page| !page.ends_with(".json") && !page.ends_with(".csv"))
    {
        let body = server.get(page).body;
        for bad in [
            "<script>",
            "<img",
            "<i>Paper",
            "<b>x",
            "<u onload",
            "href=\"javascript",
            "\u{202e}",
        ] {
            assert!(!body.contains(bad), "{page} has {bad}");
        }
        let events = body.split('<').filter(|tag| {
            let tag = tag.split('>').next().unwrap_or_default();
            tag.contains(" onclick=")
                || tag.contains(" onerror=")
                || tag.contains(" onload=")
        });
        let outside: Vec<&str> = events.filter(|tag| !tag.contains("&quot;")).collect();
        assert!(outside.is_empty(), "{page}: {outside:?}");
    }
}

#[test]
fn other_hosts_and_sites_are_refused() {
    let folder = built(&[("a.txt", REPORT)]);
    let server = Server::start(&folder, &["--review"]);
    let port = server.port;
    let here = format!("Host: 127.0.0.1:{port}\r\n");
    assert_eq!(server.send("GET", "/", &here, "").status, 200);
    assert_eq!(server.send("GET", "/", "Host: rebound.example\r\n", "").status, 403);
    let foreign = format!("{here}Origin: http://other.example\r\n");
    assert_eq!(server.send("GET", "/events.json", &foreign, "").status, 403);
    let event = server.json("/events.json")["rows"][0]["id"].as_str().unwrap().to_owned();
    let form = format!("kind=accept&event={event}");
    assert_eq!(server.send("POST", "/review", &foreign, &form).status, 403);
    assert_eq!(server.send("POST", "/review", &here, &form).status, 403);
    assert_eq!(server.send("PUT", "/review", &here, &form).status, 405);
    assert_eq!(server.json("/decisions.json")["rows"].as_array().unwrap().len(), 0);
    let reading = Server::start(&folder, &[]);
    assert_eq!(reading.post(&form).status, 403);
    assert_eq!(reading.get("/review").status, 403);
}

#[test]
fn a_decision_is_a_row_that_the_next_build_replays() {
    let folder = built(&[("a.txt", REPORT)]);
    let server = Server::start(&folder, &["--review", "--analyst", "Nora"]);
    let queue = server.json("/review.json");
    let event = queue["rows"][0]["id"].as_str().unwrap().to_owned();
    let told = |server: &Server| {
        let incidents = server.json("/incidents.json");
        incidents["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["events"].as_i64().unwrap())
            .sum::<i64>()
    };
    let before = told(&server);
    let reply =
        server.post(&format!("kind=reject&event={event}&because=not+said&then=/review"));
    assert_eq!((reply.status, reply.head.contains("location: /review")), (303, true));
    let away = server.post(&format!("kind=accept&event={event}&then=//other.example/"));
    assert!(away.head.contains("location: /review\r"), "{}", away.head);
    assert_eq!(server.post("kind=undo").status, 303);
    assert_eq!(
        server.post(&format!("kind=reject&event={event}&because=again")).status,
        303
    );
    let lines = server.get("/decisions.jsonl").body;
    let records: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<&str> =
        records.iter().map(|record| record["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["reject", "accept", "withdraw", "reject"]);
    assert_eq!(
        (records[0]["by"].as_str(), records[0]["reason"].as_str()),
        (Some("Nora"), Some("not said"))
    );
    assert_eq!(told(&server), before, "nothing changes before the next build");
    folder.ok(&["build", "in", "--quiet"]);
    assert_eq!(told(&server), before - 1, "the server reads the new run");
}
