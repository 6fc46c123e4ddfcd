// Workbooks: a zip of XML whose parts refer to each other, or to nothing.
import {accepted, cells, columns, refused, zip} from './support.mjs';

const xml = '<?xml version="1.0" encoding="UTF-8"?>\n';
const letter = n => (n < 26 ? String.fromCharCode(65 + n) : letter(Math.floor(n / 26) - 1) + letter(n % 26));
const escaped = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const text_cell = (at, text) => `<c r="${at}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
const row = (number, texts, attributes = `r="${number}"`) => `<row ${attributes}>${texts.map((text, i) => text_cell(letter(i) + number, text)).join('')}</row>`;
const sheet = rows => `${xml}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
const facts = n => row(1, columns) + Array.from({length: n}, (_, i) => row(i + 2, cells(i + 1))).join('');
const strings = list => `${xml}<sst xmlns="x">${list}</sst>`;

const parts = {
  '[Content_Types].xml': `${xml}<Types/>`,
  'xl/workbook.xml': `${xml}<workbook xmlns:r="r"><sheets><sheet name="Datos" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${xml}<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
  'xl/worksheets/sheet1.xml': sheet(facts(3)),
};
// A workbook with some parts changed, or left out (null).
export const book = (change = {}) => zip(Object.entries({...parts, ...change}).filter(([, data]) => data !== null).map(([name, data]) => ({name, data})));
const with_sheet = rows => book({'xl/worksheets/sheet1.xml': sheet(rows)});
const after = text => with_sheet(row(1, columns) + row(2, cells(1)) + text);
const linked = target => book({'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Target="${target}"/></Relationships>`});
const sheets = list => book({'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${list}</sheets></workbook>`});
const doctype = definitions => `${xml}<!DOCTYPE a [${definitions}]>`;
const deep = n => '<a>'.repeat(n) + '</a>'.repeat(n);

const whole = [
  accepted('xlsx', 'good.xlsx', book(), {read: 3}),
  refused('xlsx', 'is-csv.xlsx', 'id,fecha\n1,2\n', ['found something else']),
  refused('xlsx', 'is-old.xlsx', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), ['found an old .xls']),
  refused('xlsx', 'is-a-zip-of-a-table.xlsx', zip([{name: 'a.csv', data: 'x'}]), ['found a zip that holds none']),
  refused('xlsx', 'is-a-zip-of-nothing.xlsx', zip([]), ['found a zip that holds none']),
  refused('xlsx', 'cut.xlsx', book().subarray(0, 700), ['its zip directory cannot be read']),
  refused('xlsx', 'of-20000-members.xlsx', () => zip([...Object.entries(parts).map(([name, data]) => ({name, data})), ...Array.from({length: 20000}, (_, i) => ({name: `x${i}`, data: ''}))]), ['found a zip that holds none']),
  refused('xlsx', 'without-its-sheet.xlsx', book({'xl/worksheets/sheet1.xml': null}), ['expected a member xl/worksheets/sheet1.xml']),
  refused('xlsx', 'without-relations.xlsx', book({'xl/_rels/workbook.xml.rels': null}), ['expected a member xl/_rels/workbook.xml.rels']),
  refused('xlsx', 'without-sheets.xlsx', sheets(''), ['expected a workbook with sheets; it has none']),
  refused('xlsx_two', 'another-sheet.xlsx', sheets('<sheet name="Otra" r:id="rId1"/><sheet name="M\u00e1s" r:id="rId1"/>'), ['expected a sheet "Datos"', 'Otra, M\u00e1s']),
  refused('xlsx', 'relation-of-another-name.xlsx', sheets('<sheet name="Datos" r:id="rId9"/>'), ['the sheet Datos has no member']),
  refused('xlsx', 'relation-to-nothing.xlsx', linked(''), ['the sheet Datos has no member']),
  refused('xlsx', 'relation-out-of-the-zip.xlsx', linked('../../../../etc/passwd'), ['expected a member']),
  refused('xlsx', 'relation-to-the-web.xlsx', linked('http://example.org/a.xml'), ['expected a member']),
  refused('xlsx', 'relation-to-the-book.xlsx', linked('workbook.xml'), ['not found: id']),
  refused('xlsx', 'relation-to-itself.xlsx', linked('_rels/workbook.xml.rels'), ['not found: id']),
  refused('xlsx', 'sheet-with-another-checksum.xlsx', zip(Object.entries(parts).map(([name, data]) => ({name, data, ...(name.includes('sheet1') ? {crc: 7} : {})}))), ['sheet1.xml is damaged']),
  refused('xlsx', 'locked.xlsx', zip(Object.entries(parts).map(([name, data]) => ({name, data, flags: 1}))), ['cannot be unpacked']),
];

const laughs = Array.from({length: 9}, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
const markup = {
  'entities-that-multiply': `${doctype(`<!ENTITY l0 "ja">${laughs}`)}<worksheet><sheetData>&l9;</sheetData></worksheet>`,
  'entities-that-are-long': `${doctype(`<!ENTITY a "${'x'.repeat(50000)}">`)}<worksheet>${'&a;'.repeat(5000)}</worksheet>`,
  'entity-of-a-file': `${doctype('<!ENTITY a SYSTEM "file:///etc/passwd">')}<worksheet>&a;</worksheet>`,
  'entity-of-the-web': `${doctype('<!ENTITY % a SYSTEM "http://example.org/x"> %a;')}<worksheet/>`,
  'document-type-alone': '<!DOCTYPE worksheet><worksheet/>',
};
const broken = {
  'not-closed': ['<worksheet><sheetData><row r="1">', 'found damage in line 1'],
  'closed-otherwise': ['<worksheet>\n<sheetData>\n</worksheet>', 'found damage in line 3'],
  'no-xml': ['hello', 'found damage in line 1'],
  empty: ['', 'found damage in line 1'],
  'two-roots': ['<a/><b/>', 'found damage in line 1'],
  'attribute-twice': ['<a>\n<b c="1" c="2"/></a>', 'found damage in line 2'],
  'unknown-entity': ['<a>&foo;</a>', 'found damage in line 1'],
  'control-character': ['<a>\x01</a>', 'found damage in line 1'],
  'reference-to-nul': ['<a>&#0;</a>', 'found damage in line 1'],
  'no-utf-8': [Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]), 'found damage in line 1'],
  'unknown-encoding': ['<?xml version="1.0" encoding="klingon"?><a/>', 'found damage in line 1'],
  'nested-65': [deep(65), 'nest more than 64 deep'],
  'nested-a-million': [deep(1e6), 'nest more than 64 deep'],
};
const texts = [
  ...Object.entries(markup).map(([name, data]) => refused('xlsx', `${name}.xlsx`, book({'xl/worksheets/sheet1.xml': data}), ['declares a document type'])),
  refused('xlsx', 'entities-in-the-book.xlsx', book({'xl/workbook.xml': markup['entities-that-multiply']}), ['declares a document type']),
  refused('xlsx', 'entities-in-shared-texts.xlsx', book({'xl/sharedStrings.xml': markup['entities-that-multiply']}), ['declares a document type']),
  refused('xlsx', 'entities-in-styles.xlsx', book({'xl/styles.xml': markup['entities-that-multiply']}), ['declares a document type']),
  ...Object.entries(broken).map(([name, [data, says]]) => refused('xlsx', `xml-${name}.xlsx`, () => book({'xl/worksheets/sheet1.xml': data}), [`sheet1.xml`, says, ...(says.includes('damage') ? ['column'] : [])])),
  refused('xlsx', 'attributes-by-the-hundred-thousand.xlsx', () => with_sheet(`<row ${Array.from({length: 1e5}, (_, i) => `a${i}="1"`).join(' ')}/>`), ['not found: id']),
  refused('xlsx', 'attribute-of-8-mib.xlsx', () => with_sheet(`<row r="${'1'.repeat(8 << 20)}"/>`), ['not found: id'], {heavy: true}),
];

const t = (at, type, value, style = '') => `<c r="${at}"${type ? ` t="${type}"` : ''}${style}><v>${value}</v></c>`;
const with_strings = (list, rest) => book({'xl/sharedStrings.xml': strings(list), 'xl/worksheets/sheet1.xml': sheet(row(1, columns) + rest)});
const contents = [
  refused('xlsx', 'rows-none.xlsx', with_sheet(''), ['not found: id']),
  refused('xlsx', 'rows-of-the-head-alone.xlsx', with_sheet(row(1, columns)), ['expected rows below the head; found none']),
  accepted('xlsx', 'rows-without-numbers.xlsx', with_sheet(row(1, columns, '') + row(2, cells(1), '')), {read: 1}),
  accepted('xlsx', 'rows-at-the-end-of-the-sheet.xlsx', after(row(1048576, cells(2, {fecha: 'x'}))), {read: 2, rejects: [[2, 'day_impossible', 'fecha']]}),
  refused('xlsx', 'row-beyond-the-sheet.xlsx', after(row(1048577, cells(2))), ['row 1048577']),
  refused('xlsx', 'row-of-eighteen-digits.xlsx', after(row('9'.repeat(18), cells(2))), ['row 999999999999999999']),
  refused('xlsx', 'row-zero.xlsx', after(row(0, cells(2))), ['row 0']),
  refused('xlsx', 'row-again.xlsx', after(row(2, cells(2))), ['row 2']),
  refused('xlsx', 'row-that-goes-back-to-the-head.xlsx', after(row(1, cells(2))), ['row 1']),
  accepted('xlsx', 'row-called-minus-one.xlsx', after(row(3, cells(2), 'r="-1"')), {read: 2}),
  accepted('xlsx', 'cell-of-a-bad-reference.xlsx', after('<row r="3"><c r="??"><v>1</v></c></row>' + row(4, cells(3))), {read: 3, rejects: [[2, 'day_missing', 'fecha']]}),
  refused('xlsx', 'cell-of-another-row.xlsx', after(`<row r="3">${text_cell('A9', '2')}</row>`), ['row 3', 'A9']),
  refused('xlsx', 'cell-twice.xlsx', after(`<row r="3">${text_cell('A3', '2')}${text_cell('A3', '3')}</row>`), ['row 3', 'A3']),
  refused('xlsx', 'cells-going-back.xlsx', after(`<row r="3">${text_cell('B3', '2020-03-09')}${text_cell('A3', '3')}</row>`), ['row 3', 'A3']),
  refused('xlsx', 'cell-in-column-xfd.xlsx', after(`<row r="3">${text_cell('XFD3', 'x')}</row>`), ['row 3', 'expected at most 4096 columns; found column 16384']),
  refused('xlsx', 'cell-in-column-zzzz.xlsx', after(`<row r="3">${text_cell('ZZZZ3', 'x')}</row>`), ['row 3', 'expected at most 4096 columns']),
  accepted('xlsx', 'cell-beyond-the-head.xlsx', after(row(3, [...cells(2), 'x']) + row(4, cells(3))), {read: 3, rejects: [[2, 'row_broken', '']]}),
  accepted('xlsx', 'cells-beyond-the-head-that-say-nothing.xlsx', after(row(3, [...cells(2), ' '])), {read: 2}),
  refused('xlsx', 'cell-of-2-mib.xlsx', () => after(row(3, cells(2, {barrio: 'x'.repeat(2 << 20)}))), ['row 3, column ', 'holds more than 1 MiB']),
  refused('xlsx', 'text-number-beyond.xlsx', with_strings('<si><t>a</t></si>', `<row r="2">${t('A2', 's', 1)}</row>`), ['row 2, column 1', 'names text number 1']),
  refused('xlsx', 'text-number-negative.xlsx', with_strings('<si><t>a</t></si>', `<row r="2">${t('A2', 's', -1)}</row>`), ['row 2, column 1', 'names text number -1']),
  refused('xlsx', 'text-number-no-number.xlsx', with_strings('<si><t>a</t></si>', `<row r="2">${t('A2', 's', 'x')}</row>`), ['row 2, column 1', 'names text number x']),
  refused('xlsx', 'text-number-without-texts.xlsx', with_sheet(row(1, columns) + `<row r="2">${t('A2', 's', 0)}</row>`), ['row 2, column 1', 'names text number 0']),
  accepted('xlsx', 'text-with-a-reading-aid.xlsx', with_strings('<si><t>Robo</t><rPh><t>XX</t></rPh></si>', `<row r="2">${text_cell('A2', '1')}${text_cell('B2', '2020-03-09')}${t('D2', 's', 0)}</row>`), {read: 1}),
  accepted('xlsx', 'errors-for-cells.xlsx', after(`<row r="3">${text_cell('A3', '2')}${t('B3', 'e', '#REF!')}</row>`), {read: 2, rejects: [[2, 'day_impossible', 'fecha']]}),
  accepted('xlsx', 'formulas.xlsx', after(`<row r="3">${text_cell('A3', '2')}<c r="B3"><f>HYPERLINK("http://x")</f><v>43831</v></c></row>`), {read: 2, rejects: [[2, 'offence_missing', 'tipo']]}),
];

const style = format => `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="${format}"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>`;
const dated = (value, index = 1, format = 'yyyy', calendar = '') => book({
  'xl/styles.xml': style(format),
  ...(calendar ? {'xl/workbook.xml': parts['xl/workbook.xml'].replace('<sheets>', `<workbookPr date1904="${calendar}"/><sheets>`)} : {}),
  'xl/worksheets/sheet1.xml': sheet(row(1, columns) + row(2, cells(1)) + `<row r="3">${text_cell('A3', '2')}${t('B3', '', value, ` s="${index}"`)}${text_cell('D3', 'Robo')}</row>`),
});
const day = (name, reason, ...of) => accepted('xlsx', `date-${name}.xlsx`, dated(...of), {read: 2, rejects: reason ? [[2, reason, 'fecha']] : []});
const dates = [
  day('good', '', 43831), day('half-a-day', '', 43831.5), day('of-1904', 'day_future', 43831, 1, 'yyyy', '1'),
  day('zero', 'day_too_early', 0), day('negative', 'day_impossible', -1), day('1900-02-29', 'day_too_early', 60), day('1e400', 'day_impossible', '1e400'), day('1e18', 'day_impossible', '1e18'),
  day('nan', 'day_impossible', 'NaN'), day('99999999', 'day_impossible', 99999999), day('last', 'day_future', 2958465), day('beyond-the-last', 'day_impossible', 2958466), day('text', 'day_impossible', 'x'),
  day('style-beyond', '', 43831, 99), day('style-of-eighteen-digits', '', 43831, '9'.repeat(18)), day('style-negative', '', 43831, -1),
  day('format-of-brackets', '', 43831, 2, '[[[[[['), day('format-of-quotes', '', 43831, 2, '&quot;yyyy'), day('format-of-escapes', '', 43831, 2, '\\y\\'),
];

const merged = (refs, rows = row(1, columns.map(() => '')) + row(2, columns) + row(3, cells(1))) => zip(Object.entries({...parts, 'xl/worksheets/sheet1.xml': sheet(rows).replace('</worksheet>', `<mergeCells>${refs.map(ref => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells></worksheet>`)}).map(([name, data]) => ({name, data})));
const merges = [
  accepted('xlsx_two', 'merged-good.xlsx', merged(['A1:H1']), {read: 1}),
  accepted('xlsx_two', 'merged-without-end.xlsx', merged(['A1:', ':A1', 'A1', '', 'A1:B2:C3', '??:!!', 'A1:A0', 'A0:B0']), {read: 1}),
  accepted('xlsx_two', 'merged-backwards.xlsx', merged(['H2:A1', 'C2:A2']), {read: 1}),
  refused('xlsx_two', 'merged-over-all.xlsx', merged(['A2:ZZZZ2']), ['expected one column id; found 4089']),
  accepted('xlsx_two', 'merged-200000-times.xlsx', () => merged(Array(200000).fill('J9:K9')), {read: 1}),
];

const bombs = [
  refused('xlsx', 'bomb-of-a-sheet.xlsx', () => book({'xl/worksheets/sheet1.xml': sheet(facts(1) + ' '.repeat(64 << 20))}), ['unpacks to more than 100 times its size']),
  refused('xlsx', 'bomb-of-shared-texts.xlsx', () => book({'xl/sharedStrings.xml': strings('<si><t>' + 'x'.repeat(64 << 20) + '</t></si>')}), ['unpacks to more than 100 times its size']),
  refused('xlsx', 'bomb-of-styles.xlsx', () => book({'xl/styles.xml': `<a>${'<xf/>'.repeat(10 << 20)}</a>`}), ['unpacks to more than 100 times its size']),
  refused('xlsx', 'bomb-that-says-it-is-small.xlsx', () => zip([...Object.entries(parts).filter(([name]) => !name.includes('sheet1')).map(([name, data]) => ({name, data})), {name: 'xl/worksheets/sheet1.xml', data: ' '.repeat(64 << 20), size: 10}]), ['unpacks to more than 100 times its size']),
  refused('xlsx', 'rows-of-nothing-by-the-hundred-thousand.xlsx', () => with_sheet(row(1, [...columns, ...Array.from({length: 4000}, (_, i) => `c${i}`)]) + Array.from({length: 3e5}, (_, i) => `<row r="${i + 2}"><c><v>1</v></c></row>`).join('')), ['cells are nearly all blank'], {heavy: true}),
  accepted('xlsx', 'a-hundred-thousand-rows.xlsx', () => with_sheet(facts(1e5)), {read: 1e5}, {heavy: true}),
];

export default [...whole, ...texts, ...contents, ...dates, ...merges, ...bombs];
