// The story of one import: what is known of it, and the path of requests that led there.
const panel = document.getElementById("story");

function showStory(index) {
  panel.replaceChildren(nameElement(names[index], "h2"), sums(index), pathTo(index));
  for (const [label, lines] of data.stories[index]) panel.append(...part(label, lines));
  const dearest = [...children[index]].sort((a, b) => totals[b] - totals[a]);
  const others = requestsOf.get(modules[index]).filter((each) => each !== index);
  panel.append(...listed("It asked for", dearest, (each) => [names[each], time(totals[each])]));
  panel.append(...listed("Asked for elsewhere", others, (each) => [whoAsked(each), OUTCOME[kinds[each]]]));
  panel.scrollTop = 0;
}

// The story of a thread, and of the process that it is in.
function showLane(lane) {
  const [label, parts] = data.lanes[lane];
  panel.replaceChildren(nameElement(label, "h2"));
  for (const [heading, lines] of parts) panel.append(...part(heading, lines));
  panel.scrollTop = 0;
}

const OUTCOME = { "": "loaded", cached: "in the cache", bad: "failed" };

function whoAsked(index) {
  const above = parents[index] < 0 ? "" : names[parents[index]];
  return [data.imports.askers[index], above && `(${above})`].filter(Boolean).join(" ") || "somebody";
}

function sums(index) {
  const line = element("p");
  const swatch = element("span", "swatch");
  swatch.style.background = colour(owners[index]);
  line.append(swatch, nameElement(data.owners[owners[index]]), ` · own ${time(owns[index])} · total ${time(totals[index])}`);
  if (kinds[index] === "bad") line.append(element("span", "bad", " · failed"));
  const when = element("p", "cached");
  when.append(`at ${starts[index] ? time(starts[index]) : "the beginning"}, in `, nameElement(data.lanes[data.imports.lanes[index]][0]));
  const both = element("div");
  both.append(line, when);
  return both;
}

function pathTo(index) {
  const whole = element("section");
  whole.id = "path";
  whole.append(element("h3", "", "Path of requests"));
  for (const each of ancestors(index)) {
    const line = element("p");
    line.append("→ ", each === index ? nameElement(names[each]) : link(names[each], () => select(each)));
    if (data.imports.askers[each]) line.append(nameElement(data.imports.askers[each], "small"));
    whole.append(line);
  }
  return whole;
}

function part(label, lines) {
  return [element("h3", "", label), ...lines.map((text) => nameElement(text, "p"))];
}

// Imports one can go to, each with a remark; the first fifty.
function listed(heading, indexes, wordsOf) {
  if (!indexes.length) return [];
  const table = element("table");
  for (const each of indexes.slice(0, 50)) {
    const [text, remark] = wordsOf(each);
    const row = table.insertRow();
    row.insertCell().append(link(text, () => select(each)));
    row.insertCell().textContent = remark;
    row.cells[1].className = "number";
  }
  const more = indexes.length > 50 ? [element("p", "", `and ${indexes.length - 50} more`)] : [];
  return [element("h3", "", heading), table, ...more];
}
