// File names that no one should have: what they hold is a good table, but the name is to be said and kept.
import {accepted, head, line, refused} from './support.mjs';

let id = 0;
const good = () => head + line(`n${++id}`);
const names = {
  'line-end': 'a\nb.csv', return: 'a\rb.csv', tab: 'a\tb.csv', escape: 'a\x1b[31mb.csv', bell: 'a\x07.csv', bidi: 'a\u202evsc.exe', quote: 'a"b\'c.csv', backslash: 'a\\b.csv', blank: ' .csv', dash: '-rf.csv', 'two-dashes': '--dir.csv',
  star: 'a*b?.csv', dollar: '$(touch x)`id`;&|.csv', percent: '%s%n{}{0}.csv', markup: '<b>&amp;.csv', latin1: Buffer.from([0x61, 0xf1, 0x6f, 0x2e, 0x63, 0x73, 0x76]), 'bad-bytes': Buffer.from([0xff, 0xfe, 0xc0, 0x80]), long: 'x'.repeat(255), 'long-letters': '\u{1f468}'.repeat(63), combining: 'a\u0301'.repeat(60), hidden: '.hidden.csv', dots: '...csv',
};
// Bytes that are no text cannot be handed to a program from here, but the folder they are in can; the name is then read as Latin-1.
const no_text = name => Buffer.isBuffer(name);
const of = (what, name) => ({title: `name-${what}`, ...(no_text(name) ? {folder: `names-${what}`, shown: name.toString('latin1')} : {})});
export default [
  ...Object.entries(names).map(([what, name]) => accepted('csv', Buffer.from(name), good(), {read: 1}, of(what, name))),
  ...['escape', 'bidi', 'line-end', 'bad-bytes'].map(what => {
    const name = no_text(names[what]) ? Buffer.concat([Buffer.from('no-'), names[what]]) : `no-${names[what]}`;
    return refused('csv', Buffer.from(name), 'x', 'not found: id', of(`${what}-refused`, name));
  }),
];
