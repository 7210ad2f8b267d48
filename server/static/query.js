// The query page: an editor in place of the text field where one is installed, links to share, and copying.
const form = document.querySelector("form.query"), field = form.querySelector("textarea");
const said = form.querySelector("[data-said]");
let editor = null;

const text = () => (editor ? editor.getValue() : field.value);
const shorten = (iri, prefixes) => {
  const name = Object.keys(prefixes).find(each => iri.startsWith(prefixes[each]) && /^[A-Za-z_][\w-]*$/.test(iri.slice(prefixes[each].length)));
  return name === undefined ? `<${iri}>` : `${name}:${iri.slice(prefixes[name].length)}`;
};

async function copy(what) {
  await navigator.clipboard.writeText(what);
  said.textContent = said.dataset.copied;
  setTimeout(() => { said.textContent = ""; }, 3000);
}

function offer(button, what) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", () => copy(what()));
}

function address() {
  const page = new URL("/sparql", location);
  page.search = new URLSearchParams({ query: text(), format: "html" });
  return page.href;
}

// A hint shows the term as it will stand in the query, and its label.
function drawn(element, _data, hint) {
  const label = document.createElement("small");
  label.textContent = ` ${hint.label}`;
  element.append(hint.text, label);
}

const before = cm => { const place = cm.getDoc().getCursor(); return cm.getDoc().getLine(place.line).slice(0, place.ch); };
const WORD = /(?:^|[\s{}()[\];,.|/^!])([A-Za-z][\w-]*:?[\w-]*)$/, OPEN = /<([^<>\s"]*)$/;

function fitting(cm, { terms, prefixes }) {
  const start = WORD.exec(before(cm))?.[1];
  if (!start || /^PREFIX\s/i.test(before(cm))) return null;
  const sought = start.toLowerCase(), afterA = /\sa\s+\S*$/.test(before(cm));
  const kinds = afterA ? ["class"] : ["property", "individual", "class"];
  return terms
    .map(term => ({ text: shorten(term.iri, prefixes), label: term.label, kind: term.kind, count: term.count }))
    .filter(term => kinds.includes(term.kind) && (term.text.toLowerCase().startsWith(sought) || (!start.includes(":") && (term.text.toLowerCase().split(":")[1] ?? "").startsWith(sought))))
    .slice(0, 40)
    .map(term => ({ ...term, typed: start.length }));
}

async function things(cm) {
  const start = OPEN.exec(before(cm))?.[1];
  if (!start || start.includes(":")) return null;
  const answer = await fetch(`/search.json?${new URLSearchParams({ q: start, lang: document.documentElement.lang })}`);
  if (!answer.ok) return null;
  return (await answer.json()).results.map(each => ({ text: `<${each.id}>`, label: each.label, typed: start.length + 1 }));
}

async function hints(cm, known) {
  const found = (await things(cm)) ?? fitting(cm, known) ?? [], { line, ch } = cm.getDoc().getCursor();
  return {
    list: found.map(hint => ({ ...hint, render: drawn })),
    from: { line, ch: ch - (found[0]?.typed ?? 0) },
    to: { line, ch },
  };
}

function declare(known) {
  const used = text().replace(/<[^>]*>|"[^"]*"|#.*/g, "").match(/(?<![\w:])[A-Za-z][\w-]*(?=:)/g) ?? [];
  const missing = [...new Set(used)].filter(name => known.prefixes[name] && !(name in editor.getPrefixesFromQuery()));
  for (const name of missing) editor.addPrefixes({ [name]: known.prefixes[name] });
}

async function edit(Yasqe) {
  Yasqe.defaults.autocompleters = [];
  const place = document.createElement("div");
  field.after(place);
  const run = () => form.requestSubmit();
  editor = new Yasqe(place, {
    value: field.value, persistenceId: null, consumeShareLink: null, createShareableLink: null, showQueryButton: false,
    resizeable: false, editorHeight: "auto", viewportMargin: Infinity, screenReaderLabel: "SPARQL",
    extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-S": false, "Ctrl-Space": () => complete() },
  });
  field.hidden = true;
  form.querySelector('label[for="query"]').addEventListener("click", () => editor.focus());
  const known = await (await fetch(form.dataset.terms)).json();
  const complete = () => editor.showHint({ hint: () => hints(editor, known), completeSingle: false, container: editor.rootEl, closeCharacters: /[\s>{}]/ });
  editor.on("inputRead", (_cm, change) => { if (change.origin === "+input" && !editor.state.completionActive && (WORD.test(before(editor)) || OPEN.test(before(editor)))) complete(); });
  editor.on("change", () => declare(known));
  form.querySelector(".keys")?.removeAttribute("hidden");
  form.dataset.ready = "yes";
}

form.addEventListener("submit", () => {
  field.value = text();
  form.method = encodeURIComponent(field.value).length > 7000 ? "post" : "get";
});
const shared = new URLSearchParams(location.hash.slice(1)).get("query");
if (shared) field.value = shared;
offer(form.querySelector("[data-share]"), address);
for (const block of document.querySelectorAll(".snippet pre")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = form.dataset.copy;
  button.hidden = true;
  block.before(button);
  offer(button, () => block.textContent);
}
if (window.Yasqe) edit(window.Yasqe);
