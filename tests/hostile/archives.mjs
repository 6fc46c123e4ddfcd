// gzip and zip around a table: cut, damaged, lying about what is in them, or far larger than they look.
import zlib from 'node:zlib';
import {accepted, bytes, flipped, gzip, head, line, lines, refused, zip} from './support.mjs';

const good = head + lines(40);
const rows = {read: 40};
const packed = gzip(good);
const patched = (at, value) => {
  const out = Buffer.from(packed);
  out.writeUInt32LE(value, at < 0 ? out.length + at : at);
  return out;
};
const with_name = name => {  // FNAME in the head of the gzip member
  const out = bytes(packed.subarray(0, 10), name, [0], packed.subarray(10));
  out[3] |= 8;
  return out;
};
const bomb = () => gzip(bytes(head, Buffer.alloc(64 << 20, '\n')));

const gz = [
  accepted('csv', 'gzip.csv.gz', packed, rows),
  accepted('csv', 'gzip-called-otherwise.txt', gzip(good + line('x')), {read: 41}),
  accepted('csv', 'gzip-of-two-members.gz', bytes(gzip(head), gzip(lines(3))), {read: 3}),
  accepted('csv', 'gzip-of-a-thousand-members.gz', bytes(gzip(head), ...Array.from({length: 1000}, (_, i) => gzip(line(i)))), {read: 1000}),
  accepted('csv', 'gzip-of-a-member-of-nothing.gz', bytes(gzip(''), packed), rows),
  accepted('csv', 'gzip-with-a-path-for-a-name.gz', with_name('../../../etc/passwd'), rows),
  ...[1, 9, 10, 11, 50, packed.length - 9, packed.length - 8, packed.length - 1].map(n =>
    refused('csv', `gzip-cut-at-${n}.gz`, packed.subarray(0, n), n === 1 ? 'not found: id' : ['the file ends at byte', 'it was cut short'])),
  refused('csv', 'gzip-with-another-checksum.gz', patched(-8, 1), ['found damage near byte']),
  refused('csv', 'gzip-with-another-length.gz', patched(-4, 1 << 30), ['found damage near byte']),
  refused('csv', 'gzip-of-an-unknown-method.gz', flipped(packed, 2, 1), ['found damage near byte']),
  refused('csv', 'gzip-with-reserved-flags.gz', flipped(packed, 3, 0xe0), ['found damage near byte']),
  refused('csv', 'gzip-with-a-head-without-end.gz', bytes(flipped(packed, 3, 4).subarray(0, 10), [0xff, 0xff], 'x'.repeat(50)), ['the file ends at byte']),
  refused('csv', 'gzip-then-rubbish.gz', bytes(packed, 'rubbish'), ['found damage near byte']),
  refused('csv', 'gzip-of-nothing.gz', gzip(''), ['the file is empty']),
  refused('csv', 'gzip-of-a-gzip.gz', gzip(packed), ['an archive within the archive']),
  refused('csv', 'gzip-of-a-zip.gz', gzip(zip([{name: 'a', data: good}])), ['an archive within the archive']),
  refused('csv', 'gzip-of-a-gzip-of-a-gzip.gz', gzip(gzip(gzip(gzip('x')))), ['an archive within the archive']),
  refused('csv', 'gzip-bomb.gz', bomb, ['unpacks to more than 100 times its size']),
  refused('csv', 'gzip-bomb-in-members.gz', () => bytes(gzip(head), ...Array(64).fill(gzip(Buffer.alloc(1 << 20, '\n')))), ['unpacks to more than 100 times its size']),
  refused('csv', 'gzip-bomb-of-one-line.gz', () => gzip(bytes(head, Buffer.alloc(200 << 20, 'x'))), ['unpacks to more than 100 times its size', ], {heavy: true}),
  refused('csv', 'gzip-of-3-gib.gz', () => {  // as much as the ratio allows, and more than all may be
    const noise = Buffer.from(Array.from({length: 1 << 20}, (_, i) => 32 + ((i * 2654435761) >>> 9) % 90));
    const row = bytes('1,', noise.subarray(0, 30000), '\n');
    return gzip(bytes(head, Buffer.concat(Array(70000).fill(row))));
  }, ['unpacks to more than'], {heavy: true}),
];

const member = {name: 'hechos.csv', data: good};
const zipped = zip([member]);
const lone = (change, name = member.name) => zip([{...member, name, ...change}]);
const shared = () => {  // many members, one and the same bytes
  const first = {name: '0', data: Buffer.alloc(1 << 20, 'x')};
  return zip([first, ...Array.from({length: 999}, (_, i) => ({name: `${i + 1}`, data: first.data, at: 0}))]);
};
const zips = [
  accepted('csv', 'zip.zip', zipped, rows),
  accepted('csv', 'zip-called-otherwise.csv', zip([{...member, data: good + line('y')}]), {read: 41}),
  accepted('csv', 'zip-stored.zip', lone({method: 0}), rows),
  ...[['parents', '../../../../etc/passwd'], ['absolute', '/etc/passwd'], ['backslashes', '..\\..\\windows\\x.csv'], ['device', 'C:CON'], ['bidi', 'a\u202evsc.exe'], ['line-ends', 'a\nb\r'], ['long', 'x'.repeat(60000)], ['bad-bytes', Buffer.from([0xff, 0xfe, 0x41])]]
    .map(([what, name]) => accepted('csv', `zip-member-named-${what}.zip`, lone({}, name), rows)),
  accepted('csv', 'zip-member-a-link.zip', lone({attributes: 0xa1ff0000}), rows),
  accepted('csv', 'zip-with-a-folder.zip', zip([{name: 'a/', data: ''}, {...member, name: 'a/b.csv'}]), rows),
  accepted('csv', 'zip-with-a-comment.zip', zip([member], {comment: 'x'.repeat(60000)}), rows),
  refused('csv', 'zip-after-a-program.zip', zip([member], {before: '#!/bin/sh\nexit\n'}), ['found binary data']),
  accepted('csv', 'zip-with-a-note.zip', zip([{name: 'LEEME.txt', data: 'lea'}, member, {name: '__MACOSX/._hechos.csv', data: 'x'}, {name: 'a/guía.pdf', data: '%PDF-1.4'}]), rows),
  refused('csv', 'zip-of-two-with-long-names.zip', zip([{...member, name: 'ñ'.repeat(30000)}, {...member, name: 'a\u202evsc.exe'}]), ['found 2 (ñññ', '…, a']),
  refused('csv', 'zip-of-nothing.zip', zip([]), ['found none']),
  refused('csv', 'zip-of-folders.zip', zip([{name: 'a/'}, {name: 'b/'}]), ['found none']),
  refused('csv', 'zip-of-two.zip', zip([member, {...member, name: 'b'}]), ['expected a zip with one file in it; found 2']),
  refused('csv', 'zip-of-two-of-a-name.zip', zip([member, member]), ['found 2']),
  refused('csv', 'zip-of-a-nameless-member.zip', lone({}, ''), ['found none']),
  refused('csv', 'zip-of-10001.zip', () => zip(Array.from({length: 10001}, (_, i) => ({name: `${i}`, data: 'x'}))), ['found 10000']),
  refused('csv', 'zip-of-members-that-share-bytes.zip', shared, ['found 1000']),
  refused('csv', 'zip-of-a-workbook.zip', zip([{name: 'xl/workbook.xml', data: '<x/>'}]), ['found an Excel workbook']),
  refused('csv', 'zip-of-a-zip.zip', zip([{name: 'a', data: zipped}]), ['an archive within the archive']),
  refused('csv', 'zip-of-a-gzip.zip', zip([{name: 'a', data: packed}]), ['an archive within the archive']),
  refused('csv', 'zip-locked.zip', lone({flags: 1}), ['its one member cannot be unpacked']),
  refused('csv', 'zip-of-an-unknown-method.zip', lone({method: 99, body: Buffer.from(good)}), ['its directory cannot be read']),
  refused('csv', 'zip-with-another-checksum.zip', lone({crc: 1}), ['the zip archive is damaged']),
  accepted('csv', 'zip-that-says-less.zip', lone({size: 10}), rows),  // its checksum is that of all its bytes
  accepted('csv', 'zip-that-says-4-gib.zip', lone({size: 0xfffffffe}), rows),
  refused('csv', 'zip-packed-in-one-byte.zip', lone({packed: 1}), ['the zip archive is damaged']),
  accepted('csv', 'zip-packed-in-4-gib.zip', lone({packed: 0xfffffffe}), rows),
  refused('csv', 'zip-with-bytes-elsewhere.zip', lone({offset: 0x7fffffff}), ['cannot be']),
  refused('csv', 'zip-with-bytes-in-its-directory.zip', lone({offset: 200}), ['the zip archive is damaged']),
  refused('csv', 'zip-without-a-directory.zip', zipped.subarray(0, zipped.length - 30), ['its directory cannot be read']),
  refused('csv', 'zip-cut-in-half.zip', zipped.subarray(0, zipped.length >> 1), ['its directory cannot be read']),
  refused('csv', 'zip-of-four-bytes.zip', 'PK\x03\x04', ['its directory cannot be read']),
  refused('csv', 'zip-that-says-65535-members.zip', zip([member], {entries: 65535}), ['its directory cannot be read']),
  refused('csv', 'zip-that-says-none.zip', zip([member], {entries: 0}), ['cannot be']),
  refused('csv', 'zip-with-a-directory-outside.zip', zip([member], {tail: end => { end.writeUInt32LE(0x7fffffff, 16); return end; }}), ['its directory cannot be read']),
  refused('csv', 'zip-in-parts.zip', zip([member], {tail: end => { end.writeUInt16LE(3, 4); return end; }}), ['its directory cannot be read']),
  refused('csv', 'zip-damaged.zip', flipped(zipped, 60), ['the zip archive is damaged']),
  refused('csv', 'zip-bomb.zip', () => zip([{name: 'a', data: bytes(head, Buffer.alloc(64 << 20, '\n'))}]), ['unpacks to more than 100 times its size']),
  refused('csv', 'zip-bomb-that-says-it-is-small.zip', () => zip([{name: 'a', data: bytes(head, Buffer.alloc(64 << 20, '\n')), size: 100}]), ['unpacks to more than 100 times its size']),
  refused('csv', 'zip-of-an-empty-file.zip', lone({data: ''}), ['the file is empty']),
];

export default [...gz, ...zips];
