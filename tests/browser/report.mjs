// The report in a real browser: sort, filter, highlight, language, tooltip, printing; no error in the console, no
// request. Run by `.ci/run`, or by hand from a folder in which `npm install playwright-core` was run:
//
//   node --test tests/browser/report.mjs
//
// REPORT is the page of the built-in data, HOSTILE one whose names are markup, PICTURES a folder for screenshots.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, afterEach, before, test } from "node:test";
import { pathToFileURL } from "node:url";

const { chromium } = createRequire(`${process.env.MODULES ?? process.cwd()}/`)("playwright-core");
const WIDTHS = [390, 1280, 1920];
const QUIET = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

let browser;
before(async () => {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", ...QUIET] });
});
const opened = [];
afterEach(() => Promise.all(opened.splice(0).map((page) => page.close())));
after(() => browser?.close());

/** Opens a page and collects what it must not do. */
async function open(file, width = 1280) {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  // A machine that does other work besides takes its time.
  page.setDefaultTimeout(120_000);
  opened.push(page);
  const faults = [];
  page.on("console", (message) => {
    if (message.type() !== "info") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  const address = pathToFileURL(file).href;
  page.on("request", (request) => {
    if (request.url() !== address) faults.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  return { page, faults };
}

const texts = (page, selector) => page.$$eval(selector, (cells) => cells.map((cell) => cell.textContent));

test("a heading sorts by figures, the highest first, and figures that are missing stay below", async () => {
  const { page, faults } = await open(process.env.REPORT);
  const column = await page.$$eval("#rank-table thead th", (heads) => heads.findIndex((head) => head.textContent.includes("公开率")));
  assert.ok(column > 0);
  const values = () =>
    page.$$eval("#rank-table tbody tr", (rows, at) => rows.map((row) => row.cells[at].textContent.replace("—", "").replace(/[%,]/g, "")), column);
  const head = page.locator("#rank-table thead th").nth(column);
  for (const [order, by] of [["descending", (a, b) => b - a], ["ascending", (a, b) => a - b]]) {
    await head.locator("button").click();
    assert.equal(await head.getAttribute("aria-sort"), order);
    const sorted = await values();
    const known = sorted.filter((value) => value !== "").map(Number);
    assert.ok(known.length > 1);
    assert.deepEqual(known, [...known].sort(by));
    assert.ok(sorted.slice(known.length).every((value) => value === ""));
  }
  assert.deepEqual(faults, []);
});

test("the keyboard sorts too", async () => {
  const { page } = await open(process.env.REPORT);
  const head = page.locator("#rank-table thead th").first();
  await head.locator("button").focus();
  await page.keyboard.press("Enter");
  assert.equal(await head.getAttribute("aria-sort"), "ascending");
});

test("a filter keeps the rows with its words", async () => {
  const { page, faults } = await open(process.env.REPORT);
  const tools = page.locator('[data-for="rank-table"]');
  await tools.locator("input").fill("江苏");
  const shown = await texts(page, "#rank-table tbody tr:not([hidden])");
  assert.ok(shown.length > 0 && shown.every((row) => row.includes("江苏")));
  assert.equal(await tools.locator("output").textContent(), String(shown.length));
  const trends = page.locator('[data-for="trend-table"] select');
  await trends.selectOption("disclosure_rate");
  const metrics = await page.$$eval("#trend-table tbody tr:not([hidden])", (rows) => rows.map((row) => row.dataset.metric));
  assert.ok(metrics.length > 0 && metrics.every((metric) => metric === "disclosure_rate"));
  assert.deepEqual(faults, []);
});

test("a region is highlighted in tables and charts, and let go again", async () => {
  const { page, faults } = await open(process.env.REPORT);
  await page.fill("#find", "金湖县");
  assert.ok((await page.locator("svg [data-region].hit").count()) > 0);
  assert.ok((await page.locator("tr.hit").count()) > 0);
  const other = await page.locator(".hit:not([data-region='320831'])").count();
  assert.equal(other, 0);
  await page.press("#find", "Enter");
  await page.waitForFunction(() => Math.abs(document.getElementById("r-320831").getBoundingClientRect().top) < 200);
  await page.click("#clear");
  assert.equal(await page.locator(".hit").count(), 0);
  assert.deepEqual(faults, []);
});

test("one button shows the other language everywhere", async () => {
  const { page, faults } = await open(process.env.REPORT);
  const visible = (selector) => page.locator(selector).evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
  assert.equal(await visible(":is(.en, i[lang=en])"), 0);
  await page.click("#language");
  assert.equal(await visible(":is(.zh, i[lang=zh])"), 0);
  assert.equal(await page.getAttribute("html", "lang"), "en");
  assert.match(await page.title(), /compared/);
  assert.match(await page.locator("h1").innerText(), /^Annual reports/);
  await page.click("#language");
  assert.match(await page.title(), /比较/);
  assert.deepEqual(faults, []);
});

test("a mark of a chart tells its figures", async () => {
  const { page, faults } = await open(process.env.REPORT);
  const mark = page.locator("#rank figure .zh [data-region] rect:has(title)").first();
  await mark.scrollIntoViewIfNeeded();
  await mark.hover();
  assert.notEqual((await page.locator("#tip").textContent()).trim(), "");
  assert.deepEqual(faults, []);
});

test("the page prints, has one main heading, and every chart a name", async () => {
  const { page, faults } = await open(process.env.REPORT);
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  assert.ok(pdf.length > 10_000 && pdf.subarray(0, 5).toString() === "%PDF-");
  assert.equal(await page.locator("h1").count(), 1);
  const nameless = await page.$$eval("figure svg", (all) => all.filter((svg) => !svg.querySelector("title")?.textContent).length);
  assert.equal(nameless, 0);
  const blank = await page.$$eval("th", (all) => all.filter((head) => head.textContent.trim() === "").length);
  assert.equal(blank, 0);
  assert.deepEqual(faults, []);
});

test("text stands out from its background", async () => {
  const { page } = await open(process.env.REPORT);
  // Contrast by WCAG 2.2: at least 4.5 for text (AA), of what the style sheet sets.
  const weak = await page.evaluate(() => {
    const light = (rgb) => {
      const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const numbers = (color) => color.match(/[\d.]+/g).map(Number);
    const behind = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const [r, g, b, a = 1] = numbers(getComputedStyle(at).backgroundColor);
        if (a > 0) return [r, g, b];
      }
      return [255, 255, 255];
    };
    const found = new Set();
    for (const element of document.querySelectorAll("body *:not(svg *)")) {
      const has = Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.textContent.trim());
      if (!has || !element.checkVisibility() || ["SCRIPT", "STYLE"].includes(element.tagName)) continue;
      const [a, b] = [light(numbers(getComputedStyle(element).color).slice(0, 3)), light(behind(element))];
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (contrast < 4.5) found.add(`${element.tagName}.${element.className}: ${contrast.toFixed(2)}`);
    }
    return [...found];
  });
  assert.deepEqual(weak, []);
});

for (const width of WIDTHS) {
  test(`nothing of the page is wider than a window of ${width} pixels`, async () => {
    const { page, faults } = await open(process.env.REPORT, width);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    // Charts are drawn for 1200 pixels; at less than two thirds of that their text could not be read.
    const chart = await page.locator("#rank figure .zh svg").first().boundingBox();
    assert.ok(chart.width >= 800, `${chart.width}`);
    if (process.env.PICTURES) {
      await page.screenshot({ path: `${process.env.PICTURES}/report-${width}.png` });
    }
    assert.deepEqual(faults, []);
  });
}

test("names that are markup or formulas are shown as they are", async () => {
  const { page, faults } = await open(process.env.HOSTILE);
  const body = await page.locator("body").innerText();
  assert.ok(body.includes("<script>alert(1)</script>"));
  assert.ok(body.includes("=cmd|' /C calc'!A0"));
  assert.equal(await page.locator("script").count(), 1);
  assert.deepEqual(faults, []);
});
