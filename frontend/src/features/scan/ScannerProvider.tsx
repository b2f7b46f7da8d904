import { lazy, Suspense, useCallback, useState, type ReactNode } from "react";
import { ScannerContext } from "../../entities/pickers/scanner.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Spinner } from "../../ui/Progress.tsx";

const CameraScanner = lazy(async () => ({ default: (await import("./CameraScanner.tsx")).CameraScanner }));

/** Lets any form open the camera in a dialog and take the first code that it reads. */
export function ScannerProvider({ children }: { children: ReactNode }) {
  const t = useText();
  const [taker, setTaker] = useState<{ take: (text: string) => void } | null>(null);
  const openScanner = useCallback((take: (text: string) => void) => setTaker({ take }), []);
  return (
    <ScannerContext value={openScanner}>
      {children}
      <Dialog
        open={taker !== null}
        onOpenChange={(open) => !open && setTaker(null)}
        title={<T id="scan.title" />}
        closeLabel={t("app.close")}
      >
        {taker !== null && (
          <Suspense fallback={<Spinner />}>
            <CameraScanner
              onCode={(text) => {
                setTaker(null);
                taker.take(text);
              }}
            />
          </Suspense>
        )}
      </Dialog>
    </ScannerContext>
  );
}
