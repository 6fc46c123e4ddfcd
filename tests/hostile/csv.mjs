// Separated values: how rows end, how cells are quoted, which bytes are text.
import {accepted, bytes, columns, head, line, lines, refused} from './support.mjs';

const good = head + lines(2);
const one = {read: 1}, two = {read: 2};
const said = (text, more) => ({read: 2, ...more});
const table = text => head + line(1) + text;

const headless = [
  refused('csv', 'empty', '', ['expected the columns id, fecha', 'the file is empty']),
  refused('csv', 'byte-order-mark-alone', '\ufeff', ['expected the columns id, fecha', 'the file is empty']),
  refused('csv', 'blank-lines', '\n\r\n \n\t\n', ['the file is empty']),
  refused('csv', 'head-alone', head, ['expected rows below the head; found none']),
  refused('csv', 'head-without-line-end', head.trimEnd(), ['expected rows below the head; found none']),
  refused('csv', 'no-head', lines(3), ['expected the columns id', 'Line 1 says: 1 | 2020-03-09']),
  refused('csv', 'head-renamed', good.replace('fecha', 'fehca'), ['not found: fecha', 'Perhaps "fehca" is "fecha"']),
  refused('csv', 'head-twice-a-column', head.replace('cant', 'fecha') + lines(1), ['expected one column fecha; found 2']),
  refused('csv', 'head-of-formulas', '=cmd|\'/c calc\'!A1,+1,-1,@x\n1,2,3,4\n', ['not found: id']),
  refused('csv', 'head-in-bad-bytes', bytes('id,fech\xe1,hora\n'.replace('\xe1', ''), [0xe1], ',x\n', lines(1)), ['not found: fecha']),
  refused('csv', 'head-not-utf-8', bytes(head.trimEnd(), ',a', [0xf1], 'o\n', lines(1)), ['the head has bytes that are not', 'line 1, column 37']),
  refused('csv', '4097-columns', Array.from({length: 4097}, (_, i) => `c${i}`).join(',') + '\n', ['expected at most 4096 columns']),
  refused('csv', 'million-columns', ',c'.repeat(1e6) + '\n' + ',1'.repeat(1e6) + '\n', ['the first line does not end within 1024 KiB']),
  refused('csv', 'million-empty-columns', ','.repeat(1e6) + '\n', ['expected at most 4096 columns']),
  accepted('csv', '4096-columns', head.trimEnd() + Array.from({length: 4088}, (_, i) => `,c${i}`).join('') + '\n' + line(1).trimEnd() + ','.repeat(4088) + '\n', one),
  accepted('csv', 'byte-order-mark', '\ufeff' + good, two),
  accepted('csv', 'head-in-capitals-with-accents', good.replace(/^.*\n/, h => h.toUpperCase().replace('FECHA', 'F\u00c9CHA')), two),
  accepted('csv', 'head-quoted', columns.map(c => `"${c}"`).join(',') + '\n' + lines(2), two),
];

const magic = {
  pdf: ['%PDF-1.7\n1,2\n', 'found a PDF'],
  'old-excel': [[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0x0a], 'found an old Excel workbook'],
  parquet: ['PAR1xxxxPAR1\n', 'found Parquet'],
  'web-page': ['<!DOCTYPE html><html><body>404</body></html>\n', 'found a web page'],
  elf: ['\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\n', 'found binary data'],
  png: [[0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 0, 0, 0], 'found a picture'],
  sqlite: ['SQLite format 3\0\x10\0\x01\x01\0', 'found binary data'],
  json: ['{"a":[1,2,3]}\n', 'not found: id'],
  xml: ['<?xml version="1.0"?><a/>\n', 'not found: id'],
  utf16le: [Buffer.from('\ufeff' + good, 'utf16le'), 'found UTF-16'],
  utf16be: [Buffer.from('\ufeff' + good, 'utf16le').swap16(), 'found UTF-16'],
  utf32le: [[0xff, 0xfe, 0, 0, 0x69, 0, 0, 0], 'found UTF-32'],
  utf32be: [[0, 0, 0xfe, 0xff, 0, 0, 0, 0x69], 'found binary data'],
  '7z': [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4, 0, 0], 'packed (7-Zip)'],
  xz: [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 4], 'packed (xz)'],
  bzip2: ['BZh91AY&SY', 'packed (bzip2)'],
};
const others = Object.entries(magic).map(([name, [data, says]]) => refused('csv', `is-${name}`, Buffer.from(data), says));

// Bytes that are no text, each in a column of the second row.
const no_text = {
  'lone-continuation': [0x80], overlong: [0xc0, 0xaf], 'overlong-nul': [0xc0, 0x80], surrogate: [0xed, 0xa0, 0x80],
  'beyond-unicode': [0xf5, 0x80, 0x80, 0x80], 'five-bytes': [0xf8, 0x88, 0x80, 0x80, 0x80], 'cut-letter': [0xe2, 0x82], latin1: [0xf1], ff: [0xff],
};
const encodings = Object.entries(no_text).flatMap(([name, bad], i) => {
  const column = columns[i % columns.length];
  const [before, after] = line(2, {[column]: '\u2603'}).split('\u2603');
  return [refused('csv', `bytes-${name}`, bytes(table(''), before, bad, after, line(3)), [`data row 2, column "${column}"`, 'expected UTF-8'])];
});
const nul = columns.map(column =>
  refused('csv', `nul-in-${column}`, table(line(2, {[column]: 'a\0b'})), [`data row 2, column "${column}"`, 'found a NUL byte']));

const quotes = [
  refused('csv', 'quote-open-at-once', head + '"' + lines(5), ['data row 1, column "id"', 'never closed']),
  refused('csv', 'quote-open-in-the-middle', table(line(2, {tipo: '"Robo'}) + lines(5)), ['data row 2, column "tipo"', 'never closed']),
  refused('csv', 'quote-open-in-the-last-cell', table(line(2, {cant: '"1'})), ['data row 2, column "cant"', 'never closed']),
  refused('csv', 'quote-alone-at-the-end', table('"'), ['data row 2, column "id"', 'never closed']),
  accepted('csv', 'quote-doubled-to-the-end', table(line(2, {barrio: '"Nor""te"'})), said('', {findings: {area_not_found: 1}})),
  accepted('csv', 'quote-within', table(line(2, {barrio: 'Nor"te'})), {read: 2, findings: {quote_within: 1, area_not_found: 1}}),
  accepted('csv', 'quote-then-text', table(line(2, {barrio: '"Bar" x'}) + line(3)), {read: 3, rejects: [[2, 'quote_broken', '']]}),
  accepted('csv', 'quote-then-blanks', table(line(2, {barrio: '"Norte"  '})), two),
  accepted('csv', 'quote-of-nothing', table(line(2, {barrio: '""'})), two),
  accepted('csv', 'quote-of-quotes', table(line(2, {barrio: '""""""'})), {read: 2, findings: {area_not_found: 1}}),
  accepted('csv', 'quote-of-line-ends', table(line(2, {barrio: '"Nor\r\nte\n\n"'}) + line(3, {fecha: 'x'})), {read: 3, rejects: [[3, 'day_impossible', 'fecha']], findings: {area_not_found: 1}}),
  accepted('csv', 'quote-of-separators', table(line(2, {barrio: '",,,,"'})), {read: 2, findings: {area_not_found: 1}}),
];

const ends = [
  accepted('csv', 'ends-crlf', good.replaceAll('\n', '\r\n'), two),
  accepted('csv', 'ends-cr', good.replaceAll('\n', '\r'), two),
  accepted('csv', 'ends-mixed', head.replace('\n', '\r') + line(1).replace('\n', '\r\n') + line(2) + line(3).replace('\n', '\r') + line(4, {fecha: ''}), {read: 4, rejects: [[4, 'day_missing', 'fecha']]}),
  accepted('csv', 'ends-lfcr', good.replaceAll('\n', '\n\r'), two),
  accepted('csv', 'ends-none', good.trimEnd(), two),
  accepted('csv', 'blank-lines-between', head + '\n\n' + line(1) + '\n\r\n\n' + line(2, {tipo: ''}) + '\n'.repeat(5000), {read: 2, rejects: [[2, 'offence_missing', 'tipo']]}),
  accepted('csv', 'ends-in-nel-and-ls', table(line(2, {barrio: 'Nor\u0085te\u2028x'})), {read: 2, findings: {area_not_found: 1}}),
  accepted('csv', 'ends-in-form-feeds', table(line(2, {barrio: 'Nor\f\vte'})), {read: 2, findings: {area_not_found: 1}}),
  accepted('csv', 'ends-in-control-z', table(line(2)) + '\x1a\n', {read: 3, rejects: [[3, 'row_broken', '']]}),
  refused('csv', 'cut-in-a-cell', good + '3,2020-03', ['data row 3', 'the file ends in the middle of it']),
  refused('csv', 'cut-in-the-first-row', head + '1', ['data row 1', 'the file ends in the middle of it']),
];

const widths = [
  accepted('csv', 'a-cell-short', table(line(2).replace(',Norte', '') + line(3)), {read: 3, rejects: [[2, 'row_broken', '']]}),
  accepted('csv', 'a-cell-more', table(line(2).replace('Norte', 'Norte,x') + line(3)), {read: 3, rejects: [[2, 'row_broken', '']]}),
  accepted('csv', 'five-thousand-cells-more', table(line(2).trimEnd() + ',x'.repeat(5000) + '\n' + line(3)), {read: 3, rejects: [[2, 'row_broken', '']]}),
  accepted('csv', 'a-separator-after-every-row', head + line(1).replace('\n', ',\n') + line(2).replace('\n', ',\n') + line(3).replace('\n', ',\n'), {read: 3}),
  accepted('csv', 'rows-of-nothing-but-separators', table(',,,,,,,\n'), {read: 2, rejects: [[2, 'key_missing', 'id']]}),
  accepted('csv', 'rows-of-blanks', table('   \n\t\n'), {read: 3, rejects: [[2, 'row_broken', ''], [3, 'row_broken', '']]}),
  accepted('csv', 'separators-semicolon', good.replaceAll(',', ';'), two),
  accepted('csv', 'separators-tab', good.replaceAll(',', '\t'), two),
  accepted('csv', 'separators-bar', good.replaceAll(',', '|'), two),
  accepted('csv', 'separators-two-kinds', head + line(1) + line(2).replaceAll(',', ';'), {read: 2, rejects: [[2, 'row_broken', '']]}),
  refused('csv', 'separators-unheard-of', good.replaceAll(',', '^'), ['not found: id']),
  refused('csv', 'separators-control', good.replaceAll(',', '\x1f'), ['not found: id']),
  refused('semicolon', 'comma-in-place-of-semicolon', good, ['expected cells separated by ";"; found the columns separated by ","']),
  accepted('semicolon', 'decimal-comma', head.replaceAll(',', ';') + line(1, {x: '0,5', y: '0,75', cant: '1.000'}, ';') + line(2, {x: '0.5', y: '1e-1'}, ';'), {read: 2, findings: {position_impossible: 0}}),
  refused('csv', 'a-cell-of-2-mib', table(line(2, {barrio: 'x'.repeat(2 << 20)})), ['data row 2', 'expected at most 1024 KiB in a row']),
  refused('csv', 'a-row-of-2-mib-of-separators', table(','.repeat(2 << 20) + '\n' + line(3)), ['data row 2', 'expected at most 1024 KiB in a row']),
  refused('csv', 'a-line-of-6-mib', 'x'.repeat(6 << 20), ['This is no table of facts']),
  refused('csv', 'a-quoted-cell-of-6-mib', table(line(2, {barrio: `"${'x'.repeat(6 << 20)}"`})), ['data row 2', 'expected at most 1024 KiB in a row']),
  refused('csv', 'a-line-of-100-mb', () => 'x'.repeat(100e6), ['This is no table of facts'], {heavy: true}),
  refused('csv', 'a-row-of-100-mb', () => table('x,'.repeat(50e6)), ['data row 2', 'expected at most 1024 KiB in a row'], {heavy: true}),
  accepted('csv', 'a-cell-of-900-kib', table(line(2, {barrio: 'x'.repeat(900 << 10)})), {read: 2, findings: {area_not_found: 1}}),
  accepted('csv', 'cells-of-900-kib-refused', table(line(2, {tipo: 'x'.repeat(900 << 10)}) + line(3, {fecha: 'y'.repeat(900 << 10)})), {read: 3, rejects: [[2, 'offence_unknown', 'tipo'], [3, 'day_impossible', 'fecha']]}),
  accepted('csv', 'a-million-rows', () => head + Array.from({length: 1e6}, (_, i) => line(i)).join(''), {read: 1e6}, {heavy: true}),
  refused('csv', 'a-million-rows-of-nothing', () => head + 'a\n'.repeat(1000001), ['more than a million rows cannot be used', 'the first is row 1'], {heavy: true}),
];

export default [...headless, ...others, ...encodings, ...nul, ...quotes, ...ends, ...widths];
