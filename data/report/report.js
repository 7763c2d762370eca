"use strict";
// Sorting, filtering and search. The page is whole without this script, only less handy.
(() => {
  const main = document.querySelector("main");
  const language = document.documentElement.lang;
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });

  const value = (cell) => (cell === undefined ? "" : cell.dataset.v ?? cell.textContent.trim());

  const sort = (table, head, down) => {
    const body = table.tBodies[0];
    const column = head.cellIndex;
    const numeric = head.classList.contains("n") || head.classList.contains("b");
    const rows = [...body.rows].map((row, place) => ({ row, place, text: value(row.cells[column]) }));
    rows.sort((a, b) => {
      // What is not known stays at the end, whichever way it goes.
      if (a.text === "" || b.text === "") return (a.text === "") - (b.text === "") || a.place - b.place;
      const order = numeric ? Number(a.text) - Number(b.text) : collator.compare(a.text, b.text);
      return (down ? -order : order) || a.place - b.place;
    });
    body.append(...rows.map((entry) => entry.row));
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
  };

  for (const table of document.querySelectorAll("table[data-sort]")) {
    for (const head of table.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      const numeric = head.classList.contains("n") || head.classList.contains("b");
      button.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        sort(table, head, now === null ? numeric : now === "ascending");
      });
    }
  }

  const form = document.getElementById("filters");
  if (form !== null) {
    const status = document.getElementById("status");
    const rows = [...document.querySelectorAll("table.ranking tbody tr")];
    const items = rows.map((row) => {
      const section = document.getElementById(row.dataset.c);
      const total = value(row.cells[Number(form.dataset.total)]);
      return { row, section, total, text: null };
    });
    const apply = () => {
      const words = form.elements.q.value.toLocaleLowerCase(language).split(/\s+/).filter(Boolean);
      const block = form.elements.block.value;
      const least = form.elements.least.value === "" ? null : Number(form.elements.least.value);
      const most = form.elements.most.value === "" ? null : Number(form.elements.most.value);
      let shown = 0;
      for (const item of items) {
        if (words.length > 0 && item.text === null) {
          const all = item.row.cells[1].textContent + " " + (item.section?.textContent ?? "");
          item.text = all.toLocaleLowerCase(language);
        }
        const weak = block === "" ? "" : value(item.row.cells[Number(block)]);
        const total = item.total === "" ? null : Number(item.total);
        const fits =
          words.every((word) => item.text.includes(word)) &&
          (block === "" || (weak !== "" && Number(weak) < 50)) &&
          (least === null || (total !== null && total >= least)) &&
          (most === null || (total !== null && total <= most));
        item.row.hidden = !fits;
        if (item.section !== null) item.section.hidden = !fits;
        if (fits) shown += 1;
      }
      status.textContent = form.dataset.status.replace("{n}", String(shown)).replace("{all}", String(items.length));
    };
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(apply, 0));
    apply();
  }

  // A link to a canvas opens it.
  const open = () => {
    const target = location.hash === "" ? null : document.getElementById(location.hash.slice(1));
    if (target === null || !main.contains(target)) return;
    target.hidden = false;
    for (const details of target.querySelectorAll(":scope > details")) details.open = true;
    target.closest("details")?.setAttribute("open", "");
    target.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
  });
})();
