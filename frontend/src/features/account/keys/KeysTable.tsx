import type { ApiKeyView } from "@waybill/protocol/schemas/api/identity";
import { InstantText, RelativeTime } from "../../../entities/Times.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";

interface KeysTableProps {
  items: readonly ApiKeyView[];
  busy: boolean;
  onRotate: (id: string) => void;
  onRevoke: (id: string) => void;
}

/** The keys that are still good, each with its first characters, what it allows and its end. */
export function KeysTable({ items, busy, onRotate, onRevoke }: KeysTableProps) {
  const t = useText();
  return (
    <Table caption={t("account.keys")} hideCaption>
      <thead>
        <tr>
          {(["name", "allows", "expires", "used", "change"] as const).map((column) => (
            <Th key={column}>
              <T id={`account.key.${column}`} />
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map(({ id, name, scopes, expiresAt, lastUsedAt }) => (
          <tr key={id} data-key={id}>
            <Td className="min-w-44">
              <span className="font-medium">{name}</span>
              <span className="block font-mono text-xs text-muted">waybill_{id}…</span>
            </Td>
            <Td>
              {scopes.map((scope) => (
                <span key={scope} className="block whitespace-nowrap">
                  <T id={`account.scope.${scope}`} />
                </span>
              ))}
            </Td>
            <Td className="whitespace-nowrap">
              <InstantText time={expiresAt} />
            </Td>
            <Td className="whitespace-nowrap">
              {lastUsedAt === null ? <T id="account.key.unused" /> : <RelativeTime time={lastUsedAt} />}
            </Td>
            <Td className="whitespace-nowrap">
              <div className="flex gap-2">
                <Button size="small" busy={busy} onClick={() => onRotate(id)} aria-label={t("account.key.rotate.of", { name })}>
                  <T id="account.key.rotate" />
                </Button>
                <Button
                  size="small"
                  look="danger"
                  busy={busy}
                  onClick={() => onRevoke(id)}
                  aria-label={t("account.key.revoke.of", { name })}
                >
                  <T id="account.key.revoke" />
                </Button>
              </div>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
