import { expect } from "chai";
import { place, product } from "@waybill/protocol/schemas/api/traceability";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { accountOf, register, tokenOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";

const GLN = "9506000134376";

describe("products and places", () => {
  let backend: TestBackend;
  let farm: string;
  let shop: string;
  before(async () => {
    backend = await startTestBackend({ WAYBILL_ROLES: "api" });
    await register(backend, "Farm", { gln: GLN });
    await register(backend, "Shop");
    farm = await tokenOf(backend, accountOf("Farm").address);
    shop = await tokenOf(backend, accountOf("Shop").address);
  });
  after(() => backend.stop());

  it("are kept as their organisation describes them, and changed by it", async () => {
    await backend.request("PUT", "/api/products/9506000134352", { token: farm, body: { name: "Lettuce", description: "Whole heads." } });
    const changed = await backend.request("PUT", "/api/products/09506000134352", { token: farm, body: { name: "Iceberg" } });
    const shown = product.parse(changed.json());
    expect(shown).to.deep.include({ gtin: "09506000134352", name: "Iceberg", description: null });
    expect(shown.statedBy?.name).to.equal("Farm");
  });

  it("belong to the first organisation that describes them", async () => {
    await backend.request("PUT", "/api/products/09506000134369", { token: farm, body: { name: "Carrots" } });
    expectProblem(
      await backend.request("PUT", "/api/products/09506000134369", { token: shop, body: { name: "Ours" } }),
      403,
      "master-data.not-yours",
    );
    const found = (await backend.request("GET", "/api/products?q=carrots")).json<{ items: { name: string }[] }>();
    expect(found.items.map(({ name }) => name)).to.deep.equal(["Carrots"]);
  });

  it("let nobody else describe an organisation's own GLN", async () => {
    expectProblem(
      await backend.request("PUT", `/api/places/${GLN}`, { token: shop, body: { name: "Mine" } }),
      403,
      "master-data.not-yours",
    );
    const answer = await backend.request("PUT", `/api/places/${GLN}`, {
      token: farm,
      body: { name: "Field 7", latitude: 26.68, longitude: -80.67 },
    });
    expect(place.parse(answer.json())).to.deep.include({ gln: GLN, name: "Field 7", latitude: 26.68, longitude: -80.67, country: null });
    const found = (await backend.request("GET", "/api/places?q=9506")).json<{ items: { owner: { name: string } }[] }>();
    expect(found.items[0]?.owner.name).to.equal("Farm");
  });

  it("need a right check digit", async () => {
    expectProblem(
      await backend.request("PUT", "/api/products/09506000134353", { token: farm, body: { name: "x" } }),
      422,
      "master-data.wrong-check-digit",
    );
    expectProblem(
      await backend.request("PUT", "/api/places/9506000134377", { token: farm, body: { name: "x" } }),
      422,
      "master-data.wrong-check-digit",
    );
  });

  it("need a token and a name", async () => {
    expectProblem(await backend.request("PUT", "/api/products/09506000134352", { body: { name: "x" } }), 401, "platform.unauthorised");
    expectProblem(
      await backend.request("PUT", "/api/products/09506000134352", { token: farm, body: { name: "" } }),
      400,
      "platform.bad-request",
    );
    expectProblem(await backend.request("PUT", "/api/products/12", { token: farm, body: { name: "x" } }), 400, "platform.bad-request");
  });
});
