// What is looked at: the views draw it, keys and clicks change it, and each change redraws.
const state = {
  view: "waterfall",
  selected: roots.reduce((best, root) => (best < 0 || totals[root] > totals[best] ? root : best), -1),
  query: "",
  hits: [],
  isHit: new Set(),
  owner: -1, // the distribution that stands out; -1: all alike
  closed: new Set(), // imports whose children the waterfall hides
};
const views = {}; // by name: { draw, zoom(factor), reset, focus(index), back }
let waiting = false;

function redraw() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    views[state.view].draw();
  });
}

function select(index, { reveal = true } = {}) {
  if (index < 0 || index >= count) return;
  state.selected = index;
  for (const above of ancestors(index).slice(0, -1)) state.closed.delete(above);
  showStory(index);
  if (reveal) views[state.view].reveal(index);
  redraw();
}

function search(text) {
  state.query = text.trim().toLowerCase();
  state.hits = [];
  if (state.query) {
    for (let i = 0; i < count; i++) if (names[i].toLowerCase().includes(state.query)) state.hits.push(i);
  }
  state.isHit = new Set(state.hits);
  sayHits();
  redraw();
}

function sayHits() {
  const at = state.hits.indexOf(state.selected) + 1;
  const of = state.hits.length;
  document.getElementById("hits").value = !state.query ? "" : of ? `${at ? `${at} of ` : ""}${of}` : "none";
}

function step(direction) {
  if (!state.hits.length) return;
  const later = state.hits.findIndex((each) => each > state.selected);
  const here = state.isHit.has(state.selected) ? 1 : 0;
  const next = later < 0 ? state.hits.length : later;
  const wanted = direction > 0 ? next : next - 1 - here;
  const length = state.hits.length;
  select(state.hits[(wanted + length) % length]);
  sayHits();
}

function show(view) {
  state.view = view;
  for (const name of Object.keys(views)) {
    document.getElementById(name).hidden = name !== view;
    document.getElementById(`tab-${name}`).setAttribute("aria-selected", String(name === view));
  }
  views[view].reveal(state.selected);
  redraw();
}

const faded = (index) => state.owner >= 0 && owners[index] !== state.owner;
