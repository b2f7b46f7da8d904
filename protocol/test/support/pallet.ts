import { unitOf } from "../../src/hashing/unit.ts";
import type { CustodyProof, CustodyStep } from "../../src/schemas/bundle.ts";
import type { Hex32, Subject } from "../../src/schemas/primitives.ts";
import { handoverTypedData } from "../../src/typed-data/custody.ts";
import { accountNamed, addressOf, profileNamed, saltNamed } from "./accounts.ts";
import { PALLET } from "./events.ts";
import type { FakeChain } from "./fake-chain.ts";
import { signTypedData } from "./service.ts";

/** A logistic unit under custody on the fake chain, and the proof that a service would hand out. */
export class FakePallet {
  readonly chain: FakeChain;
  readonly subject = PALLET as Subject;
  readonly salt: Hex32;
  readonly unit: Hex32;
  readonly steps: CustodyStep[] = [];
  private readonly names = new Set<string>();

  constructor(chain: FakeChain, holder: string, docHash: Hex32, name = "pallet") {
    this.chain = chain;
    this.salt = saltNamed(name);
    this.unit = unitOf(this.subject, this.salt);
    this.names.add(holder);
    const account = addressOf(accountNamed(holder));
    const { transactionHash, timestamp } = chain.changeCustody(this.unit, { kind: "opened", from: null, to: account, docHash });
    this.steps.push({ kind: "opened", seq: 0, holder: account, docHash, transactionHash, timestamp });
  }

  /**
   * `signed: false` is a handover that left no signatures behind, as a consignment of many units does; `receiverKey` names the key that
   * signs for the receiver, whose account may be a contract.
   */
  async handOver(from: string, to: string, docHash: Hex32, { signed = true, receiverKey = to } = {}): Promise<void> {
    this.names.add(from).add(to);
    const parties = { from: addressOf(accountNamed(from)), to: addressOf(accountNamed(to)) };
    const { seq, transactionHash, timestamp } = this.chain.changeCustody(this.unit, { kind: "handed-over", ...parties, docHash });
    const message = { unit: this.unit, ...parties, seq, docHash, deadline: timestamp + 3600 };
    const typedData = handoverTypedData(this.chain, message);
    const signatureOf = async (name: string) => (signed ? signTypedData(accountNamed(name), typedData) : null);
    const { unit: _unit, ...step } = message;
    const signatures = { fromSignature: await signatureOf(from), toSignature: await signatureOf(receiverKey) };
    this.steps.push({ kind: "handed-over", ...step, ...signatures, transactionHash, timestamp });
  }

  close(holder: string): void {
    const account = addressOf(accountNamed(holder));
    const { seq, transactionHash, timestamp } = this.chain.changeCustody(this.unit, {
      kind: "closed",
      from: account,
      to: null,
      docHash: null,
    });
    this.steps.push({ kind: "closed", seq, holder: account, transactionHash, timestamp });
  }

  refuse(by: string, offeredBy: string): void {
    this.names.add(by);
    const parties = { from: addressOf(accountNamed(offeredBy)), to: addressOf(accountNamed(by)) };
    const { seq, transactionHash, timestamp } = this.chain.changeCustody(this.unit, { kind: "rejected", ...parties, docHash: null });
    this.steps.push({ kind: "rejected", seq, by: parties.to, transactionHash, timestamp });
  }

  proof(): CustodyProof {
    return { subject: this.subject, salt: this.salt, unit: this.unit, steps: [...this.steps], profiles: [...this.names].map(profileNamed) };
  }
}
