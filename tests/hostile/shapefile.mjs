// Shapefiles: shapes, an index and a dBase table that must agree with each other.
import {accepted, bytes, refused, square, zip} from './support.mjs';

const field = (name, type, length) => {
  const out = Buffer.alloc(32);
  out.write(name, 0, 11, 'latin1');
  out.write(type, 11, 'latin1');
  out[16] = length;
  return out;
};
// dBase: fields [name, type, length], rows of texts; `lie` overwrites the head.
function dbf(fields, rows, lie = {}) {
  const head = Buffer.alloc(32);
  const length = 1 + fields.reduce((sum, [, , size]) => sum + size, 0);
  head[0] = 3;
  head.writeUInt32LE(lie.records ?? rows.length, 4);
  head.writeUInt16LE(lie.head ?? 33 + 32 * fields.length, 8);
  head.writeUInt16LE(lie.length ?? length, 10);
  const records = rows.map(row => bytes(row.deleted ? '*' : ' ', ...fields.map(([, , size], i) => {
    const cell = Buffer.alloc(size, ' ');
    Buffer.from(row[i]).copy(cell, 0, 0, size);
    return cell;
  })));
  return bytes(head, ...fields.map(one => field(...one)), lie.end ?? [13], ...records, [26]);
}
// .shp and .shx of shapes, each the bytes from the type on.
function shp(type, shapes, lie = {}) {
  const header = size => {
    const out = Buffer.alloc(100);
    out.writeInt32BE(lie.code ?? 9994, 0);
    out.writeInt32BE(lie.size ?? size / 2, 24);
    out.writeInt32LE(lie.version ?? 1000, 28);
    out.writeUInt32LE(type, 32);
    return out;
  };
  const records = shapes.map((shape, i) => {
    const head = Buffer.alloc(8);
    head.writeInt32BE(i + 1, 0);
    head.writeInt32BE(lie.content ?? shape.length / 2, 4);
    return bytes(head, shape);
  });
  let at = 100;
  const index = records.map((record, i) => {
    const entry = Buffer.alloc(8);
    entry.writeUInt32BE(lie.index ?? at / 2, 0);
    entry.writeInt32BE(shapes[i].length / 2, 4);
    at += record.length;
    return entry;
  });
  const body = bytes(...records);
  return {shp: bytes(header(100 + body.length), body), shx: bytes(header(100 + 8 * index.length), ...index)};
}
const doubles = (...numbers) => Buffer.from(new Float64Array(numbers).buffer);
const ints = (...numbers) => Buffer.from(new Int32Array(numbers).buffer);
const point = (x, y) => bytes(ints(1), doubles(x, y));
const polygon = (rings, lie = {}) => bytes(ints(5), doubles(0, 0, 1, 1), ints(lie.parts ?? rings.length, lie.points ?? rings.flat().length),
  ints(...(lie.starts ?? rings.map((_, i) => rings.slice(0, i).flat().length))), doubles(...rings.flat(2)));

const fields = [['id', 'N', 5], ['fecha', 'D', 8], ['hora', 'N', 2], ['tipo', 'C', 10], ['barrio', 'C', 10], ['cant', 'N', 10]];
const cell = (id, change = {}) => Object.values({id: `${id}`, fecha: '20200309', hora: '1', tipo: 'Robo', barrio: 'Norte', cant: '1', ...change});
const two = [cell(1), cell(2)], at = [point(0.5, 0.75), point(0.5, 0.75)];
const geographic = 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]';
const pack = parts => zip(Object.entries(parts).filter(([, data]) => data !== null).map(([ending, data]) => ({name: `capa.${ending}`, data})));
const facts = ({rows = two, shapes = at, type = 1, table = {}, lie = {}, parts = {}, of = fields}) => pack({...shp(type, shapes, lie), dbf: dbf(of, rows, table), ...parts});
const no = (name, change, ...says) => refused('shapefile', `${name}.zip`, facts(change), says);
const yes = (name, change, told) => accepted('shapefile', `${name}.zip`, facts(change), told);

const whole = [
  yes('good', {}, {read: 2}), yes('without-index', {parts: {shx: null}}, {read: 2}),
  refused('shapefile', 'is-csv.zip', 'id,fecha\n', 'found something else'),
  refused('shapefile', 'is-a-zip-of-a-table.zip', zip([{name: 'a.csv', data: 'x'}]), 'found a zip without a .shp'),
  refused('shapefile', 'of-two.zip', zip([{name: 'a.shp', data: ''}, {name: 'b.SHP', data: ''}]), 'expected one shapefile in the zip; found 2'),
  accepted('shapefile', 'below-parents.zip', zip(Object.entries({...shp(1, at), dbf: dbf(fields, two)}).map(([ending, data]) => ({name: `../../x.${ending}`, data}))), {read: 2}),
  accepted('shapefile', 'with-hidden-twins.zip', zip([...Object.entries({...shp(1, at), dbf: dbf(fields, two)}).map(([ending, data]) => ({name: `a.${ending}`, data})), {name: '__MACOSX/a.shp', data: 'x'}, {name: '.b.shp', data: 'x'}]), {read: 2}),
  no('without-table', {parts: {dbf: null}}, 'expected a .dbf beside the .shp'),
  no('cpg-unknown', {parts: {cpg: 'klingon'}}, 'expected a .cpg', 'klingon'), no('cpg-of-a-mib', {parts: {cpg: 'x'.repeat(1 << 20)}}, '.cpg holds more than 64 KiB'),
  no('cpg-that-lies', {rows: [cell(1), cell(2, {tipo: Buffer.from([0xff, 0xfe])})], parts: {cpg: 'UTF-8'}}, 'record 2', 'expected UTF-8'),
  refused('shapefile', 'bomb.zip', () => facts({parts: {dbf: bytes(dbf(fields, two), Buffer.alloc(64 << 20))}}), 'unpacks to more than 100 times its size'),
];
const shapes = [
  no('shp-empty', {parts: {shp: ''}}, 'expected shapes (.shp); found something else'), no('shp-cut', {parts: {shp: shp(1, at).shp.subarray(0, 120)}}, 'found 120. It was cut short'),
  no('shp-of-another-code', {lie: {code: 9995}}, 'found something else'), no('shp-of-another-version', {lie: {version: 7}}, 'found something else'),
  no('shp-longer-than-it-is', {lie: {size: 0x3fffffff}}, 'It was cut short'), no('shp-of-a-negative-size', {lie: {size: -1}}, 'It was cut short'), no('shp-shorter-than-its-head', {lie: {size: 10}}, 'It was cut short'),
  no('shp-of-an-unknown-kind', {type: 99, shapes: at}, 'found a kind 99'), no('shp-of-kind-4294967295', {type: 0xffffffff}, 'found a kind 4294967295'),
  no('shape-of-another-kind', {shapes: [point(0, 0), polygon([square(0, 0, 1, 1)])]}, 'shape 2', 'expected kind 1; found 5'),
  no('shape-longer-than-the-file', {lie: {content: 0x3fffffff}}, 'shape 1', 'which are not there'), no('shape-of-a-negative-length', {lie: {content: -1}}, 'shape 1', 'which are not there'),
  no('shape-of-nothing', {lie: {content: 0}}, 'shape 1', 'which are not there'), no('shape-of-half-a-point', {shapes: [at[0], at[0].subarray(0, 12)]}, 'shape 2', 'it ends before'),
  no('index-outside', {lie: {index: 0x7fffffff}}, 'shape 1', 'outside the file'), no('index-in-the-head', {lie: {index: 2}}, 'shape 1', 'outside the file'), no('index-of-rubbish', {parts: {shx: 'x'.repeat(200)}}, 'expected an index of shapes'),
  yes('index-of-one-shape-twice', {lie: {index: 50}}, {read: 2}),
  no('shapes-fewer', {shapes: [at[0]]}, 'found 2 rows and 1 shapes'), no('shapes-more', {shapes: [...at, at[0]]}, 'found 2 rows and 3 shapes'),
  yes('points-that-are-none', {rows: [cell(1), cell(2), cell(3), cell(4)], shapes: [at[0], ints(0), point(NaN, 0), point(Infinity, -1e39)]}, {read: 4, findings: {position_missing: 3}}),
  yes('points-far', {shapes: [at[0], point(1e300, 1e300)]}, {read: 2, findings: {position_impossible: 1}}),
];
const tables = [
  no('dbf-empty', {parts: {dbf: ''}}, 'it ends within its head'), no('dbf-of-a-head', {parts: {dbf: dbf(fields, two).subarray(0, 40)}}, 'found a head that cannot be'),
  no('dbf-of-more-records', {table: {records: 1000}}, 'says that it has 1000 records'), no('dbf-of-4-milliard-records', {table: {records: 0xffffffff}}, 'says that it has 4294967295 records'),
  no('dbf-of-fewer-records', {table: {records: 1}}, 'found 1 rows and 2 shapes'), no('dbf-of-records-of-nothing', {table: {length: 0}}, 'found a head that cannot be'),
  no('dbf-of-short-records', {table: {length: 10}}, 'its columns take'), no('dbf-head-outside', {table: {head: 65535}}, 'found a head that cannot be'), no('dbf-head-of-nothing', {table: {head: 1}}, 'found a head that cannot be'),
  no('dbf-without-columns', {of: [], rows: [[], []]}, 'it has no columns'), no('dbf-of-an-unknown-type', {of: [['id', 'N', 5], ['memo', 'M', 10]], rows: [['1', 'x'], ['2', 'x']]}, 'found "memo" of type M'),
  no('dbf-of-a-nameless-type', {of: [['id', '\x01', 5]], rows: [['1'], ['2']]}, 'of type ?'), no('dbf-of-other-columns', {of: [['a', 'C', 1]], rows: [['x'], ['y']]}, 'not found: id'),
  yes('dbf-without-end-of-columns', {table: {end: [], head: 32 + 32 * fields.length}}, {read: 2}),
  yes('dbf-days', {rows: ['00000000', '20200230', 'xxxxxxxx', '99999999'].map((fecha, i) => cell(i + 2, {fecha})).concat([cell(1)]), shapes: Array(5).fill(at[0])},
    {read: 5, rejects: [[1, 'day_missing', 'fecha'], [2, 'day_impossible', 'fecha'], [3, 'day_impossible', 'fecha'], [4, 'day_impossible', 'fecha']]}),
  yes('dbf-numbers', {rows: ['**********', '1e999', '-1', 'NaN', '1e5', '1e6'].map((cant, i) => cell(i + 2, {cant})), shapes: Array(6).fill(at[0])},
    {read: 6, rejects: [[2, 'units_impossible', 'cant'], [3, 'units_impossible', 'cant'], [4, 'units_impossible', 'cant'], [6, 'units_impossible', 'cant']]}),
  yes('dbf-deleted', {rows: [cell(1), Object.assign(cell(2), {deleted: true})]}, {read: 1, findings: {rows_deleted: 1}}),
  yes('dbf-nul-in-a-cell', {rows: [cell(1), cell(2, {tipo: 'Ro\0bo'})]}, {read: 2, rejects: [[2, 'offence_unknown', 'tipo']]}),
];

const columns = [['codigo', 'C', 5], ['nombre', 'C', 10]];
const ring = square(0, 0, 1, 1).reverse();  // clockwise
const areas = (shape, {prj = geographic, rows = [['a', 'A']], type = 5} = {}) => pack({...shp(type, [shape]), dbf: dbf(columns, rows), prj});
const bad = (name, shape, ...says) => refused('zones_shp', `${name}.zip`, areas(shape), ['shape 1', ...says]);
const zones = [
  accepted('zones_shp', 'good.zip', areas(polygon([ring])), {read: 1}),
  accepted('zones_shp', 'hole-without-an-outside.zip', areas(polygon([[...ring].reverse()])), {read: 1}),
  accepted('zones_shp', 'ring-of-no-area.zip', areas(polygon([[[0, 0], [1, 1], [1, 1], [0, 0]], ring])), {read: 1}),
  refused('zones_shp', 'no-area-at-all.zip', areas(ints(0)), ['of 1 none can', 'shape_missing', 'row 1']),
  bad('rings-of-four-milliards', polygon([ring], {parts: -1}), 'which are not there'), bad('points-of-two-milliards', polygon([ring], {points: 0x7fffffff}), 'which are not there'),
  bad('points-fewer', polygon([ring], {points: 3}), 'closed rings of at least four points'), bad('rings-out-of-order', polygon([ring, ring], {starts: [5, 0]}), 'its rings do not follow each other'),
  bad('rings-negative', polygon([ring], {starts: [-1]}), 'its rings do not follow each other'), bad('rings-beyond', polygon([ring, ring], {starts: [0, 99]}), 'its rings do not follow each other'),
  bad('rings-none-of-nothing', polygon([ring]).subarray(0, 40), 'it ends before its rings'), bad('ring-open', polygon([ring.slice(0, 4)]), 'closed rings'), bad('ring-of-nothing', polygon([ring, []]), 'closed rings'),
  bad('coordinate-nan', polygon([[[NaN, 0], [1, 0], [1, 1], [NaN, 0]]]), 'a coordinate is no number'), bad('coordinate-infinite', polygon([[[Infinity, 0], [1, 0], [1, 1], [Infinity, 0]]]), 'a coordinate is no number'),
  refused('zones_shp', 'of-points.zip', areas(point(0, 0), {type: 1}), 'whose shapes are no polygons'),
  refused('zones_shp', 'prj-none.zip', areas(polygon([ring]), {prj: null}), 'found no .prj'), refused('zones_shp', 'prj-of-metres.zip', areas(polygon([ring]), {prj: 'PROJCS["UTM_21S"]'}), 'found "UTM_21S"'),
  refused('zones_shp', 'prj-of-rubbish.zip', areas(polygon([ring]), {prj: Buffer.from([0xff, 0xfe, 0x1b, 0x5b])}), 'expected longitudes and latitudes'),
  refused('zones_shp', 'prj-of-a-mib.zip', areas(polygon([ring]), {prj: 'x'.repeat(1 << 20)}), '.prj holds more than 64 KiB'),
  refused('zones_shp', 'positions-in-metres.zip', areas(polygon([ring.map(([x, y]) => [x * 1e6, y * 1e6])])), ['shape 1']),
];
export const good = facts({});
export default [...whole, ...shapes, ...tables, ...zones];
