'use strict';
module.exports = (bench) => {
  bench.method('sppt_andresen_toy', 'pattern_similarity', 'The README of the package sppt (Andresen 2009).', (known, {run, csv, close, each}) => {
    const {base_counts: base, test_counts: test, pct_base, published} = known.expected;
    const {index, areas} = run({areas: csv(base.map((count, i) => ({base: count, test: test[i]})))}).tables;
    close('S', published.S, index.s[0], 1e-6);
    each('which areas are similar (0), or have fewer than chance would (-1)', published.local, areas.differs.map((differs, i) => (differs ? Math.sign(areas.percent_test[i] - areas.percent_base[i]) : 0)), {});
    each('which areas differ', published.SIndex, areas.differs.map((differs) => (differs ? 1 : 0)), {});
    each('per cent of the base', pct_base, areas.percent_base, {absolute: 1e-9});
  });
  bench.method('propensity_lalonde', 'propensity_weighting', 'LaLonde 1986, Dehejia & Wahba 1999, the file of MatchIt; computed with glm() and Hajek weights.', (known, {run, near, close}) => {
    const names = ['age', 'educ', 'black', 'hispan', 'married', 'nodegree', 're74', 're75'];
    const map = {'units.outcome': 're78', 'units.treated': 'treat', ...Object.fromEntries(names.map((name, i) => [`units.x${i + 1}`, name]))};
    const {effect, balance} = run({units: known.file('lalonde.csv')}, {map}).tables;
    near('raw difference', known.expected.raw_difference, effect.raw_difference[0], 1e-6);
    close('raw difference, as published', known.expected.published_raw_difference, effect.raw_difference[0], 0.5);
    near('ATT', known.expected.att_ipw, effect.att[0], 1e-6);
    near('ATE', known.expected.ate_hajek, effect.ate[0], 1e-6);
    near('effective number of the untreated', known.expected.control_effective_sample_size, effect.effective_untreated[0], 1e-6);
    names.forEach((name, i) => {
      near(`coefficient of ${name}`, known.expected.propensity_coef[name], balance.coefficient[i], 1e-6);
      close(`${name}: difference before`, known.expected.smd_unweighted[name], balance.before[i], 1e-6);
      close(`${name}: difference after`, known.expected.smd_att_weighted[name], balance.after[i], 1e-6);
    });
  });
  bench.method('crime_change_tests_wheeler', 'map_accuracy', 'Asserted in the tests of ptools (PAI, RRI).', (known, {run, csv, near, note}) => {
    note('The published tables take places of equal forecast in the order of the file: `--set ties=given`.');
    const curve = (observed, predicted) => run({places: csv(observed.map((count, i) => ({observed: count, predicted: predicted[i]})))}, {set: {ties: 'given'}}).tables.curve;
    const {pai, simple_pai: simple} = known.expected;
    const ours = curve(pai.observed, pai.predicted);
    pai.table.forEach((row, i) => {
      for (const [name, column] of [['hit_rate', 'hit_rate'], ['PAI', 'pai'], ['PEI', 'pei'], ['RRI', 'rri']]) near(`${row.k} of six places: ${name}`, row[name], ours[column][i], 1e-9);
    });
    const three = curve(simple.obs, simple.pred);
    for (const [name, column] of [['PAI', 'pai'], ['PEI', 'pei'], ['RRI', 'rri']]) simple[name].forEach((value, i) => near(`${i + 1} of three places: ${name}`, value, three[column][i], 1e-9));
  });

  bench.method('penalised_poisson_columbus', 'risk_terrain', 'Crime of Columbus, rounded, and five features of its areas; glmnet 4.1.6, to 1e-5 of a coefficient.', (known, {run, csv, close, same, each}) => {
    const e = known.expected;
    const names = ['INC', 'HOVAL', 'OPEN', 'PLUMB', 'DISCBD'];
    const map = Object.fromEntries([['cells.events', 'y'], ...names.map((name, i) => [`cells.x${i + 1}`, name])]);
    for (const [i, lambda] of e.lambda.entries()) {
      const {factors, fit} = run({cells: known.file('data.csv')}, {map, set: {lambda, family: 'poisson'}}).tables;
      each(`penalty ${lambda}: coefficients`, names.map((name) => e.coefficients[`lambda=${lambda}`][name]), factors.penalised, {absolute: e.tolerance});
      same(`penalty ${lambda}: features left`, e.nonzero[i], fit.left[0]);
    }
    const {path} = run({cells: known.file('data.csv')}, {map, set: {family: 'poisson'}}).tables;
    close('the penalty that leaves nothing', e.lambda_max, path.lambda[0], e.tolerance);
    const all = run({cells: known.file('data.csv')}, {map, set: {lambda: 0.000001, family: 'poisson', choose: 'all'}, expectRefusal: true}).tables;
    if (all) console.error(all);
  });
};
