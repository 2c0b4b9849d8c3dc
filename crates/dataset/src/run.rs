//! Who coded, and what one execution was made of.

use chancery_model::{Digest, RunId};

/// What coded: a version of the code with its codebook and models.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Coder {
    /// The code. It must differ between any two programs that could code differently.
    pub code_version: String,
    /// The codebook.
    pub codebook: Digest,
    /// The models, by name.
    pub models: Vec<(String, Digest)>,
}

impl Coder {
    /// Digest of all of these; the order of the models is of no account.
    pub fn digest(&self) -> Digest {
        let mut models = self.models.clone();
        models.sort();
        let mut parts = vec![self.code_version.clone(), self.codebook.to_string()];
        parts.extend(
            models.into_iter().flat_map(|(name, digest)| [name, digest.to_string()]),
        );
        Digest::of(parts)
    }

    /// The id as stored.
    pub(crate) fn id(&self) -> String {
        format!("C-{}", self.digest())
    }
}

/// One execution: what coded, with which options, and what it was given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    /// What coded.
    pub coder: Coder,
    /// Options that bear on the result, in words; no paths.
    pub options: String,
    /// Digests of the inputs, with what a manifest says of them.
    pub inputs: Vec<Digest>,
}

impl Run {
    /// Digest of coder, options and inputs; the order of the inputs is of no account.
    pub fn id(&self) -> RunId {
        let mut inputs = self.inputs.clone();
        inputs.sort();
        let mut parts = vec![self.coder.digest().to_string(), self.options.clone()];
        parts.extend(inputs.iter().map(Digest::to_string));
        RunId(Digest::of(parts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(inputs: [&str; 2]) -> Run {
        let coder = Coder {
            code_version: "1".into(),
            codebook: Digest::of(["codebook"]),
            models: vec![("parser".into(), Digest::of(["weights"]))],
        };
        let inputs = inputs.map(|input| Digest::of([input])).to_vec();
        Run { coder, options: String::new(), inputs }
    }

    #[test]
    fn a_run_is_what_it_is_made_of() {
        assert_eq!(run(["a", "b"]).id(), run(["b", "a"]).id());
        assert_ne!(run(["a", "b"]).id(), run(["a", "c"]).id());
        let mut other = run(["a", "b"]);
        other.coder.code_version = "2".into();
        assert_ne!(other.id(), run(["a", "b"]).id());
    }
}
