// Parquet: a table of texts written here, and the same with lies in its description of itself.
import {accepted, bytes, cells, columns, flipped, refused} from './support.mjs';

// --- thrift, compact protocol ---------------------------------------------------------------
const varint = n => {
  const out = [];
  for (n = BigInt(n); n > 127n; n >>= 7n) out.push(Number(n & 127n) | 128);
  return Buffer.from([...out, Number(n)]);
};
const zigzag = n => varint((BigInt(n) << 1n) ^ (BigInt(n) >> 63n) & ((1n << 64n) - 1n));
const int = n => ({type: 5, data: zigzag(n)});
const long = n => ({type: 6, data: zigzag(n)});
const binary = text => ({type: 8, data: bytes(varint(Buffer.byteLength(text)), text)});
const list = (type, items, told = items.length) => ({type: 9, data: bytes(told < 15 ? [told << 4 | type] : bytes([0xf0 | type], varint(told)), ...items.map(item => item.data ?? item))});
const struct = fields => {  // {id: value}
  let last = 0;
  const parts = [];
  for (const [id, value] of Object.entries(fields).filter(([, value]) => value !== undefined)) {
    parts.push([(Number(id) - last) << 4 | value.type], value.data);
    last = Number(id);
  }
  return {type: 12, data: bytes(...parts, [0])};
};

// A file of one row group, each column a page of plain texts, those of `raw` of plain bytes. `lie` changes what it says of itself.
const pages = (rows, columns) => columns.map((_, c) => bytes(...rows.map(row => bytes(Buffer.from(new Uint32Array([Buffer.byteLength(row[c])]).buffer), row[c]))));
export function parquet(rows, lie = {}, {columns: own = columns, raw = []} = {}) {
  const parts = [Buffer.from('PAR1')];
  let at = 4;
  const chunks = pages(rows, own).map((data, c) => {
    const body = lie.page?.(data, c) ?? data;
    const header = struct({1: int(lie.page_type ?? 0), 2: int(lie.unpacked ?? body.length), 3: int(lie.packed ?? body.length), 5: struct({1: int(lie.values ?? rows.length), 2: int(lie.encoding ?? 0), 3: int(3), 4: int(3)})}).data;
    const offset = at;
    parts.push(header, body);
    at += header.length + body.length;
    const size = header.length + body.length;
    return struct({2: long(lie.offset ?? offset), 3: struct({1: int(lie.physical ?? 6), 2: list(5, [zigzag(0)]), 3: list(8, [binary(lie.path?.(c) ?? own[c]).data]), 4: int(lie.codec ?? 0), 5: long(lie.count ?? rows.length), 6: long(size), 7: long(size), 9: long(lie.offset ?? offset)})});
  });
  const names = lie.names ?? own;
  const schema = [struct({4: binary('schema'), 5: int(lie.children ?? names.length)}), ...names.map(name => struct({1: int(lie.physical ?? 6), 3: int(lie.repetition ?? 0), 4: binary(name), 6: raw.includes(name) ? undefined : int(0)}))];
  const groups = lie.groups ?? [struct({1: list(12, chunks), 2: long(9), 3: long(lie.rows ?? rows.length)})];
  const footer = struct({1: int(1), 2: list(12, schema, lie.schema), 3: long(lie.total ?? rows.length), 4: list(12, groups, lie.group_count)}).data;
  const length = Buffer.alloc(4);
  length.writeUInt32LE(lie.footer ?? footer.length);
  return bytes(...parts, footer, length, 'PAR1');
}

const three = [1, 2, 3].map(id => cells(id));
const good = parquet(three);
const lying = (name, lie, says = 'expected Parquet; it cannot be read') => refused('parquet', `${name}.parquet`, parquet(three, lie), says);
const table = rows => parquet([cells(1), ...rows]);

export default [
  accepted('parquet', 'good.parquet', good, {read: 3}),
  accepted('parquet', 'cells-that-cannot-be.parquet', table([cells(2, {fecha: '2020-02-30'}), cells(3, {tipo: ''}), cells(4, {cant: '1e400'}), cells(5, {x: 'NaN'})]),
    {read: 5, rejects: [[2, 'day_impossible', 'fecha'], [3, 'offence_missing', 'tipo'], [4, 'units_impossible', 'cant']], findings: {position_impossible: 1}}),
  accepted('parquet', 'cells-that-deceive.parquet', table([cells(2, {barrio: '=1+1'}), cells(3, {barrio: 'a\u202eb\u001b[0m'}), cells(4, {barrio: 'a"b,c\nd'})]), {read: 4, findings: {area_not_found: 3}}),
  refused('parquet', 'empty.parquet', '', 'the file is empty'),
  refused('parquet', 'is-csv.parquet', 'id,fecha\n', 'expected Parquet; found something else'),
  refused('parquet', 'is-a-gzip.parquet', Buffer.from([0x1f, 0x8b, 8, 0]), 'found an archive'),
  refused('parquet', 'magic-alone.parquet', 'PAR1', 'it was cut short'),
  refused('parquet', 'magic-twice.parquet', 'PAR1PAR1', 'it was cut short'),
  refused('parquet', 'magic-and-nothing.parquet', bytes('PAR1', [0, 0, 0, 0], 'PAR1'), 'it cannot be read'),
  ...[5, 100, good.length >> 1, good.length - 1].map(n => refused('parquet', `cut-at-${n}.parquet`, good.subarray(0, n), 'it was cut short')),
  refused('parquet', 'encrypted.parquet', bytes('PARE', good.subarray(4, good.length - 4), 'PARE'), 'expected Parquet; found something else'),
  refused('parquet', 'of-another-end.parquet', flipped(good, good.length - 1), 'it was cut short'),
  lying('description-longer-than-the-file', {footer: 0x7fffffff}, 'would be longer than the file'),
  lying('description-of-4-gib', {footer: 0xffffffff}, 'would be longer than the file'),
  lying('description-of-nothing', {footer: 0}),
  lying('description-of-one-byte', {footer: 1}),
  lying('columns-a-million', {schema: 1000001}, 'expected at most 4096 columns; found 1000000'),
  lying('columns-a-milliard', {schema: 2 ** 31}, 'expected at most 4096 columns'),
  lying('columns-more-than-there-are', {schema: 100}),
  lying('children-more-than-there-are', {children: 100}),
  lying('children-of-minus-one', {children: -1}, ''),
  lying('columns-of-a-name', {names: columns.map(() => 'id')}, ['not found: fecha']),
  lying('columns-of-others', {names: columns.map((_, i) => `c${i}`)}, ['not found: id']),
  lying('rows-fewer', {total: 2}, 'says that it has 2 rows; found 3'),
  lying('rows-more', {total: 1e6}, 'says that it has 1000000 rows; found 3'),
  lying('rows-negative', {total: -5}, ''),
  lying('group-of-more-rows', {rows: 1e9}, ''),
  lying('groups-none', {groups: [], total: 0}, 'found none'),
  lying('groups-of-a-milliard', {group_count: 2 ** 30}, ''),
  // What a page says of its values is not used: the group says how many there are.
  accepted('parquet', 'values-more-than-there-are.parquet', parquet(three, {values: 1e6}), {read: 3}),
  accepted('parquet', 'values-of-two-milliards.parquet', parquet(three, {values: 2 ** 31 - 1}), {read: 3}),
  lying('values-negative', {values: -1}, ''),
  lying('page-of-an-unknown-kind', {page_type: 77}, ''),
  lying('page-of-2-gib', {unpacked: 2 ** 31 - 1}, ''),
  lying('page-packed-in-2-gib', {packed: 2 ** 31 - 1}, ''),
  lying('page-of-minus-one', {unpacked: -1, packed: -1}, ''),
  lying('encoding-unknown', {encoding: 99}, ''),
  lying('codec-unknown', {codec: 99}, ''),
  lying('codec-that-is-not-so', {codec: 1}, ''),
  lying('codec-gzip-that-is-not-so', {codec: 2}, ''),
  lying('type-unknown', {physical: 99}, ''),
  lying('type-of-numbers', {physical: 2}, ''),
  lying('repeated', {repetition: 2}, ''),
  lying('offset-outside', {offset: 1e9}, ''),
  lying('offset-negative', {offset: -1}, ''),
  lying('offset-in-the-magic', {offset: 0}, ''),
  lying('text-longer-than-its-page', {page: data => { const out = Buffer.from(data); out.writeUInt32LE(0x7fffffff, 0); return out; }}, ''),
  lying('text-of-minus-one', {page: data => { const out = Buffer.from(data); out.writeInt32LE(-1, 0); return out; }}, ''),
  lying('text-in-bad-bytes', {page: (data, c) => { const out = Buffer.from(data); if (c === 3) out[4] = 0xff; return out; }}, ''),
];
export {good};
