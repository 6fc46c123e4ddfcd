'use strict';
module.exports = (bench) => {
  bench.method('mann_kendall_nile_huron', 'mann_kendall', 'The Nile and Lake Huron series of R, worked from the definition; tau-b checked with cor(method = "kendall").', (known, {run, csv, near, same}) => {
    const series = (name) => known.rows('series.csv').filter((row) => row.series === name).map((row) => ({value: row.y}));
    for (const [name, rows] of [['nile', series('nile')], ['huron', series('huron')], ['ties', known.expected.ties_input.map((value) => ({value}))]]) {
      const {trend} = run({series: csv(rows)}).tables;
      const e = known.expected.results[name];
      same(`${name}: S`, e.S, trend.s[0]);
      for (const [what, ours] of [['var', 'variance'], ['z', 'z'], ['p_two_sided', 'p'], ['tau_b', 'tau_b'], ['sen_slope', 'slope']]) near(`${name}: ${what}`, e[what], trend[ours][0], 1e-9);
    }
    const {trend} = run({series: csv(Array(8).fill({value: 3}))}).tables;
    for (const [what, ours] of [['S', 's'], ['z', 'z'], ['p', 'p']]) same(`constant: ${what}`, known.expected.results.constant[what], trend[ours][0]);
  });

  const agona = 'Salmonella Agona in the United Kingdom, 1990-95; computed with surveillance 1.20.3.';
  const last = (column) => column.slice(-100);
  const upper = (rows, column) => rows.map((row) => row[column]);
  const alarmed = (column) => column.reduce((sum, value) => sum + (value ?? 0), 0);
  const weeksOf = (alarm, [from, to]) => alarm.flatMap((value, i) => (value === 1 && i + 1 >= from && i + 1 <= to ? [i + 1] : [])).join(' ');
  const farrington = (method, name, columns, set, blank) =>
    bench.method('farrington_salmonella_agona', method, `${agona} ${name}`, (known, {run, each, same}) => {
      const expected = known.rows('expected_alarms.csv');
      for (const [what, prefix, counted, more] of columns) {
        const {series} = run({series: known.file('salmonella_agona_weekly.csv')}, {map: {'series.events': 'cases'}, set: {...set, ...more, from: 213}}).tables;
        const ours = last(series.upper).map((value, i) => (series.why.slice(-100)[i] === 'too_few_events' ? blank : value));
        each(`${what}: upper bounds of 100 weeks`, upper(expected, `${prefix}_ub`), ours, {relative: 1e-6});
        each(`${what}: alarms of 100 weeks`, upper(expected, `${prefix}_alarm`), last(series.alarm), {});
        same(`${what}: weeks with an alarm`, alarmed(upper(expected, `${prefix}_alarm`)), alarmed(last(series.alarm)));
        same(`${what}: weeks with an alarm, as the case counts them`, counted(known.expected), alarmed(last(series.alarm)));
        if (prefix === 'noufaily') {
          const told = upper(expected, 'noufaily_expected').map((value, i) => [value, last(series.expected)[i]]).filter(([value]) => value !== null);
          each(`${what}: expected counts`, told.map(([value]) => value), told.map(([, value]) => value), {relative: 1e-6});
        }
      }
    });
  farrington('farrington_original', 'Farrington et al. 1996.', [['original', 'orig', (e) => e.original.n_alarms, {}]], {years: 4}, 0);
  farrington(
    'farrington',
    'Noufaily et al. 2013, three ways.',
    [
      ['the settings of 1996', 'flexdelta', (e) => e.farringtonFlexible_original_settings.n_alarms, {periods: 1, weights_threshold: 1, past_excluded: 3, trend_p: 0.05, bound: 'delta'}],
      ['nb_plugin', 'noufaily', (e) => e.noufaily.n_alarms, {}],
      ['muan', 'muan', (e) => e.noufaily_muan_alarms, {bound: 'muan'}],
    ],
    {years: 4, alpha: 0.1},
    null,
  );

  const newport = 'Salmonella Newport in Germany and Salmonella Agona; computed with surveillance 1.20.3.';
  bench.method('ears_cusum_salmnewport', 'ears', newport, (known, {run, each, same}) => {
    const expected = known.rows('expected_ears.csv');
    for (const method of ['C1', 'C2', 'C3']) {
      const {series} = run({series: known.file('newport_weekly.csv')}, {map: {'series.events': 'cases'}, set: {method: method.toLowerCase(), from: 366}}).tables;
      const tail = (column) => column.slice(365, 417);
      each(`${method}: upper bounds`, expected.map((row) => row[`${method}_ub`]), tail(series.upper), {absolute: 1e-6});
      each(`${method}: alarms`, expected.map((row) => row[`${method}_alarm`]), tail(series.alarm), {});
      same(`${method}: weeks with an alarm`, known.expected.ears.alarms[method].join(' '), weeksOf(series.alarm, known.expected.ears.range));
    }
  });
  bench.method('ears_cusum_salmnewport', 'cusum', newport, (known, {run, each, same}) => {
    const expected = known.rows('expected_cusum_bayes.csv');
    for (const scale of ['rossi', 'standard']) {
      const {series} = run({series: known.file('agona_weekly.csv')}, {map: {'series.events': 'cases'}, set: {scale, from: 213}}).tables;
      each(`${scale}: alarms`, expected.map((row) => row[`cusum_${scale}_alarm`]), last(series.alarm), {});
      if (scale === 'rossi') same('rossi: weeks with an alarm', known.expected.cusum.rossi_alarms.join(' '), weeksOf(series.alarm, known.expected.cusum.range));
      if (scale === 'rossi') each(`${scale}: upper bounds`, expected.map((row) => row.cusum_rossi_ub), last(series.upper), {absolute: 1e-6});
    }
  });
  bench.method('ears_cusum_salmnewport', 'bayes_alerts', newport, (known, {run, each, same}) => {
    const expected = known.rows('expected_cusum_bayes.csv');
    const {series} = run({series: known.file('agona_weekly.csv')}, {map: {'series.events': 'cases'}, set: {years: 4, half_window: 3, from: 213}}).tables;
    each('upper bounds', expected.map((row) => row.bayes_ub), last(series.upper), {absolute: 1e-6});
    each('alarms', expected.map((row) => row.bayes_alarm), last(series.alarm), {});
    same('weeks with an alarm', known.expected.bayes.alarms.join(' '), weeksOf(series.alarm, known.expected.cusum.range));
  });
  bench.method('changepoint_nile_seatbelt_coal', 'structural_breaks', 'The Nile (Cobb 1978) and road deaths in the United Kingdom; published by Zeileis et al. 2003, computed with strucchange 1.5-3.', (known, {run, csv, near, same, unmatched}) => {
    const fits = (what, e, answer) => Object.keys(e.RSS).forEach((count) => {
      near(`${what}: RSS of ${count} breaks`, e.RSS[count], answer.rss[count], 1e-8);
      near(`${what}: BIC of ${count} breaks`, e.BIC[count], answer.bic[count], 1e-8);
    });
    const nile = known.expected.nile_bai_perron;
    const {breaks, fits: found} = run({series: known.file('nile.csv')}, {map: {'series.value': 'flow'}}).tables;
    fits('Nile', nile, found);
    same('Nile: breaks', nile.n_breaks_bic, breaks.row.length);
    same('Nile: observation of the break', nile.break_obs, breaks.row[0] - 1);
    same('Nile: its year', nile.breakdate, known.rows('nile.csv')[breaks.row[0] - 2].year);
    const [none, one] = found.rss;
    near('Nile: largest F of one break (supF), from the RSS of none and of one', nile.supF, (none - one) / (one / (known.rows('nile.csv').length - 2)), 1e-8);
    unmatched('Nile: p of supF', nile.supF_p, null, 'the method chooses by BIC, as Bai and Perron 2003 do, and has no such test; the reference gives the least number above 0 that it tells apart');
    nile.confint95.forEach((observation, i) => same(`Nile: ${['low', 'last observation before the break', 'high'][i]}`, observation, [breaks.low_row, breaks.row, breaks.high_row][i][0] - 1));
    const uk = known.expected.uk_driver_bai_perron;
    const y = known.rows('uk_driver_deaths_log10.csv').map((row) => row.y);
    const rows = y.slice(12).map((value, i) => ({value, x1: y[i + 11], x2: y[i]}));
    const settings = {share: 0.1, most: 8};
    fits('UK drivers', uk, run({series: csv(rows)}, {set: settings}).tables.fits);
    const two = run({series: csv(rows)}, {set: {...settings, breaks: 2}}).tables.breaks;
    uk.two_breaks_obs.forEach((observation, i) => same(`UK drivers: break ${i + 1} of two`, observation, two.row[i] - 1));
  });
  bench.method('hawkes_coal_disasters', 'hawkes', 'Coal-mining disasters 1851-1962 (Jarrett 1979); scipy 1.10.1, many starts.', (known, {run, near, close, same}) => {
    const {process} = run({events: known.file('events.csv')}, {map: {'events.time': 't_years_since_1851'}, set: {end: known.expected.T}}).tables;
    const {mle} = known.expected;
    for (const [name, column] of [['mu', 'mu'], ['a', 'branching'], ['b', 'decay']]) near(`${name} of most likelihood`, mle[name], process[column][0], 0.01);
    close('its log-likelihood', mle.loglik, process.log_likelihood[0], 1e-4);
    same('disasters', known.expected.n, known.rows('events.csv').length);
    close('log-likelihood of a steady rate', known.expected.poisson_loglik, process.poisson_log_likelihood[0], 1e-8);
  });

  bench.method('near_repeat_chicago_arson', 'hawkes_space', 'Arsons in Chicago, 2016 (the data of NearRepeat 0.1.1); dense matrices in numpy 1.24, each step of the maximum by scipy 1.10.', (known, {run, near, close}) => {
    const {process, test} = run({events: known.file('chicago_arson.csv')}, {map: {'events.time': 'date'}, set: {origin: 'first', reach: 1000, memory: 30, width: 1500, cell: 10000, permutations: 99}}).tables;
    const most = {mu: 1.418062099, branching: 0.01130825957, mean_wait: 4.32430853, spread: 10};
    for (const [column, value] of Object.entries(most)) near(`${column} of most likelihood`, value, process[column][0], 1e-3);
    close('its log-likelihood', -10690.630805, process.log_likelihood[0], 1e-3);
    close('log-likelihood of the background alone', -10717.108524, process.alone_log_likelihood[0], 1e-3);
    near('gain of the best wait and spread', 18.60318391, test.gain[0], 1e-6);
    close('p of 99 deals', 0.01, test.p[0], 0.02);
  });

  bench.method('dlnm_chicago_nmmaps', 'distributed_lags', 'Deaths, heat, soot and ozone in Chicago, 1987-2000: the three examples of Gasparrini 2011; dlnm 2.4.10.', (known, {run, csv, near, each, note}) => {
    note('The splines of the third example are cubic, on knots placed as for quadratic ones: so its script runs, whatever its text says.');
    const relative = known.expected.tolerance.RR_relative;
    const file = known.file('chicago_nmmaps.csv');
    const list = (name, rows) => csv(rows.map((value) => ({[name]: value})));
    const knots = (of) => csv(Object.entries(of).flatMap(([name, all]) => all.map((at) => ({of: name, at}))));
    const columns = (value, other) => ({'days.day': 'date', 'days.events': 'death', 'days.value': value, 'days.other': other});

    const soot = run({days: file, values: list('value', [10]), knots: knots({other_lag: [1]})}, {map: columns('pm10', 'temp'), set: {shape: 'linear', lag: 15, lag_shape: 'polynomial', lag_df: 5, other_df: 5, other_lag: 3, other_lag_shape: 'strata', reference: 'given', at: 0}}).tables;
    const first = known.expected.example1;
    near('soot, ten more: ratio', first.pm10_plus10_RR, soot.curve.ratio[0], relative);
    near('soot, ten more: low', first.lo, soot.curve.low[0], relative);
    near('soot, ten more: high', first.hi, soot.curve.high[0], relative);
    near('soot: dispersion', first.dispersion, soot.fit.dispersion[0], relative);

    const summers = csv(known.rows('chicago_nmmaps.csv').filter((row) => row.month >= 6 && row.month <= 9));
    const ozone = run({days: summers, values: list('value', [50.3]), knots: knots({value: [40.3], other: [15, 25], other_lag: [2, 6]})}, {map: columns('o3', 'temp'), set: {shape: 'threshold', lag: 5, lag_shape: 'each', other_shape: 'threshold', other_lag: 10, other_lag_shape: 'strata', time_df: 0.225, season_df: 4, reference: 'given', at: 40.3}}).tables;
    const second = known.expected.example2;
    near('summers, ozone 50.3: ratio', second['ozone_50.3_RR'], ozone.curve.ratio[0], relative);
    near('summers, ozone 50.3: low', second.lo, ozone.curve.low[0], relative);
    near('summers, ozone 50.3: high', second.hi, ozone.curve.high[0], relative);

    const third = known.expected.example3;
    const curve = known.rows('expected_overall_temperature.csv');
    const heat = (values) => run({days: file, values: list('value', values), knots: knots({value: third.var_knots})}, {map: columns('temp', 'pm10'), set: {shape: 'spline', lag: 30, lag_df: 5, other_shape: 'linear', other_lag: 1, other_lag_shape: 'together', reference: 'given', at: third.cen}}).tables;
    const told = heat(Object.keys(third.RR).map(Number).sort((a, b) => a - b));
    for (const [degrees, ratio] of Object.entries(third.RR)) near(`heat, ${degrees} degrees: ratio`, ratio, told.curve.ratio[told.curve.value.indexOf(Number(degrees))], relative);
    near('heat: dispersion', third.dispersion, told.fit.dispersion[0], relative);
    const whole = heat(curve.map((row) => row.temp)).curve;
    for (const [what, ours] of [['RR', 'ratio'], ['lo', 'low'], ['hi', 'high']]) each(`heat: ${ours} at ${curve.length} values`, curve.map((row) => row[what]), whole[ours], {relative});
    const days = known.rows('expected_lag_response_33C.csv');
    each('heat, 33 degrees: ratio of 31 days', days.map((row) => row.RR), told.lags.ratio.filter((_, i) => told.lags.value[i] === 33), {relative});
  });
  bench.method('aoristic_weights', 'aoristic', 'Counted minute by minute by enumeration; the first three intervals are of the README of jerryratcliffe/aoristic (Ratcliffe 2000, 2002).', (known, {run, csv, each, close}) => {
    const tolerance = {absolute: known.expected.tolerance};
    const minute = (text) => Date.parse(`${text.replace(' ', 'T')}:00Z`) / 60000;
    const events = known.rows('events.csv').map(({from, to}) => ({from: minute(from), past: minute(to)}));
    const week = (rows) => run({events: csv(rows)}).tables.week;
    events.forEach((event, i) => {
      const {weekday, hour, weight} = week([event]);
      const expected = weekday.map((day, k) => known.expected.per_event[i][`${day}-${String(hour[k]).padStart(2, '0')}`] ?? 0);
      each(`event ${i + 1}: the 168 hours of the week`, expected, weight, tolerance);
    });
    const {weekday, hour, weight} = week(events);
    const total = (of, is) => weight.reduce((sum, one, k) => sum + (of[k] === is ? one : 0), 0);
    each('all events by hour', known.expected.hour_totals, known.expected.hour_totals.map((_, i) => total(hour, i)), tolerance);
    each('all events by weekday', known.expected.weekday_totals, known.expected.weekday_totals.map((_, i) => total(weekday, i)), tolerance);
    close('hours of all events, as events', known.expected.total, weight.reduce((sum, one) => sum + one, 0), known.expected.tolerance);
  });
};
