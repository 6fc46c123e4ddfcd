// What every kind of hostile file is made with: chance with a seed, archives, the sources that read
// the files, and how a case is written down.
import zlib from 'node:zlib';

// mulberry32: the same seed, the same bytes.
export function chance(seed) {
  let a = seed >>> 0;
  const next = () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  return {next, below: n => next() % n, byte: () => next() & 0xff};
}

// --- cases --------------------------------------------------------------------------------

// A file and what must become of it. `source` is the folder, and so the source, that it is for.
//   refused: `says` are pieces of the English message, which name the row and column where there is one
//   accepted: the exact rows read, rejected [line, reason, column] and repeated, and the rows of some findings
// `heavy` ones are made for the campaign only.
export const refused = (source, name, bytes, says, more = {}) =>
  ({source, name, bytes, outcome: 'refused', says: [says].flat(), ...more});
export const accepted = (source, name, bytes, {read, rejects = [], duplicate = 0, findings = {}}, more = {}) =>
  ({source, name, bytes, outcome: 'accepted', read, rejects, duplicate, findings, ...more});

// A flip or a cut whose outcome is in outcomes.json.
export const recorded = (source, name, bytes) => ({source, name, bytes, outcome: 'recorded'});

// --- rows ---------------------------------------------------------------------------------

export const columns = ['id', 'fecha', 'hora', 'tipo', 'x', 'y', 'barrio', 'cant'];
const usual = {id: '', fecha: '2020-03-09', hora: '1', tipo: 'Robo', x: '0.5', y: '0.75', barrio: 'Norte', cant: '1'};
export const cells = (id, change = {}) => columns.map(column => ({...usual, id: String(id), ...change})[column]);
export const line = (id, change = {}, separator = ',') => cells(id, change).join(separator) + '\n';
export const head = columns.join(',') + '\n';
export const lines = n => Array.from({length: n}, (_, i) => line(i + 1)).join('');
export const bytes = (...parts) => Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

// --- sources ------------------------------------------------------------------------------

const what = (id, kind) => `id = "${id}"
version = "1"
kind = "${kind}"
name = { es = "${id}", pt = "${id}", en = "${id}" }
publisher = "Aldea"
url = "https://example.org"
licence = "CC0"
files = ["${id}/*"]
cadence = "monthly"
contact = { institution = "Aldea" }
substitute = { institution = "Aldea" }
superior = { institution = "Aldea" }
`;
export const facts = (id, format, more = {}) => what(id, 'incidents') + `[format]
${format}
missing = ["NULL"]
[key]
columns = [${(more.key ?? ['id']).map(column => `"${column}"`)}]
[time]
day = { column = "fecha", format = "${more.day ?? 'YYYY-MM-DD'}" }
hour = { column = "hora", unknown = ["99"] }
[offence]
columns = ["tipo"]
[place]
lon = "${more.lon ?? 'x'}"
lat = "${more.lat ?? 'y'}"
box = [-5, -1, 5, 2]
[area.barrio]
column = "barrio"
[units]
column = "cant"
`;
const areas = (id, type) => what(id, 'areas') + `[format]
type = "${type}"
[shape]
layer = "${id === 'base' ? 'barrio' : 'zona'}"
code = "codigo"
name = "nombre"
`;
const counted = `[category]
columns = ["tipo"]
[count]
column = "cant"
`;
export const sources = {
  base: areas('base', 'geojson'),
  csv: facts('csv', 'type = "csv"'),
  semicolon: facts('semicolon', 'type = "csv"\nseparator = ";"\ndecimal = ","'),
  latin1: facts('latin1', 'type = "csv"\nencoding = "latin-1"'),
  cp1252: facts('cp1252', 'type = "csv"\nencoding = "windows-1252"'),
  utf16: facts('utf16', 'type = "csv"\nencoding = "utf-16"'),
  mixed: facts('mixed', 'type = "csv"\nencoding = "mixed"'),
  twohead: facts('twohead', 'type = "csv"\nheader_row = 3\nheader_rows = 2'),
  twokeys: facts('twokeys', 'type = "csv"', {key: ['id', 'hora']}),
  day_month: facts('day_month', 'type = "csv"', {day: 'DD/MM/YYYY'}),
  day_short: facts('day_short', 'type = "csv"', {day: 'DD/MM/YY'}),
  day_compact: facts('day_compact', 'type = "csv"', {day: 'YYYYMMDD'}),
  day_name: facts('day_name', 'type = "csv"', {day: 'DD MONTH YYYY'}),
  day_parts: facts('day_parts', 'type = "csv"').replace(/day = .*/, 'day = { year = "fecha", month = "x", day = "y" }').replace(/\[place\]\n.*\n.*\n.*\n/, ''),
  xlsx: facts('xlsx', 'type = "xlsx"'),
  xlsx_two: facts('xlsx_two', 'type = "xlsx"\nheader_rows = 2\nsheet = "Datos"'),
  geojson: facts('geojson', 'type = "geojson"', {lon: '@lon', lat: '@lat'}),
  json: facts('json', 'type = "json"'),
  parquet: facts('parquet', 'type = "parquet"'),
  shapefile: facts('shapefile', 'type = "shapefile"', {lon: '@x', lat: '@y'}),
  tallies: what('tallies', 'tallies') + '[format]\ntype = "csv"\n[time]\nmonth = { column = "fecha", format = "YYYYMM" }\n' + counted + '[area.barrio]\ncolumn = "barrio"\n',
  wide: what('wide', 'tallies') + '[format]\ntype = "csv"\n[time]\nmonth = { year = "fecha", month = "mes" }\n' + counted + '[wide]\ncolumns = ["ENERO", "FEBRERO"]\nname = "mes"\nvalue = "cant"\n',
  exposures: what('exposures', 'exposures') + '[format]\ntype = "csv"\n[exposure]\nkind = "residents"\nlayer = "barrio"\narea = "barrio"\nvalue = "cant"\nyear_column = "fecha"\n',
  zones: areas('zones', 'geojson'),
  zones_shp: areas('zones_shp', 'shapefile'),
  zones_table: areas('zones_table', 'csv') + 'geometry = "geom"\n',
  zones_parquet: areas('zones_parquet', 'parquet') + 'geometry = "geom"\n',
  points: facts('points', 'type = "csv"', {lon: '@x:geom', lat: '@y:geom'}),
};
export const codes = 'code,label_1,label_2,es,pt,en,iccs,fit,indicators,note\n' +
  'robo,Robo,,Robo,Roubo,Robbery,0401|0501,overlap,robo,\nhurto,Hurto,,Hurto,Furto,Theft,0502,exact,hurto,\n';
export const city = `id = "aldea"
name = "Aldea"
short_name = "Aldea"
country = "AR"
region = "es-AR"
zone = "America/Argentina/Buenos_Aires"
simulated = true
sources = [${Object.keys(sources).map(id => `"${id}"`)}]
${[[1, 'zona', 'Zona'], [2, 'barrio', 'Barrio']].map(([slot, id, name]) => `[[layers]]
slot = ${slot}
id = "${id}"
name = { es = "${name}", pt = "${name}", en = "${name}" }
plural = { es = "${id}s", pt = "${id}s", en = "${id}s" }
optional = true
`).join('')}`;
export const square = (west, south, east, north) => [[west, south], [east, south], [east, north], [west, north], [west, south]];
export const feature = (properties, geometry) => ({type: 'Feature', properties, geometry});
export const collection = features => JSON.stringify({type: 'FeatureCollection', features});
export const base = collection([
  feature({codigo: 'norte', nombre: 'Norte'}, {type: 'Polygon', coordinates: [square(0, 0.5, 1, 1)]}),
  feature({codigo: 'sur', nombre: 'Sur'}, {type: 'Polygon', coordinates: [square(0, 0, 1, 0.5)]}),
]);

// --- archives -----------------------------------------------------------------------------

const table = Array.from({length: 256}, (_, n) => {
  for (let k = 0; k < 8; ++k) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});
export function crc32(data) {
  let c = 0xffffffff;
  for (const byte of data) c = table[(c ^ byte) & 0xff] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

const numbers = (...sizes) => {  // [size, value] pairs, little-endian
  const out = Buffer.alloc(sizes.reduce((sum, [size]) => sum + size, 0));
  let at = 0;
  for (const [size, value] of sizes) at = out.writeUIntLE(value, at, size);
  return out;
};

// A zip of members {name, data}; each may lie: method, flags, crc, packed (size), size, attributes, `at` (the
// member whose bytes it says are its own). `tail` changes the end of the directory.
export function zip(members, {before = '', comment = '', entries, tail = end => end} = {}) {
  const parts = [Buffer.from(before)];
  let offset = parts[0].length;
  const offsets = [], directory = [];
  for (const [i, member] of members.entries()) {
    const name = Buffer.from(member.name), data = Buffer.from(member.data ?? '');
    const body = member.body ?? (member.method === 0 ? data : zlib.deflateRawSync(data, {level: 9}));
    const fields = [[2, 20], [2, member.flags ?? 0], [2, member.method ?? 8], [2, 0], [2, 0x5000],
      [4, member.crc ?? crc32(data)], [4, member.packed ?? body.length], [4, member.size ?? data.length], [2, name.length], [2, 0]];
    offsets[i] = member.at === undefined ? offset : offsets[member.at];
    if (member.at === undefined) {
      parts.push(numbers([4, 0x04034b50], ...fields), name, body);
      offset += 30 + name.length + body.length;
    }
    directory.push(numbers([4, 0x02014b50], [2, 0x0314], ...fields, [2, 0], [2, 0], [2, 0], [4, member.attributes ?? 0], [4, member.offset ?? offsets[i]]), name);
  }
  const central = Buffer.concat(directory), n = entries ?? members.length;
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, n & 0xffff], [2, n & 0xffff], [4, central.length], [4, offset], [2, Buffer.byteLength(comment)]);
  return Buffer.concat([...parts, central, tail(end), Buffer.from(comment)]);
}
export const gzip = data => zlib.gzipSync(data, {level: 9});

// The same bytes with one of them changed.
export function flipped(data, at, mask = 0x55) {
  const out = Buffer.from(data);
  out[at] ^= mask;
  return out;
}
