// What the pages do more comfortably with a script. Everything works without it.

// Folds that are open where there is room for them, and while there is.
for (const [selector, room] of [["[data-menu]", "(min-width: 60rem)"], ["[data-filters]", "(min-width: 75rem)"]]) {
  const fold = document.querySelector(selector);
  if (!fold) continue;
  const wide = window.matchMedia(room);
  if (wide.matches) fold.open = true;
  wide.addEventListener("change", () => { fold.open = wide.matches; });
}

document.querySelector("[data-focus]")?.focus();
let counter = 0;

// "/" goes to the search box of the page, or else to the one over everything.
const shortcuts = "shortcuts" in document.body.dataset;
document.addEventListener("keydown", (event) => {
  if (!shortcuts) return;
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.querySelector("[data-search]") ?? document.querySelector("[data-search-all]");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// Leaving a form with changes that are not saved asks first.
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  const state = () => new URLSearchParams(new FormData(form)).toString();
  const before = state();
  let sending = false;
  form.addEventListener("submit", () => { sending = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!sending && state() !== before) event.preventDefault();
  });
}

// Letters that do not fall apart into one that addresses know and a sign.
const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" };

// Fields that are made from others, until somebody types into them.
function madeFrom(field) {
  if (field.value) return;
  let own = false;
  field.addEventListener("input", () => { own = true; });
  const sources = field.dataset.madeFrom.split(" ").map((name) => field.form.elements[name]).filter(Boolean);
  const make = () => {
    if (own) return;
    const text = sources.map((source) => source.value).join(" ");
    field.value = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter]).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  };
  for (const source of sources) source.addEventListener("input", make);
}

// Long lists of boxes get a line to narrow them down.
function narrow(many) {
  const items = [...many.querySelectorAll("li")];
  if (items.length < 12) return;
  const box = document.createElement("input");
  box.type = "search";
  box.setAttribute("aria-label", many.closest("fieldset").querySelector("legend").textContent);
  box.addEventListener("input", () => {
    const typed = box.value.trim().toLowerCase();
    for (const item of items) item.hidden = !item.textContent.toLowerCase().includes(typed) && !item.querySelector("input").checked;
  });
  box.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  many.prepend(box);
}

// Ticking rows: all at once, and a count.
const actions = document.querySelector("#actions");
if (actions) {
  const ticks = [...document.querySelectorAll(".table tbody .tick input")];
  const head = document.querySelector(".table thead .tick");
  const told = actions.querySelector("[data-chosen]");
  const every = document.createElement("input");
  every.type = "checkbox";
  every.setAttribute("aria-label", head.textContent.trim());
  head.append(every);
  const tell = () => {
    const count = ticks.filter((tick) => tick.checked).length;
    every.checked = count === ticks.length;
    every.indeterminate = count > 0 && count < ticks.length;
    told.textContent = count ? told.dataset.chosen.replace("#", count) : "";
  };
  every.addEventListener("change", () => {
    for (const tick of ticks) tick.checked = every.checked;
    tell();
  });
  let last = null;
  for (const tick of ticks) {
    tick.addEventListener("click", (event) => {
      if (event.shiftKey && last !== null) {
        const [from, to] = [ticks.indexOf(last), ticks.indexOf(tick)].sort((a, b) => a - b);
        for (const between of ticks.slice(from, to + 1)) between.checked = tick.checked;
      }
      last = tick;
      tell();
    });
  }
}

// One more row of another table, without saving first.
function addsRows(inline) {
  const template = inline.querySelector("template");
  const hint = inline.querySelector("[data-add]");
  if (!template || !hint) return;
  const rows = inline.querySelector(".inline-rows");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button small";
  button.textContent = hint.dataset.add;
  hint.replaceWith(button);
  let number = rows.querySelectorAll(".inline-row").length;
  button.addEventListener("click", () => {
    const most = Number(inline.dataset.max);
    if (rows.children.length >= most) return;
    inline.querySelector("[data-none]")?.remove();
    const place = String(number++);
    const row = template.content.cloneNode(true);
    for (const element of row.querySelectorAll("*")) {
      for (const attribute of [...element.attributes]) {
        if (attribute.value.includes("__N__")) attribute.value = attribute.value.replaceAll("__N__", place);
      }
    }
    for (const key of row.querySelectorAll("input")) {
      if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(key.value)) key.value = crypto.randomUUID();
    }
    const first = row.querySelector("input:not([type=hidden]), select, textarea");
    rows.append(row);
    rows.lastElementChild.dispatchEvent(new CustomEvent("admin:added", { bubbles: true }));
    first?.focus();
    button.disabled = rows.children.length >= most;
  });
}

// Searching for a row while typing: a combobox after the ARIA pattern, over the same page that people open by hand.
function combobox(lookup) {
  const name = lookup.dataset.name;
  const several = "many" in lookup.dataset;
  let box = lookup.querySelector("input[type=search]");
  if (!box) {
    box = document.createElement("input");
    box.type = "search";
    box.setAttribute("aria-label", lookup.closest("fieldset").querySelector("legend").textContent);
    lookup.append(box);
  }
  let list = lookup.querySelector(".choices");
  if (!list) {
    list = document.createElement("ul");
    list.className = "choices";
    lookup.prepend(list);
  }
  const suggestions = document.createElement("ul");
  suggestions.className = "suggestions";
  suggestions.id = `suggestions-${counter++}`;
  suggestions.setAttribute("role", "listbox");
  suggestions.setAttribute("aria-label", box.getAttribute("aria-label") ?? box.labels[0].textContent);
  suggestions.hidden = true;
  const told = document.createElement("p");
  told.className = "hidden";
  told.setAttribute("role", "status");
  box.after(suggestions, told);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", suggestions.id);
  const shut = () => {
    suggestions.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
    told.textContent = "";
  };
  shut();

  const choose = (value, label) => {
    let input = [...list.querySelectorAll("input")].find((one) => one.value === value);
    if (!input) {
      const item = document.createElement("li");
      const line = document.createElement("label");
      input = document.createElement("input");
      input.type = several ? "checkbox" : "radio";
      input.name = name;
      input.value = value;
      line.append(input, ` ${label}`);
      item.append(line);
      list.append(item);
    }
    input.checked = true;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    box.value = "";
    shut();
  };

  let active = -1;
  const mark = (next) => {
    const options = [...suggestions.children];
    if (!options.length) return;
    active = (next + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
    box.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  };

  let asked = 0;
  const ask = async () => {
    const mine = ++asked;
    const typed = box.value.trim();
    if (!typed) return shut();
    const url = new URL(lookup.dataset.lookup, window.location.href);
    url.searchParams.set("q", typed);
    const answer = await fetch(url, { headers: { accept: "application/json" } }).catch(() => null);
    if (mine !== asked || !answer?.ok) return;
    const { found } = await answer.json();
    if (mine !== asked) return;
    suggestions.replaceChildren(...found.map((one, place) => {
      const option = document.createElement("li");
      option.id = `${suggestions.id}-${place}`;
      option.setAttribute("role", "option");
      option.dataset.value = one.value;
      option.textContent = one.label;
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        choose(one.value, one.label);
      });
      return option;
    }));
    active = -1;
    suggestions.hidden = found.length === 0;
    box.setAttribute("aria-expanded", String(found.length > 0));
    box.removeAttribute("aria-activedescendant");
    // How many there are is seen; that there are none is not.
    told.className = found.length ? "hidden" : "help";
    told.textContent = found.length ? document.body.dataset.found.replace("#", found.length) : document.body.dataset.nothing;
  };
  let timer;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 200);
  });
  box.addEventListener("keydown", (event) => {
    if (suggestions.hidden) return;
    if (event.key === "ArrowDown") mark(active + 1);
    else if (event.key === "ArrowUp") mark(active - 1);
    else if (event.key === "Escape") shut();
    else if (event.key === "Enter" && active >= 0) {
      const option = suggestions.children[active];
      choose(option.dataset.value, option.textContent);
    } else return;
    event.preventDefault();
  });
  box.addEventListener("blur", shut);
  lookup.addEventListener("admin:choose", (event) => choose(event.detail.value, event.detail.label));
  lookup.addEventListener("admin:forget", (event) => {
    for (const input of list.querySelectorAll("input")) if (input.value === event.detail.value) input.closest("li").remove();
  });
}

// What fields can do with a script: those of the page, and those that come later (rows of inlines, windows).
function enhance(root) {
  for (const field of root.querySelectorAll("[data-made-from]")) madeFrom(field);
  for (const many of root.querySelectorAll("[data-many]:not([data-lookup], [data-two-lists])")) narrow(many);
  for (const inline of root.querySelectorAll("[data-inline]")) addsRows(inline);
  for (const lookup of root.querySelectorAll("[data-lookup]:not([data-two-lists])")) combobox(lookup);
}
enhance(document);
document.addEventListener("admin:added", (event) => enhance(event.target));

// The command palette: Ctrl or ⌘ and K; the same search as /admin/search/, and the pages.
if (shortcuts) {
  const texts = document.body.dataset;
  const make = (name, attributes) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const dialog = make("dialog", { class: "palette", "aria-label": texts.palette });
  const box = make("input", {
    type: "search", placeholder: texts.palette, role: "combobox", "aria-label": texts.palette,
    "aria-autocomplete": "list", "aria-controls": "palette-list", "aria-expanded": "true",
  });
  const list = make("ul", { id: "palette-list", class: "suggestions", role: "listbox", "aria-label": texts.palette });
  const hint = make("p", { class: "soft", role: "status" });
  hint.textContent = texts.paletteHint;
  dialog.append(box, list, hint);
  document.body.append(dialog);

  let active = -1;
  const mark = (next) => {
    const options = [...list.children];
    if (!options.length) return box.removeAttribute("aria-activedescendant");
    active = (next + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
    box.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  };
  const go = (option) => { if (option) window.location.assign(option.dataset.url); };
  let asked = 0;
  const ask = async () => {
    const mine = ++asked;
    const query = new URLSearchParams({ q: box.value.trim() });
    const answer = await fetch(`/admin/search/?${query}`, { headers: { accept: "application/json" } }).catch(() => null);
    if (mine !== asked || !answer?.ok) return;
    const { found, pages } = await answer.json();
    if (mine !== asked) return;
    const rows = found.flatMap((group) => group.rows.map((row) => ({ ...row, model: group.model })));
    list.replaceChildren(...[...pages, ...rows].map((one, place) => {
      const option = make("li", { id: `palette-${place}`, role: "option" });
      option.dataset.url = one.url;
      option.textContent = one.label;
      if (one.model) {
        const model = make("small", { class: "soft" });
        model.textContent = ` ${one.model}`;
        option.append(model);
      }
      option.addEventListener("click", () => go(option));
      return option;
    }));
    hint.textContent = list.children.length ? texts.paletteHint : texts.nothing;
    mark(0);
  };
  let timer;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") mark(active + 1);
    else if (event.key === "ArrowUp") mark(active - 1);
    else if (event.key === "Enter") go(list.children[active]);
    // The browser would only empty the field.
    else if (event.key === "Escape") dialog.close();
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (dialog.open) return dialog.close();
    box.value = "";
    dialog.showModal();
    ask();
  });
}
