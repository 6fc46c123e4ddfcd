// Runs methods, compares figures, and writes the page of what came out.
'use strict';
const {spawnSync} = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

// A figure as the page shows it: eight digits, so that it reads the same wherever the last ones differ.
const shown = (value) => (value === null || value === undefined ? '–' : typeof value === 'number' ? String(Number(value.toPrecision(8))) : String(value));

class Bench {
  constructor(program, golden) {
    this.program = program;
    this.golden = golden;
    this.scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'atalaya-validation-'));
    process.on('exit', () => fs.rmSync(this.scratch, {recursive: true, force: true}));
    this.cases = [];
    this.read = new Map(); // case -> places of the figures that some method was held to
  }

  // What is known of a case: expected.json, and its files.
  open(name) {
    const folder = path.join(this.golden, name);
    if (!fs.existsSync(folder)) return null;
    if (!this.read.has(name)) this.read.set(name, new Set());
    return {
      name,
      expected: noted(this.expected(name), this.read.get(name)),
      file: (file) => path.join(folder, file),
      json: (file) => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')),
      rows: (file) => rowsOf(fs.readFileSync(path.join(folder, file), 'utf8')),
    };
  }

  expected(name) {
    return JSON.parse(fs.readFileSync(path.join(this.golden, name, 'expected.json'), 'utf8'));
  }

  // The places of figures of expected.json that no method was held to, by case.
  unread() {
    return [...this.read].map(([name, read]) => [name, placesOf(this.expected(name)).filter((place) => !read.has(place))]);
  }

  // Each figure of a case by one method. `does` is handed the case and how to run and to compare.
  method(name, method, origin, does) {
    const known = this.open(name);
    const entry = {name, method, origin, figures: [], notes: []};
    this.cases.push(entry);
    if (!known) {
      entry.absent = true;
      return;
    }
    does(known, {
      run: (tables, options = {}) => this.run(method, tables, options),
      csv: (rows) => this.csv(rows),
      json: (value) => this.json(value),
      note: (text) => entry.notes.push(text),
      near: (what, expected, ours, tolerance) => entry.figures.push(figure(what, expected, ours, {relative: tolerance})),
      close: (what, expected, ours, tolerance) => entry.figures.push(figure(what, expected, ours, {absolute: tolerance})),
      same: (what, expected, ours) => entry.figures.push(figure(what, expected, ours, {})),
      each: (what, expected, ours, tolerance) => entry.figures.push(series(what, expected, ours, tolerance)),
      holds: (what, holds, ours) => entry.figures.push({what, expected: 'holds', ours: shown(ours), tolerance: '–', held: Boolean(holds)}),
      unmatched: (what, expected, ours, why) => entry.figures.push({what, expected: shown(expected), ours: shown(ours), tolerance: why, held: true, apart: true}),
    });
  }

  run(method, tables, {map = {}, set = {}, crs = {}, missing = [], seed, expectRefusal} = {}) {
    const words = ['method', 'run', method, '--json', '--language', 'en'];
    for (const [table, file] of Object.entries(tables)) words.push('--table', `${table}=${file}`);
    for (const [role, column] of Object.entries(map)) words.push('--map', `${role}=${column}`);
    for (const [setting, value] of Object.entries(set)) words.push('--set', `${setting}=${value}`);
    for (const [table, system] of Object.entries(crs)) words.push('--crs', `${table}=${system}`);
    for (const text of missing) words.push('--missing', text);
    if (seed !== undefined) words.push('--seed', String(seed));
    const ran = spawnSync(this.program, words, {encoding: 'utf8', maxBuffer: 1 << 28});
    const answer = ran.stdout.startsWith('{') ? JSON.parse(ran.stdout) : {error: ran.stderr};
    if (!expectRefusal && (ran.status !== 0 || answer.error)) throw new Error(`atalaya ${words.join(' ')}\n${answer.error || answer.refused || ran.stderr}`);
    return answer;
  }

  // Rows of objects as a file.
  csv(rows) {
    const file = path.join(this.scratch, `table-${(this.files = (this.files || 0) + 1)}.csv`);
    const head = Object.keys(rows[0]);
    fs.writeFileSync(file, [head, ...rows.map((row) => head.map((name) => row[name] ?? ''))].map((cells) => cells.join(',')).join('\n') + '\n');
    return file;
  }

  json(value) {
    const file = path.join(this.scratch, `table-${(this.files = (this.files || 0) + 1)}.geojson`);
    fs.writeFileSync(file, JSON.stringify(value));
    return file;
  }

  held() {
    return this.cases.every((entry) => entry.figures.every((one) => one.held));
  }

  report() {
    for (const {name, method, figures, absent} of this.cases) {
      if (absent) {
        console.log(`skip ${name}: not beside the repository`);
        continue;
      }
      const wrong = figures.filter((one) => !one.held);
      console.log(`${wrong.length || !figures.length ? 'not ok' : 'ok'} ${name}: ${method}`);
      for (const one of wrong) console.log(`    ${one.what}: expected ${one.expected}, found ${one.ours}, tolerance ${one.tolerance}`);
    }
  }

  page(elsewhere, apart, own) {
    const out = [
      '# What the methods give on published cases',
      '',
      'Made by `tests/validation/run --record`, which runs `atalaya method run` on each case; the same script refuses this page when',
      'it no longer says what comes out. A line of many figures tells how many there are and the largest difference allowed. Figures that',
      'cannot be matched stay here with the reason.',
      '',
    ];
    const counted = this.cases.flatMap((entry) => entry.figures);
    const unmatched = counted.filter((one) => one.apart).length;
    out.push(`${this.cases.length} pairs of a case and a method, ${counted.length} lines: ${counted.length - unmatched} hold, ${unmatched} cannot be matched.`, '');
    out.push(`${own.length} cases of our own, of all ${new Set(own.map((one) => one.method)).size} methods, are [below](#cases-of-our-own).`, '');
    for (const {name, method, origin, figures, notes} of this.cases) {
      out.push(`## ${method} · ${name}`, '', origin, '');
      for (const note of notes) out.push(note, '');
      out.push('| figure | expected | ours | tolerance | |', '| --- | --: | --: | --- | --- |');
      for (const one of figures) out.push(`| ${one.what} | ${one.expected} | ${one.ours} | ${one.tolerance} | ${one.apart ? 'not matched' : one.held ? 'holds' : 'DOES NOT HOLD'} |`);
      out.push('');
    }
    if (Object.keys(elsewhere).length) {
      out.push('## Cases that no method answers', '', '| case | why |', '| --- | --- |');
      for (const [name, why] of Object.entries(elsewhere)) out.push(`| ${name} | ${why} |`);
      out.push('');
    }
    out.push('## Figures of the cases that no method is held to', '', 'Each other figure of each `expected.json` is above.', '', '| case | figures | why |', '| --- | --- | --- |');
    const named = (places) => places.map((place) => `\`${place.replaceAll('|', '\\|')}\``);
    const few = (places) => (places.length <= 4 ? named(places).join(', ') : `${named(places.slice(0, 2)).join(', ')} … ${named(places.slice(-1))} (${places.length})`);
    for (const {name, places, why} of apart) out.push(`| ${name} | ${few(places)} | ${why} |`);
    out.push('', '## Cases of our own', '');
    out.push('Those of `src/methods/METHOD/golden.json`, small enough to be worked by hand or in a few lines apart from the kernel, and larger ones that');
    out.push('`tests/validation/apart.py` works from the definitions. An answer has ten digits.', '');
    out.push('| method | case | figures | largest difference allowed | where they are from | |', '| --- | --- | --: | --- | --- | --- |');
    for (const one of own) out.push(`| ${one.method} | ${one.name} | ${one.figures} | ${one.relative} relative | ${one.source} | ${one.wrong.length ? 'DOES NOT HOLD' : 'holds'} |`);
    out.push('');
    return out.join('\n');
  }
}

function figure(what, expected, ours, {relative, absolute}) {
  const off = Math.abs(ours - expected);
  let held = expected === ours;
  if (relative !== undefined) held = off <= relative * Math.abs(expected);
  if (absolute !== undefined) held = off <= absolute;
  if (expected === null) held = ours === null;
  const tolerance = relative !== undefined ? `${relative} relative` : absolute !== undefined ? `${absolute}` : 'exact';
  return {what, expected: shown(expected), ours: shown(ours), tolerance, held};
}

// Many figures in one line. A null stands for one that is not computable, on both sides.
function series(what, expected, ours, {relative, absolute = 0}) {
  const held = expected.length === ours.length && expected.every((value, i) => {
    if (value === null || ours[i] === null || typeof value !== 'number') return value === ours[i];
    return Math.abs(ours[i] - value) <= (relative === undefined ? absolute : relative * Math.abs(value));
  });
  const bound = relative !== undefined ? `${relative} relative` : absolute ? `${absolute}` : 'exact';
  return {what, expected: `${expected.length} figures`, ours: held ? 'all within' : 'some outside', tolerance: bound, held};
}

// What an object holds, noting the place of each figure that is read: "wdd.computed.z".
function noted(value, read, place = '') {
  if (value === null || typeof value !== 'object') return value;
  return new Proxy(value, {
    get(of, key) {
      if (typeof key === 'symbol' || !Object.hasOwn(of, key)) return of[key];
      const its = place ? `${place}.${key}` : key;
      if (of[key] === null || typeof of[key] !== 'object') read.add(its);
      return noted(of[key], read, its);
    },
  });
}
// Of each number, yes or no, and blank of an object; words are no figures.
function placesOf(value, place = '') {
  if (value === null || typeof value !== 'object') return typeof value === 'string' ? [] : [place];
  return Object.keys(value).flatMap((key) => placesOf(value[key], place ? `${place}.${key}` : key));
}

// A table of separated values with a head; "" and NA are null, what is a number is one. A line that ends within quotes
// goes on in the next.
function rowsOf(text) {
  const lines = text.replace(/"[^"]*"/g, (quoted) => quoted.replace(/\s+/g, ' ')).trim().split(/\r?\n/).map((line) => (line.match(/("([^"]*)"|[^,]*)(,|$)/g) || []).map((cell) => cell.replace(/,$/, '').replace(/^"(.*)"$/, '$1')));
  const [head, ...rows] = lines;
  return rows.map((cells) => Object.fromEntries(head.map((name, i) => [name, value(cells[i])])));
}
function value(cell) {
  if (cell === undefined || cell === '' || cell === 'NA') return null;
  return Number.isNaN(Number(cell)) ? cell : Number(cell);
}

module.exports = {Bench};
