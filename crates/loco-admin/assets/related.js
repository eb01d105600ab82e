// Rows that a field points to, in a window above the form: added, changed, looked at and deleted. Without this script
// the same links open the same pages beside the form.

const texts = document.body.dataset;
const parse = (html) => new DOMParser().parseFromString(html, "text/html");
let windows = 0;

const told = document.createElement("p");
told.className = "hidden";
told.setAttribute("role", "status");
document.body.append(told);

// A key as addresses write it.
function escaped(value) {
  return [...new TextEncoder().encode(value)]
    .map((byte) => (/[A-Za-z0-9.-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `_${byte.toString(16).padStart(2, "0")}`))
    .join("");
}

// What says which row a field points to.
const pointer = (field) => field.querySelector("select, input[type=radio]:checked, .key input");

// The links are about the row that is chosen now.
function follow(field) {
  const related = field?.querySelector(".related");
  if (!related) return;
  const chosen = pointer(field)?.value ?? "";
  for (const link of related.querySelectorAll("[data-pattern]")) {
    link.hidden = !chosen;
    link.href = link.dataset.pattern.replace("__key__", escaped(chosen));
  }
}
document.addEventListener("change", (event) => follow(event.target.closest(".field")));

// The page beneath may have the same names: nothing in the window may point there.
function rename(root, mark) {
  for (const element of root.querySelectorAll("*")) {
    if (element.id) element.id = mark + element.id;
    for (const name of ["for", "form", "aria-describedby", "aria-labelledby", "aria-controls"]) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.split(" ").map((id) => mark + id).join(" "));
    }
    const href = element.getAttribute("href");
    if (href?.startsWith("#")) element.setAttribute("href", `#${mark}${href.slice(1)}`);
    if (element.localName === "template") rename(element.content, mark);
  }
}

function show(dialog, html, url) {
  const main = parse(html).querySelector("main");
  if (!main) return false;
  for (const element of main.querySelectorAll(".crumbs, .tools, [data-popup-note], noscript")) element.remove();
  rename(main, `window-${windows}-`);
  const heading = main.querySelector("h1");
  const title = dialog.querySelector(".window-title");
  title.textContent = heading?.textContent.trim() ?? "";
  heading?.remove();
  const body = dialog.querySelector(".window-body");
  body.replaceChildren(...document.adoptNode(main).childNodes);
  dialog.dataset.url = url;
  body.dispatchEvent(new CustomEvent("admin:added", { bubbles: true }));
  (body.querySelector("[data-focus]") ?? body.querySelector("input:not([type=hidden]), select, textarea, button"))?.focus();
  return true;
}

async function load(dialog, url) {
  const answer = await fetch(url).catch(() => null);
  // Whoever is not signed in any more meets the provider beside the form, and comes back to what they wanted.
  return Boolean(answer) && answer.status !== 401 && show(dialog, await answer.text(), url);
}

// What was sent did not arrive: the window stays as it is, and says why.
function fail(dialog, text, signIn) {
  dialog.querySelector("[data-failed]")?.remove();
  const note = document.createElement("p");
  note.className = "notice";
  note.dataset.failed = "";
  note.setAttribute("role", "alert");
  note.textContent = text;
  if (signIn) {
    const link = document.createElement("a");
    link.href = signIn;
    link.textContent = texts.windowSignIn;
    note.append(" ", link);
  }
  dialog.querySelector(".window-body").prepend(note);
  note.scrollIntoView({ block: "nearest" });
}

async function send(dialog, form, button, done) {
  const body = new URLSearchParams(new FormData(form, button));
  if (button) button.disabled = true;
  const url = new URL(form.getAttribute("action") || dialog.dataset.url, window.location.href);
  const answer = await fetch(url, { method: "POST", headers: { accept: "application/json" }, body }).catch(() => null);
  if (button) button.disabled = false;
  if (answer?.status === 401) {
    const { sign_in: again } = await answer.json().catch(() => ({}));
    if (!again) return fail(dialog, texts.windowSignedOut, "/oidc/authenticate/?next=/admin/");
    // What was filled in waits at the other end of this sign-in.
    window.open(again, "_blank", "noopener");
    return fail(dialog, texts.windowFresh, again);
  }
  if (answer?.ok && answer.headers.get("content-type")?.startsWith("application/json")) return done(await answer.json());
  if (!answer || !show(dialog, await answer.text(), dialog.dataset.url)) fail(dialog, texts.windowFailed);
}

// One more box, ticked, in a plain choice of many.
function tick(many, { value, label }) {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.name = many.querySelector("input[type=hidden]").name;
  box.value = value;
  box.checked = true;
  const line = document.createElement("label");
  line.append(box, ` ${label}`);
  const item = document.createElement("li");
  item.append(line);
  const list = many.querySelector(".choices");
  list.querySelector(".none")?.remove();
  list.append(item);
}

// The row into the field it was opened from; its new name wherever else it is offered.
function take(field, { saved, deleted }, before) {
  const table = field.querySelector(".related").dataset.related;
  for (const related of document.querySelectorAll(`.related[data-related="${CSS.escape(table)}"]`)) {
    const select = related.closest(".field").querySelector("select");
    if (!select || select.multiple) continue;
    const option = [...select.options].find((one) => one.value === (saved?.value ?? before));
    if (deleted) option?.remove();
    else if (option) option.textContent = saved.label;
    else select.add(new Option(saved.label, saved.value));
  }
  const select = field.querySelector("select:not([multiple])");
  const key = field.querySelector(".key input");
  const control = field.querySelector("[data-lookup], [data-many]");
  field.querySelector(".key-label")?.remove();
  if (select) { if (saved) select.value = saved.value; }
  else if (key) key.value = saved?.value ?? "";
  else if (saved && control?.matches("[data-many]:not([data-lookup], [data-two-lists])")) tick(control, saved);
  else if (saved && control) control.dispatchEvent(new CustomEvent("admin:choose", { detail: saved }));
  else if (deleted && control) control.dispatchEvent(new CustomEvent("admin:forget", { detail: { value: before } }));
  follow(field);
  told.textContent = saved ? texts.windowSaved.replace("#", saved.label) : texts.windowDeleted;
}

async function open(link) {
  const field = link.closest(".field");
  const before = pointer(field)?.value ?? "";
  windows += 1;
  const dialog = document.createElement("dialog");
  dialog.className = "window";
  dialog.setAttribute("aria-labelledby", `window-${windows}-title`);
  const head = document.createElement("div");
  head.className = "window-head";
  const title = document.createElement("h2");
  title.className = "window-title";
  title.id = `window-${windows}-title`;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button small";
  close.textContent = texts.windowClose;
  close.addEventListener("click", () => dialog.close());
  head.append(title, close);
  const body = document.createElement("div");
  body.className = "window-body";
  dialog.append(head, body);
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    (link.hidden ? field.querySelector("select, input:not([type=hidden]), a:not([hidden])") : link)?.focus();
  });
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.target.method !== "post") return;
    send(dialog, event.target, event.submitter, (answer) => {
      dialog.close();
      take(field, answer, before);
    });
  });
  dialog.addEventListener("click", (event) => {
    const inside = event.target.closest("a[href]:not([data-related-link])");
    if (!inside || inside.getAttribute("href").startsWith("#")) return;
    if ("keep" in inside.dataset && link.dataset.relatedLink === "delete") {
      event.preventDefault();
      dialog.close();
    } else if (inside.href.includes("_popup=")) {
      event.preventDefault();
      load(dialog, inside.href);
    } else {
      inside.target = "_blank";
      inside.rel = "noopener";
    }
  });
  dialog.showModal();
  // Where the page is not to be had here, such as for a sign-in at the provider, it opens beside the form.
  if (!(await load(dialog, link.href))) {
    dialog.close();
    window.open(link.href, "_blank", "noopener");
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-related-link]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link);
});
