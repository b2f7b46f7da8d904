import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import { ROLE } from "@waybill/protocol/typed-data/roles";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { createPublicClient, http, type Address } from "viem";
import { generatePrivateKey, privateKeyToAddress } from "viem/accounts";
import { developmentKey } from "../../backend/src/config/development-keys.ts";
import { waitFor } from "../../scripts/services/wait-for.ts";
import { addAuthenticator } from "./support/authenticator.ts";
import { firstAdminLink, inConsole, invite, joinByEmail, joinByWallet, sendNoted, setUpApp } from "./support/console-pages.ts";
import { objectionsTo } from "./support/objections.ts";
import { connect, sign } from "./support/supplier-pages.ts";
import { startInstallation, type Installation } from "./support/system.ts";
import { supplier, visitor } from "./support/visitor.ts";

/** The wallet that `npm start` deploys the contracts with: it gives the roles on chain. */
const DEPLOYER = developmentKey(0) as `0x${string}`;
const NO_PROFILE = `0x${"00".repeat(20)}`;
const EMPTY = { WAYBILL_DEMO: "off", OPEN_REGISTRATION: "off" };

const RECORDED = [
  ...["installation-role.given", "installation-role.invited", "second-factor.added", "passkey.added", "two-person-rule.changed"],
  ...["proposal.made", "proposal.confirmed", "access-role.granting", "actor.registering", "organisation.registered"],
];

describe("an empty installation", function () {
  this.timeout(120_000);
  let first: Installation;
  let second: Promise<Installation>;
  before(async function () {
    this.timeout(240_000);
    first = await startInstallation(EMPTY);
    second = startInstallation(EMPTY);
    second.catch(() => undefined);
  });
  after(async () => {
    await first.stop();
    await (await second).stop();
  });

  it("is set up from its pages alone: admins by e-mail and by wallet, two for each further one, a role on chain, an organisation, all recorded", async () => {
    const ann = await visitor(first);
    await joinByEmail(ann.page, firstAdminLink(first), "ann@run.example");
    await setUpApp(ann.page);
    await inConsole(ann.page);
    await ann.page.getByText("You are the only admin").waitFor();
    expect(await objectionsTo(ann.page), "first steps").to.deep.equal([]);
    await ann.page.goto("/admin/people");
    await ann.page.getByRole("button", { name: "Switch it on…" }).click();
    await ann.page.getByRole("button", { name: "Switch it on", exact: true }).click();
    await ann.page.getByText("On: admins are made by two").waitFor();

    const bo = await supplier(first, DEPLOYER);
    await joinByWallet(bo.page, await invite(ann.page, "admin of this installation"));
    await inConsole(bo.page);
    const cy = await visitor(first);
    await addAuthenticator(cy.page);
    await joinByEmail(cy.page, await invite(ann.page, "auditor of this installation"), "cy@run.example");
    await cy.page.getByRole("button", { name: "Add a passkey" }).click();
    await inConsole(cy.page);
    await makeAdminByTwo(ann.page, bo.page, cy.page);

    const key = generatePrivateKey();
    const account = privateKeyToAddress(key);
    await giveRoleOnChain(bo.page, bo.wallet.account);
    await registerOnChain(bo.page, account);
    expect(await actorOn(first, account)).to.include({ roles: ROLE.producer | ROLE.carrier, profileHash: NO_PROFILE });
    const holder = await supplier(first, key);
    await sayWho(holder.page, "Harbour Fish");
    const hasName = async () => ((await actorOn(first, account)).profileHash === NO_PROFILE ? undefined : actorOn(first, account));
    const named = await waitFor(hasName, { what: "the name on chain", deadlineMilliseconds: 30_000 });
    expect(named).to.include({ roles: ROLE.producer | ROLE.carrier, revokedAt: 0 });
    await bo.page.goto("/admin/organisations");
    await bo.page.getByRole("row", { name: /Harbour Fish.*registered.*producer, carrier/ }).waitFor();

    await cy.page.goto("/admin/audit");
    for (const action of RECORDED) await cy.page.getByRole("row").filter({ hasText: action }).first().waitFor();
    expect([...ann.problems, ...bo.problems, ...cy.problems, ...holder.problems]).to.deep.equal([]);
    for (const { leave } of [ann, bo, cy, holder]) await leave();
  });

  it("has the wallet that it was deployed with as its first admin as well, once: nobody else takes the link after that", async () => {
    const installation = await second;
    const link = firstAdminLink(installation);
    const bo = await supplier(installation, DEPLOYER);
    await joinByWallet(bo.page, link);
    await inConsole(bo.page);
    await bo.page.getByText("You are the only admin").waitFor();
    await bo.page.goto("/admin/access");
    // Who was given roles at deployment is not registered yet.
    await bo.page.getByText(/may issue or verify grams and .* no registered organisation/).waitFor();
    expect(await bo.page.getByText(/belongs? to no admin here/).count()).to.equal(0);
    await bo.page.goto("/admin/audit");
    await bo.page.getByRole("row").filter({ hasText: "installation-role.given" }).waitFor();

    const late = await supplier(installation, generatePrivateKey());
    await joinByWallet(late.page, link);
    await late.page.getByText("This invitation is unknown, used, withdrawn or too old.").waitFor();
    await late.page.goto("/admin");
    await late.page.getByText("This is for others").waitFor();
    expect(bo.problems).to.deep.equal([]);
    await Promise.all([bo.leave(), late.leave()]);
  });
});

function actorOn({ rpcUrl, config }: Installation, account: Address) {
  const address = config.contracts.supplyChain as Address;
  return createPublicClient({ transport: http(rpcUrl) }).readContract({
    ...{ address, abi: supplyChainAbi, functionName: "actorOf", args: [account] },
  });
}

/** Ann proposes the auditor, who is no admin before Bo has confirmed it; an invitation makes no admin any more. */
async function makeAdminByTwo(ann: Page, bo: Page, cy: Page): Promise<void> {
  await ann.goto("/admin/people");
  await ann.getByRole("checkbox", { name: /^Choose c/ }).check();
  await ann.getByRole("button", { name: "Make admin", exact: true }).click();
  const panel = ann.getByRole("group", { name: "Make this person admin of the installation?" });
  await panel.getByRole("button", { name: "Make admin" }).click();
  await panel.getByText("Given, or proposed where it takes two.").waitFor();
  await ann.getByText("You proposed it: another admin confirms.").waitFor();
  await cy.goto("/admin/people");
  await cy.getByText(/^Make admin: /).waitFor();
  expect(await cy.getByRole("button", { name: "Invite somebody" }).count(), "auditor").to.equal(0);

  await bo.goto("/admin/people");
  await bo.getByRole("button", { name: "Look at it…" }).click();
  await bo.getByRole("button", { name: "Confirm" }).click();
  await bo.getByText("Done.").waitFor();
  await cy.reload();
  await cy.getByRole("button", { name: "Invite somebody" }).waitFor();
}

async function giveRoleOnChain(page: Page, account: string): Promise<void> {
  await page.goto("/admin/access");
  await page.getByRole("textbox", { name: "Account" }).fill(account);
  await page.getByRole("button", { name: "Give it on chain…" }).click();
  await sendNoted(page);
}

async function registerOnChain(page: Page, account: string): Promise<void> {
  await page.goto("/admin/organisations");
  await page.getByRole("textbox", { name: "Account" }).fill(account);
  await page.getByRole("button", { name: "Open it" }).click();
  for (const role of ["producer", "carrier"]) await page.getByRole("checkbox", { name: role }).check();
  await page.getByRole("button", { name: "Register it on chain…" }).click();
  await sendNoted(page);
}

/** The organisation's own wallet signs its name. */
async function sayWho(page: Page, name: string): Promise<void> {
  await page.goto("/supplier");
  await connect(page);
  await page.getByRole("link", { name: "Say who you are" }).click();
  await page.getByLabel("Name of the organisation").fill(name);
  expect(await objectionsTo(page), "saying who it is").to.deep.equal([]);
  await page.getByRole("button", { name: "Review before signing" }).click();
  await sign(page, "Sign the registration");
  await page.getByRole("heading", { name }).waitFor();
}
