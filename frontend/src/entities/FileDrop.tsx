import { useState, type DragEvent, type ReactNode } from "react";
import { cn } from "../lib/class-names.ts";

interface FileDropProps {
  icon: ReactNode;
  /** Types of files, as the picker of the browser takes them. */
  accept: string;
  /** Name of the file that is at hand, or what to do while there is none. */
  children: ReactNode;
  /** The button that opens the picker. */
  action: ReactNode;
  /** What happens to the file. */
  hint: ReactNode;
  onFile: (file: File) => void;
}

/** One file, dropped here or chosen. It is handed over and goes nowhere by itself. */
export function FileDrop({ icon, accept, children, action, hint, onFile }: FileDropProps) {
  const [isOver, setIsOver] = useState(false);
  const take = (file: File | undefined) => file !== undefined && onFile(file);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={cn(
        "rounded-2xl border-2 border-dashed border-line-strong bg-surface p-6 text-center sm:p-8 [&>svg]:mx-auto [&>svg]:size-8 [&>svg]:text-accent",
        isOver && "border-accent bg-accent-soft",
      )}
    >
      {icon}
      <p className="mt-2 text-lg break-words">{children}</p>
      <label className="mt-3 inline-flex min-h-11 cursor-pointer items-center rounded-lg border border-line-strong bg-surface px-4 font-medium focus-within:outline-3 focus-within:outline-offset-2 focus-within:outline-focus hover:bg-sunken">
        <input
          type="file"
          accept={accept}
          className="sr-only"
          onChange={(event) => {
            take(event.target.files?.[0]);
            // The same file, put right meanwhile, can be chosen again.
            event.target.value = "";
          }}
        />
        {action}
      </label>
      <p className="mt-3 text-sm text-muted">{hint}</p>
    </div>
  );
}
