// Files that nobody thought of when the other kinds were written: marks and letters that cannot be seen, archives of archives,
// what other programs call a table, numbers of other scripts, workbooks written by hand, JSON that says a thing twice.
import {accepted, bytes, cells, collection, columns, feature, gzip, head, line, lines, refused, zip} from './support.mjs';
import {good as parquet} from './parquet.mjs';
import {book} from './xlsx.mjs';

const two = {read: 2}, table = head + lines(2);
const each = (column, values) => head + values.map((value, i) => line(i + 1, {[column]: value})).join('');
const all_wrong = (column, reason, values) => ({read: values.length + 1, rejects: values.map((_, i) => [i + 2, reason, column])});
const wrong = (name, column, reason, good, values) => accepted('csv', name, each(column, [good, ...values]), all_wrong(column, reason, values));
const says = (name, data, ...words) => refused('csv', name, data, words);

const unseen = [
  says('marks-three', '\ufeff\ufeff\ufeff' + table, 'not found: id'),
  says('mark-and-utf16', bytes([0xef, 0xbb, 0xbf], Buffer.from('\ufeff' + table, 'utf16le')), 'found UTF-16'),
  says('head-with-a-letter-unseen', table.replace('fecha', 'fec\u200bha'), 'not found: fecha', 'Perhaps'),
  says('head-with-nul', table.replace('fecha', 'fec\0ha'), 'found binary data'),
  accepted('csv', 'mark-in-each-row', head + '\ufeff' + line(1) + '\ufeff' + line(2), {read: 2, findings: {same_but_key: 1}}),
  accepted('csv', 'keys-that-look-alike', head + ['1', '1\u200b', '1\u0301', '\u202e1'].map(id => line(id)).join(''), {read: 4, findings: {same_but_key: 3}}),
  accepted('csv', 'accents-by-the-hundred-thousand', head + line(1, {barrio: 'N' + '\u0301'.repeat(1e5)}), {read: 1, findings: {area_not_found: 1}}),
  says('lines-ended-by-u2028', table.replaceAll('\n', '\u2028'), 'not found: cant'),
  accepted('csv', 'lines-ended-thrice', table.replaceAll('\n', '\r\r\n'), two),
  accepted('csv', 'quotes-by-the-million', head + line(1, {barrio: '"' + '""'.repeat(4e5) + '"'}), {read: 1, findings: {area_not_found: 1}}),
  accepted('csv', 'table-in-a-cell', head + line(1, {barrio: '"' + table + '"'}), {read: 1, findings: {area_not_found: 1}}),
  accepted('csv', 'hundred-thousand-cells-in-a-row', head + line(1) + line(2).trimEnd() + ',x'.repeat(1e5) + '\n', {read: 2, rejects: [[2, 'row_broken', '']]}),
  says('million-cells-in-a-row', head + line(1) + line(2).trimEnd() + ',x'.repeat(1e6) + '\n', 'data row 2', 'at most 1024 KiB in a row'),
  accepted('csv', 'one-key-100000-times', head + line(7).repeat(1e5), {read: 1e5, duplicate: 99999}, {heavy: true}),
];

const others = [
  says('sep-line-of-a-spreadsheet', 'sep=,\n' + table, 'Line 1 says: sep='),
  says('json-lines', '{"id":"1"}\n{"id":"2"}\n', 'not found: id'),
  says('pointer-of-git-lfs', 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n', 'Line 1 says: version https'),
  says('rich-text', '{\\rtf1\\ansi id,fecha}', 'not found: id'),
  says('photograph', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1]), 'found a picture'),
  says('old-office', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)]), 'found an old Excel workbook'),
  says('workbook-called-a-table', book(), 'found an Excel workbook'),
  says('rar', Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1'), 'packed (RAR)'),
  says('zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 4, 0, 0, 0]), 'packed (zstd)'),
  says('gz-in-zip-in-gz.gz', gzip(zip([{name: 'a.csv.gz', data: gzip(table)}])), 'an archive within the archive'),
  says('zip-in-zip-in-zip.zip', zip([{name: 'b.zip', data: zip([{name: 'a.zip', data: zip([{name: 'a.csv', data: table}])}])}]), 'an archive within the archive'),
  accepted('csv', 'gz-of-two-tables.gz', bytes(gzip(table), gzip(table)), {read: 5, rejects: [[3, 'day_impossible', 'fecha']], duplicate: 2}),
  accepted('csv', 'gz-with-a-name-of-60-kb.gz', (() => {
    const packed = gzip(table), start = Buffer.from(packed.subarray(0, 10));
    start[3] = 8;
    return bytes(start, 'n'.repeat(60000), [0], packed.subarray(10));
  })(), two),
];

const numbers = [
  wrong('days-of-other-calendars', 'fecha', 'day_impossible', '2020-02-29', ['0000-01-01', '10000-01-01', '-2020-03-09', '2020-03-09T99:99', '2020-03-09 24:00:00', '2020\u201103\u201109',
    '\u0662\u0660\u0662\u0660-\u0660\u0663-\u0660\u0669', '\uff12\uff10\uff12\uff10-03-09', '2020-W11-1', '143899', '2020-03-09\u200b', '2019-02-29', '2020-03-09Z', '2020-03-009', '0x7e4-03-09']),
  wrong('day-of-the-last-year', 'fecha', 'day_future', '2020-03-09', ['9999-12-31']),
  wrong('amounts-of-other-scripts', 'cant', 'units_impossible', '1', ['1e2', '\uff11', '0x10', '+1', '1_000', '9'.repeat(400), '-0', '100001', '1e-1', 'NaN', '1/2', '1\u00b2']),
  accepted('csv', 'degrees-of-other-scripts', each('x', ['1e-400', '0x1p3', 'nan', 'INF', '1e999', '\u0660.\u0665', '0.5.5', '0.5\u00b0', '0.5\u200b']), {read: 9, findings: {position_impossible: 9}}),
];

const letter = n => String.fromCharCode(65 + n);
const cell = (at, text) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
const row = (number, texts, at = n => letter(n) + number) => `<row r="${number}">${texts.map((text, n) => cell(at(n), text)).join('')}</row>`;
const sheet = (rows, encoding = 'UTF-8') => `<?xml version="1.0" encoding="${encoding}"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
const first = row(1, columns) + row(2, cells(1));
const workbook = (data, more = {}) => book({'xl/worksheets/sheet1.xml': data, ...more});
const taken = (name, data, told) => accepted('xlsx', `${name}.xlsx`, data, told);
const workbooks = [
  taken('empty-cells-by-the-million', () => workbook(sheet(first + '<row r="3">' + '<c/>'.repeat(1e6) + '</row>')), {read: 1}),
  taken('empty-rows-by-the-million', () => workbook(sheet(first + '<row/>'.repeat(1e6))), {read: 1}),
  refused('xlsx', 'texts-within-texts.xlsx', () => book({'xl/sharedStrings.xml': `<sst>${'<si>'.repeat(1e5)}<t>a</t>${'</si>'.repeat(1e5)}</sst>`}), ['xl/sharedStrings.xml', 'more than 64 deep']),
  taken('references-in-small-letters', workbook(sheet(first + row(3, cells(2), n => letter(n).toLowerCase() + 3))), two),
  taken('references-with-dollars', workbook(sheet(first + row(3, cells(2), n => `$${letter(n)}$3`))), two),
  taken('sheet-in-utf16', workbook(Buffer.from('\ufeff' + sheet(first, 'UTF-16'), 'utf16le')), {read: 1}),
  taken('sheet-in-latin1', workbook(Buffer.from(sheet(row(1, columns) + row(2, cells(1, {barrio: 'Nu\u00f1ez'})), 'ISO-8859-1'), 'latin1')), {read: 1, findings: {area_not_found: 1}}),
  taken('sheet-with-prefixes', workbook(sheet(first).replace(/<(\/?)(row|c|is|t|sheetData|worksheet)\b/g, '<$1x:$2').replace('xmlns=', 'xmlns:x=')), {read: 1}),
  taken('comments-and-sections', workbook(sheet(first + '<!-- <row r="9"> --><?pi <row>?>' + row(3, cells(2).map(text => `<![CDATA[${text}]]>`)))), two),
  taken('truths-for-days', workbook(sheet(first + `<row r="3">${cell('A3', '2')}<c r="B3" t="b"><v>1</v></c></row>`)), {read: 2, rejects: [[2, 'day_impossible', 'fecha']]}),
  taken('style-beyond-all', workbook(sheet(first + `<row r="3">${cell('A3', '2')}<c r="B3" s="4294967295"><v>43899</v></c></row>`)), {read: 2, rejects: [[2, 'offence_missing', 'tipo']]}),
  taken('part-of-another-book', workbook(sheet(first), {'xl/externalLinks/externalLink1.xml': '<externalLink/>'}), {read: 1}),
  taken('five-thousand-sheets', book({'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${Array.from({length: 5000}, (_, i) => `<sheet name="h${i}" r:id="rId1"/>`).join('')}</sheets></workbook>`}), {read: 3}),
];

const fact = (id, change = {}, geometry = {type: 'Point', coordinates: [0.5, 0.75]}) => feature({...Object.fromEntries(columns.map((column, i) => [column, cells(id)[i]])), ...change}, geometry);
const json = (name, data, ...words) => refused('geojson', `${name}.geojson`, data, words);
const geojson = [
  json('features-twice', `{"type":"FeatureCollection","features":[${JSON.stringify(fact(1))}],"features":[${JSON.stringify(fact(2))}]}`, 'one array "features"'),
  json('cell-nested-a-million-times', () => '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":' + '['.repeat(1e6) + ']'.repeat(1e6) + '},"geometry":null}]}', 'line 1, column', 'too deep'),
  json('number-beyond-all', collection([fact(1)]).replace('"id":"1"', '"id":1e99999'), 'line 1, column'),
  json('half-a-surrogate', collection([fact(1, {barrio: '@'})]).replace('@', '\\ud800'), 'line 1, column'),
  json('degrees-as-text', collection([fact(1), fact(2, {}, {type: 'Point', coordinates: ['0.5', '0.75']})]), 'feature 2', 'in degrees'),
  json('a-feature-alone', JSON.stringify(fact(1)), 'a FeatureCollection', 'Feature'),
  json('features-line-by-line', [fact(1), fact(2)].map(one => JSON.stringify(one)).join('\n'), 'line 2, column 1'),
  json('remarks', '// x\n' + collection([fact(1)]), 'line 1, column 1'),
  accepted('geojson', 'kind-at-the-end.geojson', `{"features":[${JSON.stringify(fact(1))}],"type":"FeatureCollection"}`, {read: 1}),
  accepted('geojson', 'seven-million-zeros.geojson', () => collection([fact(1)]).replace('0.75]', '0.' + '0'.repeat(7e6) + '75]'), {read: 1, findings: {area_disagrees: 1}}),
];

const ended = at => {
  const out = Buffer.from(parquet);
  out.writeUInt32LE(at, out.length - 8);
  return out;
};
const columnar = [
  refused('parquet', 'description-of-4-gib.parquet', ended(0xffffffff), 'longer than the file'),
  refused('parquet', 'description-of-nothing.parquet', ended(0), 'cannot be read'),
  refused('parquet', 'packed-again.parquet', gzip(parquet), 'found an archive'),
  refused('parquet', 'page-of-zeros.parquet', Buffer.concat([parquet.subarray(0, 4), Buffer.alloc(56), parquet.subarray(60)]), 'cannot be read'),
];

export default [...unseen, ...others, ...numbers, ...workbooks, ...geojson, ...columnar];
