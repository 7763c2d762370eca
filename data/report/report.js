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
    table.dispatchEvent(new Event("sorted"));
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
    const more = document.getElementById("more");
    const ranking = document.querySelector("table.ranking");
    let first = Number(ranking.dataset.first);
    const rows = ranking.tBodies[0].rows;
    const texts = new Map();
    const text = (row, section) => {
      let all = texts.get(row);
      if (all === undefined) {
        all = `${row.cells[1].textContent} ${section?.textContent ?? ""}`.toLocaleLowerCase(language);
        texts.set(row, all);
      }
      return all;
    };
    const say = (shown) => {
      status.textContent = form.dataset.status.replace("{n}", String(shown)).replace("{all}", String(rows.length));
      more.hidden = shown <= first;
      more.textContent = more.dataset.text.replace("{n}", String(shown - first));
    };
    const apply = () => {
      const words = form.elements.q.value.toLocaleLowerCase(language).split(/\s+/).filter(Boolean);
      const block = form.elements.block.value;
      const least = form.elements.least.value === "" ? null : Number(form.elements.least.value);
      const most = form.elements.most.value === "" ? null : Number(form.elements.most.value);
      let shown = 0;
      for (const row of rows) {
        const section = document.getElementById(row.dataset.c);
        const number = (column) => {
          const known = value(row.cells[Number(column)]);
          return known === "" ? null : Number(known);
        };
        const total = least === null && most === null ? null : number(form.dataset.total);
        const weak = block === "" ? null : number(block);
        const fits =
          (block === "" || (weak !== null && weak < 50)) &&
          (least === null || (total !== null && total >= least)) &&
          (most === null || (total !== null && total <= most)) &&
          (words.length === 0 || words.every((word) => text(row, section).includes(word)));
        row.hidden = !fits;
        if (section !== null) section.hidden = !fits;
        if (fits) shown += 1;
        row.classList.toggle("rest", fits && shown > first);
      }
      say(shown);
    };
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(apply, 0));
    ranking.addEventListener("sorted", apply);
    more.addEventListener("click", () => {
      // Who works with the keyboard goes on in the rows that came.
      const next = [...rows].find((row) => row.classList.contains("rest"));
      first = Infinity;
      apply();
      next?.querySelector("a")?.focus();
    });
    // A browser that comes back to the page may have filled in the form.
    if ([...form.elements].some((field) => field.value !== "" && field.type !== "reset")) apply();
    else say(rows.length);
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
  // Following the link that the address already ends in changes no address, but opens all the same.
  main.addEventListener("click", (event) => {
    if (event.target.closest?.("a")?.hash === location.hash) open();
  });
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
