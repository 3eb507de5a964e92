// The story of one import: what is known of it, and the path of requests that led there.
function showStory(index) {
  const panel = document.getElementById("story");
  panel.replaceChildren(nameElement(names[index], "h2"));
  panel.append(sums(index), pathTo(index));
  for (const [label, lines] of data.stories[index]) panel.append(...part(label, lines));
  if (children[index].length) panel.append(...asked(index));
  panel.scrollTop = 0;
}

function sums(index) {
  const owner = data.owners[owners[index]];
  const line = element("p");
  const swatch = element("span", "swatch");
  swatch.style.background = colour(owners[index]);
  line.append(swatch, nameElement(owner), ` · own ${time(owns[index])} · total ${time(totals[index])}`);
  if (kinds[index] === "bad") line.append(element("span", "bad", " · failed"));
  return line;
}

function pathTo(index) {
  const whole = element("section");
  whole.id = "path";
  whole.append(element("h3", "", "Path of requests"));
  for (const each of ancestors(index)) {
    const line = element("p");
    line.append("→ ", each === index ? nameElement(names[each]) : link(names[each], () => select(each)));
    whole.append(line);
  }
  return whole;
}

function part(label, lines) {
  return [element("h3", "", label), ...lines.map((text) => nameElement(text, "p"))];
}

function asked(index) {
  const table = element("table");
  const dearest = [...children[index]].sort((a, b) => totals[b] - totals[a]);
  for (const child of dearest.slice(0, 50)) {
    const row = table.insertRow();
    row.insertCell().append(link(names[child], () => select(child)));
    const cell = row.insertCell();
    cell.className = "number";
    cell.textContent = time(totals[child]);
  }
  const more = dearest.length > 50 ? [element("p", "", `and ${dearest.length - 50} more`)] : [];
  return [element("h3", "", "It asked for"), table, ...more];
}
