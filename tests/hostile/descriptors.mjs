// Descriptions of sources, as somebody may write them: each is refused with its file and line, or good.
import {facts, codes} from './support.mjs';

const good = id => facts(id, 'type = "csv"');
// The first line that has the piece, or the last one before a piece of two lines; those that name the case are not meant.
const line_of = (text, piece) => {
  const lines = text.toString('latin1').split('\n'), [first, more] = piece.split('\n');
  const fits = line => !/^(id|name|files)\b/.test(line) && line.includes(first);
  return 1 + (more === undefined ? lines.findIndex(fits) : lines.findLastIndex(fits));
};

const all = [];
// `change` makes the text from a good one; `at` is what stands on the line that is to be named.
function bad(id, change, at, says, more = {}) {
  const text = change(good(id));
  const place = at === null ? '' : `source.toml:${typeof at === 'number' ? at : line_of(text, at)}: `;
  all.push({id, files: {'source.toml': text, 'codes.csv': codes, ...more}, says: [place, says].flat()});
}
const put = (from, to) => text => {
  if (!text.includes(from)) throw new Error(`no ${from} to change`);
  return text.replace(from, () => to);
};
const label = row => 'code,label_1,label_2,es,pt,en,iccs,fit,indicators,note\n' + row;

all.push({id: 'd_good', files: {'source.toml': good('d_good'), 'codes.csv': codes}, good: true});
bad('d_no_contact', text => text.replace(/^contact.*\n/m, ''), null, ['whom to write to', 'contact is not there']);
bad('d_empty', () => '', 1, '"id" is missing');
bad('d_nul', text => text.replace('kind', 'ki\0nd'), 3, 'not TOML');
bad('d_bytes', text => Buffer.concat([Buffer.from(text.split('version')[0] + 'x = "'), Buffer.from([0xff]), Buffer.from('"\n')]), 2, 'not TOML');
bad('d_open_text', put('"Aldea"', '"Aldea'), 'publisher', 'not TOML');
bad('d_open_table', put('[format]', '[format'), '[format', 'not TOML');
bad('d_twice', put('version = "1"', 'version = "1"\nversion = "2"'), 'version = "2"', 'not TOML');
bad('d_table_twice', put('[key]', '[format]\n[key]'), '[format]\n[key]', 'not TOML');
bad('d_deep', text => text + 'x = ' + '['.repeat(5000), null, ['source.toml:', 'not TOML']);
bad('d_deep_keys', text => text + Array(5000).fill('a').join('.') + ' = 1\n', null, 'source.toml:');
bad('d_escape', put('"Aldea"', '"\\q"'), 'publisher', 'not TOML');
bad('d_surrogate', put('"Aldea"', '"\\ud800"'), 'publisher', 'not TOML');
bad('d_control', put('"Aldea"', '"a\x01"'), 'publisher', 'not TOML');
bad('d_number', put('"1"', '99999999999999999999999'), 'version', 'not TOML');
bad('d_day', put('["99"]', '["99"], unknown_until = "2020-02-30"'), 'hour =', 'should be a day');
bad('d_day_toml', put('["99"]', '["99"], unknown_until = 2020-02-30'), 'hour =', 'not TOML');
bad('d_id', text => text.replace('d_id', '../../d_id'), 1, 'should be the folder\'s name');
bad('d_kind', put('incidents', 'incidentes'), 'kind', ['should be one of', 'Did you mean "incidents"']);
bad('d_type', put('type = "csv"', 'type = 7'), 'type = 7', 'should be a text in quotes; found a whole number');
bad('d_list', put('columns = ["id"]', 'columns = "id"'), 'columns = "id"', 'should be a list of texts');
bad('d_mixed', put('["id"]', '["id", 7]'), 'columns = ["id", 7]', 'should be a text in quotes');
bad('d_unknown', put('cadence', 'cadencia = "x"\ncadence'), 'cadencia', 'unknown key "cadencia"');
bad('d_missing', put('url = "https://example.org"\n', ''), 1, '"url" is missing');
bad('d_separator', put('type = "csv"', 'type = "csv"\nseparator = ",,"'), 'separator', 'separator');
bad('d_separator_quote', put('type = "csv"', "type = \"csv\"\nseparator = '\"'"), 'separator', 'separator');
bad('d_separator_line', put('type = "csv"', 'type = "csv"\nseparator = "\\n"'), 'separator', 'separator');
bad('d_decimal', put('type = "csv"', 'type = "csv"\ndecimal = "5"'), 'decimal', 'decimal');
bad('d_encoding', put('type = "csv"', 'type = "csv"\nencoding = "utf-7"'), 'encoding', 'should be one of');
bad('d_head_zero', put('type = "csv"', 'type = "csv"\nheader_row = 0'), 'header_row', 'header_row');
bad('d_head_negative', put('type = "csv"', 'type = "csv"\nheader_row = -1'), 'header_row', 'header_row');
bad('d_head_far', put('type = "csv"', 'type = "csv"\nheader_row = 4294967297'), 'header_row', 'header_row');
bad('d_heads', put('type = "csv"', 'type = "csv"\nheader_rows = 9223372036854775807'), 'header_rows', 'header_rows');
bad('d_format', put('YYYY-MM-DD', 'yyyy'), 'day =', 'should be one of');
bad('d_settles', put('[key]', '[delivery]\ncovers = "months"\nsettles_months = 4294967297\n[key]'), 'settles_months', '"settles_months" should be 0 to 24');
bad('d_settles_negative', put('[key]', '[delivery]\ncovers = "months"\nsettles_months = -1\n[key]'), 'settles_months', '"settles_months" should be 0 to 24');
bad('d_box_turned', put('[-5, -1, 5, 2]', '[5, -1, -5, 2]'), 'box', '"box" should be four numbers');
bad('d_box_three', put('[-5, -1, 5, 2]', '[-5, -1, 5]'), 'box', '"box" should be four numbers');
bad('d_box_nan', put('[-5, -1, 5, 2]', '[nan, -1, 5, 2]'), 'box', '"box" should be four numbers');
bad('d_box_infinite', put('[-5, -1, 5, 2]', '[-inf, -1, inf, 2]'), 'box', '"box" should be four numbers');
bad('d_box_beyond', put('[-5, -1, 5, 2]', '[-5, -1, 1e300, 2]'), 'box', '"box" should be four numbers');
for (const [i, crs] of ['EPSG:0', 'EPSG:99999999999', '+proj=utm +nadgrids=/etc/passwd', 'urn:x', '/etc/passwd', '[', 'GEOGCS[' + '['.repeat(20000), 'PROJCS["x"', '+proj=pipeline +step +proj=longlat'].entries())
  bad(`d_crs_${i}`, put('lon = "x"\nlat = "y"', `x = "x"\ny = "y"\ncrs = '${crs}'`), 'crs =', '"crs" should be a system that PROJ knows');
bad('d_columns_none', put('columns = ["tipo"]', 'columns = []'), 'columns = []', 'should name one to three columns');
bad('d_columns_four', put('["tipo"]', '["a", "b", "c", "d"]'), '["a", "b", "c", "d"]', 'should name one to three columns');
bad('d_always', put('columns = ["tipo"]', 'always = "nada"'), null, ['codes.csv', 'expected the code "nada"']);
bad('d_layers_text', put('[area.barrio]\ncolumn = "barrio"', '[area]\nbarrio = "barrio"'), 'barrio = "barrio"', 'a table, [area.barrio]');
bad('d_codes_none', text => text, null, 'expected the head code,label_1', {'codes.csv': ''});
bad('d_codes_head', text => text, null, ['codes.csv:1:', 'expected the head'], {'codes.csv': 'code,label\n'});
bad('d_codes_short', text => text, null, ['codes.csv:3:', 'expected 10 cells; found 2'], {'codes.csv': codes.split('\n').slice(0, 2).join('\n') + '\nrobo,Robo\n'});
bad('d_codes_bytes', text => text, null, ['codes.csv', 'expected UTF-8'], {'codes.csv': Buffer.concat([Buffer.from(label('')), Buffer.from([0xff])])});
bad('d_codes_twice', text => text, null, ['codes.csv:3:', 'come a second time'], {'codes.csv': label('a,Robo,,x,x,x,,,,\nb,ROBO ,,x,x,x,,,,\n')});
bad('d_codes_fit', text => text, null, ['codes.csv:2:', '"fit" should be'], {'codes.csv': label('a,Robo,,x,x,x,,exacto,,\n')});
bad('d_codes_empty', text => text, null, ['codes.csv:2:', '"code" is empty'], {'codes.csv': label(',Robo,,x,x,x,,,,\n')});
bad('d_codes_indicator', text => text, null, ['codes.csv', 'which there is not'], {'codes.csv': label('a,Robo,,x,x,x,,,"../../x",\n')});
bad('d_areas_head', text => text, null, ['areas.csv:1:', 'expected the head code,name'], {'areas.csv': 'x\n'});
export default all;
