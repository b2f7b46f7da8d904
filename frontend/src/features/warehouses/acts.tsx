import { warehouseView, type WarehouseView } from "@waybill/protocol/schemas/api/warehouses";
import type { ListAct } from "../../entities/list/definition.ts";
import { T } from "../../lib/i18n/text.tsx";
import { sendOwn } from "../../lib/session/session.ts";
import { RemovalReach } from "./RemovalReach.tsx";
import { pathOf } from "./use-warehouses.ts";

type WarehouseAct = ListAct<WarehouseView>;

const PAUSE: WarehouseAct = {
  ...{ id: "pause", act: "warehouses:pause", label: "warehouses.pause", isDangerous: true },
  ...{ question: "warehouses.pause.question", done: "warehouses.pause.done" },
  appliesTo: ({ isPaused, removedAt }) => !isPaused && removedAt === null,
  reach: ({ length }) => <T id="warehouses.pause.reach" values={{ count: length }} />,
  perform: ({ id }, _, idempotencyKey) => sendOwn(`${pathOf(id)}/pause`, warehouseView, { idempotencyKey }),
};

const RESUME: WarehouseAct = {
  ...{ id: "resume", act: "warehouses:resume", label: "warehouses.resume" },
  ...{ question: "warehouses.resume.question", done: "warehouses.resume.done" },
  appliesTo: ({ isPaused, removedAt }) => isPaused && removedAt === null,
  reach: () => <T id="warehouses.resume.reach" />,
  perform: ({ id }, _, idempotencyKey) => sendOwn(`${pathOf(id)}/resume`, warehouseView, { idempotencyKey }),
};

const ACCEPT: WarehouseAct = {
  ...{ id: "accept", act: "warehouses:accept", label: "warehouses.accept", isDangerous: true },
  ...{ question: "warehouses.accept.question", done: "warehouses.accept.done" },
  appliesTo: ({ otherInstance }) => otherInstance !== null,
  reach: (warehouses) => (
    <div className="space-y-4">
      <p>
        <T id="warehouses.accept.reach" />
      </p>
      {warehouses.map(({ id, name, instance, otherInstance }) => (
        <dl key={id} className="grid gap-x-4 text-sm sm:grid-cols-[10rem_1fr]">
          <dt className="text-muted">
            <T id="warehouses.name" />
          </dt>
          <dd>{name}</dd>
          <dt className="text-muted">
            <T id="warehouses.instance" />
          </dt>
          <dd className="font-mono break-all">{instance}</dd>
          <dt className="text-muted">
            <T id="warehouses.instance.other" />
          </dt>
          <dd className="font-mono break-all">{otherInstance}</dd>
        </dl>
      ))}
    </div>
  ),
  // That one alone which was shown: should yet another come forward meanwhile, it is refused.
  perform: ({ id, otherInstance }, _, idempotencyKey) =>
    sendOwn(`${pathOf(id)}/instance`, warehouseView, { body: { instance: otherInstance }, idempotencyKey }),
};

const REMOVE: WarehouseAct = {
  ...{ id: "remove", act: "warehouses:remove", label: "warehouses.remove", isDangerous: true },
  ...{ question: "warehouses.remove.question", done: "warehouses.remove.done" },
  appliesTo: ({ removedAt }) => removedAt === null,
  reach: (warehouses) => <RemovalReach warehouses={warehouses} />,
  perform: ({ id }, _, idempotencyKey) => sendOwn(`${pathOf(id)}/removal`, warehouseView, { idempotencyKey }),
};

const LET_IN: WarehouseAct = {
  ...{ id: "let-in", act: "warehouses:letIn", label: "warehouses.let-in" },
  ...{ question: "warehouses.let-in.question", done: "warehouses.let-in.done" },
  appliesTo: ({ removedAt }) => removedAt !== null,
  reach: ({ length }) => <T id="warehouses.let-in.reach" values={{ count: length }} />,
  perform: ({ id }, _, idempotencyKey) => sendOwn(`${pathOf(id)}/admission`, warehouseView, { idempotencyKey }),
};

export const ACTS: readonly WarehouseAct[] = [ACCEPT, PAUSE, RESUME, REMOVE, LET_IN];
