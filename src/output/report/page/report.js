"use strict";
// Sorting, filtering, highlighting, tooltips and the language switch. Without it the page is complete and reads
// top to bottom in Chinese. Text from the data is only ever set as text.
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));

  // Language.
  const speak = (lang) => {
    root.dataset.lang = lang;
    root.lang = lang === "en" ? "en" : "zh-CN";
    document.title = document.querySelector(`h1 .${lang}`)?.textContent ?? document.title;
    for (const field of all("[data-hint-zh]")) field.placeholder = field.getAttribute(`data-hint-${lang}`);
    for (const choice of all("option[data-zh]")) choice.textContent = choice.getAttribute(`data-${lang}`);
  };
  const language = document.getElementById("language");
  language.addEventListener("click", () => speak(root.dataset.lang === "en" ? "zh" : "en"));
  speak(root.dataset.lang);

  // What the bodies of a table and the links of its rows say is said of each row; then the table is one body.
  for (const table of all("table.sortable")) {
    const [first, ...others] = table.tBodies;
    for (const row of table.querySelectorAll("tbody tr")) {
      const { metric } = row.parentNode.dataset;
      const link = row.cells[0].querySelector("a");
      if (metric) row.dataset.metric = metric;
      if (link) row.dataset.region = link.hash.slice("#r-".length);
    }
    first.removeAttribute("data-metric");
    for (const body of others) {
      first.append(...body.rows);
      body.remove();
    }
  }

  // Sorting: figures first, the highest on top at the first click; rows without a figure stay below.
  const figure = (text) => {
    const digits = text.replace(/[^0-9.+-]/g, "");
    return /[0-9]/.test(digits) ? Number(digits) : null;
  };
  const sortBy = (table, at, up) => {
    const body = table.tBodies[0];
    const numeric = table.tHead.rows[0].cells[at].classList.contains("n");
    const key = (row) => {
      const cell = row.cells[at];
      const text = cell.innerText.trim();
      return numeric ? figure(text) : text;
    };
    const order = new Intl.Collator(root.lang, { numeric: true }).compare;
    const rows = Array.from(body.rows, (row, place) => ({ row, place, key: key(row) }));
    rows.sort((a, b) => {
      if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.place - b.place;
      const by = numeric ? a.key - b.key : order(a.key, b.key);
      return (up ? by : -by) || a.place - b.place;
    });
    body.append(...rows.map((entry) => entry.row));
    for (const head of table.tHead.rows[0].cells) head.removeAttribute("aria-sort");
    table.tHead.rows[0].cells[at].setAttribute("aria-sort", up ? "ascending" : "descending");
  };
  for (const table of all("table.sortable")) {
    all("thead button", table).forEach((button) => {
      const head = button.closest("th");
      button.addEventListener("click", () => {
        const was = head.getAttribute("aria-sort");
        const up = was ? was === "descending" : !head.classList.contains("n");
        sortBy(table, head.cellIndex, up);
      });
    });
  }

  // Filtering.
  for (const tools of all(".tools[data-for]")) {
    const table = document.getElementById(tools.dataset.for);
    const text = tools.querySelector("input");
    const choice = tools.querySelector("select");
    const count = tools.querySelector("output");
    const apply = () => {
      const words = text.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of table.tBodies[0].rows) {
        const content = row.textContent.toLowerCase();
        const fits = words.every((word) => content.includes(word))
          && (!choice || choice.value === "" || row.dataset.metric === choice.value);
        row.hidden = !fits;
        shown += fits;
      }
      count.textContent = shown;
    };
    text.addEventListener("input", apply);
    choice?.addEventListener("change", apply);
    apply();
  }

  // Highlighting a region everywhere.
  const field = document.getElementById("find");
  const names = new Map(all("#names option").map((option) => [option.value, option.dataset.code]));
  let lit = [];
  const light = (code, jump) => {
    for (const mark of lit) mark.classList.remove("hit");
    lit = code ? all("[data-region]").filter((mark) => mark.dataset.region === code) : [];
    for (const mark of lit) {
      mark.classList.add("hit");
      if (mark.tagName === "g" && mark.closest("figure.lines")) mark.parentNode.append(mark);
    }
    const section = code && document.getElementById(`r-${code}`);
    if (jump && section) section.scrollIntoView();
  };
  field.addEventListener("input", () => light(names.get(field.value) ?? "", false));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") light(names.get(field.value) ?? "", true);
    if (event.key === "Escape") { field.value = ""; light("", false); }
  });
  document.getElementById("clear").addEventListener("click", () => { field.value = ""; light("", false); field.focus(); });

  // Tooltips: the title of a mark, at once and where it can be read.
  const tip = document.getElementById("tip");
  const tipOf = (mark) => {
    const title = Array.from(mark.children).find((child) => child.tagName === "title");
    if (title) {
      mark.dataset.tip = title.textContent;
      mark.setAttribute("aria-label", title.textContent);
      title.remove();
    }
    return mark.dataset.tip;
  };
  document.addEventListener("mousemove", (event) => {
    const mark = event.target instanceof SVGElement && event.target.ownerSVGElement ? event.target : null;
    const text = mark && tipOf(mark);
    tip.hidden = !text;
    if (!text) return;
    tip.textContent = text;
    const right = event.clientX + 14 + tip.offsetWidth > innerWidth;
    tip.style.left = `${Math.max(4, right ? event.clientX - 14 - tip.offsetWidth : event.clientX + 14)}px`;
    tip.style.top = `${Math.min(event.clientY + 14, innerHeight - tip.offsetHeight - 4)}px`;
  });
})();
