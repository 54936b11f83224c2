import { open } from "/editor.js";

const $ = id => document.getElementById(id);
const ENTITY = "https://w3id.org/zhengtu/id/", TERM = "https://w3id.org/zhengtu/ontology#";
let library = [];
let editor;

const made = (tag, text, attributes = {}) => {
  const node = Object.assign(document.createElement(tag), attributes);
  if (text !== undefined) node.textContent = text;
  return node;
};

function cell(term) {
  const td = made("td");
  if (!term) return td;
  if (term.type === "uri" && term.value.startsWith(ENTITY) && !term.value.includes("#")) {
    const local = term.value.slice(ENTITY.length);
    td.append(made("a", local, { href: "/id/" + encodeURIComponent(local) }));
  } else td.textContent = term.value.startsWith(TERM) ? "kg:" + term.value.slice(TERM.length) : term.value;
  return td;
}

function choose() {
  const chosen = library.find(q => q.name === $("named").value);
  $("parameters").replaceChildren();
  if (!chosen) return;
  for (const [name, example] of Object.entries(chosen.parameters)) {
    const label = made("label", ` ${name} `), input = made("input", undefined, { value: example, name });
    input.addEventListener("input", fill);
    label.append(input);
    $("parameters").append(label);
  }
  fill();
}

function fill() {
  const chosen = library.find(q => q.name === $("named").value);
  let text = chosen.text;
  for (const input of $("parameters").querySelectorAll("input")) {
    const tag = /\p{Script=Han}/u.test(input.value) ? "@zh" : "@und";
    text = text.replace(new RegExp("\\?" + input.name + "\\b", "g"), () => JSON.stringify(input.value) + tag);
  }
  editor.set(text);
}

async function ask(event) {
  event.preventDefault();
  $("state").textContent = "…";
  $("state").className = "";
  const answer = await fetch("/sparql", { method: "POST", headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, text/turtle" }, body: editor.get() });
  const body = await answer.text();
  $("result").replaceChildren();
  if (!answer.ok) {
    $("state").className = "error";
    $("state").textContent = body;
    return;
  }
  if (!answer.headers.get("Content-Type").includes("json")) {
    $("state").textContent = "";
    $("result").append(made("pre", body));
    return;
  }
  const found = JSON.parse(body);
  if ("boolean" in found) { $("state").textContent = found.boolean ? "是 yes" : "否 no"; return; }
  const table = made("table"), head = made("tr");
  found.head.vars.forEach(v => head.append(made("th", v)));
  table.append(head);
  for (const row of found.results.bindings) {
    const tr = made("tr");
    found.head.vars.forEach(v => tr.append(cell(row[v])));
    table.append(tr);
  }
  $("result").append(table);
  $("state").textContent = `${found.results.bindings.length} 行 rows` + (answer.headers.get("X-Zhengtu-Cut") ? " (截断 cut)" : "");
}

editor = open($("editor"), {
  text: "SELECT ?name ?class WHERE {\n    ?e skos:prefLabel ?name ; a ?class .\n}\nORDER BY ?name\nLIMIT 50",
  terms: await fetch("/terms.json").then(r => r.json()),
  run: () => $("ask").requestSubmit(),
  nonce: document.querySelector("meta[name=nonce]").content,
});
fetch("/queries.json").then(r => r.json()).then(found => {
  library = found;
  for (const q of library) $("named").append(made("option", `${q.name}: ${q.title}`, { value: q.name }));
});
$("named").addEventListener("change", choose);
$("ask").addEventListener("submit", ask);
