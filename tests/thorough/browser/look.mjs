// Opens each page in a browser, in light and in dark, narrow and wide, and prints it on A4.
// Usage: node look.mjs CHROMIUM FOLDER; beside each page come its PDF and its pictures.
// Writes a line for everything that is wrong, and ends with 1 if there is any.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import puppeteer from "puppeteer-core";

const [chromium, folder] = process.argv.slice(2);
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [360, 800, 1400];
const SCHEMES = ["light", "dark"];
const faults = [];

// How a file is written is ours to say; that our own names begin with a line, too.
const rules = {
  "attribute-boolean-style": "off",
  "doctype-style": "off",
  "long-title": "off",
  "valid-id": ["error", { relaxed: true }],
};
const validator = new HtmlValidate(
  new StaticConfigLoader({ extends: ["html-validate:recommended"], rules }),
);

// What a reader would see going wrong, with the page's own policy in force.
async function seen(browser, address, name, scheme, width) {
  const page = await browser.newPage();
  const fault = (what) => faults.push(`${name} ${scheme} ${width}: ${what}`);
  page.on("console", (message) => fault(`console: ${message.text()}`));
  page.on("pageerror", (error) => fault(`error: ${error}`));
  page.on("request", (request) => {
    if (request.url() !== address && !request.url().startsWith("data:")) fault(`asks for ${request.url()}`);
  });
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(address);
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (over > 0) fault(`is ${over} px wider than the screen`);
  const cut = await page.evaluate(
    () => [...document.querySelectorAll(".folds")].filter(({ parentElement: at }) => at.scrollWidth > at.clientWidth).length,
  );
  if (cut && width < 700) fault(`${cut} tables with words in them are wider than the screen`);
  const early = await page.evaluate(() => {
    const nav = document.querySelector("nav");
    const top = (one) => one.getBoundingClientRect().top;
    return nav !== null && top(document.querySelector("main > *")) > top(nav);
  });
  if (early && width < 700) fault("the contents stand before the answer");
  await page.screenshot({ path: join(folder, `${name}.${scheme}.${width}.png`), fullPage: true });
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement.className);
  if (first !== "skip") fault("the first stop of the keyboard is not the way to the report");
  await page.keyboard.press("Enter");
  const landed = await page.evaluate(() => document.activeElement.tagName);
  if (landed !== "MAIN") fault(`the way to the report leads to ${landed}`);
  await page.close();
}

// What axe finds, with everything opened that can be.
async function judged(browser, address, name, scheme, width) {
  const page = await browser.newPage();
  await page.setBypassCSP(true);
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(address);
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  await page.evaluate(AXE);
  const { violations, passes } = await page.evaluate(() => axe.run());
  for (const { id, help, nodes } of violations) {
    faults.push(`${name} ${scheme} ${width}: axe ${id}: ${help} (${nodes.length}: ${nodes[0].html})`);
  }
  if (!passes.some(({ id }) => id === "color-contrast")) faults.push(`${name}: axe saw no text`);
  await page.close();
}

async function printed(browser, address, name) {
  const page = await browser.newPage();
  await page.goto(address);
  const path = join(folder, `${name}.pdf`);
  await page.pdf({ path, preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
  await page.close();
}

async function valid(path, name) {
  const { results } = await validator.validateFile(path);
  for (const { messages } of results) {
    for (const { line, ruleId, message } of messages) faults.push(`${name}:${line}: ${ruleId}: ${message}`);
  }
}

const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--force-device-scale-factor=1"],
});
const pages = readdirSync(folder).filter((file) => file.endsWith(".html")).sort();
for (const file of pages) {
  const name = file.slice(0, -".html".length);
  const address = pathToFileURL(join(folder, file)).href;
  await valid(join(folder, file), name);
  await printed(browser, address, name);
  for (const scheme of SCHEMES) {
    for (const width of WIDTHS) {
      await seen(browser, address, name, scheme, width);
      await judged(browser, address, name, scheme, width);
    }
  }
  console.log(`${file}: opened in ${SCHEMES.length} schemes and ${WIDTHS.length} widths, printed`);
}
await browser.close();
faults.forEach((fault) => console.log(fault));
process.exit(pages.length && !faults.length ? 0 : 1);
