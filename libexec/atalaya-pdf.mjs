// Sets Typst markup as PDF/UA-1, one document after another, for the C++ side in
// src/render/pdf.cpp.
//
//   node atalaya-pdf.mjs NODE_MODULES FONTS
//
// Standard input: one JSON object a line, {"id": 1, "dated": "2020-10-05", "typst": "…", "pages": 4}.
// "pages" is how many it may take, 0 any number: one that takes more is set again with the input "tight" at 1, 2, 3,
// and as usual when even that is not enough.
// Standard output: first {"ready": true} or {"missing": "…"}; then for each request one
// line, {"id": 1, "bytes": n} followed by the n bytes of the PDF, or {"id": 1, "error": "…"}.
// It ends when its input does. It reads the package and the fonts named, nothing else:
// no package of fonts, no network, no clock.
import {readFileSync, readdirSync, writeSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {createInterface} from 'node:readline';

const [modules, fonts] = process.argv.slice(2).map((path) => resolve(path));
const packageName = '@myriaddreamin/typst-ts-node-compiler';

// All of `bytes`, also when the pipe is full.
function write(bytes) {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}

const say = (object) => write(Buffer.from(`${JSON.stringify(object)}\n`));

function fontFiles() {
  const names = readdirSync(fonts)
    .filter((name) => name.endsWith('.ttf'))
    .sort();
  if (names.length === 0) throw new Error(`no .ttf file in ${fonts}`);
  return names.map((name) => readFileSync(join(fonts, name)));
}

function newCompiler() {
  const {NodeCompiler} = createRequire(join(modules, 'from-here.js'))(packageName);
  return NodeCompiler.create({workspace: fonts, fontArgs: [{fontBlobs: fontFiles()}]});
}

const complaints = (compiler, error) =>
  compiler
    .fetchDiagnostics(error)
    .map(({message, hints}) => [message, ...(hints ?? [])].join('; '))
    .join(' | ');

// The exporter gives its reasons as one text of Rust structures; only their messages are for people.
function readable(error) {
  const text = String(error?.message ?? error);
  const messages = [...text.matchAll(/message: "((?:[^"\\]|\\.)*)"/g)].map((match) => match[1]);
  return messages.length > 0 ? messages.join(' | ') : text;
}

function compiled(compiler, typst, tight) {
  const result = compiler.compile({mainFileContent: typst, inputs: {tight}});
  if (result.hasError()) throw new Error(complaints(compiler, result.takeError()));
  return result.result;
}

function laidOut(compiler, typst, pages) {
  const usual = compiled(compiler, typst, '0');
  if (pages === 0 || usual.numOfPages <= pages) return usual;
  for (const tight of ['1', '2', '3']) {
    const closer = compiled(compiler, typst, tight);
    if (closer.numOfPages <= pages) return closer;
  }
  return usual;
}

function pdf(compiler, {typst, dated, pages}) {
  const bytes = compiler.pdf(laidOut(compiler, typst, pages), {
    pdfStandard: 'ua-1',
    creationTimestamp: Date.parse(`${dated}T00:00:00Z`) / 1000,
  });
  return bytes;
}

// What Typst remembers of earlier documents goes now and then: it saves work, and grows.
const remember = 8;

function answer(compiler, line) {
  const request = JSON.parse(line);
  if (request.id % remember === 0) compiler.evictCache(1);
  try {
    const bytes = pdf(compiler, request);
    say({id: request.id, bytes: bytes.length});
    write(bytes);
  } catch (error) {
    say({id: request.id, error: readable(error)});
  }
}

function main() {
  let compiler;
  try {
    compiler = newCompiler();
  } catch (error) {
    say({missing: String(error?.message ?? error).split('\n')[0]});
    return;
  }
  say({ready: true});
  createInterface({input: process.stdin, crlfDelay: Infinity}).on('line', (line) => answer(compiler, line));
}

main();
