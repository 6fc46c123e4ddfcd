// Counts, wide tables and what rates divide by.
import {accepted, refused} from './support.mjs';

const counts = text => 'fecha,tipo,barrio,cant\n202003,Robo,Norte,5\n' + text;
const one = (name, row, reason, column) => accepted('tallies', name, counts(row + '\n'), {read: 2, rejects: [[2, reason, column]]});
const wide = text => 'fecha,tipo,ENERO,FEBRERO\n2020,Robo,1,2\n' + text;
const people = text => 'barrio,fecha,cant\nNorte,2020,1000\n' + text;
const no_people = (name, row, reason, column) => accepted('exposures', name, people(row + '\n'), {read: 2, rejects: [[2, reason, column]]});

export default [
  accepted('tallies', 'good', counts(''), {read: 1}),
  ...['-1', '1.5', '1e400', 'NaN', 'inf', '9'.repeat(19), '9'.repeat(5000), '=1', '1 00', ''].map((n, i) => one(`count-${i + 1}`, `202003,Hurto,Norte,${n}`, 'count_impossible', 'cant')),
  ...['202013', '202000', '2020', '20200', '0', '-20203', '9'.repeat(6), '2020-3', '1e5'].map((m, i) => one(`month-${i + 1}`, `${m},Hurto,Norte,1`, 'day_impossible', 'fecha')),
  one('month-before-1990', '198912,Hurto,Norte,1', 'day_too_early', 'fecha'), one('month-to-come', '202102,Hurto,Norte,1', 'day_future', 'fecha'),
  one('category-unknown', '202003,=1+1,Norte,1', 'offence_unknown', 'tipo'), one('category-missing', '202003,,Norte,1', 'offence_missing', 'tipo'),
  one('row-of-three', '202003,Robo,Norte', 'row_broken', ''), one('quote-broken', '202003,"Robo"x,Norte,1', 'quote_broken', ''),
  accepted('tallies', 'count-of-eighteen-digits', counts(`202003,Hurto,Norte,${'9'.repeat(18)}\n`), {read: 2, rejects: [[2, 'count_impossible', 'cant']]}),
  accepted('tallies', 'counts-that-add-up-beyond-measure', counts(Array(20).fill(`202003,Hurto,Norte,${'9'.repeat(18)}\n`).join('')), {read: 21, rejects: Array.from({length: 20}, (_, i) => [i + 2, 'count_impossible', 'cant'])}),
  accepted('wide', 'wide-good', wide(''), {read: 2}),
  accepted('wide', 'wide-cells-that-cannot-be', wide('2020,Hurto,x,-1\n'), {read: 4, rejects: [[2, 'count_impossible', 'ENERO'], [2, 'count_impossible', 'FEBRERO']]}),
  accepted('wide', 'wide-row-of-two', wide('2020,Hurto\n'), {read: 3, rejects: [[2, 'row_broken', '']]}),
  accepted('wide', 'wide-quote-broken', wide('2020,"Hurto"x,1,2\n'), {read: 3, rejects: [[2, 'quote_broken', '']]}),
  accepted('wide', 'wide-year-beyond', wide('4294969316,Hurto,1,2\n'), {read: 4, rejects: [[2, 'day_impossible', 'fecha'], [2, 'day_impossible', 'fecha']]}),
  refused('wide', 'wide-column-missing', 'fecha,tipo,ENERO\n2020,Robo,1\n', 'FEBRERO'),
  refused('wide', 'wide-column-twice', 'fecha,tipo,ENERO,FEBRERO,Enero\n2020,Robo,1,2,3\n', 'ENERO'),
  accepted('exposures', 'people-good', people(''), {read: 1}),
  no_people('people-of-an-unknown-area', '=1,2020,5', 'area_unknown', 'barrio'), no_people('people-of-no-area', ',2020,5', 'area_unknown', 'barrio'),
  ...['1799', '2201', '-2020', '20 20', '1e3', '', '9'.repeat(300)].map((y, i) => no_people(`year-${i + 1}`, `Sur,${y},5`, 'year_impossible', 'fecha')),
  ...['-5', '1e400', 'x', '', '9'.repeat(19), '1.5'].map((n, i) => no_people(`people-${i + 1}`, `Sur,2020,${n}`, 'count_impossible', 'cant')),
  accepted('exposures', 'people-twice', people('Norte,2020,1000\nNorte,2020,2000\n'), {read: 3, duplicate: 2}),
];
