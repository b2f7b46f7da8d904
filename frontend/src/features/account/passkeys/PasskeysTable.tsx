import type { PasskeyView } from "@waybill/protocol/schemas/api/passkeys";
import { useState } from "react";
import { InstantText, RelativeTime } from "../../../entities/Times.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";
import { RenamePasskey } from "./RenamePasskey.tsx";

interface PasskeysTableProps {
  items: readonly PasskeyView[];
  busy: boolean;
  onRename: (id: string, name: string) => void;
  onRemove: (passkey: PasskeyView) => void;
}

/** Where each passkey is, since when and when it was last used. */
export function PasskeysTable({ items, ...rest }: PasskeysTableProps) {
  const t = useText();
  return (
    <Table caption={t("account.passkeys")} hideCaption>
      <thead>
        <tr>
          {(["name", "made", "used", "change"] as const).map((column) => (
            <Th key={column}>
              <T id={`account.passkey.${column}`} />
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((passkey) => (
          <Row key={passkey.id} passkey={passkey} {...rest} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ passkey, busy, onRename, onRemove }: Omit<PasskeysTableProps, "items"> & { passkey: PasskeyView }) {
  const t = useText();
  const [isRenaming, setIsRenaming] = useState(false);
  const { id, name, isSynced, isDiscoverable, createdAt, lastUsedAt } = passkey;
  const rename = (chosen: string) => {
    setIsRenaming(false);
    if (chosen !== name) onRename(id, chosen);
  };
  return (
    <tr data-passkey={id}>
      <Td className="min-w-44">
        {isRenaming ? (
          <RenamePasskey name={name} onRename={rename} onLeave={() => setIsRenaming(false)} />
        ) : (
          <>
            <span className="font-medium break-words">{name}</span>
            <span className="block text-xs text-muted">
              <T id={isSynced ? "account.passkey.synced" : "account.passkey.on-one"} />
            </span>
            {!isDiscoverable && (
              <span className="block text-xs text-muted">
                <T id="account.passkey.proves-only" />
              </span>
            )}
          </>
        )}
      </Td>
      <Td className="whitespace-nowrap">
        <InstantText time={createdAt} />
      </Td>
      <Td className="whitespace-nowrap">{lastUsedAt === null ? <T id="account.passkey.unused" /> : <RelativeTime time={lastUsedAt} />}</Td>
      <Td className="whitespace-nowrap">
        <div className="flex gap-2">
          <Button
            size="small"
            busy={busy}
            disabled={isRenaming}
            onClick={() => setIsRenaming(true)}
            aria-label={t("account.passkey.rename.of", { name })}
          >
            <T id="account.passkey.rename" />
          </Button>
          <Button
            size="small"
            look="danger"
            busy={busy}
            onClick={() => onRemove(passkey)}
            aria-label={t("account.passkey.remove.of", { name })}
          >
            <T id="account.passkey.remove" />
          </Button>
        </div>
      </Td>
    </tr>
  );
}
