// Holds pages to WCAG 2.2 AA with axe-core in a real browser: light and dark, wide and
// narrow, with every table opened. Says what is wrong and exits with 1.
//
//   node tests/render/axe.mjs NODE_MODULES page.html ...
//
// NODE_MODULES holds playwright-core and axe-core; the browser is CHROMIUM or chromium.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

const [modules, ...pages] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), 'from-here.js'));
const {chromium} = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function faults(browser, file, colorScheme, width) {
  // The page forbids scripts; only the check itself may pass by that.
  const context = await browser.newContext({colorScheme, viewport: {width, height: 900}, bypassCSP: true});
  const page = await context.newPage();
  await page.goto(pathToFileURL(resolve(file)).href);
  await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
  await page.evaluate(axe);
  const {violations} = await page.evaluate((rules) => window.axe.run(document, {runOnly: rules}), runOnly);
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await context.close();
  const found = violations.map(({id, nodes}) => `${id} (${nodes.length}): ${nodes[0].html}`);
  return tooWide > 0 ? [...found, `the page is ${tooWide} px wider than the window`] : found;
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
let wrong = 0;
for (const file of pages) {
  for (const scheme of ['light', 'dark']) {
    for (const width of [1200, 390]) {
      for (const fault of await faults(browser, file, scheme, width)) {
        wrong += 1;
        console.error(`${file}, ${scheme}, ${width} px: ${fault}`);
      }
    }
  }
}
await browser.close();
console.log(`${pages.length} pages, ${wrong} violations`);
process.exitCode = wrong > 0 ? 1 : 0;
