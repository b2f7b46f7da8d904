import { storedFile, type StoredFile } from "@waybill/protocol/schemas/api/copies";
import { pinPlace } from "@waybill/protocol/schemas/api/documents";
import { FileText } from "lucide-react";
import { z } from "zod";
import { Chip } from "../../entities/Chip.tsx";
import { History } from "../../entities/console/History.tsx";
import { PinList } from "../../entities/documents/PinList.tsx";
import type { ListDefinition } from "../../entities/list/definition.ts";
import { PartyChip } from "../../entities/PartyChip.tsx";
import { RelativeTime } from "../../entities/Times.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { sendOwn } from "../../lib/session/session.ts";

const STATES = ["kept", "waiting", "missing", "removed"] as const;
const START = 12;

export const COPIES: ListDefinition<StoredFile> = {
  name: "copies",
  title: "operations.copies",
  path: "/api/installation/copies",
  item: storedFile,
  keyOf: ({ cid }) => cid,
  nameOf: ({ cid }) => cid,
  columns: [
    {
      id: "file",
      head: "operations.copies.file",
      cell: ({ cid, kind, visibility }) => (
        <span className="block min-w-40">
          <Chip value={cid} kind={kind} icon={<FileText aria-hidden />} short href={kind === "document" ? `/documents/${cid}` : undefined}>
            {cid.slice(0, START)}…
          </Chip>
          <span className="block text-muted">
            <T id={`operations.copies.${visibility ?? kind}`} />
          </span>
        </span>
      ),
      csv: ({ cid }) => cid,
    },
    {
      id: "owners",
      head: "document.owner",
      cell: ({ owners }) => (owners.length === 0 ? "–" : owners.map((party) => <PartyChip key={party.account} party={party} />)),
      csv: ({ owners }) => owners.map(({ account }) => account).join(" "),
    },
    {
      id: "size",
      head: "operations.copies.size",
      cell: ({ sizeBytes }) =>
        sizeBytes === null ? (
          "–"
        ) : (
          <span className="whitespace-nowrap tabular-nums">
            <T id="operations.copies.bytes" values={{ bytes: sizeBytes }} />
          </span>
        ),
      csv: ({ sizeBytes }) => sizeBytes,
    },
    {
      id: "stored",
      head: "document.stored",
      cell: ({ storedAt }) => (
        <span className="whitespace-nowrap">
          <RelativeTime time={storedAt} />
        </span>
      ),
      csv: ({ storedAt }) => storedAt,
    },
    {
      id: "pins",
      head: "document.pins",
      cell: ({ pins }) => (
        <div className="min-w-56">
          <PinList pins={pins} />
        </div>
      ),
      csv: ({ pins }) => pins.map(({ place, state }) => `${place} ${state}`).join(", "),
    },
  ],
  facets: [
    {
      kind: "choice",
      name: "state",
      label: "operations.copies.state",
      options: STATES.map((value) => ({ value, label: `document.pin.${value}` as const })),
    },
    {
      kind: "choice",
      name: "place",
      label: "operations.copies.place",
      options: pinPlace.options.map((value) => ({ value, label: `document.pin.${value}` as const })),
    },
    { kind: "text", name: "account", label: "actors.account" },
    { kind: "text", name: "cid", label: "document.cid" },
  ],
  empty: "operations.copies.none",
  every: 30_000,
  acts: [
    {
      id: "renew",
      act: "copies:renew",
      label: "operations.copies.renew",
      question: "operations.copies.renew.question",
      done: "operations.copies.renew.done",
      appliesTo: ({ removedAt }) => removedAt === null,
      reach: (files) => (
        <p>
          <T
            id="operations.copies.renew.reach"
            values={{ copies: files.reduce((sum, { pins }) => sum + pins.filter(({ state }) => state !== "kept").length, 0) }}
          />
        </p>
      ),
      perform: ({ cid }, _, idempotencyKey) => sendOwn(`/api/installation/copies/${cid}/renewal`, z.undefined(), { idempotencyKey }),
    },
  ],
  details: ({ cid }) => <History subject={cid} />,
};
