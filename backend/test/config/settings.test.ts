import { expect } from "chai";
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SettingView } from "@waybill/protocol/schemas/api/settings";
import { settingsOf } from "../../src/config/settings.ts";
import { settingsRoutes } from "../../src/platform/settings.routes.ts";

const BEGUN = new Date("2026-06-01T10:00:00Z");
const WRITTEN = new Date("2026-02-03T04:05:06Z");

describe("settings that are shown", () => {
  async function shown(env: Record<string, string>) {
    const [route] = settingsRoutes({ config: { settings: settingsOf(env) }, clock: { now: () => BEGUN } });
    const { items } = (await route?.handle({ query: { named: null, source: null } } as never))?.body as { items: SettingView[] };
    return (name: string) => items.find((one) => one.name === name);
  }

  it("say of a secret where it comes from and since when, and never what it is", async () => {
    const home = mkdtempSync(join(tmpdir(), "waybill-settings-"));
    const file = join(home, "key");
    writeFileSync(file, "0x77");
    utimesSync(file, WRITTEN, WRITTEN);
    const setting = await shown({
      RELAYER_KEY: "0x44",
      DOCUMENTS_KEY_FILE: file,
      REGISTRAR_KEYSTORE_FILE: join(home, "gone"),
      DATABASE_URL: "",
    });
    const facts = ["RELAYER_KEY", "DOCUMENTS_KEY", "REGISTRAR_KEY", "DATABASE_URL"].map((name) => {
      const { source, since, value, isSecret } = setting(name) as SettingView;
      return [source, since, value, isSecret];
    });
    expect(facts).to.deep.equal([
      ["environment", BEGUN.toISOString(), null, true],
      ["file", WRITTEN.toISOString(), null, true],
      ["file", null, null, true],
      ["absent", null, null, true],
    ]);
    rmSync(home, { recursive: true });
  });

  it("leave passwords out of addresses", async () => {
    const setting = await shown({
      ...{ IPFS_API_URL: "http://ann:secret@ipfs.example:5001/api?x=@", IPFS_SECOND_PIN_URL: "HTTPS://ann:secret@pin.example" },
      EXPLORER_URL: "https://scan.example/tx@1",
    });
    expect(setting("IPFS_API_URL")?.value).to.equal("http://…@ipfs.example:5001/api?x=@");
    expect(setting("IPFS_SECOND_PIN_URL")?.value).to.equal("HTTPS://…@pin.example");
    expect(setting("EXPLORER_URL")?.value).to.equal("https://scan.example/tx@1");
    expect(setting("PORT")).to.include({ source: "default", value: "3000" });
  });
});
