// Cells: days that cannot be, numbers without measure, letters that deceive.
import {accepted, bytes, head, line, refused} from './support.mjs';

const table = text => head + line(1) + text;
const bad = (name, change, reason, source = 'csv') => {
  const column = Object.keys(change)[0];
  return accepted(source, name, table(line(2, change) + line(3)), {read: 3, rejects: [[2, reason, column]]});
};
const kept = (name, change, findings = {}) => accepted('csv', name, table(line(2, change)), {read: 2, findings});

const no_days = ['2020-02-30', '2019-02-29', '2020-13-01', '2020-00-10', '2020-01-32', '0000-00-00', '20-01-01', '2020/01/01',
  '99999-01-01', '-2020-01-01', '2020-01-01T', '2020-01-01T25:00', '2020-01-01X10:00', '2020-01-01 10', '1e9', 'NaN', '32873', '73051', '43831.', '438310', '\u0662\u0660\u0662\u0660-01-01',
  '2020\u201101\u201101', '=TODAY()', '2020-01-01; DROP TABLE row', '2020-01-4294967297', '2020-01-01\u202e', ' '.repeat(500) + 'x', '9'.repeat(1000)];
const days = [
  ...no_days.map((fecha, i) => bad(`day-${i + 1}`, {fecha}, 'day_impossible')),
  bad('day-blank', {fecha: ' \t '}, 'day_missing'),
  bad('day-null', {fecha: 'NULL'}, 'day_missing'),
  bad('day-before-1990', {fecha: '1989-12-31'}, 'day_too_early'),
  bad('day-year-1000', {fecha: '1000-01-01'}, 'day_too_early'),
  bad('day-to-come', {fecha: '2021-01-07'}, 'day_future'),
  bad('day-year-9999', {fecha: '9999-12-31'}, 'day_future'),
  kept('day-first', {fecha: '1990-01-01'}),
  kept('day-of-a-month-alone', {fecha: '2020-1'}, {day_unknown: 1}),
  kept('day-nought-of-a-month', {fecha: '2020-01-00'}, {day_unknown: 1}),
  kept('day-of-a-workbook', {fecha: '43831'}),
  kept('day-of-a-workbook-with-its-hour', {fecha: '43831.5'}),
  bad('day-of-a-workbook-to-come', {fecha: '73050'}, 'day_future'),
  kept('day-leap', {fecha: '2020-02-29T23:59:59.999-03:00'}),
];
const of_format = (source, good, wrong) => wrong.map((fecha, i) =>
  accepted(source, `${source}-${i + 1}`, head + line(1, {fecha: good}) + line(2, {fecha}) + line(3, {fecha: good}), {read: 3, rejects: [[2, 'day_impossible', 'fecha']]}));
const formats = [
  ...of_format('day_month', '9/3/2020', ['31/04/2020', '13/13/2020', '9/3/20', '9-3/2020', '9/3/2020/', '//', '09/03/2020 24:00', '4294967305/3/2020', '9/3/+2020']),
  ...of_format('day_short', '9/3/20', ['30/2/20', '9/3/202', '9/3/20200', '9/3/2', '9/3/-1']),
  ...of_format('day_compact', '20200309', ['20200230', '2020030', '202003091', '20200309T99:99', '+2020309', '2020 3 9']),
  ...of_format('day_name', '9 de marzo de 2020', ['30 de febrero de 2020', '9 de marzodos de 2020', 'marzo', '9 9 2020', '4294967305 de marzo de 2020', '9 de marzo de 20200', 'de de de']),
  ...[['4294969316', '3', '9', 'fecha'], ['2020', '13', '9', 'fecha'], ['2020', '3', '4294967305', 'fecha'], ['2020', '-3', '9', 'fecha'], ['2020.5', '3', '9', 'fecha'], ['18446744073709553636', '3', '9', 'fecha'], ['999999999999999999', '3', '9', 'fecha']]
    .map(([fecha, x, y, column], i) => accepted('day_parts', `day-parts-${i + 1}`, head + line(1, {fecha: '2020', x: '3', y: '9'}) + line(2, {fecha, x, y}), {read: 2, rejects: [[2, 'day_impossible', column]]})),
];

const units = [
  ...['0', '-1', '100001', '1.5', '1e400', 'NaN', 'inf', '0x10', '\uff11', '9'.repeat(18), '9'.repeat(400), '1,0,0', '1 00', '=1+1', '--1'].map((cant, i) =>
    bad(`units-${i + 1}`, {cant: cant.includes(',') ? `"${cant}"` : cant}, 'units_impossible')),
  kept('units-most', {cant: '"100,000"'}), kept('units-as-a-spreadsheet-writes', {cant: '3.000'}), kept('units-in-groups', {cant: '1 000'}), kept('units-blank', {cant: ''}),
];
const positions = [
  ...['1e400', '-1e400', 'NaN', 'nan', 'inf', '-inf', 'Infinity', '0x1p3', '1..5', '1.5.5', '+', '-', '.', '181', '1e3', '\u0663', '58\u00b023\'W', '9'.repeat(5000)].map((x, i) =>
    kept(`position-${i + 1}`, {x: x.includes(',') ? `"${x}"` : x}, {position_impossible: 1})),
  kept('position-comma', {x: '"1,5"'}, {position_decimal: 1}),
  kept('position-tiny', {x: '1e-400', y: '1e-400'}, {position_impossible: 1}),
  kept('position-zero', {x: '-0', y: '0.0000000000'}, {position_zero: 1}),
  kept('position-outside', {x: '179.99999999999'}, {position_outside: 1}),
  kept('position-exchanged', {x: '0.75', y: '4.5'}, {coordinates_swapped: 1}),
  kept('position-of-many-digits', {x: '0.' + '5'.repeat(4000)}),
  kept('position-half', {y: ''}, {position_missing: 1}),
];
const hours = [
  ...['24', '-1', '1e9', '25:00', '23:60', '24:00', '9'.repeat(18), '9'.repeat(300), ':', '1:', 'mediod\u00eda', '13:00 PM', '0:00 AM', '24h', '21h99', '21.60', 'h', '9 hsx', '9h' + '0'.repeat(300)].map((hora, i) =>
    kept(`hour-${i + 1}`, {hora}, {hour_impossible: 1})),
  kept('hour-unknown', {hora: '99'}, {hour_unknown: 1}),
];

const deceits = {
  'formula-equals': '=HYPERLINK("http://x","y")', 'formula-plus': '+1+1', 'formula-minus': '-2+3', 'formula-at': '@SUM(A1)', 'formula-tab': '\t=1', 'formula-dde': "=cmd|'/C calc'!A0",
  'formula-full-width': '\uff1d1', 'html-script': '<script>alert(1)</script>', 'html-image': '<img src=x onerror=alert(1)>', 'xml-entity': '&lt;&#0;&xxe;', 'sql': "'; DROP TABLE row; --",
  'format-string': '%s%n{}{0}{{', 'path': '../../etc/passwd', 'bidi-override': 'Ro\u202ebo', 'bidi-isolate': '\u2066Robo\u2069', 'zero-width': 'Ro\u200bbo', 'homoglyph': 'R\u043eb\u043e',
  'soft-hyphen': 'Ro\u00adbo', 'byte-order-mark': 'Ro\ufeffbo', 'escape-sequence': 'Robo\x1b[31m\x1b]0;x\x07', 'backspaces': 'Robo\b\b\b\bHurto', 'delete': 'Robo\x7f', 'c1-control': 'Robo\u009b31m',
  'unit-separator': 'Robo\x1f', 'noncharacter': 'Robo\uffff', 'tag-letters': 'Robo\u{e0041}', 'zalgo': 'Robo' + '\u0301\u0489'.repeat(500), 'emoji': '\u{1f468}\u200d\u{1f469}', 'private-use': '\ue000',
};
const letters = Object.entries(deceits).map(([name, text]) => accepted('csv', `letters-${name}`, table(line(2, {tipo: `"${text.replaceAll('"', '""')}"`})), {read: 2, rejects: [[2, 'offence_unknown', 'tipo']]}));
const names = Object.entries(deceits).map(([name, text]) => accepted('csv', `area-${name}`, table(line(2, {barrio: `"${text.replaceAll('"', '""')}"`})), {read: 2, findings: {area_not_found: 1}}));

const keys = [
  bad('key-blank', {id: ' '}, 'key_missing'),
  accepted('csv', 'key-twice-the-same-row', table(line(1)), {read: 2, duplicate: 1}),
  accepted('csv', 'key-twice-another-row', table(line(1, {tipo: 'Hurto'})), {read: 2, duplicate: 1, findings: {key_repeated: 1}}),
  accepted('csv', 'key-of-100-kb', table(line('k'.repeat(1e5))), {read: 2}),
  // Two keys whose cells hold the sign that stands between cells.
  accepted('twokeys', 'key-of-the-sign-between-cells', head + line('a\x1fb', {hora: '1'}) + line('a', {hora: 'b\x1f1'}), {read: 2, findings: {hour_impossible: 1}}),
  accepted('twokeys', 'key-of-the-sign-that-hides-it', head + line('a\x1e1b', {hora: '1'}) + line('a\x1fb', {hora: '1'}), {read: 2}),
  accepted('twokeys', 'key-half-missing', head + line(1) + line(2, {hora: ''}), {read: 2, rejects: [[2, 'key_missing', 'hora']]}),
];

const lead = bytes(head, line(1));
const encodings = [
  accepted('latin1', 'latin1-every-byte', bytes(lead, Buffer.from(line(2, {barrio: String.fromCharCode(...Array.from({length: 160}, (_, i) => i + 96).filter(c => c !== 0x7c))}), 'latin1')), {read: 2, findings: {area_not_found: 1}}),
  refused('latin1', 'latin1-nul', bytes(lead, Buffer.from(line(2, {barrio: 'a\0'}), 'latin1')), ['data row 2, column "barrio"', 'found a NUL byte']),
  ...[0x81, 0x8d, 0x8f, 0x90, 0x9d].map(c => refused('cp1252', `windows1252-byte-${c.toString(16)}`, bytes(lead, Buffer.from(line(2, {tipo: String.fromCharCode(c)}), 'latin1')), ['data row 2, column "tipo"', 'expected Windows-1252'])),
  accepted('utf16', 'utf16-little', Buffer.from('\ufeff' + table(line(2)), 'utf16le'), {read: 2}),
  accepted('utf16', 'utf16-big', Buffer.from('\ufeff' + table(line(2)), 'utf16le').swap16(), {read: 2}),
  accepted('utf16', 'utf16-without-mark', Buffer.from(table(line(2)), 'utf16le'), {read: 2}),
  refused('utf16', 'utf16-cut-in-a-letter', bytes(Buffer.from('\ufeff' + table(line(2)), 'utf16le'), [0x33]), ['data row 3']),
  ...[['lead', '\ud800'], ['trail', '\udc00'], ['turned', '\udc00\ud800'], ['lead-at-the-end', '\ud83d']].map(([name, text]) =>
    refused('utf16', `utf16-surrogate-${name}`, Buffer.from('\ufeff' + table(line(2, {barrio: text})), 'utf16le'), ['data row 2, column "barrio"', 'expected UTF-16'])),
  refused('utf16', 'utf16-nul', Buffer.from('\ufeff' + table(line(2, {barrio: 'a\0b'})), 'utf16le'), ['data row 2, column "barrio"', 'found a NUL byte']),
  refused('utf16', 'utf16-that-is-utf8', table(line(2)), ['the head has bytes that are not']),
  accepted('mixed', 'mixed-lines', bytes(lead, line(2, {barrio: 'N\u00fa\u00f1ez'}), Buffer.from(line(3, {barrio: 'N\u00fa\u00f1ez'}), 'latin1')), {read: 3, findings: {area_not_found: 2}}),
  // A byte that is a letter in neither encoding is read as the sign for what cannot be known.
  accepted('mixed', 'mixed-neither', bytes(lead, line(2), '3,2020-03-09,1,', [0x81], ',0.5,0.75,Norte,1\n'), {read: 3, rejects: [[3, 'offence_unknown', 'tipo']]}),
];

export default [...days, ...formats, ...units, ...positions, ...hours, ...letters, ...names, ...keys, ...encodings];
