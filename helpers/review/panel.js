// The page of the review panel: it shows the state and asks for decisions; Python keeps them.
const KEYS = "j next · k previous · a accept · r reject · u undo · s speaker · e span from " +
  "the selection · n new from the selection · m merge speakers";

function element(tag, attributes = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

function render({ model, el }) {
  let current = null; // "start-end" of the statement that keys act on
  let number = 0;
  let waiting = 0;
  const root = element("div", { class: "nv-review", tabindex: "0", role: "region",
    "aria-label": "Review of the statements" });
  const bar = element("div", { class: "nv-bar" });
  const article = element("div", { class: "nv-pane", lang: "en", tabindex: "0", role: "region",
    "aria-label": "The article" });
  const list = element("ol", { class: "nv-pane", tabindex: "0", "aria-label": "Statements, the least sure first" });
  const said = element("span", { role: "status", class: "nv-quiet" });
  root.append(bar, article, list);
  el.append(root);

  const state = () => model.get("state");
  const key = (s) => `${s.start}-${s.end}`;
  const chosen = () => state().statements.find((s) => key(s) === current);

  function send(message) {
    number += 1;
    waiting += 1;
    said.textContent = "Saving …";
    model.send({ ...message, number });
  }

  function about(s, message) {
    send({ start: s.start, end: s.end, ...message });
  }

  function give(s, name) { // a statement that was added is added anew with another speaker
    if (s.verdict === "added") about(s, { action: "add", value: name });
    else about(s, { action: "set", field: "speaker", value: name });
  }

  function selection() { // the selected stretch of the article, as offsets into its text
    const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
    if (!range || range.collapsed || !article.contains(range.commonAncestorContainer)) return null;
    const place = (node, offset) => {
      const from = node.nodeType === 3 ? node.parentElement : node;
      const piece = from.closest("[data-start]");
      if (!piece) return null;
      const before = document.createRange();
      before.setStart(piece, 0);
      before.setEnd(node, offset);
      // JavaScript counts some characters twice, Python counts each once
      return Number(piece.dataset.start) + [...before.toString()].length;
    };
    const start = place(range.startContainer, range.startOffset);
    const end = place(range.endContainer, range.endOffset);
    return start === null || end === null || start >= end ? null : { start, end };
  }

  function ask(question, value, done) { // a line with the speakers to choose from, or another name
    const known = element("datalist", { id: `nv-names-${Math.random().toString(36).slice(2)}` });
    known.append(...state().speakers.map((name) => element("option", { value: name })));
    const input = element("input", { list: known.id, "aria-label": question, placeholder: question });
    input.value = value;
    const form = element("form", {}, input, known, element("button", { type: "submit" }, "Save"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      form.remove();
      root.focus();
      if (input.value.trim()) done(input.value.trim());
    });
    form.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") { form.remove(); root.focus(); }
    });
    bar.querySelectorAll("form").forEach((old) => old.remove());
    bar.append(form);
    input.focus();
    input.select();
  }

  const actions = {
    j: () => move(1),
    k: () => move(-1),
    a: (s) => { about(s, { action: "accept" }); move(1); },
    r: (s) => { about(s, { action: "reject" }); move(1); },
    u: (s) => about(s, { undo: true }),
    s: (s) => ask("Who says it?", s.speaker, (name) => give(s, name)),
    e: (s) => {
      const to = selection();
      if (!to) said.textContent = "Select the words in the article first.";
      else about(s, { action: "set", field: "content", value: `${to.start}-${to.end}` });
    },
    n: () => {
      const at = selection();
      if (!at) said.textContent = "Select the words in the article first.";
      else ask("Who says it?", "", (name) => send({ ...at, action: "add", value: name }));
    },
    m: (s) => ask(`Who is ${s.speaker} the same as?`, "",
      (name) => send({ action: "merge", name: s.speaker, value: name })),
  };

  function move(by) {
    const all = state().statements;
    const at = all.findIndex((s) => key(s) === current);
    const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
    if (next) choose(key(next));
  }

  function choose(which) {
    current = which;
    for (const item of list.children) {
      item.setAttribute("aria-current", String(item.dataset.key === which));
      if (item.dataset.key === which) item.scrollIntoView({ block: "nearest" });
    }
    for (const mark of article.querySelectorAll("mark")) {
      mark.toggleAttribute("data-current", mark.dataset.key === which);
    }
    article.querySelector("mark[data-current]")?.scrollIntoView({ block: "nearest" });
  }

  function paragraph(p) {
    const letters = [...p.text];
    const starts = new Map(); // where the innermost statement of each character changes
    for (const s of [...state().statements].sort((a, b) => (b.end - b.start) - (a.end - a.start)))
      for (const [start, end] of s.content)
        for (let i = Math.max(start, p.start); i < Math.min(end, p.end); i += 1) starts.set(i, s);
    const box = element(p.role === "title" ? "h3" : "p");
    let i = 0;
    while (i < letters.length) {
      const s = starts.get(p.start + i);
      let j = i;
      while (j < letters.length && starts.get(p.start + j) === s) j += 1;
      const piece = element(s ? "mark" : "span", { "data-start": p.start + i },
        letters.slice(i, j).join(""));
      if (s) {
        piece.dataset.key = key(s);
        piece.toggleAttribute("data-rejected", s.verdict === "rejected");
        piece.style.borderBottom = `3px solid ${state().colours[s.speaker] || "currentColor"}`;
        piece.addEventListener("click", () => choose(key(s)));
      }
      box.append(piece);
      i = j;
    }
    return box;
  }

  function item(s) {
    const made = element("li", { "data-key": key(s) },
      element("span", { class: "nv-who" }, s.speaker || "nobody"), ` (${s.kind}) `,
      element("span", {}, s.words),
      element("div", { class: "nv-quiet" }, [s.cue && `cue: ${s.cue}`,
        s.decided ? `${s.verdict} by ${s.decided}` : s.sure].filter(Boolean).join(" · ")),
      element("div"));
    for (const [letter, label] of [["a", "Accept"], ["r", "Reject"], ["s", "Speaker"], ["u", "Undo"]]) {
      const button = element("button", { type: "button" }, label);
      button.addEventListener("click", () => { choose(key(s)); actions[letter](s); });
      made.lastChild.append(" ", button);
    }
    made.addEventListener("click", (event) => {
      if (event.target.tagName !== "BUTTON") choose(key(s));
    });
    return made;
  }

  function draw() {
    const { statements, paragraphs, done, total, seconds, notes, file } = state();
    const left = seconds >= 90 ? `about ${Math.round(seconds / 60)} minutes` : `${seconds} seconds`;
    bar.replaceChildren(
      element("progress", { value: done, max: Math.max(total, 1), "aria-label": "Statements decided" }),
      `${done} of ${total} decided; ${left} left`, said,
      element("span", { class: "nv-quiet" }, `Kept in ${file}. Keys: ${KEYS}`),
      ...notes.map((note) => element("span", {}, note)));
    article.replaceChildren(...paragraphs.map(paragraph));
    list.replaceChildren(...statements.map(item));
    choose(statements.some((s) => key(s) === current) ? current : statements[0] ? key(statements[0]) : null);
  }

  root.addEventListener("keydown", (event) => {
    const act = actions[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey || event.target.tagName === "INPUT") return;
    event.preventDefault();
    event.stopPropagation();
    const s = chosen();
    if (s || event.key === "n") act(s);
  });
  const heard = (message) => {
    if (message.saved === undefined && message.failed === undefined) return;
    waiting -= 1;
    said.textContent = message.why ? `Not saved: ${message.why}` : waiting > 0 ? "Saving …" : "Saved.";
  };
  model.on("msg:custom", heard);
  model.on("change:state", draw);
  draw();
  return () => {
    model.off("msg:custom", heard);
    model.off("change:state", draw);
  };
}

export default { render };
