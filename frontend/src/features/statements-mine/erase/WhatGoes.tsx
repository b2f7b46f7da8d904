import type { ErasurePreview } from "@waybill/protocol/schemas/api/traceability";
import { Eraser, Lock, Users } from "lucide-react";
import type { ReactNode } from "react";
import { SubjectChip } from "../../../entities/SubjectChip.tsx";
import { T } from "../../../lib/i18n/text.tsx";

/** What an erasure takes away, what it leaves, and what nobody here can reach. */
export function WhatGoes({ preview: { isSigned, subjects, isInBatch, deliveries } }: { preview: ErasurePreview }) {
  const goods = subjects.length > 0 && (
    <span className="mt-1 flex flex-wrap gap-2">
      {subjects.map((subject) => (
        <SubjectChip key={subject} subject={subject} />
      ))}
    </span>
  );
  const names = (
    <li>
      <T id={isInBatch ? "erase.stays.goods" : "erase.goes.goods"} values={{ count: subjects.length }} />
      {goods}
    </li>
  );
  return (
    <div className="space-y-4">
      <Part icon={<Eraser aria-hidden />} title={<T id="erase.goes" />}>
        <li>
          <T id="erase.goes.content" values={{ signed: isSigned ? "yes" : "no" }} />
        </li>
        <li>
          <T id="erase.goes.index" />
        </li>
        {deliveries > 0 && (
          <li>
            <T id="erase.goes.deliveries" values={{ count: deliveries }} />
          </li>
        )}
        {!isInBatch && subjects.length > 0 && names}
      </Part>
      <Part icon={<Lock aria-hidden />} title={<T id="erase.stays" />}>
        <li>
          <T id="erase.stays.commitment" />
        </li>
        {isInBatch && subjects.length > 0 && names}
        <li>
          <T id="erase.stays.others" />
        </li>
      </Part>
      <Part icon={<Users aria-hidden />} title={<T id="erase.beyond" />}>
        <li>
          <T id="erase.beyond.copies" />
        </li>
        <li>
          <T id="erase.beyond.documents" />
        </li>
      </Part>
    </div>
  );
}

function Part({ icon, title, children }: { icon: ReactNode; title: ReactNode; children: ReactNode }) {
  return (
    <section className="rounded-xl border border-line bg-surface p-4 sm:p-5">
      <h3 className="flex items-center gap-2 text-lg [&>svg]:size-5 [&>svg]:shrink-0 [&>svg]:text-muted">
        {icon}
        {title}
      </h3>
      <ul className="mt-2 list-disc space-y-1.5 pl-6">{children}</ul>
    </section>
  );
}
