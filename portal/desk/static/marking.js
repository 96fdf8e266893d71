// Words selected in the text of a source go into the form below it. Without this file they are typed or pasted there.
"use strict";
(() => {
  const text = document.getElementById("source");
  const form = document.getElementById("mend");
  if (!form) return;
  const rowOf = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest("tr[id^=L]");

  const marked = () => {
    const selection = document.getSelection();
    if (!text || !selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(text)) return null;
    const pieces = [];
    let first = null;
    for (const cell of text.querySelectorAll("td.words")) {
      if (!range.intersectsNode(cell)) continue;
      const part = document.createRange();
      part.selectNodeContents(cell);
      if (cell.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset);
      if (cell.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset);
      const words = part.toString();
      if (!words.trim()) continue;
      first = first ?? rowOf(cell);
      pieces.push(words);
    }
    return first && { words: pieces.join("").trim(), line: first.id.slice(1) };
  };

  const take = () => {
    const found = marked();
    if (!found || found.words.length > 5000) return;
    form.elements.words.value = found.words;
    form.elements.line.value = found.line;
    form.closest("details").open = true;
  };
  // By mouse, finger or keyboard alike, once the selection has come to rest.
  let rest = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(rest);
    rest = setTimeout(take, 150);
  });

  // Only the fields that the chosen kind asks for are shown.
  const kind = form.elements.kind;
  const show = () => {
    const asks = (kind.selectedOptions[0]?.dataset.asks ?? "").split(" ");
    for (const field of form.querySelectorAll("[data-field]")) field.hidden = !asks.includes(field.dataset.field);
    form.querySelector("[data-told]").textContent = kind.selectedOptions[0]?.dataset.means ?? "";
  };
  kind.addEventListener("change", show);
  show();
})();
