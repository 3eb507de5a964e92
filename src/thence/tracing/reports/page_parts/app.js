// Puts the parts together: heading, colours, tabs, search, keys.
const root = document.documentElement;
const searchField = document.getElementById("search");
const helpDialog = document.getElementById("help");
const ORDER = ["waterfall", "icicle", "graph"];

function heading() {
  document.getElementById("title").append(nameElement(data.title));
  const facts = document.getElementById("facts");
  data.facts.forEach((fact, place) => facts.append(place ? " · " : "", nameElement(fact)));
}

function legend() {
  const sums = data.owners.map(() => 0);
  owns.forEach((own, index) => { sums[owners[index]] += own; });
  const box = document.getElementById("legend");
  data.owners.forEach((owner, number) => {
    if (!sums[number]) return; // nothing of it is wide enough to be seen
    const entry = element("button");
    const swatch = element("span", "swatch");
    swatch.style.background = colour(number);
    entry.append(swatch, nameElement(owner), ` ${time(sums[number])}`);
    entry.dataset.owner = number;
    entry.title = "Let it stand out";
    entry.setAttribute("aria-pressed", "false");
    entry.addEventListener("click", () => standOut(number));
    box.append(entry);
  });
}

function standOut(owner) {
  state.owner = state.owner === owner ? -1 : owner;
  for (const entry of document.getElementById("legend").children) {
    entry.setAttribute("aria-pressed", String(Number(entry.dataset.owner) === state.owner));
  }
  redraw();
}

function setTheme(theme) {
  root.dataset.theme = theme;
  redraw();
}

const swapTheme = () => setTheme(root.dataset.theme === "dark" ? "light" : "dark");
const current = () => views[state.view];

function move(direction) {
  if (state.view !== "waterfall") {
    select(state.selected + direction);
    return;
  }
  const listed = listRows().filter((each) => each >= 0);
  const next = listed[listed.indexOf(state.selected) + direction];
  if (next !== undefined) select(next);
}

function inward() {
  const below = children[state.selected];
  if (state.view === "waterfall" && state.closed.has(state.selected)) toggleRow(state.selected, true);
  else if (below.length) select(below[0]);
}

function outward() {
  const open = children[state.selected].length && !state.closed.has(state.selected);
  if (state.view === "waterfall" && open) toggleRow(state.selected, false);
  else select(parents[state.selected]);
}

const KEYS = {
  1: () => show(ORDER[0]), 2: () => show(ORDER[1]), 3: () => show(ORDER[2]),
  "/": () => { searchField.focus(); searchField.select(); },
  "?": () => helpDialog.showModal(),
  t: swapTheme,
  "+": () => current().zoom(1.5), "=": () => current().zoom(1.5), "-": () => current().zoom(1 / 1.5),
  0: () => current().reset(),
  n: () => step(1), N: () => step(-1),
  ArrowDown: () => move(1), ArrowUp: () => move(-1), ArrowRight: inward, ArrowLeft: outward,
  Enter: () => current().focus(state.selected),
  Escape: () => current().back(),
};

document.addEventListener("keydown", (event) => {
  const control = event.target.closest("input, dialog") || (event.key === "Enter" && event.target.closest("button"));
  if (control || event.ctrlKey || event.metaKey || event.altKey) return;
  // Not what an object has by itself, such as "constructor".
  if (!Object.hasOwn(KEYS, event.key) || state.selected < 0) return;
  event.preventDefault();
  KEYS[event.key]();
});
searchField.addEventListener("input", () => search(searchField.value));
searchField.addEventListener("keydown", (event) => {
  if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
  if (event.key === "Escape") {
    searchField.value = "";
    search("");
    searchField.blur();
  }
});
for (const name of ORDER) document.getElementById(`tab-${name}`).addEventListener("click", () => show(name));
document.getElementById("zoom-in").addEventListener("click", () => current().zoom(1.5));
document.getElementById("zoom-out").addEventListener("click", () => current().zoom(1 / 1.5));
document.getElementById("zoom-reset").addEventListener("click", () => current().reset());
document.getElementById("theme").addEventListener("click", swapTheme);
document.getElementById("help-button").addEventListener("click", () => helpDialog.showModal());
window.addEventListener("resize", redraw);

setTheme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
heading();
legend();
listCycles();
if (state.selected >= 0) showStory(state.selected);
else document.getElementById("story").append(element("p", "", "Nothing was imported in this recording."));
show("waterfall");
