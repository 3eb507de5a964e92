// Places for the nodes of a graph: columns by the longest way, rows by where the neighbours are.
const WIDE = 240;
const HIGH = 34;

// Nodes are keys; edges [from, to]; groupOf tells which nodes form a circle (others: undefined).
// Returns Map key -> { column, row }.
function arrange(keys, edges, groupOf) {
  const column = columnsOf(keys, edges, groupOf);
  const grouped = [];
  for (const key of keys) (grouped[column(key)] ||= []).push(key);
  const places = new Map();
  const used = grouped.filter(Boolean);
  used.forEach((group, x) => group.forEach((key, y) => places.set(key, { column: x, row: y })));
  for (let round = 0; round < 6; round++) {
    const order = round % 2 ? [...used].reverse() : used;
    for (const group of order) settle(group, edges, places);
  }
  const tallest = Math.max(1, ...used.map((group) => group.length));
  for (const group of used) {
    for (const key of group) places.get(key).row += (tallest - group.length) / 2;
  }
  return places;
}

// Who asks stands left of who is asked; those of a circle stand in one column.
function columnsOf(keys, edges, groupOf) {
  const block = (key) => groupOf(key) ?? `of ${key}`;
  const next = new Map(keys.map((key) => [block(key), new Set()]));
  for (const [from, to] of edges) if (block(from) !== block(to)) next.get(block(from)).add(block(to));
  const waiting = new Map([...next.keys()].map((each) => [each, 0]));
  for (const list of next.values()) for (const to of list) waiting.set(to, waiting.get(to) + 1);
  const column = new Map([...next.keys()].map((each) => [each, 0]));
  const ready = [...next.keys()].filter((each) => !waiting.get(each));
  while (ready.length) {
    const each = ready.pop();
    for (const to of next.get(each)) {
      column.set(to, Math.max(column.get(to), column.get(each) + 1));
      waiting.set(to, waiting.get(to) - 1);
      if (!waiting.get(to)) ready.push(to);
    }
  }
  return (key) => column.get(block(key));
}

// Sort a column by the mean row of the neighbours, so that lines cross less.
function settle(group, edges, places) {
  const inside = new Set(group);
  const sums = new Map(group.map((key) => [key, [0, 0]]));
  for (const [from, to] of edges) {
    if (inside.has(from)) addRow(sums.get(from), places.get(to));
    if (inside.has(to)) addRow(sums.get(to), places.get(from));
  }
  const mean = (key) => (sums.get(key)[1] ? sums.get(key)[0] / sums.get(key)[1] : places.get(key).row);
  const means = new Map(group.map((key) => [key, mean(key)]));
  group.sort((a, b) => means.get(a) - means.get(b));
  group.forEach((key, row) => { places.get(key).row = row; });
}

function addRow(sum, where) {
  sum[0] += where.row;
  sum[1] += 1;
}
