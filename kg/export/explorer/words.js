"use strict";
// The page has one script; its files stand in it in the order of kg/export/html.py. All words of the data reach the page as text
// (textContent, canvas), never as markup.
const wide = matchMedia("(min-width: 900px)");
const byId = id => document.getElementById(id);

// The words of the interface stand where they are used, in both languages.
const t = (zh, en) => state.lang === "en" ? en : zh;
const label = term => term[state.lang === "en" ? "en" : "zh"];
const number = n => n.toLocaleString("en-US");
const plural = (n, zh, one, many) => t(`${number(n)} ${zh}`, `${number(n)} ${n === 1 ? one : many}`);

// make("p", { class: "from", onclick: f }, "text", node, …); null and false among the children are left out.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter(c => c !== null && c !== false && c !== undefined));
  return element;
}

function translatePage() {
  document.documentElement.lang = t("zh-CN", "en");
  const lang = t("zh", "en");
  for (const element of document.querySelectorAll("[data-zh], [data-zh-label], [data-zh-title], [data-zh-placeholder]")) {
    const { dataset } = element, words = name => dataset[lang + name];
    if (words("") !== undefined) element.textContent = words("");
    if (words("Label") !== undefined) element.setAttribute("aria-label", words("Label"));
    if (words("Title") !== undefined) element.title = words("Title");
    if (words("Placeholder") !== undefined) element.placeholder = words("Placeholder");
  }
  byId("language").textContent = t("English", "中文");
  byId("language").lang = t("en", "zh");
}

function say(sentence) { byId("live").textContent = sentence; }

let noticeTimer = 0, noticeKind = "";
// `kind`: who may take it away again; without one it goes by itself
function notice(sentence, kind = "") {
  noticeKind = kind;
  byId("notice").textContent = sentence;
  if (kind === "choosing") byId("notice").append(" ", make("button", { type: "button", "aria-label": t("取消", "Cancel"), onclick: stopChoosing }, "×"));
  byId("notice").hidden = !sentence;
  clearTimeout(noticeTimer);
  if (sentence && !kind) noticeTimer = setTimeout(() => { byId("notice").hidden = true; }, 6000);
}

function endNotice(kind) { if (noticeKind === kind) notice(""); }

// The first of a list, and a note if there are more.
function firstOf(list, most, show, note = t("见表格。", "in the table.")) {
  return [...list.slice(0, most).map(show), ...(list.length > most ? [make("p", { class: "hint" }, t(`还有 ${number(list.length - most)} 个，`, `${number(list.length - most)} more `), note)] : [])];
}
