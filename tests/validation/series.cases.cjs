'use strict';
module.exports = (bench) => {
  bench.method('forecast_ausbeer_benchmarks', 'forecast', 'Hyndman & Athanasopoulos 2018, section 3.4, and forecast 8.20.', (known, {run, csv, near, close, each, holds, unmatched}) => {
    const rows = known.rows('ausbeer.csv').filter((row) => row.year >= 1992);
    const until = rows.findIndex((row) => row.year === 2008) + 10;
    const series = csv(rows.slice(0, until).map((row) => ({value: row.y})));
    for (const [model, e] of Object.entries(known.expected.accuracy)) {
      const {accuracy} = run({series}, {set: {model, season: 4, steps: 10, held_back: 10}}).tables;
      for (const name of ['ME', 'RMSE', 'MAE', 'MPE', 'MAPE', 'MASE']) near(`${model}: ${name}`, e[name], accuracy[name.toLowerCase()][0], 1e-6);
      ['RMSE', 'MAE', 'MAPE', 'MASE'].forEach((name, i) => close(`${model}: ${name}, as published`, known.expected.published_fpp2_table_3_4[model][i], accuracy[name.toLowerCase()][0], 0.005));
    }
    const limits = (model, confidence, step) => {
      const {forecast} = run({series}, {set: {model, season: 4, steps: 10, held_back: 10, confidence}}).tables;
      return [forecast.low[step - 1], forecast.high[step - 1]];
    };
    for (const [name, model, confidence, step] of [['mean_80', 'mean', 0.8, 1], ['naive_h1_95', 'naive', 0.95, 1], ['snaive_h5_95', 'seasonal_naive', 0.95, 5]])
      limits(model, confidence, step).forEach((limit, i) => near(`${name}: ${i ? 'high' : 'low'}`, known.expected.intervals[name][i], limit, 1e-6));
    const accidents = {series: csv(known.rows('usaccdeaths.csv').map((row) => ({value: row.y})))};
    const of = (model) => {
      const answer = run(accidents, {set: {model}}).tables;
      return {...Object.fromEntries(answer.model.estimate.map((name, i) => [name, answer.model.value[i]])), mean: answer.forecast.mean, low: answer.forecast.low, high: answer.forecast.high};
    };
    const ets = known.expected.ets_ANA_usacc, airline = known.expected.arima_011_011_usacc;
    const ours = of('ets');
    holds(`ETS(A,N,A), accidental deaths: log-likelihood no less than ${ets.loglik.toFixed(3)}, where the reference's optimiser stopped`, ours.log_likelihood >= ets.loglik, ours.log_likelihood);
    const stopped = 'the reference stopped before the maximum; ours is more likely, so its parameters and forecasts are others';
    for (const name of ['alpha', 'gamma']) unmatched(`ETS(A,N,A), accidental deaths: ${name}`, ets.par[name], ours[name], stopped);
    holds(`ETS(A,N,A), accidental deaths: corrected AIC no more than ${ets.aicc.toFixed(3)}, where the reference's optimiser stopped`, ours.aicc <= ets.aicc, ours.aicc);
    ets.forecast12.forEach((value, i) => {
      const what = `ETS(A,N,A), accidental deaths: month ${i + 1} foretold`;
      if (Math.abs(value - ours.mean[i]) <= 0.005 * value) near(what, value, ours.mean[i], 0.005);
      else unmatched(what, value, ours.mean[i], stopped);
    });
    const fit = of('airline');
    close('airline model, accidental deaths: theta', airline.coef.ma1, fit.theta, 0.002);
    close('airline model, accidental deaths: seasonal theta', airline.coef.sma1, fit.seasonal_theta, 0.002);
    close('airline model, accidental deaths: log-likelihood', airline.loglik, fit.log_likelihood, 0.002);
    each('airline model, accidental deaths: forecasts of a year', airline.forecast12, fit.mean, {relative: 0.001});
    close('airline model, accidental deaths: AIC', airline.aic, fit.aic, 0.005);
    unmatched('airline model, accidental deaths: variance of the errors', airline.sigma2, fit.sigma2, 'the reference takes its two parameters off the 59 errors that it divides by');
    for (const end of ['low', 'high']) {
      const theirs = airline[end === 'low' ? 'lo95' : 'hi95'];
      theirs.forEach((limit, i) => unmatched(`airline model, accidental deaths: ${end} of month ${i + 1}`, limit, fit[end][i], 'ours counts that the parameters are estimated, the reference takes them as known'));
    }
  });
  bench.method('stl_accidental_deaths', 'stl', 'Accidental deaths in the USA and temperatures of Nottingham; stl() of R 4.2.2.', (known, {run, csv, near, each}) => {
    const range = (values) => Math.max(...values) - Math.min(...values);
    for (const [name, file, data, set] of [
      ['periodic', 'stl_usacc_periodic.csv', 'usaccdeaths.csv', {}],
      ['robust, window 7', 'stl_usacc_s7_robust.csv', 'usaccdeaths.csv', {seasonal_window: 7, robust: true}],
    ]) {
      const values = known.rows(data).map((row) => row.y);
      const {series} = run({series: csv(values.map((value) => ({value})))}, {set}).tables;
      if (name === 'periodic') {
        const {usacc_trend_t1, usacc_seasonal_jan, usacc_trend_t72} = known.expected.spot;
        for (const [what, value, found] of [['trend of the first month', usacc_trend_t1, series.trend[0]], ['seasonal of January', usacc_seasonal_jan, series.seasonal[0]], ['trend of the last month', usacc_trend_t72, series.trend[71]]]) near(`periodic: ${what}`, value, found, 1e-6);
      }
      const expected = known.rows(file);
      for (const column of ['seasonal', 'trend', 'remainder']) each(`${name}: ${column} of ${values.length} months`, expected.map((row) => row[column]), series[column], {absolute: Number((1e-6 * range(values)).toPrecision(3))});
    }
    const nottem = known.rows('nottem.csv').map((row) => row.y), expected = known.rows('stl_nottem_s7_t50.csv');
    const {series} = run({series: csv(nottem.map((value) => ({value})))}, {set: {seasonal_window: 7, trend_window: 50, trend_jump: 1}}).tables;
    for (const column of ['seasonal', 'trend', 'remainder'])
      each(`Nottingham: ${column} of ${nottem.length} months`, expected.map((row) => row[column]), series[column], {absolute: Number((1e-6 * range(nottem)).toPrecision(3))});
  });
  bench.method('nowcast_chain_ladder_taylor_ashe', 'nowcast', 'Taylor & Ashe 1983; Mack 1993.', (known, {run, csv, near, same, each, close, unmatched}) => {
    const rows = known.rows('triangle_cumulative.csv');
    const reports = rows.flatMap((row, i) => Object.values(row).filter((value) => value !== null).map((value, k, all) => ({period: i + 1, delay: k, events: value - (k ? all[k - 1] : 0)})));
    const {periods, delays, total} = run({reports: csv(reports)}).tables;
    each('factors', known.expected.factors, delays.factor.slice(0, 9), {relative: 1e-8});
    each('sigma squared', known.expected.sigma2, delays.sigma2.slice(0, 9), {relative: 1e-8});
    each('ultimates', known.expected.ultimate, periods.final, {relative: 1e-8});
    each('standard errors of Mack, but the first', known.expected.mack_se.slice(1), periods.mack_se.slice(1), {relative: 1e-8});
    near('total still to come', known.expected.total_reserve, total.missing[0], 1e-8);
    each('still to come of each period', known.expected.reserve, periods.missing.map((value, i) => (i ? value : Math.abs(value))), {relative: 1e-8});
    same('standard error of the first, all of which came', known.expected.mack_se[0], periods.mack_se[0]);
    near('its standard error', known.expected.total_mack_se, total.mack_se[0], 1e-8);
    unmatched('dispersion of the over-dispersed Poisson', known.expected.odp.dispersion, total.phi[0], 'the reference is of R\'s glm, which stops at a change of 1e-8 of the deviance; ours is of the exact fit');
    close('total as published, thousands', known.expected.published.total_reserve_thousands, total.missing[0] / 1000, 0.5);
    close('its standard error as published, thousands', known.expected.published.mack_se_thousands, total.mack_se[0] / 1000, 0.5);
    close('in per cent of the total, as published', known.expected.published.cv_percent, (100 * total.mack_se[0]) / total.missing[0], 0.5);
    near('total of the over-dispersed Poisson', known.expected.odp.total, total.missing[0], 1e-8);
  });
  bench.method('changepoint_nile_seatbelt_coal', 'change_points', 'Coal-mining disasters and the Nile; changepoint 2.3 (Killick, Fearnhead & Eckley 2012).', (known, {run, csv, near, same, note}) => {
    const e = known.expected;
    const answer = (values, set) => run({series: csv(values.map((value) => ({value})))}, {set}).tables;
    const of = (values, set) => answer(values, set).changes.row.map((row) => row - 1).join(' ');
    const disasters = known.rows('coal_disasters_per_year.csv'), coal = disasters.map((row) => row.count);
    const nile = known.rows('nile.csv').map((row) => row.flow);
    note('A change is told by the last observation before it.');
    const {coal_pelt_poisson: poisson, nile_pelt: normal} = e;
    same('coal, Poisson, MBIC', String(poisson.MBIC), of(coal, {penalty: 'mbic'}));
    same('coal, Poisson, SIC', poisson.SIC.join(' '), of(coal, {penalty: 'sic'}));
    same('coal, Poisson, SIC, one change at most (AMOC)', String(poisson.AMOC_SIC), of(coal, {penalty: 'sic', search: 'one'}));
    const {changes, fit} = answer(coal, {penalty: 'sic'});
    near('coal, penalty of SIC', poisson.penalty_value_SIC, fit.penalty[0], 1e-9);
    near('coal, penalty of MBIC', poisson.penalty_value_MBIC, answer(coal, {penalty: 'mbic'}).fit.penalty[0], 1e-9);
    poisson.segment_means_SIC.forEach((mean, i) => near(`coal, SIC: level ${i + 1}, a year`, mean, i ? changes.level_after[i - 1] : changes.level_before[0], 1e-9));
    poisson.years_of_last_obs_in_segment.forEach((year, i) => same(`coal, SIC: last year of level ${i + 1}`, year, disasters[changes.row[i] - 2].year));
    same('Nile, mean and variance, BIC', normal.meanvar_normal_BIC.join(' '), of(nile, {cost: 'mean_variance', penalty: 'sic'}));
    const mean = nile.reduce((sum, value) => sum + value, 0) / nile.length;
    const sd = Math.sqrt(nile.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (nile.length - 1));
    same('Nile over its deviation, mean, MBIC', String(normal.scaled_mean_normal_MBIC), of(nile.map((value) => value / sd), {cost: 'mean', penalty: 'mbic', least: 1}));
  });
  bench.method('forecast_scores_crps_wis', 'forecast_scores', 'Closed forms of Gneiting & Raftery 2007 and Bracher et al. 2021, evaluated with scipy 1.10.1; the first is a published figure.', (known, {run, csv, near}) => {
    const {expected} = known, {tolerance} = expected;
    const numbers = (text) => text.match(/-?\d+(\.\d+)?/g).map(Number);
    const score = (row, form) => run({forecasts: csv([row])}, {set: {form}}).tables.scores;
    near('published: crps of N(0,1) at 0', expected.published['CRPS N(0,1) at 0'], score({actual: 0, mean: 0, sd: 1}, 'normal').crps[0], tolerance);
    for (const [key, value] of Object.entries(expected.crps_normal)) {
      const [actual, mean, sd] = numbers(key);
      near(`crps: ${key}`, value, score({actual, mean, sd}, 'normal').crps[0], tolerance);
    }
    for (const [key, value] of Object.entries(expected.crps_poisson)) {
      const [actual, mean] = numbers(key);
      near(`crps of a Poisson: ${key}`, value, score({actual, mean}, 'poisson').crps[0], tolerance);
    }
    for (const [key, value] of Object.entries(expected.crps_nbinom)) {
      const [actual, mean, size] = numbers(key);
      near(`crps of a negative binomial: ${key}`, value, score({actual, mean, size}, 'negative_binomial').crps[0], tolerance);
    }
    for (const [key, value] of Object.entries(expected.log_score_poisson)) {
      const [actual, mean] = numbers(key);
      near(`log score of a Poisson: ${key}`, value, score({actual, mean}, 'poisson').log_score[0], tolerance);
    }
    for (const [key, value] of Object.entries(expected.crps_sample)) {
      const [actual, ...draws] = numbers(key);
      const {scores} = run({forecasts: csv([{id: 'a', actual}]), draws: csv(draws.map((one) => ({id: 'a', value: one})))}, {set: {form: 'draws'}}).tables;
      near(`crps of draws: ${key}`, value, scores.crps[0], tolerance);
    }
    const ofQuantiles = (actual, rows, confidence) =>
      run({forecasts: csv([{id: 'a', actual}]), quantiles: csv(rows.map(([level, one]) => ({id: 'a', level, value: one})))}, {set: {form: 'quantiles', confidence}}).tables.scores;
    for (const [key, value] of Object.entries(expected.interval_score)) {
      const [actual, alpha, low, high] = numbers(key);
      near(`interval score: ${key}`, value, ofQuantiles(actual, [[alpha / 2, low], [1 - alpha / 2, high]], 1 - alpha).interval_score[0], tolerance);
    }
    for (const [key, value] of Object.entries(expected.wis)) {
      const [actual, median, ...rest] = numbers(key);
      const rows = [[0.5, median]];
      for (let k = 0; k < rest.length; k += 3) rows.push([rest[k] / 2, rest[k + 1]], [1 - rest[k] / 2, rest[k + 2]]);
      near(`wis: ${key}`, value, ofQuantiles(actual, rows, 0.9).wis[0], tolerance);
    }
  });
};
