# plm: the regression with unit and period effects and one treated column. Rscript did.R FILE
a <- commandArgs(TRUE); suppressMessages(library(plm))
d <- read.csv(a[1]); d$d <- as.numeric(d$time >= d$g)
cpu <- function() sum(proc.time()[1:2])
start <- proc.time()[3]; used <- cpu()
r <- plm(y ~ d, data = pdata.frame(d, index = c("unit", "time")), model = "within", effect = "twoways")
cat(sprintf("task=did size=n%d peer=plm version=%s seconds=%.4g cpu=%.4g rss_mb=NA checksum=two_way%.5f\n", length(unique(d$unit)),
            as.character(packageVersion("plm")), proc.time()[3] - start, cpu() - used, coef(r)[["d"]]))
