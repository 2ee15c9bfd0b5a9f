//! The library's error: what is wrong, where, in both languages, and what to do.
//!
//! The wording comes from [`crate::text`]; this type carries it together with a kind that a program can
//! match on, the list of single faults when a file has several, a hint, and the cause.

use std::fmt;

use crate::text::{Label, Lang};

/// What an error is about. It decides the exit status of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file or folder that is missing, cannot be read, or is of the wrong sort.
    File,
    /// Cells, rows or columns of a dataset that are wrong.
    Data,
    /// A region, metric, field, option or column that does not exist, or a request that makes no sense.
    Request,
    /// A metric file or formula that is wrong.
    Metric,
    /// The answer would mislead, so it is refused: a series across a change of form, say.
    Refused,
    /// A chart that cannot be drawn.
    Chart,
    /// A result that cannot be written.
    Output,
    /// A fault of the program itself.
    Internal,
}

/// An error of the library.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    message: Label,
    details: Vec<Label>,
    hint: Option<Label>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The library's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of `kind` with its message.
    pub fn new(kind: ErrorKind, message: Label) -> Self {
        Self(Box::new(Inner { kind, message, details: Vec::new(), hint: None, source: None }))
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn with_hint(mut self, hint: Label) -> Self {
        self.0.hint = Some(hint);
        self
    }

    /// Adds the single faults, one to a line.
    #[must_use]
    pub fn with_details(mut self, details: Vec<Label>) -> Self {
        self.0.details = details;
        self
    }

    /// Adds the cause.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// The same error with another message: one that says where it came up, say.
    #[must_use]
    pub fn with_message(mut self, message: impl FnOnce(&Label) -> Label) -> Self {
        self.0.message = message(&self.0.message);
        self
    }

    /// What the error is about.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The message in one language, without details, hint and cause.
    pub fn message(&self, lang: Lang) -> &str {
        self.0.message.get(lang)
    }

    /// The single faults, when a file has several.
    pub fn details(&self) -> &[Label] {
        &self.0.details
    }

    /// What to do about it, if there is something to do.
    pub fn hint(&self, lang: Lang) -> Option<&str> {
        self.0.hint.as_ref().map(|hint| hint.get(lang))
    }
}

impl fmt::Display for Error {
    /// The English message and its details; the program prints the other language by [`Error::message`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message.en)?;
        for detail in &self.0.details {
            write!(f, "\n  {}", detail.en)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

impl From<polars::error::PolarsError> for Error {
    /// A Polars error that no earlier check has caught is a fault of the program, not of the data.
    fn from(error: polars::error::PolarsError) -> Self {
        Self::new(ErrorKind::Internal, crate::text::errors::internal()).with_source(error)
    }
}
