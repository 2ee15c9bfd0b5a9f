//! What a report says in sentences: figures of the text, its year, its organ, its date.
//!
//! ```text
//! paragraphs ─► sentences ─► quantities ─► patterns, kinds, zeros ─► candidates ─► figures
//! ```
//!
//! A figure that is not there is better than a wrong one: what fits no pattern is left out, what is said
//! in two ways is ambiguous.

mod choice;
mod figures;
mod head;
mod kinds;
mod lists;
mod names;
mod numbers;
mod patterns;
mod periods;
mod sentences;
mod units;
mod years;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use figures::read_text;
pub(super) use head::date as date_of;
pub(super) use head::scope_of;
pub use head::{Found, Head, read_head};
pub use names::candidates;
