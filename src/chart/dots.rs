//! x
/// x
#[derive(Debug)]
pub struct DotPlot;
