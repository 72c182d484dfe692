// SPDX-License-Identifier: Apache-2.0
// One figure over the last thirty seconds, drawn as a line from left to right.

const SPAN_MS = 30_000;
const WIDTH = 600;
const HEIGHT = 84;
const SVG = 'http://www.w3.org/2000/svg';

export class Timeline {
  #points = [];
  #least;
  #most;
  #say;
  #line = document.createElementNS(SVG, 'polyline');
  #value = document.createElement('output');

  // least and most are the ends of the scale; say makes the text of a value.
  constructor(parent, { id, title, least, most, say }) {
    this.#least = least;
    this.#most = most;
    this.#say = say;
    const box = document.createElement('div');
    box.className = 'timeline';
    box.id = id;
    const heading = document.createElement('h2');
    heading.append(title, this.#value);
    box.append(heading, this.#drawing(title));
    parent.append(box);
  }

  #drawing(title) {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
    svg.setAttribute('preserveAspectRatio', 'none');
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', `${title} over the last thirty seconds`);
    for (const part of [0, 0.5, 1]) {
      const rule = document.createElementNS(SVG, 'line');
      const y = 1 + part * (HEIGHT - 2);
      for (const [name, at] of [['x1', 0], ['x2', WIDTH], ['y1', y], ['y2', y]]) {
        rule.setAttribute(name, at);
      }
      svg.append(rule);
    }
    svg.append(this.#line);
    return svg;
  }

  add(now, value) {
    this.#points.push([now, value]);
    while (this.#points[0][0] < now - SPAN_MS) {
      this.#points.shift();
    }
    this.#value.textContent = this.#say(value);
    this.#line.setAttribute('points', this.#points.map(([at, y]) => this.#place(now, at, y)).join(' '));
  }

  #place(now, at, value) {
    const share = Math.min(1, Math.max(0, (value - this.#least) / (this.#most - this.#least)));
    const x = WIDTH * (1 - (now - at) / SPAN_MS);
    return `${x.toFixed(1)},${(1 + (1 - share) * (HEIGHT - 2)).toFixed(1)}`;
  }

  clear() {
    this.#points = [];
  }
}
