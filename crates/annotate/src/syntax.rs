//! Reading of syntax by a trained network: tags, lemmas, trees and names.

mod batch;
pub mod chain;
pub mod decode;
pub mod file;
pub mod hash;
pub mod kernel;
pub mod lemma;
pub mod model;
pub mod network;
mod recent;
pub mod shape;
pub mod tables;
pub mod word;
