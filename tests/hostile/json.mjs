// JSON lists of objects as rows: broken, nested, of lines, within the answer of a service.
import {accepted, bytes, columns, cells, refused} from './support.mjs';

const row = (id, change = {}) => JSON.stringify(Object.fromEntries(cells(id, change).map((cell, i) => [columns[i], cell])));
const list = (...rows) => `[${rows.join(',\n')}]`;
const two = {read: 2};
const says = (name, data, ...words) => refused('json', `${name}.json`, data, words);
const takes = (name, data, came_to, more) => accepted('json', `${name}.json`, data, came_to, more);
const deep = (open, close, n) => open.repeat(n) + close.repeat(n);

export default [
  takes('good', list(row(1), row(2)), two),
  takes('lines', `${row(1)}\r\n\r\n${row(2)}`, two),
  takes('answer-of-a-service', `{"success":true,"result":{"total":2,"records":${list(row(1), row(2))}}}`, two),
  says('answer-with-two-lists', `{"fields":[{"id":"x"}],"records":${list(row(1))}}`, 'found several, fields, records'),
  says('line-that-is-broken', `${row(1)}\n{"id":2,}\n${row(3)}\n`, 'line 2, column 9: expected JSON'),
  says('cut', list(row(1), row(2)).slice(0, -30), 'line 2, column', 'expected JSON'),
  says('number-of-400-digits', list(row(1), `{"id":${'9'.repeat(400)}}`), 'line 2, column 7: expected JSON'),
  says('half-a-surrogate', list(row(1), '{"id":"\\ud800"}'), 'line 2, column', 'expected JSON'),
  says('bytes-that-are-no-text', bytes('[{"id":"', [0xff, 0xfe], '"}]'), 'line 1, column 9: expected UTF-8'),
  says('nul-after-it', list(row(1)) + '\0', 'line 1, column', 'expected JSON'),
  says('two-lists', list(row(1)) + list(row(2)), 'line 1, column', 'expected JSON'),
  says('value-alone', '"id"', 'found a value alone'),
  says('object-alone', row(1), 'found one object without such a list'),
  says('objects-and-a-number', list(row(1), '7'), 'number 2 is none'),
  says('empty-list', '[]', 'expected the columns'),
  says('nested-a-million', deep('[', ']', 1e6), 'line 1, column 1024: expected JSON'),
  says('objects-nested-5000', `[${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}]`, 'line 1, column', 'expected JSON'),
  says('hundred-thousand-names', `[{${Array.from({length: 1e5}, (_, i) => `"c${i}":${i}`).join(',')}}]`, 'at most 4096'),
  takes('lists-and-objects-as-values', list(row(1, {hora: '99'}), row(2).replace('"Norte"', '[1,{"a":2}]')), {read: 2, findings: {area_not_found: 1}}),
  takes('true-and-null', list(row(1).replace('"1"', 'null'), row(2)), {read: 2, rejects: [[1, 'key_missing', 'id']]}),
];
