// The line at the foot of each page: save the site for offline, use a newer edition, remove the copy.

const PREFIX = (folder: string) => `two-numbers:${folder}:`;

/** Milliseconds for a newer edition to take over before the page is loaded anew to help it. */
const PATIENCE = 10_000;
/** So many times the page is loaded anew, so that a newer edition can take over. */
const MOST_HELP = 5;
/** In this tab's storage: the page was loaded anew before the newer edition had taken over, and may be the old one still. */
const HELPED = `two-numbers:${import.meta.env.BASE_URL}:edition`;

class OfflineCopy extends HTMLElement {
  connectedCallback(): void {
    // Without a secure address, or in a frame without storage, there are no service workers.
    if (!('serviceWorker' in navigator)) return;
    void this.#start().catch(() => (this.hidden = true));
  }

  async #start(): Promise<void> {
    const { folder = '/' } = this.dataset;
    const says = this.querySelector<HTMLElement>('[role=status]')!;
    const [save, use, remove] = ['save', 'use', 'remove'].map((name) => this.querySelector<HTMLButtonElement>(`[name=${name}]`)!) as [
      HTMLButtonElement,
      HTMLButtonElement,
      HTMLButtonElement,
    ];
    let registration = await navigator.serviceWorker.getRegistration(folder);
    let failed = '';
    let saving = '';

    const draw = () => {
      const [active, waiting, installing] = [registration?.active, registration?.waiting, registration?.installing];
      save.hidden = Boolean(active ?? waiting ?? installing);
      use.hidden = !active || !waiting;
      remove.hidden = !active;
      says.textContent =
        failed ||
        (installing && !active && (saving || 'Saving this site.')) ||
        (active && waiting && 'A newer edition of this site is ready.') ||
        (active && 'This site is saved for offline.') ||
        'All pages, digits and recorded runs: tens of megabytes.';
    };
    const follow = (worker: ServiceWorker | null) => {
      worker?.addEventListener('statechange', () => {
        if (worker.state === 'redundant' && !registration?.active) {
          failed = 'The site could not be saved: a file did not come, or there is no room.';
          registration = undefined;
        }
        draw();
      });
    };
    const watch = () => {
      follow(registration?.installing ?? registration?.waiting ?? null);
      registration?.addEventListener('updatefound', () => {
        follow(registration?.installing ?? null);
        draw();
      });
    };
    navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<{ saved?: number; of?: number }>) => {
      if (data?.saved) saving = `Saving this site: ${data.saved} of ${data.of} files.`;
      draw();
    });
    /** Loads the page anew once the newer edition answers for it: it is activated after it has claimed this page. */
    const takeOver = () => {
      const next = registration?.waiting ?? registration?.active;
      next?.addEventListener('statechange', () => next.state === 'activated' && location.reload());
      registration?.waiting?.postMessage('use');
    };
    /** An answer of the old edition that is still under way keeps it: it ends with the page, which is loaded anew a few times at most. */
    const takeOverSoon = (helped: number) => {
      takeOver();
      if (helped >= MOST_HELP) return;
      setTimeout(() => {
        sessionStorage.setItem(HELPED, String(helped + 1));
        location.reload();
      }, PATIENCE);
    };
    const helped = Number(sessionStorage.getItem(HELPED) ?? 0);
    if (helped > 0) {
      sessionStorage.removeItem(HELPED);
      if (registration?.waiting || registration?.active?.state === 'activating') takeOverSoon(helped);
      else location.reload();
    }
    save.addEventListener('click', () => {
      failed = '';
      navigator.serviceWorker.register(`${folder}offline.js`, { scope: folder, updateViaCache: 'none' }).then(
        (made) => {
          registration = made;
          watch();
          draw();
          remove.focus();
        },
        () => {
          failed = 'This browser does not let the site be saved.';
          draw();
        },
      );
    });
    use.addEventListener('click', () => {
      // A run in another tab of the site would lose its page, too.
      if (document.querySelector('.transport[data-phase=training]')) {
        says.textContent = 'Pause the training first: the page is loaded anew.';
        return;
      }
      says.textContent = 'The newer edition takes over.';
      takeOverSoon(0);
    });
    remove.addEventListener('click', async () => {
      await registration?.unregister();
      registration = undefined;
      for (const name of await caches.keys()) if (name.startsWith(PREFIX(folder))) await caches.delete(name);
      draw();
      save.focus();
    });
    watch();
    draw();
    this.hidden = false;
    // Offline the question simply fails.
    registration?.update().catch(() => {});
  }
}

customElements.define('offline-copy', OfflineCopy);
