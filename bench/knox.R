# surveillance::knox of one band: pairs nearer than 200 m and 7 days, by permuted days. Rscript knox.R FILE REPLICATES
a <- commandArgs(TRUE); suppressMessages(library(surveillance))
d <- read.csv(a[1]); replicates <- as.integer(a[2])
cpu <- function() sum(proc.time()[1:2])
set.seed(1); start <- proc.time()[3]; used <- cpu()
r <- knox(dt = dist(d$t), ds = dist(cbind(d$x, d$y)), eps.t = 7, eps.s = 200, simulate.p.value = TRUE, B = replicates)
cat(sprintf("task=knox_one_band size=n%d_%d peer=surveillance version=%s seconds=%.4g cpu=%.4g rss_mb=NA checksum=pairs%d\n", nrow(d), replicates,
            as.character(packageVersion("surveillance")), proc.time()[3] - start, cpu() - used, as.integer(r$statistic)))
