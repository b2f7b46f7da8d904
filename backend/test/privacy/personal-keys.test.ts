import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { systemClock } from "../../src/platform/clock.ts";
import { systemRandom } from "../../src/platform/ids.ts";
import { openPersonalFields } from "../../src/platform/personal/personal-fields.ts";
import { rotatePersonalKey } from "../../src/platform/personal/rotate-personal-key.ts";
import { addWrappingKey, readWrappingKeys } from "../../src/platform/personal/wrapping-keys.ts";

const EMAIL = "person_passwords.email";

describe("keys of people", () => {
  let places: { keyFile: string; dataKeys: string };
  const open = () => openPersonalFields({ personal: places }, { clock: systemClock, random: systemRandom });
  beforeEach(() => {
    const home = mkdtempSync(join(tmpdir(), "waybill-personal-"));
    places = { keyFile: join(home, "personal-key.json"), dataKeys: join(home, "data-keys") };
  });

  it("open what they sealed, for its owner and in its column alone", () => {
    const fields = open();
    const sealed = fields.seal(EMAIL, "ann", "ann@farm.example");
    expect(sealed.includes("ann@farm.example")).to.equal(false);
    expect(open().open(EMAIL, "ann", sealed)).to.equal("ann@farm.example");
    fields.seal(EMAIL, "ben", "ben@farm.example");
    expect(() => fields.open(EMAIL, "ben", sealed)).to.throw();
    expect(() => fields.open("sessions.device", "ann", sealed)).to.throw();
    sealed[20] = (sealed[20] ?? 0) ^ 1;
    expect(() => fields.open(EMAIL, "ann", sealed)).to.throw();
  });

  it("are one for each person, though several processes make it at once", () => {
    const [one, other] = [open(), open()];
    expect(other.open(EMAIL, "ann", one.seal(EMAIL, "ann", "a"))).to.equal("a");
    expect(one.open(EMAIL, "ann", other.seal(EMAIL, "ann", "b"))).to.equal("b");
    expect(one.index("email", "a")).to.equal(other.index("email", "a")).and.not.to.equal(one.index("attempts", "a"));
  });

  it("are destroyed for ever: nothing opens what they sealed, nor is anything sealed for their owner", () => {
    const fields = open();
    const sealed = fields.seal(EMAIL, "ann", "ann@farm.example");
    for (let time = 0; time < 2; time++) fields.destroy("ann");
    for (const each of [fields, open()]) {
      expect(each.open(EMAIL, "ann", sealed)).to.equal(null);
      expect(() => each.seal(EMAIL, "ann", "again")).to.throw(/destroyed/);
      expect(each.destroyed()).to.deep.equal(["ann"]);
    }
    expect(readdirSync(places.dataKeys).filter((name) => name.endsWith(".key"))).to.deep.equal([]);
  });

  it("stay destroyed when the process ended between the mark and the key", () => {
    const fields = open();
    const sealed = fields.seal(EMAIL, "ann", "ann@farm.example");
    const [name = ""] = readdirSync(places.dataKeys);
    writeFileSync(join(places.dataKeys, name.replace(".key", ".erased")), "");
    expect(fields.open(EMAIL, "ann", sealed)).to.equal(null);
    open();
    expect(readdirSync(places.dataKeys)).to.deep.equal([name.replace(".key", ".erased")]);
  });

  it("are wrapped anew by a rotation, under the eyes of running processes; older copies of them open nothing", () => {
    const fields = open();
    const sealed = fields.seal(EMAIL, "ann", "ann@farm.example");
    const [name = ""] = readdirSync(places.dataKeys);
    const copy = readFileSync(join(places.dataKeys, name));
    const id = rotatePersonalKey(places, systemClock.now());
    expect(readWrappingKeys(places.keyFile).keys.map((key) => key.id)).to.deep.equal([id]);
    for (const each of [fields, open()]) expect(each.open(EMAIL, "ann", sealed)).to.equal("ann@farm.example");
    writeFileSync(join(places.dataKeys, name), copy);
    expect(() => open().open(EMAIL, "ann", sealed)).to.throw(/does not hold/);
  });

  it("are all good while a rotation has only begun, and the next one finishes it", () => {
    const fields = open();
    const sealed = fields.seal(EMAIL, "ann", "ann@farm.example");
    addWrappingKey(places.keyFile, systemClock.now());
    const later = fields.seal(EMAIL, "ben", "ben@farm.example");
    expect(fields.open(EMAIL, "ann", sealed)).to.equal("ann@farm.example");
    rotatePersonalKey(places, systemClock.now());
    expect(readWrappingKeys(places.keyFile).keys).to.have.length(1);
    expect(fields.open(EMAIL, "ben", later)).to.equal("ben@farm.example");
    expect(fields.open(EMAIL, "ann", sealed)).to.equal("ann@farm.example");
  });

  it("that are missing are told from those that were destroyed, and a damaged file is never repeated", () => {
    const sealed = open().seal(EMAIL, "ann", "ann@farm.example");
    rmSync(places.dataKeys, { recursive: true });
    expect(() => open().open(EMAIL, "ann", sealed)).to.throw(/is it the folder/);
    writeFileSync(places.keyFile, '{"keys": "secret"}');
    expect(() => open().seal(EMAIL, "ann", "x"))
      .to.throw(/cannot be read/)
      .and.not.match(/secret/);
  });
});
