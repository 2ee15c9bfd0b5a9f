//! x
/// x
#[derive(Debug)]
pub struct Lines;
