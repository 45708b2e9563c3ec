// The page: what is chosen, which anchor is typed, and the verdict in words.

const LANGUAGES = ['kk', 'ru', 'en'];
const MARKS = { altered: 'M4 4l16 16M20 4L4 20', consistent: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18', matches: 'M4 13l5 5L20 6', none: 'M5 12h14' };
const TOLD = ['reason', 'name', 'anchor', 'signature', 'made', 'covered', 'records', 'anchored', 'error'];
const byId = id => document.getElementById(id);

let language = navigator.languages.map(tag => tag.slice(0, 2).toLowerCase()).find(tag => LANGUAGES.includes(tag)) ?? 'ru';
let chosen = null;
let shown = null;
let anchor = null;
// Each check has a number: one that is no longer the newest ends itself and shows nothing.
let running = 0;

const t = (key, values = {}) => (TEXTS[language][key] ?? key).replace(/\{\$(\w+)\}/g, (whole, name) => values[name] ?? whole);

const element = (kind, text, ...children) => {
  const made = Object.assign(document.createElement(kind), { textContent: text });
  made.append(...children);
  return made;
};

// What is said again is not read out again.
function say(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

/** Date and hour as people write them, by the clock on the wall of whoever made the dossier. */
function moment(text) {
  const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T(\d+:\d+)/.exec(text);
  const date = new Date(Date.UTC(year, month - 1, day));
  const english = () => date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return `${language === 'en' ? english() : `${day}.${month}.${year}`} ${time}`;
}

function size(bytes) {
  const [key, count] = bytes < 1e6 ? ['dossier-kilobytes', bytes && Math.max(bytes / 1e3, 0.1)] : ['dossier-megabytes', bytes / 1e6];
  return t(key, { count: count.toLocaleString(language, { maximumFractionDigits: 1 }) });
}

function speak(tag) {
  language = tag;
  document.documentElement.lang = tag;
  document.title = t('verify-page-title');
  for (const place of document.querySelectorAll('[data-text]')) say(place, t(place.dataset.text));
  for (const button of byId('languages').children) button.setAttribute('aria-pressed', String(button.lang === tag));
  readTyped();
  if (shown) show(shown);
}

/** What is in the field for the anchor: null, an anchor, or a word for what is wrong with it. */
function readTyped() {
  anchor = readAnchor(byId('anchor').value);
  const wrong = typeof anchor === 'string';
  byId('anchor').setAttribute('aria-invalid', String(wrong));
  say(byId('anchor-state'), anchor ? t(wrong ? `anchor-${anchor}` : 'verify-page-anchor-read') : '');
  return wrong;
}

/** Checks what is chosen, unless the anchor is miscopied: a verdict without it could be taken for one with it. */
async function run() {
  const mine = ++running;
  shown = null;
  byId('result').hidden = true;
  document.body.removeAttribute('data-verdict');
  if (readTyped() || !chosen) {
    byId('progress').hidden = true;
    return;
  }
  byId('progress').hidden = false;
  progress(0, 0);
  let report;
  try {
    report = await check(chosen.files, chosen.zipped, anchor, (done, total) => {
      if (mine !== running) throw new Error('stopped');
      progress(done, total);
    });
  } catch (error) {
    if (mine === running) showNothing(error);
    return;
  }
  if (mine !== running) return;
  byId('progress').hidden = true;
  show(report);
  byId('verdict').focus({ preventScroll: true });
  byId('result').scrollIntoView({ block: 'nearest' });
}

function progress(done, total) {
  byId('bar').value = total ? done / total : 0;
  say(byId('progress-words'), t('verify-page-progress', { done: size(done), total: size(total) }));
}

function show(report) {
  shown = report;
  const { verdict, reason, name } = report, date = report.anchored ? moment(report.anchored) : '';
  byId('mark').firstElementChild.setAttribute('d', MARKS[verdict]);
  say(byId('verdict-words'), t(verdict === 'none' ? 'verify-page-is-none' : `verify-is-${verdict}`) + (date && ` (${date})`));
  const record = reason?.startsWith('record-') ? String(Number(name) + 1) : name;
  say(byId('reason'), reason ? t(`verify-reason-${reason}`, { name: record }) : '');
  byId('meaning').replaceChildren(...meanings(report).map(text => element('p', text)));
  byId('about').replaceChildren(...facts(report).flatMap(([key, value]) => [element('dt', t(key)), element('dd', value)]));
  byId('files').replaceChildren(...[...report.files].sort((a, b) => (a.state === 'same') - (b.state === 'same')).map(row));
  byId('result').hidden = false;
  // Last, as tests wait for it.
  Object.assign(document.body.dataset, { ...Object.fromEntries(TOLD.map(key => [key, report[key] ?? ''])), files: report.files.length, verdict });
}

/** What a verdict proves, and what it does not. */
function meanings({ verdict, anchor, signature, covered, records }) {
  const said = [];
  if (verdict === 'none') return [t('verify-page-none-means')];
  if (verdict === 'altered') said.push(t('verify-altered-means'));
  if (verdict === 'consistent') said.push(t('verify-consistent-means'));
  if (verdict === 'consistent') said.push(t(`verify-anchor-${anchor}`));
  if (verdict === 'matches') said.push(t(`verify-matches-${anchor}`, { covered, records }));
  if (signature === 'unchecked') said.push(t('verify-page-signature-unchecked'));
  if (verdict !== 'altered') said.push(t('verify-proves-not'));
  return said;
}

function facts({ made, anchored, files, records, signature }) {
  const now = new Date(), two = number => String(number).padStart(2, '0');
  const here = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}T${two(now.getHours())}:${two(now.getMinutes())}`;
  return [
    ['verify-dossier-made', made && moment(made)], ['verify-anchor-made', anchored && moment(anchored)],
    ['verify-files', files.length], ['verify-records', records],
    ['verify-page-signature', signature && t(`verify-page-signature-is-${signature}`)], ['verify-page-checked-at', moment(here)],
  ].filter(([, value]) => value);
}

function row({ name, state, size: bytes, sha256 }) {
  const words = bytes === undefined ? t(`verify-page-file-${state}`) : `${t(`verify-page-file-${state}`)} · ${size(bytes)}`;
  const top = element('div', '', element('span', name), element('span', words));
  top.className = 'row';
  const item = element('li', '', top, ...(sha256 ? [element('code', sha256)] : []));
  item.className = state === 'same' ? '' : 'wrong';
  return item;
}

// ---- What the person does

function choose(files, zipped) {
  if (!files.length) return;
  chosen = { files, zipped };
  // A browser gives the files of a folder in any order.
  files.sort((a, b) => byBytes(a.path, b.path));
  run();
}

/** Files of what was dropped. Chromium gives a page that is itself a file no entries, only handles; other browsers have only entries. */
async function filesIn(dropped, path = '') {
  if (dropped.kind === 'file') return [{ path, file: await dropped.getFile() }];
  if (dropped.isFile) return [{ path, file: await new Promise((resolve, reject) => dropped.file(resolve, reject)) }];
  const inside = [];
  if (dropped.kind === 'directory') {
    for await (const one of dropped.values()) inside.push(one);
  } else {
    const reader = dropped.createReader();
    // Each call gives some, and none at the end.
    for (let some; (some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject))).length;) inside.push(...some);
  }
  const files = [];
  for (const one of inside) files.push(...await filesIn(one, path ? `${path}/${one.name}` : one.name));
  return files;
}

async function take(items) {
  // All of them at once: what is dropped is gone after the first wait.
  const dropped = await Promise.all(Array.from(items, item => item.getAsFileSystemHandle?.() ?? item.webkitGetAsEntry()));
  const isOneFolder = dropped.length === 1 && (dropped[0].isDirectory || dropped[0].kind === 'directory');
  const files = isOneFolder ? await filesIn(dropped[0]) : (await Promise.all(dropped.map(one => filesIn(one, one.name)))).flat();
  choose(files, files.every(({ path }) => /^[^/]+\.zip$/i.test(path)));
}

function showNothing(error = '') {
  running++;
  byId('progress').hidden = true;
  show({ verdict: 'none', error: String(error), files: [] });
}

for (const [id, zipped] of [['folder', false], ['zips', true]]) {
  byId(id).addEventListener('change', ({ target }) => {
    const files = Array.from(target.files, file => ({ path: file.webkitRelativePath.replace(/^[^/]*\//, '') || file.name, file }));
    // The same files can be chosen again.
    target.value = '';
    choose(files, zipped);
  });
}
byId('anchor').addEventListener('input', run);
byId('stop').addEventListener('click', () => showNothing());
for (const button of byId('languages').children) button.addEventListener('click', () => speak(button.lang));
for (const kind of ['dragenter', 'dragover', 'dragleave', 'drop']) {
  addEventListener(kind, event => {
    event.preventDefault();
    byId('drop').classList.toggle('over', kind === 'dragenter' || kind === 'dragover');
  });
}
addEventListener('drop', ({ dataTransfer }) => take(dataTransfer.items).catch(showNothing));
speak(language);
