// SPDX-License-Identifier: Apache-2.0
// Controls of properties. What a property takes comes from the server's OpenAPI document.

const WANTED = {
  sonomask: ['threshold', 'smoothing', 'sync-mode'],
  sonooverlay: ['opacity'],
};

const schemas = fetch('api/openapi.json')
  .then((response) => response.json())
  .then((document) => document.components.schemas);

// Shows controls of the elements [{id, factory}]; tell hears of what was refused.
export async function showControls(form, elements, tell) {
  const known = await schemas;
  const rows = [];
  for (const { id, factory } of elements) {
    const element = await (await fetch(`api/elements/${encodeURIComponent(id)}`)).json();
    for (const name of WANTED[factory] ?? []) {
      const schema = known[`Properties-${factory}`]?.properties[name];
      if (schema) {
        rows.push(...row(id, name, schema, element.properties[name], tell));
      }
    }
  }
  if (!elements.some(({ factory }) => factory === 'sonooverlay')) {
    const note = document.createElement('p');
    note.textContent = 'This pipeline has no sonooverlay: masks are not painted.';
    rows.push(note);
  }
  form.replaceChildren(...rows);
}

function row(id, name, schema, value, tell) {
  const input = schema.enum ? choice(schema, value) : range(schema, value);
  const output = document.createElement('output');
  const label = document.createElement('label');
  input.id = name;
  label.htmlFor = name;
  output.htmlFor = name;
  label.textContent = schema.title;
  label.title = schema.description;
  const show = () => { output.textContent = schema.enum ? '' : Number(input.value).toFixed(2); };
  show();
  input.addEventListener('input', () => {
    show();
    change(id, name, schema.enum ? input.value : Number(input.value), tell);
  });
  return [label, input, output];
}

function range(schema, value) {
  const input = document.createElement('input');
  input.type = 'range';
  input.min = schema.minimum;
  input.max = schema.maximum;
  input.step = (schema.maximum - schema.minimum) / 100;
  input.value = value;
  return input;
}

function choice(schema, value) {
  const select = document.createElement('select');
  for (const nick of schema.enum) {
    select.add(new Option(nick, nick, false, nick === value));
  }
  return select;
}

// One request at a time for each property, and then the newest value only.
const waiting = new Map();

async function change(id, name, value, tell) {
  const key = `${id} ${name}`;
  const busy = waiting.has(key);
  waiting.set(key, value);
  if (busy) {
    return;
  }
  let sent;
  do {
    sent = waiting.get(key);
    try {
      const response = await fetch(`api/elements/${encodeURIComponent(id)}`, {
        method: 'PATCH',
        headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'live-page' },
        body: JSON.stringify({ [name]: sent }),
      });
      tell(response.ok ? '' : (await response.json()).error);
    } catch (failure) {
      tell('The server does not answer.');
    }
  } while (waiting.get(key) !== sent);
  waiting.delete(key);
}
