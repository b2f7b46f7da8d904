import type { PrivateKeyAccount } from "viem/accounts";
import { logLeaf } from "../../src/hashing/anchor-log.ts";
import { batchLeaves } from "../../src/hashing/batch.ts";
import { commitmentOf } from "../../src/hashing/commitment.ts";
import { correctsOf } from "../../src/hashing/corrects.ts";
import { historyHeadOf, historyLeaf, ZERO_HEX32 } from "../../src/hashing/history.ts";
import type { JsonObject } from "../../src/hashing/lossless-json.ts";
import { frontierOf } from "../../src/hashing/merkle-frontier.ts";
import { inclusionProof, rootOf } from "../../src/hashing/merkle-tree.ts";
import { profileHashOf } from "../../src/hashing/profile.ts";
import { subjectsOf } from "../../src/identifiers/subjects-of.ts";
import type {
  Anchoring,
  BundledStatement,
  CustodyProof,
  EventBundle,
  HistoryEntry,
  HistoryProof,
  JourneyBundle,
  Profile,
} from "../../src/schemas/bundle.ts";
import type { Address, Hex32, Subject } from "../../src/schemas/primitives.ts";
import { hashStatement, prepareStatement } from "../../src/typed-data/prepare-statement.ts";
import { ROLE } from "../../src/typed-data/roles.ts";
import { accountNamed, addressOf, profileNamed, saltNamed } from "./accounts.ts";
import type { ActorState, AnchoredLog } from "../../src/verify/chain-reader.ts";

/** Where a transaction ended up. */
export interface Mined {
  blockNumber: number;
  blockHash: Hex32;
  transactionHash: Hex32;
  timestamp: number;
}

/** A chain to anchor on: in memory, or a real one. */
export interface AnchoringChain {
  readonly chainId: number;
  readonly supplyChain: Address;
  register(account: Address, actor: Pick<ActorState, "roles" | "profileHash">): void | Promise<void>;
  anchor(author: Address, root: Hex32): (Mined & { index: number }) | Promise<Mined & { index: number }>;
  /** All entries of the log. */
  anchors(): AnchoredLog[] | Promise<AnchoredLog[]>;
}

export interface Statement {
  event: JsonObject;
  eventId: EventBundle["eventId"];
  eventHash: Hex32;
  contentDigest: Hex32;
  salt: Hex32;
  commitment: Hex32;
  author: EventBundle["author"];
  subjects: Subject[];
}

interface Batch extends Mined {
  index: number;
  root: Hex32;
  leaves: Hex32[];
  commitments: Hex32[];
  histories: { subject: string; entries: HistoryEntry[] }[];
}

/** What a service that anchors for others does, in memory: takes statements, anchors batches, hands out bundles. */
export class FakeService {
  readonly chain: AnchoringChain;
  readonly keeper: Address;
  readonly batches: Batch[] = [];
  private histories = new Map<string, HistoryEntry[]>();
  private log: AnchoredLog[] = [];
  private salts = 0;

  private constructor(chain: AnchoringChain, keeper: Address) {
    this.chain = chain;
    this.keeper = keeper;
  }

  /** A service whose account is a registered anchorer. */
  static async start(chain: AnchoringChain, keeper = "Keeper"): Promise<FakeService> {
    const service = new FakeService(chain, addressOf(accountNamed(keeper)));
    await service.enrol(keeper, ROLE.anchorer);
    return service;
  }

  /** Registers an organisation under the profile of its name. */
  async enrol(name: string, roles: number = ROLE.producer): Promise<Profile> {
    const profile = profileNamed(name);
    await this.chain.register(profile.account as Address, { roles, profileHash: profileHashOf(profile) });
    return profile;
  }

  async sign(event: JsonObject, name: string): Promise<Statement> {
    const key = accountNamed(name);
    const statement = this.prepare(event, name, "signed");
    const { typedData } = prepareStatement(event, { salt: statement.salt, account: addressOf(key), chain: this.chain });
    return { ...statement, author: { ...statement.author, kind: "signed", signature: await signTypedData(key, typedData) } };
  }

  claim(event: JsonObject, name: string): Statement {
    const statement = this.prepare(event, name, "claimed");
    return { ...statement, author: { ...statement.author, kind: "claimed" } };
  }

  async anchor(...statements: Statement[]): Promise<Batch> {
    const touched = new Set<string>();
    for (const { subjects, commitment, event, eventHash } of statements) {
      for (const subject of subjects) {
        const entries = this.histories.get(subject) ?? [];
        this.histories.set(subject, [
          ...entries,
          { commitment, corrects: correctsOf(event, eventHash) as HistoryEntry["corrects"] } as HistoryEntry,
        ]);
        touched.add(subject);
      }
    }
    const histories = [...touched].map((subject) => ({ subject, entries: this.histories.get(subject) ?? [] }));
    return this.anchorBatch(
      statements.map(({ commitment }) => commitment),
      histories,
    );
  }

  /** Lists a unit that was put under custody in the history of its SSCC. */
  async listUnit(subject: string, unit: Hex32): Promise<Batch> {
    const entries = [...(this.histories.get(subject) ?? []), { commitment: unit, corrects: null }];
    this.histories.set(subject, entries);
    return this.anchorBatch([], [{ subject, entries }]);
  }

  /** Anchors whatever lists one likes: for services that lie. */
  async anchorBatch(commitments: Hex32[], histories: Batch["histories"], author = this.keeper): Promise<Batch> {
    const leaves = batchLeaves({
      previousRoot: this.batches.at(-1)?.root ?? ZERO_HEX32,
      commitments,
      historyLeaves: histories.map(({ subject, entries }) =>
        historyLeaf({ subject, salt: saltNamed(subject), count: entries.length, head: historyHeadOf(entries) }),
      ),
    });
    const batch = { root: rootOf(leaves), leaves, commitments, histories, ...(await this.chain.anchor(author, rootOf(leaves))) };
    this.batches.push(batch);
    this.log = await this.chain.anchors();
    return batch;
  }

  eventBundle(statement: Statement, declarations: readonly Statement[] = []): EventBundle {
    return {
      format: "waybill-event-bundle",
      version: 1,
      chain: { chainId: this.chain.chainId, supplyChain: this.chain.supplyChain, fromBlock: 1 },
      ...this.statementBundle(statement),
      ...(declarations.length === 0 ? {} : { declarations: declarations.map((declaration) => this.statementBundle(declaration)) }),
      histories: statement.subjects.flatMap((subject) => this.historyProof(subject) ?? []),
    };
  }

  journeyBundle(subject: string, statements: readonly Statement[], custody: CustodyProof[] = []): JourneyBundle {
    const subjects = [...new Set(statements.flatMap((statement) => statement.subjects))];
    return {
      format: "waybill-journey-bundle",
      version: 1,
      chain: { chainId: this.chain.chainId, supplyChain: this.chain.supplyChain, fromBlock: 1 },
      subject: subject as Subject,
      events: statements.map((statement) => this.statementBundle(statement)),
      erased: [],
      histories: subjects.flatMap((name) => this.historyProof(name) ?? []),
      custody,
    };
  }

  historyProof(subject: string): HistoryProof | undefined {
    const batch = this.batches.findLast(({ histories }) => histories.some((history) => history.subject === subject));
    if (batch === undefined) return undefined;
    const position = batch.histories.findIndex((history) => history.subject === subject);
    const anchoring = this.anchoring(batch, 1 + batch.commitments.length + position);
    return { subject: subject as Subject, salt: saltNamed(subject), entries: batch.histories[position]?.entries ?? [], anchoring };
  }

  private statementBundle({ subjects: _subjects, eventHash: _eventHash, ...statement }: Statement): BundledStatement {
    const batch = this.batches.find(({ commitments }) => commitments.includes(statement.commitment));
    const anchoring = batch === undefined ? null : this.anchoring(batch, 1 + batch.commitments.indexOf(statement.commitment));
    return { ...statement, anchoring };
  }

  private anchoring({ root, leaves, index, ...place }: Batch, leaf: number): Anchoring {
    const log = this.log.map(logLeaf);
    const { blockNumber, blockHash, transactionHash, timestamp } = place;
    const author = this.log[index]?.author ?? this.keeper;
    const entry = inclusionProof(log, index);
    const anchor = { root, author, timestamp, entry, frontier: [...frontierOf(log).peaks], blockNumber, blockHash, transactionHash };
    return { inclusion: inclusionProof(leaves, leaf), anchor };
  }

  private prepare(
    event: JsonObject,
    name: string,
    kind: "signed" | "claimed",
  ): Omit<Statement, "author"> & { author: { account: Address; profile: Profile } } {
    const salt = saltNamed(`statement ${this.salts++}`);
    const account = addressOf(accountNamed(name));
    const { eventId, eventHash, contentDigest, contentHash, fieldsRoot } = hashStatement(event, salt);
    const commitment = commitmentOf({ kind, contentHash, fieldsRoot, account });
    const subjects = [...new Set(subjectsOf(event).map(({ subject }) => subject))];
    return { event, eventId, eventHash, contentDigest, salt, commitment, author: { account, profile: profileNamed(name) }, subjects };
  }
}

type Signable = Parameters<PrivateKeyAccount["signTypedData"]>[0];

export function signTypedData(key: PrivateKeyAccount, typedData: object): Promise<`0x${string}`> {
  return key.signTypedData(typedData as Signable);
}
