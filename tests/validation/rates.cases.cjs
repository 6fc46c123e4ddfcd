'use strict';
module.exports = (bench) => {
  const agency = 'The health agency UKHSA\'s own spreadsheets, by which PHEindicatormethods 2.1.0 is tested.';
  bench.method('rates_standardisation_phe', 'rate', agency, (known, {run, csv, near, same, unmatched}) => {
    for (const row of known.expected.byars_wilson.filter((one) => one.method === 'Byars')) {
      const confidence = row.confidence === '95%' ? 0.95 : 0.998;
      const {rates} = run({areas: csv([{events: row.x, exposure: 1}])}, {set: {per: 1, confidence}}).tables;
      for (const [name, expected, ours] of [['low', row.lowercl, rates.low[0]], ['high', row.uppercl, rates.high[0]]]) {
        const what = `${row.x} events, ${name} of ${confidence}, by Byar`;
        if (row.x < 10) unmatched(what, expected, ours, "with fewer than ten events the limit is the exact one, which is the agency's own rule for rates");
        else near(what, expected, ours, 1e-9);
      }
    }
    for (const row of known.expected.crude_rates) {
      if (row.value === null) {
        const answer = run({areas: csv([{events: row.Numerator, exposure: row.Denominator}, {events: 1, exposure: 1}])}, {expectRefusal: true});
        const {rates} = answer.tables ?? {};
        for (const [name, column] of [['value', 'value'], ['lower95_0cl', 'low'], ['upper95_0cl', 'high'], ['lower99_8cl', 'low'], ['upper99_8cl', 'high']]) same(`${row.Area}, without a number: ${name}`, row[name], rates ? rates[column][0] : null);
        continue;
      }
      for (const [confidence, low, high] of [[0.95, 'lower95_0cl', 'upper95_0cl'], [0.998, 'lower99_8cl', 'upper99_8cl']]) {
        const {rates} = run({areas: csv([{events: row.Numerator, exposure: row.Denominator}])}, {set: {per: row.multiplier, confidence}}).tables;
        if (confidence === 0.95) near(`${row.Area}, per ${row.multiplier}`, row.value, rates.value[0], 1e-9);
        near(`${row.Area}, low of ${confidence}`, row[low], rates.low[0], 1e-9);
        near(`${row.Area}, high of ${confidence}`, row[high], rates.high[0], 1e-9);
      }
    }
  });
  bench.method('rates_standardisation_phe', 'proportion', agency, (known, {run, csv, near}) => {
    for (const row of known.expected.byars_wilson.filter((one) => one.method === 'Wilson')) {
      const confidence = row.confidence === '95%' ? 0.95 : 0.998;
      const {proportions} = run({groups: csv([{successes: row.x, of: row.n}])}, {set: {confidence}}).tables;
      near(`${row.x} of ${row.n}, low of ${confidence}`, row.lowercl, proportions.low[0], 1e-9);
      near(`${row.x} of ${row.n}, high of ${confidence}`, row.uppercl, proportions.high[0], 1e-9);
    }
  });
  bench.method('rates_standardisation_phe', 'direct_rate', agency, (known, {run, csv, near, same, unmatched}) => {
    const relative = known.expected.tolerance.dsr_relative ?? known.expected.tolerance.relative;
    for (const row of known.expected.dsr) {
      if (row.area.startsWith('testdata_nonind')) {
        unmatched(row.area, row.value, null, 'needs how often each person had an event, which the case does not hold');
        continue;
      }
      const of1976 = row.area === 'testdata_1976';
      const rows = known.rows(of1976 ? 'counts_esp1976.csv' : 'counts_by_age.csv').filter((one) => of1976 || one.area === row.area);
      const strata = csv(rows.map((one, i) => ({events: one.count, exposure: one.pop, standard: of1976 ? one.esp1976 : known.expected.esp2013[i]})));
      const per = Number(row.statistic.split(' ').at(-1));
      for (const [confidence, low, high] of [[0.95, 'lower95_0cl', 'upper95_0cl'], [0.998, 'lower99_8cl', 'upper99_8cl']]) {
        const answer = run({strata}, {set: {per, confidence}, expectRefusal: true});
        if (row.value === null) {
          if (confidence === 0.95) same(`${row.area}, ${row.statistic}`, 'too_few_events', answer.refused);
          for (const limit of [low, high]) same(`${row.area}, limits of ${confidence}`, row[limit], null);
          continue;
        }
        const {rate} = answer.tables;
        if (confidence === 0.95) near(`${row.area}, ${row.statistic}`, row.value, rate.value[0], relative);
        for (const [name, expected, ours] of [['low', row[low], rate.low[0]], ['high', row[high], rate.high[0]]]) {
          const what = `${row.area}, ${row.statistic}, ${name} of ${confidence}`;
          if (of1976 && confidence === 0.998) unmatched(what, expected, ours, 'the workbook stores this limit at ten times the multiplier that it names');
          else near(what, expected, ours, relative);
        }
      }
    }
  });
  bench.method('rates_standardisation_phe', 'indirect_rate', agency, (known, {run, csv, near, unmatched}) => {
    const reference = known.rows('reference_population.csv');
    for (const row of known.expected.isr) {
      if (row.area.startsWith('Area')) {
        unmatched(`${row.area}, ${row.statistic}`, row.value, null, 'of another population, which the case does not hold');
        continue;
      }
      const rows = known.rows('counts_by_age.csv').filter((one) => one.area === row.area);
      const strata = csv(rows.map((one, i) => ({events: one.count, exposure: one.pop, reference_events: reference[i].refcount, reference_exposure: reference[i].refpop})));
      const per = Number(row.statistic.split(' ').at(-1));
      for (const [confidence, low, high] of [[0.95, 'lower95_0cl', 'upper95_0cl'], [0.998, 'lower99_8cl', 'upper99_8cl']]) {
        const {rate} = run({strata}, {set: {per, confidence}}).tables;
        const is = row.ref_rate === null ? {value: rate.ratio[0] * per, low: rate.ratio_low[0] * per, high: rate.ratio_high[0] * per} : {value: rate.value[0], low: rate.low[0], high: rate.high[0]};
        const name = `${row.area}, ${row.statistic}`;
        if (confidence === 0.95) near(`${name}: expected events`, row.expected, rate.expected[0], 1e-9);
        if (confidence === 0.95) near(name, row.value, is.value, 1e-9);
        near(`${name}, low of ${confidence}`, row[low], is.low, 1e-9);
        near(`${name}, high of ${confidence}`, row[high], is.high, 1e-9);
      }
    }
  });
  bench.method('funnel_phe', 'funnel', 'The health agency UKHSA\'s own spreadsheets, by which PHEindicatormethods 2.1.0 is tested.', (known, {run, csv, near, each, note}) => {
    const {relative} = known.expected.tolerance;
    note('The workbook found by trial what one and two events are expected at (0.025317898, where its own rule gives 0.025317808): those rows are held to 0.00005.');
    const label = (areas, i) => (areas.outside[i] === 0 ? 'Not significant' : `${areas.position[i] === 'above' ? 'High' : 'Low'} (${areas.outside[i] === 2 ? '0.001' : '0.025'})`);
    const labels = (areas) => areas.outside.map((_, i) => label(areas, i));
    const ratio = (rows) => run({areas: csv(rows)}, {set: {measure: 'ratio', dispersion: 'none'}}).tables.areas;
    const inputs = known.rows('funnel_ratio_inputs.csv'), curve = known.rows('funnel_ratio_outputs.csv');
    const of = curve.map((row) => Object.values(row)[0]);
    each('labels of observed over expected', inputs.map((row) => row.significance), labels(ratio(inputs.map(({obs, expected}) => ({events: obs, expected})))), {});
    const own = ratio(of.map((events) => ({events, expected: events})));
    near('of one event, expected at the lower limit of 2.5 %', known.expected.ratio.check_k1.lower_2s_exp, own.expected_high[0], relative);
    near('of one event, expected at the upper limit of 2.5 %', known.expected.ratio.check_k1.upper_2s_exp, own.expected_low[0], relative);
    for (const [column, ours, side, of100] of [['lower_2s', 'expected_high', 'low', '2.5 %'], ['upper_2s', 'expected_low', 'high', '2.5 %'], ['lower_3s', 'expected_outer_high', 'outer_low', '0.1 %'], ['upper_3s', 'expected_outer_low', 'outer_high', '0.1 %']]) {
      const at = ratio(curve.map((row, i) => ({events: of[i], expected: row[`${column}_exp_events`]})));
      const limits = at[side].map((value) => value * 100);
      for (const [what, expected, found] of [['expected events at', curve.map((row) => row[`${column}_exp_events`]), own[ours]], ['per cent,', curve.map((row) => row[`${column}_isr`]), limits]]) {
        each(`${what} the ${column.slice(0, 5)} limit of ${of100}, 1 and 2 events`, expected.slice(0, 2), found.slice(0, 2), {relative: 5e-5});
        each(`${what} the ${column.slice(0, 5)} limit of ${of100}, 3 events and more`, expected.slice(2), found.slice(2), {relative});
      }
    }
    const published = known.rows('funnel_prop_inputs.csv');
    const proportion = run({areas: csv(published.map(({numerator, denominator}) => ({events: numerator, denominator})))}, {set: {measure: 'proportion', dispersion: 'none'}}).tables;
    near('baseline, per cent', known.expected.proportion.baseline, proportion.spread.base[0] * 100, relative);
    each('labels of proportions', published.map((row) => row.significance), labels(proportion.areas), {});
    const sizes = known.rows('funnel_prop_outputs.csv');
    // Areas that have just the published baseline keep it.
    const base = proportion.spread.base[0];
    const at = run({areas: csv(sizes.map(({Population}) => ({events: Population * base, denominator: Population})))}, {set: {measure: 'proportion', dispersion: 'none'}}).tables.areas;
    for (const [column, side] of [['Lower2s0025limit', 'low'], ['Upper2s0025limit', 'high'], ['Lower3s0001limit', 'outer_low'], ['Upper3s0001limit', 'outer_high']])
      each(`${column}, per cent`, sizes.map((row) => row[column]), at[side].map((value) => value * 100), {relative});
  });
  bench.method('crime_change_tests_wheeler', 'change', 'Krishnamoorthy & Thomson 2004 and Wheeler 2016, asserted in the tests of ptools.', (known, {run, csv, near, close}) => {
    const changes = (now, before, exposure_before = 1) => run({cells: csv([{now, before, exposure_now: 1, exposure_before}])}).tables.changes;
    const test = (now, before) => changes(now, before).e_test[0];
    for (const [pair, p] of Object.entries(known.expected.etest.published)) close(`e-test of ${pair}`, p, test(...pair.split(',')), 5e-5);
    for (const [pair, p] of Object.entries(known.expected.etest.computed)) {
      const [now, before, , twice] = pair.match(/(?<=^|,|=)\d+/g).map(Number);
      near(`e-test of ${pair}, to the last digit`, p, changes(now, before, twice).e_test[0], 1e-9);
    }
    for (const [pair, e] of Object.entries(known.expected.year_on_year)) {
      const [before, now] = pair.split('->');
      const ours = changes(now, before);
      for (const [what, column] of [['irr', 'ratio'], ['se_log', 'ratio_se_log'], ['lo', 'ratio_low'], ['hi', 'ratio_high'], ['cond_binom_p', 'conditional'], ['poisson_z', 'root_z']]) near(`${pair}: ${what}`, e[what], ours[column][0], 1e-9);
    }
  });
  bench.method('crime_change_tests_wheeler', 'displacement', 'Wheeler & Ratcliffe 2018, asserted in the tests of ptools; quotients by the formulas in Guerette 2009.', (known, {run, csv, near, close, same}) => {
    const {published_paper: paper, computed} = known.expected.wdd;
    const row = {treated_before: paper.treat[0], treated_after: paper.treat[1], control_before: paper.control[0], control_after: paper.control[1], ring_before: paper.displacement_treat[0], ring_after: paper.displacement_treat[1], ring_control_before: paper.displacement_control[0], ring_control_after: paper.displacement_control[1]};
    const {summary} = run({offences: csv([row])}).tables;
    for (const [ours, name] of [['local', 'est_local'], ['local_se', 'se_local'], ['displaced', 'est_displace'], ['displaced_se', 'se_displace'], ['total', 'est_total'], ['total_se', 'se_total'], ['z', 'z'], ['low', 'low95'], ['high', 'high95']]) near(name, computed[name], summary[ours][0], 1e-9);
    for (const [ours, name, rounded] of [['total', 'est_total', 0.5], ['total_se', 'se_total', 1e-6], ['z', 'z', 0.005], ['low', 'low', 0.5], ['high', 'high', 0.5]]) close(`${name}, as published`, paper[name], summary[ours][0], rounded);
    const {simple, harm} = known.expected.wdd;
    const {summary: alone} = run({offences: csv([{treated_before: 20, treated_after: 10, control_before: 20, control_after: 20}])}).tables;
    for (const [ours, name] of [['local', 'est_local'], ['local_se', 'se_local'], ['total', 'est_total'], ['total_se', 'se_total'], ['z', 'z'], ['low', 'low95'], ['high', 'high95']]) near(`no ring, 20 to 10 and 20 to 20: ${name}`, simple[name], alone[ours][0], 1e-9);
    for (const [ours, name] of [['displaced', 'est_displace'], ['displaced_se', 'se_displace']]) same(`no ring: ${name}`, simple[name], alone[ours][0] ?? 0);
    const weighed = harm.rows.map(({control, treat, w}) => ({treated_before: treat[0], treated_after: treat[1], control_before: control[0], control_after: control[1], harm: w}));
    const {summary: of} = run({offences: csv(weighed)}).tables;
    for (const [ours, name] of [['total', 'est'], ['total_se', 'se'], ['z', 'z'], ['low', 'low'], ['high', 'high']]) near(`five offences by harm: ${name}`, harm[name], of[ours][0], 1e-8);
    known.expected.wdq.cases.forEach(({inputs: {Rb, Ra, Db, Da, Cb, Ca}, ...e}, i) => {
      const {quotient} = run({offences: csv([{treated_before: Rb, treated_after: Ra, ring_before: Db, ring_after: Da, control_before: Cb, control_after: Ca, ring_control_before: Cb, ring_control_after: Ca}])}).tables;
      for (const [name, ours] of [['gross_effect', 'gross_effect'], ['net_effect', 'net_effect'], ['success', 'success'], ['buffer', 'buffer'], ['WDQ', 'quotient'], ['TNE', 'total_net_effect']]) near(`Bowers & Johnson, case ${i + 1}: ${name}`, e[name], quotient[ours][0], 1e-9);
    });
    const {area_weights: areas, time_weights: times} = known.expected.wdd;
    const [area_control, area_treated, area_ring_control, area_ring] = areas.weights;
    const {summary: sized} = run({offences: csv([row])}, {set: {area_control, area_treated, area_ring_control, area_ring}}).tables;
    for (const [ours, name] of [['total', 'est_total'], ['total_se', 'se_total'], ['z', 'z'], ['low', 'low'], ['high', 'high']]) near(`by size of the areas: ${name}`, areas[name], sized[ours][0], 1e-8);
    const [length_before, length_after] = times.time_weights;
    const two = {treated_before: times.treat[0], treated_after: times.treat[1], control_before: times.control[0], control_after: times.control[1]};
    const {summary: timed} = run({offences: csv([two])}, {set: {length_before, length_after}}).tables;
    near('by length of the periods: est', times.est, timed.total[0], 1e-9);
    near('by length of the periods: se', times.se, timed.total_se[0], 1e-9);
  });
  bench.method('concentration_gini_bernasco', 'concentration', 'Bernasco & Steenbeek 2017 and the vignette of lorenzgini.', (known, {run, csv, near, close, each, note}) => {
    for (const one of known.expected.published) {
      const {summary} = run({places: csv(one.counts.map((events) => ({events})))}).tables;
      for (const name of ['gini', 'generalised', 'unbiased']) near(`${name} of ${one.counts.join(' ')}`, one[name], summary[name][0], 1e-9);
    }
    const counts = Object.entries(known.expected.vignette_frequency_table).flatMap(([events, places]) => Array(places).fill({events}));
    const {summary} = run({places: csv(counts)}).tables;
    for (const name of ['gini', 'generalised']) near(`${name} of the vignette's thousand places`, known.expected.ours[name], summary[name][0], 1e-9);
    near('generalised n / (n - 1) of them', known.expected.ours.unbiased, (summary.generalised[0] * 1000) / 999, 1e-9);
    near('generalised_unbiased of them', known.expected.ours.generalised_unbiased_package, summary.generalised_unbiased[0], 1e-9);
    near('share of places with half of the events', known.expected.weisburd.share_units_for_50pct, summary.of_all[0], 1e-9);
    close('generalised_unbiased, as printed', known.expected.vignette_gini_generalised_biased_or_default, summary.generalised_unbiased[0], 5e-8);
    near('share of places with a quarter of the events', known.expected.weisburd.share_units_for_25pct, run({places: csv(counts)}, {set: {share: 0.25}}).tables.summary.of_all[0], 1e-9);
    const lorenz = known.expected.lorenz_example, places = csv(lorenz.counts.map((events) => ({events})));
    near('ten places of a Lorenz curve: gini', lorenz.gini, run({places}).tables.summary.gini[0], 1e-9);
    note('The curve is asked point by point: how many places hold each share.');
    const upTo = lorenz.cum_share.map((share) => run({places}, {set: {share: share - 1e-9}}).tables.summary.units[0]);
    each('places that hold each share of the curve', lorenz.cum_share.map((_, i) => i + 1), upTo, {});
  });
  bench.method('eb_nc_sids', 'empirical_bayes', 'Computed with spdep 1.2-7 (EBest, EBlocal) on sudden infant deaths of 100 counties, 1974-78.', (known, {run, near, each}) => {
    const tables = {areas: known.file('nc_sids.csv'), neighbours: known.file('neighbours.csv')};
    const map = {'areas.events': 'sids74', 'areas.exposure': 'births74'};
    const expected = known.rows('expected_by_county.csv');
    const all = run(tables, {map, set: {per: 1}}).tables;
    near('a', known.expected.global.a, all.between.a[0], 1e-8);
    near('b', known.expected.global.b, all.between.b[0], 1e-8);
    near('rate of all counties', known.expected.global.overall_rate, all.between.b[0], 1e-8);
    each('raw rates', expected.map((row) => row.raw), all.rates.raw, {relative: 1e-8});
    each('smoothed by all', expected.map((row) => row.eb_global), all.rates.smoothed, {relative: 1e-8});
    const local = run(tables, {map, set: {per: 1, scope: 'local'}}).tables.rates;
    const told = expected.map((row, i) => [row.eb_local, local.smoothed[i]]).filter(([value]) => value !== null);
    each('smoothed by neighbours', told.map(([value]) => value), told.map(([, value]) => value), {relative: 1e-8});
  });
  bench.method('eb_nc_sids', 'choynowski', 'Computed with spdep 1.2-7 (choynowski, probmap).', (known, {run, each}) => {
    const {areas} = run({areas: known.file('nc_sids.csv')}, {map: {'areas.events': 'sids74', 'areas.exposure': 'births74'}}).tables;
    const expected = known.rows('expected_by_county.csv');
    each('expected events', expected.map((row) => row.expected), areas.expected, {relative: 1e-8});
    each('relative risk, per cent', expected.map((row) => row.relative_risk), areas.relative_risk.map((value) => value * 100), {relative: 1e-8});
    each('chance of as few', expected.map((row) => row.pois_pmap), areas.p_as_low, {relative: 1e-8});
    each('p', expected.map((row) => row.choynowski), areas.p, {relative: 1e-8});
  });
  bench.method('eb_nc_sids', 'empirical_bayes_moran', 'Assuncao & Reis 1999, computed with spdep 1.2-7 (EBImoran.mc).', (known, {run, near, close}) => {
    const {statistic} = run({areas: known.file('nc_sids.csv'), neighbours: known.file('neighbours.csv')}, {map: {'areas.events': 'sids74', 'areas.exposure': 'births74'}, set: {weights: 'binary'}}).tables;
    near('I', known.expected.EBI_moran.statistic, statistic.value[0], 1e-8);
    close('p by permutations', known.expected.EBI_moran.p, statistic.p_permutation[0], 0.01);
  });
  bench.method('crime_change_tests_wheeler', 'small_bins', 'Asserted in the tests of ptools (Wheeler 2016).', (known, {run, csv, near, close, same}) => {
    const published = known.expected.small_sample_exact.published_G;
    for (const [counts, e] of Object.entries(known.expected.small_sample_exact.computed)) {
      const {test} = run({bins: csv(counts.split(',').map((events) => ({events})))}).tables;
      if (counts in published) close(`${counts}: G, as published`, published[counts], test.g[0], 0.005);
      near(`${counts}: G`, e.G, test.g[0], 1e-9);
      near(`${counts}: p`, e.p, test.p[0], 1e-9);
      same(`${counts}: configurations`, e.configurations, test.configurations[0]);
    }
  });
  bench.method('crime_change_tests_wheeler', 'naus_scan', 'Published with ptools (Wheeler 2016); the second spends one window.', (known, {run, csv, close}) => {
    const [first, second] = known.expected.naus_scan.published;
    const p = (events, mean, windows, spent) => run({windows: csv([{events, mean, windows}])}, {set: {spent}}).tables.windows.p[0];
    close('six of 0.6 a window in 208 windows', first.p, p(first.k, first.mean_per_window, first.T, first.window), 5e-4);
    close('six of one a window in 260 windows', second.p, p(second.n, second.mu, second.L, second.k), 5e-4);
  });
};
