import { expect } from "chai";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { partsOf, readAsvs, readAttacks, requiredLevels, stateOf } from "../../../scripts/security/evidence.ts";
import { SECRETS, WAREHOUSE_SECRETS, type SecretNote } from "../../src/config/secrets.ts";
import { VARIABLES, type Variable } from "../../src/config/variables.ts";
import { WAREHOUSE_VARIABLES } from "../../src/config/warehouse-variables.ts";

const fileOf = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const textOf = (path: string) => readFileSync(fileOf(path), "utf8");

/** A test that runs: neither skipped nor in a comment, and no block of tests. */
const TEST = /^ *it\(\s*(?:"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/gm;

/** Whether a file has a test of this title. Where titles are made of a template, what fills it has to stand in the file as a text of its own, but for what follows in brackets. */
function hasTest(text: string, title: string): boolean {
  return [...text.matchAll(TEST)].some(([, plain, template]) => {
    if (plain !== undefined) return JSON.parse(`"${plain}"`) === title;
    if (template?.startsWith(`${title} (`)) return true;
    const pattern = (template ?? "").split(/\$\{[^}]*\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const [, ...filled] = new RegExp(`^${pattern.join("(.+)")}$`).exec(title) ?? [];
    return filled.length > 0 && filled.every((part) => text.includes(JSON.stringify(part)) || text.includes(`${part}: `));
  });
}

/** What is not there of what a pointer names; undefined when all is. */
function missing(named: string): string | undefined {
  const { path, heading, title } = partsOf(named);
  if (!existsSync(fileOf(path))) return `there is no file ${path}`;
  if (
    heading !== undefined &&
    !textOf(path)
      .split("\n")
      .some((line) => /^#+ /.test(line) && line.replace(/^#+ /, "") === heading)
  )
    return `${path} has no heading "${heading}"`;
  if (title === undefined) return undefined;
  if (!path.endsWith(".test.ts")) return `${path} is no file of tests`;
  return hasTest(textOf(path), title) ? undefined : `${path} has no test "${title}"`;
}

const asvs = readAsvs();
const requirements = Object.values(asvs).flatMap((chapter) => Object.entries(chapter.requirements));

describe("the evidence of ASVS 5.0.0", () => {
  it("counts tests that run, and no block of them, no skipped one and no comment", () => {
    const text = [
      'describe("a block", () => {',
      '  it("runs", work);',
      '  // it("once ran");',
      '  it.skip("is skipped", work);',
      "  it(`refuses ${what}`, work);",
    ];
    const all = [...text, 'const cases = ["a key"];', "});"].join("\n");
    const found = ["a block", "runs", "once ran", "is skipped", "refuses a key", "refuses a lock"].filter((title) => hasTest(all, title));
    expect(found).to.deep.equal(["runs", "refuses a key"]);
  });

  it("has each requirement of levels 1 and 2 once, in its chapter, and no other", () => {
    expect(requirements.map(([id]) => id)).to.deep.equal([...requiredLevels().keys()]);
    for (const [chapter, { requirements: own }] of Object.entries(asvs))
      for (const id of Object.keys(own)) expect(`V${id.split(".")[0]}`, id).to.equal(chapter);
    expect(requiredLevels()).to.have.length(253);
  });

  it("points at files, headings and tests that are there", () => {
    expect(
      requirements.flatMap(([id, { by = [] }]) => by.flatMap((named) => missing(named) ?? []).map((what) => `${id}: ${what}`)),
    ).to.deep.equal([]);
  });

  it("says of no requirement that it is met without something that shows it", () => {
    const shown = requirements.filter(([, one]) => ["met", "operator"].includes(stateOf(one)));
    expect(shown.filter(([, { by = [] }]) => by.length === 0)).to.deep.equal([]);
    expect(shown).to.have.length.greaterThan(180);
  });
});

describe("the attacks of the OWASP API Top 10", () => {
  it("are one for each of the ten, by its name, and point at tests that are there", () => {
    const attacks = Object.entries(readAttacks());
    expect(attacks.map(([id]) => id)).to.deep.equal(Array.from({ length: 10 }, (_, index) => `API${index + 1}`));
    for (const [id, { title, attack, further }] of attacks) {
      expect(partsOf(attack).title?.startsWith(`${id}, ${title}: `), id).to.equal(true);
      expect(
        [attack, ...further].flatMap((named) => missing(named) ?? []),
        id,
      ).to.deep.equal([]);
    }
  });
});

describe("the list of secrets", () => {
  const listed = Object.entries<SecretNote>(SECRETS);

  it("has every variable that holds one, each of which can come from a file", () => {
    const secret = Object.entries<Variable>(VARIABLES).flatMap(([name, variable]) => (variable.secret ? [name] : []));
    expect(Object.keys(SECRETS)).to.include.members(secret);
    for (const name of secret) expect(VARIABLES).to.have.property(`${name}_FILE`);
  });

  it("names for each that is replaced without a restart the test that does it", () => {
    const without = listed.filter(([, { test }]) => test === undefined).map(([name]) => name);
    expect(without).to.deep.equal(["DATABASE_URL", "DATABASE_OWNER_URL", "RPC_URL", "RPC_WS_URL"]);
    expect(listed.flatMap(([, { test }]) => (test === undefined ? [] : (missing(test) ?? [])))).to.deep.equal([]);
  });

  it("has the same for the program of a warehouse", () => {
    const secret = Object.entries<Variable>(WAREHOUSE_VARIABLES).flatMap(([name, variable]) => (variable.secret ? [name] : []));
    expect(Object.keys(WAREHOUSE_SECRETS)).to.include.members([...secret, "PERSONAL_KEY"]);
    for (const name of secret) expect(WAREHOUSE_VARIABLES).to.have.property(`${name}_FILE`);
    const tests = Object.values<SecretNote>(WAREHOUSE_SECRETS).flatMap(({ test }) => test ?? []);
    expect(tests.flatMap((test) => missing(test) ?? [])).to.deep.equal([]);
  });
});
