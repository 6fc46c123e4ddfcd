// The cases of src/methods/METHOD/golden.json, asked as an analyst asks: tables as files, the answer as JSON. tests/methods
// holds the same figures to their last digit.
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
function apart(expected, found, relative) {
  if (!Array.isArray(found)) return 'expected a column, found none';
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
      const text = apart(cells, answer.tables?.[table]?.[column], one.relative);
      if (text) wrong.push(`${table}.${column}, ${text}`);
    }
  return wrong;
}

module.exports = (bench) =>
  fs.readdirSync(methods).sort().flatMap((method) => {
    const file = path.join(methods, method, 'golden.json');
    if (!fs.existsSync(file)) return [];
    const {source, cases} = JSON.parse(fs.readFileSync(file, 'utf8'));
    return cases.map((one) => ({
      method,
      name: one.name,
      source: one.source ?? source,
      relative: Math.max(one.relative, printed),
      figures: Object.values(one.expected).flatMap(Object.values).reduce((sum, cells) => sum + cells.length, 0) + (one.refused ? 1 : 0),
      wrong: asked(bench, method, one),
    }));
  });
