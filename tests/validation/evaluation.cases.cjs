'use strict';
module.exports = (bench) => {
  bench.method('its_sicily_smoking_ban', 'interrupted_series', 'Lopez Bernal, Cummins & Gasparrini 2017, their data and script run with R 4.2.2.', (known, {run, csv, near}) => {
    const tables = {series: known.file('sicily.csv')};
    const map = {'series.events': 'aces', 'series.population': 'stdpop'};
    const start = known.rows('sicily.csv').findIndex((row) => row.smokban === 1) + 1;
    const e = known.expected;
    const of = (set) => run(tables, {map, set: {start, ...set}}).tables;
    const compare = (name, expected, effects, term) => {
      const at = effects.term.indexOf(term);
      near(`${name}: coefficient`, expected.coef, effects.log_ratio[at], 1e-6);
      near(`${name}: se`, expected.se, effects.se[at], 1e-5);
      near(`${name}: ratio`, expected.RR, effects.ratio[at], 1e-6);
      near(`${name}: low`, expected.lo, effects.low[at], 1e-5);
      near(`${name}: high`, expected.hi, effects.high[at], 1e-5);
    };
    compare('Poisson, no seasons', e.poisson, of({family: 'poisson', harmonics: 0}).effects, 'step');
    const quasi = of({harmonics: 0});
    compare('quasi-Poisson, no seasons', e.quasipoisson, quasi.effects, 'step');
    near('quasi-Poisson, no seasons: dispersion', e.quasipoisson.dispersion, quasi.prevented.dispersion[0], 1e-5);
    const seasonal = of({});
    compare('quasi-Poisson, seasons', e.quasipoisson_seasonal, seasonal.effects, 'step');
    near('quasi-Poisson, seasons: dispersion', e.quasipoisson_seasonal.dispersion, seasonal.prevented.dispersion[0], 1e-5);
    near('events without the measure', e.counterfactual_post_total, seasonal.prevented.expected_without[0], 1e-6);
    near('events observed', e.observed_post_total, seasonal.prevented.observed[0], 1e-9);
    near('Durbin-Watson', e.durbin_watson_pearson_resid, seasonal.prevented.durbin_watson[0], 1e-6);
    const both = of({slope: true, slope_from_start: false}).effects;
    compare('level and slope: level', e.level_and_slope.smokban, both, 'step');
    compare('level and slope: slope', e.level_and_slope.interaction, both, 'slope');
    compare('negative binomial', e.negative_binomial, of({family: 'negative_binomial'}).effects, 'step');
    near('se of Newey and West, lag 3', e.hac.newey_west_lag3_se, of({hac: true, hac_lag: 3}).effects.se[0], 1e-5);
  });
  bench.method('did_callaway_santanna_mpdta', 'staggered_differences', 'Callaway & Sant\'Anna 2021: teen employment and the minimum wage in 500 counties; the vignette of did 2.5.1 and closed forms.', (known, {run, near, each}) => {
    const tables = {panel: known.file('mpdta.csv')};
    const map = {'panel.unit': 'county', 'panel.period': 'year', 'panel.value': 'lemp', 'panel.first_treated': 'first_treat'};
    const expected = known.rows('expected_att_gt.csv');
    for (const [comparison, suffix] of [['never_treated', 'never'], ['not_yet_treated', 'notyet']]) {
      const {effects, averages, design} = run(tables, {map, set: {comparison}}).tables;
      const at = (row) => effects.group.findIndex((group, i) => group === row.group && effects.time[i] === row.time);
      each(`ATT(g, t), ${comparison}`, expected.map((row) => row[`att_${suffix}`]), expected.map((row) => effects.att[at(row)]), {relative: 1e-7});
      each(`standard errors, ${comparison}`, expected.map((row) => row[`se_analytic_${suffix}`]), expected.map((row) => effects.se[at(row)]), {relative: 1e-6});
      if (suffix === 'notyet') continue;
      const one = (kind, when) => averages.att[averages.kind.findIndex((name, i) => name === kind && averages.at[i] === when)];
      const e = known.expected.aggregations_never;
      near('simple', e.simple, one('simple', null), 1e-8);
      for (const kind of ['dynamic', 'group', 'calendar']) for (const [when, value] of Object.entries(e[kind])) near(`${kind} ${when}`, value, one(kind, Number(when)), 1e-8);
      near('dynamic, overall', e.dynamic_overall_post, one('dynamic', null), 1e-8);
      near('group, overall', e.group_overall, one('group', null), 1e-8);
      near('two-way fixed effects', known.expected.twfe_static, design.two_way[0], 1e-8);
    }
  });
  bench.method('synth_california_prop99', 'synthetic_control', 'Abadie, Diamond & Hainmueller 2010: Proposition 99 and cigarette sales; Synth 1.1-8 and the README of tidysynth.', (known, {run, csv, close, same, holds, note}) => {
    const rows = known.rows('smoking.csv');
    const states = [...new Set(rows.map((row) => row.state))];
    const mean = (state, column, first, last) => {
      const values = rows.filter((row) => row.state === state && row.year >= first && row.year <= last).map((row) => row[column]).filter((value) => value !== null);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    };
    const panel = csv(rows.map(({state, year, cigsale}) => ({unit: state, period: year, value: cigsale, treated: state === 'California' && year > 1988 ? 1 : 0})));
    const predictors = csv(states.map((unit) => ({unit, x1: mean(unit, 'lnincome', 1980, 1988), x2: mean(unit, 'retprice', 1980, 1988), x3: mean(unit, 'age15to24', 1980, 1988), x4: mean(unit, 'beer', 1984, 1988), x5: mean(unit, 'cigsale', 1975, 1975), x6: mean(unit, 'cigsale', 1980, 1980), x7: mean(unit, 'cigsale', 1988, 1988)})));
    const {effect, units, gaps} = run({panel, predictors}).tables;
    const {acceptance, published, recomputed} = known.expected;
    note('Weights depend on the optimiser; the case says what is accepted.');
    holds(`mean squared gap before, at most ${acceptance.pre_mspe_max}`, effect.before[0] <= acceptance.pre_mspe_max, effect.before[0]);
    states.forEach((state) => close(`weight of ${state}`, published.weights[state] ?? 0, units.weight[units.unit.indexOf(state)], acceptance.weights_abs));
    close('mean gap 1989-2000', recomputed.mean_gap, effect.mean_gap[0], acceptance.mean_gap_abs);
    close('gap in 2000', recomputed.gap_2000, gaps.gap[gaps.period.indexOf(2000)], acceptance.mean_gap_abs);
    same('rank of the ratio among 39', 1, effect.rank[0]);
    close('p', published.p_rank, effect.p[0], 1e-9);
  });
};
