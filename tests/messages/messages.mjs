// What people are told is there in three languages: the messages of errors (i18n/messages.*.json, keyed by the
// English templates in the sources) and the terminal's own words (i18n/terminal.*.json, keyed by name).
//
//     node tests/messages/messages.mjs        "ok NAME" or "not ok NAME" with what is missing
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {collect, literalsOf, sources} from './collect.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const json = (name) => JSON.parse(fs.readFileSync(path.join(root, 'i18n', name), 'utf8'));

function judge(name, complaints) {
  console.log(complaints.length === 0 ? `ok ${name}` : `not ok ${name}`);
  for (const complaint of complaints.slice(0, 40)) console.log(`    ${complaint}`);
  if (complaints.length > 40) console.log(`    … and ${complaints.length - 40} more`);
  if (complaints.length > 0) process.exitCode = 1;
}

// --- errors
const {templates, complaints} = collect(root);
judge('the words of every error can be translated', complaints);

// How often each argument is shown; undefined for a template that cannot be filled.
function holes(text) {
  const bare = text.replaceAll('{{', '').replaceAll('}}', '');
  const found = [...bare.matchAll(/\{(\d?)\}/g)];
  if (/[{}]/.test(bare.replace(/\{\d?\}/g, ''))) return undefined;
  const named = found.filter(([, number]) => number !== '');
  if (named.length > 0 && named.length < found.length) return undefined;
  return found.map(([, number], i) => (number === '' ? i : Number(number))).sort().join(' ');
}

const spoken = (text) => /\p{L}/u.test(text.replace(/\{\d?\}/g, ''));
for (const language of ['es', 'pt']) {
  const said = json(`messages.${language}.json`);
  const wrong = [];
  for (const [template, places] of templates) {
    if (!spoken(template)) continue;
    if (!(template in said)) wrong.push(`${places[0]}: no translation of ${JSON.stringify(template)}`);
    else if (holes(said[template]) !== holes(template))
      wrong.push(`${JSON.stringify(template)}: expected its holes, found ${JSON.stringify(said[template])}`);
    else if (/\s$/.test(template) !== /\s$/.test(said[template]) || /^\s/.test(template) !== /^\s/.test(said[template]))
      wrong.push(`${JSON.stringify(template)}: expected blanks at the same ends, found ${JSON.stringify(said[template])}`);
  }
  for (const template of Object.keys(said)) {
    if (!templates.has(template)) wrong.push(`no source says ${JSON.stringify(template)} any more`);
  }
  judge(`messages.${language}.json has every error and no other`, wrong);
}

// --- the terminal's words
const terminal = Object.fromEntries(['es', 'pt', 'en'].map((language) => [language, json(`terminal.${language}.json`)]));
const shown = (text) => [...new Set([...text.matchAll(/(?<!one |other )\{([a-z0-9_]+)[,}]/g)].map(([, name]) => name))].sort().join(' ');
for (const language of ['pt', 'en']) {
  const wrong = [];
  for (const [key, text] of Object.entries(terminal.es)) {
    if (!(key in terminal[language])) wrong.push(`no "${key}"`);
    else if (shown(text) !== shown(terminal[language][key])) wrong.push(`${key}: expected {${shown(text)}}, found {${shown(terminal[language][key])}}`);
  }
  for (const key of Object.keys(terminal[language])) if (!(key in terminal.es)) wrong.push(`"${key}" is not in Spanish`);
  judge(`terminal.${language}.json has the keys and holes of Spanish`, wrong);
}

// A key is used when a literal of src/cli, or of the pictures that are drawn in the terminal's words, is it, or makes it: "stage." + name, and "file" under a table's head.
const asked = new Set();
for (const folder of ['src/cli', 'src/service/method_picture'])
  for (const file of sources(root, folder)) for (const {text} of literalsOf(path.join(root, file))) asked.add(text);
// ... or its beginning is the list of codes that voice.word(list, code) asks. What methods say of their settings and
// columns is held by tests/methods-pages.
const lists = new Set();
for (const file of sources(root, 'src/cli')) {
  for (const [, list] of fs.readFileSync(path.join(root, file), 'utf8').matchAll(/\bword\("([a-z]+)"/g)) lists.add(list);
}
const used = (key) =>
  asked.has(key) || (key.startsWith('head.') && asked.has(key.slice(5))) || /^(stage|fault|setting|column)\./.test(key) || lists.has(key.split('.')[0]);
const missing = [...asked].filter((text) => /^(help|group|type|option|head|figure|ingest|demo|bulletin|source|init|simulate|diff|export|rebuild|verify|stage|fault)\.[a-z_.]+$/.test(text) && !text.endsWith('.') && !(text in terminal.es) && !/\.(toml|csv|json|html|pdf)$/.test(text));
judge('every word that the terminal asks for is there', missing.map((key) => `no "${key}" in terminal.es.json`));
judge('no word of the terminal is left over', Object.keys(terminal.es).filter((key) => !used(key)).map((key) => `nothing says "${key}"`));

const codes = [];
const read = (...names) => fs.readFileSync(path.join(root, ...names), 'utf8');
for (const [, code] of read('src/service/bulletin/desk_words.cpp').matchAll(/\{"([a-z_]+)", "refuse\./g)) codes.push(`reason.${code}`);
for (const name of fs.readdirSync(path.join(root, 'indicators')).filter((one) => one.endsWith('.toml'))) {
  const text = read('indicators', name);
  codes.push(`unit.${text.match(/^unit = "(\w+)"/m)?.[1]}`, `theme.${text.match(/^group = "(\w+)"/m)?.[1]}`);
}
for (const name of fs.readdirSync(path.join(root, 'sources')).filter((one) => !one.includes('.'))) {
  const text = read('sources', name, 'source.toml');
  codes.push(`kind.${text.match(/^kind = "(\w+)"/m)?.[1]}`, `cadence.${text.match(/^cadence = "(\w+)"/m)?.[1] ?? 'once'}`);
}
judge('every code that the terminal shows has a word', [...new Set(codes)].filter((key) => !(key in terminal.es)).map((key) => `no "${key}" in terminal.es.json`));

// What is made of a prefix: the kinds of trouble, and the stages that services name.
const error_kinds = ['bug', ...[...fs.readFileSync(path.join(root, 'src/core/error.hpp'), 'utf8').matchAll(/^ {4}(\w+),\s+\/\/ \d/gm)].map(([, name]) => name)];
const stages = new Set();
for (const file of sources(root)) {
  const text = fs.readFileSync(path.join(root, file), 'utf8');
  for (const [, name] of text.matchAll(/(?:\.stage|\.mark)\("([a-z_]+)/g)) stages.add(name);
}
judge('every kind of trouble and every stage has its words', [
  ...error_kinds.filter((kind) => !(`fault.${kind}` in terminal.es)).map((kind) => `no "fault.${kind}"`),
  ...[...stages].filter((stage) => !(`stage.${stage}` in terminal.es)).map((stage) => `no "stage.${stage}"`),
  ...(error_kinds.length === 9 ? [] : [`expected the 8 kinds of core/error.hpp, found ${error_kinds.length - 1}`]),
]);

// A sentence in the sources would be one in a single language.
const foreign = [];
for (const file of sources(root, 'src/cli')) {
  for (const {text, line} of literalsOf(path.join(root, file))) {
    if (/[áéíóúñãõç¿«]/i.test(text)) foreign.push(`${file}:${line}: ${JSON.stringify(text)}`);
  }
}
judge('src/cli holds no sentence of its own', foreign);
