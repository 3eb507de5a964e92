// One row per import in the order of time; only the rows in sight exist as elements.
const ROW = 22; // pixels, as in the style sheet
const DEEPEST = depths.reduce((most, depth) => Math.max(most, depth), 0);
const INDENT = 12; // pixels
const WIDEST_INDENT = 150; // pixels; names need room, too
const LEVELS = DEEPEST * INDENT > WIDEST_INDENT ? 8 : DEEPEST; // that are indented in full
const DEEPER = (WIDEST_INDENT - LEVELS * INDENT) / Math.max(1, DEEPEST - LEVELS); // the others
const BEYOND = 8; // rows drawn above and below of what is in sight
const scroller = document.getElementById("rows");
const space = document.getElementById("space");
const axis = document.getElementById("axis");
const whole = { from: 0, to: Math.max(1, ...lanesEnd()) };
let span = { ...whole };
let rows = [];

function lanesEnd() {
  return roots.map((root) => starts[root] + totals[root]);
}

// Imports in sight if everything were; a lane's heading is a negative number.
function listRows() {
  const listed = [];
  let lane = -1;
  const visit = (index) => {
    const stack = [index];
    while (stack.length) {
      const at = stack.pop();
      listed.push(at);
      if (!state.closed.has(at)) for (let k = children[at].length - 1; k >= 0; k--) stack.push(children[at][k]);
    }
  };
  for (const root of roots) {
    if (data.imports.lanes[root] !== lane) {
      lane = data.imports.lanes[root];
      listed.push(-1 - lane);
    }
    visit(root);
  }
  return listed;
}

function drawWaterfall() {
  rows = listRows();
  space.style.height = `${rows.length * ROW}px`;
  const first = Math.max(0, Math.floor(scroller.scrollTop / ROW) - BEYOND);
  const last = Math.min(rows.length, Math.ceil((scroller.scrollTop + scroller.clientHeight) / ROW) + BEYOND);
  const made = [];
  for (let place = first; place < last; place++) made.push(row(rows[place], place));
  space.replaceChildren(...made);
  scroller.setAttribute("aria-activedescendant", `import-${state.selected}`);
  drawAxis();
}

function drawAxis() {
  const marks = !roots.length ? [] : ticks(span.from, span.to, Math.max(2, axis.clientWidth / 90));
  axis.replaceChildren(...marks.map((at) => {
    const mark = element("span", "tick", at === 0 ? "0" : time(at));
    mark.style.left = `${place(at)}%`;
    return mark;
  }));
  for (const mark of axis.children) {
    if (mark.offsetLeft + mark.offsetWidth > axis.clientWidth) mark.textContent = "";
  }
}

const place = (at) => ((at - span.from) / (span.to - span.from)) * 100;

function row(index, where) {
  const made = element("div", index < 0 ? "row lane" : "row");
  made.style.top = `${where * ROW}px`;
  if (index < 0) {
    made.append(link(data.lanes[-1 - index][0], () => showLane(-1 - index)));
    return made;
  }
  made.append(label(index), bar(index));
  made.id = `import-${index}`;
  made.dataset.index = index;
  made.setAttribute("role", "treeitem");
  made.setAttribute("aria-level", depths[index] + 1);
  made.setAttribute("aria-selected", index === state.selected);
  if (children[index].length) made.setAttribute("aria-expanded", !state.closed.has(index));
  made.classList.toggle("hit", state.isHit.has(index));
  made.classList.toggle("faded", faded(index));
  return made;
}

function indent(depth) {
  return Math.min(depth, LEVELS) * INDENT + Math.max(0, depth - LEVELS) * DEEPER;
}

function label(index) {
  const made = element("div", "label");
  const toggle = element("span", "toggle", children[index].length ? (state.closed.has(index) ? "▸" : "▾") : "");
  toggle.style.marginLeft = `${indent(depths[index])}px`;
  const name = nameElement(names[index], "span");
  if (kinds[index]) name.classList.add(kinds[index]);
  name.title = names[index];
  made.append(toggle, name, element("span", "own", isInstant(index) ? "" : time(owns[index])));
  return made;
}

// What the cache served at once: zero would be no news.
const isInstant = (index) => kinds[index] === "cached" && !totals[index];

function bar(index) {
  const made = element("div", "time");
  const mark = element("div", "mark");
  const from = place(starts[index]);
  const wide = (totals[index] / (span.to - span.from)) * 100;
  mark.style.left = `${from}%`;
  mark.style.width = `${wide}%`;
  mark.style.background = colour(owners[index]);
  const rest = element("div", "rest"); // what it asked for; the full colour is its own
  rest.style.width = `${totals[index] ? 100 - (owns[index] / totals[index]) * 100 : 0}%`;
  mark.append(rest);
  const after = element("span", "after", isInstant(index) ? "in the cache" : time(totals[index]));
  if (from + wide > 88 && from < 12) after.classList.add("inside");
  else if (from + wide > 88) after.style.right = `${100 - from}%`;
  else after.style.left = `${Math.max(0, from + wide)}%`;
  made.append(mark, after);
  return made;
}

function revealRow(index) {
  const where = (rows = listRows()).indexOf(index);
  space.style.height = `${rows.length * ROW}px`;
  const top = where * ROW;
  if (top < scroller.scrollTop || top + ROW > scroller.scrollTop + scroller.clientHeight) {
    scroller.scrollTop = top - scroller.clientHeight / 3;
  }
}

function zoomSpan(factor, around) {
  const middle = around ?? (span.from + span.to) / 2;
  const from = Math.max(whole.from, middle - (middle - span.from) / factor);
  const to = Math.min(whole.to, middle + (span.to - middle) / factor);
  if (to - from >= 100) span = { from, to };
  redraw();
}

function focusSpan(index) {
  const margin = totals[index] * 0.03 + 50;
  span = { from: Math.max(0, starts[index] - margin), to: Math.min(whole.to, starts[index] + totals[index] + margin) };
  redraw();
}

scroller.addEventListener("scroll", redraw);
scroller.addEventListener("click", (event) => {
  const target = event.target.closest("[data-index]");
  if (!target) return;
  const index = Number(target.dataset.index);
  if (event.target.className === "toggle") toggleRow(index);
  select(index, { reveal: false });
});
scroller.addEventListener("dblclick", (event) => {
  const target = event.target.closest("[data-index]");
  if (target) focusSpan(Number(target.dataset.index));
});
scroller.addEventListener("wheel", (event) => {
  if (!event.ctrlKey) return;
  event.preventDefault();
  const box = axis.getBoundingClientRect();
  const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  zoomSpan(event.deltaY < 0 ? 1.25 : 0.8, span.from + share * (span.to - span.from));
}, { passive: false });

function toggleRow(index, open) {
  if (!children[index].length) return;
  if (open ?? state.closed.has(index)) state.closed.delete(index);
  else state.closed.add(index);
  redraw();
}

views.waterfall = {
  draw: drawWaterfall,
  zoom: zoomSpan,
  reset: () => { span = { ...whole }; redraw(); },
  focus: focusSpan,
  back: () => { span = { ...whole }; redraw(); },
  reveal: revealRow,
};
