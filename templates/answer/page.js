'use strict';
// What a partner writes on her page, and how it leaves it: as a file that she saves, or as a mail that she sends.
const page = document.documentElement, of = page.dataset, form = document.getElementById('answer');
const words = document.getElementById('words').dataset, status = document.getElementById('status');
const passages = [...document.querySelectorAll('.passage')], said = new Map();
const key = ['letterkit', of.campaign, of.document, of.text, of.organisation].join(' ');
let isUnsaved = false, isFormSeen = false, lastSelected = null;
page.dataset.script = '';

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
const short = (text) => (text.length > 60 ? text.slice(0, 60).replace(/\s+\S*$/, '') + ' …' : text);

// The words of a passage as the letter reads now: without what went, and without the calls of notes.
function textOf(node) {
  let text = '';
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) text += child.data;
    else if (child.nodeName === 'BR') text += '\n';
    else if (child.nodeType === Node.ELEMENT_NODE && !child.matches('del, .call, .say, .panel, .said')) text += textOf(child);
  }
  return text;
}

const isSaid = (each) => each && (each.comment || each.now !== undefined);

// Passages

function begin(passage) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'say';
  button.innerHTML = PENCIL;
  button.setAttribute('aria-expanded', 'false');
  button.setAttribute('aria-label', fill(words.commentOn, { words: short(textOf(passage).trim()) }));
  button.addEventListener('click', () => (passage.dataset.open === undefined ? openPanel(passage) : closePanel(passage)));
  if (passage.matches('.line, .head, .headline')) passage.dataset.quiet = '';
  passage.append(button);
  passage.addEventListener('click', (event) => {
    if (event.target.closest('a, button, .panel') || !getSelection().isCollapsed) return;
    if (passage.dataset.open === undefined) openPanel(passage);
  });
}
const PENCIL = '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2.5 3.5h11v7h-6l-3 3v-3h-2z"/></svg>';

function selectedIn(passage) {
  const found = lastSelected && passage.contains(lastSelected.node) ? lastSelected.text.trim() : '';
  return textOf(passage).includes(found) ? found : '';
}
document.addEventListener('selectionchange', () => {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.anchorNode.parentElement.closest('main')) return;
  lastSelected = { node: selection.anchorNode, text: selection.toString() };
});

function openPanel(passage) {
  const panel = document.getElementById('panel').content.firstElementChild.cloneNode(true);
  const text = textOf(passage).trim(), before = said.get(passage) || {};
  const [comment, about, wording] = ['.comment', '.words', '.wording'].map((name) => panel.querySelector(name));
  panel.setAttribute('aria-label', fill(words.commentOn, { words: short(text) }));
  comment.value = before.comment || '';
  about.value = before.words || selectedIn(passage);
  wording.value = before.now === undefined ? text : before.now;
  panel.addEventListener('input', () => {
    const now = wording.value.trim();
    said.set(passage, { comment: comment.value.trim(), words: about.value.trim(), ...(now !== text && { now }) });
    remember();
  });
  panel.addEventListener('keydown', (event) => event.key === 'Escape' && closePanel(passage));
  panel.querySelector('.done').addEventListener('click', () => closePanel(passage));
  panel.querySelector('.back').addEventListener('click', () => { said.delete(passage); remember(); closePanel(passage); });
  passage.querySelector('.said')?.remove();
  passage.append(panel);
  passage.dataset.open = '';
  passage.querySelector('.say').setAttribute('aria-expanded', 'true');
  lastSelected = null;
  comment.focus();
}

function closePanel(passage) {
  passage.querySelector('.panel')?.remove();
  delete passage.dataset.open;
  const button = passage.querySelector('.say');
  button.setAttribute('aria-expanded', 'false');
  button.focus();
  show(passage);
}

function show(passage) {
  const each = said.get(passage);
  passage.querySelector('.said')?.remove();
  passage.toggleAttribute('data-said', !!isSaid(each));
  if (!isSaid(each)) return;
  const box = document.createElement('div');
  box.className = 'said';
  box.lang = page.lang;
  const line = (label, text) => {
    const paragraph = document.createElement('p'), bold = document.createElement('b');
    bold.textContent = label + ' ';
    paragraph.append(bold, text);
    box.append(paragraph);
  };
  if (each.comment) line(words.yourComment, (each.words ? '“' + each.words + '” – ' : '') + each.comment);
  if (each.now === '') line(words.takenOut, '');
  else if (each.now !== undefined) line(words.yourWording, each.now);
  passage.append(box);
}

// The answer

const answer = () => form.querySelector('input[name=answer]:checked')?.value || 'none';

function reply() {
  const comments = [], rewordings = [];
  for (const passage of passages) {
    const each = said.get(passage) || {}, name = passage.dataset.passage;
    if (each.comment) comments.push({ passage: name, ...(each.words && { words: each.words }), comment: each.comment });
    if (each.now !== undefined) rewordings.push({ passage: name, now: each.now });
  }
  const about = [...form.querySelectorAll('input[name=about]:checked')].map((box) => box.value);
  const value = (name) => form.elements[name].value.trim();
  return {
    format: of.format, campaign: of.campaign, document: of.document, text: of.text, organisation: of.organisation,
    name: value('name'), email: value('email'), answer: answer(), note: value('note'),
    about: answer() === 'condition' ? about : [], comments, rewordings,
  };
}

function missing(made) {
  if (!made.name) return tell(words.noName, 'name');
  if (made.answer === 'condition' && !made.note) return tell(words.noCondition, 'note');
  if (made.answer === 'none' && !made.note && !made.comments.length && !made.rewordings.length) return tell(words.nothing);
  return false;
}

function tell(text, field) {
  status.textContent = text;
  if (field) form.elements[field].focus();
  return true;
}

function save() {
  const made = reply();
  if (missing(made)) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(made, null, 1) + '\n'], { type: 'application/json' }));
  link.download = [of.campaign, of.organisation.replace('/', '-'), of.text.slice(0, 8)].join('-') + '.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  isUnsaved = false;
  tell(fill(of.desk ? words.saved : words.savedBack, { file: link.download, address: of.desk }));
  document.getElementById('write').hidden = !of.desk;
}

function mail() {
  const made = reply();
  if (missing(made)) return;
  if (made.rewordings.length) return tell(words.noWordings);
  const first = words['first' + made.answer[0].toUpperCase() + made.answer.slice(1)];
  const lines = [
    fill(first, { text: of.text.slice(0, 8) }), 'Letter: ' + of.campaign + ', ' + of.document,
    'Organisation: ' + of.organisation, 'Name: ' + made.name,
  ];
  if (made.note) lines.push('[note] ' + made.note);
  if (made.about.length) lines.push('[about] ' + made.about.join(' '));
  for (const each of made.comments) lines.push('[' + each.passage + '] ' + (each.words ? '“' + each.words + '”: ' : '') + each.comment);
  lines.push('[end]');
  const subject = of.campaign + ': ' + made.name, body = lines.join('\n').replace(/\n/g, '\r\n');
  const link = 'mailto:' + of.desk + '?subject=' + encodeURIComponent(subject) + '&body=' + encodeURIComponent(body);
  if (link.length > Number(of.link)) return tell(words.tooLong);
  isUnsaved = false;
  tell(words.mailed);
  location.href = link;
}

function told() {
  const made = reply(), chosen = answer();
  const isAny = made.comments.length + made.rewordings.length > 0;
  const bar = document.getElementById('so-far');
  bar.hidden = !isAny || isFormSeen;
  bar.firstElementChild.textContent = fill(words.soFar, { comments: made.comments.length, wordings: made.rewordings.length });
  document.getElementById('about').hidden = chosen !== 'condition';
  document.getElementById('note-optional').hidden = chosen === 'condition';
  const label = { condition: words.noteCondition, decline: words.noteDecline }[chosen] || words.note;
  document.getElementById('note-label').textContent = label;
}

// The line at the foot leads to the form, and is in its way.
new IntersectionObserver((seen) => { isFormSeen = seen[seen.length - 1].isIntersecting; told(); }).observe(form);

// What is kept in this browser until it is saved

function remember() {
  isUnsaved = true;
  told();
  try { localStorage.setItem(key, JSON.stringify(reply())); } catch (error) { /* the browser keeps nothing */ }
}

function restore() {
  let made = null;
  try { made = JSON.parse(localStorage.getItem(key)); } catch (error) { return; }
  if (!made || made.text !== of.text) return;
  const at = (name) => passages.find((passage) => passage.dataset.passage === name);
  for (const each of made.comments) if (at(each.passage)) said.set(at(each.passage), { comment: each.comment, words: each.words });
  for (const each of made.rewordings) if (at(each.passage)) said.set(at(each.passage), { ...said.get(at(each.passage)), now: each.now });
  for (const name of ['name', 'email', 'note']) form.elements[name].value = made[name];
  for (const box of form.querySelectorAll('input[name=answer], input[name=about]')) {
    box.checked = made.about.includes(box.value) || (box.value === made.answer && made.answer !== 'none');
  }
  passages.forEach(show);
  tell(words.restored);
}

passages.forEach(begin);
restore();
told();
form.addEventListener('input', remember);
form.addEventListener('submit', (event) => event.preventDefault());
document.getElementById('save').addEventListener('click', save);
document.getElementById('mail').addEventListener('click', mail);
addEventListener('beforeunload', (event) => { if (isUnsaved) event.preventDefault(); });
