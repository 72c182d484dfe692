// SPDX-License-Identifier: Apache-2.0
// One figure over the last seconds, thirty at most, drawn as an area from left to right.

const LONGEST_MS = 30_000;
const SHORTEST_MS = 5_000;
const WIDTH = 600;
const HEIGHT = 72;
const SVG = 'http://www.w3.org/2000/svg';

export class Timeline {
  #points = [];
  #least;
  #tops;
  #say;
  #area = document.createElementNS(SVG, 'path');
  #line = document.createElementNS(SVG, 'path');
  #value = text('value');
  #top = text('top');
  #since = text('since');

  // The scale goes from least to the first of tops that all values lie below; say makes the text of a value.
  constructor(parent, { id, title, least, tops, say }) {
    this.#least = least;
    this.#tops = tops;
    this.#say = say;
    const box = document.createElement('div');
    box.className = 'timeline';
    box.id = id;
    const heading = document.createElement('h2');
    heading.append(title, this.#value);
    const bottom = text('bottom', say(least));
    box.append(heading, this.#top, bottom, this.#drawing(title), this.#since, text('now', 'now'));
    parent.append(box);
  }

  #drawing(title) {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
    svg.setAttribute('preserveAspectRatio', 'none');
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', `${title} over the last seconds`);
    for (const part of [0, 0.5, 1]) {
      const rule = document.createElementNS(SVG, 'path');
      rule.setAttribute('class', 'rule');
      rule.setAttribute('d', `M0,${1 + part * (HEIGHT - 2)}H${WIDTH}`);
      svg.append(rule);
    }
    this.#area.setAttribute('class', 'area');
    this.#line.setAttribute('class', 'line');
    svg.append(this.#area, this.#line);
    return svg;
  }

  add(now, value) {
    this.#points.push([now, value]);
    while (this.#points[0][0] < now - LONGEST_MS) {
      this.#points.shift();
    }
    const span = Math.max(SHORTEST_MS, now - this.#points[0][0]);
    const most = Math.max(...this.#points.map(([, one]) => one));
    const top = this.#tops.find((one) => one >= most) ?? this.#tops.at(-1);
    const places = this.#points.map(([at, one]) => this.#place(now - at, span, one, top));
    this.#line.setAttribute('d', `M${places.join('L')}`);
    this.#area.setAttribute('d', `M${places.join('L')}V${HEIGHT - 1}H${places[0].split(',')[0]}Z`);
    this.#value.textContent = this.#say(value);
    this.#top.textContent = this.#say(top);
    this.#since.textContent = `${Math.round(span / 1000)} s ago`;
  }

  #place(ago, span, value, top) {
    const share = Math.min(1, Math.max(0, (value - this.#least) / (top - this.#least)));
    return `${(WIDTH * (1 - ago / span)).toFixed(1)},${(1 + (1 - share) * (HEIGHT - 2)).toFixed(1)}`;
  }

  clear() {
    this.#points = [];
  }
}

function text(className, content = '') {
  const span = document.createElement('span');
  span.className = className;
  span.textContent = content;
  return span;
}
