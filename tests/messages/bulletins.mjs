// Every sentence of bulletins/*/ is said by something: its key is a literal of src, or is made there of a
// prefix and a suffix that are literals.
//
//     node tests/messages/bulletins.mjs [ROOT]    "ok NAME" or "not ok NAME" with what nothing says
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {literalsOf, sources} from './collect.mjs';

const root = process.argv[2] ?? path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const said = new Set();
for (const file of sources(root)) for (const {text} of literalsOf(path.join(root, file))) said.add(text);

// After a prefix, "measure." or "lethal": what src holds as a literal of its own, a word that an indicator's
// file gives, a day of the week; and then endings such as ".subtitle".
const indicators = path.join(root, 'indicators');
const given = new Set(fs.readdirSync(indicators).filter((name) => name.endsWith('.toml')).flatMap((name) =>
  [...fs.readFileSync(path.join(indicators, name), 'utf8').matchAll(/^(?:unit|exposure|basis) = "(\w+)"/gm)].map(([, word]) => word)));
const isWord = (word) => said.has(word) || given.has(word) || /^[0-6]$/.test(word);
const areEndings = (words) => words.every((word) => said.has('.' + word));
function isSaid(key) {
  if (said.has(key)) return true;
  const words = key.split('.');
  for (let n = 1; n < words.length; ++n) {
    const prefix = words.slice(0, n).join('.');
    if (said.has(prefix + '.') && (said.has(words.slice(n).join('.')) || (isWord(words[n]) && areEndings(words.slice(n + 1))))) return true;
    if (said.has(prefix) && areEndings(words.slice(n))) return true;
  }
  return false;
}

for (const entry of fs.readdirSync(path.join(root, 'bulletins'))) {
  const file = path.join(root, 'bulletins', entry, 'es.json');
  if (!fs.existsSync(file)) continue;
  const unsaid = Object.keys(JSON.parse(fs.readFileSync(file, 'utf8'))).filter((key) => !isSaid(key));
  console.log(unsaid.length === 0 ? `ok every sentence of bulletins/${entry} is said` : `not ok every sentence of bulletins/${entry} is said`);
  for (const key of unsaid) console.log(`    nothing says "${key}"`);
  if (unsaid.length > 0) process.exitCode = 1;
}
