// The cases of src/methods/METHOD/golden.json, which tests/methods holds to their last digit, and those that apart.py works from
// the definitions, asked as an analyst asks: tables as files, the answer as JSON.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const methods = path.join(__dirname, '../../src/methods');
const printed = 1e-9; // an answer has ten digits

function fileOf(bench, {shapes, ...columns}) {
  const length = Math.max(...Object.values(columns).map((cells) => cells.length), shapes?.length ?? 0);
  const rows = Array.from({length}, (_, i) => Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, cells[i]])));
  if (shapes) return bench.json({type: 'FeatureCollection', features: rows.map((properties, i) => ({type: 'Feature', properties, geometry: shapes[i]}))});
  const quoted = (cell) => (typeof cell === 'string' && /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return bench.csv(rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, quoted(cell)]))));
}

const told = (value) => (value === '' ? null : value);
function apart(expected, column, relative, first) {
  if (!Array.isArray(column)) return 'expected a column, found none';
  const found = first ? column.slice(0, expected.length) : column;
  if (found.length !== expected.length) return `expected ${expected.length} rows, found ${found.length}`;
  for (const [i, value] of expected.entries()) {
    const its = told(found[i]);
    const near = typeof value === 'number' && typeof its === 'number' ? Math.abs(its - value) <= Math.max(relative, printed) * Math.abs(value) : told(value) === its;
    if (!near) return `row ${i + 1}: expected ${value}, found ${its}`;
  }
  return '';
}

function asked(bench, method, one) {
  const tables = Object.fromEntries(Object.entries(one.tables).map(([name, table]) => [name, fileOf(bench, table)]));
  const crs = Object.fromEntries(Object.entries(one.tables).flatMap(([name, {shapes}]) => (shapes && one.crs ? [[name, one.crs]] : [])));
  const answer = bench.run(method, tables, {set: one.set, crs, expectRefusal: Boolean(one.refused)});
  const wrong = [];
  if ((answer.refused ?? '') !== (one.refused ?? '')) wrong.push(`expected it refused "${one.refused ?? ''}", found "${answer.refused ?? answer.error ?? ''}"`);
  for (const [table, columns] of Object.entries(one.expected))
    for (const [column, cells] of Object.entries(columns)) {
      const text = apart(cells, answer.tables?.[table]?.[column], one.relative, one.first);
      if (text) wrong.push(`${table}.${column}, ${text}`);
    }
  return wrong;
}

const figuresOf = (one) => Object.values(one.expected).flatMap(Object.values).reduce((sum, cells) => sum + cells.length, 0) + (one.refused ? 1 : 0);
const outcome = (bench, method, one, source) => ({method, name: one.name, source, relative: Math.max(one.relative, printed), figures: figuresOf(one), wrong: asked(bench, method, one)});

module.exports = (bench) => {
  const made = JSON.parse(fs.readFileSync(path.join(__dirname, 'apart.json'), 'utf8'));
  const stranger = made.find(({method}) => !fs.existsSync(path.join(methods, method, 'golden.json')));
  if (stranger) throw new Error(`tests/validation/apart.json: expected methods of the catalogue, found "${stranger.method}"`);
  return fs.readdirSync(methods).sort().flatMap((method) => {
    const file = path.join(methods, method, 'golden.json');
    if (!fs.existsSync(file)) return [];
    const {source, cases} = JSON.parse(fs.readFileSync(file, 'utf8'));
    return [
      ...cases.map((one) => outcome(bench, method, one, source)),
      ...made.filter((one) => one.method === method).map((one) => outcome(bench, method, one, 'The definition in numpy and scipy, `tests/validation/apart.py`')),
    ];
  });
};
