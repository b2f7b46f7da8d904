import { Toast as Base } from "@base-ui/react/toast";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./Button.tsx";
import { StatusShape, type Tone } from "./StatusMark.tsx";

interface ToastData {
  tone: Tone;
}

/** Holds the messages that pass by themselves. Wrap the application in it once. */
export function ToastProvider({ children, closeLabel }: { children: ReactNode; closeLabel: string }) {
  return (
    <Base.Provider timeout={8000}>
      {children}
      <Base.Portal>
        <Base.Viewport className="fixed inset-x-4 bottom-4 z-70 mx-auto flex max-w-md flex-col gap-2 sm:right-6 sm:left-auto sm:mx-0 sm:w-96">
          <ToastList closeLabel={closeLabel} />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function ToastList({ closeLabel }: { closeLabel: string }) {
  const { toasts } = Base.useToastManager<ToastData>();
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      className="flex gap-3 rounded-xl border border-line bg-surface p-4 shadow-xl transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
    >
      <StatusShape tone={toast.data?.tone ?? "neutral"} className="mt-0.5" />
      <div className="min-w-0 flex-1">
        <Base.Title className="font-sans text-base font-semibold tracking-normal" />
        <Base.Description className="text-sm text-muted" />
      </div>
      <Base.Close render={<Button look="quiet" size="icon" aria-label={closeLabel} className="-my-1 -mr-1" />}>
        <X aria-hidden />
      </Base.Close>
    </Base.Root>
  ));
}

/** Says something that passes: `const toast = useToast(); toast("passed", "Sent", "…")`. A failure is announced at once. */
export function useToast(): (tone: Tone, title: string, description?: string) => void {
  const { add } = Base.useToastManager<ToastData>();
  return (tone, title, description) => add({ title, description, priority: tone === "failed" ? "high" : "low", data: { tone } });
}
