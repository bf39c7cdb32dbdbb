import { useEffect, useLayoutEffect, useRef } from 'react';

/** For what is gone, or new: whoever uses the keyboard goes on at the beginning of the page's own part. */
export function focusHeading(): void {
  document.querySelector<HTMLElement>('h1')?.focus();
}

/** For a dialog that exists as long as it is open: what had the focus before gets it back. */
export function useFocusBack(): void {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      else focusHeading();
    };
  }, []);
}

/** For a button that cannot have the focus while it is busy: it gets it back, unless it went elsewhere meanwhile. */
export function useFocusAfter(busy: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const had = useRef(false);
  useLayoutEffect(() => {
    if (busy) had.current = document.activeElement === button.current;
    else if (had.current && document.activeElement === document.body) button.current?.focus();
  }, [busy]);
  return button;
}
