//! x
/// x
#[derive(Debug)]
pub struct Stack100;
