// Total times as widths: what a module asked for hangs below it, the dearest first.
const LEVEL = 22; // pixels
const canvas = document.getElementById("canvas");
const stage = document.getElementById("stage");
const tip = document.getElementById("tip");
const crumbs = document.getElementById("crumbs");
const everything = roots.reduce((sum, root) => sum + totals[root], 0);
let top_ = -1; // the import that fills the width; -1: all of them
let boxes = []; // what was drawn, for clicks: { index, x, y, wide }
let fitting = 1; // how many times as wide as the window

const dearestFirst = (list) => [...list].sort((a, b) => totals[b] - totals[a]);

function layOut(wide) {
  const found = [];
  const scale = wide / Math.max(1, top_ < 0 ? everything : totals[top_]);
  const pending = top_ < 0 ? [[roots, 0, 0]] : [[[top_], 0, 0]];
  while (pending.length) {
    const [list, left, level] = pending.pop();
    let x = left;
    for (const index of dearestFirst(list)) {
      const each = totals[index] * scale;
      if (each < 0.4) break; // the others are dearer to draw than to see
      found.push({ index, x, y: level * LEVEL, wide: each });
      if (children[index].length) pending.push([children[index], x, level + 1]);
      x += each;
    }
  }
  return found;
}

function drawIcicle() {
  const wide = Math.max(50, stage.clientWidth * fitting);
  boxes = layOut(wide);
  const high = boxes.reduce((most, box) => Math.max(most, box.y + LEVEL), stage.clientHeight - 4);
  const dense = window.devicePixelRatio || 1;
  canvas.width = Math.min(wide * dense, 32000);
  canvas.height = Math.min(high * dense, 32000);
  canvas.style.width = `${wide}px`;
  canvas.style.height = `${high}px`;
  const pen = canvas.getContext("2d");
  pen.scale(canvas.width / wide, canvas.height / high);
  pen.font = "12px system-ui, 'DejaVu Sans', sans-serif";
  pen.textBaseline = "middle";
  const style = getComputedStyle(document.documentElement);
  const colours = { text: style.getPropertyValue("--text"), ground: style.getPropertyValue("--ground") };
  for (const box of boxes) drawBox(pen, box, colours);
  drawCrumbs();
}

function drawBox(pen, { index, x, y, wide }, colours) {
  const found = state.isHit.has(index);
  const isFaded = faded(index) || (state.query && !found);
  pen.globalAlpha = isFaded ? 0.3 : 1;
  pen.fillStyle = found ? "#ffd84d" : colour(owners[index]);
  pen.fillRect(x, y, Math.max(0.5, wide - (wide > 3 ? 1 : 0)), LEVEL - 1);
  if (index === state.selected) {
    pen.strokeStyle = colours.text;
    pen.lineWidth = 2;
    pen.strokeRect(x + 1, y + 1, Math.max(1, wide - 3), LEVEL - 3);
  }
  // What is left of the colour is nearly the page's ground, which may be dark.
  pen.globalAlpha = isFaded ? 0.6 : 1;
  pen.fillStyle = isFaded ? colours.text : "#14171b";
  if (wide > 26) writeIn(pen, names[index], x, y, wide, time(totals[index]));
  pen.globalAlpha = 1;
}

function writeIn(pen, name, x, y, wide, amount) {
  pen.save();
  pen.beginPath();
  pen.rect(x, y, wide - 4, LEVEL);
  pen.clip();
  const text = fittingEnd(pen, name, wide - 9);
  pen.fillText(text, x + 5, y + LEVEL / 2);
  const used = pen.measureText(text).width + 5;
  const needed = pen.measureText(amount).width + 10;
  if (amount && used + needed + 8 < wide) pen.fillText(amount, x + wide - needed, y + LEVEL / 2);
  pen.restore();
}

// The name, or as many of its last parts as there is room for: above stands what it begins with.
function fittingEnd(pen, name, wide) {
  if (pen.measureText(name).width <= wide) return name;
  const parts = name.split(".");
  for (let left = 1; left < parts.length; left++) {
    const text = `…${parts.slice(left).join(".")}`;
    if (pen.measureText(text).width <= wide) return text;
  }
  const last = parts.at(-1);
  let end = last.length;
  while (end > 0 && pen.measureText(`${last.slice(0, end)}…`).width > wide) end = Math.min(end - 1, Math.floor(end * 0.8));
  return end > 1 ? `${last.slice(0, end)}…` : "";
}

function drawCrumbs() {
  const path = top_ < 0 ? [] : ancestors(top_);
  const parts = [link("all", () => zoomTo(-1))];
  for (const each of path) parts.push(" › ", link(names[each], () => zoomTo(each)));
  crumbs.replaceChildren(...parts);
  crumbs.scrollLeft = crumbs.scrollWidth; // the end tells more than the beginning
}

function zoomTo(index) {
  top_ = index;
  fitting = 1;
  redraw();
}

function boxAt(event) {
  const area = canvas.getBoundingClientRect();
  const x = event.clientX - area.left;
  const y = event.clientY - area.top;
  return boxes.find((box) => x >= box.x && x < box.x + box.wide && y >= box.y && y < box.y + LEVEL);
}

canvas.addEventListener("click", (event) => {
  const box = boxAt(event);
  if (box) select(box.index, { reveal: false });
});
canvas.addEventListener("dblclick", (event) => {
  const box = boxAt(event);
  if (box) zoomTo(box.index);
});
canvas.addEventListener("mousemove", (event) => {
  const box = boxAt(event);
  tip.hidden = !box;
  if (!box) return;
  const own = `own ${time(owns[box.index])}, total ${time(totals[box.index])}`;
  tip.replaceChildren(nameElement(names[box.index]), ` · ${own}`);
  const area = tip.parentElement.getBoundingClientRect();
  tip.style.left = `${Math.min(event.clientX - area.left + 12, area.width - tip.offsetWidth - 4)}px`;
  tip.style.top = `${event.clientY - area.top + 16}px`;
});
canvas.addEventListener("mouseleave", () => { tip.hidden = true; });

// A selected module must be wide enough to be seen: else the view moves to its asker.
function revealBox(index) {
  const above = ancestors(index);
  if (index < 0 || (top_ >= 0 && !above.includes(top_))) top_ = -1;
  boxes = layOut(Math.max(50, stage.clientWidth * fitting));
  const box = boxes.find((each) => each.index === index);
  if (!box && index >= 0) top_ = parents[index];
  else if (box) {
    const apart = box.x < stage.scrollLeft || box.x > stage.scrollLeft + stage.clientWidth;
    if (apart) stage.scrollLeft = box.x - 40;
    if (box.y < stage.scrollTop || box.y > stage.scrollTop + stage.clientHeight - LEVEL) stage.scrollTop = box.y - 80;
  }
}

views.icicle = {
  draw: drawIcicle,
  zoom: (factor) => { fitting = Math.min(40, Math.max(1, fitting * factor)); redraw(); },
  reset: () => zoomTo(-1),
  focus: zoomTo,
  back: () => zoomTo(top_ < 0 ? -1 : parents[top_]),
  reveal: revealBox,
};
