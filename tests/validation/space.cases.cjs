'use strict';
module.exports = (bench) => {
  const columbus = 'Anselin 1988, Table 12.1 (49 neighbourhoods of Columbus, 1980); computed with spdep 1.2-7.';
  const tables = (known) => ({areas: known.file('columbus.csv'), neighbours: known.file('neighbours.csv')});
  const crime = {'areas.value': 'crime'};
  bench.method('spatial_autocorr_columbus', 'global_moran', columbus, (known, {run, near, close}) => {
    const {statistic} = run(tables(known), {map: crime, set: {permutations: 9999}}).tables;
    const e = known.expected.global_moran;
    near('I', e.I, statistic.value[0], 1e-6);
    near('expectation', e.expectation, statistic.expectation[0], 1e-6);
    near('variance, randomisation', e.variance_randomisation, statistic.variance[0], 1e-6);
    near('z, randomisation', e.z_randomisation, statistic.z[0], 1e-6);
    near('p of clustering, randomisation', e.p_one_sided_randomisation, statistic.p_clustered[0], 1e-6);
    near('variance, normality', e.variance_normality, statistic.variance_normality[0], 1e-6);
    near('z, normality', e.z_normality, statistic.z_normality[0], 1e-6);
    near('p of clustering, normality', e.p_one_sided_normality, statistic.p_clustered_normality[0], 1e-6);
    close('p of 9999 permutations', e.permutation.observed_p, statistic.p_permutation[0], e.permutation.p_one_sided_max);
  });
  bench.method('spatial_autocorr_columbus', 'global_geary', columbus, (known, {run, near}) => {
    const {statistic} = run(tables(known), {map: crime}).tables;
    const e = known.expected.geary;
    for (const [name, ours, value] of [['C', 'value', e.C], ['expectation', 'expectation', e.expectation], ['variance', 'variance', e.variance_randomisation], ['z', 'z', e.z], ['p of clustering', 'p_clustered', e.p_one_sided]]) near(name, value, statistic[ours][0], 1e-6);
  });
  bench.method('spatial_autocorr_columbus', 'global_g', columbus, (known, {run, near}) => {
    const {statistic} = run(tables(known), {map: crime}).tables;
    const e = known.expected.getis_ord_G;
    for (const [name, ours, value] of [['G', 'value', e.G], ['expectation', 'expectation', e.expectation], ['variance', 'variance', e.variance], ['z', 'z', e.z]]) near(name, value, statistic[ours][0], 1e-6);
  });
  bench.method('spatial_autocorr_columbus', 'join_counts', columbus, (known, {run, csv, near, same}) => {
    const areas = csv(known.rows('columbus.csv').map((row) => ({id: row.id, category: row.crime > 35 ? 'high' : 'low'})));
    const {joins} = run({areas, neighbours: known.file('neighbours.csv')}).tables;
    for (const [name, e] of Object.entries(known.expected.join_counts.multi)) {
      const at = joins.first.findIndex((first, i) => `${first}:${joins.second[i]}` === (name === 'Jtot' ? '*:*' : name));
      for (const [what, ours] of [['Joincount', 'joins'], ['Expected', 'expectation'], ['Variance', 'variance'], ['z-value', 'z']]) near(`${name}, ${what}`, e[what], joins[ours][at], 1e-6);
    }
    const e = known.expected.join_counts, rows = known.rows('columbus.csv');
    for (const [name, size, row, weights] of [['low', e.n_low, e.rowstd_same_low, {stat: 'joins', z: 'z'}], ['high', e.n_high, e.rowstd_same_high, {stat: 'joins', z: 'z'}]]) {
      same(`${name}: areas`, size, rows.filter(({crime}) => crime > 35 === (name === 'high')).length);
      for (const [what, ours] of [['stat', 'joins'], ['expectation', 'expectation'], ['variance', 'variance'], ['z', 'z']]) near(`${name} beside ${name}, as a test of one colour: ${what}`, e[`same_${name}`][what], joins[ours][joins.first.findIndex((first, i) => first === name && joins.second[i] === name)], 1e-6);
      const rowed = run({areas, neighbours: known.file('neighbours.csv')}, {set: {weights: 'row'}}).tables.joins;
      for (const [what, ours] of Object.entries(weights)) near(`${name} beside ${name}, row-standardised: ${what}`, row[what], rowed[ours][rowed.first.findIndex((first, i) => first === name && rowed.second[i] === name)], 1e-6);
    }
  });
  const local = (method, figures, set = {}) =>
    bench.method('spatial_autocorr_columbus', method, columbus, (known, {run, each}) => {
      const expected = known.rows('local_expected.csv');
      for (const [column, ours, more] of figures) {
        const {areas} = run(tables(known), {map: crime, set: {...set, ...more}}).tables;
        each(`${column} of 49 areas`, expected.map((row) => row[column]), areas[ours], {relative: 1e-6});
      }
    });
  local('local_moran', [['Ii', 'value', {}], ['E_Ii', 'expectation', {}], ['Var_Ii', 'variance', {}], ['Z_Ii', 'z', {}], ['p_two_sided', 'p', {}]]);
  local('local_g', [['GiStar_z_binary', 'z', {}], ['Gi_z_binary', 'z', {statistic: 'g'}], ['Gi_z_rowstd', 'z', {statistic: 'g', weights: 'row'}], ['GiStar_z_rowstd', 'z', {weights: 'row'}]]);
  local('local_geary', [['local_geary_Ci', 'value', {}]]);

  bench.method('scan_poisson_ny_leukemia', 'scan_poisson', 'SaTScan 9.6 on leukaemia in upstate New York (Waller & Gotway 2004), as listed in the tests of smerc.', (known, {run, near, close, same}) => {
    for (const [most, published, recomputed] of [[0.1, 'max10pct', 'max10pct'], [0.5, 'max50pct', 'max50pct']]) {
      const {clusters, areas} = run({areas: known.file('ny_tracts.csv')}, {map: {'areas.events': 'cases'}, set: {most}}).tables;
      const expected = known.expected.recomputed[recomputed];
      const listed = Object.values(known.expected.published_satscan_9_6[published]);
      const rows = known.rows('ny_tracts.csv'), inOrder = (ids) => [ids].flat().sort((a, b) => a - b).join(' ');
      listed.forEach((e, i) => {
        near(`within ${most}, cluster ${i + 1}: llr (SaTScan prints six decimals)`, e.llr, clusters.llr[i], 1e-6);
        same(`within ${most}, cluster ${i + 1}: cases`, e.cases, clusters.cases[i]);
        if (e.expected !== undefined) close(`within ${most}, cluster ${i + 1}: expected, as printed`, e.expected, clusters.expected[i], 0.005);
        if (e.ode !== undefined) close(`within ${most}, cluster ${i + 1}: observed over expected, as printed`, e.ode, clusters.ratio[i], 0.005);
        if (e.relative_risk !== undefined) close(`within ${most}, cluster ${i + 1}: relative risk, as printed`, e.relative_risk, clusters.relative_risk[i], 0.005);
        const its = rows.filter((_, k) => areas.cluster[k] === i + 1);
        if (e.n !== undefined) same(`within ${most}, cluster ${i + 1}: tracts`, e.n, its.length);
        if (e.population !== undefined) close(`within ${most}, cluster ${i + 1}: population`, e.population, its.reduce((sum, row) => sum + row.population, 0), 1);
        if (e.ids !== undefined) same(`within ${most}, cluster ${i + 1}: its tracts`, inOrder(e.ids), inOrder(its.map((row) => row.id)));
        close(`within ${most}, cluster ${i + 1}: p by simulation`, e.p ?? clusters.p[i], clusters.p[i], 0.05);
      });
      expected.forEach((e, i) => {
        const its = rows.filter((_, k) => areas.cluster[k] === i + 1);
        for (const [name, column] of [['llr', 'llr'], ['expected', 'expected'], ['observed_over_expected', 'ratio'], ['radius', 'radius']]) near(`within ${most}, cluster ${i + 1}: ${name} to the last digit`, e[name], clusters[column][i], 1e-9);
        same(`within ${most}, cluster ${i + 1}: cases, recomputed`, e.cases, clusters.cases[i]);
        same(`within ${most}, cluster ${i + 1}: its tracts, recomputed`, inOrder(e.location_ids), inOrder(its.map((row) => row.id)));
      });
    }
  });
  bench.method('scan_bernoulli_nhumberside', 'scan_bernoulli', 'Childhood leukaemia in North Humberside, an independent implementation of Kulldorff 1997.', (known, {run, near, close, same}) => {
    const {clusters, areas} = run({areas: known.file('nhumberside.csv')}).tables;
    const rows = known.rows('nhumberside.csv'), inOrder = (ids) => [ids].flat().sort((a, b) => a - b).join(' ');
    for (const [what, value] of [['cases', known.expected.cases], ['controls', known.expected.controls]]) same(what, value, rows.reduce((sum, row) => sum + row[what], 0));
    near('largest llr', known.expected.max_llr, clusters.llr[0], 1e-6);
    close('p by simulation', known.expected.p, clusters.p[0], 0.05);
    known.expected.clusters.forEach((e, i) => {
      near(`cluster ${i + 1}: llr`, e.llr, clusters.llr[i], 1e-6);
      same(`cluster ${i + 1}: cases`, e.cases, clusters.cases[i]);
      for (const [name, column] of [['expected', 'expected'], ['observed_over_expected', 'ratio'], ['radius', 'radius']]) near(`cluster ${i + 1}: ${name}`, e[name], clusters[column][i], 1e-6);
      same(`cluster ${i + 1}: its places`, inOrder(e.location_ids), inOrder(rows.map((row, k) => row.id ?? k + 1).filter((_, k) => areas.cluster[k] === i + 1)));
    });
  });
  bench.method('near_repeat_chicago_arson', 'near_repeat', 'NearRepeat 0.1.1 and Ratcliffe\'s Near Repeat Calculator 1.3 on arsons in Chicago, 2016.', (known, {run, each, near, close, same, unmatched}) => {
    const compare = (e, set) => {
      const {bands} = run({events: known.file('chicago_arson.csv')}, {map: {'events.day': 'date'}, set}).tables;
      const flat = (table) => table.flat();
      each(`${e.note}: pairs`, flat(e.observed), bands.observed, {});
      flat(e.knox_ratio).forEach((value, i) => {
        if (bands.observed[i] < 5) return;
        const what = `${bands.metres[i]} m, ${bands.days[i]} days: ratio`;
        const exact = bands.observed[i] / bands.analytic[i];
        if (Math.abs(value - exact) <= 0.1 * value) near(what, value, bands.ratio[i], 0.1);
        else unmatched(what, value, bands.ratio[i], `999 permutations of the reference met ${(bands.observed[i] / value).toFixed(3)} pairs where the margins give ${bands.analytic[i].toFixed(3)}, a ratio of ${exact.toFixed(1)}`);
      });
      each(`${e.note}: p`, flat(e.p), bands.p, {absolute: 0.02});
      flat(e.knox_ratio_median).forEach((value, i) => {
        const what = `${bands.metres[i]} m, ${bands.days[i]} days: ratio to the median`, ours = bands.median_ratio[i];
        if (value === null) same(what, value, ours);
        else if (Math.abs(value - ours) <= 1e-6) close(what, value, ours, 1e-6);
        else unmatched(what, value, ours, 'the medians of so few pairs differ by one from one set of permutations to another');
      });
    };
    compare(known.expected.nrc_equivalent, {distance_step: 200, distance_bands: 3, day_step: 1, day_bands: 3, permutations: 9999});
    compare(known.expected.euclid, {distance_step: 200, distance_bands: 3, same_place: 0, day_step: 7, day_bands: 2, beyond: false, distance: 'euclidean', permutations: 9999});
    const {readme} = known.expected;
    const {bands} = run({events: known.file('chicago_arson.csv')}, {map: {'events.day': 'date'}, set: {distance_step: 100, distance_bands: 4, day_step: 2, day_bands: 2, beyond: false, permutations: 9999}}).tables;
    each('bands of 100 m x 2 days, from 100 m on: pairs', readme.observed.slice(2).flat(), bands.observed.slice(4), {});
    readme.knox_ratio.slice(2).flat().forEach((value, i) => {
      const what = `${bands.metres[i + 4]} m, ${bands.days[i + 4]} days: ratio`, ours = bands.ratio[i + 4], observed = bands.observed[i + 4];
      if (Math.abs(value - ours) <= 0.1 * value) near(what, value, ours, 0.1);
      else unmatched(what, value, ours, `of ${observed} pairs: the case holds ratios of five and more`);
    });
    readme.knox_ratio_median.slice(2).flat().forEach((value, i) => same(`${bands.metres[i + 4]} m, ${bands.days[i + 4]} days: ratio to the median`, value, bands.median_ratio[i + 4]));
    readme.p.slice(2).flat().forEach((value, i) => {
      const what = `${bands.metres[i + 4]} m, ${bands.days[i + 4]} days: p`, error = 2 * Math.sqrt((value * (1 - value)) / 999);
      if (Math.abs(value - bands.p[i + 4]) <= 0.02) close(what, value, bands.p[i + 4], 0.02);
      else if (Math.abs(value - bands.p[i + 4]) <= error) unmatched(what, value, bands.p[i + 4], `within ± ${error.toFixed(3)}, which 999 permutations of the reference leave; the case would have 0.02`);
      else close(what, value, bands.p[i + 4], error);
    });
    unmatched('the same below 100 m: pairs', readme.observed.slice(0, 2).flat().join(' '), bands.observed.slice(0, 4).join(' '), 'the case has what is less than 0.1 m apart as one place, ours what is less than 1 m apart; so has its table of bands from 0.01 m on');
  });
  bench.method('areal_interpolation_nc', 'areal_interpolation', 'Births in the counties of North Carolina to a grid; st_interpolate_aw of sf 1.0-9.', (known, {run, near, same, each, json, note}) => {
    note('Both files came in EPSG:32119, and areas are measured on its plane, as sf does; of the ellipsoid (`plane=0`) the worst of the cells is 1.005e-4 away.');
    const {grid, cells, source_total: total} = known.expected;
    const expected = known.rows('expected_cells.csv');
    const wide = (grid.xmax - grid.xmin) / grid.nx, high = (grid.ymax - grid.ymin) / grid.ny;
    const cell = (row, i) => {
      const [left, bottom] = [grid.xmin + wide * Math.floor((row.cx - grid.xmin) / wide), grid.ymin + high * Math.floor((row.cy - grid.ymin) / high)];
      const corners = [[left, bottom], [left + wide, bottom], [left + wide, bottom + high], [left, bottom + high]];
      return {type: 'Feature', properties: {id: `c${i + 1}`}, geometry: {type: 'Polygon', coordinates: [[...corners, corners[0]]]}};
    };
    const targets = json({type: 'FeatureCollection', features: expected.map(cell)});
    const sources = json(known.json('nc_32119.geojson'));
    const crs = {sources: 'EPSG:32119', targets: 'EPSG:32119'};
    const counts = run({sources, targets}, {map: {'sources.value': 'BIR74'}, crs}).tables;
    same('cells', cells, counts.targets.value.length);
    each(`births of ${cells} cells`, expected.map((row) => row.extensive), counts.targets.value, {relative: known.expected.tolerance.relative});
    near('births before', total, counts.mass.before[0], 1e-9);
    near('births after', known.expected.target_total, counts.mass.after[0], 1e-4);
    const rates = run({sources, targets}, {map: {'sources.value': 'BIR74'}, set: {quantity: 'rate'}, crs}).tables;
    each(`level of ${cells} cells`, expected.map((row) => row.intensive), rates.targets.value, {relative: known.expected.tolerance.relative});
  });
};
