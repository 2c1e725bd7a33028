/* Filters, deep links and keys. The page is whole without: this only hides rows, and says in its address what it hides. */
(() => {
  "use strict";
  const form = document.getElementById("filters");
  if (!form) return;
  const main = document.getElementById("content");
  const text = document.getElementById("filter-text");
  const level = document.getElementById("filter-level");
  const count = document.getElementById("filter-count");
  const notice = document.getElementById("filtered");
  const boxes = [...form.querySelectorAll("input[name=candidate]")];
  const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /* what can be filtered: rows of tables that stand in no other row, and whatever else names its words */
  const items = [...main.querySelectorAll("tbody tr, [data-filter]:not(tr):not(th)")]
    .filter((item) => !item.parentElement.closest("tr") && !item.classList.contains("group"))
    .map((item) => ({ item, words: null, unit: item }));
  /* rows that share a cell stay together */
  items.forEach((entry, at) => {
    const span = Math.max(1, ...[...(entry.item.cells || [])].map((cell) => cell.rowSpan));
    for (const other of items.slice(at, at + span)) if (other.unit === other.item) other.unit = entry.unit;
  });
  const folds = new Map();
  for (const entry of items) {
    for (let fold = entry.item.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      folds.set(fold, [...(folds.get(fold) || []), entry]);
    }
  }
  const groups = [...main.querySelectorAll("tr.group")];
  const ofCandidates = [...main.querySelectorAll("[data-candidate]")];
  const tables = [...main.querySelectorAll(".scroll > table")];
  const pickers = [];

  const badges = (item, family) =>
    [...item.querySelectorAll(`[data-family="${CSS.escape(family)}"]`)].filter((badge) => !badge.closest("[hidden]"));
  const words = (item) => (item.dataset.filter || "").split(/\s+/);
  const holds = (item, family, value) => {
    const found = badges(item, family);
    if (item.querySelector(`[data-family="${CSS.escape(family)}"]`)) return found.some((one) => one.dataset.value === value);
    return words(item).includes(value);
  };
  /* a table that knows no levels is left alone by them */
  const levels = [...level.options].map((option) => option.value).filter(Boolean);
  const levelled = new Map();
  const knowsLevels = (item) => {
    const whole = item.closest("table") || item;
    if (!levelled.has(whole)) {
      levelled.set(whole, Boolean(whole.querySelector("[data-family=level]"))
        || [whole, ...whole.querySelectorAll("[data-filter]")].some((one) => words(one).some((word) => levels.includes(word))));
    }
    return levelled.get(whole);
  };

  const addPickers = () => {
    for (const head of main.querySelectorAll("th[data-filter]")) {
      const table = head.closest("table");
      const family = head.dataset.filter;
      if (!table.id || pickers.some((one) => one.table === table && one.family === family)) continue;
      const values = new Map(badges(table.tBodies[0], family).map((one) => [one.dataset.value, one.textContent]));
      if (values.size < 2) continue;
      const select = document.createElement("select");
      select.append(new Option(form.dataset.all, ""));
      for (const [value, shown] of values) select.append(new Option(shown, value));
      const label = document.createElement("label");
      label.append(form.getAttribute(`data-family-${family}`) || head.textContent.trim(), " ", select);
      const region = table.closest(".scroll");
      let tools = region.previousElementSibling;
      if (!tools || !tools.classList.contains("tools")) {
        tools = document.createElement("div");
        tools.className = "tools";
        region.before(tools);
      }
      tools.append(label);
      select.addEventListener("change", changed);
      pickers.push({ table, family, select, key: `${table.id}.${family}` });
    }
  };

  const besides = (element, candidates) =>
    candidates.length > 0 && Boolean(element.dataset.candidate)
    && !element.dataset.candidate.split(/\s+/).some((one) => candidates.includes(one));
  const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const active = () => Boolean(text.value.trim() || level.value || chosen().length || pickers.some((one) => one.select.value));

  const apply = () => {
    const candidates = chosen();
    const terms = plain(text.value).split(/\s+/).filter(Boolean);
    for (const element of ofCandidates) element.hidden = besides(element, candidates);
    const fits = (entry) => {
      const { item } = entry;
      entry.words ??= plain(`${item.textContent} ${item.dataset.filter || ""} ${item.id}`);
      return !besides(item, candidates) && terms.every((term) => entry.words.includes(term))
        && (!level.value || !knowsLevels(item) || holds(item, "level", level.value))
        && pickers.every((one) => !one.select.value || !one.table.contains(item) || holds(item, one.family, one.select.value));
    };
    const kept = new Set(items.filter(fits).map((entry) => entry.unit));
    for (const entry of items) entry.item.hidden = !kept.has(entry.unit);
    const shown = items.filter((entry) => !entry.item.hidden).length;
    for (const group of groups) {
      let next = group.nextElementSibling;
      while (next && !next.classList.contains("group") && next.hidden) next = next.nextElementSibling;
      group.hidden = active() && (!next || next.classList.contains("group"));
    }
    for (const table of tables) sayEmpty(table);
    unfold(terms.length > 0 || level.value !== "");
    count.textContent = active() ? fill(form.dataset.shown, { n: shown, of: items.length }) : "";
    notice.hidden = !active();
    notice.textContent = active() ? fill(form.dataset.filtered, { what: described(candidates) }) : "";
    rove();
  };

  const described = (candidates) => [
    ...boxes.filter((box) => candidates.includes(box.value)).map((box) => box.parentElement.textContent.trim()),
    ...[level, ...pickers.map((one) => one.select)].filter((select) => select.value).map((select) => select.selectedOptions[0].text),
    ...(text.value.trim() ? [fill(form.dataset.quoted, { what: text.value.trim() })] : []),
  ].join(" · ");

  const sayEmpty = (table) => {
    const rows = [...table.tBodies[0].rows];
    const empty = rows.length > 0 && rows.every((row) => row.hidden);
    let words = table.parentElement.querySelector(".empty");
    if (!words && empty) {
      words = document.createElement("p");
      words.className = "empty";
      words.textContent = form.dataset.none;
      table.after(words);
    }
    if (words) words.hidden = !empty;
  };

  /* folds that hold rows which match are opened, and closed again when the filter is gone; those without are put away */
  const unfold = (narrowed) => {
    for (const [fold, held] of folds) {
      const found = held.some(({ item }) => !item.hidden);
      const inside = narrowed || pickers.some((one) => one.select.value && fold.contains(one.table));
      fold.hidden = active() && !found;
      if (inside && found && !fold.open) { fold.open = true; fold.dataset.opened = ""; }
      if (!(inside && found) && "opened" in fold.dataset) { fold.open = false; delete fold.dataset.opened; }
    }
  };

  /* the address: `#capabilities-key` for a place, `#candidate=scaleway&level=absent&q=key&at=capabilities-key` for a view */
  const address = (at) => {
    const state = new URLSearchParams();
    if (chosen().length) state.set("candidate", chosen().join(","));
    if (level.value) state.set("level", level.value);
    for (const one of pickers) if (one.select.value) state.set(one.key, one.select.value);
    if (text.value.trim()) state.set("q", text.value.trim());
    if (![...state].length) return at ? `#${at}` : location.pathname + location.search;
    if (at) state.set("at", at);
    return `#${state}`;
  };
  let waiting = 0;
  const write = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => history.replaceState(null, "", address("")), 150);
  };
  const changed = () => { apply(); write(); };
  const clear = () => {
    for (const box of boxes) box.checked = false;
    for (const field of [text, level, ...pickers.map((one) => one.select)]) field.value = "";
    apply();
  };

  const goTo = (id) => {
    const target = document.getElementById(id);
    for (const old of document.querySelectorAll(".here")) old.classList.remove("here");
    if (!target) return;
    if (target.closest("[hidden]")) { clear(); }
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.classList.add("here");
    target.scrollIntoView({ block: target.matches("section, main, nav, header, h2, h3") ? "start" : "center" });
    if (!target.matches("a, button, input, select, summary, [tabindex]")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  };

  const restore = () => {
    const hash = location.hash.slice(1);
    if (!hash.includes("=")) {
      if (hash) goTo(decodeURIComponent(hash));
      return;
    }
    const state = new URLSearchParams(hash);
    const candidates = (state.get("candidate") || "").split(",");
    for (const box of boxes) box.checked = candidates.includes(box.value);
    text.value = state.get("q") || "";
    level.value = state.get("level") || "";
    for (const one of pickers) one.select.value = state.get(one.key) || "";
    for (const select of [level, ...pickers.map((one) => one.select)]) if (select.selectedIndex < 0) select.value = "";
    apply();
    if (state.get("at")) goTo(state.get("at"));
  };

  /* a link to each row: one stop of the Tab key a table, arrows go from row to row */
  const addAnchors = () => {
    for (const { item } of items) {
      if (!item.id || item.tagName !== "TR" || !item.cells.length) continue;
      const link = document.createElement("a");
      link.className = "anchor";
      link.href = `#${item.id}`;
      link.tabIndex = -1;
      link.setAttribute("aria-label", form.dataset.link);
      item.cells[0].append(link);
    }
  };
  const anchors = (table) => [...table.querySelectorAll("a.anchor")].filter((link) => !link.closest("[hidden]"));
  const rove = () => {
    for (const table of tables) {
      for (const link of table.querySelectorAll("a.anchor[tabindex='0']")) link.tabIndex = -1;
      const first = anchors(table)[0];
      if (first) first.tabIndex = 0;
    }
  };
  const step = (link, by) => {
    const all = anchors(link.closest(".scroll > table"));
    const next = all[all.indexOf(link) + by];
    if (!next) return;
    link.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  };

  /* a table that fits needs no scrolling of its own: its head can then stay in sight. All is read before any is written */
  const measure = () => {
    const bar = getComputedStyle(form).position === "sticky" ? form.offsetHeight : 0;
    const fitting = tables.map((table) => table.scrollWidth <= table.parentElement.clientWidth);
    document.documentElement.style.setProperty("--bar", `${bar}px`);
    tables.forEach((table, at) => {
      table.parentElement.classList.toggle("fits", fitting[at]);
      if (fitting[at]) table.parentElement.removeAttribute("tabindex"); else table.parentElement.tabIndex = 0;
    });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const id = link.getAttribute("href").slice(1);
    event.preventDefault();
    goTo(id);
    clearTimeout(waiting);
    history.pushState(null, "", address(id));
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, select, textarea, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      text.focus();
      text.select();
    } else if (event.key === "Escape" && active()) {
      clear();
      write();
    } else if (event.target.matches("a.anchor") && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      step(event.target, event.key === "ArrowDown" ? 1 : -1);
    }
  });
  addEventListener("beforeprint", () => {
    for (const fold of main.querySelectorAll("details:not([open])")) { fold.open = true; fold.dataset.printed = ""; }
  });
  addEventListener("afterprint", () => {
    for (const fold of main.querySelectorAll("details[data-printed]")) { fold.open = false; delete fold.dataset.printed; }
  });
  addEventListener("hashchange", restore);
  addEventListener("popstate", restore);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", changed);
  document.getElementById("filter-clear").addEventListener("click", () => { clear(); write(); text.focus(); });

  addPickers();
  addAnchors();
  form.hidden = false;
  measure();
  new ResizeObserver(measure).observe(main);
  restore();
  rove();
})();
