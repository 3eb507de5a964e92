// The recording as the page holds it: columns, one entry per import, askers before the asked.
const data = JSON.parse(document.getElementById("recording").textContent);
const { names, parents, starts, totals, owns, owners, kinds, modules } = data.imports;
const count = names.length;
const children = names.map(() => []);
const roots = [];
const depths = new Array(count).fill(0);
for (let i = 0; i < count; i++) {
  if (parents[i] < 0) roots.push(i);
  else {
    children[parents[i]].push(i);
    depths[i] = depths[parents[i]] + 1;
  }
}

// Of each module, all requests for it.
const requestsOf = new Map();
for (let i = 0; i < count; i++) {
  if (!requestsOf.has(modules[i])) requestsOf.set(modules[i], []);
  requestsOf.get(modules[i]).push(i);
}

// Of each module, the request that it was searched for by, else the first.
const importOf = new Map();
for (const [module, found] of requestsOf) importOf.set(module, found.find((each) => !kinds[each]) ?? found[0]);

const PALETTE = ["#7aa7e0", "#e6a35c", "#79bd86", "#dd8b9f", "#a996d8", "#c9a37c", "#62bcc0", "#c3b84f", "#e29fd0", "#94b0c4"];
const OTHERS = "#a9adb3";
const colour = (owner) => PALETTE[owner] || OTHERS;

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function nameElement(text, tag = "bdi") {
  return element(tag, "name", text);
}

function link(text, action) {
  const made = element("button", "link name", text);
  made.addEventListener("click", action);
  return made;
}

function time(ns) {
  const scale = ns >= 1e9 ? [1e9, "s"] : ns >= 1e6 ? [1e6, "ms"] : ns >= 1e3 ? [1e3, "µs"] : [1, "ns"];
  const value = ns / scale[0];
  return `${value >= 100 || scale[0] === 1 ? Math.round(value) : value.toFixed(value >= 10 ? 1 : 2)} ${scale[1]}`;
}

// Steps for an axis: 1, 2 or 5 times a power of ten, about so many of them.
function ticks(from, to, about) {
  const rough = (to - from) / about || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((each) => each * power >= rough) * power;
  const found = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) found.push(at);
  return found;
}

function ancestors(index) {
  const path = [];
  for (let at = index; at >= 0; at = parents[at]) path.unshift(at);
  return path;
}
