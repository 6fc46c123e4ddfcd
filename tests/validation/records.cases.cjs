'use strict';
module.exports = (bench) => {
  bench.method('linkage_rldata500', 'record_linkage', 'RLdata500 of the package RecordLinkage, 500 records with 50 known duplicates (Sariyar & Borg 2010); EM run to 1e-13 apart.', (known, {run, near, close, same, each}) => {
    const e = known.expected;
    const file = known.file('rldata500.csv');
    const map = {'records.id': 'id', ...Object.fromEntries(e.fields.map((name, i) => [`records.field_${i + 1}`, name]))};
    const {model, fields, patterns, pairs} = run({records: file}, {map, set: {link: 0.5, review: 0.5}}).tables;
    same('pairs that could be compared', e.n_pairs, model.possible[0]);
    close('lambda', e.em.lambda_, model.lambda[0], 1e-10);
    near('log-likelihood', e.em.loglik, model.log_likelihood[0], 1e-9);
    e.fields.forEach((name, k) => {
      const of = (level) => fields.field.findIndex((field, i) => field === `field_${k + 1}` && fields.level[i] === level);
      const exact = of('exact');
      close(`${name}: m`, e.em.m[k], fields.m[exact], e.tolerance.em_abs);
      close(`${name}: u`, e.em.u[k], fields.u[exact], e.tolerance.em_abs);
      close(`${name}: weight of agreement`, e.em.agreement_weight_log2[k], fields.weight[exact], 1e-5);
      close(`${name}: weight of disagreement`, e.em.disagreement_weight_log2[k], fields.weight[of('differ')], 1e-5);
    });
    const letters = (bits) => [...bits.toString(2).padStart(e.fields.length, '0')].map((bit) => (bit === '1' ? 'e' : 'd')).join('');
    const at = e.pattern_counts.map((_, bits) => patterns.pattern.indexOf(letters(bits)));
    const told = at.map((row, bits) => [row, bits]).filter(([row]) => row >= 0);
    each('pairs of each pattern', e.pattern_counts, at.map((row) => (row < 0 ? 0 : patterns.pairs[row])), {});
    each('weight of each pattern that occurs', told.map(([, bits]) => e.total_weight_by_pattern[bits]), told.map(([row]) => patterns.weight[row]), {absolute: 2e-5});
    each('probability of each', told.map(([, bits]) => e.posterior_by_pattern[bits]), told.map(([row]) => patterns.probability[row]), {absolute: 2e-6});
    const truth = new Map(known.rows('rldata500.csv').map((row) => [String(row.id), row.true_id]));
    const links = pairs.band.map((band, i) => [band, i]).filter(([band]) => band === 'link').map(([, i]) => i);
    const right = links.filter((i) => truth.get(pairs.first[i]) === truth.get(pairs.second[i])).length;
    same('duplicates found at 0.5', e.threshold_0_5.tp, right);
    same('false links at 0.5', e.threshold_0_5.fp, links.length - right);
    same('duplicates not found at 0.5', e.threshold_0_5.fn, e.true_duplicate_pairs - right);
    near('precision at 0.5', e.threshold_0_5.precision, right / links.length, 1e-9);
    near('recall at 0.5', e.threshold_0_5.recall, right / e.true_duplicate_pairs, 1e-9);
  });
  bench.method('rates_standardisation_phe', 'geocode_rate', 'The health agency UKHSA\'s own spreadsheets, by which PHEindicatormethods 2.1.0 is tested: Wilson\'s limits.', (known, {run, csv, near}) => {
    for (const row of known.expected.byars_wilson.filter((one) => one.method === 'Wilson')) {
      const confidence = row.confidence === '95%' ? 0.95 : 0.998;
      const places = csv([{precision: 'exact', addresses: row.x}, {precision: 'none', addresses: Number((row.n - row.x).toPrecision(12))}]);
      const {rate} = run({places}, {set: {confidence}}).tables;
      near(`${row.x} of ${row.n}, low of ${confidence}`, row.lowercl, rate.low[0], 1e-9);
      near(`${row.x} of ${row.n}, high of ${confidence}`, row.uppercl, rate.high[0], 1e-9);
    }
  });
  bench.method('privacy_kanonymity_dp', 'k_anonymity', 'The eight records of Franconi & Polettini 2004, shipped with sdcMicro (Templ, Kowarik & Meindl 2015).', (known, {run, same, each}) => {
    const map = Object.fromEntries([1, 2, 3, 4].map((i) => [`records.key_${i}`, `key${i}`]));
    const table = {records: known.file('francdat.csv')};
    const {records, summary} = run(table, {map, set: {k: 2}}).tables;
    each('f_k', known.expected.published.fk, records.sample, {});
    each('F_k', known.expected.published.Fk, records.population, {absolute: known.expected.tolerance});
    same('k', known.expected.k_anonymity, summary.k[0]);
    same('records below 2', known.expected.violating_2, summary.below[0]);
    same('records below 3', known.expected.violating_3, run(table, {map, set: {k: 3}}).tables.summary.below[0]);
  });
  bench.method('privacy_kanonymity_dp', 'private_counts', 'Closed forms of the two-sided geometric law (Ghosh, Roughgarden & Sundararajan 2012).', (known, {run, csv, close, near, holds}) => {
    const counts = csv([{cell: 'a', count: 12}, {cell: 'b', count: 3}]);
    for (const [name, pmf] of Object.entries(known.expected.geometric_pmf)) {
      const epsilon = Number(name.slice('eps='.length));
      const {law, accuracy} = run({counts}, {set: {epsilon, budget: 2}}).tables;
      for (const [noise, p] of Object.entries(pmf)) close(`epsilon ${epsilon}: probability of ${noise}`, p, law.probability[law.noise.indexOf(Number(noise))], known.expected.tolerance);
      near(`epsilon ${epsilon}: variance`, known.expected.geometric_variance[name], accuracy.variance[0], 1e-9);
    }
    const cells = Array.from({length: 20000}, (_, i) => ({cell: `c${i}`, count: 100}));
    const {counts: drawn} = run({counts: csv(cells)}, {set: {epsilon: 1}, seed: 20120706}).tables;
    const {'eps=1': law} = known.expected.geometric_pmf;
    const off = Math.max(...Object.entries(law).map(([noise, p]) => Math.abs(drawn.released.filter((value) => value === 100 + Number(noise)).length / 20000 - p) / Math.sqrt((p * (1 - p)) / 20000)));
    holds('20,000 draws: each share within four of its standard errors', off < 4, off);
  });
  bench.method('privacy_kanonymity_dp', 'cell_suppression', 'The table of the case: 3 and 2 follow from their rows unless more is hidden.', (known, {run, csv, same, holds}) => {
    const inner = known.expected.suppression.table.slice(0, -1).map((row) => row.slice(0, -1));
    const rows = inner.flatMap((row, i) => row.map((events, j) => ({by_1: `r${i}`, by_2: `c${j}`, events})));
    const {table, audit, summary} = run({cells: csv(rows)}, {set: {minimum: 5}}).tables;
    same('cells below 5', 2, summary.primary[0]);
    same('cells hidden with them', 2, summary.secondary[0]);
    same('totals hidden', 0, summary.totals_hidden[0]);
    same('the total of all', known.expected.suppression.table.at(-1).at(-1), table.published.at(-1));
    const possible = audit.state.map((state, i) => (state === 'shown' ? '' : `${audit.low[i]}-${audit.high[i]}`)).filter(Boolean);
    holds('no hidden cell is bound to one value', audit.state.every((state, i) => state === 'shown' || audit.low[i] < audit.high[i]), possible.join(' '));
  });
};
