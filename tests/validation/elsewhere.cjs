// Published cases that no method of the catalogue answers, and figures of cases that no method is held to, with the reason:
// run fails for what is neither here nor in a file of cases, and for what is in both.
'use strict';
const cases = {};

// Of every case: a rule of comparison is none of its figures.
const everywhere = [[/^tolerance(\.|$)/, 'how near a figure has to be']];

// Of a case: places of figures (as wdd.computed.z), and why no method is held to them.
const data = 'the data as they are, not a figure of an answer';
const given = 'what the case was computed with';
const figures = {
  crime_change_tests_wheeler: [
    [/^(naus_scan|wdq)\.tolerance$/, given],
    [/^pai\.table\.\d+\.cum_/, data],
  ],
  dlnm_chicago_nmmaps: [
    [/^n$/, data],
    [/^example3\.(var_boundary|lag_knots)\./, given],
  ],
  ears_cusum_salmnewport: [[/^(ears|cusum|bayes)\.(baseline|alpha\w*|minSigma|k|h|b|w|actY)$/, given]],
  eb_nc_sids: [[/^totals\./, data]],
  farrington_salmonella_agona: [
    [/^(freq|n|start\.\d)$/, data],
    [/^(range\.|original\.|farringtonFlexible_original_settings\.|noufaily\.)/, given],
  ],
  forecast_ausbeer_benchmarks: [[/^ets_ANA_usacc\.par\.(l|s\d+)$/, 'the level and the season at the start, which answers do not tell; alpha and gamma, of which they follow, are above']],
  hawkes_coal_disasters: [[/^loglik\./, 'at parameters that are given, where the method looks for those of most likelihood; the kernel is held to them in tests/stats/hawkes_test.cpp']],
  its_sicily_smoking_ban: [
    [/^all_coefficients_model3\./, 'the level and the season, which an answer about a measure does not tell; the kernel is held to them in tests/stats/interrupted_test.cpp'],
    [/^level_and_slope\.anova_/, 'a test of one model against another, which answers do not hold; the kernel is held to it in tests/stats/interrupted_test.cpp'],
    [/^negative_binomial\.theta$/, 'not in the answer; the kernel is held to it in tests/stats/interrupted_test.cpp'],
  ],
  linkage_rldata500: [
    [/^n_records$/, data],
    [/^true_match_counts\./, 'the truth of each pattern, of which duplicates found and missed are above'],
    [/^em\.start\./, 'where the search began; from another start the same is found'],
    [/^(posterior|total_weight)_by_pattern\./, 'of patterns that no pair of the file shows'],
    [/^jaro_winkler_published\./, 'a likeness of names, which no answer tells; tests/linkage/golden_test.cpp and jaro_test.cpp hold it'],
  ],
  mann_kendall_nile_huron: [[/^results\.\w+\.n$/, data]],
  near_repeat_chicago_arson: [
    [/^n$/, data],
    [/^readme\.\w+\.[01]\.\d$/, 'of bands from 0.1 m on, where ours has what is less than 1 m apart as one place; the pairs are above as not matched'],
    [/^label_shift\./, 'of bands that begin at 0.01, 201, 401 and 601 m, which no setting makes: widths are one'],
    [/^published_nrc_/, "the calculator's own bands, 1 to 200 m and so on with both ends in; the same bands half open are above as nrc_equivalent"],
  ],
  network_centrality_classics: [[/^graphs\.karate\.(modularity_of_factions|faction_hi\.\d+)$/, 'of a division that is given, where the method looks for the best; tests/stats/network_test.cpp holds it']],
  network_kernel_chicago: [[/^shortest_path\.d_/, 'ways between two points by name, which answers do not tell; tests/stats/points/line_network_test.cpp holds them']],
  penalised_poisson_columbus: [
    [/^coefficients\..*\(Intercept\)$/, 'the level of all cells, which answers tell as `risk` and `fitted`'],
    [/^(unpenalised\.|deviance_unpenalised$)/, 'with no penalty at all, which the method has not (0 stands for cross-validation); tests/stats/penalised_poisson_test.cpp holds them'],
  ],
  point_pattern_redwood_cells: [[/^clark_evans\.\w+\.(n|window\.\d)$/, data]],
  privacy_kanonymity_dp: [
    [/^[fF]k\./, 'the same as `published`'],
    [/^laplace\./, 'noise of a continuous law, which counts do not get: whole numbers alone are released'],
    [/^suppression\.table\./, 'the totals of the table'],
  ],
  propensity_lalonde: [
    [/^propensity_coef\.\(Intercept\)$/, 'answers tell the coefficients of the covariates'],
    [/^ols_treat$/, 'another estimate, by least squares, which the method does not make'],
  ],
  rates_standardisation_phe: [
    [/^byars_wilson\.\d+\.n$/, data],
    [/^crude_rates\.\d+\.(method|multiplier)$/, given],
    [/^(dsr\.\d+\.total_(count|pop)|isr\.\d+\.observed)$/, data],
    [/^dsr\.(8|9|10|11)\./, 'limits of events that are not independent, which need how often each person had one; the rows are above as not matched'],
    [/^isr\.\d+\./, 'of another population, which the case does not hold; the rows are above as not matched'],
  ],
  scan_bernoulli_nhumberside: [
    [/^(max_population|mc)$/, given],
    [/^quantiles_null_llr\./, 'of the largest ratios drawn, which answers tell as `p`; tests/stats/scan/spatial_test.cpp holds them'],
  ],
  scan_poisson_ny_leukemia: [[/^(n|cases|population)$/, data]],
  spatial_autocorr_columbus: [[/^global_moran\.permutation\.nsim$/, given]],
  sppt_andresen_toy: [[/^settings\./, given]],
  stl_accidental_deaths: [[/^settings\./, given]],
  synth_california_prop99: [
    [/^recomputed\.loss_[vw]$/, "the optimiser's own measure; the mean squared gap is above"],
    [/^balance\./, 'means of the predictors of California and of its synthetic twin by the weights of tidysynth; answers tell the weights'],
  ],
};
module.exports = {cases, everywhere, figures};
