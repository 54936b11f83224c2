// The query editor: CodeMirror with the colours of SPARQL and completion of keywords, variables and the terms of the ontology.
import { autocompletion, completionKeymap, closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { StreamLanguage, bracketMatching, defaultHighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";

const KEYWORDS = ("SELECT CONSTRUCT ASK DESCRIBE DISTINCT WHERE FILTER OPTIONAL UNION MINUS VALUES BIND AS GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET " +
  "COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT STR LANG REGEX CONTAINS STRSTARTS EXISTS NOT IN BOUND COALESCE IF PREFIX").split(" ");

function complete(terms) {
  const words = [...KEYWORDS.map(label => ({ label, type: "keyword" })), ...terms];
  return context => {
    const word = context.matchBefore(/[?$]?[\w-]*:?[\w-]*/);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    if (/^[?$]/.test(word.text)) {
      const known = new Set(context.state.doc.toString().match(/[?$]\w+/g));
      known.delete(word.text);
      return { from: word.from, options: [...known].map(label => ({ label, type: "variable" })), validFor: /^[?$]\w*$/ };
    }
    return { from: word.from, options: words, validFor: /^[\w-]*:?[\w-]*$/ };
  };
}

// Put an editor into `parent`; `terms`: completions {label, detail, info}; `run`: called at Ctrl-Enter. Returns {get, set}.
export function open(parent, { text, terms, run, nonce }) {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(), history(), bracketMatching(), closeBrackets(), indentUnit.of("    "), EditorView.lineWrapping,
        StreamLanguage.define(sparql), syntaxHighlighting(defaultHighlightStyle), autocompletion({ override: [complete(terms)] }),
        EditorView.cspNonce.of(nonce), EditorView.contentAttributes.of({ "aria-label": "SPARQL", id: "query" }),
        keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }, ...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
      ],
    }),
  });
  return {
    get: () => view.state.doc.toString(),
    set: text => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
  };
}
