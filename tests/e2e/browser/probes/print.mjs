// The page on paper. Each row gets a mark at the start and at the end of each cell, and so does each head:
// the text of the printed pages then says what was cut.
export async function look(open, { output }) {
  const { page, close } = await open();
  const marked = await page.evaluate(() => {
    const mark = (text) => Object.assign(document.createElement("span"), { textContent: ` ${text} ` });
    const tables = [...document.querySelectorAll(".scroll > table")];
    let count = 0;
    const rows = {};
    tables.forEach((table, at) => {
      table.tHead.rows[0].cells[0].prepend(mark(`hh${at}hh`));
      for (const row of table.tBodies[0].rows) {
        count += 1;
        rows[count] = at;
        for (const cell of row.cells) {
          cell.prepend(mark(`bb${count}bb`));
          cell.append(mark(`ee${count}ee`));
        }
      }
    });
    return { rows, folds: document.querySelectorAll("details:not([open])").length };
  });
  // what is taller than a page by itself must be cut: an A4 page on its side, less its margins, in CSS pixels
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: Math.floor((297 - 24) * 96 / 25.4), height: 800 });
  const { tall, wide } = await page.evaluate((room) => {
    dispatchEvent(new Event("beforeprint"));
    const rows = [...document.querySelectorAll(".scroll > table")].flatMap((table) =>
      [...table.tBodies[0].rows].map((row) => row.offsetHeight + table.tHead.offsetHeight));
    const wide = [...document.querySelectorAll("main table, main svg")].filter((item) => item.getBoundingClientRect().right > innerWidth + 1);
    dispatchEvent(new Event("afterprint"));
    return { tall: rows.flatMap((height, at) => (height > room ? [at + 1] : [])), wide: wide.map((item) => item.id || item.tagName) };
  }, Math.floor((210 - 26) * 96 / 25.4) - 20);
  await page.emulateMedia({ media: null });
  await page.pdf({ path: output, preferCSSPageSize: true, printBackground: true });
  const restored = await page.evaluate(() => document.querySelectorAll("details:not([open])").length);
  await close();
  return { ...marked, tall, wide, restored };
}
