// SPDX-License-Identifier: Apache-2.0
// Shows and changes configurations. What one takes comes from the server's OpenAPI document.

const ALL = 'api/configurations';

const schemas = fetch('api/openapi.json')
  .then((response) => response.json())
  .then((document) => document.components.schemas);

let choice;
let form;
let administration = false;
let offers = new Map();
let settings = new Map();

// Fills a select with what can be configured, and a form with what is chosen there.
export async function showConfigurations(select, values) {
  choice = select;
  form = values;
  choice.addEventListener('change', () => open(choice.value));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    apply();
  });
  await load('');
}

async function load(chosen) {
  const all = await (await fetch(ALL)).json();
  administration = all.administration;
  offers = new Map(all.definitions.map((offer) => [offer.id, offer]));
  settings = new Map(all.configurations.map((setting) => [setting.id, setting]));
  choice.replaceChildren(
    group('As it is', [...settings.keys()].map((id) => new Option(id))),
    group('New', [...offers.values()].filter(({ many }) => many)
      .map(({ id }) => new Option(`${id}~…`, `${id}~`))));
  choice.value = settings.has(chosen) ? chosen : choice.options[0]?.value ?? '';
  await open(choice.value);
}

function group(label, options) {
  const one = document.createElement('optgroup');
  one.label = label;
  one.append(...options);
  return one;
}

async function open(id) {
  const known = settings.get(id);
  const offer = offers.get(known?.definition ?? id.replace(/~$/, ''));
  if (!offer) {
    form.replaceChildren(element('p', { textContent: 'Nothing can be configured.' }));
    return;
  }
  const schema = (await schemas)[`Configuration-${offer.id}`];
  const locked = !offer.open && !administration;
  const fields = element('fieldset', { disabled: locked });
  if (!known) {
    fields.append(...row('', { title: 'Name', description: 'Letters, digits, - and _', type: 'string' }));
  }
  for (const [name, property] of Object.entries(schema?.properties ?? {})) {
    fields.append(...row(name, property, known?.values[name]));
  }
  fields.append(buttons(known, offer));
  const notes = [element('p', { textContent: offer.description })];
  if (locked) {
    notes.push(element('p', { textContent: 'For administrators: edit its file, or set administration = true in conf/sonomask.http.cfg.' }));
  }
  form.replaceChildren(...notes, fields, element('output', { role: 'status' }));
}

function buttons(known, offer) {
  const box = element('div', { className: 'buttons' });
  box.append(element('button', { textContent: 'Apply' }));
  if (known && (offer.many || Object.keys(known.values).length > 0)) {
    const remove = element('button', {
      type: 'button', textContent: offer.many ? 'Delete' : 'Usual values',
    });
    const said = offer.many ? 'Deleted.' : 'The usual values are back.';
    remove.addEventListener('click', () => send(known.id, 'DELETE', undefined, said));
    box.append(remove);
  }
  return box;
}

// Label, input and explanation; an empty input is the usual value.
function row(name, property, value) {
  const id = `value-${name}`;
  const input = property.enum || property.type === 'boolean' ? choices(property) : text(property);
  input.id = id;
  input.name = name;
  input.value = property.writeOnly ? '' : value ?? '';
  input.dataset.before = input.value;
  input.disabled = property.format === 'path' && !administration;
  input.setAttribute('aria-describedby', `${id}-means`);
  return [
    element('label', { htmlFor: id, textContent: name || property.title }),
    input,
    element('p', { id: `${id}-means`, textContent: property.description }),
  ];
}

function choices(property) {
  const select = element('select', {});
  const usual = property.default === undefined ? 'as it is' : `usual: ${property.default}`;
  select.append(new Option(usual, ''));
  select.append(...(property.enum ?? ['true', 'false']).map((one) => new Option(one)));
  return select;
}

function text(property) {
  const isNumber = property.type === 'number' || property.type === 'integer';
  const input = element('input', {
    type: property.writeOnly ? 'password' : isNumber ? 'number' : 'text',
    placeholder: property.writeOnly ? 'unchanged' : property.default ?? '',
    autocomplete: 'off',
  });
  if (isNumber) {
    input.step = property.type === 'integer' ? 1 : 'any';
    input.min = property.minimum ?? '';
    input.max = property.maximum ?? '';
  }
  return input;
}

function apply() {
  const values = {};
  let id = choice.value;
  for (const input of form.querySelectorAll('input, select')) {
    if (input.name === '') {
      id += input.value.trim();
    } else if (input.value !== input.dataset.before) {
      values[input.name] = input.value === '' ? null : input.value;
    }
  }
  send(id, 'PATCH', values, 'Applied.');
}

// Shows done, or why it was not.
async function send(id, method, values, done) {
  let said = done;
  let refused = false;
  try {
    const response = await fetch(`${ALL}/${encodeURIComponent(id)}`, {
      method,
      headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'live-page' },
      body: values && JSON.stringify(values),
    });
    refused = !response.ok;
    said = refused ? (await response.json()).error : done;
    if (!refused) {
      await load(id);
      choice.focus();
    }
  } catch (failure) {
    refused = true;
    said = 'The server does not answer.';
  }
  const status = form.querySelector('output');
  status.textContent = said;
  status.classList.toggle('trouble', refused);
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
