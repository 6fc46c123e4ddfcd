# surveillance::twinstim of time alone: a steady background, what an event brings even over the whole square and
# exponential in time. Its likelihood is that of places too, which are even: log(area) an event less. Rscript hawkes.R FILE
a <- commandArgs(TRUE); suppressMessages({library(surveillance); library(sp)})
d <- read.csv(a[1]); n <- nrow(d); end <- 730; side <- 10000
square <- SpatialPolygons(list(Polygons(list(Polygon(side * cbind(c(0, 0, 1, 1, 0), c(0, 1, 1, 0, 0)))), "s")))
events <- SpatialPointsDataFrame(cbind(d$x, d$y), data.frame(time = d$t, tile = "s", eps.t = end, eps.s = 2 * side))
grid <- data.frame(start = 0, stop = end, tile = "s", area = side^2)
known <- as.epidataCS(events, grid, square, nCircle2Poly = 32)
cpu <- function() sum(proc.time()[1:2])
start <- proc.time()[3]; used <- cpu()
r <- twinstim(endemic = ~1, epidemic = ~1, siaf = siaf.constant(), tiaf = tiaf.exponential(), data = known, optim.args = list(
  par = c("h.(Intercept)" = log(0.5 * n / end / side^2), "e.(Intercept)" = log(0.05 / side^2), "e.tiaf.1" = 0.1), control = list(trace = 0)), model = FALSE, cores = 1, verbose = FALSE)
k <- coef(r); b <- k[["e.tiaf.1"]]
cat(sprintf("task=hawkes size=n%d peer=surveillance version=%s seconds=%.4g cpu=%.4g rss_mb=NA checksum=mu%.4f/a%.4f/b%.4f/loglik%.2f\n", n,
            as.character(packageVersion("surveillance")), proc.time()[3] - start, cpu() - used, exp(k[["h.(Intercept)"]]) * side^2,
            exp(k[["e.(Intercept)"]]) * side^2 / b, b, as.numeric(logLik(r)) + n * log(side^2)))
