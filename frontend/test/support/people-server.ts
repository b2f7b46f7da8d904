import type { Hex } from "viem";
import { payingNode, type NodeAnswers } from "../fixtures/paying-node.ts";
import { configOf } from "../fixtures/system.ts";
import { json, type Answer, type Stage } from "./browser.ts";
import { ago, ConsoleServer, listOf } from "./console.ts";
import { ACCOUNT, KEY } from "./supplier.ts";

const DAY = 86_400_000;
export const FARM = { account: "0x1111111111111111111111111111111111111111", name: "Glades Row Farms", gln: null, country: "US" };

export const farm = {
  ...{ organisation: FARM, state: "registered", roles: ["producer"], rolesAsked: ["producer"], profileHash: `0x${"ab".repeat(20)}` },
  ...{ registeredAt: ago(DAY), revokedAt: null, finality: "final", people: 2, keys: 1, sessions: 3 },
};
export const personOf = (person: string, email: string | null, installationRoles: string[] = []) => ({
  ...{
    person,
    email,
    installationRoles,
    wallets: email === null ? [ACCOUNT] : [],
    memberships: [{ organisation: FARM, role: "supplier" }],
  },
  ...{ hasSecondFactor: false, hasPasskey: false, waysInChangedAt: null, sessions: 1, lastUsedAt: ago(60_000), createdAt: ago(DAY) },
});

const invitationOf = (id: string, role: string) => ({
  ...{ id, role, invitedBy: "z", email: "z…@run.example", createdAt: ago(DAY), expiresAt: ago(-6 * DAY) },
});
const adminOf = (person: string, email: string) => ({ person, email, wallets: [], role: "admin", since: ago(DAY) });

export const SECOND = adminOf("z", "z…@run.example");

const actOf = (digit: string, verdict: "noted" | "unnoted") => ({
  ...{ transactionHash: `0x${digit.repeat(64)}`, block: 7, at: ago(DAY), sender: ACCOUNT, verdict },
  events: [{ name: "RoleGranted", role: "1", account: ACCOUNT }],
  note: verdict === "noted" ? { person: "q", action: "access-role.granting" } : null,
  acknowledgedAt: null as string | null,
});

/** A server that knows people and organisations, beside a node. */
export class People extends ConsoleServer {
  noted: unknown[] = [];
  lookedUp: unknown[] = [];
  /** As which transactions notes were sent. */
  named: unknown[] = [];
  waitsForSecond = false;
  acts = [actOf("a", "unnoted"), actOf("b", "noted")];
  raws: Hex[] = [];
  organisations = [farm];
  invitations = [
    { ...invitationOf("i1", "supplier"), organisation: FARM },
    { ...invitationOf("i2", "admin"), organisation: null },
  ];
  admins = [adminOf("p", "ann@run.example")];
  people = [personOf("q", "bob@farm.example"), personOf("r", null, ["auditor"])];
  rules = {
    twoPersons: true,
    proposals: [
      {
        id: "1",
        act: "give-admin",
        person: "q",
        account: null as string | null,
        proposedBy: "z",
        proposedAt: ago(0),
        expiresAt: ago(-DAY),
        confirmedAt: null,
      },
    ],
  };

  answersWith(stage: Stage, node: NodeAnswers): Record<string, Answer> {
    const noting = this.changing(
      (request) => this.noted.push(request.postDataJSON()),
      () => ({ id: this.waitsForSecond ? null : "n1" }),
    );
    return {
      "/api/config": json(configOf(stage.lettuce.chain, { demo: true })),
      "/api/demo/wallets": json([{ account: ACCOUNT, name: "The operator", privateKey: KEY }]),
      "/rpc": payingNode(node, this.raws),
      "/api/actors": json({ items: [], next: null }),
      "/api/installation/organisations": listOf(
        () => this.organisations,
        ({ state }, query) => [null, state].includes(query.get("state")),
      ),
      "/api/installation/organisations/0x\\w+": json(farm),
      "/api/installation/organisations/0x\\w+/chain-acts": noting,
      "/api/installation/operations/0x\\w+/chain-acts": noting,
      "/api/installation/access-roles/\\d/chain-acts": noting,
      "/api/installation/chain-notes/n1/transaction": this.changing((request) => this.named.push(request.postDataJSON())),
      "/api/installation/chain-acts": listOf(
        () => this.acts,
        ({ verdict }, query) => query.get("verdict") === null || query.get("verdict") === verdict,
      ),
      "/api/installation/chain-acts/0x\\w+/acknowledgement": this.changing(() => {
        this.acts = this.acts.map((act) => ({ ...act, acknowledgedAt: act.verdict === "unnoted" ? ago(0) : null }));
      }),
      "/api/installation/people": listOf(
        () => this.people,
        ({ person }, query) => [null, person].includes(query.get("named")),
      ),
      "/api/installation/persons/lookup": (route) => {
        this.lookedUp.push(route.request().postDataJSON());
        return json({ person: "q" })(route);
      },
      "/api/installation/roles/\\w+/\\w+": this.changing(),
      "/api/installation/roles": (route) => json({ items: this.admins })(route),
      "/api/installation/rules": (route) => {
        if (route.request().method() === "GET") return json(this.rules)(route);
        return this.changing((request) => Object.assign(this.rules, request.postDataJSON()))(route);
      },
      "/api/installation/proposals/1/confirmation": this.changing(() => (this.rules = { ...this.rules, proposals: [] })),
      "/api/installation/invitations": (route) => {
        if (route.request().method() === "POST")
          return route.fulfill({ status: 201, json: { token: "i".repeat(43), expiresAt: ago(-DAY) } });
        return listOf(
          () => this.invitations,
          ({ organisation, role }, query) => query.get("role") === null || (organisation === null && query.get("role") === role),
        )(route);
      },
      "/api/installation/invitations/\\w+": this.changing((request) => {
        this.invitations = this.invitations.filter(({ id }) => !request.url().endsWith(`/${id}`));
      }),
    };
  }
}
