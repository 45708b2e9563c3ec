// Strict JSON, read the same way everywhere: no key twice, no half characters, and numbers as they are written. Objects become maps, so that a key of
// any name is only a key.

const JSON_DEPTH_MAX = 64;

class Numeral {
  constructor(text) {
    this.text = text;
  }
}

/** The value of a JSON text; throws on anything else. */
function readJson(text) {
  const token = /[ \t\n\r]*(?:([[\]{},:"])|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)|$)/y;
  let at = 0;

  function next() {
    token.lastIndex = at;
    const found = token.exec(text);
    if (!found) throw new Error('json');
    at = token.lastIndex;
    return found;
  }

  function isEscaped(place) {
    let marks = 0;
    while (text[place - 1 - marks] === '\\') marks++;
    return marks % 2 === 1;
  }

  function string() {
    const start = at - 1;
    do {
      at = text.indexOf('"', at) + 1;
      if (!at) throw new Error('json');
    } while (isEscaped(at - 1));
    const said = JSON.parse(text.slice(start, at));
    if (!said.isWellFormed()) throw new Error('half a character');
    return said;
  }

  function each(end, depth, one) {
    if (depth === JSON_DEPTH_MAX) throw new Error('deep');
    let [, mark] = peek();
    if (mark === end) return void next();
    do {
      one();
      [, mark] = next();
    } while (mark === ',');
    if (mark !== end) throw new Error('json');
  }

  function peek() {
    const before = at, found = next();
    at = before;
    return found;
  }

  function value(depth) {
    const [, mark, number, word] = next();
    if (number !== undefined) return new Numeral(number);
    if (word) return JSON.parse(word);
    if (mark === '"') return string();
    if (mark === '[') {
      const list = [];
      each(']', depth, () => list.push(value(depth + 1)));
      return list;
    }
    if (mark !== '{') throw new Error('json');
    const object = new Map();
    each('}', depth, () => {
      if (next()[1] !== '"') throw new Error('json');
      const key = string();
      if (object.has(key) || next()[1] !== ':') throw new Error('json');
      object.set(key, value(depth + 1));
    });
    return object;
  }

  const whole = value(0);
  if (next().slice(1).some(part => part !== undefined) || at !== text.length) throw new Error('json');
  return whole;
}

/** Whether two values are one, in whatever order their keys stand. */
function alike(a, b) {
  if (a instanceof Numeral) return b instanceof Numeral && a.text === b.text;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((part, i) => alike(part, b[i]));
  if (a instanceof Map) return b instanceof Map && a.size === b.size && [...a].every(([key, part]) => b.has(key) && alike(part, b.get(key)));
  return a === b;
}

/** The members of an object that has these and, of those in `also`, any. */
function members(object, names, also = []) {
  const known = [...names, ...also];
  if (!(object instanceof Map) || !names.every(name => object.has(name)) || ![...object.keys()].every(name => known.includes(name))) throw new Error('members');
  return Object.fromEntries(known.map(name => [name, object.get(name)]));
}

function mustBe(holds) {
  if (!holds) throw new Error('malformed');
}
