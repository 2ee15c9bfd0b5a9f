//! Lists of what differs: on the terminal only that, in files everything.

use std::io::Write as _;

use gongkai::analysis::Answer;
use gongkai::dataset::Dataset;
use gongkai::error::{Error, ErrorKind};
use gongkai::text::diff as words;
use polars::prelude::*;

use super::ListArgs;
use crate::cli::args::FormatArg;
use crate::cli::deliver::{self, Delivery, Place, Voice};

impl ListArgs {
    /// Refuses what a list cannot be.
    pub(in crate::cli) fn check(&self) -> anyhow::Result<()> {
        if deliver::wants_chart(&self.output())? {
            let error = Error::new(ErrorKind::Request, words::no_chart()).with_hint(words::tables());
            return Err(error.into());
        }
        Ok(())
    }
}

/// Shows a list. On a terminal rows that say `same` are left out, and a list without rows is a line.
pub(in crate::cli) fn show(
    answer: &mut Answer,
    args: &ListArgs,
    dataset: &Dataset,
    voice: Voice,
) -> anyhow::Result<()> {
    let output = args.output();
    if output.output.is_empty() && matches!(output.format, None | Some(FormatArg::Table)) {
        if let Some(table) = answer.tables.first_mut().filter(|table| table.id == "outputs" && !args.all_rows)
        {
            let rows = table.frame.clone().lazy().filter(col("status").neq(lit("same")));
            table.frame = rows.collect()?;
        }
        if answer.main().is_none_or(|table| table.frame.height() == 0) {
            let (title, subtitle) = (answer.title.get(voice.lang), answer.subtitle.get(voice.lang));
            writeln!(std::io::stdout().lock(), "{title}{}{subtitle}", voice.lang.pick("：", ": "))?;
            for note in &answer.notes {
                voice.remark(note.level, &note.text);
            }
            return Ok(());
        }
    }
    Delivery { output: &output, highlight: Vec::new(), dataset, voice, place: &Place::HERE }
        .deliver(answer)
        .map(drop)
}
