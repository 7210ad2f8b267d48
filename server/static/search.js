// Suggestions under the search box, after the combobox pattern of the ARIA authoring practices. The form works without.
const input = document.querySelector("#q");
const list = document.createElement("ul");
let found = [], active = -1, waiting = 0, newest = 0;

list.id = "suggestions";
list.className = "suggestions";
list.hidden = true;
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", document.querySelector('label[for="q"]').textContent);
input.after(list);
for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" }))
  input.setAttribute(name, value);

function item(result, place) {
  const line = document.createElement("li"), label = document.createElement("span"), kind = document.createElement("small");
  line.id = `suggestion-${place}`;
  line.setAttribute("role", "option");
  line.setAttribute("aria-selected", "false");
  label.textContent = result.label;
  if (result.lang) label.lang = result.lang;
  kind.textContent = ` ${result.match === result.label ? "" : result.match + " · "}${result.kindLabel}`;
  line.append(label, kind);
  line.addEventListener("mousedown", event => { event.preventDefault(); location.assign(result.href); });
  return line;
}

function show(results) {
  found = results.filter(result => result.href.startsWith("/"));
  active = -1;
  list.replaceChildren(...found.map(item));
  open(found.length > 0);
}

function open(yes) {
  list.hidden = !yes;
  input.setAttribute("aria-expanded", String(yes));
  if (!yes) input.removeAttribute("aria-activedescendant");
}

function choose(place) {
  active = (place + found.length) % found.length;
  [...list.children].forEach((line, number) => line.setAttribute("aria-selected", String(number === active)));
  input.setAttribute("aria-activedescendant", `suggestion-${active}`);
}

async function ask() {
  const query = input.value.trim(), number = ++newest;
  if (!query) return show([]);
  const address = new URLSearchParams({ q: query, lang: document.documentElement.lang });
  const answer = await fetch(`/search.json?${address}`);
  if (answer.ok && number === newest) show((await answer.json()).results);
}

input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 80); });
input.addEventListener("blur", () => open(false));
input.addEventListener("keydown", event => {
  if (event.key === "Escape") return open(false);
  if (!found.length || list.hidden || event.isComposing) return;
  if (event.key === "ArrowDown") { event.preventDefault(); choose(active + 1); }
  else if (event.key === "ArrowUp") { event.preventDefault(); choose(active < 0 ? found.length - 1 : active - 1); }
  else if (event.key === "Enter" && active >= 0) { event.preventDefault(); location.assign(found[active].href); }
});
