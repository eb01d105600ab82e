// A choice of many as two lists: what there is, and what is chosen. The boxes beneath stay what is sent, and are what
// people see without this script.

const make = (name, attributes = {}, text = "") => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text) element.textContent = text;
  return element;
};
let made = 0;

function twoLists(many) {
  const texts = many.dataset;
  const name = many.querySelector("input[type=hidden]").name;
  const boxes = many.querySelector(".choices");
  const mark = `lists-${made++}`;
  const legend = many.closest("fieldset").querySelector("legend").textContent.trim();

  const side = (key, label) => {
    const part = make("div", { class: "side" });
    const list = make("select", { multiple: "", size: "9", id: `${mark}-${key}`, "aria-describedby": `${mark}-told` });
    part.append(make("label", { for: list.id }, label), list);
    return [part, list];
  };
  const [left, available] = side("available", texts.available);
  const [right, chosen] = side("chosen", texts.chosen);
  const search = make("input", { type: "search", "aria-label": `${texts.search}: ${legend}`, placeholder: texts.search, autocomplete: "off", "aria-controls": available.id });
  available.before(search);
  const button = (text) => make("button", { type: "button", class: "button small" }, text);
  const [add, remove] = [button(texts.add), button(texts.remove)];
  const middle = make("div", { class: "middle" });
  middle.append(add, remove);
  const told = make("p", { class: "soft", role: "status", id: `${mark}-told` });
  const lists = make("div", { class: "two-lists" });
  lists.append(left, middle, right);
  boxes.hidden = true;
  many.querySelector(".aside")?.remove();
  boxes.before(lists, told);

  const all = () => [...boxes.querySelectorAll("input[type=checkbox]")];
  const label = (box) => box.closest("label").textContent.trim();
  const box = (value, text) => {
    const known = all().find((one) => one.value === value);
    if (known) return known;
    const one = make("input", { type: "checkbox", name, value });
    const line = make("label");
    line.append(one, ` ${text}`);
    const item = make("li");
    item.append(line);
    boxes.querySelector(".none")?.remove();
    boxes.append(item);
    return one;
  };
  let found = null;
  const draw = () => {
    const typed = search.value.trim().toLowerCase();
    const option = (one) => new Option(label(one), one.value);
    const offered = all().filter((one) => !one.checked)
      .filter((one) => (found ? found.has(one.value) : label(one).toLowerCase().includes(typed)));
    available.replaceChildren(...offered.map(option));
    chosen.replaceChildren(...all().filter((one) => one.checked).map(option));
    told.textContent = texts.status.replace("#1", chosen.length).replace("#2", available.length);
    add.disabled = !available.length;
    remove.disabled = !chosen.length;
  };
  const move = (from, to) => {
    const values = [...from.selectedOptions].map((one) => one.value);
    if (!values.length) return;
    const place = from.selectedIndex;
    for (const one of all()) if (values.includes(one.value)) one.checked = to === chosen;
    boxes.dispatchEvent(new Event("change", { bubbles: true }));
    draw();
    for (const one of to.options) one.selected = values.includes(one.value);
    if (from.length) from.selectedIndex = Math.min(place, from.length - 1);
    (from.length ? from : to).focus();
  };
  for (const [from, to, press] of [[available, chosen, add], [chosen, available, remove]]) {
    press.addEventListener("click", () => move(from, to));
    from.addEventListener("dblclick", () => move(from, to));
    from.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      move(from, to);
    });
  }

  // Of a large table only what was searched for is offered.
  let asked = 0;
  const ask = async () => {
    const mine = ++asked;
    const url = new URL(texts.lookup, window.location.href);
    url.searchParams.set("q", search.value.trim());
    const answer = await fetch(url, { headers: { accept: "application/json" } }).catch(() => null);
    if (mine !== asked || !answer?.ok) return;
    const rows = (await answer.json()).found;
    if (mine !== asked) return;
    for (const row of rows) box(row.value, row.label);
    found = new Set(rows.map((row) => row.value));
    draw();
  };
  let timer;
  search.addEventListener("input", () => {
    if (!texts.lookup) return draw();
    clearTimeout(timer);
    timer = setTimeout(ask, 200);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
    if (event.key === "ArrowDown" && available.length) {
      event.preventDefault();
      available.focus();
      available.selectedIndex = Math.max(0, available.selectedIndex);
    }
  });
  many.addEventListener("admin:choose", (event) => {
    box(event.detail.value, event.detail.label).checked = true;
    found?.add(event.detail.value);
    draw();
  });
  draw();
  if (texts.lookup) ask();
}

const enhance = (root) => {
  for (const many of root.querySelectorAll("[data-two-lists]")) twoLists(many);
};
enhance(document);
document.addEventListener("admin:added", (event) => enhance(event.target));
