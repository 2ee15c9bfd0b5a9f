//! The official tables as they are printed, on the sheets of workbooks.
//!
//! | module | what lives there |
//! |---|---|
//! | [`layout`], [`table3`] | which words and which figures stand where |
//! | [`page`] | writing to a sheet from top to bottom |
//! | [`style`] | formats |

pub(in crate::output) mod layout;
pub(in crate::output) mod page;
pub(in crate::output) mod style;
pub(in crate::output) mod table3;
#[cfg(test)]
mod tests;
