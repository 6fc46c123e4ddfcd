// Looks at bulletins as a reader with a browser, a keyboard or a spreadsheet does.
//
//   node tests/pages/pages.mjs NODE_MODULES FILE.html|FILE.xlsx ...
//
// One line per test: "ok NAME", or "not ok NAME" and what is wrong. NODE_MODULES holds
// playwright-core and axe-core; the browser is CHROMIUM or chromium.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {basename, join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {inflateRawSync} from 'node:zlib';

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), 'from-here.js'));
const {chromium} = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});

function report(name, faults) {
  console.log(`${faults.length > 0 ? 'not ok' : 'ok'} ${name}`);
  for (const fault of faults.slice(0, 8)) console.log(`    ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}

// The page forbids scripts; only this check may pass by that.
async function opened(file, options) {
  const context = await browser.newContext({bypassCSP: true, ...options});
  const page = await context.newPage();
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(resolve(file)).href);
  return {context, page, asked};
}

// WCAG 2.2 AA, with every table opened; and nothing wider than the window.
async function accessibility(file, options) {
  const {context, page} = await opened(file, options);
  await page.evaluate(() => {
    document.querySelectorAll('details').forEach((one) => (one.open = true));
    // The rows of a long table are made alike; axe takes seconds over hundreds of them.
    document.querySelectorAll('tbody').forEach((body) => [...body.rows].slice(30).forEach((row) => row.remove()));
  });
  await page.evaluate(axe);
  const {violations} = await page.evaluate((rules) => window.axe.run(document, {runOnly: rules}), runOnly);
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await context.close();
  const found = violations.map(({id, nodes}) => `${id} (${nodes.length}): ${nodes[0].html}`);
  return tooWide > 0 ? [...found, `the page is ${tooWide} px wider than the window`] : found;
}

// The first stop is the way past the contents; from there the keyboard reaches the sections'
// links and opens the tables behind pictures, and always shows where it is.
async function keyboard(file) {
  const {context, page} = await opened(file, {viewport: {width: 1200, height: 900}});
  const faults = [];
  await page.keyboard.press('Tab');
  const skip = await page.evaluate(() => document.activeElement?.getAttribute('href'));
  if (!skip?.startsWith('#')) faults.push(`the first stop is not a link past the contents but ${skip}`);
  const unseen = await page.evaluate(() => {
    const style = getComputedStyle(document.activeElement);
    return style.outlineStyle === 'none' && style.boxShadow === 'none';
  });
  if (unseen) faults.push('the focus cannot be seen');
  await page.keyboard.press('Enter');
  const stops = await page.evaluate(() =>
    [...document.querySelectorAll('a[href], summary')].filter((one) => one.tabIndex < 0).map((one) => one.outerHTML.slice(0, 90))
  );
  faults.push(...stops.map((stop) => `out of the keyboard's reach: ${stop}`));
  const summary = page.locator('summary').first();
  if ((await summary.count()) > 0) {
    await summary.focus();
    await page.keyboard.press('Enter');
    if (!(await page.evaluate(() => document.activeElement.parentElement.open))) faults.push('Enter does not open a table');
  }
  await context.close();
  return faults;
}

// Every section, table and row says something, every link lands, nothing is asked of a network.
async function contents(file) {
  const {context, page, asked} = await opened(file, {});
  const faults = await page.evaluate(() => {
    const wrong = [];
    const text = document.body.textContent;
    for (const trace of [/\bNaN\b/, /\bundefined\b/, /\bnull\b/, /\{[a-z_]+[,}]/, /\binf\b/]) {
      const found = text.match(trace);
      if (found) wrong.push(`"${found[0]}" stands in the text: ${text.slice(Math.max(0, found.index - 40), found.index + 40)}`);
    }
    for (const section of document.querySelectorAll('section')) {
      const heading = section.querySelector('h2, h3');
      if (section.textContent.trim() === (heading?.textContent ?? '').trim()) wrong.push(`an empty section: ${heading?.textContent}`);
    }
    for (const table of document.querySelectorAll('table')) {
      const rows = [...table.querySelectorAll('tbody tr')];
      const name = table.caption?.textContent.trim().slice(0, 60);
      if (rows.length === 0) wrong.push(`a table without rows: ${name}`);
      for (const row of rows) {
        const told = [...row.querySelectorAll('td')].some((cell) => cell.textContent.trim() !== '');
        if (!told && row.cells.length > 1) wrong.push(`a row that says nothing: ${row.textContent.trim()} in ${name}`);
      }
    }
    for (const link of document.querySelectorAll('a[href^="#"]')) {
      const id = decodeURIComponent(link.getAttribute('href').slice(1));
      if (id && !document.getElementById(id)) wrong.push(`a link that does not land: #${id}`);
    }
    return wrong;
  });
  faults.push(...asked.filter((url) => !/^(file|data|blob):/.test(url)).map((url) => `asked of the network: ${url}`));
  await context.close();
  return faults;
}

// The files in a zip, from its central directory.
function unzipped(bytes) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const parts = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size, nameSize] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28)];
    const name = bytes.toString('utf8', at + 46, at + 46 + nameSize);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    parts.set(name, method === 0 ? packed : inflateRawSync(packed));
    at += 46 + nameSize + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return parts;
}

async function workbook(file) {
  const parts = unzipped(readFileSync(file));
  const faults = [];
  const {context, page} = await opened(files.find((one) => one.endsWith('.html')), {});
  for (const [name, bytes] of parts) {
    if (!/\.(xml|rels)$/.test(name)) continue;
    const error = await page.evaluate(
      (xml) => new DOMParser().parseFromString(xml, 'application/xml').querySelector('parsererror')?.textContent,
      bytes.toString('utf8')
    );
    if (error) faults.push(`${name}: ${error}`);
  }
  await context.close();
  const book = parts.get('xl/workbook.xml')?.toString('utf8') ?? '';
  const sheets = [...book.matchAll(/<sheet /g)].length;
  if (sheets < 2) faults.push(`expected several sheets, found ${sheets}`);
  if (/state="(very)?hidden"/i.test(book)) faults.push('a sheet is hidden');
  faults.push(...cells(parts, book));
  return faults;
}

// What a spreadsheet does with the cells: a number is one and has a format, a range is parted, a link lands.
function cells(parts, book) {
  const xml = (name) => parts.get(name)?.toString('utf8') ?? '';
  const plain = (text) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, '&');
  const texts = [...xml('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map(([, one]) => plain(one.replace(/<[^>]*>/g, '')));
  const formats = [...xml('xl/styles.xml').split('<cellXfs')[1].matchAll(/<xf numFmtId="(\d+)"/g)].map(([, id]) => Number(id));
  const sheets = [...book.matchAll(/<sheet name="([^"]*)"/g)].map(([, name], at) => ({name: plain(name), text: xml(`xl/worksheets/sheet${at + 1}.xml`)}));
  const faults = [];
  const number = /^[+\-−]?\d[\d.,\u00a0\u202f]*([\s\u00a0]*(%|†|\*))*([–-]| a | to )?[+\-−]?[\d.,\u00a0]*[\s\u00a0]*%?$/u;
  const linked = new Set(sheets.flatMap(({name, text}) => [...text.matchAll(/<hyperlink ref="([A-Z]+\d+)"/g)].map(([, at]) => `${name}!${at}`)));
  const column = (at) => at.replace(/\d+/, '');
  for (const [index, {name, text}] of sheets.entries()) {
    const columns = new Map();
    const numeric = new Set();
    for (const [, at, rest] of text.matchAll(/<c r="([A-Z]+\d+)"([^>]*>.*?)<\/c>/g)) {
      const value = rest.match(/<v>(.*?)<\/v>/)?.[1];
      if (value === undefined) continue;
      if (!columns.has(column(at))) columns.set(column(at), []);
      if (!/^[^>]* t="s"/.test(rest)) {
        numeric.add(column(at));
        if (!formats[Number(rest.match(/s="(\d+)"/)?.[1] ?? 0)]) faults.push(`${name}!${at}: ${value} has no number format`);
      } else if (index > 0 && !/^[A-Z]+[1-4]$/.test(at)) {
        columns.get(column(at)).push({at, said: texts[Number(value)]});
      }
    }
    // In a column of numbers, or of nothing but what looks like one; a year among periods is none.
    for (const [letters, said] of columns) {
      const looks = said.filter(({said}) => number.test(said));
      if (looks.length === 0 || (!numeric.has(letters) && looks.length < said.length)) continue;
      faults.push(...looks.map(({at, said}) => `${name}!${at}: "${said}" is a number and stands as text`));
    }
    for (const [, from, target] of text.matchAll(/<hyperlink ref="([A-Z]+\d+)" location="([^"]*)"/g)) {
      const [, sheet, at] = plain(target).match(/^'(.*)'!(.*)$/) ?? [];
      if (!sheets.some((one) => one.name === sheet)) faults.push(`${name}!${from} leads to ${target}, which is not there`);
      // From the first sheet to tables; everywhere else to and fro between a figure and its row.
      else if (index > 0 && !linked.has(`${sheet}!${at}`)) faults.push(`${name}!${from} leads to ${target}, which does not lead back`);
    }
  }
  return faults;
}

for (const file of files) {
  const name = basename(file);
  if (name.endsWith('.xlsx')) {
    report(`${name}: opens, well-formed, no hidden sheet, numbers are numbers`, await workbook(file));
    continue;
  }
  report(`${name}: nothing empty, every link lands, no network`, await contents(file));
  report(`${name}: keyboard`, await keyboard(file));
  if (!name.endsWith('_es.html')) continue;  // the other languages and profiles have the same frame
  report(`${name}: axe, light, 1200 px`, await accessibility(file, {colorScheme: 'light', viewport: {width: 1200, height: 900}}));
  if (name.includes('_ciudad_') && !name.startsWith('ficha')) continue;  // long, and made of the same parts
  report(`${name}: axe, dark, 390 px`, await accessibility(file, {colorScheme: 'dark', viewport: {width: 390, height: 900}}));
}
await browser.close();
