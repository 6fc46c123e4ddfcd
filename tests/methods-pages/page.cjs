// The pages of docs/methods: the text of a method with its picture, and the index by question.
'use strict';

const languages = ['es', 'pt', 'en'];
// Spanish first: its files have the plain name.
const fileOf = (name, language, ending) => (language === 'es' ? `${name}.${ending}` : `${name}.${language}.${ending}`);

const said = {
  es: {
    tongue: 'español', index: 'Los métodos, por pregunta', all: 'todos los métodos', version: 'versión', run: 'Cómo se corre', column: ['Tabla', 'Columna', 'Valores', 'Qué es'], setting: ['Ajuste', 'Valores', 'Qué hace'],
    drawing: ({number, method}) => `El dibujo es de un caso conocido (el ${number}.º de [golden.json](../../src/methods/${method}/golden.json)); con \`--svg\` sale el de los datos propios.`,
    intro: 'Cada método del catálogo contesta una pregunta. Su página dice cómo se lee la respuesta y cuándo no usarlo, con un dibujo de un caso conocido. En la terminal: `atalaya method show NOMBRE`.',
    held: 'Qué da cada uno en casos publicados: [validation.md](validation.md) (en inglés).',
  },
  pt: {
    tongue: 'português', index: 'Os métodos, por pergunta', all: 'todos os métodos', version: 'versão', run: 'Como se executa', column: ['Tabela', 'Coluna', 'Valores', 'O que é'], setting: ['Ajuste', 'Valores', 'O que faz'],
    drawing: ({number, method}) => `O desenho é de um caso conhecido (o ${number}.º de [golden.json](../../src/methods/${method}/golden.json)); com \`--svg\` sai o dos dados próprios.`,
    intro: 'Cada método do catálogo responde a uma pergunta. Sua página diz como se lê a resposta e quando não usá-lo, com um desenho de um caso conhecido. No terminal: `atalaya method show NOME`.',
    held: 'O que cada um dá em casos publicados: [validation.md](validation.md) (em inglês).',
  },
  en: {
    tongue: 'English', index: 'The methods, by question', all: 'all methods', version: 'version', run: 'How to run it', column: ['Table', 'Column', 'Values', 'What it is'], setting: ['Setting', 'Values', 'What it does'],
    drawing: ({name, method}) => `The picture is of a known case (“${name}”, of [golden.json](../../src/methods/${method}/golden.json)); \`--svg\` draws that of your own data.`,
    intro: 'Each method of the catalogue answers a question. Its page says how the answer is read and when not to use it, with a picture of a known case. In the terminal: `atalaya method show METHOD`.',
    held: 'What each gives on published cases: [validation.md](validation.md).',
  },
};

const others = (name, language) =>
  languages.filter((one) => one !== language).map((one) => `[${said[one].tongue}](${fileOf(name, one, 'md')})`);

function commandOf(method, shown) {
  const tables = shown.tables.filter((table) => !table.optional).map((table) => ` --table ${table.name}=${table.name}.${table.shapes ? 'geojson' : 'csv'}`);
  return `atalaya method run ${method}${tables.join('')} --svg ${method}.svg`;
}

const filled = (template, holes) => template.replace(/\{(\w+)\}/g, (hole, name) => holes[name] ?? hole);
const numberless = (name) => name.replace(/\d+/g, '#');
const row = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
const table = (heads, rows) => [row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n');

// Rows [before, name, ...after] of x1, x2 ... x12 that are all the same are one, of `x1` … `x12`.
function gathered(rows) {
  const out = [];
  for (const [before, name, ...after] of rows) {
    const last = out.at(-1);
    const alike = last && numberless(name) !== name && numberless(last.first) === numberless(name) && !before && after.join() === last.after.join();
    if (alike) last.names = `\`${last.first}\` … \`${name}\``;
    else out.push({before, first: name, names: `\`${name}\``, after});
  }
  return out.map(({before, names, after}) => [before, names, ...after]);
}

const withUnit = (text, unit, terminal) => (unit === '1' ? text : `${text} (${terminal[`unit.${unit}`] ?? unit})`);

function columnsOf({shown, terminal, words}) {
  const rows = [];
  for (const its of shown.tables) {
    const facts = [['optional', 'method.optional'], ['in_order', 'method.in_order'], ['shapes', 'method.shapes']].filter(([fact]) => its[fact]).map(([, key]) => terminal[key]);
    const name = [`\`${its.name}\``, ...facts].join('; ');
    its.columns.forEach((column, i) => {
      const holds = withUnit(terminal[`holds.${column.holds}`], column.unit, terminal) + (column.optional ? `; ${terminal['method.optional']}` : '');
      rows.push([i ? '' : name, column.name, holds, column.what]);
    });
  }
  return `## ${terminal['method.tables']}\n\n${table(words.column, gathered(rows))}\n`;
}

function valuesOf(setting, terminal) {
  if (setting.kind === 'choice') return filled(terminal['method.choice'], {choices: setting.choices.map((one) => `\`${one}\``).join(', '), standard: `\`${setting.standard}\``});
  if (setting.kind === 'flag') return filled(terminal['method.flag'], {standard: `\`${setting.standard !== 0}\``});
  return withUnit(filled(terminal['method.range'], {...setting, kind: terminal[`holds.${setting.kind}`]}), setting.unit, terminal);
}

function settingsOf({shown, terminal, words}) {
  const rows = shown.settings.map((setting) => {
    const choices = Object.entries(setting.choices_what ?? {}).map(([choice, what]) => `\`${choice}\`: ${what}`);
    return ['', setting.name, valuesOf(setting, terminal), [setting.what, ...choices].join('<br>')];
  });
  return rows.length ? `## ${terminal['method.settings']}\n\n${table(words.setting, gathered(rows).map(([, ...cells]) => cells))}\n` : '';
}

// The picture stands after the answer, before what the method is not for. Its case is named in English, as golden.json has it,
// and counted in the other languages.
function pageOf({method, language, text, shown, terminal, golden, drawn}) {
  const words = said[language];
  const [title, ...rest] = text.trimEnd().split('\n');
  const head = [`\`${method}\`, ${words.version} ${shown.version}`, terminal[`family.${shown.family}`], `[${words.all}](${fileOf('README', language, 'md')})`, ...others(method, language)];
  const sections = rest.join('\n').trim().split(/\n(?=## )/);
  const question = shown.page[0].text.replaceAll(/[[\]]/g, '');
  sections.splice(2, 0, `![${question}](${drawn})\n\n${words.drawing({...golden, method})}\n`);
  const asked = [columnsOf({shown, terminal, words}), settingsOf({shown, terminal, words})].filter(Boolean);
  return [title, '', `${head.join(' · ')}`, '', ...sections, '', ...asked, `## ${words.run}`, '', '```', commandOf(method, shown), '```', ''].join('\n');
}

function indexOf({language, methods, terminal}) {
  const words = said[language];
  const out = [`# ${words.index}`, '', others('README', language).join(' · '), '', words.intro, '', words.held, ''];
  const families = Object.keys(terminal).filter((key) => key.startsWith('family.')).map((key) => key.slice('family.'.length));
  for (const family of families) {
    const its = methods.filter((one) => one.family === family);
    if (!its.length) continue;
    out.push(`## ${terminal[`family.${family}`]}`, '');
    for (const one of its) out.push(`- ${one.question} [${one.name}](${fileOf(one.method, language, 'md')})`);
    out.push('');
  }
  return out.join('\n');
}

module.exports = {pageOf, indexOf, fileOf, languages};
