import { expect } from "chai";
import { profileHashOf } from "@waybill/protocol/hashing/profile";
import { ROLE } from "@waybill/protocol/typed-data/roles";
import { actorView } from "@waybill/protocol/schemas/api/traceability";
import { checkAccountSignature } from "@waybill/protocol/verify/account-signature";
import { startTestBackend, type TestBackend } from "../support/backend.ts";
import { makeActor } from "../support/events.ts";
import { accountOf, register, registrationOf, saltOf } from "../support/organisations.ts";
import { expectProblem } from "../support/problem.ts";

/** The protocol's rule with a node that knows no contracts. */
const withoutContracts = (parameters: Parameters<typeof checkAccountSignature>[1]) =>
  checkAccountSignature(
    { isValidContractSignature: async () => false } as unknown as Parameters<typeof checkAccountSignature>[0],
    parameters,
  );

describe("registering an organisation", () => {
  let backend: TestBackend;
  before(async () => {
    backend = await startTestBackend({}, { verifySignature: withoutContracts });
  });
  after(() => backend.stop());
  beforeEach(() => backend.clear());

  const post = (body: unknown) => backend.request("POST", "/api/organisations", { body });
  const actor = async (name: string) => actorView.parse((await backend.request("GET", `/api/actors/${accountOf(name).address}`)).json());

  it("keeps the profile and asks the chain once, however often it is sent", async () => {
    const request = await registrationOf("Farm", { gln: "9506000134376", country: "US" }, ROLE.producer | ROLE.carrier);
    const answer = await post(request);
    expect(answer.status).to.equal(202);
    expect(answer.headers.get("location")).to.equal(`/api/actors/${accountOf("Farm").address}`);
    await post(request);
    expect(backend.chain.relayed).to.have.length(1);
    expect(await backend.count("organisations")).to.equal(1);
    const view = await actor("Farm");
    expect(view.party).to.deep.equal({ account: accountOf("Farm").address, name: "Farm", gln: "9506000134376", country: "US" });
    expect(view.roles).to.deep.equal(["producer", "carrier"]);
  });

  it("is hashed under a salt that is drawn for it alone, once nothing of the profile can change any more", async () => {
    const request = await registrationOf("Farm", { country: "US", website: "https://farm.example" });
    // A salt that somebody has looked for beforehand is not taken.
    await post({ ...request, profile: { ...request.profile, salt: request.nonce } });
    const { profile } = await actor("Farm");
    expect(profile).to.deep.equal({ ...request.profile, salt: profile?.salt });
    expect(profile?.salt)
      .to.match(/^0x[0-9a-f]{64}$/)
      .and.not.equal(request.nonce);
    expect(backend.chain.relayed).to.deep.equal([`register:${profile?.account}:${profileHashOf(profile!)}:${request.roles}`]);
    // Its country and website are not signed: whoever knows the salt by now tries others of them under it.
    for (const change of [{ country: "CA" }, { website: "https://mill.example" }, { website: undefined }])
      expectProblem(await post({ ...request, profile: { ...request.profile, ...change } }), 409, "identity.nonce-used");
    expect((await actor("Farm")).profile).to.deep.equal(profile);
    expect(backend.chain.relayed).to.have.length(1);
    expect((await register(backend, "Farm", request.profile, request.roles, saltOf("second"))).status).to.equal(202);
    expect((await actor("Farm")).profile?.salt)
      .to.match(/^0x[0-9a-f]{64}$/)
      .and.not.equal(profile?.salt);
  });

  it("takes the account in any spelling and keeps one", async () => {
    const { profile, ...rest } = await registrationOf("Farm");
    expect((await post({ ...rest, profile: { ...profile, account: profile.account.toLowerCase() } })).status).to.equal(202);
    expect((await actor("Farm")).party.account).to.equal(accountOf("Farm").address);
  });

  it("replaces a profile when its account signs a new one, and never takes the old one back", async () => {
    await register(backend, "Farm");
    await register(backend, "Farm", { name: "Farm & Sons" }, ROLE.producer, saltOf("second"));
    expect((await actor("Farm")).party.name).to.equal("Farm & Sons");
    expectProblem(await post(await registrationOf("Farm")), 409, "identity.registration-replayed");
    expect((await actor("Farm")).party.name).to.equal("Farm & Sons");
  });

  describe("is refused, with nothing changed,", () => {
    afterEach(() => expect(backend.chain.relayed).to.deep.equal([]));

    it("when another account signed", async () => {
      const { signature } = await registrationOf("Stranger", { account: accountOf("Farm").address as never });
      expectProblem(await post({ ...(await registrationOf("Farm")), signature }), 403, "identity.wrong-signature");
    });

    for (const [what, change] of [
      ["name", { name: "Farmer" }],
      ["GLN", { gln: "9506000134376" }],
    ] as const) {
      it(`when the ${what} is not the one that was signed`, async () => {
        const { profile, ...rest } = await registrationOf("Farm");
        expectProblem(await post({ ...rest, profile: { ...profile, ...change } }), 403, "identity.wrong-signature");
        expect(await backend.count("organisations")).to.equal(0);
      });
    }

    it("when the nonce is not the one that was signed", async () => {
      expectProblem(await post({ ...(await registrationOf("Farm")), nonce: saltOf("x") }), 403, "identity.wrong-signature");
    });

    it("when the roles are not the ones that were signed", async () => {
      expectProblem(await post({ ...(await registrationOf("Farm")), roles: ROLE.retailer }), 403, "identity.wrong-signature");
    });

    it("when it asks for the roles of verifiers or anchorers", async () => {
      for (const role of [ROLE.verifier, ROLE.anchorer, 64])
        expectProblem(await register(backend, "Farm", {}, role | ROLE.producer), 403, "identity.roles-not-offered");
    });

    it("when its GLN has a wrong check digit", async () => {
      expectProblem(await register(backend, "Farm", { gln: "9506000134377" }), 422, "identity.wrong-check-digit");
    });

    it("when the account has been revoked", async () => {
      makeActor(backend, "Farm", ROLE.producer, new Date());
      expectProblem(await register(backend, "Farm"), 403, "identity.revoked");
    });
  });

  it("refuses a GLN that another organisation is registered with", async () => {
    await register(backend, "Farm", { gln: "9506000134376" });
    expectProblem(await register(backend, "Copycat", { gln: "9506000134376" }), 409, "identity.gln-taken");
    expect(await backend.count("organisations")).to.equal(1);
  });

  it("lists organisations by name, page by page", async () => {
    for (const name of ["cooler", "Baker", "Anna's"]) await register(backend, name);
    const first = (await backend.request("GET", "/api/actors?limit=2")).json<{ items: { party: { name: string } }[]; next: string }>();
    const second = (await backend.request("GET", `/api/actors?limit=2&after=${encodeURIComponent(first.next)}`)).json<typeof first>();
    expect([...first.items, ...second.items].map(({ party }) => party.name)).to.deep.equal(["Anna's", "Baker", "cooler"]);
    expect(second.next).to.equal(null);
  });

  it("knows nothing of an account that nobody registered", async () => {
    expectProblem(await backend.request("GET", `/api/actors/${accountOf("nobody").address}`), 404, "identity.unknown-actor");
  });
});

describe("registration that is not open", () => {
  let backend: TestBackend;
  before(async () => {
    backend = await startTestBackend({ OPEN_REGISTRATION: "off", WAYBILL_ROLES: "api" });
  });
  after(() => backend.stop());
  beforeEach(() => backend.clear());

  it("is refused to whom nobody registered on chain, or whose registration was revoked", async () => {
    expectProblem(await register(backend, "Farm"), 403, "identity.registration-closed");
    makeActor(backend, "Farm", ROLE.producer, new Date());
    expectProblem(await register(backend, "Farm"), 403, "identity.revoked");
    expect(await backend.count("organisations")).to.equal(0);
    expect(backend.chain.relayed).to.deep.equal([]);
  });

  it("lets an account that was registered on chain say who it is, and take no other roles by it", async () => {
    makeActor(backend, "Farm", ROLE.producer);
    expectProblem(await register(backend, "Farm", {}, ROLE.producer | ROLE.carrier), 403, "identity.roles-not-offered");
    expect(await backend.count("organisations")).to.equal(0);
    expect((await register(backend, "Farm", {}, ROLE.producer)).status).to.equal(202);
    expect(await backend.count("organisations")).to.equal(1);
    expect(backend.chain.relayed).to.have.length(1);
  });
});

describe("demonstration wallets", () => {
  it("are given out only while the demonstration is on", async () => {
    const on = await startTestBackend({ WAYBILL_DEMO: "on", WAYBILL_ROLES: "api" });
    const wallets = (await on.request("GET", "/api/demo/wallets")).json<{ account: string; privateKey: string }[]>();
    expect(wallets).to.have.length(7);
    expect(wallets[0]?.account).to.equal("0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC");
    await on.stop();
    const off = await startTestBackend({ WAYBILL_ROLES: "api" });
    expectProblem(await off.request("GET", "/api/demo/wallets"), 403, "platform.forbidden");
    await off.stop();
  });
});
