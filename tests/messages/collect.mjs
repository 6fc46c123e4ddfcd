// Reads the C++ sources for what people are told: the English templates of message("…"), and every place where
// an Error gets words that nobody could translate.
//
//     const {templates, complaints} = collect(root);
//     templates: template -> ["src/intake/bytes.cpp:32", …]
import fs from 'node:fs';
import path from 'node:path';

// Comments and literals of one file: code with every literal's inside blanked, so that brackets and commas can
// be counted, and the literals by where they begin.
function read(text) {
  const code = text.split('');
  const literals = new Map(); // offset of the opening quote -> {end, text}
  const blank = (from, to) => {
    for (let i = from; i < to; ++i) if (code[i] !== '\n') code[i] = ' ';
  };
  for (let i = 0; i < text.length; ) {
    const two = text.slice(i, i + 2);
    if (two === '//') {
      let end = text.indexOf('\n', i);
      if (end < 0) end = text.length;
      blank(i, end);
      i = end;
    } else if (two === '/*') {
      const end = text.indexOf('*/', i) + 2;
      blank(i, end);
      i = end;
    } else if (two === 'R"' && !/\w/.test(text[i - 1] ?? '')) {
      const open = text.indexOf('(', i);
      const close = ')' + text.slice(i + 2, open) + '"';
      const end = text.indexOf(close, open) + close.length;
      literals.set(i + 1, {end, text: text.slice(open + 1, end - close.length)});
      blank(i + 2, end - 1);
      i = end;
    } else if (text[i] === '"' || (text[i] === "'" && !/\w/.test(text[i - 1] ?? ''))) {
      let end = i + 1;
      while (text[end] !== text[i]) end += text[end] === '\\' ? 2 : 1;
      if (text[i] === '"') literals.set(i, {end: end + 1, text: unescaped(text.slice(i + 1, end))});
      blank(i + 1, end);
      i = end + 1;
    } else {
      ++i;
    }
  }
  return {code: code.join(''), literals};
}

function unescaped(text) {
  const named = {n: '\n', t: '\t', r: '\r', 0: '\0'};
  return text.replace(/\\(x[0-9A-Fa-f]{2}|.)/g, (whole, what) =>
    what.length > 1 ? String.fromCharCode(parseInt(what.slice(1), 16)) : (named[what] ?? what)
  );
}

// The arguments of the call whose bracket opens at `open`: [{from, to}].
function argumentsAt(code, open) {
  const out = [];
  let depth = 0;
  let from = open + 1;
  for (let i = open; i < code.length; ++i) {
    if ('([{'.includes(code[i])) ++depth;
    if (')]}'.includes(code[i]) && --depth === 0) {
      if (code.slice(from, i).trim()) out.push({from, to: i});
      return out;
    }
    if (code[i] === ',' && depth === 1) {
      out.push({from, to: i});
      from = i + 1;
    }
  }
  return out;
}

// The literals, one after the other, that are all of an argument; undefined when it is something else.
function literalOf({code, literals}, {from, to}) {
  let text = '';
  let any = false;
  for (let i = from; i < to; ) {
    if (/\s/.test(code[i])) {
      ++i;
      continue;
    }
    const literal = literals.get(i);
    if (!literal) return undefined;
    text += literal.text;
    any = true;
    i = literal.end;
  }
  return any ? text : undefined;
}

export function sources(root, folder = 'src') {
  const out = [];
  for (const entry of fs.readdirSync(path.join(root, folder), {withFileTypes: true})) {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) out.push(...sources(root, name));
    else if (/\.[ch]pp$/.test(entry.name)) out.push(name);
  }
  return out.sort();
}

// Every literal of one file, each with its line.
export function literalsOf(file) {
  const text = fs.readFileSync(file, 'utf8');
  return [...read(text).literals].map(([offset, literal]) => ({text: literal.text, line: text.slice(0, offset).split('\n').length}));
}

export function collect(root) {
  const templates = new Map();
  const complaints = [];
  const givers = new Set(); // functions that give a Message
  for (const file of sources(root)) {
    const {code} = read(fs.readFileSync(path.join(root, file), 'utf8'));
    for (const [, name] of code.matchAll(/(?<![\w:])Message\s+(\w+)\(/g)) givers.add(name);
  }
  for (const file of sources(root)) {
    if (/^src\/core\/(message|error)\.[ch]pp$/.test(file)) continue; // where the words themselves are made
    const text = fs.readFileSync(path.join(root, file), 'utf8');
    const parsed = read(text);
    const {code, literals} = parsed;
    const at = (offset) => `${file}:${text.slice(0, offset).split('\n').length}`;

    for (const found of code.matchAll(/(?<![\w.>]|[^:]:|atalaya::\w+::)message\(/g)) {
      const open = found.index + found[0].length - 1;
      const args = argumentsAt(code, open);
      if (args.length === 0) continue; // a function without arguments that has the same name
      const template = literalOf(parsed, args[0]);
      if (template === undefined) {
        complaints.push(`${at(found.index)}: expected message("…") with a literal, found another first argument`);
        continue;
      }
      if (!templates.has(template)) templates.set(template, []);
      templates.get(template).push(at(found.index));
      // An argument of two words or more is a fragment that a reader of another language would see in English.
      for (const argument of args.slice(1)) {
        if (/(?<![\w.>])message\(/.test(code.slice(argument.from, argument.to))) continue;
        for (const [offset, literal] of literals) {
          if (offset < argument.from || offset >= argument.to) continue;
          if (/\p{L}{2,} \p{L}{2,}/u.test(literal.text))
            complaints.push(`${at(offset)}: expected message("${literal.text}") as an argument, found a bare text`);
        }
      }
    }

    // A sentence that is said as it is would be one in English.
    for (const found of code.matchAll(/(?<![\w.>])verbatim\(/g)) {
      const text = literalOf(parsed, argumentsAt(code, found.index + found[0].length - 1)[0]);
      if (/\p{L}{2,} \p{L}{2,}/u.test(text ?? '') && !/^atalaya \w+$/.test(text))
        complaints.push(`${at(found.index)}: expected message("${text}"), found it verbatim`);
    }

    // What a descriptor's reader refuses.
    for (const found of code.matchAll(/(?:\.|->)refuse\(/g)) {
      const args = argumentsAt(code, found.index + found[0].length - 1);
      if (args.length === 2 && literalOf(parsed, args[0]) !== undefined && !/^\s*message\(/.test(code.slice(args[1].from, args[1].to)))
        complaints.push(`${at(found.index)}: expected message("…") as what is refused, found ${code.slice(args[1].from, args[1].to).trim().slice(0, 60)}`);
    }

    // An Error's words are message(…), a Message by name, or another Error's message().
    for (const found of code.matchAll(/(?<![\w:])Error\s*[{(]/g)) {
      const before = code.slice(Math.max(0, found.index - 12), found.index);
      if (/(class|struct|const)\s+$/.test(before)) continue;
      const args = argumentsAt(code, found.index + found[0].length - 1);
      if (args.length < 2) {
        complaints.push(`${at(found.index)}: expected Error{fault, message("…")}, found fewer arguments`);
        continue;
      }
      const words = code.slice(args[1].from, args[1].to).trim();
      if (/^(atalaya::)?message\(/.test(words) || /^\w+(\.|->)message\(\)$/.test(words)) continue;
      if (givers.has(words.match(/^(\w+)\(/)?.[1])) continue;
      const name = words.match(/^\*?(\w+)$/)?.[1];
      const known = name && new RegExp(`Message(::decoded)?\\s*&?\\s+${name}\\b|\\b${name} = (Message::decoded|message)\\(`);
      if (known?.test(code)) continue;
      complaints.push(`${at(found.index)}: expected message("…") as an error's words, found ${words.slice(0, 60)}`);
    }
  }
  return {templates, complaints};
}
