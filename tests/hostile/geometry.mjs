// Geometries in a cell: WKB and EWKB in hexadecimal, WKT, and WKB in Parquet; polygons of areas and points of facts.
import {accepted, bytes, refused, square} from './support.mjs';
import {parquet} from './parquet.mjs';

const u32 = (n, little = true) => { const out = Buffer.alloc(4); little ? out.writeUInt32LE(n >>> 0) : out.writeUInt32BE(n >>> 0); return out; };
const f64 = (n, little = true) => { const out = Buffer.alloc(8); little ? out.writeDoubleLE(n) : out.writeDoubleBE(n); return out; };
const order = little => Buffer.from([little ? 1 : 0]);
const rings = (list, little = true) => bytes(u32(list.length, little), ...list.map(ring => bytes(u32(ring.length, little), ...ring.map(([x, y]) => bytes(f64(x, little), f64(y, little))))));
const wkb = (kind, body, {srid, little = true} = {}) => bytes(order(little), u32(srid === undefined ? kind : kind | 0x20000000, little), srid === undefined ? '' : u32(srid, little), body);
const polygon = (list, how = {}) => wkb(3, rings(list, how.little ?? true), how);
const point = (x, y, how = {}) => wkb(1, bytes(f64(x, how.little ?? true), f64(y, how.little ?? true)), how);
const hex = data => data.toString('hex').toUpperCase();

const ring = square(0, 0, 1, 1);
const good = polygon([ring]);
const wkt = list => `POLYGON((${list.map(([x, y]) => `${x} ${y}`)}))`;

// --- areas: a broken shape refuses the file, with its row and column

const table = (...geometries) => 'codigo,nombre,geom\n' + geometries.map((cell, i) => `g${i},G${i},"${cell}"\n`).join('');
const area = (name, cell, says, before = hex(good)) => refused('zones_table', `${name}.csv`, table(before, cell), ['data row 2, column "geom"', says].flat());
const nested = n => bytes(...Array.from({length: n}, () => bytes(order(true), u32(6), u32(1))), good);
const areas = [
  accepted('zones_table', 'wkb.csv', table(hex(good)), {read: 1}),
  accepted('zones_table', 'wkb-of-the-other-order.csv', 'codigo,nombre,geom\nh0,H0,' + hex(polygon([ring], {little: false})) + '\n', {read: 1}),
  accepted('zones_table', 'ewkb-and-wkt-of-one-system.csv', `codigo,nombre,geom\nm0,M0,${hex(polygon([ring], {srid: 4326}))}\nm1,M1,"SRID=4674;${wkt(ring)}"\n`, {read: 2}),
  area('wkb-cut-in-its-head', hex(good.subarray(0, 5)), 'byte 6: expected 4 bytes more; found 0'),
  area('wkb-cut-in-a-count', hex(good.subarray(0, 7)), 'byte 6: expected 4 bytes more; found 2'),
  area('wkb-cut-in-a-position', hex(good.subarray(0, good.length - 1)), ['5 parts or positions follow', 'cannot hold']),
  area('wkb-cut-within-a-byte', hex(good).slice(0, -1), 'two hexadecimal digits for each byte'),
  area('wkb-of-other-digits', hex(good).slice(0, 20) + 'ZZ' + hex(good).slice(22), 'digit 21: expected two hexadecimal digits'),
  area('wkb-and-more', hex(good) + '00', '1 bytes follow'),
  area('wkb-of-4-milliard-rings', hex(wkb(3, u32(0xffffffff))), '4294967295 parts or positions follow, which 0 bytes cannot hold'),
  area('wkb-of-4-milliard-positions', hex(wkb(3, bytes(u32(1), u32(0xffffffff)))), '4294967295 parts or positions'),
  area('wkb-of-4-milliard-polygons', hex(wkb(6, u32(0xffffffff))), '4294967295 parts or positions'),
  area('wkb-of-a-count-that-wraps', hex(wkb(3, bytes(u32(1), u32(0x10000000), f64(0), f64(0)))), '268435456 parts or positions'),
  area('wkb-within-itself', hex(nested(2)), 'expected a polygon of the multipolygon; found the kind 6'),
  area('wkb-within-itself-100000-times', hex(nested(20000)), 'expected a polygon of the multipolygon; found the kind 6'),
  area('wkb-of-no-number', hex(polygon([[[NaN, 0], [1, 0], [1, 1], [NaN, 0]]])), 'found what is no number'),
  area('wkb-of-infinity', hex(polygon([[[Infinity, 0], [1, 0], [1, 1], [Infinity, 0]]])), 'found what is no number'),
  area('wkb-of-huge-degrees', hex(polygon([[[1e300, 0], [1, 0], [1, 1], [1e300, 0]]])), 'degrees'),
  // Digits that begin like no geometry: the shape of the row is missing.
  accepted('zones_table', 'wkb-of-the-wrong-order.csv', `codigo,nombre,geom\nk0,K0,${hex(good)}\nk1,K1,${hex(bytes(order(true), u32(3, false), rings([ring])))}\n`, {read: 2, rejects: [[2, 'shape_missing', 'codigo']]}),
  area('wkb-of-counts-in-the-wrong-order', hex(bytes(order(true), u32(3), u32(1, false), rings([ring]).subarray(4))), '16777216 parts or positions'),
  area('wkb-of-an-open-ring', hex(polygon([ring.slice(0, 4)])), 'expected a closed ring'),
  area('wkb-of-a-ring-of-three', hex(polygon([[[0, 0], [1, 0], [0, 0]]])), 'at least four positions; found 3'),
  area('wkb-of-a-point', hex(point(0, 0)), 'expected polygons; found a point'),
  area('wkb-of-a-line', hex(wkb(2, bytes(u32(0)))), 'expected a point or polygons; found the kind 2'),
  area('wkb-of-a-collection', hex(wkb(7, bytes(u32(1), good))), 'found the kind 7'),
  area('wkb-of-a-curve', hex(wkb(10, bytes(u32(0)))), 'found the kind 10'),
  area('ewkb-cut-in-its-srid', hex(wkb(3, '', {srid: 4326}).subarray(0, 7)), 'expected 4 bytes more; found 2'),
  area('ewkb-of-metres', hex(polygon([ring], {srid: 3116})), 'crs = "EPSG:3116"'),
  area('ewkb-of-two-systems', hex(polygon([ring], {srid: 3116})), ['EPSG:4326', 'EPSG:3116'], hex(polygon([ring], {srid: 4326}))),
  area('wkt-cut', 'POLYGON((0 0,1 0', 'expected )'),
  area('wkt-cut-in-a-position', 'POLYGON((0 0,1', 'expected a number'),
  area('wkt-and-more', wkt(ring) + ')', 'more follows'),
  area('wkt-of-no-number', 'POLYGON((NaN 0,1 0,1 1,NaN 0))', 'expected a number'),
  area('wkt-of-infinity', 'POLYGON((inf 0,1 0,1 1,inf 0))', 'expected a number'),
  area('wkt-of-a-number-beyond-all', 'POLYGON((1e999 0,1 0,1 1,1e999 0))', 'expected a number'),
  area('wkt-of-brackets', 'POLYGON' + '('.repeat(100000), 'expected a number'),
  area('wkt-of-an-open-ring', 'POLYGON((0 0,1 0,1 1,0 1))', 'expected a closed ring'),
  area('wkt-of-two-systems', `SRID=3116;${wkt(ring)}`, ['EPSG:4326', 'EPSG:3116'], `SRID=4326;${wkt(ring)}`),
  area('wkt-of-a-system-that-is-none', `SRID=-1;${wkt(ring)}`, 'expected SRID=4326;'),
  area('wkt-of-a-system-of-a-fraction', `SRID=4326.5;${wkt(ring)}`, 'expected SRID=4326;'),
];

const column = {columns: ['codigo', 'nombre', 'geom'], raw: ['geom']};
const rows = (...geometries) => geometries.map((cell, i) => [`p${i}`, `P${i}`, cell]);
const packed = (name, cell, says) => refused('zones_parquet', `${name}.parquet`, parquet(rows(good, cell), {}, column), says);
const files = [
  accepted('zones_parquet', 'wkb.parquet', parquet(rows(good), {}, column), {read: 1}),
  packed('wkb-cut', good.subarray(0, 20), ['data row 2, column "geom"', 'cannot hold']),
  packed('wkb-of-4-milliard-positions', wkb(3, bytes(u32(1), u32(0xffffffff))), '4294967295 parts or positions'),
  packed('wkb-of-no-number', polygon([[[NaN, 0], [1, 0], [1, 1], [NaN, 0]]]), 'found what is no number'),
  packed('ewkb-of-metres', polygon([ring], {srid: 3116}), 'crs = "EPSG:3116"'),
  packed('wkb-within-itself', nested(20000), 'expected a polygon of the multipolygon'),
];

// --- facts: a cell that is no point is told with its row, a system that is another refuses the file

const fact = (id, cell) => `${id},2020-03-09,1,Robo,"${cell}",Norte,1\n`;
const facts = (...cells) => 'id,fecha,hora,tipo,geom,barrio,cant\n' + cells.map((cell, i) => fact(`w${i}`, cell)).join('');
const broken = [hex(point(0.5, 0.75)).slice(0, 40), hex(point(NaN, 1)), 'POINT(1)', 'POINT(NaN 1)', hex(good), 'POINT((((('];
const points = [
  accepted('points', 'points.csv', facts(hex(point(0.5, 0.75)), hex(point(0.5, 0.75, {little: false})), hex(point(0.5, 0.75, {srid: 4326})), 'POINT(0.5 0.75)'), {read: 4}),
  accepted('points', 'points-that-are-none.csv', 'id,fecha,hora,tipo,geom,barrio,cant\n' + broken.map((cell, i) => fact(`b${i}`, cell)).join(''), {read: broken.length, findings: {position_impossible: broken.length}}),
  accepted('points', 'points-of-nothing.csv', 'id,fecha,hora,tipo,geom,barrio,cant\n' + [hex(point(NaN, NaN)), 'POINT EMPTY', ''].map((cell, i) => fact(`e${i}`, cell)).join(''), {read: 3}),
  refused('points', 'points-of-metres.csv', facts(hex(point(900000, 1700000, {srid: 3116}))), 'crs = "EPSG:3116"'),
  refused('points', 'points-of-two-systems.csv', facts('SRID=4326;POINT(0.5 0.75)', 'SRID=3116;POINT(900000 1700000)'), 'EPSG:3116'),
  refused('points', 'points-of-no-column.csv', 'id,fecha,hora,tipo,geo,barrio,cant\n', ['"geom"']),
];

export default [...areas, ...files, ...points];
