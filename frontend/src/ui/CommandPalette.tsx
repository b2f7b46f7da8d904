import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { useRef, useState } from "react";

/** One thing that can be done from anywhere. */
export interface Command {
  id: string;
  label: string;
  run: () => void;
}

export interface CommandGroup {
  /** Its heading. */
  value: string;
  items: readonly Command[];
}

interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  groups: readonly CommandGroup[];
  /** What can be done with what was typed, last of all; their labels hold it. */
  more: (typed: string) => CommandGroup;
  title: string;
  placeholder: string;
  /** Said when nothing matches. */
  empty: string;
}

/** Type to find a page or a command, arrows to choose, Enter to do it. What is typed as soon as it opens is its own, however slow the machine. */
export function CommandPalette({ open, onOpenChange, groups, more, title, placeholder, empty }: CommandPaletteProps) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [wasOpen, setWasOpen] = useState(open);
  if (open !== wasOpen) {
    setWasOpen(open);
    // Not at its end: it may be opened again before it is seen to be closed.
    if (open) setText("");
  }
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.45)]" />
        <Dialog.Popup
          // At once: left to itself the dialog takes the focus a frame later, and what is typed until then is lost.
          initialFocus={() => {
            input.current?.focus();
            return false;
          }}
          className="fixed inset-x-3 top-3 z-50 mx-auto flex max-h-[min(36rem,calc(100dvh-1.5rem))] max-w-xl flex-col overflow-hidden rounded-2xl border border-line bg-surface shadow-2xl outline-none sm:top-[12vh]"
        >
          <Dialog.Title className="sr-only">{title}</Dialog.Title>
          <Autocomplete.Root
            open
            inline
            items={text.trim() === "" ? groups : [...groups, more(text)]}
            value={text}
            onValueChange={setText}
            itemToStringValue={({ label }: Command) => label}
            autoHighlight="always"
            keepHighlight
          >
            <div className="flex items-center gap-2.5 border-b border-line px-4">
              <Search aria-hidden className="size-5 shrink-0 text-muted" />
              <Autocomplete.Input
                ref={input}
                aria-label={title}
                placeholder={placeholder}
                className="min-h-13 w-full bg-transparent text-base outline-none placeholder:text-muted"
              />
            </div>
            <div className="min-h-0 overflow-y-auto p-2">
              <Autocomplete.Empty className="px-3 text-muted not-empty:py-4">{empty}</Autocomplete.Empty>
              <Autocomplete.List>
                {(group: CommandGroup) => (
                  <Autocomplete.Group key={group.value} items={group.items}>
                    <Autocomplete.GroupLabel className="px-3 pt-2 pb-1 text-sm text-muted">{group.value}</Autocomplete.GroupLabel>
                    <Autocomplete.Collection>
                      {(command: Command) => (
                        <Autocomplete.Item
                          key={command.id}
                          value={command}
                          onClick={() => {
                            onOpenChange(false);
                            command.run();
                          }}
                          className="flex min-h-10 cursor-pointer items-center rounded-md px-3 py-1.5 outline-none data-highlighted:bg-sunken"
                        >
                          {command.label}
                        </Autocomplete.Item>
                      )}
                    </Autocomplete.Collection>
                  </Autocomplete.Group>
                )}
              </Autocomplete.List>
            </div>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
