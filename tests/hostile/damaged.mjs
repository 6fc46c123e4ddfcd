// Good files with bytes changed or cut off by chance, from a fixed seed. What each comes to is in outcomes.json.
import {base, chance, gzip, head, lines, recorded} from './support.mjs';
import {book} from './xlsx.mjs';
import {good as parquet} from './parquet.mjs';
import {good as shapefile} from './shapefile.mjs';

const {below, byte} = chance(20261125);
function damaged(good) {
  let out = Buffer.from(good);
  for (let n = 1 + below(4); n > 0; --n) out[below(out.length)] = byte();
  if (below(5) === 0) out = out.subarray(0, 1 + below(out.length));
  return out;
}
const copies = (source, ending, n, good) => Array.from({length: n}, (_, i) => recorded(source, `damaged-${i + 1}${ending}`, damaged(typeof good === 'function' ? good() : good)));
const table = head + lines(5);

export default [
  ...copies('csv', '.csv', 12, table),
  ...copies('csv', '.csv.gz', 6, gzip(table)),
  ...copies('xlsx', '.xlsx', 14, () => book()),
  ...copies('zones', '.geojson', 12, base),
  ...copies('parquet', '.parquet', 24, parquet),
  ...copies('shapefile', '.zip', 14, shapefile),
];
