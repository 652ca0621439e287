/** One bubble a group; its area is the number of rows. A click selects these rows in the linked panels. */

const SVG = "http://www.w3.org/2000/svg";
const STEP = 130;

function render({ el, model }) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("role", "group");
  el.append(svg);

  function draw() {
    const { columns, rows } = model.get("frame");
    const count = columns.findIndex(({ role }) => role === "count");
    const most = Math.max(1, ...rows.map((row) => row[count]));
    svg.setAttribute("viewBox", `0 0 ${Math.max(1, rows.length) * STEP} ${STEP}`);
    svg.style.maxHeight = "11rem";
    svg.replaceChildren(...rows.map((row, index) => {
      const radius = 58 * Math.sqrt(row[count] / most);
      return bubble(index, String(row[0]), row[count], radius, () => select(row[0]));
    }));
  }

  function select(species) {
    const term = `species = '${String(species).replaceAll("'", "''")}'`;
    model.set("selects", model.get("selects") === term ? null : term);
    model.save_changes();
  }

  draw();
  model.on("change:frame", draw);
  return () => model.off("change:frame", draw);
}

function bubble(index, name, count, radius, pick) {
  const group = document.createElementNS(SVG, "g");
  const center = STEP * (index + 0.5);
  group.append(
    shape("circle", { cx: center, cy: STEP / 2, r: radius, fill: "currentColor", opacity: 0.18 }),
    shape("text", { x: center, y: STEP / 2 - 2, "text-anchor": "middle", "font-size": 13 }, name),
    shape("text", { x: center, y: STEP / 2 + 14, "text-anchor": "middle", "font-size": 12 }, count),
  );
  for (const text of group.querySelectorAll("text")) text.setAttribute("fill", "currentColor");
  group.setAttribute("role", "button");
  group.setAttribute("tabindex", "0");
  group.setAttribute("aria-label", `${name}: ${count} rows`);
  group.style.cursor = "pointer";
  group.addEventListener("click", pick);
  group.addEventListener("keydown", (event) => event.key === "Enter" && pick());
  return group;
}

function shape(name, attributes, text = "") {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.textContent = text;
  return element;
}

export default { render };
