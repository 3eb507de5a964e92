// Who imports whom: whole packages, or the neighbourhood of one module; circles in red.
const MOST = 60; // neighbours, or packages, that one drawing can show
const SMALLEST = 0.75; // of the full size; what does not fit is scrolled to
const BOX = WIDE - 60; // the width of a node; lines need the rest
const SVG = "http://www.w3.org/2000/svg";
const drawing = document.getElementById("drawing");
const note = document.getElementById("graph-note");
const { modules: moduleGraph, packages: packageGraph } = data.graph;
let scope = "packages";
let magnified = 1;
let isSought = true; // whether the chosen node is to be brought into sight

for (const graph of [moduleGraph, packageGraph]) {
  graph.groups = new Map();
  graph.cycles.forEach((members, number) => members.forEach((each) => graph.groups.set(each, number)));
  graph.groupOf = (key) => graph.groups.get(key);
}

// The part of a graph that a drawing shows: the given nodes, and the lines between them.
function partOf(graph, keys) {
  const shown = new Set(keys);
  const edges = graph.edges.filter(([from, to]) => shown.has(from) && shown.has(to) && from !== to);
  const isCyclic = (from, to) => graph.groups.has(from) && graph.groupOf(from) === graph.groupOf(to);
  return { ...graph, keys, edges, isCyclic };
}

// The neighbours of a module, and the path of requests that led to it.
function around(module) {
  const near = new Set(ancestors(state.selected).map((each) => modules[each]).concat(module));
  for (const [from, to] of moduleGraph.edges) {
    if (from === module) near.add(to);
    if (to === module) near.add(from);
  }
  return { ...partOf(moduleGraph, [...near].slice(0, MOST)), left: Math.max(0, near.size - MOST) };
}

function packages() {
  const weight = packageGraph.names.map(() => 0);
  for (const pair of packageGraph.edges) for (const each of pair) weight[each]++;
  const busiest = [...weight.keys()].sort((a, b) => weight[b] - weight[a]);
  return { ...partOf(packageGraph, busiest.slice(0, MOST)), left: Math.max(0, busiest.length - MOST) };
}

const packageOf = (index) => packageGraph.names.indexOf(names[index].split(".", 1)[0]);

function drawGraph() {
  const module = state.selected < 0 ? -1 : modules[state.selected];
  const near = scope === "around" && module >= 0;
  const graph = near ? around(module) : packages();
  const chosen = near ? module : state.selected >= 0 ? packageOf(state.selected) : -1;
  const places = arrange(graph.keys, graph.edges, graph.groupOf);
  const columns = 1 + Math.max(0, ...[...places.values()].map((each) => each.column));
  const rowsHigh = 1 + Math.max(0, ...[...places.values()].map((each) => each.row));
  const size = [columns * WIDE + 20, rowsHigh * HIGH + 30];
  drawing.setAttribute("viewBox", `0 0 ${size[0]} ${size[1]}`);
  const fitted = Math.min(1, drawing.parentElement.clientWidth / size[0]);
  drawing.style.width = `${size[0] * Math.max(fitted, SMALLEST) * magnified}px`;
  drawing.style.height = `${size[1] * Math.max(fitted, SMALLEST) * magnified}px`;
  drawing.replaceChildren(arrows(), ...graph.edges.map((edge) => line(edge, places, graph, chosen)),
    ...graph.keys.map((key) => node(key, places.get(key), graph, chosen)));
  if (isSought) bringIntoSight(drawing.querySelector(".chosen"));
  isSought = false;
  note.textContent = `${graph.keys.length} ${near ? "modules around" : "packages"}, lines: ${graph.edges.length}`
    + (graph.left ? `; ${graph.left} more have fewer lines and are left out` : "");
  document.getElementById("scope-packages").setAttribute("aria-pressed", String(!near));
  document.getElementById("scope-around").setAttribute("aria-pressed", String(near));
}

// Not by scrollIntoView, which moves the whole page of a narrow window.
function bringIntoSight(made) {
  if (!made) return;
  const stage = drawing.parentElement;
  const [inner, outer] = [made.getBoundingClientRect(), stage.getBoundingClientRect()];
  stage.scrollLeft += inner.left - outer.left - (outer.width - inner.width) / 2;
  stage.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
}

function shape(tag, attributes, ...parts) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...parts);
  return made;
}

function arrows() {
  const head = (id, kind) => shape("marker", { id, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto" },
    shape("path", { d: "M0 0L8 4L0 8z", class: `arrow ${kind}` }));
  return shape("defs", {}, head("arrow", ""), head("arrow-cyclic", "cyclic"));
}

const spot = (where) => [10 + where.column * WIDE, 15 + where.row * HIGH];

function line([from, to], places, graph, chosen) {
  const [x1, y1] = spot(places.get(from));
  const [x2, y2] = spot(places.get(to));
  const cyclic = graph.isCyclic(from, to);
  const near = from === chosen || to === chosen ? " near" : "";
  const d = x1 === x2 ? arc(x1, y1 + 12, y2 + 12) : curve([x1, y1 + 12], [x2, y2 + 12]);
  const kind = (cyclic ? " cyclic" : "") + near;
  return shape("path", { d, class: `edge${kind}`, "marker-end": `url(#arrow${cyclic ? "-cyclic" : ""})` });
}

// Between columns: from the side that faces the other one.
function curve([x1, y1], [x2, y2]) {
  const back = x2 < x1;
  const start = back ? x1 : x1 + BOX;
  const end = back ? x2 + BOX : x2;
  const bend = (back ? -1 : 1) * Math.max(20, Math.abs(end - start) / 2);
  return `M${start},${y1} C${start + bend},${y1} ${end - bend},${y2} ${end},${y2}`;
}

// Within a column, beside the boxes: down on the right, up on the left.
function arc(x, y1, y2) {
  const down = y2 > y1;
  const side = down ? x + BOX : x;
  const away = side + (down ? 1 : -1) * Math.min(46, 12 + Math.abs(y2 - y1) / 6);
  return `M${side},${y1} C${away},${y1} ${away},${y2} ${side},${y2}`;
}

function node(key, where, graph, chosen) {
  const [x, y] = spot(where);
  const name = graph.names[key];
  const text = shape("text", { x: x + 8, y: y + 16 }, shortened(name));
  const index = scope === "around" ? importOf.get(key) : firstOf(name);
  const cyclic = graph.groups.has(key) ? " cyclic" : "";
  const hit = state.query && name.toLowerCase().includes(state.query) ? " hit" : "";
  const made = shape("g", { class: `node${key === chosen ? " chosen" : ""}${cyclic}${hit}`, "data-name": name },
    shape("rect", { x, y, width: BOX, height: 24, rx: 5 }), text, shape("title", {}, name));
  if (index !== undefined) {
    made.append(shape("rect", { x, y, width: 4, height: 24, class: "owner" }));
    made.lastChild.style.fill = colour(owners[index]);
    made.addEventListener("click", () => select(index));
    made.addEventListener("dblclick", () => setScope("around"));
  }
  return made;
}

// The end of a dotted name tells more than its beginning.
const shortened = (name) => (name.length > 21 ? `…${name.slice(-20)}` : name);

function firstOf(name) {
  const found = names.findIndex((each) => each === name || each.startsWith(`${name}.`));
  return found < 0 ? undefined : found;
}

function setScope(wanted) {
  scope = wanted;
  magnified = 1;
  isSought = true;
  redraw();
}

function listCycles() {
  const { cycles } = moduleGraph;
  const heading = element("h3", "", cycles.length ? `${cycles.length} cycle${cycles.length > 1 ? "s" : ""}` : "No cycles");
  const list = element("ol");
  for (const members of cycles) {
    const item = element("li");
    const whole = element("details");
    const [first, second] = members.map((each) => moduleGraph.names[each]);
    const summary = element("summary");
    summary.append(nameElement(first), members.length > 2 ? ` and ${members.length - 1} more` : " ↔ ", nameElement(members.length === 2 ? second : ""));
    whole.append(summary, ...members.map(member));
    whole.open = members.length < 4;
    item.append(whole);
    list.append(item);
  }
  document.getElementById("cycles").replaceChildren(heading, list);
}

function member(module) {
  const index = importOf.get(module);
  const name = moduleGraph.names[module];
  if (index === undefined) return nameElement(name);
  return link(name, () => {
    setScope("around");
    select(index);
  });
}

document.getElementById("scope-packages").addEventListener("click", () => setScope("packages"));
document.getElementById("scope-around").addEventListener("click", () => setScope("around"));

views.graph = {
  draw: drawGraph,
  zoom: (factor) => { magnified = Math.min(8, Math.max(0.25, magnified * factor)); redraw(); },
  reset: () => { magnified = 1; redraw(); },
  focus: () => setScope("around"),
  back: () => setScope("packages"),
  reveal: () => { isSought = true; },
};
