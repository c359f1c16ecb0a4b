// Files that a reader drops on an element or pastes into it, folders and all that is in them included.

export interface Found {
  /** With the folders it lay in. */
  readonly path: string;
  readonly file: File;
}

/** Adds the files of a folder to `found`, until there are more than `most`. */
async function filesIn(entry: FileSystemEntry, found: Found[], most: number): Promise<void> {
  if (found.length > most) return;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    found.push({ path: entry.fullPath.replace(/^\//, ''), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader gives a hundred at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0 || found.length > most) return;
    for (const each of some) await filesIn(each, found, most);
  }
}

async function filesOf(transfer: DataTransfer, most: number): Promise<Found[]> {
  // Entries must be taken before anything is waited for: the transfer is emptied then.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry !== null && entry !== undefined);
  const files = [...transfer.files].map((file) => ({ path: file.name, file }));
  if (entries.length === 0) return files;
  const found: Found[] = [];
  for (const entry of entries) await filesIn(entry, found, most);
  return found;
}

/**
 * Calls back with what is dropped on `host`; while files hover over it, it has the class `dropping`.
 * @param most files that are taken: of a folder with more, those beyond one more are not even looked for
 */
export function dropped(host: HTMLElement, signal: AbortSignal, most: number, take: (found: Promise<Found[]>) => unknown): void {
  const hover = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    host.classList.add('dropping');
  };
  const leave = () => host.classList.remove('dropping');
  for (const type of ['dragenter', 'dragover'] as const) host.addEventListener(type, hover, { signal });
  host.addEventListener('dragleave', leave, { signal });
  host.addEventListener(
    'drop',
    (event) => {
      leave();
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      take(filesOf(event.dataTransfer, most));
    },
    { signal },
  );
}

/** Calls back with files that are pasted while the focus is in `host`, or nowhere. */
export function pasted(host: HTMLElement, signal: AbortSignal, take: (files: readonly File[]) => unknown): void {
  document.addEventListener(
    'paste',
    (event) => {
      const { activeElement } = document;
      const ours = activeElement === null || activeElement === document.body || host.contains(activeElement);
      const files = [...(event.clipboardData?.files ?? [])];
      if (!ours || files.length === 0) return;
      event.preventDefault();
      take(files);
    },
    { signal },
  );
}
