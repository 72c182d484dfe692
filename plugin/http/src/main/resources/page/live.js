// SPDX-License-Identifier: Apache-2.0
// The live page: follows the events of the server, and shows one stream.

import { Timeline } from './timeline.js';
import { showControls } from './controls.js';
import { showConfigurations } from './configurations.js';

const byId = (id) => document.getElementById(id);
const percent = (value) => `${Math.round(100 * value)} %`;
const RATE_MS = 3000;

const timelines = {
  level: { title: 'Audio level', least: -60, tops: [0], say: (value) => `${Math.round(value)} dBFS` },
  area: { title: 'Mask area', least: 0, tops: [0.1, 0.25, 0.5, 1], say: percent },
  age: {
    title: 'Mask age',
    least: 0,
    tops: [0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    say: (value) => (value < 1 ? `${Math.round(1000 * value)} ms` : `${value.toFixed(1)} s`),
  },
  fill: { title: 'Batch fill', least: 0, tops: [1], say: percent },
};

for (const [id, options] of Object.entries(timelines)) {
  timelines[id] = new Timeline(byId('timelines'), { id, ...options });
}

let shown = '';
let trouble = '';
let counted = [];
let batches = { windows: 0, batches: 0, fill: 0 };

function tell(text) {
  trouble = text;
}

byId('stream').addEventListener('change', () => show(byId('stream').value));

// A token that the page was opened with is in a cookie by now.
history.replaceState(null, '', location.pathname);
showConfigurations(byId('pid'), byId('values'));

const events = new EventSource('events');
events.onmessage = (event) => update(JSON.parse(event.data));
events.onerror = () => say('The server does not answer.', true);

function say(text, isTrouble) {
  const status = byId('status');
  if (status.textContent !== text) {
    status.textContent = text;
    status.classList.toggle('trouble', isTrouble);
  }
}

function update({ streams, models }) {
  offer(streams.map(({ name }) => name));
  const stream = streams.find(({ name }) => name === byId('stream').value);
  if (!stream) {
    say('No stream plays.', false);
    byId('picture').hidden = true;
    byId('caption').textContent = 'No stream plays: start a pipeline with sonomask.';
    byId('rate').textContent = '';
    return;
  }
  if (shown !== stream.name && stream.element) {
    show(stream.name, stream.element);
  }
  draw(stream, models.find(({ name }) => name === stream.model));
  const failing = stream.failed > 0 && stream.masks === 0;
  say(trouble || (failing ? 'Inference fails.' : 'Playing'), Boolean(trouble || failing));
}

// Masks a second, over the last few seconds.
function rate(now, masks) {
  counted.push([now, masks]);
  while (counted.length > 2 && counted[0][0] < now - RATE_MS) {
    counted.shift();
  }
  const [since, before] = counted[0];
  return now > since ? `${((1000 * (masks - before)) / (now - since)).toFixed(1)} masks/s` : '';
}

function offer(names) {
  const select = byId('stream');
  if ([...select.options].map(({ value }) => value).join('\n') !== names.join('\n')) {
    const before = select.value;
    select.replaceChildren(...names.map((name) => new Option(name)));
    select.value = names.includes(before) ? before : names[0] ?? '';
  }
}

function draw(stream, model) {
  const now = performance.now();
  byId('model').textContent = model ? `${model.name} ${model.version}` : 'no model';
  byId('rate').textContent = rate(now, stream.masks);
  timelines.level.add(now, stream.level);
  timelines.area.add(now, stream.area);
  timelines.age.add(now, stream.age);
  timelines.fill.add(now, fill(model));
}

// How full the batches since the last event were; as before if there were none.
function fill(model) {
  if (model && model.batches !== batches.batches) {
    const made = model.batches - batches.batches;
    const full = made > 0 ? (model.windows - batches.windows) / (made * model.capacity) : model.fill;
    batches = { windows: model.windows, batches: model.batches, fill: full };
  }
  return batches.fill;
}

async function show(name, element) {
  shown = element ? name : '';
  Object.values(timelines).forEach((timeline) => timeline.clear());
  counted = [];
  if (!element) {
    return;
  }
  const pipeline = element.split('.')[0];
  const { elements } = await (await fetch('api/elements')).json();
  const near = elements.filter(({ id, factory }) =>
    id === element || (factory === 'sonooverlay' && id.split('.')[0] === pipeline));
  const painted = near.find(({ factory }) => factory === 'sonooverlay') ?? near[0];
  const picture = byId('picture');
  picture.src = `picture?element=${encodeURIComponent(painted.id)}`;
  picture.hidden = false;
  byId('caption').textContent = `${name}, as it leaves ${painted.id}`;
  await showControls(byId('controls'), near, tell);
}
