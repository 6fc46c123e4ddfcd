'use strict';
module.exports = (bench) => {
  const patterns = 'Redwood, cells and Japanese pines (Ripley 1977, Diggle 2014); computed with spatstat.explore 3.0-6, densities in closed form.';
  const unit = {redwood: {left: 0, right: 1, bottom: -1, top: 0}, cells: {left: 0, right: 1, bottom: 0, top: 1}, japanesepines: {left: 0, right: 1, bottom: 0, top: 1}};
  bench.method('point_pattern_redwood_cells', 'nearest_neighbours', patterns, (known, {run, near, close, unmatched}) => {
    for (const [name, e] of Object.entries(known.expected.clark_evans)) {
      const {index} = run({points: known.file(`${name}.csv`)}, {set: unit[name]}).tables;
      near(`${name}: mean distance`, e.mean_nnd, index.mean[0], 1e-9);
      near(`${name}: R`, e.R_naive, index.ratio[0], 1e-9);
      unmatched(`${name}: R by the cumulative law of distances`, e.R_cdf, null, 'another correction of edges than the one that the definition asks for (Donnelly)');
      near(`${name}: R with Donnelly's edges`, e.R_Donnelly, index.ratio_edge[0], 1e-9);
      close(`${name}: p, two-sided`, e.p_two_sided_naive, index.p[0], 1e-8);
    }
  });
  bench.method('point_pattern_redwood_cells', 'ripley', patterns, (known, {run, each, holds, unmatched}) => {
    for (const name of Object.keys(unit)) {
      const expected = known.rows(`K_${name}.csv`).filter((row) => row.r > 0);
      const longest = expected.at(-1).r;
      for (const [edge, column] of [['isotropic', 'iso'], ['translation', 'trans'], ['border', 'border']]) {
        const at = (more) => run({points: known.file(`${name}.csv`)}, {set: {...unit[name], longest: longest + expected.length * more, steps: expected.length, edge, permutations: 1}}).tables.distances.k;
        const found = at(0), low = at(-1e-9), high = at(1e-9);
        const tied = (i) => low[i] !== null && high[i] !== null && Math.abs(high[i] - low[i]) > 1e-8;
        const plain = expected.map((row, i) => [row[column], found[i], i]).filter(([, , i]) => !tied(i));
        each(`${name}: K of ${plain.length} distances, ${edge}`, plain.map(([value]) => value), plain.map(([, value]) => value), {relative: 1e-6});
        const ties = expected.map((row, i) => [row[column], i]).filter(([, i]) => tied(i));
        if (ties.length === 0) continue;
        const what = `${name}: K of ${ties.length} distances at which pairs lie just as far apart, ${edge}`;
        const why = 'rounding decides on which side such pairs fall';
        if (edge === 'border') unmatched(what, `${ties.length} figures`, '–', why);
        else holds(`${what} (${why}: between K a billionth below and above)`, ties.every(([value, i]) => value >= low[i] - 1e-6 && value <= high[i] + 1e-6), 'between');
      }
    }
  });
  bench.method('point_pattern_redwood_cells', 'kernel_density', patterns, (known, {run, near, each, unmatched}) => {
    const grid = known.rows('kde_grid_cells_japanesepines.csv');
    for (const name of ['cells', 'japanesepines']) {
      const rows = grid.filter((row) => row.pattern === name);
      const columns = new Set(rows.map((row) => row.x)).size;
      for (const edge of ['diggle', 'uniform', 'none']) {
        const {cells} = run({points: known.file(`${name}.csv`)}, {set: {...unit[name], bandwidth: 'given', sd: known.expected.kde[name].sigma, columns, rows: columns, edge}}).tables;
        const at = (row) => cells.density[cells.x.findIndex((x, i) => Math.abs(x - row.x) < 1e-9 && Math.abs(cells.y[i] - row.y) < 1e-9)];
        each(`${name}: ${rows.length} places, edges ${edge}`, rows.map((row) => row[edge]), rows.map((row) => at(row) ?? null), {relative: 1e-9});
      }
      const e = known.expected.kde[name];
      const there = run({points: known.file(`${name}.csv`)}, {set: {...unit[name], bandwidth: 'given', sd: e.sigma, columns: 1, rows: 1, edge: 'uniform', at_points: true}}).tables.points.density;
      each(`${name}: at the first five points, edges uniform`, e.at_points_first5, there.slice(0, 5), {relative: 1e-9});
      for (const edge of ['uniform', 'diggle']) {
        const {cells} = run({points: known.file(`${name}.csv`)}, {set: {...unit[name], bandwidth: 'given', sd: e.sigma, columns: 400, rows: 400, edge}}).tables;
        const what = `${name}: integral, edges ${edge}`, expected = e[`integral_${edge}`], ours = cells.density.reduce((sum, value) => sum + value, 0) / 160000;
        if (Math.abs(ours - expected) <= 1e-4 * expected) near(what, expected, ours, 1e-4);
        else unmatched(what, expected, ours, 'the reference moved points to its pixels; with 1,024 by 1,024 of them it gives 42.753, 42.001 and 64.061 for cells, cells by diggle and pines');
      }
      const error = run({points: known.file(`${name}.csv`)}, {set: {...unit[name], columns: 1, rows: 1, bandwidth: 'error'}}).tables.bandwidth.sd_x[0];
      if (Math.abs(error - e.bw_diggle) <= 0.05 * e.bw_diggle) near(`${name}: width of least error (Diggle)`, e.bw_diggle, error, 0.05);
      else unmatched(`${name}: width of least error (Diggle)`, e.bw_diggle, error, 'ours looks up to an eighth of the side, where the estimate of K holds');
      const {bandwidth} = run({points: known.file(`${name}.csv`)}, {set: {...unit[name], columns: 1, rows: 1}}).tables;
      const scott = known.expected.kde[name].bw_scott;
      if (!scott) continue;
      near(`${name}: Scott's width on x`, scott[0], bandwidth.sd_x[0], 1e-9);
      near(`${name}: Scott's width on y`, scott[1], bandwidth.sd_y[0], 1e-9);
    }
  });
  bench.method('dbscan_chicago_arson', 'dbscan', 'Arsons in Chicago, 2016; scikit-learn 1.2.1.', (known, {run, same, each, unmatched}) => {
    const labels = known.rows('labels.csv');
    for (const [name, e] of Object.entries(known.expected.settings)) {
      const [radius, least] = name.match(/\d+/g);
      const {points, summary} = run({points: known.file('points.csv')}, {set: {radius, least}}).tables;
      same(`${name}: clusters`, e.n_clusters, summary.clusters[0]);
      same(`${name}: noise`, e.n_noise, summary.noise[0]);
      same(`${name}: core points`, e.n_core, summary.core[0]);
      const sizes = Array.from({length: summary.clusters[0]}, (_, i) => points.cluster.filter((cluster) => cluster === i + 1).length).sort((a, b) => b - a);
      const apart = sizes.filter((size, i) => size !== e.sizes[i]).length;
      if (!apart) each(`${name}: sizes of the clusters`, e.sizes, sizes, {});
      else unmatched(`${name}: sizes of the clusters`, e.sizes.join(' '), sizes.join(' '), 'a point at the border of two clusters may be of either, as the case says; which points are core and noise is above');
      each(`${name}: which points are noise`, labels.map((row) => row[`eps${radius}_min${least}`] === -1), points.cluster.map((cluster) => cluster === 0), {});
    }
  });
  bench.method('network_centrality_classics', 'network_centrality', 'Krackhardt\'s kite, Zachary\'s karate club, the Florentine families; networkx 2.8.8.', (known, {run, near, close, same, each}) => {
    for (const [name, e] of Object.entries(known.expected.graphs)) {
      const {nodes, network} = run({ties: known.file(`${name}_edges.csv`)}).tables;
      const expected = known.rows(`${name}_expected.csv`);
      const at = (row) => nodes.node.indexOf(String(row.node));
      for (const [column, ours] of [['degree', 'degree'], ['betweenness', 'betweenness'], ['closeness', 'closeness'], ['eigenvector', 'eigenvector'], ['pagerank', 'page_rank'], ['core', 'core'], ['clustering', 'clustering']])
        each(`${name}: ${column} of ${expected.length} nodes`, expected.map((row) => row[column]), expected.map((row) => nodes[ours][at(row)]), {absolute: 1e-6});
      near(`${name}: density`, e.density, network.density[0], 1e-6);
      near(`${name}: transitivity`, e.transitivity, network.transitivity[0], 1e-6);
      near(`${name}: mean clustering`, e.avg_clustering, network.mean_clustering[0], 1e-6);
      same(`${name}: diameter`, e.diameter, network.diameter[0]);
      same(`${name}: nodes`, e.nodes, network.nodes[0]);
      same(`${name}: ties`, e.edges, network.ties[0]);
      same(`${name}: cut nodes`, e.articulation.join(' '), nodes.node.filter((_, i) => nodes.cut[i] === 1).join(' '));
      if (e.best_known_modularity) close(`${name}: modularity, the best known`, e.best_known_modularity, network.modularity[0], e.best_known_modularity - e.louvain_min_acceptable);
    }
  });
  bench.method('point_pattern_redwood_cells', 'quadrats', patterns, (known, {run, near, same}) => {
    const e = known.expected.quadrat_japanesepines;
    const {test} = run({points: known.file('japanesepines.csv')}, {set: {...unit.japanesepines, columns: 3, rows: 3}}).tables;
    near('chi-square', e.chisq, test.chi2[0], 1e-9);
    same('degrees of freedom', e.df, test.df[0]);
    near('p, two-sided', e.p, 2 * Math.min(test.p_clustered[0], test.p_regular[0]), 1e-8);
  });

  const streets = 'Street crimes near the University of Chicago over two weeks, in feet (Ang, Baddeley & Nair 2012); computed with spatstat.linnet 3.0.6.';
  const lines = (known, csv) => {
    const at = Object.fromEntries(known.rows('vertices.csv').map((row) => [row.id, row]));
    return csv(known.rows('edges.csv').map(({from, to}) => ({x1: at[from].x, y1: at[from].y, x2: at[to].x, y2: at[to].y})));
  };
  bench.method('network_kernel_chicago', 'network_ripley', streets, (known, {run, csv, near, same, each}) => {
    const e = known.expected;
    const {summary, distances, points} = run({points: known.file('crimes.csv'), lines: lines(known, csv)}, {set: {longest: 300, steps: 6}}).tables;
    near('length of all streets', e.total_length_ft, summary.length[0], 1e-9);
    near('mean way between two crimes', e.shortest_path.mean, summary.mean_way[0], 1e-9);
    near('longest way', e.shortest_path.max, summary.longest_way[0], 1e-9);
    near('mean way to the nearest', e.nn_mean, summary.mean_nearest[0], 1e-9);
    each('streets on which the crimes were put', known.rows('crimes.csv').map((row) => row.edge), points.line, {});
    each('K of six distances, ways counted', e.network_K.okabe_yamada_uncorrected.slice(1), distances.k_network, {relative: 1e-9});
    each('K of six distances, corrected', e.network_K.ang_corrected.slice(1), distances.k, {relative: 1e-9});
    each('the distances', e.network_K.r.slice(1), distances.r, {absolute: 1e-9});
    same('the first distance', e.network_K.r[0], 0);
    same('K at no distance', e.network_K.okabe_yamada_uncorrected[0] + e.network_K.ang_corrected[0], 0);
  });
  bench.method('network_kernel_chicago', 'network_density', streets, (known, {run, csv, near, same}) => {
    for (const radius of [100, 250]) {
      const {network} = run({points: known.file('crimes.csv'), lines: lines(known, csv)}, {set: {radius, piece: 20}}).tables;
      near(`radius ${radius}: density times length, the crimes`, known.expected.n, network.sum[0], 1e-9);
      if (radius === 100) {
        near('length of all streets', known.expected.total_length_ft, network.length[0], 1e-9);
        same('nodes', known.expected.n_vertices, network.nodes[0]);
        same('streets', known.expected.n_edges, network.lines[0]);
      }
    }
  });
};
