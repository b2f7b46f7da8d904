import type { ReactNode } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { typedFieldsOf } from "../../lib/signing/typed-fields.ts";
import type { TypedDataToShow } from "./ask-store.ts";

/** EIP-712 data the plain way, as wallets show it: domain, then every field. */
export function TypedDataTable({ account, typedData }: { account: string; typedData: TypedDataToShow }) {
  return (
    <div className="space-y-4 text-sm">
      <Rows
        title={<T id="demo.request" />}
        rows={[
          ["account", account],
          ["primaryType", typedData.primaryType],
        ]}
      />
      <Rows title={<T id="signing.domain" />} rows={Object.entries(typedData.domain)} />
      <Rows title={<T id="demo.message" />} rows={messageRows(typedData)} />
    </div>
  );
}

function messageRows({ types, primaryType, message }: TypedDataToShow): [string, unknown][] {
  return typedFieldsOf(types, primaryType, message).map(({ name, value }) => [name, value]);
}

/** Names and values, as wallets show them. */
export function Rows({ title, rows }: { title: ReactNode; rows: readonly (readonly [string, unknown])[] }) {
  return (
    <section>
      <h3 className="font-sans text-sm font-semibold text-muted">{title}</h3>
      <dl className="mt-1 divide-y divide-line rounded-lg border border-line">
        {rows.map(([name, value]) => (
          <div key={name} className="px-3 py-2">
            <dt className="font-mono text-xs text-muted">{name}</dt>
            <dd className="font-mono break-all">{String(value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
