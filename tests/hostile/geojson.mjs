// GeoJSON: of areas, and of facts as points.
import {accepted, base, bytes, collection, feature, refused, square} from './support.mjs';

const polygon = coordinates => feature({codigo: 'a', nombre: 'A'}, {type: 'Polygon', coordinates});
const ring = square(0, 0, 1, 1);
const good = JSON.parse(base);
const second = geometry => JSON.stringify({type: 'FeatureCollection', features: [polygon([ring]), feature({codigo: 'b', nombre: 'B'}, geometry)]});
const area = (name, geometry, says) => refused('zones', `${name}.geojson`, second(geometry), ['feature 2', says]);
const text = (name, data, says) => refused('zones', `${name}.geojson`, data, says);
const deep = n => '['.repeat(n) + ']'.repeat(n);
const around = inside => `{"type":"FeatureCollection","features":[${inside}]}`;
const raw = coordinates => around(`{"type":"Feature","properties":{"codigo":"a","nombre":"A"},"geometry":{"type":"Polygon","coordinates":${coordinates}}}`);
const position = 'a position [longitude, latitude] in degrees';

const json = [
  text('empty', '', 'the file is empty'),
  text('cut', base.slice(0, 200), ['expected JSON', 'line 1, column 201']),
  text('cut-in-a-text', '{"type":"Feature', ['expected JSON', 'line 1, column']),
  text('cut-in-the-third-line', '{\n"type":\n"FeatureCollection","features":[', ['expected JSON', 'line 3, column 33']),
  text('no-json', 'hello', ['expected JSON', 'line 1, column 1']),
  text('web-page', '<!DOCTYPE html><html>', ['expected JSON', 'line 1, column 1']),
  text('two-values', base + base, ['expected JSON', `line 1, column ${base.length + 1}`]),
  text('comma-too-many', '{"type":"FeatureCollection",\n"features":[],}', ['expected JSON', 'line 2, column 15']),
  text('comment', '{"type":"FeatureCollection", // x\n"features":[]}', ['expected JSON', 'line 1, column 30']),
  text('single-quotes', "{'type':'FeatureCollection'}", ['expected JSON', 'line 1, column 2']),
  text('control-character', '{"type":"Feature\nCollection"}', ['expected JSON', 'line 1, column 17']),
  text('bad-escape', '{"type":"\\x"}', ['expected JSON', 'line 1, column 11']),
  text('half-a-surrogate', '{"type":"\\ud800"}', ['expected JSON', 'line 1, column']),
  text('not-a-number', raw('[[[NaN,0],[1,0],[1,1],[NaN,0]]]'), ['expected JSON', 'line 1, column']),
  text('infinity', raw('[[[Infinity,0],[1,0],[1,1],[0,0]]]'), ['expected JSON', 'line 1, column']),
  text('number-beyond-all', raw('[[[1e400,0],[1,0],[1,1],[1e400,0]]]'), ['expected JSON', 'line 1, column']),
  text('number-with-a-zero-before', raw('[[[01,0],[1,0],[1,1],[01,0]]]'), ['expected JSON', 'line 1, column']),
  text('number-of-a-point', raw('[[[.5,0],[1,0],[1,1],[.5,0]]]'), ['expected JSON', 'line 1, column']),
  text('nul-after-it', base + '\0', ['expected JSON', `line 1, column ${base.length + 1}`]),
  text('bytes-that-are-no-text', bytes('{"type":"FeatureCollection",\n"name":"', [0xff, 0xfe], '","features":[]}'), ['expected UTF-8', 'line 2, column 9']),
  text('utf16', Buffer.from('\ufeff' + base, 'utf16le'), ['expected JSON', 'line 1, column 1']),
  text('nested-5000', raw(deep(5000)), ['expected JSON', 'line 1, column']),
  text('nested-a-million', raw(deep(1e6)), ['expected JSON', 'line 1, column']),
  text('nested-without-end', '['.repeat(1e6), ['expected JSON', 'line 1, column']),
  text('nested-objects', '{"a":'.repeat(1e5), ['expected JSON', 'line 1, column']),
  text('an-array', '[]', ['a FeatureCollection']), text('a-number', '1', ['a FeatureCollection']), text('null', 'null', ['a FeatureCollection']),
  text('topojson', '{"type":"Topology","arcs":[]}', ['TopoJSON']),
  text('a-feature-alone', JSON.stringify(polygon([ring])), ['a FeatureCollection', 'found Feature']),
  text('type-of-a-number', '{"type":7}', ['no "type"']),
  text('features-none', '{"type":"FeatureCollection"}', ['an array "features"']),
  text('features-an-object', '{"type":"FeatureCollection","features":{}}', ['an array "features"']),
  text('features-empty', collection([]), 'the collection has no feature'),
  text('features-that-are-none', around('1,null,"x",[]'), ['feature 1', 'a "geometry"']),
  text('crs-of-metres', JSON.stringify({...good, crs: {type: 'name', properties: {name: 'urn:ogc:def:crs:EPSG::3116'}}}), ['crs', 'WGS 84']),
  text('crs-of-a-number', JSON.stringify({...good, crs: 7}), ['crs', 'WGS 84']),
];

const turned = square(0, 0, 1, 1).map(([x, y]) => [y * 1e6, x * 1e6]);
const shapes = [
  area('geometry-of-a-text', 'x', 'a geometry with a "type"'),
  area('geometry-without-type', {coordinates: [ring]}, 'a geometry with a "type"'),
  area('coordinates-none', {type: 'Polygon'}, '"coordinates"'),
  area('coordinates-a-number', {type: 'Polygon', coordinates: 7}, 'a polygon, an array of rings'),
  area('ring-a-number', {type: 'Polygon', coordinates: [7]}, 'a ring of positions'),
  area('ring-of-three', {type: 'Polygon', coordinates: [ring.slice(0, 3)]}, 'at least four positions'),
  area('ring-of-nothing', {type: 'Polygon', coordinates: [[]]}, 'at least four positions'),
  area('ring-open', {type: 'Polygon', coordinates: [ring.slice(0, 4)]}, 'a closed ring'),
  area('hole-open', {type: 'Polygon', coordinates: [ring, ring.slice(0, 4)]}, 'a closed ring'),
  area('position-of-one', {type: 'Polygon', coordinates: [[[0], [1, 0], [1, 1], [0]]]}, position),
  area('position-of-texts', {type: 'Polygon', coordinates: [[['0', '0'], [1, 0], [1, 1], ['0', '0']]]}, position),
  area('position-of-null', {type: 'Polygon', coordinates: [[[null, null], [1, 0], [1, 1], [null, null]]]}, position),
  area('position-in-metres', {type: 'Polygon', coordinates: [turned]}, 'say in which system they are'),
  area('position-of-1e300', {type: 'Polygon', coordinates: [[[1e300, 0], [1, 0], [1, 1], [1e300, 0]]]}, position),
  area('one-polygon-of-many-open', {type: 'MultiPolygon', coordinates: [[ring], [ring.slice(0, 4)]]}, 'a closed ring'),
  area('many-polygons-one-deep', {type: 'MultiPolygon', coordinates: [ring]}, position),
];
const taken = (name, features, told) => accepted('zones', `${name}.geojson`, collection(features), told);
const named = (codigo, geometry, nombre = codigo) => feature({codigo, nombre}, geometry);
const box = {type: 'Polygon', coordinates: [ring]};
const kept = [
  taken('geometry-null', [named('n1', box), named('n2', null)], {read: 2, rejects: [[2, 'shape_missing', 'codigo']]}),
  taken('geometry-of-lines', [named('l1', box), named('l2', {type: 'LineString', coordinates: ring})], {read: 2, rejects: [[2, 'shape_missing', 'codigo']]}),
  taken('geometry-of-nothing', [named('v1', box), named('v2', {type: 'MultiPolygon', coordinates: []})], {read: 2, rejects: [[2, 'shape_missing', 'codigo']]}),
  taken('code-missing', [named('c1', box), feature({nombre: 'x'}, box)], {read: 2, rejects: [[2, 'key_missing', 'codigo']]}),
  taken('code-of-a-list', [named('d1', box), feature({codigo: [1, [2]], nombre: 'x'}, box)], {read: 2}),
  taken('ring-that-crosses-itself', [named('x1', {type: 'Polygon', coordinates: [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]})], {read: 1}),
  taken('ring-of-no-area', [named('z1', {type: 'Polygon', coordinates: [[[0, 0], [1, 1], [0, 0], [0, 0]]]})], {read: 1}),
  taken('hole-outside', [named('h1', {type: 'Polygon', coordinates: [ring, square(3, 0, 4, 1)]})], {read: 1}),
  taken('ring-of-200000', [named('r1', {type: 'Polygon', coordinates: [[...Array.from({length: 200000}, (_, i) => [Math.cos(i / 31831), Math.sin(i / 31831)]), [1, 0]]]})], {read: 1}),
  taken('names-that-deceive', [named('s1', box, '=1+1'), named('s2', box, '<script>'), named('s3', box, '\u202eabc'), named('s4', box, '\u001b[31m')], {read: 4}),
  taken('positions-with-heights', [named('p1', {type: 'Polygon', coordinates: [ring.map(([x, y]) => [x, y, 1e300, 'x'])]})], {read: 1}),
];

const usual = {id: '1', fecha: '2020-03-09', hora: '1', tipo: 'Robo', barrio: 'Norte', cant: 1};
const fact = (id, change = {}, geometry = {type: 'Point', coordinates: [0.5, 0.75]}) => feature({...usual, id, ...change}, geometry);
const points = (name, features, told) => accepted('geojson', `${name}.geojson`, collection(features), told);
const no_point = (name, geometry) => refused('geojson', `${name}.geojson`, collection([fact(1), fact(2, {}, geometry)]), ['feature 2', position]);
const rows = [
  points('good', [fact(1), fact(2)], {read: 2}),
  points('position-none', [fact(1), fact(2, {}, null), fact(3, {}, {type: 'Point', coordinates: []})], {read: 3, findings: {position_missing: 2}}),
  points('position-far', [fact(1), fact(2, {}, {type: 'Point', coordinates: [1e300, -1e300]})], {read: 2, findings: {position_impossible: 1}}),
  no_point('point-of-texts', {type: 'Point', coordinates: ['a', 'b']}),
  no_point('point-of-one', {type: 'Point', coordinates: [1]}),
  no_point('point-without-coordinates', {type: 'Point'}),
  points('cells-of-every-kind', [fact(1), fact(2, {fecha: null}), fact(3, {fecha: ['2020-03-09']}), fact(4, {fecha: {a: 1}}), fact(5, {fecha: true}), fact(6, {fecha: 20200309}), fact(7, {tipo: -1e300})],
    {read: 7, rejects: [[2, 'day_missing', 'fecha'], [3, 'day_impossible', 'fecha'], [4, 'day_missing', 'fecha'], [5, 'day_impossible', 'fecha'], [6, 'day_impossible', 'fecha'], [7, 'offence_unknown', 'tipo']]}),
  accepted('geojson', 'cell-twice.geojson', around(`{"type":"Feature","properties":${JSON.stringify(usual).replace('"tipo"', '"tipo":"Hurto","tipo"')},"geometry":null}`), {read: 1, findings: {position_missing: 1}}),
  points('features-without-cells', [fact(1), feature(null, null), feature([], null), 7], {read: 4, rejects: [[2, 'key_missing', 'id'], [3, 'key_missing', 'id'], [4, 'key_missing', 'id']], findings: {}}),
  refused('geojson', 'columns-none.geojson', collection([feature({}, null)]), ['not found: id']),
  refused('geojson', 'columns-5000.geojson', collection([feature(Object.fromEntries(Array.from({length: 5000}, (_, i) => [`c${i}`, i])), null)]), ['columns']),
  refused('geojson', 'columns-of-a-name.geojson', collection([fact(1, {Fecha: 'x'})]), ['expected one column fecha; found 2']),
  refused('geojson', 'cell-of-2-mib.geojson', collection([fact(1), fact(2, {barrio: 'x'.repeat(2 << 20)})]), ['data row 2', 'expected at most 1024 KiB in a row']),
  refused('geojson', 'rows-of-nothing-by-the-million.geojson', () => around(JSON.stringify(fact(1, Object.fromEntries(Array.from({length: 4000}, (_, i) => [`c${i}`, ''])))) + ',{}'.repeat(3e6)), ['cells are nearly all blank'], {heavy: true}),
];

export default [...json, ...shapes, ...kept, ...rows];
