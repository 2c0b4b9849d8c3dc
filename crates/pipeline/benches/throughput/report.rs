//! What was asked for, what was measured, and how it is printed and recorded.

use crate::corpus::{Corpus, root};
use crate::layers::Layers;
use crate::machine;
use std::fmt::Write;
use std::path::PathBuf;

/// What was asked for.
pub(crate) struct Options {
    /// Documents at most.
    pub(crate) documents: usize,
    /// Passes, of which the least time counts.
    pub(crate) passes: usize,
    /// Whether to leave the articles alone.
    pub(crate) generated: bool,
    json: bool,
    record: Option<PathBuf>,
    date: String,
    commit: String,
}

impl Options {
    /// Reads the arguments.
    pub(crate) fn of(
        mut arguments: impl Iterator<Item = String>,
    ) -> Result<Self, String> {
        let mut options = Self {
            documents: 300,
            passes: 3,
            generated: false,
            json: false,
            record: None,
            date: String::new(),
            commit: String::new(),
        };
        while let Some(argument) = arguments.next() {
            let mut value =
                || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
            match argument.as_str() {
                "--documents" => options.documents = positive(&value()?)?,
                "--passes" => options.passes = positive(&value()?)?,
                "--generated" => options.generated = true,
                "--json" => options.json = true,
                "--record" => options.record = Some(root().join(value()?)),
                "--date" => options.date = value()?,
                "--commit" => options.commit = value()?,
                // What cargo says to every benchmark.
                "--bench" => {}
                other => return Err(format!("unknown argument: {other}")),
            }
        }
        let is_day = options.date.parse::<chancery_model::Day>().is_ok();
        if options.record.is_some() && (!is_day || options.commit.is_empty()) {
            return Err("--record needs --date YYYY-MM-DD and --commit ID".into());
        }
        Ok(options)
    }
}

fn positive(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| format!("`{text}` is not a number above zero"))
}

/// How long one stage takes for the whole corpus.
pub(crate) struct Rate {
    name: String,
    seconds: f64,
}

impl Rate {
    /// A stage and its seconds.
    pub(crate) fn new(name: impl Into<String>, seconds: f64) -> Self {
        Self { name: name.into(), seconds }
    }
}

/// Everything that was measured.
pub(crate) struct Report {
    corpus: &'static str,
    passes: usize,
    threads: usize,
    peak_mib: Option<u64>,
    /// Documents.
    pub(crate) documents: usize,
    /// Sentences.
    pub(crate) sentences: usize,
    /// Tokens.
    pub(crate) tokens: usize,
    /// Bytes of text.
    pub(crate) bytes: usize,
    /// Events.
    pub(crate) events: usize,
    /// Incidents.
    pub(crate) incidents: usize,
    /// Where the time of `annotate` goes.
    pub(crate) layers: Layers,
    /// The stages in order, then the whole line.
    pub(crate) rates: Vec<Rate>,
}

impl Report {
    /// A report without figures.
    pub(crate) fn new(
        options: &Options,
        corpus: &Corpus,
        threads: usize,
        peak_mib: Option<u64>,
    ) -> Self {
        Self {
            corpus: corpus.name,
            passes: options.passes,
            threads,
            peak_mib,
            documents: 0,
            sentences: 0,
            tokens: 0,
            bytes: 0,
            events: 0,
            incidents: 0,
            layers: Layers::default(),
            rates: Vec::new(),
        }
    }

    /// Prints and, if asked for, records.
    pub(crate) fn print(&self, options: &Options) {
        println!("{}", if options.json { self.json() } else { self.table() });
        if let Some(file) = &options.record {
            self.record(file, options);
        }
    }

    fn per_second(&self, count: usize, rate: &Rate) -> f64 {
        // A stage that takes no measurable time has no rate.
        if rate.seconds < 1e-6 { 0.0 } else { count as f64 / rate.seconds }
    }

    fn table(&self) -> String {
        let mut out = format!(
            "{}: {} documents, {} sentences, {} tokens, {:.2} MB of text; {} events, {} \
             incidents; {}; least of {} passes\n\n{:36}{:>10}{:>14}{:>12}{:>8}\n",
            self.corpus,
            self.documents,
            self.sentences,
            self.tokens,
            self.bytes as f64 / 1e6,
            self.events,
            self.incidents,
            machine::processor(),
            self.passes,
            "stage",
            "seconds",
            "sentences/s",
            "tokens/s",
            "MB/s"
        );
        for rate in &self.rates {
            // Writing to a string cannot fail.
            let _ = writeln!(
                out,
                "{:36}{:>10.3}{:>14.0}{:>12.0}{:>8.2}",
                rate.name,
                rate.seconds,
                self.per_second(self.sentences, rate),
                self.per_second(self.tokens, rate),
                self.per_second(self.bytes, rate) / 1e6
            );
        }
        out.push_str(&self.layers.table(self.sentences));
        out.push('\n');
        match self.peak_mib {
            Some(peak) => out + &format!("\npeak memory of the whole line: {peak} MiB"),
            None => out + "\npeak memory: this system does not tell",
        }
    }

    fn json(&self) -> String {
        let stages: Vec<serde_json::Value> = self
            .rates
            .iter()
            .map(|rate| {
                serde_json::json!({
                    "stage": rate.name,
                    "seconds": rate.seconds,
                    "sentences_per_s": self.per_second(self.sentences, rate),
                    "tokens_per_s": self.per_second(self.tokens, rate),
                    "mb_per_s": self.per_second(self.bytes, rate) / 1e6,
                })
            })
            .collect();
        let whole = serde_json::json!({
            "corpus": self.corpus,
            "documents": self.documents,
            "sentences": self.sentences,
            "tokens": self.tokens,
            "bytes": self.bytes,
            "events": self.events,
            "incidents": self.incidents,
            "processor": machine::processor(),
            "threads": self.threads,
            "passes": self.passes,
            "peak_mib": self.peak_mib,
            "stages": stages,
        });
        whole.to_string()
    }

    /// Appends one row, with a header if the file is new. Rates are sentences per second, in
    /// the order of the printed table.
    fn record(&self, file: &std::path::Path, options: &Options) {
        const HEADER: &str = "date,commit,processor,threads,corpus,documents,sentences,tokens,\
            bytes,events,incidents,passes,load,digests,ingest,trees,other_layers,code,pack,append,\
            read_back,resolve,finish,line_1_thread,line_all_threads,peak_mib\n";
        let file = if file.is_dir() || file.extension().is_none() {
            std::fs::create_dir_all(file).expect("the folder of records can be made");
            file.join(format!("{}.csv", machine::slug()))
        } else {
            file.to_owned()
        };
        let mut text = std::fs::read_to_string(&file).unwrap_or_else(|_| HEADER.into());
        assert!(text.starts_with(HEADER), "{} has other columns", file.display());
        let mut row: Vec<String> = vec![
            options.date.clone(),
            options.commit.clone(),
            format!("\"{}\"", machine::processor().replace('"', "")),
            self.threads.to_string(),
            self.corpus.to_owned(),
        ];
        let counts = [
            self.documents,
            self.sentences,
            self.tokens,
            self.bytes,
            self.events,
            self.incidents,
        ];
        row.extend(counts.map(|count| count.to_string()));
        row.push(self.passes.to_string());
        let rates = self.rates.iter().map(|rate| self.per_second(self.sentences, rate));
        row.extend(rates.map(|rate| format!("{rate:.0}")));
        row.push(self.peak_mib.map(|peak| peak.to_string()).unwrap_or_default());
        text.push_str(&row.join(","));
        text.push('\n');
        std::fs::write(&file, text).expect("the record can be written");
        println!("recorded in {}", file.display());
    }
}
