# Runs load.R of each package named on the command line in R itself, and compares what it loads with the CSV.
# The last lines count the checks, as the gate wants them.

passed <- 0
failed <- 0
check <- function(what, holds) {
  if (isTRUE(holds)) {
    passed <<- passed + 1
  } else {
    failed <<- failed + 1
    cat("not ok -", what, "\n")
  }
}

for (folder in commandArgs(trailingOnly = TRUE)) {
  loaded <- new.env()
  sys.source(file.path(folder, "load.R"), envir = loaded, chdir = TRUE)
  panel <- loaded$panel
  cells <- read.csv(file.path(folder, "panel.csv"), colClasses = "character", na.strings = "",
    check.names = FALSE, encoding = "UTF-8")
  check(paste(folder, "columns"), identical(names(panel), names(cells)))
  check(paste(folder, "rows"), nrow(panel) == nrow(cells) && nrow(panel) > 0)
  values <- read.csv(file.path(folder, "values.csv"), colClasses = "character", encoding = "UTF-8")
  for (name in names(panel)) {
    column <- panel[[name]]
    text <- cells[[name]]
    check(paste(folder, name, "is missing in the same rows"), identical(is.na(column), is.na(text)))
    check(paste(folder, name, "has a label"), nchar(attr(column, "label")) > 0)
    if (is.factor(column)) {
      set <- if (grepl("_status$", name)) "status" else name
      own <- values[values$variable == set, ]
      label <- if (loaded$language == "en") own$label_en else own$label_zh
      check(paste(folder, name, "in words"), identical(as.character(column), label[match(text, own$value)]))
    } else if (is.numeric(column)) {
      check(paste(folder, name, "to the last digit"), all(as.numeric(text) == column, na.rm = TRUE))
    }
  }
}

cat("# pass", passed, "\n")
cat("# fail", failed, "\n")
quit(status = if (failed > 0 || passed == 0) 1 else 0)
